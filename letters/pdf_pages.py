"""The document laid out on A4 pages: what stays together, and where a page ends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from letters.document import Document
from letters.pdf_blocks import BOX_PADDING, Group, Row, Sheet, groups

_WIDOW = 2
_CLOSER_ROWS, _CLOSER_GAPS = 0.945, 0.62


@dataclass(frozen=True, slots=True)
class Piece:
    """A group, or the part of one that a page holds, at `top` on its page."""

    group: Group
    top: float


Page = tuple[Piece, ...]


def pages(document: Document) -> tuple[Page, ...]:
    """The document's pages; at least one. Set a little closer where that saves a page."""
    sheet = Sheet(document.enlarged)
    laid = [group for block in document.blocks for group in groups(block, sheet)]
    roomy = tuple(_filled(laid, sheet))
    closer = tuple(_filled([_closer(g) for g in laid], sheet)) if len(roomy) > 1 else roomy
    return closer if len(closer) < len(roomy) else roomy


def _closer(group: Group) -> Group:
    rows = tuple(replace(row, height=row.height * _CLOSER_ROWS) for row in group.rows)
    return replace(group, rows=rows, before=group.before * _CLOSER_GAPS)


def _filled(laid: Sequence[Group], sheet: Sheet) -> Iterator[Page]:
    """The groups poured into pages, from the top."""
    end = sheet.height - sheet.bottom
    page: list[Piece] = []
    top = sheet.top
    waiting, is_first_page = list(laid), True
    while waiting:
        group = waiting.pop(0)
        above = group.before if page else 0.0
        if is_first_page:
            above = max(above, group.not_above - top)
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
        page, top, is_first_page = [], sheet.top, False
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
