"""A practitioner's vault: one folder with an encrypted database and the header that unlocks it."""

import os
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from forms.people import Practitioner
from storage import keys
from storage.audit_event import NOTHING, EventKind
from storage.audit_rows import append, begin, nothing_written_down, write_down
from storage.errors import (
    DiskFull,
    DiskTrouble,
    HeaderSwapped,
    KnownFailure,
    ReadOnly,
    RecordsDamaged,
    VaultExists,
    VaultMissing,
)
from storage.files import disk_failures, flush_folder, open_new_private
from storage.header import (
    DEFAULT_COST,
    RECORDS_FILE,
    Header,
    KdfCost,
    Slot,
    read_header,
    write_header,
)
from storage.migrations import migrate
from storage.recovery_slots import OrganisationSlot, RecoverySlot
from storage.sql import Connection, Sql
from storage.upgrade import is_older, upgrade

_SALT_BYTES = 16

Seal = Callable[[bytes, str], RecoverySlot | OrganisationSlot]
"""Seals a data key for a vault of this id."""

Clock = Callable[[], datetime]
"""Gives the present moment, with its time zone."""


def _now() -> datetime:
    return datetime.now(UTC)


class Vault:
    """An open vault. Use it, and close it, on the thread that opened it."""

    def __init__(self, folder: Path, connection: Connection, clock: Clock) -> None:
        self.folder = folder
        self._connection = connection
        self._clock = clock
        self.only_read: type[KnownFailure] | None = None
        """Why nothing may be written about families just now, while all can be read."""
        self._after_commit: dict[Callable[[Vault], None], None] = {}
        self._closed = False

    @classmethod
    def create(  # noqa: PLR0913 each is needed, and named at the call
        cls,
        folder: Path,
        practitioner: Practitioner,
        passphrase: str,
        *,
        cost: KdfCost = DEFAULT_COST,
        seals: Sequence[Seal] = (),
        clock: Clock = _now,
    ) -> Self:
        """Make a vault in a folder that is not there yet, or empty, and open it.

        It is made next to its place and moved there whole; a failure leaves nothing behind.
        `seals` are further ways in, for the day the passphrase is lost.
        """
        vault, data_key = secrets.token_hex(8), keys.new_data_key()
        slots: tuple[Slot, ...] = (
            keys.wrap(data_key, vault, passphrase, cost),
            *(seal(data_key, vault) for seal in seals),
        )
        with disk_failures():
            _clear_the_place(folder)
            folder.parent.mkdir(parents=True, exist_ok=True)
            making = folder.parent / f".making-{secrets.token_hex(8)}"
            making.mkdir(mode=0o700)
            try:
                salt = _make_records(making / RECORDS_FILE, data_key, vault, practitioner, clock())
                write_header(making, Header(vault, practitioner.name, salt, slots))
                making.replace(folder)
            except BaseException:
                shutil.rmtree(making, ignore_errors=True)
                raise
            flush_folder(folder.parent)
        made = cls(folder, Connection.to(folder / RECORDS_FILE, data_key), clock)
        write_down(made.sql, folder)
        return made

    @classmethod
    def open(
        cls,
        folder: Path,
        passphrase: str,
        *,
        wanted: KdfCost = DEFAULT_COST,
        clock: Clock = _now,
    ) -> Self:
        """Unlock the vault in this folder; its key is wrapped anew where a guess was too cheap.

        Raises a KnownFailure, having changed nothing, if it cannot: WrongPassphrase, VaultBusy,
        HeaderDamaged, RecordsDamaged, HeaderSwapped, VaultTooNew, VaultMissing, ReadOnly.
        """
        header = read_header(folder)
        _must_be_usable(folder, folder / RECORDS_FILE)
        slot = header.passphrase_slot
        data_key = keys.unwrap(slot, header.vault, passphrase)
        vault = cls.open_with_key(folder, header, data_key, clock=clock)
        if keys.needs_rewrap(slot, wanted):
            cost = keys.raised(slot.cost, wanted)
            # A full disk must not keep anyone out of the records; the next unlock tries again.
            with suppress(DiskFull, DiskTrouble, ReadOnly):
                _rewrap(folder, header, data_key, passphrase, cost)
                vault.note(EventKind.KEY_REWRAPPED)
        return vault

    @classmethod
    def open_with_key(
        cls, folder: Path, header: Header, data_key: bytes, *, clock: Clock = _now
    ) -> Self:
        """Open with the data key itself, and be sure that records and header belong together.

        Records of an older program are upgraded first; that the vault was opened is logged.
        """
        records = folder / RECORDS_FILE
        _must_be_usable(folder, records)
        try:
            connection = Connection.to(records, data_key)
        except RecordsDamaged:
            if _salt_of(records) != header.records_salt:
                raise HeaderSwapped from None
            raise
        try:
            older = is_older(connection)
            _must_be_of(header.vault, connection)
            if older:
                lost = connection.lost_writes
                upgrade(folder, connection, clock())
                connection = Connection.to(records, data_key)
                connection.lost_writes = lost
                write_down(connection, folder)
            vault = cls(folder, connection, clock)
            vault._note_unlocked()
        except BaseException:
            connection.close()
            raise
        return vault

    @property
    def sql(self) -> Sql:
        """For reading; writing goes through `transaction`."""
        return self._connection

    @property
    def connection(self) -> Connection:
        """The open records themselves, for what copies or checks them whole."""
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[Sql]:
        """All that is written inside is kept together, or not at all.

        Inside another transaction it joins that one, so that stores can be combined.
        """
        connection = self._connection
        if connection.in_transaction:
            yield connection
            return
        connection.run("BEGIN IMMEDIATE")
        try:
            yield connection
            connection.run("COMMIT")
        except BaseException:
            self._after_commit.clear()
            connection.roll_back()
            raise
        actions = tuple(self._after_commit)
        self._after_commit.clear()
        for action in actions:
            action(self)

    @contextmanager
    def writing(self) -> Iterator[Sql]:
        """A transaction for what is written about families. Raises `only_read`.

        The log, envelopes, half-written forms and settings are written all the same.
        """
        if self.only_read is not None:
            raise self.only_read
        with self.transaction() as sql:
            yield sql

    def after_commit(self, action: Callable[["Vault"], None]) -> None:
        """Do this once what is being written is kept, however often it is asked for."""
        self._after_commit[action] = None

    def now(self) -> datetime:
        """The present moment, by this vault's clock."""
        return self._clock()

    def practitioner(self) -> Practitioner:
        """Whose vault this is."""
        row = self.sql.one("SELECT name, role, team, contact FROM vault")
        if row is None:
            raise RecordsDamaged
        return Practitioner(*row)

    def change_passphrase(self, old: str, new: str, *, wanted: KdfCost = DEFAULT_COST) -> None:
        """Wrap the key under a new passphrase; the other ways in stay as they are.

        Raises WrongPassphrase, having changed nothing, if the old one is not right. Whenever this
        is interrupted, either the old passphrase opens the vault or the new one does.
        """
        header = read_header(self.folder)
        _must_be_of(header.vault, self._connection)
        slot = header.passphrase_slot
        data_key = keys.unwrap(slot, header.vault, old)
        self.note(EventKind.PASSPHRASE_CHANGED)
        _rewrap(self.folder, header, data_key, new, keys.raised(slot.cost, wanted))

    def close(self) -> None:
        """Put everything in the records file and forget the key; closing twice is harmless."""
        if self._closed:
            return
        self._closed = True
        try:
            # A full disk must not keep the vault open: locking comes before the note of it.
            with suppress(KnownFailure):
                self._connection.roll_back()
                self.note(EventKind.LOCKED)
        finally:
            self._connection.close()

    def _note_unlocked(self) -> None:
        # A full disk or a crowded one must not keep anyone out of the records.
        with suppress(DiskFull, DiskTrouble, ReadOnly):
            if nothing_written_down(self.sql, self.folder):
                self.note(EventKind.ANCHORS_LOST)
            self.note(EventKind.UNLOCKED)

    def note(self, kind: EventKind) -> None:
        """Log something about the vault as a whole, now."""
        with self.transaction() as sql:
            append(sql, kind, NOTHING, self._clock())
        write_down(self.sql, self.folder)


def _rewrap(folder: Path, header: Header, key: bytes, passphrase: str, cost: KdfCost) -> None:
    write_header(folder, header.with_slot(keys.wrap(key, header.vault, passphrase, cost)))


def _must_be_of(vault: str, connection: Connection) -> None:
    if connection.one("SELECT id FROM vault") != (vault,):
        raise HeaderSwapped


def _clear_the_place(folder: Path) -> None:
    if folder.exists():
        if not folder.is_dir() or any(folder.iterdir()):
            raise VaultExists
        folder.rmdir()


def _make_records(
    records: Path, key: bytes, vault: str, practitioner: Practitioner, at: datetime
) -> bytes:
    open_new_private(records).close()
    connection = Connection.to(records, key)
    try:
        migrate(connection)
        p = practitioner
        connection.run(
            "INSERT INTO vault (only_row, id, name, role, team, contact) VALUES (1, ?, ?, ?, ?, ?)",
            (vault, p.name, p.role, p.team, p.contact),
        )
        begin(connection, EventKind.CREATED, at)
    finally:
        connection.close()
    return _salt_of(records)


def _salt_of(records: Path) -> bytes:
    """The salt in clear at the start of the file.

    Only ever read while nobody in this process has the file open: closing a second handle
    would drop the engine's own locks (POSIX).
    """
    with records.open("rb") as file:
        return file.read(_SALT_BYTES)


def _must_be_usable(folder: Path, records: Path) -> None:
    if not records.exists():
        raise VaultMissing
    if not (os.access(folder, os.W_OK | os.X_OK) and os.access(records, os.R_OK | os.W_OK)):
        raise ReadOnly
    with suppress(OSError):
        if records.stat().st_size == 0:
            raise RecordsDamaged  # the engine would take an empty file for a new one
