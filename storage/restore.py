"""A backup put in place of a vault, which is kept whole beside it. Nothing is ever deleted."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.attempts import ATTEMPTS_FILE
from storage.audit import newest_seq, note_restored
from storage.backup import write_whole
from storage.backup_check import Counts, checked, unlocked
from storage.backup_copy import copy_vault_files
from storage.backup_errors import BackupOfAnother
from storage.backup_shelf import BackupCard, name_of
from storage.errors import HeaderDamaged, HeaderSwapped, VaultDamaged, VaultMissing
from storage.files import disk_failures, flush_folder
from storage.header import HEADER_FILE, RECORDS_FILE, header_from_bytes, read_header
from storage.restore_aside import DAMAGED, arriving_beside, swap_in
from storage.sql import Connection
from storage.vault import Vault

_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class Restored:
    """The vault as it is now, and where the one before it went, if there was one."""

    folder: Path
    replaced_folder: Path | None
    counts: Counts


def look_inside(card: BackupCard, passphrase: str) -> Counts:
    """What is in this backup, all of it checked; the passphrase is the one of its day.

    Raises WrongPassphrase, BackupUnsound, or what the card's `trouble` says.
    """
    if card.trouble is not None:
        raise card.trouble
    _, key = unlocked(card.folder, passphrase)
    return checked(card.folder, key)


def restore(card: BackupCard, passphrase: str, vault_folder: Path, at: datetime) -> Restored:
    """Put this backup in the place of the vault in this folder, which may be damaged or missing.

    The backup is checked, copied, opened and checked again before anything else moves. The vault
    must be closed: VaultBusy otherwise. Raises a KnownFailure, the vault as it was, if it cannot.
    """
    if card.trouble is not None:
        raise card.trouble
    header, key = unlocked(card.folder, passphrase)
    _must_be_the_same(vault_folder, header.vault)
    checked(card.folder, key)
    damaged = is_damaged(vault_folder, key)
    arriving = arriving_beside(vault_folder)
    with disk_failures():
        try:
            copy_vault_files(card.folder, arriving)
            _keep_the_attempts(vault_folder, arriving)
            Vault.open(arriving, passphrase).close()
            counts = checked(arriving, key)
            aside = swap_in(arriving, vault_folder, at, damaged=damaged)
        except BaseException:
            shutil.rmtree(arriving, ignore_errors=True)
            raise
    _note(vault_folder, passphrase, at)
    return Restored(vault_folder, aside, counts)


def _note(vault_folder: Path, passphrase: str, at: datetime) -> None:
    """Say in the log of the vault that it was put back on purpose.

    Only once it is in its place: a power cut before leaves the older copy to be noticed as one.
    """
    vault = Vault.open(vault_folder, passphrase)
    try:
        note_restored(vault, newest_seq(vault), at)
    finally:
        vault.close()


def _keep_the_attempts(vault_folder: Path, arriving: Path) -> None:
    """Restoring does not make failed unlocks untold, nor the wait after them shorter."""
    held = vault_folder / ATTEMPTS_FILE
    if held.exists():
        write_whole(arriving / ATTEMPTS_FILE, held.read_bytes())


def restore_key_file(card: BackupCard, vault_folder: Path, at: datetime) -> Path | None:
    """Put the key file of this backup beside records whose own key file is damaged or lost.

    The vault then opens with the passphrase of the day of the backup, nothing recorded is lost.
    Gives where the damaged key file went. Raises BackupOfAnother if it does not belong here.
    """
    with disk_failures():
        held = (card.folder / HEADER_FILE).read_bytes()
        header = header_from_bytes(held)
        if _salt_in(vault_folder) != header.records_salt:
            raise BackupOfAnother
        current = vault_folder / HEADER_FILE
        new = vault_folder / f".{HEADER_FILE}.restoring"
        new.unlink(missing_ok=True)
        shutil.copyfile(card.folder / HEADER_FILE, new)
        new.chmod(0o600)
        aside = None
        if current.exists():
            aside = current.with_name(f"{HEADER_FILE}.{DAMAGED}-{name_of(at)}")
            shutil.copyfile(current, aside)
            aside.chmod(0o600)
        new.replace(current)
        flush_folder(vault_folder)
    return aside


def is_damaged(vault_folder: Path, key: bytes) -> bool:
    """Whether the closed vault in this folder does not open, or not every page is sound.

    Raises VaultBusy if it is open somewhere.
    """
    records = vault_folder / RECORDS_FILE
    try:
        if not records.exists() or records.stat().st_size == 0:
            return True
        Connection.to(records, key).close()
        checked(vault_folder, key)
    except (VaultDamaged, HeaderSwapped, VaultMissing):
        return True
    return False


def _must_be_the_same(vault_folder: Path, vault: str) -> None:
    """Refuse to put one vault in place of another, where key file and records agree which it is."""
    with suppress(HeaderDamaged, VaultMissing):
        header = read_header(vault_folder)
        if header.vault != vault and _salt_in(vault_folder) == header.records_salt:
            raise BackupOfAnother


def _salt_in(vault_folder: Path) -> bytes | None:
    """The salt at the start of closed records, if there are any."""
    with suppress(OSError), (vault_folder / RECORDS_FILE).open("rb") as file:
        return file.read(_SALT_BYTES)
    return None
