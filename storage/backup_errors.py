"""What a backup, a restore or a rescue can meet, in words fit to show."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage.errors import DiskFull, DiskTrouble, KnownFailure, ReadOnly, VaultDamaged


class BackupFailed(KnownFailure):
    sentence = "The backup could not be made."
    remedy = "Your records are safe in the vault; Golden Thread tries again by itself."


class BackupPlaceFull(BackupFailed):
    sentence = "There is no room left where backups are kept."
    remedy = "Free some space there; your records are safe in the vault."


class BackupPlaceReadOnly(BackupFailed):
    sentence = "Golden Thread may not write where backups are kept."
    remedy = "Unlock the memory stick, or choose another place; your records are safe in the vault."


class BackupPlaceGone(BackupFailed):
    sentence = "The place where backups are kept cannot be reached."
    remedy = "Put the memory stick back, or choose another place; your records are safe."


class BackupStopped(BackupFailed):
    sentence = "The backup was stopped before it was complete."
    remedy = "Your records are safe in the vault; the next backup is made by itself."


class BackupUnsound(VaultDamaged):
    sentence = "This backup is damaged."
    remedy = "Nothing has been changed or deleted. Choose another backup."


class BackupOfAnother(KnownFailure):
    sentence = "This backup belongs to another vault."
    remedy = "Choose a backup of your own vault; nothing has been changed."


class NothingToSalvage(VaultDamaged):
    sentence = "Nothing in the damaged records could be read any more."
    remedy = "Nothing has been changed or deleted. Restore a backup, or ask your IT support."


@contextmanager
def place_failures() -> Iterator[None]:
    """Say what the disk refuses as failures of the place where backups are kept."""
    try:
        yield
    except DiskFull as failure:
        raise BackupPlaceFull from failure
    except ReadOnly as failure:
        raise BackupPlaceReadOnly from failure
    except DiskTrouble as failure:
        raise BackupPlaceGone from failure


class ThisIsABackup(KnownFailure):
    sentence = "This folder is a backup, not a vault that is worked in."
    remedy = "Nothing was changed. Restore it first, or name the vault itself."
