"""What was typed about a family and differs from its record, as plain fields and back.

A person who is in the record is named by their id, so that words never come to somebody else; a
new row is named by its number.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import TypeVar

from desktop.screens.family.entry import CarerEntry, FamilyEntry, InfantEntry
from forms.people import ContactBy, Relationship, SafeToContact

Fields = Mapping[str, str]
_YES, _NO = "yes", "no"
_Row = TypeVar("_Row", InfantEntry, CarerEntry)
_Kind = TypeVar("_Kind", bound=Enum)


def fields_of(typed: FamilyEntry, record: FamilyEntry) -> Fields:
    """What differs from the record; empty where nothing does."""
    home = {"address": typed.address, "gp_practice": typed.gp_practice}
    known = {"address": record.address, "gp_practice": record.gp_practice}
    return {
        **_differing(home, known, ""),
        **_of_rows("infant", typed.infants, record.infants),
        **_of_rows("carer", typed.carers, record.carers),
    }


def laid_over(record: FamilyEntry, fields: Fields) -> FamilyEntry:
    """The record with these fields over it; those of people who are not in it are left out."""
    return replace(
        record,
        infants=_rows_with("infant", record.infants, InfantEntry(), fields, _infant_with),
        carers=_rows_with("carer", record.carers, CarerEntry(), fields, _carer_with),
        address=fields.get("address", record.address),
        gp_practice=fields.get("gp_practice", record.gp_practice),
    )


def _of_rows(who: str, typed: Sequence[_Row], record: Sequence[_Row]) -> dict[str, str]:
    found: dict[str, str] = {}
    known = {row.id: _to_fields(row) for row in record if row.id}
    for row in typed:
        if row.id:
            found |= _differing(_to_fields(row), known.get(row.id, {}), f"{who}.{row.id}.")
    new = [_to_fields(row) for row in typed if not row.id]
    if new != [_to_fields(row) for row in record if not row.id]:
        for number, said in enumerate(new):
            found |= {f"new {who}.{number}.{name}": words for name, words in said.items()}
    return found


def _differing(now: Fields, before: Fields, start: str) -> dict[str, str]:
    return {f"{start}{name}": said for name, said in now.items() if said != before.get(name)}


def _rows_with(
    who: str,
    record: Sequence[_Row],
    blank: _Row,
    fields: Fields,
    row_with: Callable[[_Row, Fields], _Row],
) -> tuple[_Row, ...]:
    known: list[_Row] = [
        row_with(row, _under(f"{who}.{row.id}.", fields)) for row in record if row.id
    ]
    new: list[_Row] = []
    while said := _under(f"new {who}.{len(new)}.", fields):
        new.append(row_with(blank, said))
    return tuple(known + (new or [row for row in record if not row.id]))


def _under(start: str, fields: Fields) -> dict[str, str]:
    return {
        name.removeprefix(start): said for name, said in fields.items() if name.startswith(start)
    }


def _to_fields(row: InfantEntry | CarerEntry) -> dict[str, str]:
    match row:
        case InfantEntry():
            return {
                "is_expected": _YES if row.is_expected else _NO,
                "day": row.day,
                "name": row.name,
                "gestation": row.gestation,
                "nhs_number": row.nhs_number,
            }
        case CarerEntry():
            return {
                "name": row.name,
                "relationship": row.relationship.value,
                "contact_by": row.contact_by.value,
                "contact_detail": row.contact_detail,
                "safe_to_contact": row.safe_to_contact.value,
                "language": row.language,
                "needs_interpreter": _YES if row.needs_interpreter else _NO,
                "access_needs": row.access_needs,
            }


def _infant_with(row: InfantEntry, said: Fields) -> InfantEntry:
    return InfantEntry(
        id=row.id,
        is_expected=_is_yes(said.get("is_expected"), otherwise=row.is_expected),
        day=said.get("day", row.day),
        name=said.get("name", row.name),
        gestation=said.get("gestation", row.gestation),
        nhs_number=said.get("nhs_number", row.nhs_number),
    )


def _carer_with(row: CarerEntry, said: Fields) -> CarerEntry:
    return CarerEntry(
        id=row.id,
        name=said.get("name", row.name),
        relationship=_one_of(Relationship, said.get("relationship"), row.relationship),
        contact_by=_one_of(ContactBy, said.get("contact_by"), row.contact_by),
        contact_detail=said.get("contact_detail", row.contact_detail),
        safe_to_contact=_one_of(SafeToContact, said.get("safe_to_contact"), row.safe_to_contact),
        language=said.get("language", row.language),
        needs_interpreter=_is_yes(said.get("needs_interpreter"), otherwise=row.needs_interpreter),
        access_needs=said.get("access_needs", row.access_needs),
    )


def _is_yes(said: str | None, *, otherwise: bool) -> bool:
    return otherwise if said is None else said == _YES


def _one_of(kind: type[_Kind], said: str | None, otherwise: _Kind) -> _Kind:
    """A choice that was kept; where it is no longer offered, what stands in the record."""
    return next((one for one in kind if one.value == said), otherwise)
