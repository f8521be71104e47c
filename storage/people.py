"""People as rows: a family goes in whole, comes out whole, and keeps what it was before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from forms.ids import CarerId, FamilyId, InfantId
from forms.people import Carer, ContactBy, Family, Infant, Relationship, SafeToContact
from storage.errors import RecordsDamaged
from storage.finding import finding_words
from storage.rows import arrival_from_columns, arrival_to_columns
from storage.search import keep_words
from storage.sql import Sql, Value


@dataclass(frozen=True, slots=True)
class Among:
    """Which families are meant: all of them, or those a query gives the ids of."""

    query: str = ""
    values: tuple[Value, ...] = ()

    @classmethod
    def these(cls, ids: Sequence[FamilyId]) -> Self:
        """These and no others."""
        return cls(", ".join("?" for _ in ids) if ids else "NULL", tuple(ids))

    def condition(self, column: str) -> str:
        return f"{column} IN ({self.query})" if self.query else "TRUE"


def save_family(sql: Sql, family: Family, moment: str) -> None:
    """Write what changed; the tables' triggers keep the earlier version, and nobody is deleted."""
    sql.run(_SAVE_FAMILY, (family.id, family.address, family.gp_practice, moment))
    for position, infant in enumerate(family.infants):
        sql.run(_SAVE_INFANT, _infant_to_row(family.id, position, infant, moment))
    for position, carer in enumerate(family.carers):
        sql.run(_SAVE_CARER, _carer_to_row(family.id, position, carer, moment))
    _unlist(sql, "infant", family.id, [i.id for i in family.infants], moment)
    _unlist(sql, "carer", family.id, [c.id for c in family.carers], moment)
    make_findable(sql, family)


def make_findable(sql: Sql, family: Family) -> None:
    """Let this family be found by its names, also the earlier ones, its days and numbers."""
    earlier = [str(row[0]) for row in sql.all(_EARLIER_NAMES, (family.id, family.id))]
    keep_words(sql, family.id, finding_words(family, earlier))


def families(sql: Sql, among: Among) -> list[Family]:
    """These families as they are now, oldest id first. Raises RecordsDamaged."""
    infants: defaultdict[str, list[Infant]] = defaultdict(list)
    carers: defaultdict[str, list[Carer]] = defaultdict(list)
    infant_rows = sql.all(_INFANTS.format(among=among.condition("family")), among.values)
    carer_rows = sql.all(_CARERS.format(among=among.condition("family")), among.values)
    family_rows = sql.all(_FAMILIES.format(among=among.condition("id")), among.values)
    try:
        for family, *row in infant_rows:
            infants[family].append(_infant_from_row(row))
        for family, *row in carer_rows:
            carers[family].append(_carer_from_row(row))
    except ValueError:
        raise RecordsDamaged from None
    return [
        Family(FamilyId(i), tuple(infants[i]), tuple(carers[i]), address, practice)
        for i, address, practice in family_rows
    ]


_SAVE_FAMILY = """
INSERT INTO family (id, address, gp_practice, saved_at) VALUES (?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    address = excluded.address, gp_practice = excluded.gp_practice, saved_at = excluded.saved_at
WHERE (address, gp_practice) IS NOT (excluded.address, excluded.gp_practice)
"""

_SAVE_INFANT = """
INSERT INTO infant
    (id, family, position, due, born, gestation_weeks, ended, died, name, nhs_number, saved_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    family = excluded.family, position = excluded.position, due = excluded.due,
    born = excluded.born, gestation_weeks = excluded.gestation_weeks, ended = excluded.ended,
    died = excluded.died, name = excluded.name, nhs_number = excluded.nhs_number,
    saved_at = excluded.saved_at
WHERE (family, position, due, born, gestation_weeks, ended, died, name, nhs_number) IS NOT
    (excluded.family, excluded.position, excluded.due, excluded.born, excluded.gestation_weeks,
    excluded.ended, excluded.died, excluded.name, excluded.nhs_number)
"""

_SAVE_CARER = """
INSERT INTO carer (id, family, position, name, relationship, contact_by, safe_to_contact,
    contact_detail, language, needs_interpreter, access_needs, saved_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET
    family = excluded.family, position = excluded.position, name = excluded.name,
    relationship = excluded.relationship, contact_by = excluded.contact_by,
    safe_to_contact = excluded.safe_to_contact, contact_detail = excluded.contact_detail,
    language = excluded.language, needs_interpreter = excluded.needs_interpreter,
    access_needs = excluded.access_needs, saved_at = excluded.saved_at
WHERE (family, position, name, relationship, contact_by, safe_to_contact, contact_detail,
    language, needs_interpreter, access_needs) IS NOT
    (excluded.family, excluded.position, excluded.name, excluded.relationship,
    excluded.contact_by, excluded.safe_to_contact, excluded.contact_detail, excluded.language,
    excluded.needs_interpreter, excluded.access_needs)
"""

_EARLIER_NAMES = """
SELECT e.name FROM infant_earlier e JOIN infant i ON i.id = e.id WHERE i.family = ?
UNION SELECT e.name FROM carer_earlier e JOIN carer c ON c.id = e.id WHERE c.family = ?
"""

_FAMILIES = "SELECT id, address, gp_practice FROM family WHERE {among} ORDER BY id"

_INFANTS = """
SELECT family, id, due, born, gestation_weeks, ended, died, name, nhs_number FROM infant
WHERE position IS NOT NULL AND {among} ORDER BY family, position
"""

_CARERS = """
SELECT family, id, name, relationship, contact_by, safe_to_contact, contact_detail, language,
    needs_interpreter, access_needs
FROM carer WHERE position IS NOT NULL AND {among} ORDER BY family, position
"""


def _infant_to_row(family: FamilyId, position: int, infant: Infant, moment: str) -> Sequence[Value]:
    arrival = arrival_to_columns(infant.arrival)
    return (infant.id, family, position, *arrival, infant.name, infant.nhs_number, moment)


def _infant_from_row(row: Sequence[Any]) -> Infant:
    identity, due, born, weeks, ended, died, name, nhs_number = row
    arrival = arrival_from_columns(due, born, weeks, ended, died)
    return Infant(InfantId(identity), arrival, name, nhs_number)


def _carer_to_row(family: FamilyId, position: int, carer: Carer, moment: str) -> Sequence[Value]:
    return (
        carer.id,
        family,
        position,
        carer.name,
        carer.relationship.value,
        carer.contact_by.value,
        carer.safe_to_contact.value,
        carer.contact_detail,
        carer.language,
        int(carer.needs_interpreter),
        carer.access_needs,
        moment,
    )


def _carer_from_row(row: Sequence[Any]) -> Carer:
    identity, name, relationship, by, safe, detail, language, interpreter, access = row
    return Carer(
        id=CarerId(identity),
        name=name,
        relationship=Relationship(relationship),
        contact_by=ContactBy(by),
        safe_to_contact=SafeToContact(safe),
        contact_detail=detail,
        language=language,
        needs_interpreter=bool(interpreter),
        access_needs=access,
    )


def _unlist(sql: Sql, table: str, family: FamilyId, listed: Sequence[str], moment: str) -> None:
    marks = ", ".join("?" for _ in listed)
    sql.run(
        f"UPDATE {table} SET position = NULL, saved_at = ?"  # noqa: S608 our own table names
        f" WHERE family = ? AND position IS NOT NULL AND id NOT IN ({marks})",
        (moment, family, *listed),
    )
