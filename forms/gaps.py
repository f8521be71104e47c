"""What is missing before a letter: some things stop it, the rest is said and left to judgement."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from forms.answers import AboutTopic, Decision, Question, Topic
from forms.consent import Blocked, may_share
from forms.factors import Weighing
from forms.judgement import needs_reason
from forms.people import Carer
from forms.record import ContactRecord
from forms.steps import StepKind, strengths


class Missing(Enum):
    """What can be missing."""

    CONCERN = "concern"
    VOICE = "voice"
    STRENGTHS = "strengths"
    PRESENCE = "presence"
    JUDGEMENT = "judgement"
    REASON = "reason"
    AGREEMENT = "agreement"
    ALONGSIDE = "alongside"
    TRIED = "tried"
    FACTORS = "factors"
    SAFETY = "safety"
    NAME = "name"
    NHS_NUMBER = "nhs_number"
    ADDRESS = "address"
    GP = "gp"
    REACHING = "reaching"
    SAFE = "safe"
    HOPED = "hoped"
    DECLINING = "declining"
    """Why a recommendation is declined, or what else could help."""
    IDENTIFYING = "identifying"
    """Not missing but there: something that tells who it is about."""
    NOBODY = "nobody"
    ADDRESSEE = "addressee"


class Where(Enum):
    """Where a gap is mended."""

    CONTACT = "contact"
    FAMILY = "family"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing, where to mend it, and whether it stops the letter."""

    missing: Missing
    step: StepKind
    question: Question | None
    stops: bool
    why: str = ""
    where: Where = Where.CONTACT


def gaps(record: ContactRecord, weighing: Weighing, carers: Sequence[Carer]) -> tuple[Gap, ...]:
    """Everything missing before the letter, what stops it first."""
    found = (*_stopping(record, weighing, carers), *_advisory(record, carers))
    return tuple(sorted(found, key=lambda gap: not gap.stops))


def _stopping(
    record: ContactRecord, weighing: Weighing, carers: Sequence[Carer]
) -> tuple[Gap, ...]:
    found = [
        _topic(topic, missing, StepKind.VOICE, stops=True)
        for topic, missing in ((Topic.CONCERN, Missing.CONCERN), (Topic.VOICE, Missing.VOICE))
        if not record.narrative(topic).strip()
    ]
    if record.judged.decision is not Decision.RECOMMEND:
        found.append(_topic(Topic.JUDGEMENT, Missing.JUDGEMENT, StepKind.JUDGEMENT, stops=True))
    elif needs_reason(record.judged, weighing.suggestion):
        found.append(_topic(Topic.JUDGEMENT, Missing.REASON, StepKind.JUDGEMENT, stops=True))
    match may_share(record, carers):
        case Blocked(why=why):
            found.append(Gap(Missing.AGREEMENT, StepKind.AGREEMENT, None, stops=True, why=why))
        case _:
            pass
    return tuple(found)


def _advisory(record: ContactRecord, carers: Sequence[Carer]) -> tuple[Gap, ...]:
    found: list[Gap] = []
    if not strengths(record):
        found.append(_topic(Topic.STRENGTHS, Missing.STRENGTHS, StepKind.VOICE, stops=False))
    if any(record.seen(c.id) is None for c in carers):
        found.append(Gap(Missing.PRESENCE, StepKind.BEFORE, None, stops=False))
    for topic, missing in ((Topic.TRIED, Missing.TRIED), (Topic.ALONGSIDE, Missing.ALONGSIDE)):
        if not record.narrative(topic).strip():
            found.append(_topic(topic, missing, StepKind.VOICE, stops=False))
    return tuple(found)


def _topic(topic: Topic, missing: Missing, step: StepKind, *, stops: bool) -> Gap:
    return Gap(missing, step, AboutTopic(topic), stops=stops)
