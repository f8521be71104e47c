"""A backup of an open vault, made in small slices between saves, and trusted only once opened."""

import os
import shutil
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from storage.backup_check import Counts, checked
from storage.backup_errors import BackupPlaceGone, BackupStopped, BackupUnsound, place_failures
from storage.backup_shelf import PART, clear_parts, free_time, name_of, shelf
from storage.errors import HeaderDamaged, VaultMissing
from storage.files import disk_failures, flush_folder, open_new_private
from storage.header import HEADER_FILE, RECORDS_FILE, header_from_bytes, read_header
from storage.vault import Vault

PAGES_AT_ONCE = 8
"""A quarter of a millisecond of copying on an idle machine: the grain of a slice."""

SLICE_SECONDS = 0.003
"""A slice takes as many grains as fit into this, by how long the last ones took; at least one."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole vault folder that was opened and checked after it was made."""

    folder: Path
    at: datetime
    vault: str
    size: int
    counts: Counts


class BackupRun:
    """One backup under way. All but the copying of pages happens on a thread of its own.

    `start`, `step`, `finish` and `abandon` belong to the thread of the vault. The engine copies
    all pages in one call, so that call waits on the other thread; `step` lets it go on for a
    moment and stands still meanwhile: never do both use the records at once. Between two steps
    the vault may be read and written, and what is saved then is in the backup too. Once the pages
    are copied, flushing and checking need the vault no more, and a step returns at once.
    """

    def __init__(self, vault: Vault, folder: Path, at: datetime) -> None:
        self._connection = vault.connection
        self._sealed_with = self._connection.sealed_with
        with disk_failures():
            self._header_bytes = (vault.folder / HEADER_FILE).read_bytes()
        self._vault = header_from_bytes(self._header_bytes).vault
        self._folder = folder
        self._part = folder.with_name(folder.name + PART)
        self._at = at
        self._go, self._pause = threading.Semaphore(0), threading.Semaphore(0)
        self._until = self._since = self._grain = 0.0
        self._pages = 0
        self._copying = True
        self._stopped = False
        self._result: Backup | BaseException | None = None
        self._worker = threading.Thread(target=self._work, name="backup", daemon=True)

    @classmethod
    def start(cls, vault: Vault, place: Path, at: datetime) -> Self:
        """Begin a backup of this vault on its shelf in this place; nothing is copied yet.

        Raises a BackupFailed if nothing can be made there, HeaderDamaged if the vault's own key
        file no longer reads: a backup with it would open for nobody.
        """
        identity = read_header(vault.folder).vault
        one = shelf(place, identity)
        with place_failures(), disk_failures():
            one.mkdir(mode=0o700, parents=True, exist_ok=True)
            clear_parts(place, identity)
            moment = free_time(one, at)
            run = cls(vault, one / name_of(moment), moment)
            run._part.mkdir(mode=0o700)
        run._connection.before_close(run.abandon)
        run._worker.start()
        return run

    def step(self, seconds: float = SLICE_SECONDS) -> bool:
        """Copy for about this long; True once the backup is ready, or has failed: `finish` tells.

        Never inside a transaction.
        """
        if self._copying:
            self._since = time.monotonic()
            self._until = self._since + seconds
            self._go.release()
            self._pause.acquire()
        return not self._worker.is_alive()

    @property
    def copying(self) -> bool:
        """Whether pages are still to be copied; afterwards a step does nothing but tell."""
        return self._copying

    def wait(self, seconds: float) -> None:
        """Stand still until the copied pages are checked, at most this long."""
        self._worker.join(max(0.0, seconds))

    def finish(self) -> Backup:
        """Do all that is left, however long it takes. Raises what went wrong, a KnownFailure."""
        while self._copying:
            self.step(seconds=1.0)
        self._worker.join()
        self._connection.before_close(None)
        match self._result:
            case Backup() as backup:
                return backup
            case BaseException() as failure:
                raise failure
            case None:
                raise BackupStopped

    def abandon(self) -> None:
        """Stop, and leave nothing behind; harmless at any moment, also twice."""
        self._stopped = True
        if self._copying:
            self._go.release()
        self._worker.join()
        self._connection.before_close(None)

    def _work(self) -> None:
        try:
            self._result = self._made()
        except BaseException as failure:  # noqa: BLE001 carried to the vault's thread by finish
            self._result = failure
            shutil.rmtree(self._part, ignore_errors=True)
        finally:
            self._let_go()

    def _made(self) -> Backup:
        self._go.acquire()
        with place_failures(), disk_failures():
            write_whole(self._part / HEADER_FILE, self._header_bytes)
            open_new_private(self._part / RECORDS_FILE).close()
            self._go_on()
            self._connection.copy_pages(
                self._part / RECORDS_FILE, self._sealed_with, PAGES_AT_ONCE, self._after_slice
            )
            self._let_go()
            flush(self._part / RECORDS_FILE)
            flush_folder(self._part)
            found = self._checked()
            size = sum(f.stat().st_size for f in self._part.iterdir())
            self._go_on()
            self._part.replace(self._folder)
            flush_folder(self._folder.parent)
        return Backup(self._folder, self._at, self._vault, size, found)

    def _checked(self) -> Counts:
        try:
            return checked(self._part, self._sealed_with[:32], pages=self._pages)
        except (BackupUnsound, HeaderDamaged, VaultMissing):
            if not self._part.is_dir():
                raise BackupPlaceGone from None
            raise

    def _after_slice(self, left: int, total: int) -> None:
        self._pages = total
        self._go_on()
        now = time.monotonic()
        self._grain = max(now - self._since, self._grain / 2)
        if left and now + self._grain >= self._until:
            self._pause.release()
            self._go.acquire()
            self._go_on()
        self._since = time.monotonic()

    def _go_on(self) -> None:
        if self._stopped:
            raise BackupStopped

    def _let_go(self) -> None:
        """The records are the vault's alone again."""
        if self._copying:
            self._copying = False
            self._pause.release()


def write_whole(path: Path, held: bytes) -> None:
    """A new private file with this in it, on the disk itself."""
    with open_new_private(path) as file:
        file.write(held)
        file.flush()
        os.fsync(file.fileno())


def flush(path: Path) -> None:
    """Have this file on the disk itself."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
