"""Dates as people type and read them."""

import re
from datetime import date

from forms.refusal import Refusal

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TWO_DIGITS = 2
_SHAPE = re.compile(
    r"(\d{1,2})\s*[/.\- ]\s*([0-9]{1,2}|[A-Za-z]{3,9})\.?\s*[/.\- ]\s*(\d{4}|\d{2})"
)
_HOW = "Write a date like 14/1/2027 or 14 Jan 2027."


def parse_date(typed: str) -> date | Refusal:
    """A day as typed in the United Kingdom: day, month, year. Two-digit years are 20xx."""
    match = _SHAPE.fullmatch(typed.strip())
    if not match:
        return Refusal(_HOW)
    day, month_word, year = match.groups()
    month = _month(month_word)
    if month is None:
        return Refusal(_HOW)
    full_year = int(year) + 2000 if len(year) == _TWO_DIGITS else int(year)
    try:
        return date(full_year, month, int(day))
    except ValueError:
        return Refusal("There is no such day in the calendar. " + _HOW)


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    found = [i for i, name in enumerate(MONTHS, 1) if name.lower().startswith(word.lower())]
    return found[0] if len(found) == 1 else None


def day_words(day: date) -> str:
    """The day without doubt: "20 November 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """The day in a narrow place: "20 Nov 2026"."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def long_day(day: date) -> str:
    """The day with its weekday: "Friday 20 November 2026"."""
    return f"{_DAYS[day.weekday()]} {day_words(day)}"
