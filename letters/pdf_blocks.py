"""What the letter says as rows of text: their sizes and columns, and what each is to a reader.

Everything is in points, measured from the left margin; where a row stands on its page comes later.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from forms.pack import Language
from letters.document import (
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Item,
    Letterhead,
    Lines,
    Note,
    Paragraph,
    QrCode,
    Rule,
    SignOff,
    VoiceBox,
    WordGrid,
)
from letters.pdf_fonts import Cut
from letters.pdf_structure import Element, Role
from letters.pdf_text import Line, Span, set_lines

BODY = 10.5
BOX_PADDING = 10.0
_SMALL, _TITLE, _SECTION = 8.8, 15.0, 11.2
_LEADING = 1.33
_BULLET_INDENT, _DEEPEST, _LABEL_WIDTH = 13.0, 4, 112.0
_WORD, _WORD_NUMBER, _WORD_WIDTH = 12.0, 22.0, 100.0
_QR_SIDE = 150.0
"""In points: some three for each module, which any telephone reads from a hand's distance."""
_LOGO_WIDTH, _LOGO_HEIGHT = 160.0, 44.0
_WINDOW_LEFT, _WINDOW_TOP, _WINDOW_BOTTOM = 62.4, 161.6, 260.8
"""From the paper's corner, 22, 57 and 92 mm: however A4 folded in three lies in a DL envelope, the
window (90 by 35 mm, 20 from the left, 18 from the bottom) shows what stands there down to 81 mm."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A4 in the letter's own points. In large print it is `enlarged`, so it holds fewer of them."""

    enlarged: float = 1.0

    @property
    def width(self) -> float:
        return 595.276 / self.enlarged

    @property
    def height(self) -> float:
        return 841.89 / self.enlarged

    @property
    def left(self) -> float:
        return 54.0 / self.enlarged

    @property
    def top(self) -> float:
        return 42.0 / self.enlarged

    @property
    def bottom(self) -> float:
        return 48.0 / self.enlarged

    @property
    def room(self) -> float:
        """The width between the margins."""
        return self.width - 2 * self.left


class Ink(Enum):
    """What a text is for; the colour follows."""

    TEXT = "text"
    SOFT = "soft"
    STRONG = "strong"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line at `x` from the left margin; `is_right` counts from the right margin instead."""

    line: Line
    element: Element
    x: float = 0.0
    is_right: bool = False
    ink: Ink = Ink.TEXT


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture `width` by `height`, at the right margin."""

    picture: bytes
    element: Element
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Square:
    """A text as a square for a camera."""

    text: str
    element: Element


@dataclass(frozen=True, slots=True)
class Thread:
    """The golden rule."""


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that share a baseline, `height` high; or one thing that is drawn."""

    height: float
    placed: tuple[Placed, ...] = ()
    drawn: Thread | Square | Picture | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one block. `before` is the space above, unless it begins a page.

    `in_box` tints the ground; `with_next` keeps a heading on the page of its text; `last_words`
    keeps the signature in one piece and never alone on a page. On the first page it does not begin
    higher than `not_above`.
    """

    rows: tuple[Row, ...]
    before: float
    in_box: bool = False
    with_next: bool = False
    last_words: bool = False
    not_above: float = 0.0

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows) + (2 * BOX_PADDING if self.in_box else 0)


def groups(block: Block, sheet: Sheet) -> Iterator[Group]:
    """The block as groups of rows, each with its part of the letter's structure."""
    room = sheet.room
    match block:
        case Letterhead() | Rule() | SignOff():
            yield from _ends(block, room)
        case Lines():
            yield _lines(block, sheet)
        case Heading(text=text, level=level):
            size = _TITLE if level == 1 else _SECTION
            yield Group(_heading(text, level, size, room), 9, with_next=True)
        case Paragraph():
            yield Group(_paragraph(block, room), 5)
        case Note(text=text, language=language):
            element = Element(Role.PARAGRAPH)
            said = _passage(text, element, language)
            yield Group(_set((said,), element, _SMALL, room, Ink.SOFT), 5)
        case VoiceBox():
            yield _voice(block, room - 2 * BOX_PADDING)
        case Bullets() | Facts() | WordGrid() | QrCode():
            yield from _parts(block, room)
        case _:
            assert_never(block)


def _parts(block: Bullets | Facts | WordGrid | QrCode, room: float) -> Iterator[Group]:
    """The blocks that are made of several like things."""
    match block:
        case Bullets(items=items):
            rows = _items(items, Element(Role.LIST), room)
            for place, item in enumerate(rows):
                yield Group(item, 3 if place == 0 else 1.5)
        case Facts(rows=facts):
            table = Element(Role.TABLE)
            for place, fact in enumerate(facts):
                yield Group(_fact(fact, table, room), 3 if place == 0 else 2)
        case WordGrid(words=words):
            yield Group(tuple(_words(words, room - 2 * BOX_PADDING)), 8, in_box=True)
        case QrCode(text=text, says=says):
            figure = Element(Role.FIGURE, says=says)
            square = Row(_QR_SIDE, drawn=Square(text, figure))
            yield Group((square, *_rows(says, _SMALL, room, ink=Ink.SOFT)), 8)
        case _:
            assert_never(block)


def _ends(block: Letterhead | Rule | SignOff, room: float) -> Iterator[Group]:
    """The blocks at the head and the foot of a letter."""
    match block:
        case Letterhead():
            yield Group(tuple(_letterhead(block, room)), 0, with_next=True)
        case Rule():
            yield Group((Row(6, drawn=Thread()),), 3)
        case SignOff(closing=closing, name=name, lines=lines):
            rest = (row for line in lines for row in _rows(line, BODY - 0.5, room))
            rows = (
                *_rows(closing, BODY, room),
                Row(24),
                *_rows(name, BODY, room, Cut.BOLD),
                *rest,
            )
            yield Group(rows, 9, last_words=True)
        case _:
            assert_never(block)


def _rows(
    text: str, size: float, room: float, cut: Cut = Cut.REGULAR, ink: Ink = Ink.TEXT
) -> tuple[Row, ...]:
    """The text as a paragraph of its own."""
    return _set((Span(text, cut),), Element(Role.PARAGRAPH), size, room, ink)


def _set(
    spans: Sequence[Span], element: Element, size: float, room: float, ink: Ink = Ink.TEXT
) -> tuple[Row, ...]:
    lines = set_lines(spans, size, room)
    return tuple(Row(size * _LEADING, (Placed(line, element, ink=ink),)) for line in lines)


def _heading(text: str, level: int, size: float, room: float) -> tuple[Row, ...]:
    element = Element(Role.HEADING, level=level, says=text)
    return _set((Span(text, Cut.BOLD),), element, size, room, Ink.STRONG)


def _passage(text: str, within: Element, language: Language | None, cut: Cut = Cut.REGULAR) -> Span:
    """The text, and where it is in another language than the letter, that it is."""
    if language is None:
        return Span(text, cut)
    return Span(text, cut, Element(Role.PASSAGE, within, language=language))


def _paragraph(block: Paragraph, room: float) -> tuple[Row, ...]:
    element = Element(Role.PARAGRAPH)
    cut = Cut.BOLD if block.strong else Cut.REGULAR
    link = Element(Role.LINK, element, address=block.address)
    address = (Span(block.address, cut, link),) if block.address else ()
    return _set((_passage(block.text, element, block.language, cut), *address), element, BODY, room)


def _voice(box: VoiceBox, room: float) -> Group:
    head = _heading(box.title, 2, _SECTION, room)
    rows = [*head, Row(3)]
    for text in box.paragraphs:
        element = Element(Role.PARAGRAPH)
        said = _passage(text, element, box.language, Cut.ITALIC)
        rows += _set((said,), element, BODY, room)
    return Group(tuple(rows), 10, in_box=True)


def _letterhead(head: Letterhead, room: float) -> Iterator[Row]:
    if head.logo:
        across, down = _png_size(head.logo)
        scale = min(_LOGO_WIDTH / across, _LOGO_HEIGHT / down)
        figure = Element(Role.FIGURE, says=head.logo_says)
        picture = Picture(head.logo, figure, across * scale, down * scale)
        yield Row(picture.height + 6, drawn=picture)
    who, when = Element(Role.PARAGRAPH), Element(Role.PARAGRAPH)
    names = set_lines((Span(head.sender, Cut.BOLD),), BODY + 0.5, room * 0.7)
    days = set_lines((Span(head.day),), BODY - 0.5, room * 0.3)
    for place in range(max(len(names), len(days))):
        left = [Placed(line, who, ink=Ink.STRONG) for line in names[place : place + 1]]
        right = [Placed(x, when, is_right=True, ink=Ink.SOFT) for x in days[place : place + 1]]
        yield Row(BODY * _LEADING, (*left, *right))
    for line in head.lines:
        yield from _rows(line, _SMALL, room, ink=Ink.SOFT)


def _png_size(picture: bytes) -> tuple[int, int]:
    """The width and height that the head of a PNG file tells, in pixels."""
    across, down = struct.unpack(">II", picture[16:24])
    return across, down


def _lines(block: Lines, sheet: Sheet) -> Group:
    """The lines; those for a window stand in its frame, with nothing else to be seen there."""
    size, indent = BODY - 0.5, 0.0
    if block.in_window:
        indent = _WINDOW_LEFT / sheet.enlarged - sheet.left
    rows = [r for line in block.lines for r in _rows(line, size, sheet.room - indent)]
    if not block.in_window:
        return Group(tuple(rows), 6)
    moved = [replace(r, placed=tuple(replace(p, x=indent) for p in r.placed)) for r in rows]
    left_over = (_WINDOW_BOTTOM - _WINDOW_TOP) / sheet.enlarged - sum(r.height for r in rows)
    filler = (Row(left_over),) if left_over > 0 else ()
    return Group((*moved, *filler), 6, not_above=_WINDOW_TOP / sheet.enlarged)


def _items(
    items: Sequence[Item], within: Element, room: float, depth: int = 0
) -> Iterator[tuple[Row, ...]]:
    """The rows of each item, and after it those of the items below it."""
    for item in items:
        element = Element(Role.ITEM, within)
        body = Element(Role.BODY, element)
        rows = _item(item, Element(Role.LABEL, element), body, room, depth)
        if rows:
            yield rows
        if item.items:
            yield from _items(item.items, Element(Role.LIST, body), room, depth + 1)


def _item(item: Item, label: Element, body: Element, room: float, depth: int) -> tuple[Row, ...]:
    indent = _BULLET_INDENT * min(depth, _DEEPEST)
    text = indent + _BULLET_INDENT
    lead = (Span(f"{item.lead}:", Cut.BOLD),) if item.lead else ()
    said = _passage(item.text, body, item.language)
    lines = set_lines((*lead, said), BODY, room - text)
    marks = set_lines((Span("•"),), BODY, _BULLET_INDENT)[: len(lines)]
    return tuple(
        Row(
            BODY * _LEADING,
            (
                *(Placed(mark, label, indent + 2) for mark in marks if place == 0),
                Placed(line, body, text),
            ),
        )
        for place, line in enumerate(lines)
    )


def _fact(fact: Fact, table: Element, room: float) -> tuple[Row, ...]:
    """A row of the table: a row without words on one side keeps its empty cell."""
    row = Element(Role.TABLE_ROW, table)
    header, cell = Element(Role.ROW_HEADER, row), Element(Role.CELL, row)
    labels = set_lines((Span(fact.label, Cut.BOLD),), BODY, _LABEL_WIDTH - 8)
    values = [
        Placed(line, element, _LABEL_WIDTH)
        for text in fact.paragraphs
        for element in (Element(Role.PARAGRAPH, cell),)
        for line in set_lines((_passage(text, element, fact.language),), BODY, room - _LABEL_WIDTH)
    ]
    named = [Placed(line, header) for line in labels]
    if not (named or values):
        return ()
    named = named or [Placed(Line.empty(BODY), header)]
    values = values or [Placed(Line.empty(BODY), cell, _LABEL_WIDTH)]
    return tuple(
        Row(BODY * _LEADING, (*named[place : place + 1], *values[place : place + 1]))
        for place in range(max(len(named), len(values)))
    )


def _words(words: Sequence[str], room: float) -> Iterator[Row]:
    """The words in columns, numbered across: a screen reader reads them in their order."""
    grid = Element(Role.LIST, numbered=True)
    columns = max(1, int(room / _WORD_WIDTH))
    for first in range(0, len(words), columns):
        placed: list[Placed] = []
        for place, word in enumerate(words[first : first + columns]):
            x = place * room / columns
            item = Element(Role.ITEM, grid)
            number, body = Element(Role.LABEL, item), Element(Role.BODY, item)
            marks = set_lines((Span(f"{first + place + 1}."),), BODY, _WORD_NUMBER)[:1]
            lines = set_lines((Span(word, Cut.BOLD),), _WORD, room / columns - _WORD_NUMBER)[:1]
            placed += [Placed(mark, number, x, ink=Ink.SOFT) for mark in marks]
            placed += [
                Placed(line, body, x + _WORD_NUMBER, ink=Ink.STRONG)
                for line in lines or (Line.empty(_WORD),)
            ]
        yield Row(_WORD * 2, tuple(placed))
