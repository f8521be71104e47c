"""After a letter was made: its files removed, a closed copy, words to paste, and is it genuine."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from desktop.flows.opened import Clock
from desktop.flows.signing import signed_letter, written
from desktop.flows.unlock import opened
from forms.ids import ContactId
from forms.preferences import LetterTo
from letters.facts import Reader
from letters.plain import to_text
from letters.recommendation import recommendation
from storage.records import RecordStore
from storage.vault import Vault
from tests.builders import a_family, a_record
from tests.letters.families import fullest_ordinary
from tests.pages.families import FamiliesPage
from tests.pages.opening import Opened, keep_families, vault_in
from tests.pages.sight import all_words, is_seen, names
from tests.pages.signing_in import PASSPHRASE, SignInPage

OpenWindow = Callable[[], Opened]
FACTS = fullest_ordinary().facts()
DOCUMENT = recommendation(FACTS, Reader.TEAM)


@pytest.fixture
def letter(home: Path, clock: Clock, tmp_path: Path) -> Path:
    """A letter of the vault in the test's home, exported."""
    keep_families(home, clock, a_family())
    out = tmp_path / "out"
    out.mkdir()
    vault = Vault.open(vault_in(home), PASSPHRASE)
    RecordStore(vault).start(a_record(), clock())
    now, here = clock(), opened(vault)
    made = signed_letter(here, DOCUMENT, now, FACTS)
    contact, text = ContactId("contact-1"), to_text(DOCUMENT)
    kept = here.letters.keep(contact, LetterTo.TEAM, made.pdf, text, now, inside=made.inside)
    here.letters.exported(kept, str(out), now, written("letter.pdf", made.pdf))
    vault.close()
    (out / "letter.pdf").write_bytes(made.pdf)
    return out / "letter.pdf"


def told(opened_: Opened, words: str) -> None:
    opened_.keys.wait(lambda: words in all_words(opened_.window))


def looked_at(here: Opened, file: Path, password: str = "") -> None:
    here.keys.wait_for("check.go")
    here.keys.fill("check.file", str(file))
    if password:
        here.keys.fill("check.password", password)
    here.keys.push("check.go")


def test_its_file_is_removed_with_one_press(open_window: OpenWindow, letter: Path) -> None:
    here = at_the_letters(open_window)
    told(here, "letter.pdf")

    here.keys.push(names(here.window, "remove.")[0])

    told(here, "Removed. That it was is in the log.")
    assert not letter.exists()
    assert not names(here.window, "remove.")
    here.close()


def test_a_closed_copy_shows_its_password_once_and_is_genuine_with_it(
    open_window: OpenWindow, letter: Path
) -> None:
    here = at_the_letters(open_window)
    here.keys.fill("closed.folder", str(letter.parent))

    here.keys.push(names(here.window, "close.")[0])

    told(here, "Its password: ")
    password = all_words(here.window).split("Its password: ")[1].split()[0]
    (closed,) = letter.parent.glob("*-closed.pdf")
    here.keys.push("files.check")
    looked_at(here, closed)
    told(here, "closed with a password")
    looked_at(here, closed, password)
    told(here, "This letter is genuine.")
    here.keys.push("check.back")
    here.keys.wait_for("files.back")
    assert password not in all_words(here.window)
    here.close()


def test_words_for_a_record_system_come_onto_the_clipboard_and_the_log_says_so(
    open_window: OpenWindow, letter: Path
) -> None:
    """Off screen nobody owns a clipboard: that it is cleared is seen in tests/storm."""
    assert letter.exists()
    here = at_the_letters(open_window)
    clipboard = QGuiApplication.clipboard()

    here.keys.push(names(here.window, "copy.systmone.")[0])

    told(here, "Copied for SystmOne")
    block = clipboard.text()
    clipboard.clear()
    assert FACTS.practitioner.team in block
    assert len(block) < 4_000
    here.keys.push("files.back")
    here.keys.wait_for("looked")
    here.keys.push("looked")
    told(here, "Copied words from a letter")
    here.close()


def test_before_unlocking_what_was_changed_is_told_and_who_signed_is_not(
    open_window: OpenWindow, letter: Path
) -> None:
    here = open_window()
    SignInPage(here.keys)
    here.keys.push("check_letter")

    looked_at(here, letter)
    told(here, "Signed by someone unknown.")
    assert not is_seen(here.window, "check.same")
    letter.write_bytes(letter.read_bytes() + b"\n")
    looked_at(here, letter)
    told(here, "This letter was changed after it was signed.")

    here.keys.push("check.back")
    SignInPage(here.keys).unlock()
    FamiliesPage(here.keys)
    here.close()


def test_whose_code_was_compared_is_known_from_then_on(
    open_window: OpenWindow, letter: Path, tmp_path: Path
) -> None:
    theirs = Vault.create(tmp_path / "theirs", FACTS.practitioner, PASSPHRASE)
    signed = signed_letter(opened(theirs), DOCUMENT, FACTS.outcome.finished_at)
    theirs.close()
    letter.write_bytes(signed.pdf)
    here = open_window()
    SignInPage(here.keys).unlock()
    FamiliesPage(here.keys)
    here.keys.f(1)
    here.keys.push("check_letter")

    looked_at(here, letter)
    told(here, "Signed by someone unknown.")
    here.keys.fill("check.name", "Practice Colleague Wren")
    here.keys.push("check.same")

    told(here, "This letter is genuine.")
    told(here, "Practice Colleague Wren")
    here.close()


def at_the_letters(open_window: OpenWindow) -> Opened:
    here = open_window()
    SignInPage(here.keys).unlock()
    FamiliesPage(here.keys).open_found("Clover")
    here.keys.push("letters")
    here.keys.wait_for("files.back")
    return here
