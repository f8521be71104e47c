"""A copy of the record for one reader: item by item, what may stand in it and what must not.

The rules only suggest. Every item wants the practitioner's own decision, and an item that has
none stops the copy. What is left out is gone from every other item too, not only from its place.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NewType

ItemId = NewType("ItemId", str)
"""Made from the place and the words, so that a decision never holds for words written since."""

LEFT_OUT = "[left out]"
WHERE_LEFT_OUT = "An item"
_SHORTEST_SWEPT = 4
"""Shorter words, such as yes, tell nothing elsewhere, and would tear other sentences."""


class Suggestion(Enum):
    """What the rules suggest for an item."""

    KEEP = "keep"
    REDACT = "redact"


Decision = Suggestion
"""What the practitioner decides for an item: the same two words."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing the record says. `part` is the heading it stands under; `when` as words.

    `words`: what people said or wrote of it, each alone; where the item is left out, they are
    left out of every other item too. `about_whom` is for the one who decides and never printed;
    `why` is the rule in one sentence.
    """

    id: ItemId
    part: str
    where: str
    text: str
    words: tuple[str, ...]
    when: str
    about_whom: str
    suggestion: Suggestion
    why: str


@dataclass(frozen=True, slots=True)
class Redacted:
    """One item as it may be copied. `left_out`: its place and words were taken away."""

    part: str
    where: str
    text: str
    when: str
    left_out: bool


@dataclass(frozen=True, slots=True)
class Undecided:
    """These items still want a decision; nothing is copied before."""

    items: tuple[Item, ...]


def redacted(
    items: Sequence[Item], decisions: Mapping[ItemId, Decision]
) -> tuple[Redacted, ...] | Undecided:
    """The items as decided, or those that are not decided yet.

    Words that are left out in one place are left out wherever else they stand in full.
    """
    waiting = tuple(item for item in items if item.id not in decisions)
    if waiting:
        return Undecided(waiting)
    removed = [item for item in items if decisions[item.id] is Decision.REDACT]
    sweep = _sweeping([line for item in removed for words in item.words for line in _pieces(words)])
    return tuple(
        _taken(item, sweep) if decisions[item.id] is Decision.REDACT else _kept(item, sweep)
        for item in items
    )


def follows_suggestions(items: Sequence[Item]) -> Mapping[ItemId, Decision]:
    """Each item decided as suggested: a start that the practitioner goes through and confirms."""
    return {item.id: item.suggestion for item in items}


def _kept(item: Item, sweep: re.Pattern[str] | None) -> Redacted:
    part, where, text = (_swept(words, sweep) for words in (item.part, item.where, item.text))
    return Redacted(part, where, text, item.when, left_out=False)


def _taken(item: Item, sweep: re.Pattern[str] | None) -> Redacted:
    return Redacted(_swept(item.part, sweep), WHERE_LEFT_OUT, LEFT_OUT, "", left_out=True)


def _pieces(text: str) -> list[str]:
    """The text whole and each of its lines: another item may quote one line alone."""
    lines = [line.strip() for line in text.splitlines()]
    return [piece for piece in (text.strip(), *lines) if len(piece) >= _SHORTEST_SWEPT]


def _sweeping(pieces: Sequence[str]) -> re.Pattern[str] | None:
    """Finds any of these words in their order, however they are spaced or wrapped."""
    longest_first = sorted({" ".join(piece.split()) for piece in pieces}, key=len, reverse=True)
    patterns = [r"\s+".join(re.escape(w) for w in piece.split()) for piece in longest_first]
    if not patterns:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


def _swept(text: str, sweep: re.Pattern[str] | None) -> str:
    return sweep.sub(LEFT_OUT, text) if sweep is not None else text
