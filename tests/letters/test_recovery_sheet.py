"""The sheet on paper: every word in its order, a square that holds the same, and fair warning."""

import re
from datetime import date

import pytest

from letters.document import Document, QrCode, WordGrid
from letters.pdf import qr_modules, render
from letters.pdf_blocks import Square
from letters.pdf_pages import pages
from letters.plain import to_text
from letters.recovery_sheet import ShareFacts, SheetFacts, recovery_sheet, share_sheet
from tests.letters.families import MADE_AT
from tests.letters.reading import read

_IN_ORDER = (
    "academic acid acne acquire acrobat activity actress adapt adequate adjust"
    " admit adorn adult advance advocate afraid again agency agree aide"
)
WORDS = _IN_ORDER.split()
SHEET = recovery_sheet(
    SheetFacts("Practice Jo", "0123456789abcdef", 4711, date(2026, 3, 2), tuple(WORDS))
)
SHARE = share_sheet(
    ShareFacts("Practice Trust", "1a2b-3c4d", 815, 2, 3, 2, date(2026, 3, 2), tuple(WORDS))
)


def running(document: Document) -> str:
    return " ".join(to_text(document).split())


@pytest.mark.parametrize("document", [SHEET, SHARE])
def test_every_word_is_printed_with_its_number_in_reading_order(document: Document) -> None:
    printed = read(render(document, MADE_AT))
    numbered = re.findall(r"(\d+)\.\s*([a-z]+)", printed.running)

    assert numbered[: len(WORDS)] == [(str(n), w) for n, w in enumerate(WORDS, start=1)]
    assert len(printed.pages) == 1


@pytest.mark.parametrize("document", [SHEET, SHARE])
def test_the_plain_text_has_every_word_and_says_what_the_square_holds(document: Document) -> None:
    said = running(document)

    for number, word in enumerate(WORDS, start=1):
        assert f"{number}. {word}" in said
    assert "[The square holds the same 20 words" in said


def test_the_square_holds_the_words_as_they_are_typed() -> None:
    [code] = [block for block in SHEET.blocks if isinstance(block, QrCode)]
    [grid] = [block for block in SHEET.blocks if isinstance(block, WordGrid)]

    assert code.text == " ".join(WORDS)
    assert grid.words == tuple(WORDS)


def test_the_square_is_drawn_with_its_three_corners_and_large_enough_to_scan() -> None:
    modules = qr_modules(" ".join(WORDS))
    corner = ["1111111", "1000001", "1011101", "1011101", "1011101", "1000001", "1111111"]

    def at(down: int, across: int) -> list[str]:
        rows = modules[down : down + 7]
        return ["".join("1" if dark else "0" for dark in row[across : across + 7]) for row in rows]

    last = len(modules) - 7
    assert {len(row) for row in modules} == {len(modules)}
    assert at(0, 0) == at(0, last) == at(last, 0) == corner
    rows = [row for page in pages(SHEET) for piece in page for row in piece.group.rows]
    [row] = [row for row in rows if isinstance(row.drawn, Square)]
    assert row.height / (len(modules) + 8) > 2
    drawn = read(render(SHEET, MADE_AT)).streams.count(b" re f")
    assert drawn >= sum(dark for line in modules for dark in line)


def test_another_text_is_another_square() -> None:
    assert qr_modules("academic acid") != qr_modules("academic acne")


def test_the_practitioners_sheet_says_whose_and_which_it_is_and_where_to_keep_it() -> None:
    said = running(SHEET)

    for part in (
        "Practice Jo",
        "0123456789abcdef",
        "4711",
        "2 March 2026",
        "Never with the laptop",
    ):
        assert part in said
    assert "No network is needed" in said


def test_a_holders_sheet_says_that_two_are_needed_and_whose_key_it_is() -> None:
    said = running(SHARE)

    for part in ("Practice Trust", "Holder 2 of 3", "815", "1a2b-3c4d", "2 March 2026"):
        assert part in said
    assert "Any 2 of the 3 holders together" in said
    assert "One alone cannot" in said


@pytest.mark.parametrize("document", [SHEET, SHARE])
def test_the_files_name_and_properties_hold_neither_name_nor_word(document: Document) -> None:
    printed = read(render(document, MADE_AT))

    for outside in (document.file_stem, printed.properties):
        assert "Practice" not in outside
        assert not [word for word in ("acrobat", "advocate") if word in outside]


def test_a_name_is_plain_text_whatever_is_in_it() -> None:
    facts = SheetFacts("<b>Practice</b>\nJo", "v", 1, date(2026, 3, 2), tuple(WORDS))

    assert "<b>Practice</b> Jo" in read(render(recovery_sheet(facts), MADE_AT)).running
