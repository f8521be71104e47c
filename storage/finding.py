"""What a family is found by: folded words to look in, and patterns from what was typed."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from forms.people import Family, arrival_day

_LETTERS_WITHOUT_MARKS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_DAY_FIRST = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_SPACED_NUMBER = re.compile(r"(?<=\d)[ \u00a0\-](?=\d)")
_CENTURY = 2000
_SHORT_YEAR = 100


def folded(text: str) -> str:
    """Lower case, without accents and other marks: "Siân Llŷr" becomes "sian llyr"."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(c for c in parts if not unicodedata.combining(c))
    return plain.translate(_LETTERS_WITHOUT_MARKS).replace("\u2019", "'")


def finding_words(family: Family, earlier_names: Sequence[str]) -> str:
    """Everything this family is found by, one to a line."""
    names = [*(i.name for i in family.infants), *(c.name for c in family.carers), *earlier_names]
    days = [arrival_day(i.arrival).isoformat() for i in family.infants]
    numbers = [i.nhs_number for i in family.infants]
    found = [folded(" ".join(name.split())) for name in names] + days + numbers
    return "\n".join(word for word in dict.fromkeys(found) if word)


def patterns(typed: str) -> tuple[str, ...]:
    """LIKE patterns, escaped with "!", that must all fit the words of a family."""
    text = _DAY_FIRST.sub(lambda m: _iso(m[3], m[2], m[1]) or m[0], folded(typed))
    text = _YEAR_FIRST.sub(lambda m: _iso(m[1], m[2], m[3]) or m[0], text)
    return tuple(f"%{_escaped(word)}%" for word in _joined(text).split())


def _joined(text: str) -> str:
    """The digits of a spaced number put together, dates left alone."""
    pieces = re.split(f"({_YEAR_FIRST.pattern.replace('(', '(?:')})", text)
    return "".join(p if _YEAR_FIRST.fullmatch(p) else _SPACED_NUMBER.sub("", p) for p in pieces)


def _iso(year: str, month: str, day: str) -> str:
    number = int(year)
    try:
        found = date(number + _CENTURY if number < _SHORT_YEAR else number, int(month), int(day))
    except ValueError:
        return ""
    return found.isoformat()


def _escaped(word: str) -> str:
    return re.sub(r"([!%_])", r"!\1", word)
