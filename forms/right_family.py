"""The guard against a letter about the wrong family: said again by hand, and alike names told."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher

from forms.dates import parse_date, short_day
from forms.ids import FamilyId, InfantId
from forms.people import Family, Infant, arrival_day, infant_name
from forms.refusal import Refusal

_WORD = re.compile(r"[^\W\d_]+")
_NO_MARKS = str.maketrans("łŁđĐøØıßæÆœŒ", "lLdDoOisaAoO")
_ALIKE = 0.85


@dataclass(frozen=True, slots=True)
class Known:
    """One baby of the caseload, as far as it could be taken for another."""

    family: FamilyId
    infant: InfantId
    name: str
    day: date


def folded(word: str) -> str:
    """The word without case and accents: Siân, SIAN and Sian are one."""
    plain = unicodedata.normalize("NFKD", word.translate(_NO_MARKS))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def initials(family: Family, infant: Infant) -> str:
    """The first letters of the baby's name; for one not named yet, of the first carer's."""
    named = infant.name.strip() or next((c.name for c in family.carers), "")
    return "".join(word[0].upper() for word in _WORD.findall(named))


def known(family: Family) -> tuple[Known, ...]:
    """The babies of one family."""
    return tuple(
        Known(family.id, i.id, infant_name(i, family.carers), arrival_day(i.arrival))
        for i in family.infants
    )


def confirmed(family: Family, infant: Infant, typed: str, typed_day: str) -> Refusal | None:
    """None where what was typed again is this baby's: initials, and day of birth or due date.

    Of twins whose initials are the same, the whole first name is asked for.
    """
    letters = "".join(_WORD.findall(folded(typed)))
    name = _WORD.findall(folded(infant.name))
    whole = bool(name) and letters == "".join(name)[: len(letters)] and len(letters) >= len(name[0])
    if asks_for_name(family, infant):
        if not whole:
            return Refusal("A twin has the same initials: type the baby's first name.")
    elif letters != folded(initials(family, infant)) and not whole:
        return Refusal("These are not the initials of the baby this letter is about.")
    day = parse_date(typed_day)
    if isinstance(day, Refusal):
        return day
    if day != arrival_day(infant.arrival):
        return Refusal("This is not the day of birth, or due date, of that baby.")
    return None


def asks_for_name(family: Family, infant: Infant) -> bool:
    """Whether another baby of the family has the same initials and a name of its own."""
    mine = initials(family, infant)
    return bool(infant.name.strip()) and any(
        i.id != infant.id and initials(family, i) == mine for i in family.infants
    )


def taken_for(family: Family, infant: Infant, caseload: Iterable[Known]) -> tuple[str, ...]:
    """What to look at twice: twins, and babies elsewhere whose name is alike; in words."""
    return tuple(dict.fromkeys(_taken_for(family, infant, caseload)))


def _taken_for(family: Family, infant: Infant, caseload: Iterable[Known]) -> Iterator[str]:
    mine = next(k for k in known(family) if k.infant == infant.id)
    for own in known(family):
        if own.infant != infant.id and abs((own.day - mine.day).days) <= 1:
            yield f"Twins: this letter is about {mine.name}, not about {own.name}."
    for other in caseload:
        if other.family != family.id and is_alike(mine.name, other.name):
            born = short_day(other.day)
            yield f"Another family has a name like this one: {other.name}, {born}."


def is_alike(one: str, other: str) -> bool:
    """Whether two names could be taken for each other."""
    a, b = (" ".join(_WORD.findall(folded(name))) for name in (one, other))
    if a == b:
        return bool(a)
    if abs(len(a) - len(b)) > max(len(a), len(b)) * (1 - _ALIKE) * 2:
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
