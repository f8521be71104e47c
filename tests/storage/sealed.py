"""A closed vault with every way in, for the tests of recovery."""

from dataclasses import dataclass
from pathlib import Path

from storage.errors import WrongPassphrase
from storage.families import FamilyStore
from storage.recovery import RecoverySheet, new_sheet
from storage.recovery_organisation import Organisation, new_organisation
from storage.recovery_unlock import Recovered, seals
from storage.recovery_words import WordsRefused
from storage.vault import Vault
from tests.storage.samples import PASSPHRASE, a_family, a_practitioner, a_started_contact

NEW = "invented harbour pencil"


@dataclass(frozen=True)
class Sealed:
    """A closed vault with every way in."""

    folder: Path
    sheet: RecoverySheet
    organisation: Organisation
    parts: tuple[str, ...]

    @property
    def first_two(self) -> tuple[str, str]:
        return self.parts[0], self.parts[1]

    @property
    def typed(self) -> str:
        return " ".join(self.sheet.words)


def a_sealed_vault(root: Path) -> Sealed:
    sheet, (organisation, shares) = new_sheet(), new_organisation("Practice Trust")
    ways = seals(sheet, organisation)
    vault = Vault.create(root / "sealed", a_practitioner(), PASSPHRASE, seals=ways)
    a_started_contact(vault)
    vault.close()
    return Sealed(vault.folder, sheet, organisation, tuple(" ".join(s.words) for s in shares))


def opens(folder: Path, passphrase: str) -> bool:
    try:
        vault = Vault.open(folder, passphrase)
    except WrongPassphrase:
        return False
    whole = FamilyStore(vault).caseload()[0].family == a_family()
    vault.close()
    return whole


def recovered(outcome: Recovered | WordsRefused) -> Recovered:
    assert isinstance(outcome, Recovered)
    outcome.vault.close()
    return outcome


def refused(outcome: Recovered | WordsRefused) -> WordsRefused:
    assert isinstance(outcome, WordsRefused)
    return outcome
