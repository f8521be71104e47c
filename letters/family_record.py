"""A copy of one family's record for someone who has a right to it: readable, in reading order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from forms.dates import day_words
from forms.pack import Language
from forms.people import Practitioner
from forms.redaction import Redacted
from letters.document import (
    Block,
    Document,
    Fact,
    Facts,
    Heading,
    Letterhead,
    Note,
    Paragraph,
    Rule,
    SignOff,
)
from letters.printable import one_line, paragraphs

_TITLE = "A copy of the record"


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What a copy is made from: the items as they were decided, and who made it when.

    `reference` tells this copy from others, and nothing about whom it is.
    """

    items: tuple[Redacted, ...]
    practitioner: Practitioner
    made_on: date
    reference: str


def record_copy(facts: CopyFacts) -> Document:
    """The copy; what was left out is said for each part by its number alone."""
    practitioner = facts.practitioner
    return Document(
        title=_TITLE,
        language=Language.ENGLISH,
        author=one_line(practitioner.team),
        file_stem=f"Golden-Thread-record-{facts.made_on.isoformat()}-{facts.reference}",
        reference=f"GT-{facts.reference}",
        page_words="Page {page} of {pages}",
        blocks=(
            Letterhead(one_line(practitioner.team), day_words(facts.made_on)),
            Rule(),
            Heading(_TITLE, level=1),
            Paragraph(
                "This is what is recorded about the family in this tool, with the dates of each"
                " entry and of each change. “Not asked” never means “no”."
            ),
            Paragraph(
                "Where something is about another person, or could put someone at risk, it may"
                " have been left out. It says so, part by part."
            ),
            *_parts(facts.items),
            SignOff(
                "If something here is wrong, or you do not understand it, please ask.",
                one_line(practitioner.name),
                tuple(
                    line
                    for line in (one_line(practitioner.role), one_line(practitioner.contact))
                    if line
                ),
            ),
        ),
    )


def _parts(items: Sequence[Redacted]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for part, own in groupby(items, key=lambda item: item.part):
        blocks += _part(part, tuple(own))
    return tuple(blocks)


def _part(part: str, items: tuple[Redacted, ...]) -> tuple[Block, ...]:
    kept = [item for item in items if not item.left_out]
    missing = len(items) - len(kept)
    rows = tuple(Fact(_label(item), paragraphs(item.text)) for item in kept)
    said = "1 entry is" if missing == 1 else f"{missing} entries are"
    return (
        Heading(one_line(part)),
        *((Facts(rows),) if rows else ()),
        *((Note(f"{said} left out here."),) if missing else ()),
    )


def _label(item: Redacted) -> str:
    where = one_line(item.where)
    return f"{where} ({item.when})" if item.when else where
