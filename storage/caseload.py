"""The caseload: one line for each family, in pages, from a few queries for each page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from forms.answers import Decision
from forms.factors import Suggestion
from forms.ids import ContactId, FamilyId
from forms.people import Family
from forms.record import Setting
from storage.errors import RecordsDamaged
from storage.people import Among, families
from storage.rows import moment_from_text
from storage.search import found
from storage.sql import Row, Sql


@dataclass(frozen=True, slots=True)
class LastContact:
    """The newest contact of a family, finished or not."""

    id: ContactId
    day: date
    setting: Setting


@dataclass(frozen=True, slots=True)
class LastOutcome:
    """What the newest finished contact came to."""

    suggestion: Suggestion
    decision: Decision | None


@dataclass(frozen=True, slots=True)
class CaseloadLine:
    """One family as the caseload shows it; `open_contact` is the newest one not yet finished."""

    family: Family
    last_contact: LastContact | None
    open_contact: ContactId | None
    last_outcome: LastOutcome | None
    letters: int
    last_exported: datetime | None
    needs_action: bool = False
    """An answer about safety stands, and nothing is written of what was done about it."""


@dataclass(frozen=True, slots=True)
class CaseloadPage:
    """Some lines of a caseload that may be long: from line `first` (0) on; `total` are in all."""

    lines: tuple[CaseloadLine, ...]
    first: int
    total: int


def caseload_page(sql: Sql, typed: str, first: int, most: int) -> CaseloadPage:
    """Families that match what was typed, newest contact first, then those without one."""
    page = found(sql, typed, first, most)
    return CaseloadPage(caseload_lines(sql, page.families), first, page.total)


def caseload_lines(sql: Sql, of: Sequence[FamilyId]) -> tuple[CaseloadLine, ...]:
    """One line for each of these families, in this order."""
    among = Among.these(of)
    last, opened, outcomes, letters = (
        {row[0]: row for row in sql.all(query.format(among=among.condition(column)), among.values)}
        for query, column in (
            (_LAST_CONTACTS, "family"),
            (_OPEN_CONTACTS, "family"),
            (_LAST_OUTCOMES, "family"),
            (_LETTERS, "contact.family"),
        )
    )
    try:
        lines = {
            family.id: _line(
                family,
                last.get(family.id),
                opened.get(family.id),
                outcomes.get(family.id),
                letters.get(family.id),
            )
            for family in families(sql, among)
        }
    except ValueError:
        raise RecordsDamaged from None
    return tuple(lines[family] for family in of)


def _line(
    family: Family, last: Row | None, opened: Row | None, outcome: Row | None, letters: Row | None
) -> CaseloadLine:
    exported = letters[2] if letters else None
    return CaseloadLine(
        family=family,
        last_contact=_last_contact(last) if last else None,
        open_contact=ContactId(opened[1]) if opened else None,
        last_outcome=_last_outcome(outcome) if outcome else None,
        letters=letters[1] if letters else 0,
        last_exported=moment_from_text(exported) if exported else None,
    )


def _last_contact(row: Row) -> LastContact:
    return LastContact(ContactId(row[1]), date.fromisoformat(row[2]), Setting(row[3]))


def _last_outcome(row: Row) -> LastOutcome:
    return LastOutcome(Suggestion(row[1]), Decision(row[2]) if row[2] else None)


# In each, the columns beside max() are those of the row that has the greatest moment (SQLite).
_LAST_CONTACTS = """
SELECT family, id, day, setting, max(day || started_at) FROM contact
WHERE {among} GROUP BY family
"""

_OPEN_CONTACTS = """
SELECT family, id, max(day || started_at) FROM contact
WHERE finished_at IS NULL AND {among} GROUP BY family
"""

_LAST_OUTCOMES = """
SELECT family, suggestion, decision, max(day || started_at) FROM contact
WHERE finished_at IS NOT NULL AND {among} GROUP BY family
"""

_LETTERS = """
SELECT contact.family, count(*),
    max((SELECT max(export.at) FROM export WHERE export.letter = letter.id))
FROM contact JOIN letter ON letter.contact = contact.id
WHERE {among} GROUP BY contact.family
"""
