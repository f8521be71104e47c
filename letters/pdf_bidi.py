"""Which way each character runs: the Unicode Bidirectional Algorithm for one plain paragraph.

The rules are those of Unicode Standard Annex 9 (P2, P3, W1 to W7, N1, N2, I1, I2, L1, L2). Explicit
embeddings and isolates (X) never arrive here: `letters.printable` takes such characters out.
Bracket pairs (N0) are treated as other neutrals are.
"""

import unicodedata
from collections.abc import Sequence

_RIGHT_TO_LEFT = frozenset(("R", "AL"))
_NUMBERS = frozenset(("EN", "AN"))
_INVISIBLE = frozenset(("NSM", "BN"))
_NEUTRALS = frozenset(("ON", "WS", "S", "B"))


def has_right_to_left(text: str) -> bool:
    """Whether any character runs from right to left; without one, all levels are 0."""
    return any(unicodedata.bidirectional(c) in (*_RIGHT_TO_LEFT, "AN") for c in text)


def base_level(text: str) -> int:
    """1 if the first strong character runs from right to left, else 0."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return 0
        if kind in _RIGHT_TO_LEFT:
            return 1
    return 0


def levels(text: str) -> tuple[int, ...]:
    """The level of each character: even runs to the right, odd to the left."""
    if not has_right_to_left(text):
        return (0,) * len(text)
    base = base_level(text)
    embedding = "R" if base else "L"
    kinds = [unicodedata.bidirectional(c) or "L" for c in text]
    _resolve_weak(kinds, embedding)
    _resolve_neutral(kinds, embedding)
    return tuple(_level(kind, base) for kind in kinds)


def _level(kind: str, base: int) -> int:
    if base == 0:
        return {"R": 1, "EN": 2, "AN": 2}.get(kind, 0)
    return {"L": 2, "EN": 2, "AN": 2}.get(kind, 1)


def _resolve_weak(kinds: list[str], embedding: str) -> None:
    _follow_the_letter_before(kinds, embedding)
    _numbers_after_arabic(kinds, embedding)
    _signs_in_numbers(kinds)
    _signs_beside_numbers(kinds)
    _numbers_after_latin(kinds, embedding)


def _follow_the_letter_before(kinds: list[str], embedding: str) -> None:
    """W1: marks and joiners go with what they stand on."""
    before = embedding
    for place, kind in enumerate(kinds):
        if kind in _INVISIBLE:
            kinds[place] = before
        before = kinds[place]


def _numbers_after_arabic(kinds: list[str], embedding: str) -> None:
    """W2 and W3: digits after an Arabic letter are Arabic numbers; Arabic letters are R."""
    strong = embedding
    for place, kind in enumerate(kinds):
        if kind in ("L", "R", "AL"):
            strong = kind
        if kind == "EN" and strong == "AL":
            kinds[place] = "AN"
    kinds[:] = ["R" if kind == "AL" else kind for kind in kinds]


def _signs_in_numbers(kinds: list[str]) -> None:
    """W4: one separator between two numbers of a kind is part of them."""
    for place in range(1, len(kinds) - 1):
        before, kind, after = kinds[place - 1 : place + 2]
        same = before == after
        if (kind == "ES" and same and before == "EN") or (
            kind == "CS" and same and before in _NUMBERS
        ):
            kinds[place] = before


def _signs_beside_numbers(kinds: list[str]) -> None:
    """W5 and W6: signs such as % and £ beside a number go with it; the rest is neutral."""
    place = 0
    while place < len(kinds):
        end = place
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        if end > place:
            touches = "EN" in (*kinds[max(0, place - 1) : place], *kinds[end : end + 1])
            kinds[place:end] = ["EN" if touches else "ON"] * (end - place)
        place = max(end, place + 1)
    kinds[:] = ["ON" if kind in ("ES", "ET", "CS") else kind for kind in kinds]


def _numbers_after_latin(kinds: list[str], embedding: str) -> None:
    """W7: a number after a left-to-right letter runs as that letter does."""
    strong = embedding
    for place, kind in enumerate(kinds):
        if kind in ("L", "R"):
            strong = kind
        if kind == "EN" and strong == "L":
            kinds[place] = "L"


def _resolve_neutral(kinds: list[str], embedding: str) -> None:
    """N1 and N2: what stands between two of one direction goes with them."""
    place = 0
    while place < len(kinds):
        end = place
        while end < len(kinds) and kinds[end] in _NEUTRALS:
            end += 1
        if end > place:
            before = _direction(kinds[place - 1]) if place else embedding
            after = _direction(kinds[end]) if end < len(kinds) else embedding
            kinds[place:end] = [before if before == after else embedding] * (end - place)
        place = max(end, place + 1)


def _direction(kind: str) -> str:
    return "R" if kind in _NUMBERS else kind


def visual_order(line: Sequence[int]) -> tuple[int, ...]:
    """L2: for one line of pieces with these levels, the order in which they are drawn."""
    order = list(range(len(line)))
    lowest_odd = min((level for level in line if level % 2), default=0)
    for level in range(max(line, default=0), lowest_odd - 1 if lowest_odd else 0, -1):
        place = 0
        while place < len(order):
            end = place
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[place:end] = reversed(order[place:end])
            place = max(end, place + 1)
    return tuple(order)
