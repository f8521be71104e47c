"""The index of families: its order is the order of the caseload, its text is what finds them.

An index, not a record: `index_anew` makes it again from what the vault holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.ids import FamilyId
from storage.finding import sought
from storage.migrations.m0020_search import KEEP, PLACED
from storage.sql import Sql, Value

_LEAST_INDEXED = 3
"""The index holds every three letters in a row; a shorter piece is looked for in the words."""

_FEW = 400


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
    among = (_INDEX if indexed else _WORDS) + " AND instr(words, ?)" * len(short)
    values: tuple[Value, ...] = (indexed, *short) if indexed else short
    # Most searches find few: then one look into the index gives the page and the number.
    reach = max(most, _FEW) if indexed else most
    places = sql.all(
        f"SELECT place {among} ORDER BY place LIMIT ? OFFSET ?", (*values, reach, first)
    )
    total = first + len(places)
    if len(places) == reach or (first and not places):
        row = sql.one(f"SELECT count(*) {among}", values)
        total = int(row[0]) if row else 0
    return Found(_families(sql, [row[0] for row in places[:most]]), total)


def _families(sql: Sql, places: Sequence[int]) -> tuple[FamilyId, ...]:
    marks = ", ".join("?" for _ in places)
    ask = f"SELECT family FROM finding WHERE place IN ({marks}) ORDER BY place"  # noqa: S608 marks
    rows = sql.all(ask, places)
    return tuple(FamilyId(row[0]) for row in rows)


def _quoted(word: str) -> str:
    """One piece of text as the index asks for it."""
    doubled = word.replace('"', '""')
    return f'"{doubled}"'


def index_anew(sql: Sql) -> None:
    """Give every family its place again and make the text index from the words."""
    sql.run(_FROM_WORDS)
    placed = sql.all(PLACED)
    sql.run("DELETE FROM finding")
    sql.run_each("INSERT INTO finding (place, family, words) VALUES (?, ?, ?)", placed)
    sql.run(_FROM_WORDS)


_INDEX = (
    "FROM (SELECT rowid AS place, words, finding_text FROM finding_text) WHERE finding_text MATCH ?"
)
_WORDS = "FROM finding WHERE TRUE"

_FROM_WORDS = "INSERT INTO finding_text (finding_text) VALUES ('rebuild')"
