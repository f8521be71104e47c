"""What the vault can meet in the world: each failure with words fit to show, and nothing clinical.

The words are fixed in the class, so that no name, path or answer can slip into them.
"""

from typing import ClassVar


class StorageError(Exception):
    """The one root of this package's exceptions."""


class KnownFailure(StorageError):
    """A failure we can explain: `sentence` says what happened, `remedy` what to do now."""

    sentence: ClassVar[str] = "The vault could not be used."
    remedy: ClassVar[str] = "Close Golden Thread and try again."

    def __init__(self) -> None:
        super().__init__(f"{self.sentence} {self.remedy}")


class WrongPassphrase(KnownFailure):
    sentence = "That passphrase does not open this vault."
    remedy = "Check Caps Lock and try again; nothing has been changed."


class KeyTooWeak(KnownFailure):
    sentence = "This vault asks for weaker protection of its passphrase than Golden Thread allows."
    remedy = "Do not type your passphrase here again; show the laptop to your IT support."


class VaultMissing(KnownFailure):
    sentence = "There is no complete vault in this folder."
    remedy = "Check that the folder was not moved or renamed, or restore a backup."


class VaultExists(KnownFailure):
    sentence = "There is already something in the folder where the new vault would go."
    remedy = "Choose another folder; nothing has been changed."


class VaultBusy(KnownFailure):
    sentence = "This vault is already open in another window."
    remedy = "Use that window, or close it first."


class DiskFull(KnownFailure):
    sentence = "The disk is full, so this could not be saved."
    remedy = "Free some space and try again; what was saved before is safe."


class DiskTrouble(KnownFailure):
    sentence = "The disk did not answer properly, so this could not be read or saved."
    remedy = "Check that the disk or memory stick is still connected, then try again."


class ReadOnly(KnownFailure):
    sentence = "Golden Thread may not write in the vault's folder."
    remedy = "Ask your IT support for permission to write there; nothing has been changed."


class VaultDamaged(KnownFailure):
    sentence = "This vault is damaged."
    remedy = "Nothing has been changed or deleted. Restore a backup, or ask your IT support."


class HeaderDamaged(VaultDamaged):
    sentence = "The key file of this vault is damaged, so no passphrase can be tried."
    remedy = "Your passphrase is not at fault. Restore a backup of the file key.json."


class RecordsDamaged(VaultDamaged):
    sentence = "Your passphrase is right, but the records in this vault are damaged."
    remedy = "Nothing has been changed or deleted. Restore a backup, or ask your IT support."


class HeaderSwapped(KnownFailure):
    sentence = "The key file in this folder belongs to another vault."
    remedy = "Put back the key.json that belongs here, or restore a backup of the whole folder."


class VaultTooNew(KnownFailure):
    sentence = "This vault was made by a newer Golden Thread."
    remedy = "Update Golden Thread on this laptop; nothing has been changed."


class StaleWrite(KnownFailure):
    sentence = "This contact was changed elsewhere since it was opened here."
    remedy = "Open the contact again to see the newest answers before going on."


class ContactFinished(KnownFailure):
    sentence = "This contact is finished, so it can no longer be changed."
    remedy = "Amend it to put something right, or start a new contact."


class ContactNotFinished(KnownFailure):
    sentence = "This contact is not finished yet, so there is nothing to amend."
    remedy = "Open it and go on writing."


class AlreadyAmended(KnownFailure):
    sentence = "There is a newer version of this contact already."
    remedy = "Open the newest version and go on there."


class LeaseOver(KnownFailure):
    """The vault can be read as before; judged when it is unlocked."""

    sentence = "This laptop has not heard from its team for too long, so it can only be read."
    remedy = "Meet the team's place once, under Team; then you can write again at once."


class TakenOff(KnownFailure):
    """The vault's own ways in were taken out of its key file, after the team had its key."""

    sentence = (
        "Your team lead has taken this laptop off the team's list, so its passphrase and its"
        " recovery sheet no longer open this vault."
    )
    remedy = "Nothing was deleted: the team holds the key. Ask your team lead for what you need."


class NotACertificate(KnownFailure):
    sentence = "This file and password do not give a certificate that can sign letters."
    remedy = "It is a .p12 or .pfx file with an RSA or EC key; ask whoever made it."
