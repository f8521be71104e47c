"""The document as a PDF file: A4, tagged for screen readers, fonts embedded, nothing hidden.

Every file follows PDF/UA-1 (ISO 14289-1) and PDF/A-3a (ISO 19005-3): ADR 21.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import assert_never

from letters.document import Document
from letters.pdf_blocks import BOX_PADDING, Group, Ink, Picture, Placed, Row, Sheet, Square, Thread
from letters.pdf_file import finished
from letters.pdf_fonts import Cut, Font
from letters.pdf_pages import Page, Piece, pages
from letters.pdf_pen import Pen
from letters.pdf_qr import QUIET, qr_modules
from letters.pdf_structure import LANGUAGES, Box, Decoration, Element, Role
from letters.pdf_text import Line, Span, set_lines

__all__ = ["qr_modules", "render"]

_INKS = {Ink.TEXT: "#1E2A2E", Ink.SOFT: "#55656A", Ink.STRONG: "#0B3B44", Ink.DRAFT: "#FFFFFF"}
_THREAD, _TINT, _DARK = "#C08A1E", "#F6ECD6", "#000000"
_FOOTER_SIZE = 8.5
_DRAFT, _DRAFT_SIZE, _DRAFT_BAND = "#9A3412", 12.0, 30.0
_ASCENT = 1.05
"""Where in a line its baseline lies, in sizes from its top."""
_DESCENT = 0.3


def render(document: Document, made_at: datetime) -> bytes:
    """The document as a PDF. The same document and time give the same bytes."""
    sheet = Sheet(document.enlarged)
    laid_out = pages(document)
    draft = _draft_lines(document, sheet)
    for font in _fonts(laid_out, draft):
        font.file.start()
    pen = Pen(sheet, LANGUAGES[document.language])
    is_draft = Element(Role.PARAGRAPH)
    for number, page in enumerate(laid_out, start=1):
        pen.start_page()
        _draw_draft(pen, sheet, draft, is_draft if number == 1 else Decoration.HEADER)
        for piece in page:
            _draw_piece(pen, sheet, piece)
        _draw_footer(pen, sheet, document, number, len(laid_out))
        pen.end_page()
    return finished(pen.file(), pen.drawn, document, made_at)


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


def _draft_lines(document: Document, sheet: Sheet) -> Sequence[Line]:
    size = _DRAFT_SIZE / sheet.enlarged
    return set_lines((Span(document.draft, Cut.BOLD),), size, sheet.room)[:1]


def _draw_draft(pen: Pen, sheet: Sheet, lines: Sequence[Line], what: Element | Decoration) -> None:
    """A band across the top margin; it is read once, first of all."""
    band = _DRAFT_BAND / sheet.enlarged
    for line in lines:
        pen.turn_to(Decoration.LAYOUT)
        pen.box(Box(0, sheet.height - band, sheet.width, sheet.height), _DRAFT)
        pen.turn_to(what)
        x = sheet.left + (sheet.room - line.width) / 2
        y = sheet.height - band / 2 - line.size * 0.36
        pen.text(line.runs, x=x, y=y, size=line.size, colour=_INKS[Ink.DRAFT])


def _draw_piece(pen: Pen, sheet: Sheet, piece: Piece) -> None:
    top, indent = piece.top, 0.0
    if piece.group.in_box:
        pen.turn_to(Decoration.LAYOUT)
        right, bottom = sheet.left + sheet.room, sheet.height - top - piece.group.height
        pen.box(Box(sheet.left, bottom, right, sheet.height - top), _TINT, radius=5)
        top, indent = top + BOX_PADDING, BOX_PADDING
    for row, above in _rows(piece.group, top):
        _draw_thing(pen, sheet, row, sheet.height - above)
    for placed, above in _in_reading_order(piece.group, top):
        _draw_line(pen, sheet, placed, indent, sheet.height - above)


def _rows(group: Group, top: float) -> Iterator[tuple[Row, float]]:
    """Each row with where it begins."""
    for row in group.rows:
        yield row, top
        top += row.height


def _in_reading_order(group: Group, top: float) -> Iterator[tuple[Placed, float]]:
    """The lines: all of a label before all of what it labels, though they stand side by side."""
    lines = [(placed, above) for row, above in _rows(group, top) for placed in row.placed]
    first = {
        element: place for place, element in reversed([*enumerate(p.element for p, _ in lines)])
    }
    yield from sorted(lines, key=lambda line: first[line[0].element])


def _draw_thing(pen: Pen, sheet: Sheet, row: Row, top: float) -> None:
    """What a row holds that is no text."""
    right = sheet.left + sheet.room
    match row.drawn:
        case None:
            pass
        case Thread():
            pen.turn_to(Decoration.LAYOUT)
            pen.rule(sheet.left, right, top - row.height / 2, _THREAD, 1.8)
        case Square(text=text, element=element):
            pen.turn_to(element)
            box = Box(sheet.left, top - row.height, sheet.left + row.height, top)
            pen.place(element, box)
            _draw_qr(pen, text, box)
        case Picture(picture=picture, element=element, width=width, height=height):
            pen.turn_to(element)
            box = Box(right - width, top - height, right, top)
            pen.place(element, box)
            pen.picture(picture, box)
        case _:
            assert_never(row.drawn)


def _draw_qr(pen: Pen, text: str, box: Box) -> None:
    """The text as a QR code with its quiet margin, as small dark squares."""
    modules = qr_modules(text)
    module = (box.top - box.bottom) / (len(modules) + 2 * QUIET)
    for down, row in enumerate(modules, start=1):
        for across, is_dark in enumerate(row):
            if is_dark:
                x, y = box.left + (across + QUIET) * module, box.top - (down + QUIET) * module
                pen.box(Box(x, y, x + module, y + module), _DARK)


def _draw_line(pen: Pen, sheet: Sheet, placed: Placed, indent: float, top: float) -> None:
    line, element = placed.line, placed.element
    x, y = sheet.left + indent + placed.x, top - line.size * _ASCENT
    if placed.is_right or line.leftward:
        x = sheet.left + sheet.room - indent - line.width
        x -= line.hanging if line.leftward else 0
    if element.role is Role.HEADING:
        pen.place(element, Box(x, y - line.size * _DESCENT, x + line.width, top))
    if not line.runs:
        pen.turn_to(element)
    colour = _INKS[placed.ink]
    for part, runs in groupby(line.runs, key=lambda run: run.element or element):
        drawn = tuple(runs)
        end = x + sum(run.width for run in drawn)
        pen.turn_to(part)
        if part.role is Role.LINK:
            colour = _INKS[Ink.STRONG]
            pen.place(part, Box(x, y - line.size * _DESCENT, end, y + line.size))
        pen.text(drawn, x=x, y=y, size=line.size, colour=colour)
        if part.role is Role.LINK:
            pen.underline(x, end, y, line.size, colour)
        x, colour = end, _INKS[placed.ink]


def _draw_footer(pen: Pen, sheet: Sheet, document: Document, number: int, count: int) -> None:
    words = document.page_words.format(page=number, pages=count)
    pen.turn_to(Decoration.FOOTER)
    for said, is_right in ((document.reference, False), (words, True)):
        for line in set_lines((Span(said),), _FOOTER_SIZE, sheet.room):
            x = sheet.left + (sheet.room - line.width if is_right else 0)
            pen.text(line.runs, x=x, y=sheet.bottom / 2, size=line.size, colour=_INKS[Ink.SOFT])
