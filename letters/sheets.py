"""Sheets for those who go on with a family: hand-over, a notice, a meeting, and the reasons."""

from forms.answers import Topic
from forms.letter_kinds import LetterKind, LetterOrder, Slot
from forms.right_family import initials
from forms.steps import needs_action
from letters.checklist import checklist, counts, harder, judgement, pack, rule, unanswered
from letters.document import Block, Fact, Facts, Note, Paragraph
from letters.facts import LetterFacts
from letters.follow_up import written
from letters.people import agreed, people, safety
from letters.printable import one_line, paragraphs
from letters.saying import Saying
from letters.sections import observed, relationship

_MOST_OF_A_TEXT = 420
"""Characters of one person's words on the page for the meeting; the record has the rest."""


def hand_over(saying: Saying, order: LetterOrder) -> tuple[Block, ...]:
    """Everything the next service would otherwise ask the family again."""
    words = saying.set_words
    return (
        Paragraph(saying.about, strong=True),
        Paragraph(words.openings[LetterKind.HAND_OVER]),
        Note(words.professionals_only),
        *written(saying, order, Slot.OUTCOME),
        *written(saying, order, Slot.NEXT),
        *relationship(saying),
        *observed(saying),
        *checklist(saying),
        *safety(saying),
        *agreed(saying),
        *people(saying),
    )


def self_referral(saying: Saying, order: LetterOrder) -> tuple[Block, ...]:
    """That the family came, and how it went on; nothing of what they told."""
    words, facts = saying.set_words, saying.facts
    carers = saying.names(facts.family.carers)
    rows = (
        Fact(words.met_on, (saying.day(facts.record.day),)),
        *((Fact(words.cared_for_by, (carers,)),) if carers else ()),
    )
    return (
        Paragraph(saying.about, strong=True),
        Paragraph(words.openings[LetterKind.SELF_REFERRAL]),
        Facts(rows),
        *written(saying, order, Slot.OUTCOME),
        Paragraph(words.nothing_told),
        Note(words.urgent_never_waits),
    )


def allocation(saying: Saying, facts: LetterFacts, order: LetterOrder) -> tuple[Block, ...]:
    """One page for the team's meeting: initials, and what helps to decide who is right for them.

    `saying` has the family's reduced facts. From the whole `facts` come counts, and that
    something about safety waits, never what.
    """
    words, record = saying.set_words, saying.facts.record
    outcome = facts.outcome
    needs = [
        said
        for carer in facts.family.carers
        for said in (
            one_line(carer.language),
            saying.words.interpreter if carer.needs_interpreter else "",
            one_line(carer.access_needs),
        )
    ]
    counted = counts(saying, outcome)
    who = saying.joined(saying.words.relationships[c.relationship] for c in facts.family.carers)
    rows = (
        (
            words.baby,
            words.allocation_of.format(
                initials=initials(facts.family, facts.infant), when=saying.age
            ),
        ),
        (words.cared_for_by, who),
        (words.met_on, saying.day(record.day)),
        (saying.words.concern_team, record.narrative(Topic.CONCERN)),
        (saying.words.voice_team, record.narrative(Topic.VOICE)),
        (saying.words.going_well, record.narrative(Topic.STRENGTHS)),
        (words.checklist_says, counted),
        (saying.words.tried, record.narrative(Topic.TRIED)),
        (saying.words.alongside, record.narrative(Topic.ALONGSIDE)),
        (saying.words.needs, saying.joined(dict.fromkeys(needs))),
        (words.slots[Slot.NEEDED], order.said(Slot.NEEDED)),
    )
    urgent = needs_action(facts.packs, facts.record)
    return (
        *((Paragraph(words.allocation_safety, strong=True),) if urgent else ()),
        Facts(tuple(Fact(label, (_short(saying, text),)) for label, text in rows)),
        Note(words.openings[LetterKind.ALLOCATION]),
        Note(saying.words.limits),
    )


def _short(saying: Saying, text: str) -> str:
    said = " ".join(paragraphs(text))
    if len(said) <= _MOST_OF_A_TEXT:
        return said or saying.set_words.none_noted
    cut = said[:_MOST_OF_A_TEXT].rsplit(" ", maxsplit=1)[0]
    return f"{cut}… {saying.set_words.more_in_record}"


def reasons(saying: Saying) -> tuple[Block, ...]:
    """How the decision came about: rule and version, what counted, what was not asked, override."""
    words, facts = saying.set_words, saying.facts
    practitioner = facts.practitioner
    who = ", ".join(one_line(part) for part in (practitioner.name, practitioner.role) if part)
    return (
        Paragraph(saying.about, strong=True),
        Paragraph(words.openings[LetterKind.REASONS]),
        Paragraph(judgement(saying), strong=True),
        Paragraph(rule(saying)),
        *(harder(saying) or (Paragraph(saying.words.no_factors),)),
        Paragraph(" ".join(unanswered(saying))),
        Paragraph(
            words.reasons_people.format(who=who, day=saying.day(facts.outcome.finished_at.date()))
        ),
        Note(words.reasons_reading),
        Note(f"{saying.words.limits} {pack(saying)}"),
    )
