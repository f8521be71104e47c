"""What the parent-infant team answers: more is needed, yes, not yet, or not with us."""

from itertools import groupby

from forms.gaps import Gap
from forms.headings import HEADING_OF, LetterHeading
from forms.letter_gaps import what_the_team_misses
from forms.letter_kinds import LetterKind, LetterOrder, Slot
from forms.steps import weigh_record
from letters.document import Block, Bullets, Heading, Item, Note, Paragraph
from letters.follow_up import written
from letters.saying import Saying


def more_information(saying: Saying, order: LetterOrder) -> tuple[Block, ...]:
    """What the record lacks, by heading, and what the team would like to know besides."""
    words = saying.set_words
    items = tuple(_missing(saying))
    return (
        *_opened(saying, LetterKind.MORE_INFORMATION),
        Heading(words.missing_heading),
        Bullets(items) if items else Paragraph(words.nothing_missing),
        *written(saying, order, Slot.NEEDED),
        Paragraph(words.needed_until),
        Note(words.urgent_never_waits),
    )


def _missing(saying: Saying) -> list[Item]:
    facts, words = saying.facts, saying.set_words
    weighing = weigh_record(facts.packs.factors, facts.record)
    gaps = what_the_team_misses(facts.record, weighing, facts.family, facts.infant)
    order = tuple(LetterHeading)

    def place(gap: Gap) -> int:
        return order.index(HEADING_OF[gap.missing])

    return [
        Item(saying.joined(dict.fromkeys(words.missing[g.missing] for g in own)), words.headings[h])
        for h, own in groupby(sorted(gaps, key=place), key=lambda gap: HEADING_OF[gap.missing])
    ]


def accepted(saying: Saying, order: LetterOrder) -> tuple[Block, ...]:
    """The team will meet this family."""
    words = saying.set_words
    said = words.accepted_referrer if saying.for_team else words.accepted_family
    return (
        *_opened(saying, LetterKind.ACCEPTED),
        Bullets(tuple(Item(text) for text in said)),
        *written(saying, order, Slot.NEXT),
        *_safety(saying),
    )


def waiting(saying: Saying, order: LetterOrder) -> tuple[Block, ...]:
    """The team will, and not yet: the one who wrote is asked to keep up their support."""
    words = saying.set_words
    if saying.for_team:
        said, heading = words.keep_up, words.keep_up_heading
    else:
        said, heading = words.waiting_family, words.slots[Slot.MEANWHILE]
    own = (Paragraph(text) for text in order.said(Slot.MEANWHILE).splitlines() if text.strip())
    return (
        *_opened(saying, LetterKind.WAITING),
        Heading(heading),
        Bullets(tuple(Item(text) for text in said)),
        *own,
    )


def declined(saying: Saying, order: LetterOrder) -> tuple[Block, ...]:
    """Why not, and what could help instead; the family is told in words of its own."""
    words = saying.set_words
    why = Slot.REASON if saying.for_team else Slot.REASON_FAMILY
    again = words.declined_ask_again if saying.for_team else words.declined_family_ask_again
    return (
        *_opened(saying, LetterKind.DECLINED),
        *written(saying, order, why, words.nothing_written),
        *written(saying, order, Slot.ALTERNATIVE, words.nothing_written),
        Paragraph(again),
        *_safety(saying),
    )


def _opened(saying: Saying, kind: LetterKind) -> tuple[Block, ...]:
    words = saying.set_words
    opening = words.openings[kind] if saying.for_team else words.family_openings[kind]
    return (Paragraph(saying.about, strong=True), Paragraph(saying.forms.fill(opening)))


def _safety(saying: Saying) -> tuple[Block, ...]:
    return (Note(saying.set_words.urgent_never_waits),) if saying.for_team else ()
