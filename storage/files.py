"""Files of a vault: private from their first byte, flushed to the disk, failures in plain words."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from storage.errors import DiskFull, DiskTrouble, ReadOnly

_FULL = (errno.ENOSPC, errno.EDQUOT)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def disk_failures() -> Iterator[None]:
    """Say the operating system's refusals as KnownFailures."""
    try:
        yield
    except OSError as failure:
        if failure.errno in _FULL:
            raise DiskFull from failure
        if failure.errno in _FORBIDDEN:
            raise ReadOnly from failure
        raise DiskTrouble from failure


def open_new_private(path: Path) -> BinaryIO:
    """A new file that only this person may read; refuses one that is already there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600), "wb")


def flush_folder(folder: Path) -> None:
    """Make names in this folder survive a power cut, where the platform can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_whole(path: Path, content: bytes) -> None:
    """Put this private file in place at once: whoever reads sees the old one or the new one.

    Raises OSError, having left what was there, if it cannot.
    """
    import secrets  # noqa: PLC0415 - reading does without

    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open_new_private(new) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise
