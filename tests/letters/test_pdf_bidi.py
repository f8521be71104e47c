"""Lines that run both ways, against examples worked out by hand from the Unicode algorithm."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letters.pdf_bidi import base_level, levels, visual_order


class Case(NamedTuple):
    named: str
    text: str
    levels: str


CASES = (
    Case("Latin only", "abc 12", "000000"),
    Case("a Hebrew word in English", "ab אב cd", "00011000"),
    Case("two Hebrew words keep the space between them", "a אב גד.", "00111110"),
    Case("a number after Hebrew runs rightward inside it", "אב 12 ג", "1112211"),
    Case("a number after Arabic is an Arabic number", "بب 12", "11122"),
    Case("a price in Hebrew", "אב 1,50£", "11122222"),
    Case("an English word in Hebrew", "אב cd", "11122"),
    Case("a number after English in Hebrew belongs to the English", "א ab 1", "112222"),
    Case("a mark goes with its letter", "ab\u05d0\u05b8 c", "001100"),
    Case("Arabic letters become right-to-left before neutrals are read", "a ب، ت b", "00111100"),
    Case("digits joined by a hyphen in English", "a 1-2", "00000"),
)


@pytest.mark.parametrize("case", [pytest.param(c, id=c.named) for c in CASES])
def test_each_character_runs_its_own_way(case: Case) -> None:
    assert "".join(str(level) for level in levels(case.text)) == case.levels


def test_the_first_strong_character_decides_for_the_paragraph() -> None:
    assert base_level("12 (אב) ab") == 1
    assert base_level("12 (ab) אב") == 0
    assert base_level("12 ...") == 0


def test_pieces_of_one_line_are_drawn_in_their_order() -> None:
    assert visual_order((0, 1, 1, 0)) == (0, 2, 1, 3)
    assert visual_order((1, 1, 2, 2, 1)) == (4, 2, 3, 1, 0)
    assert visual_order((0, 0)) == (0, 1)
    assert visual_order(()) == ()


@given(st.lists(st.integers(0, 4)))
def test_every_piece_is_drawn_once(line: list[int]) -> None:
    assert sorted(visual_order(line)) == list(range(len(line)))


@given(st.text())
def test_every_character_has_a_level(text: str) -> None:
    found = levels(text)

    assert len(found) == len(text)
    assert all(0 <= level <= 2 for level in found)
