"""One contact as it is being written, and as it is once finished."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType
from typing import Self

from forms.answers import (
    AboutFactor,
    AboutTopic,
    Agreement,
    Answer,
    FactorState,
    Judged,
    Narrative,
    Noted,
    Presence,
    Question,
    SafeguardingGround,
    Seen,
    Topic,
)
from forms.factors import Suggestion
from forms.ids import CarerId, ContactId, FactorCode, FamilyId, InfantId, PackVersion
from forms.pack import Rule, Stage


class Setting(Enum):
    """Where a contact took place."""

    HOME = "home"
    CLINIC = "clinic"
    VIDEO = "video"
    PHONE = "phone"
    ELSEWHERE = "elsewhere"


def _no_answers() -> Mapping[Question, Answer]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """Everything answered at one contact about one baby; twins have a record each.

    Stage, band and pack versions are fixed when the contact starts, so that the questions do
    not change under the practitioner's hands when a day or a pack version passes.
    """

    id: ContactId
    family: FamilyId
    infant: InfantId
    day: date
    setting: Setting
    stage: Stage
    band: str
    prompt_pack: PackVersion
    factor_pack: PackVersion
    answers: Mapping[Question, Answer] = field(default_factory=_no_answers)

    def with_answer(self, question: Question, answer: Answer) -> Self:
        """A new record in which this question has this answer."""
        return replace(self, answers=MappingProxyType({**self.answers, question: answer}))

    @property
    def factor_states(self) -> Mapping[FactorCode, FactorState]:
        """The state of each factor that was answered."""
        return {
            question.factor: answer.state
            for question, answer in self.answers.items()
            if isinstance(question, AboutFactor) and isinstance(answer, Noted)
        }

    def noted(self, factor: FactorCode) -> Noted:
        """What was noted of this factor; not asked if nothing was."""
        match self.answers.get(AboutFactor(factor)):
            case Noted() as noted:
                return noted
            case _:
                return Noted(FactorState.NOT_ASKED)

    def narrative(self, topic: Topic) -> str:
        """The words written under this topic, or nothing."""
        match self.answers.get(AboutTopic(topic)):
            case Narrative(text=text):
                return text
            case _:
                return ""

    def seen(self, carer: CarerId) -> Seen | None:
        """Whether this carer was there; None if that has not been said yet."""
        match self.answers.get(AboutTopic(Topic.PRESENT, carer)):
            case Presence(seen=seen):
                return seen
            case _:
                return None

    def agreement(self, carer: CarerId) -> Agreement:
        """What this carer agreed to; nothing asked if nothing was recorded."""
        match self.answers.get(AboutTopic(Topic.AGREEMENT, carer)):
            case Agreement() as agreement:
                return agreement
            case _:
                return Agreement()

    @property
    def judged(self) -> Judged:
        match self.answers.get(AboutTopic(Topic.JUDGEMENT)):
            case Judged() as judged:
                return judged
            case _:
                return Judged()

    @property
    def ground(self) -> SafeguardingGround:
        match self.answers.get(AboutTopic(Topic.GROUND)):
            case SafeguardingGround() as ground:
                return ground
            case _:
                return SafeguardingGround()


@dataclass(frozen=True, slots=True)
class CountedFactor:
    """A factor as it stood when a contact was finished; its words are kept with it."""

    code: FactorCode
    text: str
    noted: Noted


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished contact came to, frozen with what it rested on and never weighed again."""

    prompt_pack: PackVersion
    factor_pack: PackVersion
    pack_note: str
    """What the packs said of their own approval; empty when they were approved."""
    rule: Rule
    suggestion: Suggestion
    significant: tuple[CountedFactor, ...]
    minor: tuple[CountedFactor, ...]
    unanswered: tuple[CountedFactor, ...]
    judged: Judged
    finished_at: datetime
