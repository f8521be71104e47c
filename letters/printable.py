"""Text from people made fit for paper: no control characters, no hidden turning of the line."""

import unicodedata

_KEPT_CONTROLS = frozenset("\n\t")
_TURNS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff\u00ad"
)
_NAMED = "[character not printable]"


def clean(text: str) -> str:
    r"""The text without controls and bidi controls; half characters are named, not dropped.

    Line ends become `\n`, tabs a space, and letters are composed (NFC) so that a letter and
    its accent are one. Joiners (U+200C, U+200D) stay: Urdu and Punjabi need them.
    """
    joined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    joined = joined.replace("\u2029", "\n").replace("\t", " ").replace("\v", "\n")
    return "".join(_clean_character(c) for c in unicodedata.normalize("NFC", joined))


def _clean_character(character: str) -> str:
    if character in _TURNS:
        return ""
    match unicodedata.category(character):
        case "Cc" if character not in _KEPT_CONTROLS:
            return ""
        case "Cs":
            return _NAMED
        case _:
            return character


def one_line(text: str) -> str:
    """The text with every stretch of white space made one space."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> tuple[str, ...]:
    """The text's lines that say something, each as one line."""
    return tuple(line for part in clean(text).split("\n") if (line := " ".join(part.split())))
