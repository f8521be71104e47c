import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.ages import age_words, corrected_weeks, months_between, weeks_old, weeks_pregnant
from forms.people import Born, Expected, Infant
from tests.builders import an_infant

DAYS = st.dates(date(2019, 1, 1), date(2033, 12, 31))
LEAP_DAY = date(2024, 2, 29)


def born(on: date, gestation: int | None = 40) -> Infant:
    return an_infant(arrival=Born(on, gestation))


def due(on: date) -> Infant:
    return an_infant(arrival=Expected(on))


@pytest.mark.parametrize(
    ("days", "weeks"), [(-8, -2), (-7, -1), (-1, -1), (0, 0), (6, 0), (7, 1), (13, 1), (14, 2)]
)
def test_weeks_are_whole_and_turn_on_the_weekday_of_the_birth_or_due_date(
    days: int, weeks: int
) -> None:
    for start in (LEAP_DAY, date(2025, 12, 31)):
        assert weeks_old(born(start), start + timedelta(days)) == weeks
        assert weeks_old(due(start), start + timedelta(days)) == weeks


@pytest.mark.parametrize(
    ("days", "weeks"), [(-280, 0), (-84, 28), (-1, 39), (0, 40), (6, 40), (7, 41), (14, 42)]
)
def test_pregnancy_counts_forty_weeks_to_the_due_date(days: int, weeks: int) -> None:
    assert weeks_pregnant(LEAP_DAY, LEAP_DAY + timedelta(days)) == weeks
    assert age_words(due(LEAP_DAY), LEAP_DAY + timedelta(days)) == f"{weeks} weeks pregnant"


@pytest.mark.parametrize(
    ("gestation", "weeks_since_birth", "corrected"),
    [
        (28, 0, -12),
        (28, 12, 0),
        (28, 20, 8),
        (36, 8, 4),
        (37, 8, 8),
        (40, 8, 8),
        (42, 8, 8),
        (None, 8, 8),
        (28, 103, 91),
        (28, 104, 104),
        (28, 105, 105),
    ],
)
def test_age_is_corrected_to_term_for_the_preterm_until_two_years(
    gestation: int | None, weeks_since_birth: int, corrected: int
) -> None:
    infant = born(date(2025, 3, 1), gestation)
    day = date(2025, 3, 1) + timedelta(weeks=weeks_since_birth)
    assert corrected_weeks(infant, day) == corrected
    assert corrected_weeks(infant, day + timedelta(days=6)) == corrected


def test_an_unborn_baby_has_no_corrected_age_of_its_own() -> None:
    day = LEAP_DAY - timedelta(weeks=5)
    assert corrected_weeks(due(LEAP_DAY), day) == weeks_old(due(LEAP_DAY), day) == -5


@given(DAYS, st.integers(22, 44), st.integers(0, 900))
def test_correction_never_makes_a_baby_older(day: date, gestation: int, days: int) -> None:
    infant, today = born(day, gestation), day + timedelta(days)
    missing = weeks_old(infant, today) - corrected_weeks(infant, today)
    assert missing in (0, 40 - gestation)
    assert missing >= 0


@pytest.mark.parametrize(
    ("start", "today", "words"),
    [
        (date(2025, 3, 1), date(2025, 2, 28), "not born yet"),
        (date(2025, 3, 1), date(2025, 3, 1), "0 days"),
        (date(2025, 3, 1), date(2025, 3, 2), "1 day"),
        (date(2025, 3, 1), date(2025, 3, 7), "6 days"),
        (date(2025, 3, 1), date(2025, 3, 8), "1 week"),
        (date(2025, 3, 1), date(2025, 3, 15), "2 weeks"),
        (date(2025, 3, 1), date(2025, 5, 23), "11 weeks"),
        (date(2025, 3, 1), date(2025, 5, 24), "2 months"),
        (date(2025, 3, 1), date(2025, 6, 1), "3 months"),
        (date(2025, 3, 1), date(2027, 2, 28), "23 months"),
        (date(2025, 3, 1), date(2027, 3, 1), "2 years"),
        (LEAP_DAY, date(2026, 2, 27), "23 months"),
        (LEAP_DAY, date(2026, 2, 28), "2 years"),
        (date(2025, 3, 1), date(2028, 2, 29), "2 years"),
        (date(2025, 3, 1), date(2028, 3, 1), "3 years"),
    ],
)
def test_an_age_is_said_as_people_say_it(start: date, today: date, words: str) -> None:
    assert age_words(born(start), today) == words


def test_a_corrected_age_is_said_beside_the_age_since_birth() -> None:
    infant = born(date(2025, 3, 1), 32)
    assert age_words(infant, date(2025, 3, 1) + timedelta(weeks=10)) == (
        "10 weeks (2 weeks corrected)"
    )


def test_nothing_is_said_of_a_corrected_age_before_term() -> None:
    infant = born(date(2025, 3, 1), 32)
    assert age_words(infant, date(2025, 3, 1) + timedelta(weeks=7)) == "7 weeks"
    at_term = date(2025, 3, 1) + timedelta(weeks=8)
    assert age_words(infant, at_term) == "8 weeks (0 weeks corrected)"


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2025, 1, 31), date(2025, 2, 27), 0),
        (date(2025, 1, 31), date(2025, 2, 28), 1),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), LEAP_DAY, 1),
        (date(2025, 1, 31), date(2025, 3, 30), 1),
        (date(2025, 1, 31), date(2025, 3, 31), 2),
        (date(2025, 3, 31), date(2025, 4, 30), 1),
        (date(2025, 12, 31), date(2026, 1, 30), 0),
        (date(2025, 12, 31), date(2026, 1, 31), 1),
        (LEAP_DAY, date(2025, 2, 28), 12),
        (LEAP_DAY, date(2028, 2, 28), 47),
        (LEAP_DAY, date(2028, 2, 29), 48),
    ],
)
def test_a_month_is_over_on_its_last_day_where_it_lacks_the_day(
    start: date, end: date, months: int
) -> None:
    assert months_between(start, end) == months


def months_later(start: date, months: int) -> date:
    """The same day so many months on, or the last day of a month that lacks it."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


@given(DAYS, st.integers(0, 1500))
def test_whole_months_are_those_whose_day_has_come(start: date, days: int) -> None:
    end = start + timedelta(days)
    months = months_between(start, end)
    assert months_later(start, months) <= end < months_later(start, months + 1)
