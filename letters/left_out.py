"""What the family's copy leaves out, told to the practitioner in words without its content."""

from forms.answers import AboutPrompt, FactorState, Observed
from forms.people import SafeToContact
from letters.facts import LetterFacts, Reader, addressees
from letters.family_copy import factor_is_left_out, for_the_family, prompt_is_left_out
from letters.saying import Saying


def left_out(facts: LetterFacts) -> tuple[str, ...]:
    """One sentence for each kind of thing the family's copy leaves out; none says what it was."""
    words = Saying.of(facts, Reader.FAMILY).words
    outcome, kept = facts.outcome, for_the_family(facts)
    counted = (*outcome.significant, *outcome.minor)
    found = (
        (words.left_alone_answers, _alone_answers(facts)),
        (words.left_private, _private_answers(facts, kept)),
        (words.left_factors, any(factor_is_left_out(facts, c.code) for c in counted)),
        (words.left_notes, _notes(facts, kept)),
        (words.left_declined, _declined(facts)),
        (words.left_ground, bool(facts.record.ground.reason.strip())),
        (words.left_judgement, True),
        (words.left_counts, True),
        (words.left_details, True),
    )
    return (*(said for said, is_so in found if is_so), *_unsafe(facts))


def _alone_answers(facts: LetterFacts) -> bool:
    alone = {p.code for p in facts.packs.prompts.prompts if p.alone_only}
    return any(isinstance(q, AboutPrompt) and q.prompt in alone for q in facts.record.answers)


def _private_answers(facts: LetterFacts, kept: LetterFacts) -> bool:
    alone = {p.code for p in facts.packs.prompts.prompts if p.alone_only}
    return any(
        isinstance(q, AboutPrompt)
        and isinstance(a, Observed)
        and q.prompt not in alone
        and (prompt_is_left_out(facts, q, a) or kept.record.answers.get(q) != a)
        for q, a in facts.record.answers.items()
    )


def _notes(facts: LetterFacts, kept: LetterFacts) -> bool:
    before = {c.code: c.noted for c in (*facts.outcome.significant, *facts.outcome.minor)}
    return any(before[c.code] != c.noted for c in kept.outcome.minor)


def _declined(facts: LetterFacts) -> bool:
    return any(c.noted.state is FactorState.DECLINED for c in facts.outcome.unanswered)


def _unsafe(facts: LetterFacts) -> tuple[str, ...]:
    saying = Saying.of(facts, Reader.FAMILY)
    unsafe = [c for c in facts.family.carers if c.safe_to_contact is SafeToContact.NOT_SAFE]
    said = []
    if unsafe:
        said.append(saying.words.left_addressee.format(who=saying.names(unsafe)))
    if not addressees(facts):
        said.append(saying.words.left_nobody)
    return tuple(said)
