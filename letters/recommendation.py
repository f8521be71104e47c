"""The letter that recommends a family to the parent-infant relationship team, in its two copies."""

import hashlib

from forms.answers import Decision
from letters.checklist import checklist
from letters.document import (
    Block,
    Document,
    Heading,
    Letterhead,
    Lines,
    Paragraph,
    Rule,
    SignOff,
)
from letters.facts import LetterFacts, Reader, addressees
from letters.family_copy import for_the_family
from letters.left_out import left_out
from letters.people import agreed, people
from letters.printable import one_line, paragraphs
from letters.saying import Saying
from letters.sections import observed, relationship

__all__ = ["LetterFacts", "Reader", "left_out", "recommendation"]


def recommendation(facts: LetterFacts, reader: Reader) -> Document:
    """The copy that this reader holds.

    Both copies say the same thing in the same order; the family's is written from what
    `for_the_family` leaves, the team's from everything that was recorded.
    """
    shown = for_the_family(facts) if reader is Reader.FAMILY else facts
    saying = Saying.of(shown, reader)
    blocks = (
        *_head(saying),
        *relationship(saying),
        *observed(saying),
        *checklist(saying),
        *agreed(saying),
        *people(saying),
        *_foot(saying),
    )
    title = saying.title
    reference = _reference(facts)
    return Document(
        title=title,
        language=saying.words.language,
        author=one_line(facts.practitioner.team),
        file_stem=f"{saying.forms.noun}-{facts.today.isoformat()}-{reference}-{reader.value}",
        reference=reference,
        page_words=saying.words.page,
        blocks=blocks,
        draft="" if _is_decided(facts) else saying.words.draft,
    )


def _is_decided(facts: LetterFacts) -> bool:
    """Whether a practitioner has decided on this letter; what the checklist suggests is not it."""
    return facts.outcome.judged.decision is Decision.RECOMMEND


def _reference(facts: LetterFacts) -> str:
    """A short name for this letter that tells nothing about whom it is about."""
    return "GT-" + hashlib.sha256(facts.record.id.encode()).hexdigest()[:6].upper()


def _head(saying: Saying) -> tuple[Block, ...]:
    facts, words = saying.facts, saying.words
    family = saying.names(addressees(facts))
    team = saying.team_name
    to_family = saying.to_family
    to = family if to_family else team
    copy = team if to_family else family
    address = () if to_family else paragraphs(facts.preferences.relationship_team_address)
    lines = (words.to.format(who=to), *address) if to else ()
    if copy:
        lines = (*lines, words.copy_to.format(who=copy))
    if saying.for_team:
        lines = (*lines, words.for_team_only)
    return (
        Letterhead(one_line(facts.practitioner.team), saying.day(facts.today)),
        Rule(),
        Lines(lines),
        Paragraph(_salutation(saying, family)),
        Heading(saying.title, level=1),
        Paragraph(saying.about, strong=True),
        Paragraph(_opening(saying)),
    )


def _salutation(saying: Saying, family: str) -> str:
    if not saying.to_family:
        return saying.words.dear_team
    return saying.words.dear.format(who=family) if family else saying.words.dear_nobody


def _opening(saying: Saying) -> str:
    facts, words = saying.facts, saying.words
    met = {
        "day": saying.day(facts.record.day),
        "setting": words.settings[facts.record.setting],
        "team": saying.team_words,
    }
    if saying.to_family:
        return saying.forms.fill(words.opening_family, **met)
    who = saying.names(saying.who_came) or words.no_carers
    return saying.forms.fill(words.opening_team, who=who, **met)


def _foot(saying: Saying) -> tuple[Block, ...]:
    practitioner = saying.facts.practitioner
    role, team, contact = map(
        one_line, (practitioner.role, practitioner.team, practitioner.contact)
    )
    lines = (", ".join(part for part in (role, team) if part), contact)
    return (
        SignOff(
            saying.words.closing,
            one_line(practitioner.name),
            tuple(line for line in lines if line),
        ),
    )
