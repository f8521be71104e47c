"""Text set into lines: which font, which way, where a line ends. Widths and sizes in points."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import Self

from letters.pdf_bidi import base_level, levels, visual_order
from letters.pdf_fonts import Cut, Font, Glyph, body_font, font_for, printable
from letters.pdf_structure import Element
from letters.printable import one_line


@dataclass(frozen=True, slots=True)
class Span:
    """Some text in one cut; `element` is set where it is a part of its own, such as a link."""

    text: str
    cut: Cut = Cut.REGULAR
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font and one direction. `glyphs` is empty where nothing is shaped.

    `element` is the part of the letter they are, where it is not their whole paragraph's.
    """

    text: str
    font: Font
    level: int
    width: float
    glyphs: tuple[Glyph, ...] = ()
    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Runs in the order in which they are drawn; `leftward` lines stand at the right margin.

    `width` is the width that is seen; the space at the end of the line hangs beyond it.
    """

    runs: tuple[Run, ...]
    size: float
    width: float
    hanging: float
    leftward: bool

    @classmethod
    def empty(cls, size: float) -> Self:
        """A line that draws nothing, where something must stand all the same."""
        return cls((), size, 0.0, 0.0, leftward=False)


@dataclass(frozen=True, slots=True)
class _Character:
    text: str
    font: Font
    level: int
    element: Element | None


Word = tuple[Run, ...]


def set_lines(spans: Sequence[Span], size: float, width: float) -> tuple[Line, ...]:
    """The spans, run together, as lines no wider than `width`; nothing gives no line.

    Lines end at spaces; a word wider than the line is cut. A space stays at the end of each line
    but the last, so that words read from the paper do not run together.
    """
    if all(_plain(span.cut).issuperset(span.text) for span in spans):
        leftward = False
        words = [part for span in spans for part in _plain_words(span, size, width)]
    else:
        characters = _characters(spans)
        leftward = bool(base_level("".join(c.text for c in characters)))
        words = [part for word in _words(characters) for part in _parts(word, size, width)]
    return tuple(
        _line(runs, size, leftward=leftward)
        for runs in _broken(words, size, width, base=int(leftward))
    )


@cache
def _plain(cut: Cut) -> frozenset[str]:
    """Characters that stand side by side as they are: no marks, no controls, to the right only."""
    font = body_font(cut)
    return frozenset(
        character
        for character in map(chr, (*range(0x20, 0x7F), *range(0xA1, 0x250), *range(0x2010, 0x2028)))
        if font.holds(character) and unicodedata.category(character) != "Cf"
    )


def _plain_words(span: Span, size: float, width: float) -> Iterator[Word]:
    """The words of a span of plain characters, which is nearly all there is to set."""
    font = body_font(span.cut)
    for word in span.text.split():
        wide = font.width(word) * size / 1000
        if wide <= width:
            yield (Run(word, font, 0, wide, (), span.element),)
        else:
            characters = [_Character(character, font, 0, span.element) for character in word]
            yield from _parts(characters, size, width)


def _characters(spans: Sequence[Span]) -> list[_Character]:
    """The characters of all spans with their fonts and levels; white space is one space each."""
    pairs: list[tuple[str, Span]] = []
    for span in spans:
        text = printable(one_line(span.text))
        if pairs and text:
            pairs.append((" ", span))
        pairs.extend((character, span) for character in text)
    found = levels("".join(character for character, _ in pairs))
    characters: list[_Character] = []
    for (character, span), level in zip(pairs, found, strict=True):
        font = _fitting(character, span.cut, characters[-1].font if characters else None)
        characters.append(_Character(character, font, level, span.element))
    return characters


def _fitting(character: str, cut: Cut, before: Font | None) -> Font:
    """The font for a character; a mark stays in the font of the letter it stands on."""
    stands_on = unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
    if stands_on and before is not None and before.holds(character):
        return before
    return font_for(character, cut) or body_font(cut)


def _words(characters: Sequence[_Character]) -> Iterator[list[_Character]]:
    for is_space, group in groupby(characters, key=lambda c: c.text == " "):
        if not is_space:
            yield list(group)


def _runs(characters: Sequence[_Character], size: float) -> Word:
    return tuple(
        _run("".join(c.text for c in group), font, level, size, element)
        for (font, level, element), group in groupby(
            characters, key=lambda c: (c.font, c.level, c.element)
        )
    )


def _run(text: str, font: Font, level: int, size: float, element: Element | None = None) -> Run:
    leftward = bool(level % 2)
    has_marks = any(unicodedata.category(c) in ("Mn", "Me") for c in text)
    if not (font.needs_shaping or leftward or has_marks):
        return Run(text, font, level, font.width(text) * size / 1000, (), element)
    glyphs = font.shape(text, leftward=leftward)
    return Run(text, font, level, sum(g.advance for g in glyphs) * size / 1000, glyphs, element)


def _parts(word: Sequence[_Character], size: float, width: float) -> Iterator[Word]:
    """The word, or its parts where it is wider than a line; never cut before a mark."""
    runs = _runs(word, size)
    if _width(runs) <= width:
        yield runs
        return
    widest = width - size
    start, used = 0, 0.0
    wide = [_run(c.text, c.font, c.level, size).width for c in word]
    rest = sum(wide)
    for place, (character, alone) in enumerate(zip(word, wide, strict=True)):
        is_full = used + alone > widest and used + rest > width
        if place > start and is_full and _may_cut_before(character.text):
            yield _runs(word[start:place], size)
            start, used = place, 0.0
        used += alone
        rest -= alone
    yield _runs(word[start:], size)


def _may_cut_before(character: str) -> bool:
    return unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cf")


def _width(runs: Sequence[Run]) -> float:
    return sum(run.width for run in runs)


def _space(after: Run, size: float, level: int, element: Element | None) -> Run:
    """A space in the font of the word before it, if that font is one for running text."""
    font = body_font(Cut.REGULAR) if after.font.needs_shaping else after.font
    return Run(" ", font, level, font.width(" ") * size / 1000, (), element)


def _broken(words: Sequence[Word], size: float, width: float, *, base: int) -> Iterator[list[Run]]:
    line: list[Run] = []
    used = 0.0
    for word in words:
        wide = _width(word)
        if line:
            last, first = line[-1], word[0]
            around = last.element if last.element is first.element else None
            space = _space(last, size, min(last.level, first.level), around)
            if used + space.width + wide > width:
                yield [*line, replace(space, level=base, element=last.element)]
                line, used = [], 0.0
            else:
                line.append(space)
                used += space.width
        line.extend(word)
        used += wide
    if line:
        yield line


def _line(runs: Sequence[Run], size: float, *, leftward: bool) -> Line:
    """One line in the order of drawing; its last space takes the paragraph's own direction."""
    last = runs[-1]
    hanging = last.width if last.text == " " else 0.0
    found = [run.level for run in runs]
    if hanging:
        found[-1] = int(leftward)
    ordered = [runs[place] for place in visual_order(found)]
    return Line(_joined(ordered), size, _width(runs) - hanging, hanging, leftward)


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Neighbours that need no shaping and share a font and a part of the letter, as one run."""
    joined: list[Run] = []
    for (shaped, _, _), group in groupby(
        runs, key=lambda run: (bool(run.glyphs), run.font.name, run.element)
    ):
        like = list(group)
        if shaped or len(like) == 1:
            joined.extend(like)
        else:
            text, width = "".join(run.text for run in like), sum(run.width for run in like)
            joined.append(replace(like[0], text=text, width=width))
    return tuple(joined)
