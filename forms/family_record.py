"""Everything held about one family as one value, with all earlier versions.

Read from the vault; nothing is computed here.
"""

from dataclasses import dataclass
from datetime import date, datetime

from forms.answers import Answer, Question
from forms.ids import ContactId, FamilyId, InfantId, LetterId
from forms.pack import Stage
from forms.people import Carer, Infant
from forms.preferences import LetterTo
from forms.record import Outcome, Setting


@dataclass(frozen=True, slots=True)
class HomeVersion:
    """Where the family lived and its GP practice, as kept at `since`."""

    address: str
    gp_practice: str
    since: datetime


@dataclass(frozen=True, slots=True)
class InfantVersion:
    """A baby as kept at `since`; not `listed` once taken out of the family's list."""

    infant: Infant
    listed: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class CarerVersion:
    """A carer as kept at `since`; not `listed` once taken out of the family's list."""

    carer: Carer
    listed: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    """One answer and when it was given; not `settled` while it was still being typed."""

    question: Question
    answer: Answer
    at: datetime
    settled: bool


@dataclass(frozen=True, slots=True)
class ContactStory:
    """One contact with every answer ever given at it, oldest first."""

    id: ContactId
    infant: InfantId
    day: date
    setting: Setting
    stage: Stage
    started_at: datetime
    finished_at: datetime | None
    answers: tuple[AnswerVersion, ...]
    outcome: Outcome | None
    amends: ContactId | None
    amend_reason: str


@dataclass(frozen=True, slots=True)
class LetterStory:
    """One letter: its text, and when and to which folder copies left."""

    id: LetterId
    contact: ContactId
    reader: LetterTo
    made_at: datetime
    text: str
    exports: tuple[tuple[datetime, str], ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """A note on the record outside any contact, such as why it was closed."""

    kind: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry of the vault's log about this family: what was done, and when."""

    kind: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CameFrom:
    """Who held this record before, and from when on it is this practitioner's."""

    name: str
    role: str
    team: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class FamilyRecord:
    """The whole record; versions of each person are oldest first."""

    id: FamilyId
    homes: tuple[HomeVersion, ...]
    infants: tuple[tuple[InfantVersion, ...], ...]
    carers: tuple[tuple[CarerVersion, ...], ...]
    contacts: tuple[ContactStory, ...]
    letters: tuple[LetterStory, ...]
    remarks: tuple[Remark, ...]
    log: tuple[LogLine, ...]
    came_from: tuple[CameFrom, ...]
