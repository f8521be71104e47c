"""One family's whole record, read from its rows into values."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from forms.family_record import (
    AnswerVersion,
    CameFrom,
    CarerVersion,
    ContactStory,
    FamilyRecord,
    HomeVersion,
    InfantVersion,
    LetterStory,
    LogLine,
    Remark,
)
from forms.ids import CarerId, ContactId, FamilyId, InfantId, LetterId
from forms.pack import Stage
from forms.people import Carer, ContactBy, Infant, Relationship, SafeToContact
from forms.preferences import LetterTo
from forms.record import Setting
from storage.audit import AuditLog
from storage.errors import RecordsDamaged
from storage.life_rows import rows_of
from storage.rows import (
    answer_from_text,
    arrival_from_columns,
    moment_from_text,
    outcome_from_text,
    question_from_key,
)
from storage.vault import Vault

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]


def family_record(vault: Vault, family: FamilyId) -> FamilyRecord:
    """Everything this vault holds about the family. Raises RecordsDamaged.

    An id the vault does not hold is a LookupError.
    """
    rows = rows_of(vault.sql, family)
    if not rows["family"]:
        raise LookupError("this vault holds no such family")
    own = (LogLine(event.kind.value, event.at) for event in AuditLog(vault).of_family(family))
    return record_from_rows(rows, (*_log_before(rows), *own))


def _log_before(rows: Rows) -> Iterable[LogLine]:
    """What those who held the record before had logged of it, as they handed it over."""
    for row in rows["received"]:
        for kind, at in json.loads(row["log"]):
            yield LogLine(kind, moment_from_text(at))


def record_from_rows(rows: Rows, log: tuple[LogLine, ...] = ()) -> FamilyRecord:
    """The value that these rows are. Raises RecordsDamaged where they are none."""
    try:
        return FamilyRecord(
            id=FamilyId(rows["family"][0]["id"]),
            homes=tuple(_home(row) for row in _versions(rows, "family")),
            infants=_each_person(_infant(row) for row in _versions(rows, "infant")),
            carers=_each_carer(_carer(row) for row in _versions(rows, "carer")),
            contacts=tuple(_contact(row, rows) for row in rows["contact"]),
            letters=tuple(_letter(row, rows) for row in rows["letter"]),
            remarks=tuple(
                Remark(row["kind"], moment_from_text(row["at"]), row["words"])
                for row in rows["life_note"]
            ),
            log=log,
            came_from=tuple(_came_from(row) for row in rows["received"]),
        )
    except (ValueError, KeyError, IndexError, TypeError):
        raise RecordsDamaged from None


def _versions(rows: Rows, table: str) -> Iterable[Row]:
    """Earlier rows and then the present ones."""
    return (*rows[f"{table}_earlier"], *rows[table])


def _home(row: Row) -> HomeVersion:
    return HomeVersion(row["address"], row["gp_practice"], moment_from_text(row["saved_at"]))


def _infant(row: Row) -> InfantVersion:
    columns = ("due", "born", "gestation_weeks", "ended", "died")
    arrival = arrival_from_columns(*(row[column] for column in columns))
    infant = Infant(InfantId(row["id"]), arrival, row["name"], row["nhs_number"])
    return InfantVersion(infant, row["position"] is not None, moment_from_text(row["saved_at"]))


def _carer(row: Row) -> CarerVersion:
    carer = Carer(
        id=CarerId(row["id"]),
        name=row["name"],
        relationship=Relationship(row["relationship"]),
        contact_by=ContactBy(row["contact_by"]),
        safe_to_contact=SafeToContact(row["safe_to_contact"]),
        contact_detail=row["contact_detail"],
        language=row["language"],
        needs_interpreter=bool(row["needs_interpreter"]),
        access_needs=row["access_needs"],
    )
    return CarerVersion(carer, row["position"] is not None, moment_from_text(row["saved_at"]))


def _each_person(versions: Iterable[InfantVersion]) -> tuple[tuple[InfantVersion, ...], ...]:
    ordered = sorted(versions, key=lambda v: v.infant.id)
    return tuple(tuple(own) for _, own in groupby(ordered, key=lambda v: v.infant.id))


def _each_carer(versions: Iterable[CarerVersion]) -> tuple[tuple[CarerVersion, ...], ...]:
    ordered = sorted(versions, key=lambda v: v.carer.id)
    return tuple(tuple(own) for _, own in groupby(ordered, key=lambda v: v.carer.id))


def _contact(row: Row, rows: Rows) -> ContactStory:
    own = row["id"]
    outcomes = [o["value"] for o in rows["outcome"] if o["contact"] == own]
    finished = row["finished_at"]
    return ContactStory(
        id=ContactId(own),
        infant=InfantId(row["infant"]),
        day=date.fromisoformat(row["day"]),
        setting=Setting(row["setting"]),
        stage=Stage(row["stage"]),
        started_at=moment_from_text(row["started_at"]),
        finished_at=moment_from_text(finished) if finished else None,
        answers=(
            *(_answer(a, settled=True) for a in rows["answer"] if a["contact"] == own),
            *(_answer(a, settled=False) for a in rows["draft"] if a["contact"] == own),
        ),
        outcome=outcome_from_text(outcomes[0]) if outcomes else None,
        amends=row["amends"] and ContactId(row["amends"]),
        amend_reason=row["amend_reason"] or "",
    )


def _answer(row: Row, *, settled: bool) -> AnswerVersion:
    return AnswerVersion(
        question=question_from_key(row["kind"], row["code"], row["carer"]),
        answer=answer_from_text(row["value"]),
        at=moment_from_text(row["at"]),
        settled=settled,
    )


def _letter(row: Row, rows: Rows) -> LetterStory:
    exports = [e for e in rows["export"] if e["letter"] == row["id"]]
    return LetterStory(
        id=LetterId(row["id"]),
        contact=ContactId(row["contact"]),
        reader=LetterTo(row["reader"]),
        made_at=moment_from_text(row["made_at"]),
        text=row["text"],
        exports=tuple((moment_from_text(e["at"]), e["folder"]) for e in exports),
    )


def _came_from(row: Row) -> CameFrom:
    received = moment_from_text(row["received_at"])
    return CameFrom(row["from_name"], row["from_role"], row["from_team"], received)
