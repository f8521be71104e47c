"""Files that go out of the vault, or come in: whole, private, and of no surprising size."""

import errno
import os
import secrets
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from desktop.flows.errors import ExportFailed, ImportFailed
from storage.files import flush_folder, open_new_private, put_whole


def check_writable(folder: Path) -> None:
    """Fail before anything is done for good if a file could not be written there."""
    probe = folder / f".golden-thread-{os.getpid()}"
    try:
        probe.write_bytes(b"\0" * 4096)
        probe.unlink()
    except OSError as error:
        with suppress(OSError):
            probe.unlink()
        raise ExportFailed(_why(error)) from error


def write_out(place: Path, content: bytes) -> None:
    """Put this file there whole, for this person alone, or not at all. Raises ExportFailed."""
    try:
        put_whole(place, content)
    except OSError as error:
        raise ExportFailed(_why(error)) from error


class Leaving:
    """Files of one folder that appear together once all is done, or not at all.

    Each is written whole beside its place, under a hidden name; at the end of the block they get
    their own. A failure before that leaves nothing behind.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ready: list[tuple[Path, Path]] = []

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(place.name for _, place in self._ready)

    def add(self, name: str, content: bytes) -> None:
        """Lay this file ready. Raises ExportFailed."""
        place = self.folder / name
        ready = place.with_name(f".{name}.{secrets.token_hex(4)}")
        self._ready.append((ready, place))
        try:
            with open_new_private(ready) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise ExportFailed(_why(error)) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                for ready, place in self._ready:
                    ready.replace(place)
                flush_folder(self.folder)
        except OSError as error:
            raise ExportFailed(_KEPT_NOT_WRITTEN) from error
        finally:
            for ready, _ in self._ready:
                with suppress(OSError):
                    ready.unlink(missing_ok=True)


_KEPT_NOT_WRITTEN = (
    "The letter is kept, and could not be put into that folder. Export it again from this page."
)


def read_in(place: Path, most: int) -> bytes:
    """The bytes of this file, one more than `most` where it is longer. Raises ImportFailed."""
    try:
        with place.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise ImportFailed(
            "That file could not be read. Check that the memory stick or share is still there."
        ) from error


def _why(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return "There is no room in that folder. Nothing was written: choose another."
        case errno.EROFS | errno.EACCES | errno.EPERM:
            return "That folder cannot be written to. Choose another one."
        case _:
            return "That folder could not be reached. Choose another one."
