"""Which bundled font prints which character, and what stands for one that none holds."""

import pytest

from letters.pdf_fonts import Cut, body_font, font_for, printable


@pytest.mark.parametrize("character", "aŵŷłęĐứΩЖ“”–…•ےںٹਪবगગழשไት")
@pytest.mark.parametrize("cut", Cut)
def test_the_languages_of_the_families_we_meet_are_held_in_every_cut(
    character: str, cut: Cut
) -> None:
    assert font_for(character, cut) is not None


def test_private_characters_are_held_by_none_even_after_a_font_has_used_them() -> None:
    font = font_for("ب", Cut.REGULAR)
    assert font is not None
    drawn = font.drawn(font.shape("ب", leftward=True)[0])

    assert font_for(drawn, Cut.REGULAR) is None
    assert printable(drawn) == f"[U+{ord(drawn):04X}]"


def test_a_family_of_emoji_is_read_as_its_people() -> None:
    assert printable("\U0001f468\u200d\U0001f469\u200d\U0001f467") == "[man][woman][girl]"


def test_glyphs_say_all_their_text_once_and_no_more() -> None:
    for text, leftward in (("بچہ", True), ("ਵਿੱਚ", False), ("शिशु", False)):
        font = font_for(text[0], Cut.REGULAR)
        assert font is not None
        said = [glyph.text for glyph in font.shape(text, leftward=leftward)]

        assert sorted("".join(said)) == sorted(text)


def test_the_width_of_a_word_is_the_sum_of_its_letters() -> None:
    font = body_font(Cut.REGULAR)

    assert font.width("baby") == sum(font.width(letter) for letter in "baby")
    assert font.width("") == 0
