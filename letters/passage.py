"""Which language a passage is in, so that a voice that reads the letter aloud says it right."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from forms.pack import Language
from letters.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Item,
    Note,
    Paragraph,
    VoiceBox,
)

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ENGLISH = (
    "the and is was were are to of that with her his she he they them their for not you when about"
    " had has have in or after from by on it this be but as into my your would who what"
)
_WELSH = (
    "y yr yn mae ac ar gyda wedi nid yw eich ein eu oedd roedd sydd sy'n gan i'r a'r o'r i'w bod"
    " fod os chi rydym hoffwn hoffem beth wrth dros neu na maent rwy'n gallwch hwn hon nes ni pan"
    " mewn"
)
_COMMON = {
    Language.ENGLISH: frozenset(_ENGLISH.split()),
    Language.WELSH: frozenset(_WELSH.split()),
}
_ENOUGH = 2


def language_of(text: str) -> Language | None:
    """The language most of the small words are in; None where they do not tell."""
    words = [word.casefold().replace("’", "'") for word in _WORD.findall(text)]
    english, welsh = (
        sum(word in _COMMON[language] for word in words)
        for language in (Language.ENGLISH, Language.WELSH)
    )
    if english >= min(_ENOUGH, max(1, len(words) - 1)) and english > _ENOUGH * welsh:
        return Language.ENGLISH
    if welsh >= _ENOUGH and welsh > _ENOUGH * english:
        return Language.WELSH
    return None


def with_passages(document: Document) -> Document:
    """The document with each passage marked that is in another language than the document."""
    blocks = tuple(_marked(block, document.language) for block in document.blocks)
    return replace(document, blocks=blocks)


def _marked(block: Block, language: Language) -> Block:
    match block:
        case Paragraph(text=text):
            return _in_language(block, (text,), language)
        case Note(text=text):
            return _in_language(block, (text,), language)
        case VoiceBox(paragraphs=paragraphs):
            return _in_language(block, paragraphs, language)
        case Bullets(items=items):
            return Bullets(tuple(_in_language(i, (i.text,), language) for i in items))
        case Facts(rows=rows):
            return Facts(tuple(_in_language(row, row.paragraphs, language) for row in rows))
        case _:
            return block


_Said = TypeVar("_Said", Paragraph, Note, VoiceBox, Item, Fact)


def _in_language(said: _Said, texts: Sequence[str], language: Language) -> _Said:
    found = language_of(" ".join(texts))
    if said.language is not None or found in (None, language):
        return said
    return replace(said, language=found)
