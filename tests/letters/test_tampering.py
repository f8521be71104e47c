"""A signed letter that anybody touched afterwards is never taken for what was signed."""

import io
import random
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from letters.errors import PasswordNeeded, Unreadable
from letters.facts import Reader
from letters.fhir import FHIR_FILE
from letters.inside import RECORD_FILE, fingerprint
from letters.pdf_attach import inside
from letters.pdf_letter import whole_letter
from letters.pdf_look import Change, Changed, NoLetter, Whole, look_at
from letters.pdf_seal import Broken, Seal, seal_of
from letters.pdf_sign import Signer, before_signing, protect, sign
from letters.recommendation import recommendation
from tests.letters.families import MADE_AT, fullest_ordinary
from tests.letters.judging import complaints, faults
from tests.letters.signers import a_signer
from tests.programs import run

FACTS = fullest_ordinary().facts()
PASSWORD = "practice 1234 word"  # noqa: S105 - invented


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return whole_letter(recommendation(FACTS, Reader.TEAM), MADE_AT, FACTS)


@pytest.fixture(scope="module")
def signer() -> Signer:
    return a_signer("Golden Thread, Practice Cwm Team, laptop 0A1B2C3D")


@pytest.fixture(scope="module")
def signed(unsigned: bytes, signer: Signer) -> bytes:
    return sign(unsigned, signer, MADE_AT)


def flipped(content: bytes, at: int, drawn: random.Random) -> bytes:
    changed = bytearray(content)
    changed[at] ^= drawn.randrange(1, 256)
    return bytes(changed)


def lower_case(content: bytes, at: int) -> bytes:
    return content[:at] + content[at : at + 1].lower() + content[at + 1 :]


def with_pikepdf(content: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file written anew after a change."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        change(opened)
        opened.save(made)
    return made.getvalue()


def test_what_nobody_touched_is_whole_and_says_when_and_by_which_certificate(
    signed: bytes, signer: Signer
) -> None:
    look = look_at(signed)

    assert isinstance(look, Whole)
    assert (look.certificate, look.signed_at) == (signer.certificate, MADE_AT)
    assert look.fingerprint == fingerprint(inside(signed).attachments[RECORD_FILE])
    assert look.fingerprint in inside(signed).reference


def test_an_organisations_rsa_certificate_signs_as_well(unsigned: bytes) -> None:
    organisation = a_signer("Practice Organisation", by_rsa=True)

    look = look_at(sign(unsigned, organisation, MADE_AT))

    assert isinstance(look, Whole)
    assert look.certificate == organisation.certificate


def test_poppler_finds_the_same_signature_over_the_whole_file(
    signed: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("signed") / "letter.pdf"
    file.write_bytes(signed)

    told = run("pdfsig", ("-nocert", file)).stdout.decode()

    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told


def test_a_signed_letter_still_keeps_to_its_standards(signed: bytes, tmp_path: Path) -> None:
    assert faults(signed) == []
    assert complaints(signed, tmp_path) == ""


def test_a_thousand_random_bytes_changed_are_all_seen(signed: bytes) -> None:
    drawn = random.Random(1900)  # noqa: S311 - the same places each time
    sealed = [
        at
        for _ in range(1000)
        if isinstance(seal_of(flipped(signed, at := drawn.randrange(len(signed)), drawn)), Seal)
    ]

    assert sealed == []


def test_every_byte_of_the_signature_itself_counts(signed: bytes) -> None:
    """Readers pass over padding and over the case of a digit; this does not."""
    drawn = random.Random(7)  # noqa: S311 - the same places each time
    start = signed.rindex(b"/Contents <") + len(b"/Contents ")
    end = signed.index(b">", start) + 1
    sealed = [
        at
        for at in range(start, end)
        for other in (flipped(signed, at, drawn), lower_case(signed, at))
        if other != signed and isinstance(seal_of(other), Seal)
    ]

    assert sealed == []


@pytest.mark.parametrize("more", [b"\n", b"%%EOF\n", b"\0", b" "])
def test_one_byte_more_behind_is_seen(signed: bytes, more: bytes) -> None:
    assert look_at(signed + more) == Changed(Change.ADDED_TO)


def test_an_incremental_update_is_seen_and_told(signed: bytes) -> None:
    from pyhanko.pdf_utils.generic import pdf_string  # noqa: PLC0415 - slow to load
    from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415 - the same
        IncrementalPdfFileWriter,
    )

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/PieceNote"] = pdf_string("A line put in later")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)

    assert out.getvalue().startswith(signed)
    assert look_at(out.getvalue()) == Changed(Change.ADDED_TO)


def test_a_file_inside_swapped_in_an_update_is_told_as_that(signed: bytes) -> None:
    from pyhanko.pdf_utils.generic import pdf_name  # noqa: PLC0415 - slow to load
    from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415 - the same
        IncrementalPdfFileWriter,
    )

    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    spec = writer.root["/AF"][0]
    stream = spec["/EF"]["/F"]
    stream._data = b'{"kind":"golden-thread letter"}'
    stream._encoded_data = None
    stream.pop(pdf_name("/Filter"), None)
    writer.mark_update(spec["/EF"].raw_get("/F").reference)
    out = io.BytesIO()
    writer.write(out)

    assert look_at(out.getvalue()) == Changed(Change.SWAPPED)


def test_a_file_inside_swapped_by_writing_the_letter_anew_is_told_as_that(signed: bytes) -> None:
    def swap(opened: pikepdf.Pdf) -> None:
        stream = opened.Root.AF[0].EF.F
        stream.write(b'{"kind":"other"}')

    assert look_at(with_pikepdf(signed, swap)) == Changed(Change.SWAPPED)


def test_a_letter_written_anew_by_another_program_is_changed(signed: bytes) -> None:
    assert look_at(with_pikepdf(signed, lambda _: None)) == Changed(Change.ALTERED)


def test_a_signature_taken_away_is_told(signed: bytes, unsigned: bytes) -> None:
    def strip(opened: pikepdf.Pdf) -> None:
        for field in opened.Root.AcroForm.Fields:
            if "/V" in field:
                del field["/V"]

    assert look_at(with_pikepdf(signed, strip)) == Changed(Change.UNSIGNED)
    assert look_at(before_signing(signed)) == look_at(unsigned) == Changed(Change.UNSIGNED)


def test_a_copy_signed_again_is_whole_but_shows_the_other_certificate(
    signed: bytes, signer: Signer
) -> None:
    """Whose certificate is known, the vault says; the file itself cannot lie about which it is."""
    other = a_signer("Golden Thread, Practice Cwm Team, laptop 0A1B2C3D")

    look = look_at(sign(signed, other, MADE_AT))

    assert isinstance(look, Whole)
    assert look.certificate == other.certificate != signer.certificate


def test_two_signatures_on_one_file_are_never_whole(signed: bytes) -> None:
    from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415 - slow to load
        IncrementalPdfFileWriter,
    )
    from pyhanko.sign import signers  # noqa: PLC0415 - the same

    from letters.pdf_sign import _hand  # noqa: PLC0415 - what signs, without our care

    writer = IncrementalPdfFileWriter(io.BytesIO(before_signing(signed)))
    first = signers.sign_pdf(
        writer,
        signers.PdfSignatureMetadata(field_name="One"),
        signer=_hand(a_signer("One")),
        in_place=False,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(first.getvalue()))
    second = signers.sign_pdf(
        writer,
        signers.PdfSignatureMetadata(field_name="Two"),
        signer=_hand(a_signer("Two")),
    )

    assert not isinstance(look_at(second.getvalue()), Whole)


@pytest.mark.parametrize("part", [0.01, 0.4, 0.9, 0.999])
def test_a_letter_cut_short_is_never_whole(signed: bytes, part: float) -> None:
    cut = signed[: int(len(signed) * part)]

    try:
        look = look_at(cut)
    except Unreadable:
        return
    assert isinstance(look, Changed)


def test_another_pdf_is_no_letter_and_other_bytes_are_no_pdf() -> None:
    blank = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(blank)

    assert look_at(blank.getvalue()) == NoLetter()
    with pytest.raises(Unreadable):
        look_at(b"Practice notes, and no PDF.")


@pytest.fixture(scope="module")
def closed(unsigned: bytes, signer: Signer) -> bytes:
    return sign(protect(unsigned, PASSWORD), signer, MADE_AT, PASSWORD)


class TestWithAPassword:
    def test_the_signature_holds_once_the_password_is_typed(
        self, closed: bytes, signed: bytes
    ) -> None:
        look, plain = look_at(closed, PASSWORD), look_at(signed)

        assert isinstance(look, Whole)
        assert look == plain

    def test_without_it_or_with_another_nothing_is_told(self, closed: bytes) -> None:
        for typed in ("", "another"):
            with pytest.raises(PasswordNeeded):
                look_at(closed, typed)

    def test_it_is_closed_by_aes_256_as_qpdf_tells_it(
        self, closed: bytes, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        file = tmp_path_factory.mktemp("closed") / "letter.pdf"
        file.write_bytes(closed)

        told = run("qpdf", ("--show-encryption", f"--password={PASSWORD}", file))
        refused = run("qpdf", ("--check", "--password=another", file))

        assert "R = 6" in told.stdout.decode()
        assert "stream encryption method: AESv3" in told.stdout.decode()
        assert "extract for accessibility: allowed" in told.stdout.decode()
        assert refused.returncode != 0

    def test_no_word_of_the_letter_lies_in_it_readably(self, closed: bytes) -> None:
        for word in (b"Practice", b"Owen", RECORD_FILE.encode(), FHIR_FILE.encode()):
            assert word not in closed

    def test_a_changed_byte_is_seen_here_too(self, closed: bytes) -> None:
        drawn = random.Random(3)  # noqa: S311 - the same places each time
        for _ in range(200):
            assert isinstance(seal_of(flipped(closed, drawn.randrange(len(closed)), drawn)), Broken)
