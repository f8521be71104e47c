"""How old a baby is, before and after birth. `today` is always an argument."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import assert_never

from forms.people import Born, Died, Ended, Expected, Infant, arrival_day, ended_words

TERM_WEEKS = 40
PRETERM_BEFORE_WEEKS = 37
CORRECTED_UNTIL_WEEKS = 104
_MONTH_WORDS_FROM_WEEKS = 12
_YEAR_WORDS_FROM_MONTHS = 24


def weeks_old(infant: Infant, today: date) -> int:
    """Whole weeks since birth, or minus the weeks still to go before the due date."""
    return (today - arrival_day(infant.arrival)).days // 7


def corrected_weeks(infant: Infant, today: date) -> int:
    """Age in weeks for reading development: counted from term if born before 37 weeks.

    Correction stops at two years (104 weeks), as the checklist's guidance says.
    """
    weeks = weeks_old(infant, today)
    match infant.arrival:
        case Born(on=day, gestation_weeks=int(gestation)) if (
            gestation < PRETERM_BEFORE_WEEKS and weeks < CORRECTED_UNTIL_WEEKS
        ):
            term = day + timedelta(weeks=TERM_WEEKS - gestation)
            return (today - term).days // 7
        case _:
            return weeks


def weeks_pregnant(due: date, today: date) -> int:
    """Completed weeks of pregnancy, counted back from the due date at 40 weeks."""
    return TERM_WEEKS + (today - due).days // 7


def age_words(infant: Infant, today: date) -> str:
    """The age as said aloud: "32 weeks pregnant", "5 weeks", "7 months", "2 years".

    After a loss no age and no weeks: "Pregnancy ended 3 March 2026", "Died 3 March 2026".
    """
    match infant.arrival:
        case Expected(due=due):
            return _counted(weeks_pregnant(due, today), "week") + " pregnant"
        case Ended() | Died() as ended:
            return ended_words(ended)
        case Born(on=born):
            return _age_since(infant, born, today)
        case _:
            assert_never(infant.arrival)


class AgeUnit(Enum):
    """What an age is counted in, as people say it."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Age:
    """Time since birth as it is said; `corrected` in weeks, None where it is the same."""

    number: int
    unit: AgeUnit
    corrected: int | None = None


def age_since(infant: Infant, born: date, today: date) -> Age | None:
    """The age of a baby born on this day; None before that day."""
    days = (today - born).days
    if days < 0:
        return None
    corrected = corrected_weeks(infant, today)
    is_told = corrected >= 0 and corrected != weeks_old(infant, today)
    number, unit = _since_birth(born, today)
    return Age(number, unit, corrected if is_told else None)


def _since_birth(born: date, today: date) -> tuple[int, AgeUnit]:
    days = (today - born).days
    weeks = days // 7
    if weeks < 1:
        return days, AgeUnit.DAY
    if weeks < _MONTH_WORDS_FROM_WEEKS:
        return weeks, AgeUnit.WEEK
    months = months_between(born, today)
    if months < _YEAR_WORDS_FROM_MONTHS:
        return months, AgeUnit.MONTH
    return months // 12, AgeUnit.YEAR


def _age_since(infant: Infant, born: date, today: date) -> str:
    age = age_since(infant, born, today)
    if age is None:
        return "not born yet"
    words = _counted(age.number, age.unit.value)
    if age.corrected is not None:
        return f"{words} ({_counted(age.corrected, 'week')} corrected)"
    return words


def months_between(start: date, end: date) -> int:
    """Whole calendar months; a month that lacks the day counts from its last day."""
    months = (end.year - start.year) * 12 + end.month - start.month
    month_length = (
        (end.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    ).day
    return months - (end.day < min(start.day, month_length))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
