"""The sheet of a team's recovery key: printed once, locked away, on no laptop."""

from dataclasses import dataclass
from datetime import date

from forms.pack import Language
from letters.document import (
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
)
from letters.printable import one_line
from letters.words_en import ENGLISH

_IN_A_LINE = 25


@dataclass(frozen=True, slots=True)
class TeamKeyFacts:
    """`key` opens everything that was ever sealed to the team."""

    team: str
    lead: str
    key: str
    made_on: date


def team_key_sheet(facts: TeamKeyFacts) -> Document:
    """The sheet to print and lock away."""
    team = one_line(facts.team)
    day = facts.made_on
    made_on = ENGLISH.date.format(day=day.day, month=ENGLISH.months[day.month - 1], year=day.year)
    lines = tuple(facts.key[at : at + _IN_A_LINE] for at in range(0, len(facts.key), _IN_A_LINE))
    return Document(
        title="Recovery key of a team",
        language=Language.ENGLISH,
        author="Golden Thread",
        file_stem="team-recovery-key",
        reference="Recovery key of a team",
        page_words="Page {page} of {pages}",
        blocks=(
            Letterhead(team, made_on),
            Rule(),
            Heading("Recovery key of a team", 1),
            Paragraph(
                "This key opens everything that was sent to the team, if every lead's laptop is"
                " lost.",
                strong=True,
            ),
            Facts(
                (
                    Fact("Team", (team,)),
                    Fact("Made by", (one_line(facts.lead),)),
                    Fact("Key", lines),
                )
            ),
            QrCode(facts.key, "The square holds the same key, for a scanner that types it."),
            Heading("Where to keep it"),
            Bullets(
                (
                    Item("In a safe of your organisation, in a sealed envelope."),
                    Item("Write down who may open it. Two people open it together."),
                    Item("Never with a laptop, on a share, in a photograph or in an e-mail."),
                )
            ),
            Heading("How to use it"),
            Bullets(
                (
                    Item("Type the key as one line, without the breaks, into a file."),
                    Item("The program “age”, free on every system, then opens the envelopes."),
                )
            ),
            Note(
                "Whoever has this sheet and the team's envelopes can read all of them. It cannot be"
                " made again: it is in no vault."
            ),
        ),
    )
