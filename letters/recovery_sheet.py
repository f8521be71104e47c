"""The sheets that open a vault again when its passphrase is lost: words, and a code to scan.

Whoever holds such a sheet can read the vault; it is printed, and no copy stays on the laptop.
"""

from dataclasses import dataclass
from datetime import date

from forms.pack import Language
from letters.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Letterhead,
    Note,
    Paragraph,
    QrCode,
    Rule,
    WordGrid,
)
from letters.printable import one_line
from letters.words_en import ENGLISH

_PAGE = "Page {page} of {pages}"


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A practitioner's own sheet. `vault` and `sheet` are the numbers that tell it from others."""

    display_name: str
    vault: str
    sheet: int
    made_on: date
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShareFacts:
    """One holder's part of an organisation's key; `holder` counts from 1."""

    organisation: str
    fingerprint: str
    sheet: int
    holder: int
    holders: int
    needed: int
    made_on: date
    words: tuple[str, ...]


def recovery_sheet(facts: SheetFacts) -> Document:
    """The sheet that opens one vault, for its practitioner to keep."""
    name = one_line(facts.display_name)
    return _sheet(
        title="Recovery sheet",
        reference=f"Recovery sheet {facts.sheet}",
        file_stem=f"recovery-sheet-{facts.sheet}",
        blocks=(
            Letterhead(name, _day(facts.made_on)),
            Rule(),
            Heading("Recovery sheet", 1),
            Paragraph("These words open your vault if you forget your passphrase.", strong=True),
            Facts(
                (
                    Fact("For", (name,)),
                    Fact("Vault", (one_line(facts.vault),)),
                    Fact("Sheet", (str(facts.sheet),)),
                )
            ),
            *_the_words(facts.words),
            Heading("Where to keep it"),
            Bullets(
                (
                    Item("Never with the laptop: not in its bag, not in its case, not in the car."),
                    Item("In a locked drawer or a safe, at home or at your base."),
                    Item("Do not photograph it, scan it into a file or send it to anyone."),
                    Item("Nobody at a help desk ever needs to see or hear these words."),
                )
            ),
            Heading("How to use it"),
            Bullets(
                (
                    Item(
                        "On the first screen choose your name, then “I have forgotten my"
                        " passphrase”."
                    ),
                    Item("Type the words in order, or scan the square. No network is needed."),
                    Item("The first four letters of a word are enough."),
                    Item("Choose a new passphrase, and print the new sheet. Then destroy this."),
                )
            ),
            Note(
                "Anyone who has this sheet and the laptop can read everything in the vault. If it"
                " is lost, unlock your vault and print a new sheet; this one then stops working"
                " for the vault, though not for copies of it that were made before."
            ),
        ),
    )


def share_sheet(facts: ShareFacts) -> Document:
    """One holder's sheet of an organisation's recovery key."""
    organisation = one_line(facts.organisation)
    holder = f"Holder {facts.holder} of {facts.holders}"
    return _sheet(
        title="Part of a recovery key",
        reference=f"Recovery key {facts.sheet}, holder {facts.holder}",
        file_stem=f"recovery-key-{facts.sheet}-holder-{facts.holder}",
        blocks=(
            Letterhead(organisation, _day(facts.made_on)),
            Rule(),
            Heading("Part of a recovery key", 1),
            Paragraph(
                f"Any {facts.needed} of the {facts.holders} holders together can open a vault of"
                " this organisation whose passphrase is lost. One alone cannot.",
                strong=True,
            ),
            Facts(
                (
                    Fact("Organisation", (organisation,)),
                    Fact("Holder", (holder,)),
                    Fact("Sheet", (str(facts.sheet),)),
                    Fact("Fingerprint", (facts.fingerprint,)),
                )
            ),
            *_the_words(facts.words),
            Heading("Where to keep it"),
            Bullets(
                (
                    Item("Away from the laptops, and away from the other holders' sheets."),
                    Item("In a locked place that only you open. Write down who holds it."),
                    Item("Do not photograph it, scan it into a file or send it to anyone."),
                )
            ),
            Heading("How to use it"),
            Bullets(
                (
                    Item("Be there in person, with the practitioner and one other holder."),
                    Item("Type your own words in yourself; do not read them aloud."),
                    Item("The practitioner chooses a new passphrase. No network is needed."),
                )
            ),
            Note(
                "The practitioner is told at the next unlock that the vault was recovered, and the"
                " vault's log keeps it. The fingerprint is the same on every holder's sheet and on"
                " the screen where a vault is set up: compare it there."
            ),
        ),
    )


def _sheet(*, title: str, reference: str, file_stem: str, blocks: tuple[Block, ...]) -> Document:
    return Document(
        title=title,
        language=Language.ENGLISH,
        author="Golden Thread",
        file_stem=file_stem,
        reference=reference,
        page_words=_PAGE,
        blocks=blocks,
    )


def _the_words(words: tuple[str, ...]) -> tuple[Block, ...]:
    says = f"The square holds the same {len(words)} words, for a scanner that types them."
    return (WordGrid(words), QrCode(" ".join(words), says))


def _day(day: date) -> str:
    return ENGLISH.date.format(day=day.day, month=ENGLISH.months[day.month - 1], year=day.year)
