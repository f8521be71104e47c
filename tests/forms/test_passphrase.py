import pytest

from forms.passphrase import AT_LEAST, check_passphrase
from forms.refusal import Refusal

GOOD = "quiet lamp river stone"


def why(passphrase: str, again: str | None = None) -> str:
    refusal = check_passphrase(passphrase, passphrase if again is None else again)
    assert isinstance(refusal, Refusal)
    return refusal.reason


def test_a_few_unrelated_words_typed_twice_are_taken() -> None:
    assert check_passphrase(GOOD, GOOD) is None


def test_twelve_characters_are_enough_and_eleven_are_not() -> None:
    enough = "abcdef123456"
    assert len(enough) == AT_LEAST == 12
    assert check_passphrase(enough, enough) is None
    assert why(enough[:-1]).startswith("Use at least 12 characters.")


@pytest.mark.parametrize("repeated", ["a" * 40, "abab" * 10, "12341234123412345"])
def test_a_long_passphrase_of_a_few_characters_is_refused(repeated: str) -> None:
    assert "repeats" in why(repeated)


def test_six_different_characters_are_the_fewest() -> None:
    assert check_passphrase("abcdef" * 2, "abcdef" * 2) is None
    assert "repeats" in why("abcde" * 3)


@pytest.mark.parametrize("again", ["", GOOD + " ", GOOD.upper(), GOOD[:-1]])
def test_the_same_passphrase_must_be_typed_twice(again: str) -> None:
    assert "differ" in why(GOOD, again)


def test_no_refusal_repeats_what_was_typed() -> None:
    for typed in ("short one", "abababababababab", GOOD):
        assert typed not in why(typed, "x")
