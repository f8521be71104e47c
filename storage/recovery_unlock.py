"""Back into a vault whose passphrase is lost: by a recovery sheet, or by two holders together.

Nothing here needs a network. Whoever opens a vault so must choose a new passphrase, and gets a
new sheet: the old one no longer opens it.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from storage import keys
from storage.attempts import Notice, NoticeKind, add_notice, record_success
from storage.audit import note_failures
from storage.header import DEFAULT_COST, Header, KdfCost, read_header, write_header
from storage.recovery import RecoverySheet, new_sheet, open_with_sheet, seal_under
from storage.recovery_organisation import Organisation, open_with_shares, seal_to
from storage.recovery_words import WordsRefused
from storage.vault import Seal, Vault


@dataclass(frozen=True, slots=True)
class Recovered:
    """The open vault, the sheet to print now, and what goes into the log."""

    vault: Vault
    sheet: RecoverySheet
    notice: Notice


def seals(sheet: RecoverySheet | None, organisation: Organisation | None) -> tuple[Seal, ...]:
    """What a new vault is sealed under beside its passphrase, for `Vault.create`."""
    own = () if sheet is None else (partial(seal_under, sheet),)
    shared = () if organisation is None else (partial(seal_to, organisation),)
    return (*own, *shared)


def renew_sheet(vault: Vault, passphrase: str) -> RecoverySheet:
    """Another sheet for this open vault; the one before no longer opens it.

    Raises WrongPassphrase, having changed nothing, if the passphrase is not right.
    """
    header = read_header(vault.folder)
    data_key = keys.unwrap(header.passphrase_slot, header.vault, passphrase)
    sheet = new_sheet()
    write_header(vault.folder, header.with_slot(seal_under(sheet, data_key, header.vault)))
    return sheet


def recover_with_sheet(
    folder: Path, typed: str, new_passphrase: str, *, now: datetime, wanted: KdfCost = DEFAULT_COST
) -> Recovered | WordsRefused:
    """Open with the words of the sheet, or say which word is wrong, having changed nothing."""
    header = read_header(folder)
    opened = open_with_sheet(header.recovery_slot, header.vault, typed)
    if isinstance(opened, WordsRefused):
        return opened
    notice = Notice(NoticeKind.RECOVERED_WITH_SHEET, now)
    return _recovered(folder, header, opened, new_passphrase, wanted, notice)


def recover_with_shares(
    folder: Path,
    typed: tuple[str, str],
    new_passphrase: str,
    *,
    now: datetime,
    wanted: KdfCost = DEFAULT_COST,
) -> Recovered | WordsRefused:
    """Open with the words of two holders, or say what is wrong with them."""
    header = read_header(folder)
    opened = open_with_shares(header.organisation_slot, header.vault, typed)
    if isinstance(opened, WordsRefused):
        return opened
    notice = Notice(NoticeKind.RECOVERED_WITH_SHARES, now)
    return _recovered(folder, header, opened, new_passphrase, wanted, notice)


def _recovered(  # noqa: PLR0913, PLR0917 - each is one of the things that change
    folder: Path,
    header: Header,
    data_key: bytes,
    new_passphrase: str,
    wanted: KdfCost,
    notice: Notice,
) -> Recovered:
    """The notice is kept first: a recovery is never unseen, wherever the power goes."""
    vault = Vault.open_with_key(folder, header, data_key)
    try:
        cost = keys.raised(header.cost, wanted)
        slot = keys.wrap(data_key, header.vault, new_passphrase, cost)
        sheet = new_sheet()
        seal = seal_under(sheet, data_key, header.vault)
        add_notice(folder, notice)
        write_header(folder, header.with_slot(slot).with_slot(seal))
        note_failures(vault, record_success(folder), notice.at)
    except BaseException:
        vault.close()
        raise
    return Recovered(vault, sheet, notice)
