"""Two practitioners with a vault each, and one invented family with all that can be recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from desktop.flows.caseload import CaseloadFlow
from desktop.flows.contact import ContactFlow
from desktop.flows.handover import HandOverFlow
from desktop.flows.letter import LetterFlow
from desktop.flows.life import LifeFlow
from desktop.flows.opened import OpenVault
from desktop.flows.subject_access import SubjectAccessFlow
from desktop.flows.unlock import opened
from forms.answers import AboutTopic, Answer, Narrative, Presence, Question, Seen, Topic
from forms.ids import CarerId, FamilyId, InfantId
from forms.letter_kinds import Copy, Holder, LetterKind, LetterOrder
from forms.people import Carer, Expected, Family, Infant, Practitioner, Relationship
from forms.record import Setting
from storage.vault import Vault

PASSPHRASE = "practice kettle lantern"  # noqa: S105 invented
DUE = date(2026, 4, 20)
A_LETTER = LetterOrder(LetterKind.RECOMMENDATION, (Copy(Holder.TEAM),))
VOICE = "I like it when you hum the river song."


@dataclass
class Time:
    """A clock that a test moves on."""

    at: datetime = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def pass_days(self, days: int) -> None:
        self.at += timedelta(days=days)


@dataclass
class Desk:
    """One practitioner's open vault with the flows around it."""

    open_vault: OpenVault
    time: Time = field(default_factory=Time)

    @property
    def clock(self) -> Callable[[], datetime]:
        return self.time

    @property
    def caseload(self) -> CaseloadFlow:
        return CaseloadFlow(self.open_vault, self.clock)

    @property
    def contacts(self) -> ContactFlow:
        return ContactFlow(self.open_vault, self.clock)

    @property
    def letters(self) -> LetterFlow:
        return LetterFlow(self.open_vault, self.contacts, self.clock)

    @property
    def life(self) -> LifeFlow:
        return LifeFlow(self.open_vault, self.clock)

    @property
    def handover(self) -> HandOverFlow:
        return HandOverFlow(self.open_vault, self.clock)

    @property
    def copies(self) -> SubjectAccessFlow:
        return SubjectAccessFlow(self.open_vault, self.clock)

    def expecting(self) -> Family:
        """A family that expects a baby, as it was kept."""
        return self.caseload.keep(
            Family(
                FamilyId(""),
                (Infant(InfantId(""), Expected(DUE)),),
                (
                    Carer(CarerId(""), "Practice Ash Rowan", Relationship.MOTHER),
                    Carer(CarerId(""), "Practice Bay Rowan", Relationship.FATHER),
                ),
                "1 Practice Street",
                "Practice Surgery",
            )
        )

    def met(self, family: Family) -> None:
        """A finished contact with this family."""
        contact = self.contacts.start(family, family.infants[0].id, Setting.HOME)
        said: dict[Question, Answer] = {
            AboutTopic(Topic.PRESENT, family.carers[0].id): Presence(Seen.ALONE),
            AboutTopic(Topic.VOICE): Narrative(VOICE),
        }
        self.contacts.save(
            contact.record.id, said, based_on=contact.revision, settled=True, place=""
        )
        self.contacts.finish(contact.record.id)


def a_desk(folder: Path, name: str) -> Desk:
    practitioner = Practitioner(name, "Health visitor", "Practice team")
    return Desk(opened(Vault.create(folder, practitioner, PASSPHRASE)))
