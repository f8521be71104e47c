from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.dates import MONTHS, day_words, long_day, parse_date, short_day
from forms.refusal import Refusal

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
FOURTEENTH = date(2027, 1, 14)


@pytest.mark.parametrize(
    "typed",
    [
        "14/1/2027",
        "14/01/2027",
        "14/1/27",
        "14.1.2027",
        "14-01-2027",
        "14 1 2027",
        " 14 / 1 / 2027 ",
        "14 Jan 2027",
        "14 January 2027",
        "14 JANUARY 27",
        "14 jan. 2027",
        "14-Jan-2027",
        "14/Jan/27",
    ],
)
def test_a_date_is_understood_as_people_type_it_here(typed: str) -> None:
    assert parse_date(typed) == FOURTEENTH


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "tomorrow",
        "2027-01-14",
        "14/1",
        "14/1/202",
        "14/1/20277",
        "14 Ju 2027",
        "14 Janury 2027",
        "14 Ma 2027",
        "14//1/2027",
        "١٤/١/٢٠٢٧ and",
    ],
)
def test_what_is_no_date_is_refused_with_an_example(typed: str) -> None:
    assert parse_date(typed) == Refusal("Write a date like 14/1/2027 or 14 Jan 2027.")


def test_a_month_that_could_be_two_is_not_guessed() -> None:
    assert isinstance(parse_date("1 Jun 2027"), date)
    assert isinstance(parse_date("1 Mar 2027"), date)
    assert isinstance(parse_date("1 Jux 2027"), Refusal)


@pytest.mark.parametrize(
    "typed",
    ["29/2/2027", "31/4/2027", "0/1/2027", "32/1/2027", "1/13/2027", "1/0/2027", "1/1/0000"],
)
def test_a_day_that_is_not_in_the_calendar_is_named_so(typed: str) -> None:
    refusal = parse_date(typed)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith("There is no such day in the calendar.")


def test_a_year_of_two_digits_is_of_this_century_and_one_of_four_is_taken_as_typed() -> None:
    assert parse_date("1/1/00") == date(2000, 1, 1)
    assert parse_date("1/1/99") == date(2099, 1, 1)
    assert parse_date("1/1/0027") == date(27, 1, 1)


def test_a_leap_day_is_taken_in_a_leap_year() -> None:
    assert parse_date("29/2/2028") == date(2028, 2, 29)


def test_the_day_comes_before_the_month() -> None:
    assert parse_date("2/3/2027") == date(2027, 3, 2)


@given(DAYS)
def test_every_day_is_read_back_from_the_words_it_is_shown_in(day: date) -> None:
    assert parse_date(day_words(day)) == day
    assert parse_date(short_day(day)) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}") == day


@given(st.text())
@example("١/١/٢٠٢٧")
@example("1/²/2027")
def test_whatever_is_typed_the_answer_is_a_day_or_a_sentence(typed: str) -> None:
    assert isinstance(parse_date(typed), date | Refusal)


def test_a_day_is_written_without_doubt() -> None:
    day = date(2026, 11, 20)
    assert day_words(day) == "20 November 2026"
    assert short_day(day) == "20 Nov 2026"
    assert long_day(day) == "Friday 20 November 2026"


def test_the_weekday_is_the_calendars_own() -> None:
    week = [long_day(date(2026, 3, 2 + n)).split()[0] for n in range(7)]
    assert week == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]


def test_every_month_has_its_name() -> None:
    assert [date(2026, n, 1).strftime("%B") for n in range(1, 13)] == list(MONTHS)
