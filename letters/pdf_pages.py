"""The document laid out on A4 pages: rows of text, what stays together, where a page ends.

Everything is in points, measured from the top left corner of the page; drawing comes later.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import assert_never

from letters.document import (
    Block,
    Bullets,
    Document,
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
from letters.pdf_text import Line, Span, set_lines

PAGE_WIDTH, PAGE_HEIGHT = 595.276, 841.89
LEFT, RIGHT, TOP, BOTTOM = 54.0, 54.0, 42.0, 48.0
WIDTH = PAGE_WIDTH - LEFT - RIGHT

_BODY, _SMALL, _TITLE, _SECTION = 10.5, 8.8, 15.0, 11.2
_LEADING = 1.33
_BULLET_INDENT, _LABEL_WIDTH = 13.0, 112.0
BOX_PADDING = 10.0
_WORD, _WORD_NUMBER, _WORD_COLUMNS = 12.0, 22.0, 4
_QR_SIDE = 150.0
"""In points: some three for each module, which any telephone reads from a hand's distance."""
_WIDOW = 2
_CLOSER_ROWS, _CLOSER_GAPS = 0.945, 0.62


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
    x: float = 0.0
    is_right: bool = False
    ink: Ink = Ink.TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """Lines that share a baseline, `height` high.

    Instead, `is_thread` draws the golden rule, and `qr` this text as a square for a camera.
    """

    height: float
    placed: tuple[Placed, ...] = ()
    is_thread: bool = False
    qr: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of one block. `before` is the space above, unless it begins a page.

    `in_box` tints the ground; `with_next` keeps a heading on the page of its text; `last_words`
    keeps the signature in one piece and never alone on a page.
    """

    rows: tuple[Row, ...]
    before: float
    in_box: bool = False
    with_next: bool = False
    last_words: bool = False

    @property
    def height(self) -> float:
        return sum(row.height for row in self.rows) + (2 * BOX_PADDING if self.in_box else 0)


@dataclass(frozen=True, slots=True)
class Piece:
    """A group, or the part of one that a page holds, at `top` on its page."""

    group: Group
    top: float


Page = tuple[Piece, ...]


def pages(document: Document) -> tuple[Page, ...]:
    """The document's pages; at least one. Set a little closer where that saves a page."""
    groups = [group for block in document.blocks for group in _groups(block)]
    roomy = tuple(_filled(groups))
    closer = tuple(_filled([_closer(group) for group in groups])) if len(roomy) > 1 else roomy
    return closer if len(closer) < len(roomy) else roomy


def _closer(group: Group) -> Group:
    rows = tuple(replace(row, height=row.height * _CLOSER_ROWS) for row in group.rows)
    return replace(group, rows=rows, before=group.before * _CLOSER_GAPS)


def _groups(block: Block) -> Iterator[Group]:
    match block:
        case Letterhead() | Rule() | Lines() | SignOff():
            yield from _ends(block)
        case Heading(text=text, level=level):
            size = _TITLE if level == 1 else _SECTION
            yield Group(_rows(text, size, Cut.BOLD, Ink.STRONG), 9, with_next=True)
        case Paragraph(text=text, strong=strong):
            yield Group(_rows(text, _BODY, Cut.BOLD if strong else Cut.REGULAR), 5)
        case Note(text=text):
            yield Group(_rows(text, _SMALL, ink=Ink.SOFT), 5)
        case VoiceBox():
            yield _voice(block)
        case Bullets() | Facts() | WordGrid() | QrCode():
            yield from _parts(block)
        case _:
            assert_never(block)


def _parts(block: Bullets | Facts | WordGrid | QrCode) -> Iterator[Group]:
    """The blocks that are made of several like things."""
    match block:
        case Bullets(items=items):
            for place, item in enumerate(items):
                yield Group(_item(item), 3 if place == 0 else 1.5)
        case Facts(rows=facts):
            for place, fact in enumerate(facts):
                yield Group(_fact(fact), 3 if place == 0 else 2)
        case WordGrid(words=words):
            yield Group(tuple(_words(words)), 8, in_box=True)
        case QrCode(text=text, says=says):
            yield Group((Row(_QR_SIDE, qr=text), *_rows(says, _SMALL, ink=Ink.SOFT)), 8)
        case _:
            assert_never(block)


def _words(words: Sequence[str]) -> Iterator[Row]:
    """The words in columns, numbered across: a screen reader reads them in their order."""
    column = (WIDTH - 2 * BOX_PADDING) / _WORD_COLUMNS
    for first in range(0, len(words), _WORD_COLUMNS):
        placed: list[Placed] = []
        for place, word in enumerate(words[first : first + _WORD_COLUMNS]):
            x = place * column
            marks = set_lines((Span(f"{first + place + 1}."),), _BODY, _WORD_NUMBER)[:1]
            lines = set_lines((Span(word, Cut.BOLD),), _WORD, column - _WORD_NUMBER)[:1]
            placed += [Placed(mark, x, ink=Ink.SOFT) for mark in marks]
            placed += [Placed(line, x + _WORD_NUMBER, ink=Ink.STRONG) for line in lines]
        yield Row(_WORD * 2, tuple(placed))


def _voice(box: VoiceBox) -> Group:
    inner = WIDTH - 2 * BOX_PADDING
    head = _rows(box.title, _SECTION, Cut.BOLD, Ink.STRONG, width=inner)
    said = [_rows(text, _BODY, Cut.ITALIC, width=inner) for text in box.paragraphs]
    return Group((*head, Row(3), *(row for rows in said for row in rows)), 10, in_box=True)


def _ends(block: Letterhead | Rule | Lines | SignOff) -> Iterator[Group]:
    """The blocks at the head and the foot of a letter."""
    match block:
        case Letterhead(sender=sender, day=day):
            yield Group(_letterhead(sender, day), 0, with_next=True)
        case Rule():
            yield Group((Row(6, is_thread=True),), 3)
        case Lines(lines=lines):
            yield Group(tuple(row for line in lines for row in _rows(line, _BODY - 0.5)), 6)
        case SignOff(closing=closing, name=name, lines=lines):
            rest = (row for line in lines for row in _rows(line, _BODY - 0.5))
            rows = (
                *_rows(closing, _BODY),
                Row(24),
                *_rows(name, _BODY, Cut.BOLD),
                *rest,
            )
            yield Group(rows, 9, last_words=True)
        case _:
            assert_never(block)


def _rows(
    text: str,
    size: float,
    cut: Cut = Cut.REGULAR,
    ink: Ink = Ink.TEXT,
    *,
    width: float = WIDTH,
) -> tuple[Row, ...]:
    lines = set_lines((Span(text, cut),), size, width)
    return tuple(Row(size * _LEADING, (Placed(line, ink=ink),)) for line in lines)


def _letterhead(sender: str, day: str) -> tuple[Row, ...]:
    names = set_lines((Span(sender, Cut.BOLD),), _BODY + 0.5, WIDTH * 0.7)
    days = set_lines((Span(day),), _BODY - 0.5, WIDTH * 0.3)
    rows = []
    for place in range(max(len(names), len(days))):
        left = [Placed(line, ink=Ink.STRONG) for line in names[place : place + 1]]
        right = [Placed(line, is_right=True, ink=Ink.SOFT) for line in days[place : place + 1]]
        rows.append(Row(_BODY * _LEADING, (*left, *right)))
    return tuple(rows)


def _item(item: Item) -> tuple[Row, ...]:
    lead = (Span(f"{item.lead}:", Cut.BOLD),) if item.lead else ()
    lines = set_lines((*lead, Span(item.text)), _BODY, WIDTH - _BULLET_INDENT)
    bullet = set_lines((Span("•"),), _BODY, _BULLET_INDENT)
    return tuple(
        Row(
            _BODY * _LEADING,
            (
                *(Placed(mark, 2) for mark in bullet if place == 0),
                Placed(line, _BULLET_INDENT),
            ),
        )
        for place, line in enumerate(lines)
    )


def _fact(fact: Fact) -> tuple[Row, ...]:
    labels = set_lines((Span(fact.label, Cut.BOLD),), _BODY, _LABEL_WIDTH - 8)
    width = WIDTH - _LABEL_WIDTH
    values = [line for text in fact.paragraphs for line in set_lines((Span(text),), _BODY, width)]
    return tuple(
        Row(
            _BODY * _LEADING,
            (
                *(Placed(line) for line in labels[place : place + 1]),
                *(Placed(line, _LABEL_WIDTH) for line in values[place : place + 1]),
            ),
        )
        for place in range(max(len(labels), len(values)))
    )


def _filled(groups: Sequence[Group]) -> Iterator[Page]:
    """The groups poured into pages, from the top."""
    end = PAGE_HEIGHT - BOTTOM
    page: list[Piece] = []
    top = TOP
    waiting = list(groups)
    while waiting:
        group = waiting.pop(0)
        above = group.before if page else 0.0
        room = end - top - above
        if _stays(group, waiting, room):
            page.append(Piece(group, top + above))
            top += above + group.height
            continue
        first, rest = _split(group, room, is_first=not page)
        if first is not None:
            page.append(Piece(first, top + above))
        waiting.insert(0, rest)
        waiting[:0] = _pulled_along(page, group) if first is None else ()
        yield tuple(page)
        page, top = [], TOP
    yield tuple(page)


def _stays(group: Group, following: Sequence[Group], room: float) -> bool:
    """Whether the group fits, and with it the first lines of what it must stay with."""
    needed = group.height
    rows_needed = _WIDOW if group.with_next else 0
    for after in following:
        if rows_needed <= 0:
            break
        needed += after.before + sum(row.height for row in after.rows[:rows_needed])
        needed += 2 * BOX_PADDING if after.in_box else 0
        rows_needed -= len(after.rows)
        rows_needed += _WIDOW if after.with_next else 0
    return needed <= room


def _pulled_along(page: list[Piece], group: Group) -> list[Group]:
    """What leaves this page with the group that did not fit: its headings, or a last paragraph."""
    pulled: list[Group] = []
    if group.last_words and len(page) > 1:
        pulled.insert(0, page.pop().group)
    while len(page) > 1 and page[-1].group.with_next:
        pulled.insert(0, page.pop().group)
    return pulled


def _split(group: Group, room: float, *, is_first: bool) -> tuple[Group | None, Group]:
    """What of the group fits, and the rest; never one line alone on either side.

    A group that begins a page is split wherever the page ends, so that every page moves on.
    """
    padding = 2 * BOX_PADDING if group.in_box else 0
    used, fitting = padding, 0
    for row in group.rows:
        if used + row.height > room:
            break
        used += row.height
        fitting += 1
    fitting = min(fitting, len(group.rows) - _WIDOW)
    least = 1 if is_first else _WIDOW
    if is_first and fitting < least:
        fitting = max(1, min(fitting, len(group.rows) - 1))
    if fitting < least or (group.last_words and not is_first):
        return None, group
    return _part(group, group.rows[:fitting], group.before), _part(group, group.rows[fitting:], 0)


def _part(group: Group, rows: tuple[Row, ...], before: float) -> Group:
    return Group(rows, before, in_box=group.in_box)
