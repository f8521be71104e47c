"""How old a baby is, before and after birth. `today` is always an argument."""

from datetime import date, timedelta
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


def _age_since(infant: Infant, born: date, today: date) -> str:
    words = _since_birth(born, today)
    corrected = corrected_weeks(infant, today)
    if corrected != weeks_old(infant, today) and corrected >= 0:
        return f"{words} ({_counted(corrected, 'week')} corrected)"
    return words


def _since_birth(born: date, today: date) -> str:
    days = (today - born).days
    weeks = days // 7
    if days < 0:
        return "not born yet"
    if weeks < 1:
        return _counted(days, "day")
    if weeks < _MONTH_WORDS_FROM_WEEKS:
        return _counted(weeks, "week")
    months = months_between(born, today)
    if months < _YEAR_WORDS_FROM_MONTHS:
        return _counted(months, "month")
    return _counted(months // 12, "year")


def months_between(start: date, end: date) -> int:
    """Whole calendar months; a month that lacks the day counts from its last day."""
    months = (end.year - start.year) * 12 + end.month - start.month
    month_length = (
        (end.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    ).day
    return months - (end.day < min(start.day, month_length))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
