"""Looking through a whole vault for anything wrong, without changing it."""

from pathlib import Path

from storage import keys
from storage.audit_anchor import anchor_places, read_anchor
from storage.audit_event import EventKind
from storage.audit_rows import vault_id
from storage.errors import (
    HeaderDamaged,
    KeyTooWeak,
    RecordsDamaged,
    VaultMissing,
    VaultTooNew,
)
from storage.files import disk_failures
from storage.header import RECORDS_FILE, Header, read_header
from storage.migrations import STEPS
from storage.soundness import Finding, Trouble, at_unlock, findings_in
from storage.sql import Connection
from storage.vault import Vault

_BEFORE_UNLOCKED = (
    "SELECT kind FROM event WHERE seq = (SELECT max(seq) FROM event WHERE kind = 'unlocked') - 1"
)


def verify(folder: Path, passphrase: str) -> tuple[Finding, ...]:
    """Everything wrong with the vault in this folder, the first thing first; nothing if sound.

    For a process that has no vault open. Raises what kept it from looking: VaultMissing,
    WrongPassphrase, VaultBusy, VaultTooNew, ReadOnly, DiskTrouble. A vault of an older program is
    looked at as it is.
    """
    records = folder / RECORDS_FILE
    try:
        header = read_header(folder)
    except HeaderDamaged:
        return (Finding(Trouble.HEADER_DAMAGED),)
    except KeyTooWeak:
        return (Finding(Trouble.HEADER_WEAK),)
    if not records.is_file():
        raise VaultMissing
    salt = _salt_of(records)
    if not salt:
        return (Finding(Trouble.FILE_DAMAGED),)
    if salt != header.records_salt:
        return (Finding(Trouble.HEADER_SWAPPED),)
    data_key = keys.unwrap(header.passphrase_slot, header.vault, passphrase)
    try:
        connection = Connection.to(records, data_key)
    except RecordsDamaged:
        return (Finding(Trouble.FILE_DAMAGED),)
    try:
        return _looked_through(folder, header, connection)
    finally:
        connection.close()


def against_what_is_written_down(vault: Vault) -> tuple[Finding, ...]:
    """Whether last words, newest entries or the history itself are lost; quick at each unlock.

    Where nothing was written down any more, the unlock itself put that into the log, and wrote.
    """
    beside, at_home = anchor_places(vault.folder, vault_id(vault.sql))
    found = at_unlock(vault.sql, read_anchor(beside), read_anchor(at_home))
    if vault.sql.one(_BEFORE_UNLOCKED) == (EventKind.ANCHORS_LOST.value,):
        found.append(Finding(Trouble.ANCHORS_MISSING))
    return (*_lost_writes(vault.connection), *found)


def _looked_through(folder: Path, header: Header, connection: Connection) -> tuple[Finding, ...]:
    if connection.number("PRAGMA user_version") > len(STEPS):
        raise VaultTooNew
    if vault_id(connection) != header.vault:
        return (Finding(Trouble.HEADER_SWAPPED),)
    beside, at_home = anchor_places(folder, header.vault)
    found = findings_in(connection, read_anchor(beside), read_anchor(at_home))
    return (*_lost_writes(connection), *found)


def _lost_writes(connection: Connection) -> tuple[Finding, ...]:
    return (Finding(Trouble.WRITES_LOST),) if connection.lost_writes else ()


def _salt_of(records: Path) -> bytes:
    with disk_failures(), records.open("rb") as file:
        return file.read(16)
