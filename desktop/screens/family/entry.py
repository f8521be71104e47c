"""What is typed about a family, and the family it becomes: values only."""

from dataclasses import dataclass
from datetime import date, timedelta

from forms.dates import parse_date, short_day
from forms.ids import CarerId, FamilyId, InfantId
from forms.people import (
    Arrival,
    Born,
    Carer,
    ContactBy,
    Expected,
    Family,
    Infant,
    Relationship,
    SafeToContact,
    arrival_day,
    parse_nhs_number,
    spaced_nhs_number,
)
from forms.refusal import Refusal

_LONGEST_WAIT = timedelta(weeks=42)
_OVERDUE_AT_MOST = timedelta(weeks=6)
_OLDEST = timedelta(days=365 * 6)
_GESTATION = range(22, 46)

NO_INFANT, NO_CARER, NO_FAMILY = InfantId(""), CarerId(""), FamilyId("")
"""Ids of people who are not kept yet; keeping gives them one."""


@dataclass(frozen=True, slots=True)
class InfantEntry:
    """One baby as typed."""

    id: InfantId = NO_INFANT
    is_expected: bool = True
    day: str = ""
    name: str = ""
    gestation: str = ""
    nhs_number: str = ""


@dataclass(frozen=True, slots=True)
class CarerEntry:
    """One carer as typed and chosen."""

    id: CarerId = NO_CARER
    name: str = ""
    relationship: Relationship = Relationship.MOTHER
    contact_by: ContactBy = ContactBy.NOT_ASKED
    contact_detail: str = ""
    safe_to_contact: SafeToContact = SafeToContact.NOT_ASKED
    language: str = ""
    needs_interpreter: bool = False
    access_needs: str = ""


@dataclass(frozen=True, slots=True)
class FamilyEntry:
    """A family as typed."""

    id: FamilyId = NO_FAMILY
    infants: tuple[InfantEntry, ...] = (InfantEntry(),)
    carers: tuple[CarerEntry, ...] = (CarerEntry(),)
    address: str = ""
    gp_practice: str = ""
    closed: tuple[Infant, ...] = ()
    """Records closed after a loss: kept as they are, and not typed."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What could not be taken, and the name of the field it was typed into."""

    field: str
    reason: str


def parse_family(entry: FamilyEntry, today: date) -> Family | Slip:
    """The family that was typed, or the first slip."""
    infants: list[Infant] = []
    for number, typed in enumerate(entry.infants):
        infant = _infant(typed, number, today)
        if isinstance(infant, Slip):
            return infant
        infants.append(infant)
    carers: list[Carer] = []
    for number, said in enumerate(entry.carers):
        if not said.name.strip():
            return Slip(f"carer.{number}.name", "Write a name for each carer, or take the row out.")
        carers.append(_carer(said))
    infants += entry.closed
    if not infants:
        return Slip("add_baby", "Add at least one baby, born or expected.")
    if not carers and any(infant.is_expected for infant in infants):
        return Slip("add_carer", "An unborn baby is known by a parent: add at least one carer.")
    return Family(
        entry.id, tuple(infants), tuple(carers), entry.address.strip(), entry.gp_practice.strip()
    )


def _infant(typed: InfantEntry, number: int, today: date) -> Infant | Slip:
    arrival = _arrival(typed, number, today)
    if isinstance(arrival, Slip):
        return arrival
    nhs_number = parse_nhs_number(typed.nhs_number)
    if isinstance(nhs_number, Refusal):
        return Slip(f"infant.{number}.nhs_number", nhs_number.reason)
    return Infant(typed.id, arrival, typed.name.strip(), nhs_number)


def _arrival(typed: InfantEntry, number: int, today: date) -> Arrival | Slip:
    field = f"infant.{number}.day"
    day = parse_date(typed.day)
    if isinstance(day, Refusal):
        which = "Due date" if typed.is_expected else "Date of birth"
        return Slip(field, f"{which}: {day.reason}")
    if typed.is_expected:
        if not today - _OVERDUE_AT_MOST <= day <= today + _LONGEST_WAIT:
            return Slip(field, f"{short_day(day)} cannot be a due date today. Check the year.")
        return Expected(day)
    if day > today:
        return Slip(field, "A date of birth cannot be in the future. Is the baby still expected?")
    if day < today - _OLDEST:
        return Slip(field, f"{short_day(day)} is long ago for this tool. Check the year.")
    return _born(typed, number, day)


def _born(typed: InfantEntry, number: int, day: date) -> Born | Slip:
    weeks = typed.gestation.strip()
    if not weeks:
        return Born(day)
    if not (weeks.isascii() and weeks.isdigit()) or int(weeks) not in _GESTATION:
        return Slip(f"infant.{number}.gestation", "Weeks at birth are a number from 22 to 45.")
    return Born(day, int(weeks))


def _carer(said: CarerEntry) -> Carer:
    return Carer(
        id=said.id,
        name=said.name.strip(),
        relationship=said.relationship,
        contact_by=said.contact_by,
        safe_to_contact=said.safe_to_contact,
        contact_detail=said.contact_detail.strip(),
        language=said.language.strip(),
        needs_interpreter=said.needs_interpreter,
        access_needs=said.access_needs.strip(),
    )


def entry_of(family: Family) -> FamilyEntry:
    """A family as it would be typed."""
    return FamilyEntry(
        id=family.id,
        infants=tuple(_infant_entry(i) for i in family.infants if not i.is_closed),
        carers=tuple(
            CarerEntry(
                c.id,
                c.name,
                c.relationship,
                c.contact_by,
                c.contact_detail,
                c.safe_to_contact,
                c.language,
                c.needs_interpreter,
                c.access_needs,
            )
            for c in family.carers
        ),
        address=family.address,
        gp_practice=family.gp_practice,
        closed=tuple(i for i in family.infants if i.is_closed),
    )


def _infant_entry(infant: Infant) -> InfantEntry:
    weeks = infant.arrival.gestation_weeks if isinstance(infant.arrival, Born) else None
    return InfantEntry(
        id=infant.id,
        is_expected=infant.is_expected,
        day=short_day(arrival_day(infant.arrival)),
        name=infant.name,
        gestation="" if weeks is None else str(weeks),
        nhs_number=spaced_nhs_number(infant.nhs_number),
    )
