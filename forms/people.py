"""The people a contact is about, and the one who records it."""

from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from typing import Self, assert_never

from forms.dates import day_words
from forms.ids import CarerId, FamilyId, InfantId
from forms.refusal import Refusal


class Relationship(Enum):
    """What a carer is to the baby; the first mother or birth parent names an unborn baby."""

    MOTHER = "mother"
    FATHER = "father"
    OTHER_PARENT = "other parent"
    STEP_PARENT = "step-parent"
    GRANDPARENT = "grandparent"
    FOSTER_CARER = "foster carer"
    KINSHIP_CARER = "kinship carer"
    OTHER = "other carer"


class ContactBy(Enum):
    """How a carer would like to be reached."""

    NOT_ASKED = "not asked"
    PHONE = "phone"
    TEXT = "text message"
    EMAIL = "email"
    POST = "post"
    IN_PERSON = "in person"


class SafeToContact(Enum):
    """Whether a message or a letter could reach someone who must not see it."""

    NOT_ASKED = "not asked"
    SAFE = "safe"
    NOT_SAFE = "not safe"


@dataclass(frozen=True, slots=True)
class Carer:
    """Someone who looks after the baby: mother, father, partner, foster carer, grandparent."""

    id: CarerId
    name: str
    relationship: Relationship
    contact_by: ContactBy = ContactBy.NOT_ASKED
    safe_to_contact: SafeToContact = SafeToContact.NOT_ASKED
    contact_detail: str = ""
    language: str = ""
    needs_interpreter: bool = False
    access_needs: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """Not born yet; `due` is the estimated date of delivery."""

    due: date


@dataclass(frozen=True, slots=True)
class Born:
    """Born `on` a day, after `gestation_weeks` completed weeks (None: not known)."""

    on: date
    gestation_weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """The pregnancy ended `on` a day, without a living baby; `due` is kept with the history."""

    on: date
    due: date


@dataclass(frozen=True, slots=True)
class Died:
    """Born, and died `on` a day. The day of birth and the weeks stay as they were known."""

    on: date
    born: date
    gestation_weeks: int | None = None


Arrival = Expected | Born | Ended | Died


@dataclass(frozen=True, slots=True)
class Infant:
    """One baby, born or expected. `name` may be empty until the family has chosen one."""

    id: InfantId
    arrival: Arrival
    name: str = ""
    nhs_number: str = ""

    @property
    def is_expected(self) -> bool:
        return isinstance(self.arrival, Expected)

    @property
    def is_closed(self) -> bool:
        """Whether the record was closed, after a loss or a death: to be read, and nothing due."""
        return isinstance(self.arrival, Ended | Died)


@dataclass(frozen=True, slots=True)
class Family:
    """The babies and carers of one household or pregnancy, as the practitioner knows them."""

    id: FamilyId
    infants: tuple[Infant, ...]
    carers: tuple[Carer, ...]
    address: str = ""
    gp_practice: str = ""

    def infant(self, wanted: InfantId) -> Infant:
        return next(infant for infant in self.infants if infant.id == wanted)

    def carer(self, wanted: CarerId) -> Carer:
        return next(carer for carer in self.carers if carer.id == wanted)

    def replacing_infant(self, infant: Infant) -> Self:
        return replace(
            self, infants=tuple(infant if i.id == infant.id else i for i in self.infants)
        )


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Who records. `role` is one of ROLES or the practitioner's own words."""

    name: str
    role: str
    team: str
    contact: str = ""


ROLES = ("Health visitor", "Midwife", "Community nursery nurse", "Parent-infant practitioner")


def infant_name(infant: Infant, carers: tuple[Carer, ...]) -> str:
    """What to call this baby: the chosen name, or "Baby of ..." after the first mother or carer.

    After a loss the name the parents chose stays; without one, nothing is said of a baby.
    """
    if infant.name.strip():
        return infant.name.strip()
    if isinstance(infant.arrival, Ended):
        return ended_words(infant.arrival)
    mothers = [c for c in carers if c.relationship is Relationship.MOTHER]
    named_after = (mothers or list(carers))[:1]
    return f"Baby of {named_after[0].name}" if named_after else "Baby, not named yet"


def family_name(family: Family) -> str:
    """What to call this family in a list: its babies' names, joined.

    A loss names no family, unless the parents gave a name.
    """
    spoken_of = [i for i in family.infants if i.name.strip() or not i.is_closed]
    if family.infants and not spoken_of:
        return f"Family of {family.carers[0].name}" if family.carers else "Family"
    names = [infant_name(infant, family.carers) for infant in spoken_of]
    unique = list(dict.fromkeys(names))
    if len(unique) < len(names):
        return f"{unique[0]} ({len(names)} babies)"
    if len(unique) <= 1:
        return "".join(unique) or "Family, no baby recorded yet"
    return ", ".join(unique[:-1]) + " and " + unique[-1]


def is_closed(family: Family) -> bool:
    """Whether every record of this family was closed, after a loss or a death."""
    return bool(family.infants) and all(infant.is_closed for infant in family.infants)


def arrival_day(arrival: Arrival) -> date:
    """The day a record is known by: the due date, the date of birth, or the day of the loss."""
    match arrival:
        case Expected(due=day) | Born(on=day) | Ended(on=day) | Died(born=day):
            return day
        case _:
            assert_never(arrival)


def ended_words(ended: Ended | Died) -> str:
    """How a loss is said, on every screen: "Pregnancy ended 3 March 2026", "Died 3 March 2026"."""
    match ended:
        case Ended(on=day):
            return f"Pregnancy ended {day_words(day)}"
        case Died(on=day):
            return f"Died {day_words(day)}"
        case _:
            assert_never(ended)


_NHS_NUMBER_DIGITS = 10


def parse_nhs_number(typed: str) -> str | Refusal:
    """Ten digits with a right check digit, spaces and hyphens allowed; empty means not known.

    The check is modulus 11: weights 10 to 2, remainder taken from 11, where 11 counts as 0
    and 10 is never issued (NHS Data Dictionary, NHS NUMBER).
    """
    digits = "".join(c for c in typed if c not in " -\u00a0")
    if not digits:
        return ""
    if len(digits) != _NHS_NUMBER_DIGITS or not (digits.isascii() and digits.isdigit()):
        return Refusal("An NHS number has 10 digits. Check it, or leave it empty for now.")
    total = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False))
    check = (11 - total % 11) % 11
    if check != int(digits[-1]):
        return Refusal("This NHS number has a wrong digit somewhere. Check it, or leave it empty.")
    return digits


def spaced_nhs_number(digits: str) -> str:
    """The number as people read it: 3, 3 and 4 digits."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if digits else ""
