"""The pen: reportlab's canvas, where everything drawn is told to be a part of the letter or not."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from letters.pdf_blocks import Sheet
from letters.pdf_fonts import Cut, Glyph, body_font
from letters.pdf_structure import Box, Decoration, Drawn, Element
from letters.pdf_text import Run

_UNDERLINE = 0.12
_NO_WIDTH = "\u200b"
rl_config.useA85 = 0  # a file is read as bytes; spelling it in letters would take time and room
_colour: Callable[[str], Color] = cache(HexColor)


class _Text(Protocol):
    """What we use of reportlab's text object; `_code` is what it has written so far."""

    _code: list[str]

    def setFont(self, name: str, size: float) -> None: ...  # noqa: N802 - reportlab's names

    def setTextOrigin(self, x: float, y: float) -> None: ...  # noqa: N802

    def textOut(self, text: str) -> None: ...  # noqa: N802


class _Canvas(Protocol):
    """What we use of reportlab's canvas."""

    _code: list[str]

    def setFillColor(self, colour: Color) -> None: ...  # noqa: N802

    def setStrokeColor(self, colour: Color) -> None: ...  # noqa: N802

    def setLineWidth(self, width: float) -> None: ...  # noqa: N802

    def setLineCap(self, mode: int) -> None: ...  # noqa: N802

    def scale(self, across: float, up: float) -> None: ...

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None: ...

    def roundRect(  # noqa: N802, PLR0913, PLR0917
        self, x: float, y: float, width: float, height: float, radius: float, stroke: int, fill: int
    ) -> None: ...

    def rect(  # noqa: PLR0913, PLR0917
        self, x: float, y: float, width: float, height: float, stroke: int, fill: int
    ) -> None: ...

    def drawImage(  # noqa: N802
        self, image: object, x: float, y: float, width: float, height: float
    ) -> object: ...

    def beginText(self) -> _Text: ...  # noqa: N802

    def drawText(self, text: _Text) -> None: ...  # noqa: N802

    def showPage(self) -> None: ...  # noqa: N802

    def save(self) -> None: ...


class Pen:
    """Draws onto one sheet after another, in points from the lower left corner.

    Whatever is drawn belongs to the part, or is the decoration, that was last turned to.
    """

    def __init__(self, sheet: Sheet, language: str) -> None:
        self._sheet = sheet
        self._file = io.BytesIO()
        self._canvas: _Canvas = Canvas(
            self._file,
            pagesize=(Sheet().width, Sheet().height),
            invariant=1,
            pageCompression=0,
            initialFontName=body_font(Cut.REGULAR).name,
            lang=language,
        )
        self._now: Element | Decoration | None = None
        self.drawn = Drawn()

    def start_page(self) -> None:
        self.drawn.start_page()
        if self._sheet.enlarged != 1:
            self._canvas.scale(self._sheet.enlarged, self._sheet.enlarged)

    def end_page(self) -> None:
        self.turn_to(None)
        self._canvas.showPage()

    def file(self) -> bytes:
        """The pages as a PDF that has no structure yet."""
        self._canvas.save()
        return self._file.getvalue()

    def turn_to(self, what: Element | Decoration | None) -> None:
        """From here on this is drawn."""
        if what is self._now:
            return
        code = self._canvas._code  # noqa: SLF001 - reportlab has no word for marked content
        if self._now is not None:
            code.append("EMC")
        match what:
            case Element():
                tag, number = self.drawn.mark(what)
                code.append(f"/{tag} <</MCID {number}>> BDC")
            case Decoration():
                code.append(f"{what.value} BDC")
            case None:
                pass
        self._now = what

    def place(self, element: Element, box: Box) -> None:
        """Say where the element stands, in the page's true points."""
        larger = self._sheet.enlarged
        left, bottom, right, top = (
            round(edge * larger, 3) for edge in (box.left, box.bottom, box.right, box.top)
        )
        self.drawn.place(element, Box(left, bottom, right, top))

    def box(self, box: Box, colour: str, radius: float = 0.0) -> None:
        width, height = box.right - box.left, box.top - box.bottom
        self._canvas.setFillColor(_colour(colour))
        if radius:
            self._canvas.roundRect(box.left, box.bottom, width, height, radius, stroke=0, fill=1)
        else:
            self._canvas.rect(box.left, box.bottom, width, height, stroke=0, fill=1)

    def rule(self, left: float, right: float, y: float, colour: str, width: float) -> None:
        self._canvas.setStrokeColor(_colour(colour))
        self._canvas.setLineWidth(width)
        self._canvas.setLineCap(1)
        self._canvas.line(left, y, right, y)

    def picture(self, picture: bytes, box: Box) -> None:
        """A PNG picture; what it lets shine through is white, as the paper is."""
        from PIL import Image  # noqa: PLC0415 - few letters hold one

        seen = Image.open(io.BytesIO(picture)).convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        opaque = Image.alpha_composite(paper, seen).convert("RGB")
        width, height = box.right - box.left, box.top - box.bottom
        self._canvas.drawImage(ImageReader(opaque), box.left, box.bottom, width, height)

    def underline(self, left: float, right: float, y: float, size: float, colour: str) -> None:
        self.turn_to(Decoration.LAYOUT)
        self.rule(left, right, y - size * _UNDERLINE, colour, size / 18)

    def text(self, runs: Sequence[Run], *, x: float, y: float, size: float, colour: str) -> None:
        """The runs from `x` on, on the baseline `y`."""
        self._canvas.setFillColor(_colour(colour))
        text = self._canvas.beginText()
        for run in runs:
            text.setFont(run.font.name, size * run.font.enlarged)
            text.setTextOrigin(x, y)
            if run.glyphs:
                _draw_glyphs(text, run, size, x, y)
            else:
                text.textOut(run.text)
            x += run.width
        self._canvas.drawText(text)


def _draw_glyphs(text: _Text, run: Run, size: float, x: float, y: float) -> None:
    """Each glyph at its own place; where several draw one letter, the letter is said once."""
    for letter in _letters(run.glyphs):
        if len(letter) > 1:
            said = letter[0].text.encode("utf-16-be").hex().upper()
            text._code.append(f"/Span <</ActualText <FEFF{said}>>> BDC")  # noqa: SLF001
        for glyph in _shared_out(letter):
            text.setTextOrigin(x + glyph.x_offset * size / 1000, y + glyph.y_offset * size / 1000)
            text.textOut(run.font.drawn(glyph))
            x += glyph.advance * size / 1000
        if len(letter) > 1:
            text._code.append("EMC")  # noqa: SLF001


def _shared_out(letter: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs of one letter, each saying a part of it: none may say nothing (PDF/UA-1, 7.21.7).

    A glyph for which no character is left says a space that has no width.
    """
    said = letter[0].text
    for place, glyph in enumerate(letter[:-1]):
        yield replace(glyph, text=said[place : place + 1] or _NO_WIDTH)
    yield replace(letter[-1], text=said[len(letter) - 1 :] or _NO_WIDTH)


def _letters(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs, those of one letter together."""
    letters: list[list[Glyph]] = []
    for glyph in glyphs:
        if letters and not glyph.text:
            letters[-1].append(glyph)
        else:
            letters.append([glyph])
    return letters
