"""The index of families: its order is the order of the caseload, its text is what finds them.

An index, not a record: `index_anew` makes it again from what the vault holds.
"""

from dataclasses import dataclass

from forms.ids import FamilyId
from storage.finding import sought
from storage.migrations.m0020_search import KEEP, PLACED
from storage.sql import Sql, Value

_LEAST_INDEXED = 3
"""The index holds every three letters in a row; a shorter piece is looked for in the words."""


@dataclass(frozen=True, slots=True)
class Found:
    """Some families in the order of the caseload, and how many there are in all."""

    families: tuple[FamilyId, ...]
    total: int


def keep_words(sql: Sql, family: FamilyId, words: str) -> None:
    """Let this family be found by these words; a new one takes its place among the unseen."""
    sql.run(KEEP, (family, words))


def found(sql: Sql, typed: str, first: int, most: int) -> Found:
    """At most so many of the families that hold every word typed, from the `first` (0) on."""
    words = sought(typed)
    indexed = " ".join(_quoted(word) for word in words if len(word) >= _LEAST_INDEXED)
    short = tuple(word for word in words if len(word) < _LEAST_INDEXED)
    if indexed and not short:
        page = _OF_INDEX
    elif indexed:
        page = _OF_BOTH
    else:
        page = _OF_WORDS
    each = " AND ".join(("TRUE", *("instr(finding.words, ?)" for _ in short)))
    values: tuple[Value, ...] = (*((indexed,) if indexed else ()), *short)
    rows = sql.all(page[0].format(each=each), (*values, most, first))
    families = tuple(FamilyId(row[0]) for row in rows)
    if (families or not first) and len(families) < most:
        return Found(families, first + len(families))
    row = sql.one(page[1].format(each=each), values)
    return Found(families, int(row[0]) if row else 0)


def _quoted(word: str) -> str:
    """One piece of text as the index asks for it."""
    doubled = word.replace('"', '""')
    return f'"{doubled}"'


def index_anew(sql: Sql) -> None:
    """Give every family its place again and make the text index from the words."""
    placed = sql.all(PLACED)
    sql.run("DELETE FROM finding")
    sql.run_each("INSERT INTO finding (place, family, words) VALUES (?, ?, ?)", placed)
    sql.run("INSERT INTO finding_text (finding_text) VALUES ('rebuild')")


def forget_removed(sql: Sql) -> None:
    """Drop what the index still holds of families removed since; call once after removing."""
    sql.run("INSERT INTO finding_text (finding_text) VALUES ('optimize')")


# In each pair: a page, then how many. Places run in the order of the list.
_OF_INDEX = (
    "SELECT family FROM finding WHERE place IN (SELECT rowid FROM finding_text"
    " WHERE finding_text MATCH ? AND {each} ORDER BY rowid LIMIT ? OFFSET ?) ORDER BY place",
    "SELECT count(*) FROM finding_text WHERE finding_text MATCH ? AND {each}",
)
_OF_BOTH = (
    "SELECT family FROM finding_text JOIN finding ON finding.place = finding_text.rowid"
    " WHERE finding_text MATCH ? AND {each} ORDER BY finding_text.rowid LIMIT ? OFFSET ?",
    "SELECT count(*) FROM finding_text JOIN finding ON finding.place = finding_text.rowid"
    " WHERE finding_text MATCH ? AND {each}",
)
_OF_WORDS = (
    "SELECT family FROM finding WHERE {each} ORDER BY place LIMIT ? OFFSET ?",
    "SELECT count(*) FROM finding WHERE {each}",
)
