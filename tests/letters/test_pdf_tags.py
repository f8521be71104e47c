"""Every letter as reading software and archives take it: judged by others, not by our own eyes."""

import io
import re
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from forms.answers import Topic
from forms.pack import Language
from forms.preferences import Preferences
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
from letters.pdf import render
from letters.plain import to_text
from tests.letters.families import (
    MADE_AT,
    Story,
    expected_baby,
    foster_carer,
    fullest_ordinary,
    told,
)
from tests.letters.judging import complaints, faults, structure, text
from tests.letters.reading import document

STORIES = {
    "an expected baby": expected_baby,
    "the fullest ordinary contact": fullest_ordinary,
    "a foster carer": foster_carer,
}
TYPED = {
    "Arabic": "هذا الطفل ينظر إلى أمه ويبتسم، ثم ينام 12 ساعة.",
    "Polish": "Dziecko patrzy na mamę i się uśmiecha. Zażółć gęślą jaźń.",
    "Bengali": "শিশুটি হাসছে এবং মায়ের দিকে তাকায়",
    "Urdu and Punjabi": "وہ تھکی ہوئی ہیں ਬੱਚਾ ਵਿੱਚ",
    "markup": "</P> /Artifact BMC EMC <</MCID 7>> BDC (a) ) ] %% <b>&amp;\\",
    "emoji": "Baby \U0001f476\U0001f3fd smiles \U0001f600, name 宝宝, \ue000 \ufffe.",
    "nothing": "",
}


def _logo(width: int = 60, height: int = 20) -> bytes:
    """A picture that shows the paper through it, as a logo often does."""

    def chunk(kind: bytes, held: bytes) -> bytes:
        checked = struct.pack(">I", zlib.crc32(kind + held))
        return struct.pack(">I", len(held)) + kind + held + checked

    row = b"\0" + b"\x0b\x3b\x44\x80" * width
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(row * height))
        + chunk(b"IEND", b"")
    )


EVERY_BLOCK: tuple[Block, ...] = (
    Letterhead("Practice Trust", "20 November 2026", ("1 Practice Road", "Cwm"), _logo(), "A sun"),
    Rule(),
    Lines(("To: Practice Siân Owen", "2 Practice Street"), in_window=True),
    Lines(("Copy to: Practice Tom Owen",)),
    Heading("A practice letter", 1),
    Paragraph("About Practice Gwil", strong=True),
    Paragraph("Mae Gwil yn gwenu ar ei fam.", language=Language.WELSH),
    Paragraph("Read more at", address="https://www.nhs.uk/practice/" + "long/" * 30),
    Heading("What was seen"),
    VoiceBox("The voice of the baby", ("Rwy'n gwylio.", "I watch."), language=Language.WELSH),
    Bullets(
        (
            Item("He turns to her.", "Siân", items=(Item("Often"), Item("At night", "Tom"))),
            Item("Mae'n canu.", "Tom", language=Language.WELSH),
        )
    ),
    Facts(
        (
            Fact("Address", ("1 Practice Road",)),
            Fact("A label that is long enough to need three lines", ("One.", "Two.")),
            Fact("Nothing known", ()),
            Fact("", ("No label",)),
            Fact("Iaith", ("Cymraeg",), Language.WELSH),
        )
    ),
    WordGrid(("acid", "acne", "acrobat", "", "academic")),
    QrCode("acid acne acrobat", "The square holds the same words."),
    Note("Small print."),
    SignOff("Yours sincerely", "Practice H. Visitor", ("Health visitor", "01632 960 001")),
)


def _letter(*blocks: Block, language: Language = Language.ENGLISH) -> Document:
    return Document(
        "A practice letter",
        language,
        "Practice Team",
        "practice",
        "GT-000000",
        "Page {page} of {pages}",
        blocks,
    )


def _opened(made: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render(made, MADE_AT)))


@pytest.mark.parametrize("enlarged", [1.0, 2.0])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_every_letter_passes_for_screen_readers_and_for_archives(
    story: Callable[[], Story], reader: Reader, language: Language, enlarged: float, tmp_path: Path
) -> None:
    told_in = replace(story(), preferences=Preferences(language=language))
    made = render(replace(document(told_in, reader), enlarged=enlarged), MADE_AT)

    assert faults(made) == []
    assert complaints(made, tmp_path) == ""


@pytest.mark.parametrize("draft", ["", "Draft: nobody has decided on this."])
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("enlarged", [1.0, 1.5, 2.0])
def test_a_letter_of_every_kind_of_block_passes(
    enlarged: float, language: Language, draft: str, tmp_path: Path
) -> None:
    blocks = (*EVERY_BLOCK[:-1], *[Paragraph("More words. " * 60)] * 12, EVERY_BLOCK[-1])
    made = replace(_letter(*blocks, language=language), enlarged=enlarged, draft=draft)
    file = render(made, MADE_AT)

    assert faults(file) == []
    assert complaints(file, tmp_path) == ""


@pytest.mark.parametrize("typed", TYPED.values(), ids=TYPED)
def test_whatever_is_typed_the_letter_passes(typed: str, tmp_path: Path) -> None:
    blocks = (
        Letterhead(typed, "20 November 2026"),
        Heading(typed, 1),
        Paragraph(typed * 20),
        Heading(typed),
        Bullets((Item(typed, typed, items=(Item(typed * 9),)),)),
        Facts((Fact(typed, (typed, typed)), Fact(typed, ()))),
        VoiceBox(typed, (typed,)),
        SignOff("Yours", typed, (typed,)),
    )
    made = render(replace(_letter(*blocks), title=f"Letter {typed}", author=typed), MADE_AT)

    assert faults(made) == []
    assert complaints(made, tmp_path) == ""


def test_the_validator_sees_a_letter_whose_structure_was_lost() -> None:
    with _opened(_letter(*EVERY_BLOCK)) as pdf:
        del pdf.Root.StructTreeRoot
        lost = io.BytesIO()
        pdf.save(lost)

    assert any("ua1" in fault for fault in faults(lost.getvalue()))
    assert any("3a" in fault for fault in faults(lost.getvalue()))


def _plain_words(said: str) -> list[str]:
    """The words without the marks by which a plain text shows what is a list or a heading."""
    return re.sub(r"[-=•:|\"\[\]]", " ", said).split()


def _in_order_of_structure(made: Document, folder: Path) -> list[str]:
    lines = structure(render(made, MADE_AT), folder)
    return _plain_words(" ".join(x for line in lines if (x := line.strip()).startswith('"')))


@pytest.mark.parametrize("reader", Reader)
@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES)
def test_a_screen_reader_reads_what_the_plain_text_says_in_its_order(
    story: Callable[[], Story], reader: Reader, tmp_path: Path
) -> None:
    made = document(story(), reader)
    plain = to_text(made).removesuffix(f"{made.reference}\n")

    assert _in_order_of_structure(made, tmp_path) == _plain_words(plain)


@pytest.mark.parametrize("reader", Reader)
def test_words_taken_off_the_page_come_in_the_order_of_reading(
    reader: Reader, tmp_path: Path
) -> None:
    made = document(fullest_ordinary(), reader)
    plain = to_text(made).removesuffix(f"{made.reference}\n")
    raw = text(render(made, MADE_AT), tmp_path)
    for page in range(1, 4):
        footer = rf"{made.reference}\s+" + made.page_words.format(page=page, pages=r"\d")
        raw = re.sub(footer, " ", raw)

    assert _plain_words(raw) == _plain_words(plain)


def test_each_part_is_told_for_what_it_is(tmp_path: Path) -> None:
    told_as = [
        line.strip().split(" (")[0].split(' "')[0]
        for line in structure(render(_letter(*EVERY_BLOCK), MADE_AT), tmp_path)
    ]
    found = " ".join(told_as)

    for wanted in (
        "Figure",
        "H1",
        "H2",
        "LI Lbl",
        "LBody",
        "TR",
        "TH",
        "TD",
        "Link",
        "Span",
        "Form",
        "/ListNumbering /Decimal",
        "/Scope /Row",
    ):
        assert wanted in found, wanted


def _elements(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    return [
        o
        for o in pdf.objects
        if isinstance(o, pikepdf.Dictionary) and o.get("/S") == pikepdf.Name(f"/{tag}")
    ]


def test_a_list_within_a_list_is_within_its_item() -> None:
    items = (Item("Whole", items=(Item("Part"), Item("Part", items=(Item("Deep"),)))),)
    with _opened(_letter(Heading("A", 1), Bullets(items))) as pdf:
        lists = _elements(pdf, "L")

        assert len(lists) == 3
        assert sorted(str(found.P.S) for found in lists) == ["/Document", "/LBody", "/LBody"]


def test_welsh_words_in_an_english_letter_are_told_to_be_welsh() -> None:
    with _opened(_letter(*EVERY_BLOCK)) as pdf:
        passages = _elements(pdf, "Span")

        assert str(pdf.Root.Lang) == "en-GB"
        assert {str(found.Lang) for found in passages} == {"cy-GB"}
        assert sorted(str(found.P.S) for found in passages) == ["/LBody", "/P", "/P", "/P", "/P"]


def test_pictures_say_what_they_show_and_where_they_stand() -> None:
    with _opened(_letter(*EVERY_BLOCK)) as pdf:
        figures = _elements(pdf, "Figure")

        assert {str(found.Alt) for found in figures} == {
            "A sun",
            "The square holds the same words.",
        }
        assert all(len(found.A.BBox) == 4 for found in figures)


def test_a_link_leads_from_each_of_its_lines() -> None:
    address = "https://www.nhs.uk/practice/" + "long/" * 30
    with _opened(_letter(Heading("A", 1), Paragraph("Read", address=address))) as pdf:
        annotations = [*pdf.pages[0].Annots]
        [link] = _elements(pdf, "Link")

        assert len(annotations) >= 2
        assert {str(found.A.URI) for found in annotations} == {address}
        assert sum(str(kid.get("/Type")) == "/OBJR" for kid in link.K) == len(annotations)


def test_an_address_that_somebody_typed_leads_nowhere() -> None:
    story = expected_baby().with_answers(told(Topic.CONCERN, "See https://practice.example now"))
    with _opened(document(story, Reader.TEAM)) as pdf:
        subtypes = {str(a.Subtype) for page in pdf.pages for a in page.get("/Annots", ())}

    assert "/Link" not in subtypes


def test_headings_are_bookmarks_that_lead_to_their_page() -> None:
    long = [Paragraph("word " * 300)] * 6
    made = _letter(Heading("Title", 1), *long, Heading("Last"), Note("End."))
    with _opened(made) as pdf, pdf.open_outline() as outline:
        [title] = outline.root
        [last] = title.children

        assert (title.title, last.title) == ("Title", "Last")
        assert isinstance(last.destination, pikepdf.Array)
        assert last.destination[0] == pdf.pages[-1].obj


@pytest.mark.parametrize("levels", [(2,), (2, 1, 2), (1, 2, 2, 1)])
def test_no_level_of_heading_is_left_out(levels: tuple[int, ...], tmp_path: Path) -> None:
    headings = (Heading(f"H {n}", level) for n, level in enumerate(levels))
    found = structure(render(_letter(*headings), MADE_AT), tmp_path)
    depths = [int(line.strip()[1]) for line in found if re.match(r"\s+H\d ", line)]

    assert len(depths) == len(levels)
    assert depths[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(depths))


def test_a_letter_has_one_empty_place_to_sign_and_a_draft_has_none() -> None:
    letter = _letter(*EVERY_BLOCK)
    with _opened(letter) as pdf:
        [field] = pdf.Root.AcroForm.Fields

        assert str(field.FT) == "/Sig"
        assert "/V" not in field
        assert str(field.TU) == "Signature: Practice H. Visitor"
        assert len(_elements(pdf, "Form")) == 1
    for unsigned in (replace(letter, draft="Draft"), _letter(*EVERY_BLOCK[:-1])):
        with _opened(unsigned) as pdf:
            assert "/AcroForm" not in pdf.Root
            assert _elements(pdf, "Form") == []


def test_the_draft_band_is_read_once_though_it_stands_on_every_page(tmp_path: Path) -> None:
    made = replace(_letter(*[Paragraph("Practice words.")] * 90), draft="Nobody has decided.")
    found = "\n".join(structure(render(made, MADE_AT), tmp_path))

    assert found.count("Nobody has decided.") == 1
    assert found.index("Nobody has decided.") < found.index("Practice words.")


def test_properties_and_metadata_say_the_same() -> None:
    made = replace(_letter(Heading("A", 1)), title='Letter <&> "ŵ"', author="Tîm & co")
    with _opened(made) as pdf:
        metadata = pdf.open_metadata()

        assert str(pdf.docinfo["/Title"]) == metadata["dc:title"] == 'Letter <&> "ŵ"'
        assert [str(pdf.docinfo["/Author"])] == metadata["dc:creator"] == ["Tîm & co"]
        assert metadata["xmp:CreateDate"] == "2026-11-20T10:42:00+00:00"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert metadata["pdfuaid:part"] == "1"


def test_the_same_letter_gives_the_same_bytes_and_another_another_number() -> None:
    first, again = (render(_letter(*EVERY_BLOCK), MADE_AT) for _ in range(2))
    other = render(_letter(*EVERY_BLOCK[1:]), MADE_AT)

    assert first == again
    numbers = [str(pikepdf.open(io.BytesIO(made)).trailer.ID[0]) for made in (first, other)]
    assert numbers[0] != numbers[1]


def test_no_stream_ends_so_that_a_strict_reader_counts_a_byte_too_few() -> None:
    files = [render(_letter(Paragraph("q" * n)), MADE_AT) for n in range(250)]
    spelt_out = [made for made in files if b"/ASCII85Decode" in made]

    assert spelt_out
    assert [faults(made) for made in spelt_out] == [[]] * len(spelt_out)
    assert [n for n, made in enumerate(files) if b"\r\nendstream" in made] == []
