"""A family's rows as the JSON of a package and back, checked strictly on the way in."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from forms.strict_json import Json
from storage.life_errors import PackageDamaged, PackageTooNew
from storage.life_rows import TABLES, Cells, Table
from storage.sql import Value

RECORD_FORMAT = "golden-thread family record"
RECORD_VERSION = 2
_SINCE = {2: ("died",)}
"""Columns a version brought; a package of an earlier one comes without, and they are empty."""
_BINARY = ("pdf", "from_device", "digest")
_NUMBERS = ("position", "gestation_weeks", "needs_interpreter", "revision")
_MOST = 2**31
_MAY_BE_EMPTY = (
    *("position", "due", "born", "gestation_weeks", "ended", "died", "finished_at"),
    *("suggestion", "decision", "amends", "amend_reason", "infant"),
)

Rows = Mapping[str, Sequence[Cells]]
Log = list[tuple[str, str]]


def json_from_rows(rows: Rows, log: list[Json]) -> Json:
    """The rows as JSON; bytes as base64. `log`: kind and moment of each entry about the family."""
    tables: dict[str, Json] = {
        name: [{column: _to_json(value) for column, value in row.items()} for row in own]
        for name, own in rows.items()
    }
    return {"format": RECORD_FORMAT, "version": RECORD_VERSION, "tables": tables, "log": log}


def _to_json(value: Value) -> Json:
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def rows_from_json(said: Json) -> tuple[Rows, Log]:
    """The rows and the sender's log. Raises PackageDamaged unless every cell is as it must be."""
    match said:
        case {"format": str(form), "version": int(version)} if (
            form == RECORD_FORMAT and version > RECORD_VERSION
        ):
            raise PackageTooNew
        case {
            "format": str(form),
            "version": int(version),
            "tables": dict(tables),
            "log": list(log),
        } if (
            form == RECORD_FORMAT
            and version in range(1, RECORD_VERSION + 1)
            and tables.keys() == {table.name for table in TABLES}
        ):
            rows = {t.name: _table(t, tables[t.name], int(version)) for t in TABLES}
            _must_be_one_family(rows)
            return rows, [_log_line(line) for line in log]
        case _:
            raise PackageDamaged


def _table(table: Table, said: Json, version: int) -> Sequence[Cells]:
    if not isinstance(said, list):
        raise PackageDamaged
    later = {column for since, added in _SINCE.items() if since > version for column in added}
    return [_row(table, row, later & set(table.columns)) for row in said]


def _row(table: Table, said: Json, later: AbstractSet[str]) -> Cells:
    if not isinstance(said, dict) or said.keys() != set(table.columns) - later:
        raise PackageDamaged
    return {column: _cell(table.name, column, said.get(column)) for column in table.columns}


def _cell(table: str, column: str, said: Json) -> Value:
    match said:
        case None if column in _MAY_BE_EMPTY and (table, column) != ("contact", "infant"):
            return None
        case bool():
            raise PackageDamaged
        case int() if column in _NUMBERS and abs(said) <= _MOST:
            return said
        case str() if column in _BINARY:
            return _bytes(said)
        case str() if column not in _NUMBERS and _is_text(said):
            return said
        case _:
            raise PackageDamaged


def _is_text(said: str) -> bool:
    """Half characters cannot be kept."""
    try:
        said.encode()
    except UnicodeEncodeError:
        return False
    return True


def _bytes(said: str) -> bytes:
    try:
        return base64.b64decode(said, validate=True)
    except (binascii.Error, ValueError):
        raise PackageDamaged from None


def _must_be_one_family(rows: Rows) -> None:
    """Nothing may come along that belongs to another family: one family, and its own rows alone."""
    if len(rows["family"]) != 1:
        raise PackageDamaged
    family = rows["family"][0]["id"]
    ids = {name: {row["id"] for row in rows[name]} for name in ("infant", "carer", "contact")}
    letters = {row["id"] for row in rows["letter"]}
    of_family = ("infant", "carer", "contact", "life_note", "received")
    held = (
        all(row["family"] == family for name in of_family for row in rows[name])
        and all(row["id"] == family for row in rows["family_earlier"])
        and all(row["id"] in ids["infant"] for row in rows["infant_earlier"])
        and all(row["id"] in ids["carer"] for row in rows["carer_earlier"])
        and all(
            row["contact"] in ids["contact"]
            for name in ("answer", "draft", "outcome", "letter")
            for row in rows[name]
        )
        and all(row["letter"] in letters for row in rows["export"])
    )
    if not held:
        raise PackageDamaged


def _log_line(said: Json) -> tuple[str, str]:
    match said:
        case [str(kind), str(at)]:
            return kind, at
        case _:
            raise PackageDamaged
