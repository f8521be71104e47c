"""Each contact as items: every answer ever given at it, with when, whose, and what is suggested."""

from collections.abc import Iterator
from typing import assert_never

from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Agreement,
    Answer,
    FactorState,
    Judged,
    Narrative,
    Noted,
    Observed,
    Presence,
    Question,
    Rating,
    SafeguardingGround,
    Seen,
    Topic,
)
from forms.dates import day_words
from forms.family_record import AnswerVersion, ContactStory, FamilyRecord
from forms.ids import CarerId, FactorCode
from forms.pack import Factor, Focus, Packs, Prompt
from forms.record import CountedFactor
from forms.record_items import (
    ASKED_ALONE,
    GROUND,
    OTHER_CARER,
    SAFETY,
    Reading,
    Said,
    identified,
    letters,
    moment_words,
    people,
    reading,
    remarks,
)
from forms.redaction import Item

_RATINGS = {
    Rating.GOING_WELL: "Going well",
    Rating.MIXED: "Mixed",
    Rating.WORRY: "A worry",
    Rating.NOT_ASKED: "Not asked",
}
_STATES = {
    FactorState.PRESENT: "Present",
    FactorState.NOT_PRESENT: "Not present",
    FactorState.NOT_ASKED: "Not asked",
    FactorState.DECLINED: "Chose not to say",
}
_SEEN = {
    Seen.NOT_HERE: "Not there",
    Seen.HERE: "There",
    Seen.ALONE: "Seen alone",
}
_TOPICS = {
    Topic.PRESENT: "At this contact",
    Topic.VOICE: "The voice of the baby",
    Topic.CONCERN: "The concern about the relationship",
    Topic.STRENGTHS: "Strengths",
    Topic.TRIED: "Tried so far",
    Topic.ALONGSIDE: "Alongside",
    Topic.NEEDS: "What would help",
    Topic.SAFETY: "What was done about safety",
    Topic.JUDGEMENT: "The practitioner's judgement",
    Topic.AGREEMENT: "Agreement",
    Topic.GROUND: "Safeguarding ground",
}
_OF_A_CARER = (Focus.CARER, Focus.SUPPORT, Focus.BETWEEN)


def items(record: FamilyRecord, reader: CarerId | None, packs: Packs) -> tuple[Item, ...]:
    """Everything the record says, in reading order; `reader` is the carer the copy is for."""
    known = reading(record, reader, packs)
    contacts = sorted(record.contacts, key=lambda c: (c.day, c.started_at))
    return identified(
        (
            *people(record, known),
            *(said for c in contacts for said in _contact(c, _about(record, c), known)),
            *letters(record),
            *remarks(record),
        ),
        known,
    )


def _about(record: FamilyRecord, contact: ContactStory) -> str:
    """Which baby, where there is more than one: they can be seen on the same day."""
    if len(record.infants) == 1:
        return ""
    babies = [versions[-1].infant for versions in record.infants]
    number = next(n for n, baby in enumerate(babies, start=1) if baby.id == contact.infant)
    return f", about {babies[number - 1].name.strip() or f'baby {number}'}"


def _contact(contact: ContactStory, about: str, known: Reading) -> Iterator[Said]:
    part = f"Contact of {day_words(contact.day)}, {contact.setting.value}{about}"
    finished = moment_words(contact.finished_at) if contact.finished_at else "not finished"
    yield Said(part, "Started", moment_words(contact.started_at))
    yield Said(part, "Finished", finished)
    if contact.amend_reason:
        yield Said(part, "Amends an earlier version", contact.amend_reason, (contact.amend_reason,))
    newest = {answer.question: answer for answer in contact.answers}
    for answer in contact.answers:
        earlier = answer is not newest[answer.question]
        yield _answer(part, answer, known, earlier=earlier)
    if contact.outcome is not None:
        outcome = contact.outcome
        packs = f"{outcome.prompt_pack}, {outcome.factor_pack}"
        suggestion = outcome.suggestion.value.replace("_", " ")
        yield Said(part, "What the checklist suggested", f"{suggestion} ({packs})")
        for counted in (*outcome.significant, *outcome.minor):
            yield _counted(part, counted, known)


def _answer(part: str, version: AnswerVersion, known: Reading, *, earlier: bool) -> Said:
    question, answer = version.question, version.answer
    when = moment_words(version.at)
    if earlier:
        when += ", changed since"
    if not version.settled:
        when += ", still being written"
    carer = _carer(question)
    whom = known.name(carer) or "the family"
    text, words = _text(answer, known)
    where = ", ".join(x for x in (_asked(question, known.packs), known.name(carer)) if x)
    return Said(part, where, text, words, when, whom, _why(question, answer, known))


def _carer(question: Question) -> CarerId | None:
    return None if isinstance(question, AboutFactor) else question.carer


def _asked(question: Question, packs: Packs) -> str:
    match question:
        case AboutPrompt():
            prompt = _prompt(question, packs)
            return prompt.asks.en if prompt else "A question that is no longer asked"
        case AboutFactor(factor=code):
            factor = _factor(code, packs)
            return factor.text.en if factor else "A factor that is no longer on the checklist"
        case AboutTopic(topic=topic):
            return _TOPICS[topic]
        case _:
            assert_never(question)


def _prompt(question: AboutPrompt, packs: Packs) -> Prompt | None:
    return next((p for p in packs.prompts.prompts if p.code == question.prompt), None)


def _factor(code: FactorCode, packs: Packs) -> Factor | None:
    return next((f for f in packs.factors.factors if f.code == code), None)


def _text(answer: Answer, known: Reading) -> tuple[str, tuple[str, ...]]:
    """The answer as it is printed, and what of it are people's own words."""
    match answer:
        case Observed(rating=rating, seen=seen, own_words=own):
            said = f"In their own words: “{own}”" if own.strip() else ""
            return _lines(_RATINGS[rating], seen, said), (seen, own)
        case Noted():
            return _noted(answer, known)
        case Narrative(text=text):
            return text, (text,)
        case Presence(seen=how):
            return _SEEN[how], ()
        case Judged(decision=decision, reason=reason):
            decided = decision.value.replace("_", " ") if decision else "not decided"
            return _lines(decided.capitalize(), reason), (reason,)
        case Agreement(to_recommend=recommend, to_share=share, to_contact=contact):
            said = (
                f"to be recommended: {recommend.value}; to sharing: {share.value};"
                f" to being contacted: {contact.value}"
            )
            return said.replace("_", " ").capitalize(), ()
        case SafeguardingGround(reason=reason, authorised_by=by):
            return _lines(reason, f"Authorised by {by}" if by.strip() else ""), (reason, by)
        case _:
            assert_never(answer)


def _noted(noted: Noted, known: Reading) -> tuple[str, tuple[str, ...]]:
    whose = ", ".join(known.name(c) for c in noted.carers)
    lines = (
        _STATES[noted.state],
        f"For {whose}" if whose else "",
        f"Since {noted.since}" if noted.since.strip() else "",
        noted.note,
    )
    return _lines(*lines), (noted.since, noted.note)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part.strip())


def _why(question: Question, answer: Answer, known: Reading) -> str:
    match question:
        case AboutPrompt():
            return _why_prompt(question, answer, known)
        case AboutFactor(factor=code):
            noted = answer if isinstance(answer, Noted) else Noted(FactorState.NOT_ASKED)
            return _why_factor(code, noted, known)
        case AboutTopic(topic=Topic.GROUND):
            return GROUND
        case AboutTopic(topic=Topic.SAFETY):
            return SAFETY
        case AboutTopic(topic=Topic.PRESENT, carer=carer):
            alone = isinstance(answer, Presence) and answer.seen is Seen.ALONE
            return ASKED_ALONE if alone and known.is_other(carer) else ""
        case AboutTopic(carer=carer):
            return OTHER_CARER if known.is_other(carer) else ""
        case _:
            assert_never(question)


def _why_prompt(question: AboutPrompt, answer: Answer, known: Reading) -> str:
    prompt = _prompt(question, known.packs)
    if prompt is None or prompt.alone_only:
        return ASKED_ALONE
    if known.is_other(question.carer) and prompt.focus in _OF_A_CARER:
        return OTHER_CARER
    own = answer.own_words.strip() if isinstance(answer, Observed) else ""
    nobody_said = question.carer is None and len(known.carers) > 1
    return OTHER_CARER if own and nobody_said else ""


def _why_factor(code: FactorCode, noted: Noted, known: Reading) -> str:
    factor = _factor(code, known.packs)
    if factor is None or factor.alone_only:
        return ASKED_ALONE
    if factor.opens_urgent:
        return SAFETY
    if any(known.is_other(carer) for carer in noted.carers):
        return OTHER_CARER
    unclear = noted.note.strip() and not noted.carers and len(known.carers) > 1
    return OTHER_CARER if unclear else ""


def _counted(part: str, counted: CountedFactor, known: Reading) -> Said:
    text, words = _noted(counted.noted, known)
    whom = ", ".join(known.name(c) for c in counted.noted.carers) or "the family"
    where = f"Counted: {counted.text}"
    return Said(part, where, text, words, "", whom, _why_factor(counted.code, counted.noted, known))
