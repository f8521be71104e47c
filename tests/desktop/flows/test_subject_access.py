"""A copy of the record leaves once every item is decided, and its leaving is in the log."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.flows.errors import ExportFailed
from desktop.flows.subject_access import CopyWritten, RecordCopy
from forms.redaction import Decision, Undecided, follows_suggestions
from storage.audit import AuditLog, EventKind
from tests.desktop.flows.lives import VOICE, Desk, a_desk
from tests.letters.reading import read


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path / "vault", "Practice Dale Heath")
    yield made
    made.open_vault.vault.close()


def test_a_copy_is_written_as_pdf_and_json_and_logged(desk: Desk, tmp_path: Path) -> None:
    family = desk.expecting()
    desk.met(family)
    reader = family.carers[0].id
    decisions = follows_suggestions(desk.copies.items(family.id, reader))
    written = desk.copies.export(family.id, reader, decisions, tmp_path)

    assert isinstance(written, CopyWritten)
    assert VOICE in read(written.pdf.read_bytes()).running
    said = json.loads(written.json.read_bytes())
    assert (said["format"], said["version"]) == ("golden-thread subject access", 1)
    assert VOICE in json.dumps(said)
    assert sum(part["left_out"] for part in said["parts"]) == written.left_out > 0
    newest = AuditLog(desk.open_vault.vault).of_family(family.id)[-1]
    assert (newest.kind, newest.about.count) == (EventKind.EXPORTED, written.left_out)
    assert "Rowan" not in written.pdf.name + written.json.name


def test_nothing_is_written_while_an_item_is_undecided(desk: Desk, tmp_path: Path) -> None:
    family = desk.expecting()
    reader = family.carers[0].id
    decisions = follows_suggestions(desk.copies.items(family.id, reader))
    desk.met(family)
    folder = tmp_path / "out"
    folder.mkdir()

    waiting = desk.copies.export(family.id, reader, decisions, folder)
    assert isinstance(waiting, Undecided)
    assert any(VOICE in item.text for item in waiting.items)
    assert list(folder.iterdir()) == []


def test_a_word_left_out_is_in_none_of_the_two_files(desk: Desk, tmp_path: Path) -> None:
    family = desk.expecting()
    desk.met(family)
    reader = family.carers[0].id
    every = desk.copies.items(family.id, reader)
    decisions = {
        item.id: Decision.REDACT if VOICE in item.text else Decision.KEEP for item in every
    }
    written = desk.copies.export(family.id, reader, decisions, tmp_path)

    assert isinstance(written, CopyWritten)
    found = read(written.pdf.read_bytes())
    held = (found.running, found.streams.decode("latin-1"), found.properties)
    assert [text for text in held if "river song" in text] == []
    assert "river song" not in written.json.read_text(encoding="utf-8")


def test_the_preview_is_what_would_leave(desk: Desk) -> None:
    family = desk.expecting()
    desk.met(family)
    decisions = follows_suggestions(desk.copies.items(family.id, None))
    copy = desk.copies.preview(family.id, None, decisions)

    assert isinstance(copy, RecordCopy)
    assert copy.left_out > 0
    assert VOICE in " ".join(copy.text.split())
    assert isinstance(desk.copies.preview(family.id, None, {}), Undecided)


def test_a_folder_that_is_gone_is_told_in_words(desk: Desk, tmp_path: Path) -> None:
    family = desk.expecting()
    decisions = follows_suggestions(desk.copies.items(family.id, None))

    with pytest.raises(ExportFailed):
        desk.copies.export(family.id, None, decisions, tmp_path / "gone")
