"""The PDF as others see it: its pages, fonts, properties and words, whatever was typed."""

import io
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answers import AboutFactor, Answer, Noted, Question, Rating, Topic
from forms.answers import FactorState as State
from forms.ids import CarerId
from forms.pack import Language, Packs, Stage
from forms.people import Carer, Relationship
from letters.document import Bullets, Document, Heading, Item, Note, Paragraph, VoiceBox
from letters.facts import Reader
from letters.pdf import render
from tests.letters.families import (
    FATHER,
    MADE_AT,
    MOTHER,
    Story,
    expected_baby,
    foster_carer,
    fullest_ordinary,
    rated,
    told,
)
from tests.letters.reading import document, pdf, read


def _document(*blocks: Paragraph | Heading | VoiceBox | Bullets | Note) -> Document:
    return Document(
        "A practice letter",
        Language.ENGLISH,
        "Practice Team",
        "practice",
        "GT-000000",
        "Page {page} of {pages}",
        blocks,
    )


def _pages(data: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(data)).pages)


@pytest.mark.parametrize("reader", Reader)
def test_the_fullest_ordinary_contact_fits_two_pages(reader: Reader) -> None:
    assert _pages(pdf(fullest_ordinary().facts(), reader)) <= 2


@pytest.mark.parametrize("reader", Reader)
def test_the_fullest_ordinary_contact_fits_two_pages_with_the_packs_as_shipped(
    reader: Reader, packs: Packs
) -> None:
    factors = [f for f in packs.factors.at(Stage.POSTNATAL) if not f.opens_urgent][:8]
    in_band = [p for p in packs.prompts.prompts if p.band == packs.prompts.bands[-3].code]
    story = replace(fullest_ordinary(), packs=packs)
    answers: dict[Question, Answer] = {
        q: a
        for q, a in story.answers.items()
        if not hasattr(q, "factor") and not hasattr(q, "prompt")
    }
    for factor in factors:
        answers[AboutFactor(factor.code)] = Noted(State.PRESENT, (MOTHER,), "birth", "GP aware.")
    for prompt in (in_band * 2)[:12]:
        carer = MOTHER if (in_band * 2).index(prompt) % 2 else FATHER
        answers |= rated(
            prompt.code, Rating.MIXED, "Looked away, then came back softly.", "", carer
        )

    assert len(factors) == 8
    assert _pages(pdf(replace(story, answers=answers).facts(), reader)) <= 2


def test_the_same_letter_and_time_give_the_same_bytes_whatever_was_printed_between() -> None:
    urdu = expected_baby().with_answers(told(Topic.CONCERN, "وہ تھکی ہوئی ہیں ਬੱਚਾ"))
    first = pdf(urdu.facts(), Reader.TEAM)
    other = expected_baby().with_answers(told(Topic.CONCERN, "بچہ مسکراتا ہے ਖੁਸ਼"))
    pdf(other.facts(), Reader.TEAM)

    assert pdf(urdu.facts(), Reader.TEAM) == first


def test_the_time_it_was_made_is_the_time_that_was_given() -> None:
    with pikepdf.open(io.BytesIO(pdf(expected_baby().facts(), Reader.TEAM))) as opened:
        assert str(opened.docinfo["/CreationDate"]) == "D:20261120104200+00'00'"


def test_title_language_and_author_are_set_and_the_title_is_shown() -> None:
    with pikepdf.open(io.BytesIO(pdf(expected_baby().facts(), Reader.FAMILY))) as opened:
        title = str(opened.docinfo["/Title"])

        assert title == "Recommendation to the parent-infant relationship team"
        assert str(opened.docinfo["/Author"]) == "Practice Cwm Team"
        assert str(opened.Root.Lang) == "en-GB"
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)


def test_every_page_is_a4() -> None:
    for page in pypdf.PdfReader(io.BytesIO(pdf(fullest_ordinary().facts(), Reader.TEAM))).pages:
        assert round(float(page.mediabox.width)) == 595
        assert round(float(page.mediabox.height)) == 842


def test_every_font_is_embedded_and_says_what_its_letters_are() -> None:
    story = expected_baby().with_answers(told(Topic.CONCERN, "تھکی ਬੱਚਾ বাংলা עברית"))
    with pikepdf.open(io.BytesIO(pdf(story.facts(), Reader.TEAM))) as opened:
        fonts = [
            o
            for o in opened.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == pikepdf.Name.Font
        ]
        names = {str(font.BaseFont) for font in fonts}

        assert len(names) >= 6
        assert all("+Noto" in name for name in names)
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
        assert all("/ToUnicode" in font for font in fonts)


def test_every_page_says_which_of_how_many_and_which_letter() -> None:
    found = read(pdf(fullest_ordinary().facts(), Reader.TEAM))

    assert [f"Page {n} of 2" in page for n, page in enumerate(found.pages, 1)] == [True, True]
    assert all("GT-" in page for page in found.pages)


HOSTILE = (
    "<b>&\"'",
    "</para><font size=99>",
    "<img src='file:///etc/passwd'/>",
    "{page} %s \\n (a) ) ]",
    "&amp; &#0; &lt;",
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_markup_is_only_text(typed: str) -> None:
    story = expected_baby().with_answers(
        {**told(Topic.CONCERN, typed), **rated("X06", Rating.WORRY, typed, typed)}
    )
    story = replace(story, carers=(replace(story.carers[0], name=typed), story.carers[1]))

    found = read(pdf(story.facts(), Reader.TEAM)).running
    assert found.count(" ".join(typed.split())) >= 4


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("ŵyn a ŷd Siân Llŷr", id="Welsh"),
        pytest.param("zażółć gęślą jaźń", id="Polish"),
        pytest.param("Đứa bé cười", id="Vietnamese"),
        pytest.param("Το μωρό χαμογελά", id="Greek"),
        pytest.param("Младенец улыбается", id="Russian"),
        pytest.param("বাংলা", id="Bengali"),
        pytest.param("ਪੰਜਾਬੀ", id="Punjabi"),
        pytest.param("தமிழ்", id="Tamil"),
        pytest.param("শিশুটি হাসছে", id="Bengali with letters drawn in parts"),
        pytest.param("ਵਿੱਚ", id="Punjabi with marks"),
        pytest.param("ትግርኛ", id="Tigrinya"),
    ],
)
def test_words_of_many_languages_are_read_back(typed: str) -> None:
    story = expected_baby().with_answers(told(Topic.CONCERN, typed))
    wanted = unicodedata.normalize("NFC", typed)

    assert wanted in read(pdf(story.facts(), Reader.FAMILY)).running


def test_urdu_words_are_read_back_whole_and_from_the_right() -> None:
    typed = "آپ نے مجھے بتایا"
    story = expected_baby().with_answers(told(Topic.CONCERN, typed))
    found = read(pdf(story.facts(), Reader.FAMILY)).running

    assert " ".join(reversed(typed.split())) in found


def test_what_no_font_holds_is_put_into_words() -> None:
    typed = "Baby \U0001f476\U0001f3fd smiles \U0001f600, name 宝宝, \U000f0001 \ue000."
    story = expected_baby().with_answers(told(Topic.CONCERN, typed))

    assert (
        "Baby [baby] smiles [grinning face], name [U+5B9D U+5B9D], [U+F0001] [U+E000]."
        in read(pdf(story.facts(), Reader.FAMILY)).running
    )


def test_control_characters_and_turned_text_do_not_reach_the_paper() -> None:
    typed = "one\x00\x07\x1b two \u202eeerht\u202c \ud800 four\u2066"
    story = expected_baby().with_answers(told(Topic.CONCERN, typed))
    found = read(pdf(story.facts(), Reader.FAMILY)).running

    assert "one two eerht [character not printable] four" in found


def test_a_word_of_five_thousand_letters_is_all_there() -> None:
    found = read(render(_document(Paragraph("q" * 5000)), MADE_AT))

    assert sum(page.count("q") for page in found.pages) == 5000


def test_pages_of_free_text_are_all_there_in_order() -> None:
    words = [f"word{n}" for n in range(2500)]
    found = read(render(_document(VoiceBox("Voice", (" ".join(words),))), MADE_AT))
    body = [w for page in found.pages for w in page.split() if w.startswith("word")]

    assert body == words
    assert len(found.pages) > 3


def test_forty_factors_and_no_answers_at_all_make_letters() -> None:
    forty = _document(Bullets(tuple(Item(f"factor {n}", "Minor") for n in range(40))))

    assert "factor 39" in read(render(forty, MADE_AT)).running
    assert _pages(render(_document(), MADE_AT)) == 1
    assert _pages(render(_document(Bullets(()), Paragraph(""), VoiceBox("", ())), MADE_AT)) == 1


def test_many_carers_with_long_names_are_all_there() -> None:
    carers = tuple(
        Carer(CarerId(f"c{n}"), f"Practice {'Longname' * 12}{n}", Relationship.OTHER)
        for n in range(9)
    )
    found = read(pdf(replace(foster_carer(), carers=carers).facts(), Reader.TEAM))

    squeezed = "".join(found.running.split())
    assert all(c.name.replace(" ", "") in squeezed for c in carers)


LETTERS = "abcdefghijklmnopqrstuvwxyzŵŷâêîôûąęłżźćńóśĞışЖдюΩλάéüßñÅ0123456789.,!?-'&<>\"()"
AWKWARD = st.text(st.characters(exclude_categories=()), max_size=300)


def _said_everywhere(typed: str) -> Story:
    answers = {
        **told(Topic.CONCERN, typed),
        **told(Topic.VOICE, typed),
        **told(Topic.STRENGTHS, typed),
        **told(Topic.TRIED, typed),
        **rated("X06", Rating.WORRY, typed, typed),
    }
    return replace(expected_baby().with_answers(answers), address=typed)


@settings(max_examples=40, deadline=None)
@given(typed=AWKWARD)
def test_whatever_is_typed_both_copies_are_made(typed: str) -> None:
    for reader in Reader:
        assert pdf(_said_everywhere(typed).facts(), reader).startswith(b"%PDF-")


@settings(max_examples=40, deadline=None)
@given(words=st.lists(st.text(LETTERS, min_size=1, max_size=30), min_size=1, max_size=60))
def test_whatever_words_are_typed_are_read_back_in_order(words: list[str]) -> None:
    story = expected_baby().with_answers(told(Topic.CONCERN, " ".join(words)))

    assert " ".join(words) in read(pdf(story.facts(), Reader.FAMILY)).running


def test_a_letter_made_at_another_time_differs_only_in_its_time() -> None:
    made = document(expected_baby(), Reader.FAMILY)
    later = render(made, datetime(2026, 11, 21, 9, 0, tzinfo=UTC))

    assert later != render(made, MADE_AT)
    assert read(later).pages == read(render(made, MADE_AT)).pages


def test_every_page_of_a_draft_says_so_at_its_top() -> None:
    made = replace(_document(*[Paragraph("Practice words.")] * 90), draft="Draft. Practice.")
    pages = pypdf.PdfReader(io.BytesIO(render(made, MADE_AT))).pages

    assert len(pages) > 1
    assert [page.extract_text().startswith("Draft. Practice.") for page in pages] == [True] * len(
        pages
    )
