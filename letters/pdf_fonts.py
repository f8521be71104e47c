"""The bundled fonts as reportlab knows them: which holds a character, and how wide words are."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import pairwise
from pathlib import Path

import uharfbuzz

from letters.pdf_fontfile import FontFile, register

_FOLDER = Path(__file__).parent / "fonts"


class Cut(Enum):
    """The cut of a letter."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"


@dataclass(frozen=True, slots=True)
class _Script:
    """A family and the code points it is looked in for."""

    family: str
    spans: tuple[tuple[int, int], ...]
    has_bold: bool = False
    enlarged: float = 1.0


_SCRIPTS = (
    _Script(
        "NotoNaskhArabic",
        ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
        has_bold=True,
        enlarged=1.16,
    ),
    _Script("NotoSansHebrew", ((0x590, 0x5FF), (0xFB1D, 0xFB4F))),
    _Script("NotoSansDevanagari", ((0x900, 0x97F), (0xA8E0, 0xA8FF))),
    _Script("NotoSansBengali", ((0x980, 0x9FF),)),
    _Script("NotoSansGurmukhi", ((0xA00, 0xA7F),)),
    _Script("NotoSansGujarati", ((0xA80, 0xAFF),)),
    _Script("NotoSansTamil", ((0xB80, 0xBFF),)),
    _Script("NotoSansThai", ((0xE00, 0xE7F),)),
    _Script("NotoSansEthiopic", ((0x1200, 0x139F), (0x2D80, 0x2DDF))),
)
_JOINERS = frozenset("\u200c\u200d")
_CHANGERS = ((0xFE00, 0xFE0F), (0x1F3FB, 0x1F3FF), (0xE0000, 0xE01EF))


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shaped glyph, with its advance and offsets in thousandths of the size.

    `number` is its place in the font. `text` is what it stands for; empty where another glyph of
    the same letter already says it.
    """

    number: int
    text: str
    advance: float
    x_offset: float
    y_offset: float


@dataclass(frozen=True, slots=True)
class Font:
    """One font file, known to reportlab by `name`; set `enlarged` to look as large as Noto Sans."""

    name: str
    file: FontFile
    shaper: uharfbuzz.Font
    needs_shaping: bool
    enlarged: float

    def holds(self, character: str) -> bool:
        return ord(character) in self.file.face.charToGlyph

    def width(self, text: str) -> float:
        """The width of unshaped text in thousandths of the size."""
        widths = self.file.face.charWidths
        return self.enlarged * sum(widths[ord(character)] for character in text)

    def shape(self, text: str, *, leftward: bool) -> tuple[Glyph, ...]:
        """The glyphs in the order in which they are drawn from left to right."""
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftward else "ltr"
        uharfbuzz.shape(self.shaper, buffer)
        scale = self.enlarged * 1000 / self.shaper.face.upem
        starts = [info.cluster for info in buffer.glyph_infos]
        return tuple(
            Glyph(
                info.codepoint,
                said,
                position.x_advance * scale,
                position.x_offset * scale,
                position.y_offset * scale,
            )
            for info, position, said in zip(
                buffer.glyph_infos, buffer.glyph_positions, _said(text, starts), strict=True
            )
        )

    def drawn(self, glyph: Glyph) -> str:
        """The character to hand to reportlab so that it draws this glyph."""
        upem = self.shaper.face.upem
        width = self.shaper.get_glyph_h_advance(glyph.number) * 1000 / upem
        return self.file.glyph(glyph.number, glyph.text, width)


def _said(text: str, starts: Sequence[int]) -> Iterator[str]:
    """What each glyph stands for, from the places where their letters start in the text."""
    ordered = [*sorted(set(starts)), len(text)]
    ends = dict(pairwise(ordered))
    before = -1
    for start in starts:
        yield "" if start == before else text[start : ends[start]]
        before = start


@cache
def _font(family: str, cut: Cut) -> Font:
    name = f"{family}-{cut.value}"
    path = _FOLDER / f"{name}.ttf"
    file = register(name, path)
    shaper = uharfbuzz.Font(uharfbuzz.Face(path.read_bytes()))
    enlarged = next((s.enlarged for s in _SCRIPTS if s.family == family), 1.0)
    return Font(name, file, shaper, needs_shaping=family != "NotoSans", enlarged=enlarged)


def body_font(cut: Cut) -> Font:
    """The font most of a letter is set in."""
    return _font("NotoSans", cut)


def font_for(character: str, cut: Cut) -> Font | None:
    """The font that holds this character, in this cut where there is one; None if none does.

    Private characters are held by none: they have no meaning outside the font they come from.
    """
    if unicodedata.category(character) == "Co":
        return None
    body = body_font(cut)
    if body.holds(character):
        return body
    code = ord(character)
    for script in _SCRIPTS:
        if any(first <= code <= last for first, last in script.spans):
            bold = cut is Cut.BOLD and script.has_bold
            font = _font(script.family, Cut.BOLD if bold else Cut.REGULAR)
            return font if font.holds(character) else None
    return None


def printable(text: str) -> str:
    """The text with every character that no bundled font holds put into words.

    A sign or an emoji becomes its Unicode name in square brackets; a letter of a script that is
    not bundled becomes its code, such as [U+4E2D], so that it can be looked up.
    """
    said: list[str] = []
    for character in text:
        after_words = bool(said) and len(said[-1]) > 1
        if character in _JOINERS and after_words:
            continue
        if font_for(character, Cut.REGULAR) is not None:
            said.append(character)
        elif not _only_changes_another(character):
            said.append(_in_words(character))
    return "".join(said).replace("][U+", " U+")


def _only_changes_another(character: str) -> bool:
    """Variation selectors and skin tones: they change a sign that is put into words anyway."""
    return any(first <= ord(character) <= last for first, last in _CHANGERS)


def _in_words(character: str) -> str:
    if unicodedata.category(character) in ("So", "Sm", "Sk"):
        name = unicodedata.name(character, "").lower()
        if name:
            return f"[{name}]"
    return f"[U+{ord(character):04X}]"
