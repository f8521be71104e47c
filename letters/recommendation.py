"""The letter that recommends a family to the parent-infant relationship team, in its two copies."""

from forms.answers import Decision
from letters.checklist import checklist
from letters.document import Block, Document, Heading, Paragraph, Rule
from letters.facts import LetterFacts, Reader, addressees
from letters.family_copy import for_the_family
from letters.head import addressed, letterhead, other_language, reference_of, sign_off
from letters.left_out import left_out
from letters.passage import with_passages
from letters.people import agreed, people, safety
from letters.printable import one_line, paragraphs
from letters.saying import Saying
from letters.sections import observed, relationship, under

__all__ = ["LetterFacts", "Reader", "left_out", "recommendation"]


def recommendation(
    facts: LetterFacts, reader: Reader, hoped: str = "", home: tuple[str, ...] = ()
) -> Document:
    """The copy that this reader holds.

    Both copies say the same thing in the same order; the family's is written from what
    `for_the_family` leaves, the team's from everything that was recorded. `hoped`: what is asked
    of the team, in the practitioner's words; `home`: the family's address, where it may be shown.
    """
    shown = for_the_family(facts) if reader is Reader.FAMILY else facts
    saying = Saying.of(shown, reader)
    blocks: tuple[Block, ...] = (
        *_head(saying, home),
        *relationship(saying),
        *observed(saying),
        *checklist(saying),
        *safety(saying),
        *under(saying.words.hoped, hoped),
        *agreed(saying),
        *people(saying),
        sign_off(saying),
        *other_language(saying),
    )
    title = saying.title
    reference = reference_of(facts)
    return with_passages(
        Document(
            title=title,
            language=saying.words.language,
            author=one_line(facts.practitioner.team),
            file_stem=f"{saying.forms.noun}-{facts.today.isoformat()}-{reference}-{reader.value}",
            reference=reference,
            page_words=saying.words.page,
            blocks=blocks,
            draft="" if _is_decided(facts) else saying.words.draft,
        )
    )


def _is_decided(facts: LetterFacts) -> bool:
    """Whether a practitioner has decided on this letter; what the checklist suggests is not it."""
    return facts.outcome.judged.decision is Decision.RECOMMEND


def _head(saying: Saying, home: tuple[str, ...]) -> tuple[Block, ...]:
    facts, words = saying.facts, saying.words
    family = saying.names(addressees(facts))
    team = saying.team_name
    to_family = saying.to_family
    to = family if to_family else team
    copy = team if to_family else family
    address = home if to_family else paragraphs(facts.preferences.relationship_team_address)
    more = (words.copy_to.format(who=copy),) if copy else ()
    if saying.for_team:
        more = (*more, words.for_team_only)
    return (
        letterhead(saying),
        Rule(),
        *addressed(saying, (to, *address) if to else (), more),
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
