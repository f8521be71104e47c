"""Words typed from a sheet are taken in any tidy or untidy form, and each slip is named."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic.wordlist import WORDLIST  # type: ignore[import-untyped]

from storage.recovery_words import (
    WORD_COUNT,
    SheetWords,
    WordsRefused,
    joined,
    read_words,
    split,
)

SECRET = bytes(range(16))
[SHEET] = split(SECRET, 1, 1)
secrets = st.binary(min_size=16, max_size=16)
places = st.integers(0, WORD_COUNT - 1)


def typed(words: tuple[str, ...]) -> SheetWords | WordsRefused:
    return read_words(" ".join(words))


def with_word(place: int, word: str, words: tuple[str, ...] = SHEET.words) -> tuple[str, ...]:
    return (*words[:place], word, *words[place + 1 :])


def numbers_refused(words: tuple[str, ...]) -> tuple[int, ...]:
    read = typed(words)
    assert isinstance(read, WordsRefused)
    return read.numbers


@given(secrets)
@settings(max_examples=25, deadline=None)
def test_twenty_words_give_back_any_secret(secret: bytes) -> None:
    [sheet] = split(secret, 1, 1)

    assert len(sheet.words) == WORD_COUNT
    assert typed(sheet.words) == sheet
    assert joined((sheet,)) == secret


@pytest.mark.parametrize(
    "written",
    [
        " ".join(SHEET.words).upper(),
        "\n".join(SHEET.words),
        "   ".join(f" {word.title()}\t" for word in SHEET.words),
        " ".join(word[:4] for word in SHEET.words),
        ", ".join(SHEET.words),
        "\n".join(f"{n}. {word}" for n, word in enumerate(SHEET.words, start=1)),
        " ".join(f"{n}){word}" for n, word in enumerate(SHEET.words, start=1)),
        " ".join(f"{n} {word}" for n, word in enumerate(SHEET.words, start=1)),
    ],
    ids=["shouted", "lines", "tabs", "shortened", "commas", "numbered", "brackets", "counted"],
)
def test_words_are_taken_however_they_are_written(written: str) -> None:
    assert read_words(written) == SHEET


@given(places, st.sampled_from(WORDLIST))
@settings(max_examples=60, deadline=None)
def test_one_wrong_word_is_named_with_the_word_that_belongs_there(place: int, word: str) -> None:
    words = with_word(place, word)
    read = typed(words)

    if words == SHEET.words:
        assert read == SHEET
        return
    assert isinstance(read, WordsRefused)
    assert read.numbers == (place + 1,)
    assert f"“{SHEET.words[place]}”" in read.reason


def test_two_words_that_changed_places_are_named() -> None:
    for one, other in combinations(range(WORD_COUNT), 2):
        words = with_word(one, SHEET.words[other], with_word(other, SHEET.words[one]))
        if words != SHEET.words:
            assert {one + 1, other + 1} <= set(numbers_refused(words))


@pytest.mark.parametrize("place", [0, 7, 19])
def test_one_letter_wrong_names_the_word_and_those_like_it(place: int) -> None:
    word = SHEET.words[place]
    read = typed(with_word(place, word[0] + "q" + word[2:]))

    assert isinstance(read, WordsRefused)
    assert read.numbers == (place + 1,)
    assert f"Word {place + 1} is not one of the words" in read.reason
    assert f"“{word}”" in read.reason


def test_too_few_letters_or_none_like_them_are_no_word() -> None:
    assert numbers_refused(with_word(2, "aca")) == (3,)
    assert typed(with_word(2, "xxxxxxxx")) == WordsRefused(
        "Word 3 is not one of the words used on sheets. Look at the sheet again.", (3,)
    )


@given(places)
@settings(max_examples=20, deadline=None)
def test_a_word_left_out_is_found(place: int) -> None:
    words = (*SHEET.words[:place], *SHEET.words[place + 1 :])
    read = typed(words)

    assert isinstance(read, WordsRefused)
    assert "19 words" in read.reason
    [number] = read.numbers
    assert SHEET.words[number - 1] == SHEET.words[place]


def test_a_word_typed_twice_is_found() -> None:
    read = typed((*SHEET.words[:9], *SHEET.words[8:]))

    assert isinstance(read, WordsRefused)
    assert "21 words" in read.reason
    assert set(read.numbers) <= {9, 10}
    assert read.numbers


def test_words_of_two_sheets_do_not_belong_together() -> None:
    [other] = split(bytes(reversed(SECRET)), 1, 1)

    assert typed((*SHEET.words[:10], *other.words[10:])) == WordsRefused(
        "These words do not belong together: more than one is wrong, or they are from different"
        " sheets. Compare each with the sheet."
    )


@pytest.mark.parametrize("count", [0, 1, 18, 22])
def test_far_too_few_or_many_words_are_counted(count: int) -> None:
    read = typed((SHEET.words * 2)[:count])

    assert isinstance(read, WordsRefused)
    assert f"There are {count} words here" in read.reason
    assert read.numbers == ()


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_anything_else_is_refused_in_a_sentence(written: str) -> None:
    read = read_words(written)

    assert isinstance(read, WordsRefused)
    assert read.reason.endswith((".", "?"))


@given(secrets)
@settings(max_examples=10, deadline=None)
def test_any_two_of_three_sheets_give_the_secret_and_one_does_not(secret: bytes) -> None:
    sheets = split(secret, 2, 3)

    for pair in combinations(sheets, 2):
        assert joined(pair) == secret
        assert joined(pair[::-1]) == secret
    for sheet in sheets:
        assert isinstance(joined((sheet,)), WordsRefused)
    assert [sheet.share for sheet in sheets] == [1, 2, 3]
    assert len({sheet.sheet for sheet in sheets}) == 1


def test_one_sheet_twice_is_told_from_two_sheets() -> None:
    one, *_ = split(SECRET, 2, 3)
    read = joined((one, one))

    assert isinstance(read, WordsRefused)
    assert "the same sheet twice" in read.reason


def test_sheets_of_two_splits_do_not_belong_together() -> None:
    (one, *_), (_, other, _) = split(SECRET, 2, 3), split(SECRET, 2, 3)
    read = joined((one, other))

    assert isinstance(read, WordsRefused)
    assert str(one.sheet) in read.reason
    assert str(other.sheet) in read.reason
