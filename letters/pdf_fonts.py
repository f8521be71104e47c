"""The bundled fonts as reportlab knows them: which holds a character, and how wide words are."""

import unicodedata
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Protocol

import uharfbuzz
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

_FOLDER = Path(__file__).parent / "fonts"
_PRIVATE = 0xF0000
"""Shaped glyphs are named by private characters counted from here, the same ones every time."""


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


_SCRIPTS = (
    _Script(
        "NotoNaskhArabic",
        ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)),
        has_bold=True,
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


class _Outlines(Protocol):
    """What we use of reportlab's face."""

    charToGlyph: dict[int, int]  # noqa: N815 - reportlab's names
    charWidths: dict[int, float]  # noqa: N815
    _ttf_data: bytes


class _Registered(Protocol):
    face: _Outlines


@dataclass(frozen=True, slots=True)
class Glyph:
    """One shaped glyph: its private character, its advance and offsets in thousandths of the size.

    `cluster` is the place of its first character in the text that was shaped.
    """

    character: str
    advance: float
    x_offset: float
    y_offset: float
    cluster: int


@dataclass(frozen=True, slots=True)
class Font:
    """One font file, known to reportlab by `name`."""

    name: str
    outlines: _Outlines
    shaper: uharfbuzz.Font
    needs_shaping: bool

    def holds(self, character: str) -> bool:
        return ord(character) in self.outlines.charToGlyph

    def width(self, text: str) -> float:
        """The width of unshaped text in thousandths of the size."""
        widths = self.outlines.charWidths
        return sum(widths[ord(character)] for character in text)

    def shape(self, text: str, *, leftward: bool) -> tuple[Glyph, ...]:
        """The glyphs in the order in which they are drawn from left to right."""
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if leftward else "ltr"
        uharfbuzz.shape(self.shaper, buffer)
        scale = 1000 / self.shaper.face.upem
        return tuple(
            Glyph(
                self._private(info.codepoint),
                position.x_advance * scale,
                position.x_offset * scale,
                position.y_offset * scale,
                info.cluster,
            )
            for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def _private(self, glyph: int) -> str:
        code = _PRIVATE + glyph
        if code not in self.outlines.charToGlyph:
            advance = self.shaper.get_glyph_h_advance(glyph) * 1000 / self.shaper.face.upem
            self.outlines.charToGlyph[code] = glyph
            self.outlines.charWidths[code] = advance
        return chr(code)


@cache
def _font(family: str, cut: Cut) -> Font:
    name = f"{family}-{cut.value}"
    registered: _Registered = TTFont(name, str(_FOLDER / f"{name}.ttf"))
    pdfmetrics.registerFont(registered)
    shaper = uharfbuzz.Font(uharfbuzz.Face(registered.face._ttf_data))  # noqa: SLF001 - the bytes it read
    return Font(name, registered.face, shaper, needs_shaping=family != "NotoSans")


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
        if font_for(character, Cut.REGULAR) is not None:
            said.append(character)
        elif character not in _JOINERS and not _only_changes_another(character):
            said.append(_in_words(character))
    return "".join(said)


def _only_changes_another(character: str) -> bool:
    """Variation selectors and skin tones: they change a sign that is put into words anyway."""
    return any(first <= ord(character) <= last for first, last in _CHANGERS)


def _in_words(character: str) -> str:
    if unicodedata.category(character) in ("So", "Sm", "Sk", "Po"):
        name = unicodedata.name(character, "").lower()
        if name:
            return f"[{name}]"
    return f"[U+{ord(character):04X}]"
