"""Files that go out of the vault, or come in: whole, private, and of no surprising size."""

import errno
import os
from contextlib import suppress
from pathlib import Path

from desktop.flows.errors import ExportFailed, ImportFailed
from storage.files import put_whole


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
