"""A folder: a memory stick, a network share, or one that something else keeps in step."""

import errno
import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

from sync.errors import (
    Gone,
    NameTaken,
    NotThePlace,
    PlaceFull,
    PlaceRefuses,
    PlaceUnreachable,
    TooLarge,
)
from sync.places.place import MOST_BYTES, Box, Entry, Put

ASIDE = "quarantine"
_PART = ".part"
_FLUSHED_AT_ONCE = 8
_MOST_KEPT = 60  # of a name that is taken, so that more fits behind it
_READ_AT_ONCE = 1024 * 1024
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_NONBLOCK", 0)
)
_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


class FolderPlace:
    """Written beside its place, flushed, renamed; links and folders in it are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @property
    def is_there(self) -> bool:
        """Whether the folder is there now, whatever it holds."""
        return self._root.is_dir()

    def put(self, box: Box, name: str, content: bytes) -> Put:
        try:
            self._must_be_there()
            folder = self._made(box)
            place = folder / name
            if os.path.lexists(place):
                return self._there_already(box, name, content)
            self._write(place, content)
        except FileExistsError:
            return self._there_already(box, name, content)
        except OSError as failure:
            raise _explained(failure) from failure
        return Put.NEW

    def put_many(self, box: Box, files: Sequence[tuple[str, bytes]]) -> frozenset[str]:
        """All are written and flushed, several at once, before the first gets its name."""
        parts: list[tuple[Path, Path, bytes]] = []
        taken = set[str]()
        try:
            self._must_be_there()
            folder = self._made(box)
            with ExitStack() as open_files, ThreadPoolExecutor(_FLUSHED_AT_ONCE) as flushing:
                flushed = []
                for name, content in files:
                    part = folder / f"{name}.{secrets.token_hex(4)}{_PART}"
                    file = open_files.enter_context(os.fdopen(os.open(part, _NEW, 0o640), "wb"))
                    parts.append((part, folder / name, content))
                    file.write(content)
                    file.flush()
                    flushed.append(flushing.submit(os.fsync, file.fileno()))
                for one in flushed:
                    one.result()
            for part, place, content in parts:
                try:
                    _name_once(part, place)
                except FileExistsError:
                    if self.get(box, place.name, len(content)) != content:
                        taken.add(place.name)
            _flush(folder)
        except OSError as failure:
            raise _explained(failure) from failure
        finally:
            for part, _, _ in parts:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
        return frozenset(taken)

    def names(self, box: Box) -> Iterator[Entry]:
        try:
            self._must_be_there()
            with os.scandir(self._folder(box)) as found:
                listed = [entry for entry in found if not entry.name.endswith(_PART)]
        except FileNotFoundError:
            return
        except OSError as failure:
            raise _explained(failure) from failure
        for entry in listed:
            with suppress(FileNotFoundError):
                yield Entry(entry.name, entry.stat(follow_symlinks=False).st_size)

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        try:
            if _leads_out(name):
                raise Gone
            handle = os.open(os.path.join(self._folder(box), name), _READ)  # noqa: PTH118 quicker
            try:
                if not stat.S_ISREG(os.fstat(handle).st_mode):
                    raise Gone
                content = _at_most(handle, most + 1)
            finally:
                os.close(handle)
        except FileNotFoundError:
            self._must_be_there()
            raise Gone from None
        except OSError as failure:
            if failure.errno in (errno.ELOOP, errno.EISDIR):
                raise Gone from failure  # a link, or a folder: nothing of ours
            raise _explained(failure) from failure
        if len(content) > most:
            raise TooLarge
        return content

    def set_aside(self, box: Box, name: str) -> None:
        try:
            if _leads_out(name):
                return
            aside = self._made(Box(ASIDE))
            target = aside / name
            if os.path.lexists(target):
                target = aside / f"{name[:_MOST_KEPT]}.{secrets.token_hex(4)}"
            (self._folder(box) / name).rename(target)
        except FileNotFoundError:
            return
        except OSError as failure:
            raise _explained(failure) from failure

    def taken(self, box: Box, name: str) -> None:
        """Nothing to do: another lead may still want to read it."""

    def close(self) -> None:
        """Nothing is held open."""

    def _folder(self, box: Box) -> Path:
        """The folder of this box; a link could make files of somewhere else look like the team's.

        Raises NotThePlace.
        """
        folder = self._root / box
        if folder.is_symlink():
            raise NotThePlace
        return folder

    def _made(self, box: Box) -> Path:
        folder = self._folder(box)
        folder.mkdir(exist_ok=True)
        return folder

    def _must_be_there(self) -> None:
        if not self._root.is_dir():  # made by nobody here: a stick that is out is not an empty one
            raise PlaceUnreachable

    def _there_already(self, box: Box, name: str, content: bytes) -> Put:
        try:
            same = self.get(box, name, len(content)) == content
        except TooLarge:
            same = False
        if not same:
            raise NameTaken
        return Put.ALREADY_THERE

    def _write(self, place: Path, content: bytes) -> None:
        part = place.with_name(f"{place.name}.{secrets.token_hex(4)}{_PART}")
        try:
            with os.fdopen(os.open(part, _NEW, 0o640), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _name_once(part, place)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        _flush(place.parent)


def _leads_out(name: str) -> bool:
    """Whether this would not be a file in the box itself."""
    return name in {"", ".", ".."} or Path(name).name != name


def _name_once(part: Path, place: Path) -> None:
    """Give the file its name unless the name is taken, then FileExistsError.

    Sticks and some shares know no hard links; there the name is looked for just before.
    """
    try:
        os.link(part, place)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(place):
            raise FileExistsError from None
        part.rename(place)


def _at_most(handle: int, most: int) -> bytes:
    parts, left = [], most
    while left and (part := os.read(handle, min(left, _READ_AT_ONCE))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _flush(folder: Path) -> None:
    if os.name == "nt":
        return
    with suppress(OSError):  # some shares cannot; the file itself is flushed
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explained(
    failure: OSError,
) -> PlaceFull | PlaceRefuses | PlaceUnreachable:
    if failure.errno in _FULL:
        return PlaceFull()
    if failure.errno in _FORBIDDEN:
        return PlaceRefuses()
    return PlaceUnreachable()
