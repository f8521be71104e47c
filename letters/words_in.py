"""The letter's sentences in the language that was chosen for it."""

from typing import assert_never

from forms.pack import Language
from letters.set_words import SetWords
from letters.set_words_cy import WELSH_SET
from letters.set_words_en import ENGLISH_SET
from letters.words import Words
from letters.words_cy import WELSH
from letters.words_en import ENGLISH


def words_in(language: Language) -> Words:
    """The sentences in this language; each language has them all."""
    match language:
        case Language.ENGLISH:
            return ENGLISH
        case Language.WELSH:
            return WELSH
        case _:
            assert_never(language)


def set_words_in(language: Language) -> SetWords:
    """The sentences of the other letters in this language."""
    match language:
        case Language.ENGLISH:
            return ENGLISH_SET
        case Language.WELSH:
            return WELSH_SET
        case _:
            assert_never(language)
