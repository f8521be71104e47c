"""Which questions a contact puts, in which order, and which of them are masked for now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from forms.ages import corrected_weeks
from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Narrative,
    Observed,
    Question,
    Rating,
    Seen,
    Topic,
)
from forms.consent import carers_here
from forms.factors import Weighing, weigh
from forms.ids import CarerId, FactorCode
from forms.pack import (
    AgeBand,
    AskedOf,
    Factor,
    FactorPack,
    Focus,
    Packs,
    Prompt,
    PromptPack,
    Stage,
)
from forms.people import Born, Carer, Died, Infant, Relationship
from forms.record import ContactRecord


class StepKind(Enum):
    """The steps of a contact; the thread down the side of the screen."""

    BEFORE = "before"
    CARER = "carer"
    INFANT = "infant"
    BETWEEN = "between"
    VOICE = "voice"
    FACTORS = "factors"
    JUDGEMENT = "judgement"
    AGREEMENT = "agreement"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Asking:
    """One question to put: the prompt and whom it is about."""

    question: AboutPrompt
    prompt: Prompt
    carer: Carer | None


@dataclass(frozen=True, slots=True)
class Step:
    """One stretch of the thread; `askings` is empty where a step has a page of its own."""

    kind: StepKind
    carer: Carer | None = None
    askings: tuple[Asking, ...] = ()


def stage_of(infant: Infant) -> Stage:
    """Antenatal until the birth is recorded, however late it is; a loss leaves it so."""
    return Stage.POSTNATAL if isinstance(infant.arrival, Born | Died) else Stage.ANTENATAL


def band_for(pack: PromptPack, stage: Stage, weeks: int) -> AgeBand:
    """The band of this stage that holds this age in weeks, or the nearest one beyond its ends."""
    bands = [b for b in pack.bands if b.stage is stage]
    for band in bands:
        if band.from_week <= weeks <= band.to_week:
            return band
    return min(bands, key=lambda b: min(abs(weeks - b.from_week), abs(weeks - b.to_week)))


def band_on(pack: PromptPack, infant: Infant, today: date) -> AgeBand:
    """The band for this baby today, by corrected age."""
    return band_for(pack, stage_of(infant), corrected_weeks(infant, today))


def steps(packs: Packs, record: ContactRecord, carers: Sequence[Carer]) -> tuple[Step, ...]:
    """The whole thread of this contact, for the carers who are here."""
    prompts = [p for p in packs.prompts.prompts if p.band == record.band]
    here = carers_here(record, carers)
    own = [p for p in prompts if p.focus in (Focus.CARER, Focus.SUPPORT)]
    infant = [p for p in prompts if p.focus is Focus.INFANT]
    between = [p for p in prompts if p.focus is Focus.BETWEEN]
    return (
        Step(StepKind.BEFORE),
        *(Step(StepKind.CARER, c, _asked_of(own, (c,))) for c in here),
        Step(StepKind.INFANT, None, tuple(Asking(AboutPrompt(p.code), p, None) for p in infant)),
        Step(StepKind.BETWEEN, None, _asked_of(between, here)),
        Step(StepKind.VOICE),
        Step(StepKind.FACTORS),
        Step(StepKind.JUDGEMENT),
        Step(StepKind.AGREEMENT),
        Step(StepKind.LETTER),
    )


def _asked_of(prompts: Sequence[Prompt], carers: Sequence[Carer]) -> tuple[Asking, ...]:
    return tuple(
        Asking(AboutPrompt(p.code, c.id), p, c)
        for c in carers
        for p in prompts
        if p.asked_of is AskedOf.EVERYONE or c.relationship is not Relationship.MOTHER
    )


def is_masked(asking: Asking, record: ContactRecord) -> bool:
    """Whether this question must not be named yet: alone only, and the carer is not alone."""
    if not asking.prompt.alone_only or asking.carer is None:
        return False
    return record.seen(asking.carer.id) is not Seen.ALONE


def factor_is_masked(factor: Factor, record: ContactRecord, carers: Sequence[Carer]) -> bool:
    """Whether this factor must not be named yet: alone only, and nobody is seen alone."""
    return factor.alone_only and not any(record.seen(c.id) is Seen.ALONE for c in carers)


def weigh_record(pack: FactorPack, record: ContactRecord) -> Weighing:
    """The suggestion for this record."""
    return weigh(pack, record.stage, record.factor_states)


@dataclass(frozen=True, slots=True)
class Strength:
    """Something seen going well, in the practitioner's words, and with whom."""

    text: str
    carer: CarerId | None


def strengths(record: ContactRecord) -> tuple[Strength, ...]:
    """What was seen going well: prompts rated so, with words, then the practitioner's own list.

    Each line of the written list is one strength.
    """
    from_prompts = tuple(
        Strength(answer.seen.strip(), question.carer)
        for question, answer in record.answers.items()
        if isinstance(question, AboutPrompt)
        and isinstance(answer, Observed)
        and answer.rating is Rating.GOING_WELL
        and answer.seen.strip()
    )
    written = tuple(
        Strength(line.strip(), None)
        for line in record.narrative(Topic.STRENGTHS).splitlines()
        if line.strip()
    )
    return from_prompts + written


def urgent_questions(packs: Packs, record: ContactRecord) -> tuple[Question, ...]:
    """The answers that open the urgent panel at once: red-flag worries and safety factors."""
    red = {p.code for p in packs.prompts.prompts if p.red_flag}
    worries: list[Question] = [
        question
        for question, answer in record.answers.items()
        if isinstance(question, AboutPrompt)
        and question.prompt in red
        and isinstance(answer, Observed)
        and answer.rating is Rating.WORRY
    ]
    urgent: list[Question] = [
        AboutFactor(f.code) for f in weigh_record(packs.factors, record).urgent
    ]
    return tuple(worries + urgent)


def safety_questions(packs: Packs) -> tuple[Question, ...]:
    """Every question `needs_action` rests on; no carer stands for each of them."""
    red = tuple(AboutPrompt(p.code) for p in packs.prompts.prompts if p.red_flag)
    urgent = tuple(AboutFactor(f.code) for f in packs.factors.factors if f.opens_urgent)
    return (*red, *urgent, AboutTopic(Topic.SAFETY))


def needs_action(packs: Packs, record: ContactRecord) -> bool:
    """Whether an answer about safety stands and nothing is written of what was done about it."""
    undone = not record.narrative(Topic.SAFETY).strip()
    return undone and bool(urgent_questions(packs, record))


def pointed_to(packs: Packs, record: ContactRecord) -> Sequence[FactorCode]:
    """Factors that worries noted at this contact point to; offered, never ticked."""
    worried = {
        question.prompt
        for question, answer in record.answers.items()
        if isinstance(question, AboutPrompt)
        and isinstance(answer, Observed)
        and answer.rating is Rating.WORRY
    }
    codes = (code for p in packs.prompts.prompts if p.code in worried for code in p.points_to)
    at_stage = {f.code for f in packs.factors.at(record.stage)}
    return tuple(dict.fromkeys(code for code in codes if code in at_stage))


def is_answered(record: ContactRecord, question: Question) -> bool:
    """Whether anything was recorded: a rating, or words."""
    match record.answers.get(question):
        case None:
            return False
        case Observed(rating=rating, seen=seen, own_words=own):
            return rating is not Rating.NOT_ASKED or bool(seen.strip() or own.strip())
        case Narrative(text=text):
            return bool(text.strip())
        case _:
            return True


def is_visited(record: ContactRecord, question: Question) -> bool:
    """Whether the practitioner gave this question any answer, "not asked" included."""
    return question in record.answers


VOICE_TOPICS = (
    AboutTopic(Topic.VOICE),
    AboutTopic(Topic.CONCERN),
    AboutTopic(Topic.STRENGTHS),
    AboutTopic(Topic.TRIED),
    AboutTopic(Topic.ALONGSIDE),
    AboutTopic(Topic.NEEDS),
)
