"""Files of a backup copied somewhere else, and read again to see that they arrived."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO

from storage.backup_errors import BackupUnsound, place_failures
from storage.backup_shelf import PART, clear_parts, shelf
from storage.files import disk_failures, flush_folder, open_new_private
from storage.header import HEADER_FILE, RECORDS_FILE, read_header

_CHUNK = 1024 * 1024


def copy_backup(backup: Path, place: Path) -> Path:
    """Copy a verified backup to the same shelf in another place; gives the folder there.

    Slow where the place is slow, and needs neither key nor vault: do it on a thread of its own.
    A backup that is there already is left as it is. Raises a BackupFailed, leaving nothing behind
    that looks whole.
    """
    one = shelf(place, read_header(backup).vault)
    there = one / backup.name
    with place_failures(), disk_failures():
        if not place.is_dir():
            raise FileNotFoundError(place.name)
        if there.is_dir():
            return there
        one.mkdir(mode=0o700, exist_ok=True)
        clear_parts(place, one.name)
        part = one / (backup.name + PART)
        try:
            copy_vault_files(backup, part)
            part.replace(there)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        flush_folder(one)
    return there


def copy_vault_files(source: Path, target: Path) -> None:
    """Copy the files of a closed vault into a new private folder, flushed and read again.

    Raises BackupUnsound if what can be read there is not what was written, OSError otherwise.
    """
    target.mkdir(mode=0o700)
    for name in (HEADER_FILE, RECORDS_FILE):
        with (source / name).open("rb") as here, open_new_private(target / name) as there:
            written = _copied(here, there)
            there.flush()
            os.fsync(there.fileno())
            _forget_cached(there)
        if _digest(target / name) != written:
            raise BackupUnsound
    flush_folder(target)


def _copied(here: BinaryIO, there: BinaryIO) -> bytes:
    digest = hashlib.sha256()
    while chunk := here.read(_CHUNK):
        digest.update(chunk)
        there.write(chunk)
    return digest.digest()


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, hashlib.sha256).digest()


def _forget_cached(file: BinaryIO) -> None:
    """Ask the system to read this from the medium next time, where it knows how."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
