"""Twenty words that stand for a secret (SLIP-39), read back kindly, each slip with its place.

The words carry a checksum of thirty bits that finds any three wrong words and can set one right
(SLIP-39, RS1024 over 1024 words; Kozlik et al., 2019). This is the one importer of the library.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import xor

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics  # type: ignore[import-untyped]
from shamir_mnemonic import generate_mnemonics as _generate
from shamir_mnemonic.rs1024 import create_checksum  # type: ignore[import-untyped]
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST  # type: ignore[import-untyped]

WORD_COUNT = 20
SECRET_BYTES = 16
_SUM_WORDS = 3
_WORD_BITS = 10
_BOUND = b"shamir_extendable"
_LEAST_PREFIX = 4
_LEADING_NUMBER = re.compile(r"^\d+[.):]*")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordsRefused:
    """Why typed words were not taken: a sentence to show, and the numbers of the words at fault."""

    reason: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Words that belong together. `sheet` is the number printed on them; `share` counts from 1.

    `needed` is how many sheets of one number open anything: 1 for a practitioner's own.
    """

    words: Words
    sheet: int
    share: int
    needed: int


def split(secret: bytes, needed: int, sheets: int) -> tuple[SheetWords, ...]:
    """The secret of 16 bytes as so many sheets, any `needed` of which give it back."""
    [group] = _generate(1, [(needed, sheets)], secret, iteration_exponent=0)
    return tuple(_known(tuple(text.split())) for text in group)


def joined(sheets: Sequence[SheetWords]) -> bytes | WordsRefused:
    """The secret these sheets give together, once there are enough different ones of one number."""
    if len({sheet.sheet for sheet in sheets}) > 1 or len({s.needed for s in sheets}) > 1:
        numbers = " and ".join(str(sheet.sheet) for sheet in sheets)
        return WordsRefused(
            f"These sheets do not belong together: their numbers are {numbers}."
            " Use two sheets with the same number."
        )
    if len({sheet.share for sheet in sheets}) < len(sheets):
        return WordsRefused(
            "This is the same sheet twice. The words of another holder's sheet are needed."
        )
    try:
        secret: bytes = combine_mnemonics(" ".join(sheet.words) for sheet in sheets)
    except MnemonicError:
        return WordsRefused(
            "These sheets do not belong together, although their numbers are alike."
            " Use two sheets that were printed on the same day."
        )
    return secret


def read_words(typed: str) -> SheetWords | WordsRefused:
    """The words of a sheet as somebody typed or scanned them.

    Any case, numbers before the words, and their first four letters are all right.
    """
    tokens = [word for part in re.split(r"[\s,;]+", typed) if (word := _bare(part))]
    found = [_word(token) for token in tokens]
    if None in found:
        place = found.index(None)
        return _unknown(place + 1, tokens[place])
    words = tuple(word for word in found if word is not None)
    if len(words) != WORD_COUNT:
        return _wrong_count(words)
    places = [WORD_INDEX_MAP[word] for word in words]
    if _fault(places) != 0:
        return _does_not_add_up(words, places)
    try:
        return _known(words)
    except MnemonicError:
        return WordsRefused("These words are not from a recovery sheet of Golden Thread.")


def _known(words: Words) -> SheetWords:
    share = Share.from_mnemonic(" ".join(words))
    return SheetWords(words, share.identifier, share.index + 1, share.member_threshold)


def _bare(token: str) -> str:
    return _LEADING_NUMBER.sub("", unicodedata.normalize("NFKC", token).casefold())


def _word(token: str) -> str | None:
    if token in WORD_INDEX_MAP:
        return token
    if len(token) < _LEAST_PREFIX:
        return None
    matching = [word for word in WORDLIST if word.startswith(token)]
    return matching[0] if len(matching) == 1 else None


def _unknown(number: int, token: str) -> WordsRefused:
    near = difflib.get_close_matches(token, WORDLIST, n=3)
    hint = f" Is it {_either(near)}?" if near else " Look at the sheet again."
    return WordsRefused(f"Word {number} is not one of the words used on sheets.{hint}", (number,))


def _either(words: Sequence[str]) -> str:
    *first, last = (f"“{word}”" for word in words)
    return f"{', '.join(first)} or {last}" if first else last


def _wrong_count(words: Words) -> WordsRefused:
    counted = f"There are {len(words)} words here; a sheet has {WORD_COUNT}."
    if len(words) == WORD_COUNT - 1:
        for place in range(WORD_COUNT):
            places = [WORD_INDEX_MAP[w] for w in (*words[:place], WORDLIST[0], *words[place:])]
            if _repair_at(places, place) is not None:
                return WordsRefused(f"{counted} Word {place + 1} is left out.", (place + 1,))
    if len(words) == WORD_COUNT + 1:
        for place in range(len(words)):
            places = [WORD_INDEX_MAP[w] for w in (*words[:place], *words[place + 1 :])]
            if _fault(places) == 0:
                return WordsRefused(f"{counted} Word {place + 1} is one too many.", (place + 1,))
    return WordsRefused(counted)


def _does_not_add_up(words: Words, places: Sequence[int]) -> WordsRefused:
    """Each word is known, but together they are no sheet: find the slip that explains it."""
    for place in range(WORD_COUNT):
        right = _repair_at(places, place)
        if right is not None:
            return WordsRefused(
                f"Word {place + 1} is wrong. The others belong with “{WORDLIST[right]}” there,"
                f" not “{words[place]}”; look at the sheet again.",
                (place + 1,),
            )
    swaps = [(a + 1, b + 1) for a, b in combinations(range(WORD_COUNT), 2) if _swap(places, a, b)]
    if swaps:
        pairs = ", or ".join(f"words {a} and {b}" for a, b in swaps)
        numbers = tuple(dict.fromkeys(n for pair in swaps for n in pair))
        return WordsRefused(f"It looks as if {pairs} have changed places.", numbers)
    return WordsRefused(
        "These words do not belong together: more than one is wrong, or they are from different"
        " sheets. Compare each with the sheet."
    )


def _swap(places: Sequence[int], one: int, other: int) -> bool:
    swapped = list(places)
    swapped[one], swapped[other] = places[other], places[one]
    return places[one] != places[other] and _fault(swapped) == 0


def _fault(places: Sequence[int]) -> int:
    """Zero where the last three words are the checksum of the others; else what differs."""
    right = create_checksum(places[:-_SUM_WORDS], _BOUND)
    return _as_number(right) ^ _as_number(places[-_SUM_WORDS:])


def _as_number(places: Sequence[int]) -> int:
    return reduce(lambda sum_, place: sum_ << _WORD_BITS | place, places, 0)


def _repair_at(places: Sequence[int], place: int) -> int | None:
    """The one word that, standing here instead, makes the whole right; None if there is none.

    The checksum is linear: what flipping each of a word's ten bits does to it adds up, so the
    thousand words need ten sums and not a thousand.
    """
    fault = _fault(places)
    effects = [_fault(_flipped(places, place, bit)) ^ fault for bit in range(_WORD_BITS)]
    for change in range(1 << _WORD_BITS):
        if reduce(xor, _of_bits(effects, change), 0) == fault:
            return places[place] ^ change
    return None


def _of_bits(effects: Sequence[int], change: int) -> Iterator[int]:
    return (effect for bit, effect in enumerate(effects) if change >> bit & 1)


def _flipped(places: Sequence[int], place: int, bit: int) -> list[int]:
    flipped = list(places)
    flipped[place] ^= 1 << bit
    return flipped
