"""What a family is found by: folded words to look in, and the words that were typed."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date

from forms.people import Family, arrival_day

_LETTERS_WITHOUT_MARKS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_SPACED_NUMBER = re.compile(r"(?<=\d)[ \u00a0\-](?=\d)")
_CENTURY = 2000
_SHORT_YEAR = 100
_LEAP_YEAR = 2024
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"\b(\d{1,2})(?:st|nd|rd|th)?\b"
_YEAR = r"(\d{4}|\d{2})\b"
_HYPHEN, _EDGE = "\0", "\1"
_MOST_WORDS = 24

_Iso = Callable[[re.Match[str]], str]


def folded(text: str) -> str:
    """Lower case, without accents and other marks: "Siân Llŷr" becomes "sian llyr"."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(
        c for c in parts if not unicodedata.combining(c) and (c.isprintable() or c.isspace())
    )
    return plain.translate(_LETTERS_WITHOUT_MARKS).replace("\u2019", "'")


def finding_words(family: Family, earlier_names: Sequence[str]) -> str:
    """Everything this family is found by, one to a line."""
    names = [*(i.name for i in family.infants), *(c.name for c in family.carers), *earlier_names]
    days = [arrival_day(i.arrival).isoformat() for i in family.infants]
    numbers = [re.sub(r"\s", "", i.nhs_number) for i in family.infants]
    found = [folded(" ".join(name.split())) for name in names] + days + numbers
    return "\n".join(word for word in dict.fromkeys(found) if word)


def sought(typed: str) -> tuple[str, ...]:
    """Pieces of text that must all be among the words of a family, in no order.

    A day, or a day without its year, or a month of a year, becomes the part of an ISO date that
    it is; the digits of a spaced number come together. Of a very long text, the first words.
    """
    text = folded(typed)
    for pattern, iso in _DATES:
        text = pattern.sub(_marking(iso), text)
    words = _SPACED_NUMBER.sub("", text).replace(_EDGE, "").replace(_HYPHEN, "-").split()
    return tuple(dict.fromkeys(words))[:_MOST_WORDS]


def _marking(iso: _Iso) -> _Iso:
    """Writes a date so that no later pattern, and no joining of digits, takes it for another."""

    def marked(match: re.Match[str]) -> str:
        day = iso(match)
        return f"{_EDGE}{day.replace('-', _HYPHEN)}{_EDGE}" if day else match[0]

    return marked


def _iso(year: str, month: str, day: str) -> str:
    number = int(year)
    whole = number + _CENTURY if number < _SHORT_YEAR else number
    try:
        found = date(whole, _number(month), int(day))
    except ValueError:
        return ""
    return found.isoformat()


def _without_year(month: str, day: str) -> str:
    found = _iso(str(_LEAP_YEAR), month, day)
    return found.removeprefix(str(_LEAP_YEAR))


def _without_day(year: str, month: str) -> str:
    found = _iso(year, month, "1")
    return found.removesuffix("01")


def _number(month: str) -> int:
    return int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1


_DATES: tuple[tuple[re.Pattern[str], _Iso], ...] = (
    (re.compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}"), lambda m: _iso(m[3], m[2], m[1])),
    (re.compile(rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}"), lambda m: _iso(m[3], m[1], m[2])),
    (re.compile(rf"\b(\d{{1,2}})[/.\-](\d{{1,2}})[/.\-]{_YEAR}"), lambda m: _iso(m[3], m[2], m[1])),
    (re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b"), lambda m: _iso(m[1], m[2], m[3])),
    (re.compile(rf"\b{_MONTH},?\s+(\d{{4}})\b"), lambda m: _without_day(m[2], m[1])),
    (re.compile(r"\b(\d{1,2})/(\d{4})\b"), lambda m: _without_day(m[2], m[1])),
    (re.compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH}(?!\S)"), lambda m: _without_year(m[2], m[1])),
    (
        re.compile(r"(?<![\d/.\-])(\d{1,2})[/.](\d{1,2})(?![\d/.\-])"),
        lambda m: _without_year(m[2], m[1]),
    ),
)
