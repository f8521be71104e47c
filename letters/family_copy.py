"""What the family's copy may be made from: the rest is taken out before a word is written.

The family's copy is composed from these reduced facts alone, so a thing left out cannot show
itself through a count, an order or an empty heading: the copy is the same as if it had never been
recorded.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Answer,
    FactorState,
    Judged,
    Noted,
    Observed,
    Question,
    Rating,
    SafeguardingGround,
    Seen,
    Topic,
)
from forms.factors import Suggestion
from forms.ids import CarerId, FactorCode
from forms.pack import Focus
from forms.people import Carer, Family, SafeToContact
from forms.record import CountedFactor, Outcome
from letters.facts import LetterFacts


def for_the_family(facts: LetterFacts) -> LetterFacts:
    """The same facts without anything the family's copy leaves out."""
    record = replace(facts.record, answers=_answers(facts))
    return replace(
        facts, family=_family(facts.family), record=record, outcome=_outcome(facts, facts.outcome)
    )


def _answers(facts: LetterFacts) -> Mapping[Question, Answer]:
    kept: dict[Question, Answer] = {}
    for question, answer in facts.record.answers.items():
        match question, answer:
            case AboutPrompt(), Observed() as observed:
                if not prompt_is_left_out(facts, question, observed):
                    kept[question] = _without_confidences(facts, question.carer, observed)
            case AboutFactor(factor=code), Noted() as noted:
                if noted.state is FactorState.PRESENT and not factor_is_left_out(facts, code):
                    kept[question] = _noted(facts, noted)
            case AboutTopic(topic=Topic.JUDGEMENT), Judged(decision=decision):
                kept[question] = Judged(decision)
            case (AboutTopic(topic=Topic.NEEDS), _) | (_, SafeguardingGround()):
                pass
            case _:
                kept[question] = answer
    return MappingProxyType(kept)


def prompt_is_left_out(facts: LetterFacts, question: AboutPrompt, answer: Observed) -> bool:
    """Whether this answer stays out: asked alone, may need urgent help, or said in confidence.

    An answer to a prompt the pack no longer holds stays out too: nobody can say what it was.
    """
    prompt = next((p for p in facts.packs.prompts.prompts if p.code == question.prompt), None)
    if prompt is None or prompt.alone_only:
        return True
    if answer.rating is Rating.GOING_WELL:
        return False
    of_a_carer = prompt.focus in (Focus.CARER, Focus.SUPPORT)
    return prompt.red_flag or (of_a_carer and _in_confidence(facts, question.carer))


def _in_confidence(facts: LetterFacts, carer: CarerId | None) -> bool:
    """Whether another carer may read what this one said alone, or must not be known to say."""
    if carer is None or len(facts.family.carers) == 1:
        return False
    known = [c for c in facts.family.carers if c.id == carer]
    unsafe = any(c.safe_to_contact is SafeToContact.NOT_SAFE for c in known)
    return unsafe or not known or facts.record.seen(carer) is Seen.ALONE


def _without_confidences(facts: LetterFacts, carer: CarerId | None, answer: Observed) -> Observed:
    return replace(answer, own_words="") if _in_confidence(facts, carer) else answer


def factor_is_left_out(facts: LetterFacts, code: FactorCode) -> bool:
    """Whether this factor stays out: asked alone or near to that, about safety, or not known."""
    factor = next((f for f in facts.packs.factors.factors if f.code == code), None)
    if factor is None:
        return True
    return factor.alone_only or factor.beside_private or factor.opens_urgent


def _noted(facts: LetterFacts, noted: Noted) -> Noted:
    """What was noted beside a factor, kept only where its one reader is the one it is about."""
    carers = facts.family.carers
    only_reader = {carers[0].id} if len(carers) == 1 else set()
    if len(carers) == 1 and set(noted.carers) <= only_reader:
        return noted
    return Noted(noted.state)


def _outcome(facts: LetterFacts, outcome: Outcome) -> Outcome:
    """The outcome without weights, counts and suggestion; what is left in the pack's own order."""
    order = {f.code: place for place, f in enumerate(facts.packs.factors.factors)}
    shown = [
        replace(counted, noted=_noted(facts, counted.noted))
        for counted in (*outcome.significant, *outcome.minor)
        if not factor_is_left_out(facts, counted.code)
    ]

    def place(counted: CountedFactor) -> int:
        return order[counted.code]

    return replace(
        outcome,
        suggestion=Suggestion.CANNOT_TELL,
        significant=(),
        minor=tuple(sorted(shown, key=place)),
        unanswered=(),
        judged=Judged(outcome.judged.decision),
    )


def _family(family: Family) -> Family:
    return replace(family, address="", carers=tuple(_carer(c) for c in family.carers))


def _carer(carer: Carer) -> Carer:
    if carer.safe_to_contact is SafeToContact.NOT_SAFE:
        return Carer(
            carer.id, carer.name, carer.relationship, safe_to_contact=SafeToContact.NOT_SAFE
        )
    return replace(carer, contact_detail="")
