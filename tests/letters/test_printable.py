"""Text from people made fit for paper."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from letters.printable import clean, one_line, paragraphs

ANY = st.text(st.characters(exclude_categories=()))


@given(ANY)
def test_cleaning_leaves_nothing_that_turns_or_breaks_a_line(typed: str) -> None:
    left = {unicodedata.category(c) for c in clean(typed) if c != "\n"}

    assert left & {"Cc", "Cs"} == set()
    assert not set(clean(typed)) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")


@given(ANY)
def test_cleaning_twice_is_cleaning_once(typed: str) -> None:
    assert clean(clean(typed)) == clean(typed)


def test_a_half_character_is_named_and_not_dropped_in_silence() -> None:
    assert clean("a\ud83db") == "a[character not printable]b"


def test_joiners_that_urdu_and_punjabi_need_stay() -> None:
    assert clean("می\u200cخواہم") == "می\u200cخواہم"


def test_lines_become_paragraphs_and_empty_ones_go() -> None:
    assert paragraphs(" One\t two \r\n\n \x0bThree\u2028Four ") == ("One two", "Three", "Four")
    assert one_line(" One\n two ") == "One two"
