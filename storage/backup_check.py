"""Whether a backup is whole: opened with its key, every page checked, its records counted."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from storage import keys
from storage.backup_errors import BackupUnsound
from storage.errors import HeaderSwapped, RecordsDamaged, VaultMissing, VaultTooNew
from storage.header import RECORDS_FILE, Header, read_header
from storage.migrations import STEPS
from storage.sql import Connection, Sql


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is in a vault, shown before it is put in place of another."""

    families: int
    contacts: int
    letters: int
    last_contact: date | None


def unlocked(folder: Path, passphrase: str) -> tuple[Header, bytes]:
    """The header of the vault in this folder, and its data key.

    Raises WrongPassphrase, HeaderDamaged, VaultMissing, VaultTooNew, KeyTooWeak.
    """
    header = read_header(folder)
    return header, keys.unwrap(header.passphrase_slot, header.vault, passphrase)


def checked(folder: Path, key: bytes, *, pages: int | None = None) -> Counts:
    """What is in the vault in this closed folder, once every page of it has been checked.

    `pages` is how many there must be. Raises BackupUnsound, HeaderSwapped, VaultTooNew,
    VaultMissing; changes nothing and makes no file.
    """
    header = read_header(folder)
    records = folder / RECORDS_FILE
    if not records.exists():
        raise VaultMissing
    try:
        connection = Connection.looking(records, key)
        try:
            _must_be_sound(connection, header, pages)
            return counts(connection)
        finally:
            connection.close()
    except RecordsDamaged:
        raise BackupUnsound from None


def _must_be_sound(connection: Connection, header: Header, pages: int | None) -> None:
    if connection.number("PRAGMA user_version") > len(STEPS):
        raise VaultTooNew
    if connection.all("PRAGMA cipher_integrity_check") != []:
        raise BackupUnsound
    if connection.all("PRAGMA quick_check(1)") != [("ok",)]:
        raise BackupUnsound
    if pages is not None and connection.number("PRAGMA page_count") != pages:
        raise BackupUnsound
    if connection.one("SELECT id FROM vault") != (header.vault,):
        raise HeaderSwapped


def counts(sql: Sql) -> Counts:
    """How much is in these records."""
    row = sql.one(
        "SELECT (SELECT count(*) FROM family), (SELECT count(*) FROM contact),"
        " (SELECT count(*) FROM letter), (SELECT max(day) FROM contact)"
    )
    if row is None:
        raise RecordsDamaged
    families, contacts, letters, last = row
    return Counts(families, contacts, letters, date.fromisoformat(last) if last else None)
