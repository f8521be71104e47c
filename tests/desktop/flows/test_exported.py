"""Files that went out are known, and removed when asked, if they are ours; nothing lies open."""

import tempfile
from pathlib import Path

import pikepdf
import pytest

from desktop.flows.check_letter import KnowsAVault, Verdict, check
from desktop.flows.errors import ExportFailed
from desktop.flows.exported import ExportedFlow, Removal
from desktop.flows.opened import OpenVault
from desktop.flows.signing import signed_letter, written
from desktop.flows.unlock import opened
from forms.ids import ContactId, FamilyId, LetterId
from forms.preferences import LetterTo
from letters.copy_block import MOST, Stamp, System, copy_block, systems
from letters.facts import Reader
from letters.plain import to_text
from letters.recommendation import recommendation
from storage.audit import AuditLog, EventKind
from tests.letters.families import fullest_ordinary
from tests.storage.samples import LATER, NOW, a_started_contact, a_vault

FACTS = fullest_ordinary().facts()
DOCUMENT = recommendation(FACTS, Reader.TEAM)
FAMILY = FamilyId("family-1")


@pytest.fixture
def vault(tmp_path: Path) -> OpenVault:
    return opened(a_vault(tmp_path / "vault"))


@pytest.fixture
def flow(vault: OpenVault) -> ExportedFlow:
    return ExportedFlow(vault, lambda: LATER)


@pytest.fixture
def letter(vault: OpenVault) -> LetterId:
    a_started_contact(vault.vault)
    made = signed_letter(vault, DOCUMENT, NOW, FACTS)
    contact, text = ContactId("contact-1"), to_text(DOCUMENT)
    return vault.letters.keep(contact, LetterTo.TEAM, made.pdf, text, NOW, inside=made.inside)


@pytest.fixture
def out(vault: OpenVault, letter: LetterId, tmp_path: Path) -> Path:
    """The letter's file, exported."""
    folder = tmp_path / "out"
    folder.mkdir()
    pdf = vault.letters.load(letter).pdf
    (folder / "letter.pdf").write_bytes(pdf)
    vault.letters.exported(letter, str(folder), NOW, written("letter.pdf", pdf))
    return folder / "letter.pdf"


def kinds(vault: OpenVault) -> list[EventKind]:
    return [event.kind for event in AuditLog(vault.vault).since(0)]


def test_a_file_is_listed_until_it_is_removed_and_the_removal_is_logged(
    vault: OpenVault, flow: ExportedFlow, out: Path
) -> None:
    (copy,) = flow.of_family(FAMILY).copies
    assert Path(copy.folder) / copy.file.name == out

    assert flow.remove(copy.number) is Removal.REMOVED

    assert not out.exists()
    assert flow.of_family(FAMILY).copies == ()
    assert kinds(vault)[-1] is EventKind.EXPORT_REMOVED
    assert flow.remove(copy.number) is Removal.GONE


def test_a_file_that_is_no_longer_ours_is_left_where_it_is(
    vault: OpenVault, flow: ExportedFlow, out: Path
) -> None:
    out.write_bytes(b"somebody's notes")
    (copy,) = flow.of_family(FAMILY).copies

    assert flow.remove(copy.number) is Removal.CHANGED
    assert out.read_bytes() == b"somebody's notes"
    assert flow.of_family(FAMILY).copies == (copy,)
    assert EventKind.EXPORT_REMOVED not in kinds(vault)


def test_a_file_that_somebody_took_away_is_no_longer_listed(flow: ExportedFlow, out: Path) -> None:
    (copy,) = flow.of_family(FAMILY).copies
    out.unlink()

    assert flow.remove(copy.number) is Removal.GONE
    assert flow.of_family(FAMILY).copies == ()


def test_a_memory_stick_that_is_not_there_is_said_and_the_file_stays_listed(
    flow: ExportedFlow, out: Path
) -> None:
    (copy,) = flow.of_family(FAMILY).copies
    out.unlink()
    out.parent.rmdir()

    with pytest.raises(ExportFailed, match="memory stick"):
        flow.remove(copy.number)
    assert flow.of_family(FAMILY).copies == (copy,)


def test_a_closed_copy_opens_with_its_password_alone_and_is_genuine(
    vault: OpenVault, flow: ExportedFlow, letter: LetterId, tmp_path: Path
) -> None:
    closed = flow.export_closed(letter, tmp_path)
    content = closed.file.read_bytes()

    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(closed.file)
    with pikepdf.open(closed.file, password=closed.password) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
    assert check(content, closed.password, KnowsAVault(vault)).verdict is Verdict.GENUINE
    (copy,) = flow.of_family(FAMILY).copies
    assert copy.file.has_password
    assert flow.remove(copy.number) is Removal.REMOVED


def test_a_password_is_kept_nowhere(
    vault: OpenVault, flow: ExportedFlow, letter: LetterId, tmp_path: Path
) -> None:
    closed = flow.export_closed(letter, tmp_path)

    rows = [
        repr(row)
        for (table,) in vault.vault.sql.all("SELECT name FROM sqlite_master WHERE type = 'table'")
        for row in vault.vault.sql.all(f'SELECT * FROM "{table}"')  # noqa: S608 our own tables
    ]
    assert len(rows) > 10
    assert not [row for row in rows if closed.password in row]


def test_nothing_that_can_be_read_stays_in_a_temporary_folder(
    monkeypatch: pytest.MonkeyPatch,
    vault: OpenVault,
    flow: ExportedFlow,
    letter: LetterId,
    tmp_path: Path,
) -> None:
    scratch, out = tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    out.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", None)
    before = {file for file in tmp_path.rglob("*") if file.is_file()}

    closed = flow.export_closed(letter, out)
    check(closed.file.read_bytes(), closed.password, KnowsAVault(vault))
    flow.block(letter, systems()[0])

    after = {file for file in tmp_path.rglob("*") if file.is_file()} - before
    assert Path(tempfile.gettempdir()) == scratch
    assert [file for file in after if vault.vault.folder not in file.parents] == [closed.file]
    assert b"Practice" not in closed.file.read_bytes()


@pytest.mark.parametrize("system", systems(), ids=lambda system: system.code)
class TestABlockForARecordSystem:
    STAMP = Stamp("20 November 2026", "21 November 2026 10:42", "Practice H. Visitor")

    def test_it_is_plain_stamped_and_short_enough(self, system: System) -> None:
        for text in (to_text(DOCUMENT), "Word. " * 5_000, "x" * 9_000, ""):
            block = copy_block(text, system, self.STAMP)

            assert len(block) <= system.most < MOST
            assert block.startswith(system.before)
            assert block.endswith("Copied 21 November 2026 10:42 by Practice H. Visitor.")
            assert all(sign.isprintable() or sign == "\n" for sign in block)

    def test_what_had_to_be_left_out_is_said(self, system: System) -> None:
        long = copy_block("Word. " * 5_000, system, self.STAMP)
        short = copy_block("Dear team,\n\nA word.", system, self.STAMP)

        assert "[The rest stands in the letter.]" in long
        assert "[The rest stands in the letter.]" not in short
        assert "Dear team,\n\nA word." in short


def test_that_words_were_copied_is_logged(
    vault: OpenVault, flow: ExportedFlow, letter: LetterId
) -> None:
    block = flow.block(letter, systems()[0])

    assert FACTS.practitioner.team in block
    assert kinds(vault)[-1] is EventKind.COPIED
