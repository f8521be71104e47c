"""A birth, a loss and a death: what becomes of a baby's record."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import assert_never

from forms.dates import day_words, short_day
from forms.ids import InfantId
from forms.people import (
    Arrival,
    Born,
    Died,
    Ended,
    Expected,
    Family,
    Infant,
    infant_name,
    parse_nhs_number,
)
from forms.refusal import Refusal

LEAST_GESTATION, MOST_GESTATION = 22, 45
_LONGEST_PREGNANCY = timedelta(weeks=46)
_TERM = timedelta(weeks=40)
_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Birth:
    """What is told of a birth; name, weeks and NHS number may be empty until they are known."""

    on: date
    name: str = ""
    gestation_weeks: int | None = None
    nhs_number: str = ""


def born(family: Family, infant: InfantId, birth: Birth, today: date) -> Family | Refusal:
    """The expected baby is the born one from now on, once; everything recorded before stays."""
    known = family.infant(infant)
    match known.arrival:
        case Expected(due=due):
            pass
        case Born(on=on):
            name = infant_name(known, family.carers)
            return Refusal(
                f"The birth of {name} is recorded already, on {day_words(on)}."
                " To correct it, change the details."
            )
        case Ended() | Died():
            return Refusal("This record was closed. Open it again first, and say why.")
        case _:
            assert_never(known.arrival)
    slip = _birth_slip(birth, due, today)
    if slip is not None:
        return slip
    number = parse_nhs_number(birth.nhs_number)
    if isinstance(number, Refusal):
        return number
    return family.replacing_infant(
        replace(
            known,
            arrival=Born(birth.on, birth.gestation_weeks),
            name=birth.name.strip() or known.name,
            nhs_number=number or known.nhs_number,
        )
    )


def _birth_slip(birth: Birth, due: date, today: date) -> Refusal | None:
    weeks = birth.gestation_weeks
    if birth.on > today:
        return Refusal("A date of birth cannot be in the future. Is the baby still expected?")
    if not due - _TERM <= birth.on <= due + (_LONGEST_PREGNANCY - _TERM):
        return Refusal(
            f"{short_day(birth.on)} does not fit the due date, {short_day(due)}. Check the year."
        )
    if weeks is not None and not LEAST_GESTATION <= weeks <= MOST_GESTATION:
        return Refusal("Weeks at birth are a number from 22 to 45.")
    return None


def close_after_loss(family: Family, infant: InfantId, on: date, today: date) -> Family | Refusal:
    """The record of this pregnancy, closed: nothing is due any more, and nothing is lost."""
    known = family.infant(infant)
    match known.arrival:
        case Ended(on=day) | Died(on=day):
            return _closed_already(day)
        case Born():
            return Refusal("A birth is recorded here. If that is an error, correct it first.")
        case Expected(due=due):
            if on > today:
                return Refusal("This day is in the future. Check the date.")
            if not due - _TERM <= on <= due + (_LONGEST_PREGNANCY - _TERM):
                return Refusal(
                    f"{short_day(on)} is outside this pregnancy. Check the date and its year."
                )
            return family.replacing_infant(replace(known, arrival=Ended(on, due)))
        case _:
            assert_never(known.arrival)


def _closed_already(day: date) -> Refusal:
    return Refusal(f"This record was closed already, with the day {day_words(day)}.")


def close_after_death(family: Family, infant: InfantId, on: date, today: date) -> Family | Refusal:
    """The record of a baby who died, closed: the name, the birth and all that was noted stay."""
    known = family.infant(infant)
    match known.arrival:
        case Ended(on=day) | Died(on=day):
            return _closed_already(day)
        case Expected():
            return Refusal("No birth is recorded here. Record the birth first, or a loss.")
        case Born(on=born_on, gestation_weeks=weeks):
            if on > today:
                return Refusal("This day is in the future. Check the date.")
            if on < born_on:
                return Refusal(f"The day of birth is {day_words(born_on)}. Check the date.")
            return family.replacing_infant(replace(known, arrival=Died(on, born_on, weeks)))
        case _:
            assert_never(known.arrival)


def reopen(family: Family, infant: InfantId, reason: str) -> Family | Refusal:
    """The record as it was before it was closed in error."""
    known = family.infant(infant)
    before: Arrival
    match known.arrival:
        case Ended(due=due):
            before = Expected(due)
        case Died(born=born_on, gestation_weeks=weeks):
            before = Born(born_on, weeks)
        case Expected() | Born():
            return Refusal("This record is open.")
        case _:
            assert_never(known.arrival)
    return reason_slip(reason) or family.replacing_infant(replace(known, arrival=before))


def reason_slip(reason: str) -> Refusal | None:
    """Why this reason cannot be taken: it must say something, in a few lines."""
    if not reason.strip():
        return Refusal("Write the reason in a few words.")
    if len(reason) > _LONGEST_REASON:
        return Refusal(f"Keep the reason to {_LONGEST_REASON} characters.")
    return None


def nameless_slip(reason: str, family: Family) -> Refusal | None:
    """Why this reason may not stay when the record is gone: it would still tell who they were."""
    said = {word.strip(".,;:()“”'\"").casefold() for word in reason.split()}
    names = {
        part.casefold()
        for name in (*(i.name for i in family.infants), *(c.name for c in family.carers))
        for part in name.split()
        if len(part) > 1
    }
    digits = "".join(c for c in reason if c.isdigit())
    numbers = [i.nhs_number for i in family.infants if i.nhs_number]
    if said & names or any(number in digits for number in numbers):
        return Refusal("Leave names and numbers out: the reason stays when the record is gone.")
    return None


def was_due_words(infant: Infant, due: date | None) -> str:
    """When a baby who is born by now was due: "was due 14 Jan 2027"; otherwise nothing."""
    if due is None or not isinstance(infant.arrival, Born):
        return ""
    return f"was due {short_day(due)}"
