"""Where things stand on the page: inside the margins, apart, headings with their text."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.pack import Language
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
from letters.facts import Reader
from letters.pdf_blocks import BOX_PADDING, Sheet
from letters.pdf_pages import Page, pages
from tests.letters.families import expected_baby, fullest_ordinary
from tests.letters.reading import document

CLOSE = 0.01
SHEET = Sheet()


def _document(*blocks: Block) -> Document:
    return Document("T", Language.ENGLISH, "A", "t", "R", "{page} {pages}", blocks)


def _outside(page: Page) -> Iterator[str]:
    """What stands outside the margins or over its neighbour."""
    below = SHEET.top
    for piece in page:
        if piece.top < below - CLOSE:
            yield f"overlap at {piece.top}"
        below = piece.top + piece.group.height
        if below > SHEET.height - SHEET.bottom + CLOSE:
            yield f"below the margin: {below}"
        room = SHEET.room - (2 * BOX_PADDING if piece.group.in_box else 0)
        for row in piece.group.rows:
            ends = [p.x + p.line.width for p in row.placed if not p.is_right]
            yield from (f"too wide: {end}" for end in ends if end > room + CLOSE)


WORDS = st.text(st.characters(exclude_categories=()), max_size=120)
LONG = st.builds(lambda text, times: text * times, WORDS, st.integers(1, 40))
BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Letterhead, WORDS, WORDS),
    st.just(Rule()),
    st.builds(Lines, st.tuples(WORDS, WORDS)),
    st.builds(Heading, WORDS, st.sampled_from((1, 2))),
    st.builds(Paragraph, LONG, st.booleans()),
    st.builds(VoiceBox, WORDS, st.tuples(LONG, WORDS)),
    st.builds(Bullets, st.tuples(st.builds(Item, LONG, WORDS), st.builds(Item, WORDS))),
    st.builds(Facts, st.tuples(st.builds(Fact, WORDS, st.tuples(LONG, WORDS)))),
    st.builds(Note, LONG),
    st.builds(SignOff, WORDS, WORDS, st.tuples(WORDS)),
    st.builds(WordGrid, st.lists(WORDS, max_size=25).map(tuple)),
    st.builds(QrCode, WORDS, WORDS),
)


@settings(max_examples=60, deadline=None)
@given(blocks=st.lists(BLOCKS, max_size=14))
def test_nothing_is_cut_or_overlaps_whatever_the_letter_says(blocks: list[Block]) -> None:
    for page in pages(_document(*blocks)):
        assert list(_outside(page)) == []


@pytest.mark.parametrize("reader", Reader)
def test_the_fullest_letter_keeps_inside_its_margins(reader: Reader) -> None:
    for page in pages(document(fullest_ordinary(), reader)):
        assert list(_outside(page)) == []


def test_a_line_without_a_word_to_break_at_is_cut_inside_the_margin() -> None:
    [page, *_] = pages(_document(Bullets((Item("W" * 5000),))))

    assert list(_outside(page)) == []


@pytest.mark.parametrize("small", range(6))
def test_a_heading_never_stands_at_the_foot_of_a_page_without_its_text(small: int) -> None:
    three_lines = Paragraph("text " * 55)
    for lines in range(31, 38):
        laid_out = pages(
            _document(
                *(Note("small") for _ in range(small)),
                *(Paragraph(f"line {n}") for n in range(lines)),
                Heading("A heading"),
                three_lines,
                *(Paragraph("more") for _ in range(20)),
            )
        )

        assert [page for page in laid_out if page[-1].group.with_next] == []


@settings(max_examples=40, deadline=None)
@given(lines=st.integers(1, 60), words=st.integers(60, 600))
def test_no_single_line_of_a_paragraph_is_left_behind(lines: int, words: int) -> None:
    laid_out = pages(
        _document(*(Paragraph(f"line {n}") for n in range(lines)), Note("word " * words))
    )
    parts = [
        len(piece.group.rows)
        for page in laid_out
        for piece in page
        if len(piece.group.rows) > 1 or piece.group.rows[0].placed[0].line.size < 10
    ]

    assert min(parts) >= 2


@settings(max_examples=40, deadline=None)
@given(lines=st.integers(1, 60))
def test_the_signature_is_whole_and_never_alone_on_a_page(lines: int) -> None:
    sign = SignOff("Yours", "Practice Name", ("Role", "Team"))
    laid_out = pages(_document(*(Paragraph(f"line {n}") for n in range(lines)), sign))

    assert laid_out[-1][-1].group.last_words
    assert len(laid_out[-1][-1].group.rows) == 5
    assert len(laid_out) == 1 or len(laid_out[-1]) > 1


def _line_distance(page: Page) -> float:
    return page[-1].top - page[-2].top


def test_a_letter_that_nearly_fits_is_set_closer_to_save_a_page() -> None:
    roomy, closer, long = (
        pages(_document(*(Paragraph(f"line {n}") for n in range(lines)))) for lines in (38, 43, 60)
    )

    assert [len(roomy), len(closer), len(long)] == [1, 1, 2]
    assert _line_distance(closer[0]) < _line_distance(roomy[0])
    assert _line_distance(long[0]) == pytest.approx(_line_distance(roomy[0]))


def test_a_letter_with_nothing_in_it_has_one_page() -> None:
    assert len(pages(_document())) == 1


def test_a_family_copy_of_an_ordinary_contact_is_one_page() -> None:
    assert len(pages(document(expected_baby(), Reader.FAMILY))) == 1
