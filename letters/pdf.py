"""The document as a PDF file: A4, fonts embedded, title and language set, nothing hidden."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from reportlab.pdfgen.canvas import Canvas

from forms.pack import Language
from letters.document import Document
from letters.pdf_fonts import Cut, Font, Glyph, body_font
from letters.pdf_pages import (
    BOTTOM,
    BOX_PADDING,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    WIDTH,
    Ink,
    Page,
    Piece,
    Placed,
    pages,
)
from letters.pdf_text import Line, Run, Span, set_lines

_INKS = {Ink.TEXT: "#1E2A2E", Ink.SOFT: "#55656A", Ink.STRONG: "#0B3B44", Ink.DRAFT: "#FFFFFF"}
_THREAD, _TINT = "#C08A1E", "#F6ECD6"
_LANGUAGES = {Language.ENGLISH: "en-GB", Language.WELSH: "cy-GB"}
_FOOTER_SIZE = 8.5
_DRAFT, _DRAFT_SIZE, _DRAFT_BAND = "#9A3412", 12.0, 30.0
_QUIET = 4
"""Modules of white round a QR code, as ISO/IEC 18004 asks."""
_ASCENT = 1.05
"""Where in a line its baseline lies, in sizes from its top."""


class _Text(Protocol):
    """What we use of reportlab's text object; `_code` is what it has written so far."""

    _code: list[str]

    def setFont(self, name: str, size: float) -> None: ...  # noqa: N802 - reportlab's names

    def setTextOrigin(self, x: float, y: float) -> None: ...  # noqa: N802

    def textOut(self, text: str) -> None: ...  # noqa: N802


class _Canvas(Protocol):
    """What we use of reportlab's canvas."""

    def setTitle(self, title: str) -> None: ...  # noqa: N802

    def setAuthor(self, author: str) -> None: ...  # noqa: N802

    def setSubject(self, subject: str) -> None: ...  # noqa: N802

    def setCreator(self, creator: str) -> None: ...  # noqa: N802

    def setProducer(self, producer: str) -> None: ...  # noqa: N802

    def setDateFormatter(self, formatter: object) -> None: ...  # noqa: N802

    def setViewerPreference(self, name: str, value: str) -> None: ...  # noqa: N802

    def setFillColor(self, colour: str) -> None: ...  # noqa: N802

    def setStrokeColor(self, colour: str) -> None: ...  # noqa: N802

    def setLineWidth(self, width: float) -> None: ...  # noqa: N802

    def setLineCap(self, mode: int) -> None: ...  # noqa: N802

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None: ...

    def roundRect(  # noqa: N802, PLR0913, PLR0917
        self, x: float, y: float, width: float, height: float, radius: float, stroke: int, fill: int
    ) -> None: ...

    def rect(  # noqa: PLR0913, PLR0917
        self, x: float, y: float, width: float, height: float, stroke: int, fill: int
    ) -> None: ...

    def beginText(self) -> _Text: ...  # noqa: N802

    def drawText(self, text: _Text) -> None: ...  # noqa: N802

    def showPage(self) -> None: ...  # noqa: N802

    def save(self) -> None: ...


def render(document: Document, made_at: datetime) -> bytes:
    """The document as a PDF. The same document and time give the same bytes."""
    laid_out = pages(document)
    file = io.BytesIO()
    draft = _draft_lines(document)
    for font in _fonts(laid_out, draft):
        font.file.start()
    canvas = _canvas(file, document, made_at)
    for number, page in enumerate(laid_out, start=1):
        _draw_draft(canvas, draft)
        _draw_page(canvas, page)
        _draw_footer(canvas, document, number, len(laid_out))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _fonts(laid_out: Sequence[Page], draft: Sequence[Line]) -> Sequence[Font]:
    """The fonts used, each once."""
    lines = (
        placed.line
        for page in laid_out
        for piece in page
        for row in piece.group.rows
        for placed in row.placed
    )
    return tuple(
        {run.font.name: run.font for line in (*lines, *draft) for run in line.runs}.values()
    )


def _canvas(file: io.BytesIO, document: Document, made_at: datetime) -> _Canvas:
    canvas: _Canvas = Canvas(
        file,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        invariant=1,
        pageCompression=1,
        initialFontName=body_font(Cut.REGULAR).name,
        lang=_LANGUAGES[document.language],
    )
    offset = made_at.strftime("%z")
    said = made_at.strftime("D:%Y%m%d%H%M%S") + (f"{offset[:3]}'{offset[3:5]}'" if offset else "")
    canvas.setTitle(document.title)
    canvas.setAuthor(document.author)
    canvas.setSubject(document.reference)
    canvas.setCreator("Golden Thread")
    canvas.setProducer("Golden Thread")
    canvas.setDateFormatter(lambda *_: said)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def _draw_page(canvas: _Canvas, page: Page) -> None:
    for piece in page:
        _draw_piece(canvas, piece)


def _draft_lines(document: Document) -> Sequence[Line]:
    return set_lines((Span(document.draft, Cut.BOLD),), _DRAFT_SIZE, WIDTH)[:1]


def _draw_draft(canvas: _Canvas, lines: Sequence[Line]) -> None:
    """A band across the top margin of the page; first, so that it is read first."""
    for line in lines:
        canvas.setFillColor(_DRAFT)
        canvas.rect(0, PAGE_HEIGHT - _DRAFT_BAND, PAGE_WIDTH, _DRAFT_BAND, stroke=0, fill=1)
        baseline = _DRAFT_BAND / 2 + _DRAFT_SIZE * 0.36
        x = (WIDTH - line.width) / 2
        _draw_line(canvas, Placed(line, x, ink=Ink.DRAFT), 0, baseline)


def _draw_piece(canvas: _Canvas, piece: Piece) -> None:
    top, indent = piece.top, 0.0
    if piece.group.in_box:
        canvas.setFillColor(_TINT)
        height = piece.group.height
        canvas.roundRect(LEFT, PAGE_HEIGHT - top - height, WIDTH, height, 5, stroke=0, fill=1)
        top, indent = top + BOX_PADDING, BOX_PADDING
    for row in piece.group.rows:
        if row.is_thread:
            _draw_thread(canvas, top + row.height / 2)
        if row.qr:
            _draw_qr(canvas, row.qr, LEFT + indent, PAGE_HEIGHT - top, row.height)
        for placed in row.placed:
            _draw_line(canvas, placed, indent, top + placed.line.size * _ASCENT)
        top += row.height


def _draw_thread(canvas: _Canvas, y: float) -> None:
    canvas.setStrokeColor(_THREAD)
    canvas.setLineWidth(1.8)
    canvas.setLineCap(1)
    canvas.line(LEFT, PAGE_HEIGHT - y, LEFT + WIDTH, PAGE_HEIGHT - y)


def _draw_qr(canvas: _Canvas, text: str, left: float, top: float, side: float) -> None:
    """The text as a QR code with its quiet margin, as small dark squares."""
    modules = qr_modules(text)
    module = side / (len(modules) + 2 * _QUIET)
    canvas.setFillColor("#000000")
    for down, row in enumerate(modules, start=1):
        for across, is_dark in enumerate(row):
            if is_dark:
                x, y = left + (across + _QUIET) * module, top - (down + _QUIET) * module
                canvas.rect(x, y, module, module, stroke=0, fill=1)


def qr_modules(text: str) -> Sequence[Sequence[bool]]:
    """The squares of a QR code of this text, row by row; True is dark. No quiet margin is in it."""
    from reportlab.graphics.barcode.qrencoder import (  # noqa: PLC0415 - few letters hold one
        QRCode,
        QRErrorCorrectLevel,
    )

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    modules: Sequence[Sequence[bool]] = code.modules
    return modules


def _draw_line(canvas: _Canvas, placed: Placed, indent: float, baseline: float) -> None:
    line = placed.line
    x = LEFT + indent + placed.x
    if placed.is_right or line.leftward:
        x = LEFT + WIDTH - indent - line.width - (line.hanging if line.leftward else 0)
    canvas.setFillColor(_INKS[placed.ink])
    text = canvas.beginText()
    for run in line.runs:
        text.setFont(run.font.name, line.size * run.font.enlarged)
        text.setTextOrigin(x, PAGE_HEIGHT - baseline)
        if run.glyphs:
            _draw_glyphs(text, run, line.size, x, PAGE_HEIGHT - baseline)
        else:
            text.textOut(run.text)
        x += run.width
    canvas.drawText(text)


def _draw_glyphs(text: _Text, run: Run, size: float, x: float, y: float) -> None:
    """Each glyph at its own place; where several draw one letter, the letter is said once."""
    for letter in _letters(run.glyphs):
        if len(letter) > 1:
            said = letter[0].text.encode("utf-16-be").hex().upper()
            text._code.append(f"/Span <</ActualText <FEFF{said}>>> BDC")  # noqa: SLF001
        for glyph in letter:
            text.setTextOrigin(x + glyph.x_offset * size / 1000, y + glyph.y_offset * size / 1000)
            text.textOut(run.font.drawn(glyph))
            x += glyph.advance * size / 1000
        if len(letter) > 1:
            text._code.append("EMC")  # noqa: SLF001


def _letters(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The glyphs, those of one letter together."""
    letters: list[list[Glyph]] = []
    for glyph in glyphs:
        if letters and not glyph.text:
            letters[-1].append(glyph)
        else:
            letters.append([glyph])
    return letters


def _draw_footer(canvas: _Canvas, document: Document, number: int, count: int) -> None:
    words = document.page_words.format(page=number, pages=count)
    baseline = PAGE_HEIGHT - BOTTOM / 2
    for said, is_right in ((document.reference, False), (words, True)):
        for line in set_lines((Span(said),), _FOOTER_SIZE, WIDTH):
            _draw_line(canvas, Placed(line, is_right=is_right, ink=Ink.SOFT), 0, baseline)
