"""A lost or changed passphrase: new sheets, the way back in, and the organisation's key."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.flows.errors import FlowError
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.unlock import opened
from forms.passphrase import check_passphrase
from forms.refusal import Refusal
from letters.pdf import render
from letters.recovery_sheet import ShareFacts, SheetFacts, recovery_sheet, share_sheet
from storage.attempts import Notice
from storage.audit_event import EventKind
from storage.files import disk_failures, put_whole
from storage.header import DEFAULT_COST, KdfCost, read_header
from storage.recovery import RecoverySheet, new_sheet
from storage.recovery_organisation import (
    HOLDERS,
    NEEDED,
    Organisation,
    OrganisationDamaged,
    must_hold_no_organisation,
    new_organisation,
    organisation_in,
    write_organisation,
)
from storage.recovery_support import copy_for_older_program, unwrapped_key
from storage.recovery_unlock import Recovered, recover_with_shares, recover_with_sheet, renew_sheet
from storage.recovery_words import SheetWords, WordsRefused

__all__ = [
    "BackIn",
    "OrganisationKey",
    "RecoveryFlow",
    "copy_for_older_program",
    "make_organisation_key",
    "new_sheet",
    "unwrapped_key",
]


class NameMissing(FlowError):
    """An organisation's key needs the organisation's name."""


@dataclass(frozen=True, slots=True)
class BackIn:
    """The vault, open under its new passphrase; `sheet` is to be printed, `notice` logged."""

    open_vault: OpenVault
    sheet: RecoverySheet
    notice: Notice


@dataclass(frozen=True, slots=True)
class OrganisationKey:
    """What was made: `public` goes onto every laptop; `sheets` are printed, then deleted."""

    organisation: Organisation
    public: Path
    sheets: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class SealedTo:
    """Whose recovery key opens a vault too; `name` is empty where only its fingerprint is known."""

    name: str
    fingerprint: str


class RecoveryFlow:
    """`wanted` is the least a guess at a passphrase set here may cost."""

    def __init__(self, clock: Clock, *, wanted: KdfCost = DEFAULT_COST) -> None:
        self._clock = clock
        self._wanted = wanted

    def change_passphrase(
        self, open_vault: OpenVault, old: str, new: str, again: str
    ) -> Refusal | None:
        """Change it, or say why the new one cannot be used. Raises WrongPassphrase for the old."""
        refusal = check_passphrase(new, again)
        if refusal is None:
            open_vault.vault.change_passphrase(old, new, wanted=self._wanted)
        return refusal

    def renew(self, open_vault: OpenVault, passphrase: str) -> RecoverySheet:
        """A new sheet to print; the one before stops working."""
        sheet = renew_sheet(open_vault.vault, passphrase)
        open_vault.vault.note(EventKind.RECOVERY_SET)
        return sheet

    def organisation_of(self, open_vault: OpenVault) -> SealedTo | None:
        """Whose recovery key this vault is sealed to, if any."""
        folder = open_vault.vault.folder
        slot = read_header(folder).organisation_slot
        if slot is None:
            return None
        try:
            found = organisation_in(folder.parent.parent)
        except OrganisationDamaged:
            found = None
        named = found is not None and found.fingerprint == slot.organisation
        return SealedTo(found.name if found is not None and named else "", slot.organisation)

    def sheet_pdf(self, folder: Path, sheet: RecoverySheet) -> bytes:
        """The sheet of the vault in this folder, as a PDF to print and not to keep."""
        header, now = read_header(folder), self._clock()
        facts = SheetFacts(header.display_name, header.vault, sheet.sheet, now.date(), sheet.words)
        return render(recovery_sheet(facts), now)

    def with_sheet(
        self, folder: Path, typed: str, new: str, again: str
    ) -> BackIn | Refusal | WordsRefused:
        """Back in with the words of the sheet; nothing changes until all of it is right."""
        return check_passphrase(new, again) or _back_in(
            recover_with_sheet(folder, typed, new, now=self._clock(), wanted=self._wanted)
        )

    def with_shares(
        self, folder: Path, typed: tuple[str, str], new: str, again: str
    ) -> BackIn | Refusal | WordsRefused:
        """Back in with the words of two holders of the organisation's key."""
        return check_passphrase(new, again) or _back_in(
            recover_with_shares(folder, typed, new, now=self._clock(), wanted=self._wanted)
        )


def _back_in(recovered: Recovered | WordsRefused) -> BackIn | WordsRefused:
    if isinstance(recovered, WordsRefused):
        return recovered
    recovered.vault.note(EventKind.RECOVERED)
    return BackIn(opened(recovered.vault), recovered.sheet, recovered.notice)


def make_organisation_key(folder: Path, name: str, now: datetime) -> OrganisationKey:
    """Make a recovery key for this organisation: its public half and three sheets, as files.

    The sheets come first: wherever the power goes, nothing is sealed to a key that nobody holds.
    Raises OrganisationExists where the folder holds a key already.
    """
    if not name.strip():
        raise NameMissing("Give the organisation's name: it is printed on each holder's sheet.")
    must_hold_no_organisation(folder)
    organisation, shares = new_organisation(name.strip())
    with disk_failures():
        folder.mkdir(parents=True, exist_ok=True)
    sheets = tuple(_share_file(folder, organisation, share, now) for share in shares)
    public = write_organisation(folder, organisation)
    return OrganisationKey(organisation, public, sheets)


def _share_file(folder: Path, organisation: Organisation, share: SheetWords, now: datetime) -> Path:
    facts = ShareFacts(
        organisation=organisation.name,
        fingerprint=organisation.fingerprint,
        sheet=share.sheet,
        holder=share.share,
        holders=HOLDERS,
        needed=NEEDED,
        made_on=now.date(),
        words=share.words,
    )
    document = share_sheet(facts)
    place = folder / f"{document.file_stem}.pdf"
    with disk_failures():
        put_whole(place, render(document, now))
    return place
