"""Backups while the vault is open, and putting one back when it is not."""

import math
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from desktop.flows.opened import Clock, OpenVault
from storage import attempts
from storage.attempts import TooSoon
from storage.audit import About, AuditLog
from storage.audit_event import EventKind
from storage.backup import Backup, BackupRun
from storage.backup_check import Counts
from storage.backup_copy import copy_backup
from storage.backup_due import due
from storage.backup_errors import BackupStopped
from storage.backup_places import Places
from storage.backup_shelf import BackupCard, list_backups, tidy
from storage.errors import DiskFull, DiskTrouble, KnownFailure, ReadOnly, WrongPassphrase
from storage.header import read_header
from storage.restore import Restored, look_inside, restore
from storage.salvage import Salvaged, adopt, salvage, write_down_anew


@dataclass(frozen=True, slots=True)
class BackupState:
    """What to tell about backups. Neither trouble ever stops the work.

    `trouble` is why the newest backup could not be made; `second_trouble` why the second place
    does not have it.
    """

    last: Backup | None = None
    trouble: KnownFailure | None = None
    second_trouble: KnownFailure | None = None
    running: bool = False


class BackupFlow:
    """Makes backups of an open vault, slice by slice. All of it on the thread of the vault.

    From a timer: when `due()`, call `step()`; then `go_on()` while `state.running`, each one short.
    """

    def __init__(self, open_vault: OpenVault, clock: Clock, where: Places) -> None:
        self._vault = open_vault.vault
        self._clock = clock
        self._where = where
        self._state = BackupState()
        self._last_at: datetime | None = self._newest_at()
        self._seen = -1  # a session that was cut off may have left work that no backup has
        self._worked_since: datetime | None = None
        self._counted = 0
        self._run: BackupRun | None = None
        self._after: threading.Thread | None = None

    @property
    def state(self) -> BackupState:
        return replace(self._state, running=self._is_busy())

    def due(self, *, locking: bool = False) -> bool:
        """Whether to make a backup now; notices by itself what was saved since the last one."""
        now = self._clock()
        if self._vault.connection.changes == self._seen:
            self._worked_since = None
        elif self._worked_since is None:
            self._worked_since = now
        return due(self._last_at, self._worked_since, now, locking=locking)

    def step(self) -> BackupState:
        """Go on with the backup for a few milliseconds, beginning one if none is under way."""
        try:
            if self._run is not None:
                if self._run.step():
                    self._made(self._run)
            elif not self._is_busy():
                self._state = replace(self._state, trouble=None)
                self._counted = self._vault.connection.changes
                self._run = BackupRun.start(self._vault, self._where.first, self._clock())
        except KnownFailure as failure:
            self._not_made(failure)
        return self.state

    def go_on(self) -> BackupState:
        """Go on with the backup under way, if there still is one; never begins another."""
        return self.step() if self._run is not None else self.state

    def now_in(self, where: Places) -> None:
        """The next backup goes to these places."""
        self._where = where

    def when_locking(self, seconds: float) -> BackupState:
        """A last backup before the vault is closed, if there is anything new, and time for it.

        After this long it is given up: locking waits for nothing. The second place is brought up
        to date afterwards, which needs no key. Does not raise: `trouble` tells.
        """
        until = time.monotonic() + seconds
        if self._run is None and not self.due(locking=True):
            return self.state
        self._wait_for_after(until)
        self._settle(until)
        if self.due(locking=True):
            self.abandon()
            self._state = replace(self._state, trouble=self._state.trouble or BackupStopped())
        return self.state

    def settle(self, seconds: float) -> BackupState:
        """Back up, and wait until nothing is under way any more, at most this long."""
        until = time.monotonic() + seconds
        self._settle(until)
        self._wait_for_after(until)
        return self.state

    def _settle(self, until: float) -> None:
        self.step()
        while self._run is not None and time.monotonic() < until:
            if not self._run.copying:
                self._run.wait(until - time.monotonic())
            self.step()

    def abandon(self) -> None:
        """Stop a backup under way; nothing half made stays."""
        if self._run is not None:
            self._run.abandon()
            self._run = None

    def _made(self, run: BackupRun) -> None:
        self._run = None
        backup = run.finish()
        self._last_at, self._worked_since = backup.at, None
        before = self._vault.connection.changes
        with suppress(DiskFull, DiskTrouble, ReadOnly):  # the backup is there all the same
            about = About(reference=backup.folder.name)
            AuditLog(self._vault).note(EventKind.BACKED_UP, about, self._clock())
        # That entry is no work of the practitioner's: it asks for no other backup.
        self._seen = self._counted + self._vault.connection.changes - before
        self._state = BackupState(last=backup, second_trouble=self._state.second_trouble)
        now = self._clock()
        self._after = threading.Thread(
            target=lambda: self._put_away(backup, now), name="backup-second-place", daemon=True
        )
        self._after.start()

    def _not_made(self, failure: KnownFailure) -> None:
        """Tell it, and try again after the usual time rather than at once."""
        self._run = None
        self._state = replace(self._state, trouble=failure)
        self._last_at = self._last_at or self._clock()
        self._worked_since = self._clock()

    def _put_away(self, backup: Backup, now: datetime) -> None:
        """Thin the shelf and bring the second place up to date, beside the work."""
        trouble = None
        try:
            tidy(self._where.first, backup.vault, now)
            if self._where.second is not None:
                copy_backup(backup.folder, self._where.second)
                tidy(self._where.second, backup.vault, now)
        except KnownFailure as failure:
            trouble = failure
        self._state = replace(self._state, second_trouble=trouble)

    def _is_busy(self) -> bool:
        return self._run is not None or (self._after is not None and self._after.is_alive())

    def _wait_for_after(self, until: float) -> None:
        if self._run is None and self._after is not None:
            self._after.join(max(0.0, until - time.monotonic()))

    def _newest_at(self) -> datetime | None:
        vault = self._vault.sql.one("SELECT id FROM vault")
        cards = list_backups((self._where.first,), str(vault[0])) if vault else ()
        return next((card.at for card in cards if card.readable), None)


class RestoreFlow:
    """Three clicks: a list, a look inside one, and that one put in place. The vault is closed."""

    def __init__(self, vault_folder: Path, clock: Clock, where: Places) -> None:
        self._folder = vault_folder
        self._clock = clock
        self._where = where

    def backups(self) -> tuple[BackupCard, ...]:
        """Those of this vault, newest first; of every vault where its own id cannot be read."""
        try:
            own = read_header(self._folder).vault
        except KnownFailure:
            own = None
        return list_backups(self._where.all, own)

    def look_inside(self, card: BackupCard, passphrase: str) -> Counts:
        """What is in it. Wrong passphrases here cost the same wait as at the door."""
        wait = attempts.wait_before_next(self._folder, self._clock())
        if wait > 0:
            raise TooSoon(math.ceil(wait))
        try:
            return look_inside(card, passphrase)
        except WrongPassphrase:
            if self._folder.is_dir():
                attempts.record_failure(self._folder, self._clock())
            raise

    def restore(self, card: BackupCard, passphrase: str) -> Restored:
        """Put this backup in place; what was there is kept whole beside it."""
        return restore(card, passphrase, self._folder, self._clock())

    def salvage(self, passphrase: str) -> Salvaged:
        """Read what still reads of a damaged vault into a new one, to be offered, not in place."""
        sound = next((card.folder for card in self.backups() if card.readable), None)
        return salvage(self._folder, passphrase, self._clock(), backup=sound)

    def adopt(self, salvaged: Salvaged, passphrase: str) -> Path | None:
        """Put what was salvaged in place; gives where the damaged vault is kept."""
        aside = adopt(salvaged, self._folder, self._clock())
        write_down_anew(self._folder, passphrase)
        return aside
