"""Whoever takes the laptop learns nothing: every file of the vault is read, byte by byte."""

from datetime import date
from pathlib import Path

import pytest

from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Answer,
    FactorState,
    Narrative,
    Noted,
    Observed,
    Question,
    Rating,
    SafeguardingGround,
    Topic,
)
from forms.ids import CarerId, ContactId, FactorCode, InfantId, PromptCode
from forms.people import Born, Carer, Infant, Relationship
from forms.preferences import LetterTo, Preferences
from storage.audit_anchor import ANCHOR_FILE
from storage.families import FamilyStore
from storage.header import HEADER_FILE, RECORDS_FILE, read_header
from storage.letters import LetterStore
from storage.preferences import PreferenceStore
from storage.records import RecordStore
from storage.vault import Vault
from tests.storage.samples import (
    NOW,
    PASSPHRASE,
    a_family,
    a_practitioner,
    a_record,
    an_outcome,
)

TYPED = (
    "Xylophonia",
    "Quillwhistle",
    "Marmaladeway",
    "9990000212",
    "sleeplessness",
    "zephyrous",
    "tumbledrier",
    "gooseberries",
    "windowledge",
    "safeguardian",
    "lettertext",
    "pdfcontents",
    "Memorystick",
    "Hotlinenumber",
    PASSPHRASE,
    "CREATE TABLE",
    "carer_by_family",
    "SQLite format",
)


def spellings(word: str) -> list[bytes]:
    """The ways one word may lie in a file."""
    cases = {word, word.upper(), word.lower(), word[::-1]}
    encodings = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")
    return [case.encode(encoding) for case in cases for encoding in encodings]


def found_in(folder: Path) -> dict[str, list[str]]:
    """Which typed words each file of this folder gives away."""
    files = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {
        name: [word for word in TYPED if any(s in held for s in spellings(word))]
        for name, held in files.items()
    }


def write_everything(vault: Vault) -> None:
    carer = Carer(CarerId("c"), "Quillwhistle", Relationship.MOTHER, contact_detail="Marmaladeway")
    baby = Infant(InfantId("i"), Born(date(2026, 1, 5)), "Xylophonia", "9990000212")
    FamilyStore(vault).save(a_family(infants=(baby,), carers=(carer,)), NOW)
    records = RecordStore(vault)
    said: dict[Question, Answer] = {
        AboutTopic(Topic.VOICE): Narrative("sleeplessness " * 50),
        AboutPrompt(PromptCode("P1"), carer.id): Observed(Rating.WORRY, "zephyrous", "tumbledrier"),
        AboutFactor(FactorCode("F1")): Noted(FactorState.PRESENT, (carer.id,), "", "gooseberries"),
        AboutTopic(Topic.GROUND): SafeguardingGround("safeguardian", ""),
    }
    contact = ContactId("contact-1")
    revision = records.start(a_record(infant="i"), NOW)
    revision = records.save(contact, said, based_on=revision, settled=True, place="p", at=NOW)
    typing: dict[Question, Answer] = {AboutTopic(Topic.CONCERN): Narrative("windowledge " * 9)}
    revision = records.save(contact, typing, based_on=revision, settled=False, place="p", at=NOW)
    records.finish(contact, an_outcome(), based_on=revision, at=NOW)
    letters = LetterStore(vault)
    kept = letters.keep(contact, LetterTo.TEAM, b"pdfcontents " * 9, "lettertext " * 9, NOW)
    letters.exported(kept, "Memorystick", NOW)
    PreferenceStore(vault).save(Preferences(urgent_numbers="Hotlinenumber"))


def test_nothing_typed_is_in_any_file_while_open_nor_after_closing(tmp_path: Path) -> None:
    folder = tmp_path / "vaults" / "v"
    vault = Vault.create(folder, a_practitioner(), PASSPHRASE)
    write_everything(vault)

    while_open = found_in(tmp_path)
    vault.close()
    after_closing = found_in(tmp_path)

    left = {HEADER_FILE, RECORDS_FILE, ANCHOR_FILE, f"{read_header(folder).vault}.json"}
    assert set(while_open) == {*left, f"{RECORDS_FILE}-wal"}
    assert set(after_closing) == left
    assert [word for words in while_open.values() for word in words] == []
    assert [word for words in after_closing.values() for word in words] == []


def test_nothing_typed_and_no_name_is_in_the_name_of_a_file(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path / "v", a_practitioner("Quillwhistle"), PASSPHRASE)
    write_everything(vault)
    names = " ".join(path.name for path in tmp_path.rglob("*"))
    vault.close()

    assert [word for word in TYPED if word.lower() in names.lower()] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("word", ["Xylophonia", "XYLOPHONIA", "xylophonia", "ainohpolyX"])
def test_this_search_does_find_a_word_that_is_there(
    tmp_path: Path, encoding: str, word: str
) -> None:
    (tmp_path / "plain").write_bytes(b"\x00\x01" + word.encode(encoding) + b"\xff")

    assert found_in(tmp_path) == {"plain": ["Xylophonia"]}


def test_the_header_says_the_practitioners_name_and_nothing_else_of_anyone(tmp_path: Path) -> None:
    vault = Vault.create(tmp_path / "v", a_practitioner("Practice Jo"), PASSPHRASE)
    write_everything(vault)
    vault.close()
    held = (tmp_path / "v" / HEADER_FILE).read_text()

    assert "Practice Jo" in held
    assert "Practice team" not in held
    assert "jo@practice.example" not in held
