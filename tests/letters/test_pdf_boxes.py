"""What was drawn, measured on the finished page by another library: inside it, apart, and whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.answers import AboutFactor, Answer, Noted, Question, Rating, Topic
from forms.answers import FactorState as State
from forms.people import Carer
from letters.document import Document
from letters.facts import Reader
from letters.pdf import render
from letters.pdf_bidi import has_right_to_left
from letters.pdf_blocks import Sheet
from tests.letters.families import (
    MADE_AT,
    MOTHER,
    Story,
    expected_baby,
    fullest_ordinary,
    rated,
    told,
)
from tests.letters.judging import Word, faults, text, words
from tests.letters.reading import document

CLOSE = 1.0
LINE_HEIGHT = 0.55
"""Of a word's box that its letters fill at most; the rest is room that lines may share."""
PAPER = Sheet()


def _outside(found: Sequence[Word]) -> Iterator[str]:
    """What is drawn over a margin; the band of a draft and the foot of a page stand in theirs."""
    for word in found:
        if word.left < PAPER.left - CLOSE or word.right > PAPER.width - PAPER.left + CLOSE:
            yield f"beside the page's text: {word}"
        if word.top < 0 or word.bottom > PAPER.height:
            yield f"off the page: {word}"


def _overlapping(found: Sequence[Word]) -> Iterator[str]:
    """Words of one page that stand on each other."""
    for _, of_page in groupby(found, key=lambda word: word.page):
        for one, other in combinations(_one_way(list(of_page)), 2):
            beside = min(one.right, other.right) - max(one.left, other.left)
            along = abs((one.top + one.bottom) - (other.top + other.bottom)) / 2
            tall = min(one.bottom - one.top, other.bottom - other.top)
            if beside > CLOSE and along < tall * LINE_HEIGHT:
                yield f"{one} and {other}"


def _one_way(of_page: Sequence[Word]) -> list[Word]:
    """The words of lines that run one way: of others poppler guesses which word a sign is of."""
    turned = [w for w in of_page if has_right_to_left(w.text)]
    return [
        word
        for word in of_page
        if not any(word.top < t.bottom and t.top < word.bottom for t in turned)
    ]


def _letters(said: str) -> str:
    """The letters and digits alone: what is drawn between them may be broken over lines."""
    return re.sub(r"[\W_]", "", said)


def _at(made: Document, folder: Path, enlarged: float) -> list[Word]:
    return words(render(replace(made, enlarged=enlarged), MADE_AT), folder)


TYPED = st.one_of(
    st.just(""),
    st.text(st.characters(exclude_categories=()), max_size=200),
    st.sampled_from(
        (
            "هذا الطفل ينظر إلى أمه ويبتسم، ثم ينام 12 ساعة",
            "Dziecko się uśmiecha, zażółć gęślą jaźń",
            "</P> BMC EMC <</MCID 7>> BDC ) ] <b onload=x>",
            "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 3,
            "W" * 400,
        )
    ),
)
LONG = st.builds(lambda typed, times: f"{typed} " * times, TYPED, st.sampled_from((1, 1, 1, 40)))


@st.composite
def records(draw: st.DrawFn) -> Story:
    """A contact in which anything may have been typed anywhere, with up to twelve factors."""
    story = fullest_ordinary() if draw(st.booleans()) else expected_baby()
    factors = [f.code for f in story.packs.factors.factors][: draw(st.integers(0, 12))]
    noted: dict[Question, Answer] = {
        AboutFactor(code): Noted(State.PRESENT, (MOTHER,), draw(TYPED)[:40], draw(TYPED))
        for code in factors
    }
    answers: dict[Question, Answer] = {
        **{
            k: v
            for topic in (Topic.CONCERN, Topic.VOICE)
            for k, v in told(topic, draw(LONG)).items()
        },
        **told(Topic.STRENGTHS, draw(TYPED)),
        **told(Topic.TRIED, draw(TYPED)),
        **rated("X06", Rating.WORRY, draw(TYPED), draw(TYPED)),
        **noted,
    }
    carers: list[Carer] = [replace(carer, name=draw(TYPED)) for carer in story.carers]
    return replace(story.with_answers(answers), carers=tuple(carers), address=draw(TYPED))


@pytest.mark.parametrize("enlarged", [1.0, 2.0])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(story=records(), reader=st.sampled_from(Reader))
def test_whatever_was_recorded_nothing_is_over_the_edge_or_over_another(
    enlarged: float, tmp_path: Path, story: Story, reader: Reader
) -> None:
    made = document(story, reader)
    found = _at(made, tmp_path, enlarged)

    assert found
    assert list(_outside(found)) == []
    assert list(_overlapping(found)) == []
    assert faults(render(made, MADE_AT)) == []


@pytest.mark.parametrize("enlarged", [1.0, 2.0])
def test_three_pages_of_free_text_and_long_names_are_all_there(
    enlarged: float, tmp_path: Path
) -> None:
    said = " ".join(f"word{n}" for n in range(1500))
    name = "Practice " + "Longname" * 12
    story = fullest_ordinary().with_answers(told(Topic.CONCERN, said))
    story = replace(story, carers=tuple(replace(carer, name=name) for carer in story.carers))
    made = replace(document(story, Reader.TEAM), enlarged=enlarged)
    file = render(made, MADE_AT)
    drawn = _letters(text(file, tmp_path))
    found = words(file, tmp_path)

    assert [w.text for w in found if re.fullmatch(r"word\d+", w.text)] == said.split()
    assert _letters(name) in drawn
    assert list(_outside(found)) == []
    assert list(_overlapping(found)) == []
    assert max(word.page for word in found) >= 4


def test_large_print_is_twice_as_tall_on_paper_of_the_same_size(tmp_path: Path) -> None:
    made = document(expected_baby(), Reader.FAMILY)
    usual, large = (
        next(w for w in _at(made, tmp_path, enlarged) if w.text == "Practice")
        for enlarged in (1.0, 2.0)
    )

    assert (large.bottom - large.top) / (usual.bottom - usual.top) == pytest.approx(2, rel=0.02)


def test_an_address_stands_in_the_window_of_an_envelope_and_nothing_else_does(
    tmp_path: Path,
) -> None:
    from tests.letters.test_pdf_tags import EVERY_BLOCK  # noqa: PLC0415 - one letter of every block

    made = replace(document(expected_baby(), Reader.FAMILY), blocks=EVERY_BLOCK)
    mm = 72 / 25.4
    seen = [
        word.text
        for word in _at(made, tmp_path, 1.0)
        if word.page == 1 and word.bottom > 46 * mm and word.top < 92 * mm
    ]
    always = [
        word.text
        for word in _at(made, tmp_path, 1.0)
        if word.page == 1 and word.top > 56 * mm and word.bottom < 81 * mm and word.left > 20 * mm
    ]

    assert seen == always == ["To:", "Practice", "Siân", "Owen", "2", "Practice", "Street"]
