"""Everything the tables hold about one family, as rows: read, put back, removed, in order.

The lists of columns are the shape of a hand-over package. A column that is added later is added
here, and the package's version raised.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from forms.ids import FamilyId
from storage.errors import RecordsDamaged
from storage.search import keep_words
from storage.sql import Sql, Value

Cells = Mapping[str, Value]
"""One row by the names of its columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table, what of it travels, and which of its rows are a family's."""

    name: str
    columns: tuple[str, ...]
    where: str
    order: str


_OF_INFANT = "id IN (SELECT id FROM infant WHERE family = ?)"
_OF_CARER = "id IN (SELECT id FROM carer WHERE family = ?)"
_OF_CONTACT = "contact IN (SELECT id FROM contact WHERE family = ?)"
_OF_LETTER = (
    "letter IN (SELECT l.id FROM letter l JOIN contact c ON c.id = l.contact WHERE c.family = ?)"
)
_INFANT = (
    *("id", "position", "due", "born", "gestation_weeks", "ended", "died", "name"),
    *("nhs_number", "saved_at"),
)
_CARER = (
    *("id", "position", "name", "relationship", "contact_by", "safe_to_contact"),
    *("contact_detail", "language", "needs_interpreter", "access_needs", "saved_at"),
)
_FAMILY = ("id", "address", "gp_practice", "saved_at")
_QUESTION = ("contact", "kind", "code", "carer")

TABLES = (
    Table("family", _FAMILY, "id = ?", "id"),
    Table("family_earlier", _FAMILY, "id = ?", "number"),
    Table("infant", ("family", *_INFANT), "family = ?", "id"),
    Table("infant_earlier", _INFANT, _OF_INFANT, "number"),
    Table("carer", ("family", *_CARER), "family = ?", "id"),
    Table("carer_earlier", _CARER, _OF_CARER, "number"),
    Table(
        "contact",
        (
            *("id", "family", "infant", "day", "setting", "stage", "band", "prompt_pack"),
            *("factor_pack", "started_at", "revision", "place", "finished_at", "suggestion"),
            *("decision", "amends", "amend_reason"),
        ),
        "family = ?",
        "started_at, id",
    ),
    Table(
        "answer", (*_QUESTION, "revision", "at", "value"), _OF_CONTACT, "contact, revision, code"
    ),
    Table("draft", (*_QUESTION, "at", "value"), _OF_CONTACT, "contact, code"),
    Table("outcome", ("contact", "value"), _OF_CONTACT, "contact"),
    Table(
        "letter",
        ("id", "contact", "reader", "made_at", "sha256", "text", "pdf"),
        _OF_CONTACT,
        "made_at, id",
    ),
    Table("export", ("letter", "at", "folder"), _OF_LETTER, "number"),
    Table("life_note", ("family", "infant", "kind", "at", "words"), "family = ?", "number"),
    Table(
        "received",
        (
            *("package", "family", "from_name", "from_role", "from_team", "from_device", "digest"),
            *("sealed_at", "received_at", "log"),
        ),
        "family = ?",
        "received_at",
    ),
)

_LAST_TO_FIRST = (
    *(
        "export_file",
        "export",
        "letter_inside",
        "letter_terms",
        "letter",
        "outcome",
        "answer",
        "draft",
        "contact",
        "life_note",
        "legal_hold",
    ),
    *(
        "main_record",
        "received",
        "kept_on",
        "infant_earlier",
        "infant",
        "carer_earlier",
        "carer",
        "finding",
        "half_written",
    ),
    *("family_earlier", "family"),
)
_WHERE = {table.name: table.where for table in TABLES} | {
    "export_file": f"export IN (SELECT number FROM export WHERE {_OF_LETTER})",  # noqa: S608 ours
    "letter_inside": _OF_LETTER,
    "letter_terms": _OF_LETTER,
    "legal_hold": "family = ?",
    "main_record": "family = ?",
    "kept_on": "family = ?",
    "finding": "family = ?",
    "half_written": "family = ?",
}
REMOVED_IN_ORDER = tuple(
    f"DELETE FROM {table} WHERE {_WHERE[table]}"  # noqa: S608 our own table names
    for table in _LAST_TO_FIRST
)
"""Statements that remove all rows of one family: what points at a row before that row."""


def rows_of(sql: Sql, family: FamilyId) -> Mapping[str, Sequence[Cells]]:
    """Every row about this family, table by table, oldest first."""
    return {
        table.name: [
            dict(zip(table.columns, row, strict=True))
            for row in sql.all(
                f"SELECT {', '.join(table.columns)} FROM {table.name}"  # noqa: S608 our own names
                f" WHERE {table.where} ORDER BY {table.order}",
                (family,),
            )
        ]
        for table in TABLES
    }


_PLACED_FIRST = ("family", "family_earlier", "infant", "infant_earlier", "carer", "carer_earlier")
_OF_ONE_CONTACT = ("answer", "draft", "outcome")
_AFTER_CONTACTS = ("letter", "export", "life_note", "received")
_WHILE_OPEN = {"finished_at": None, "suggestion": None, "decision": None}


def put_rows(sql: Sql, rows: Mapping[str, Sequence[Cells]]) -> None:
    """Put the rows of a family into a vault that does not hold it, in the order its guards ask.

    A permit to receive must stand. A finished contact goes in open, is filled, and is finished.
    """
    for name in _PLACED_FIRST:
        _insert_each(sql, name, rows[name])
    # Before the contacts, so that they give the family its place in the caseload.
    keep_words(sql, FamilyId(str(rows["family"][0]["id"])), "")
    placed: set[Value] = set()
    waiting = list(rows["contact"])
    while waiting:
        ready = [c for c in waiting if c["amends"] is None or c["amends"] in placed]
        if not ready:
            raise RecordsDamaged
        for contact in ready:
            _put_contact(sql, contact, rows)
            placed.add(contact["id"])
        waiting = [c for c in waiting if c["id"] not in placed]
    for name in _AFTER_CONTACTS:
        _insert_each(sql, name, rows[name])


def _put_contact(sql: Sql, contact: Cells, rows: Mapping[str, Sequence[Cells]]) -> None:
    _insert_each(sql, "contact", [{**contact, **_WHILE_OPEN}])
    for name in _OF_ONE_CONTACT:
        _insert_each(sql, name, [r for r in rows[name] if r["contact"] == contact["id"]])
    if contact["finished_at"] is not None:
        finished = tuple(contact[column] for column in _WHILE_OPEN)
        sql.run(
            "UPDATE contact SET finished_at = ?, suggestion = ?, decision = ? WHERE id = ?",
            (*finished, contact["id"]),
        )


def _insert_each(sql: Sql, name: str, rows: Sequence[Cells]) -> None:
    columns = next(table.columns for table in TABLES if table.name == name)
    marks = ", ".join("?" for _ in columns)
    sql.run_each(
        f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608 our own names
        [tuple(row[column] for column in columns) for row in rows],
    )
