"""An organisation's key: compared at set-up, and two of its three holders lead back in."""

import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from desktop.commands import OK, main
from storage.audit import AuditLog
from storage.audit_event import EventKind
from storage.header import read_header
from storage.paths import ORGANISATION_FILE
from storage.vault import Vault
from tests.letters.reading import read
from tests.pages.families import FamiliesPage
from tests.pages.locking import LockedLaptop
from tests.pages.opening import Opened
from tests.pages.sight import all_words
from tests.pages.signing_in import SetupPage, SignInPage
from tests.pages.vault import NewsBar, RecoverPage, SheetPage, VaultPage, printed_words

OpenWindow = Callable[[], Opened]
TRUST = "Practice & Trust"


@pytest.fixture
def sheets(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The three holders' sheets of the key that is on this laptop, made by the command."""
    words = ["golden-thread", "organisation-key", str(home), "--name", TRUST]
    monkeypatch.setattr(sys, "argv", words)
    assert main() == OK
    return sorted(home.glob("*.pdf"))


def sealed(open_window: OpenWindow) -> Opened:
    """A vault sealed to the key, its recovery sheet left unsaved, locked."""
    opened = open_window()
    setup = SetupPage(opened.keys)
    setup.choose_about_the_key(1)
    setup.make()
    setup.leave_the_sheet()
    FamiliesPage(opened.keys)
    return opened


def lock(opened: Opened) -> None:
    opened.keys.ctrl("l")
    LockedLaptop(opened)
    SignInPage(opened.keys)


def test_set_up_shows_the_fingerprint_that_is_printed_and_asks_to_compare_it(
    open_window: OpenWindow, sheets: list[Path]
) -> None:
    opened = open_window()
    setup = SetupPage(opened.keys)

    fingerprint = setup.fingerprint

    assert len(fingerprint.split("-")) == 5
    assert all(fingerprint in read(sheet.read_bytes()).running for sheet in sheets)
    setup.make()
    setup.expect_trouble("Choose what to do about your organisation's recovery key.")
    setup.choose_about_the_key(1)
    setup.make()
    setup.leave_the_sheet()
    FamiliesPage(opened.keys)
    VaultPage(opened.keys).expect_words(TRUST, fingerprint)
    opened.close()


def test_one_may_go_on_without_the_key(
    open_window: OpenWindow, sheets: list[Path], home: Path
) -> None:
    assert len(sheets) == 3
    opened = open_window()
    setup = SetupPage(opened.keys)
    setup.choose_about_the_key(2)
    setup.make()
    setup.leave_the_sheet()

    FamiliesPage(opened.keys)

    VaultPage(opened.keys).expect_words("not sealed to an organisation's recovery key")
    opened.close()
    (folder,) = home.glob("vaults/*")
    assert read_header(folder).organisation_slot is None


def test_a_key_that_cannot_be_read_is_told_and_one_may_go_on_without_it(
    open_window: OpenWindow, sheets: list[Path], home: Path
) -> None:
    assert len(sheets) == 3
    (home / ORGANISATION_FILE).write_text("{}")
    opened = open_window()
    setup = SetupPage(opened.keys)
    opened.keys.wait_for("organisation.1")
    assert "is damaged" in all_words(opened.window)
    setup.choose_about_the_key(1)

    setup.make()

    setup.leave_the_sheet()
    FamiliesPage(opened.keys)
    opened.close()


def test_any_two_holders_lead_back_in_and_it_is_told_at_the_next_unlock_and_logged(
    open_window: OpenWindow, sheets: list[Path], home: Path
) -> None:
    words = [printed_words(sheet) for sheet in sheets]
    opened = sealed(open_window)
    passphrase = ""
    for number, (one, other) in enumerate(permutations(range(3), 2)):
        lock(opened)
        passphrase = f"practice teapot ladder {number}"
        RecoverPage(opened.keys).open_with(words[one], passphrase, second=words[other])
        SheetPage(opened.keys).leave()
        FamiliesPage(opened.keys)
    news = NewsBar(opened.keys)
    news.expect_words("This vault was opened with two sheets of your organisation")
    news.put_away()
    lock(opened)

    SignInPage(opened.keys).unlock(passphrase)

    FamiliesPage(opened.keys)
    news.expect_words("This vault was opened with two sheets of your organisation")
    VaultPage(opened.keys).expect_words("Recovered without the passphrase")
    opened.close()
    (folder,) = home.glob("vaults/*")
    vault = Vault.open(folder, passphrase)
    kinds = [event.kind for event in AuditLog(vault).since(0)]
    vault.close()
    assert kinds.count(EventKind.RECOVERED) == 6


def test_a_wrong_share_is_named_and_so_is_the_word_in_it(
    open_window: OpenWindow, sheets: list[Path]
) -> None:
    words = [printed_words(sheet) for sheet in sheets]
    opened = sealed(open_window)
    lock(opened)
    recover = RecoverPage(opened.keys)
    new = "practice teapot ladder"

    recover.open_with(words[0], new, second=swapped(words[1], 3, 8))
    recover.expect_trouble("On the second sheet:", "words 4 and 9 have changed places")
    recover.open_with(replaced(words[0], 6), new, second=words[1])
    recover.expect_trouble("On the first sheet:", "Word 7")
    recover.open_with(words[1], new, second=words[1])
    recover.expect_trouble("This is the same sheet twice.")

    recover.open_with(words[1], new, second=words[2])

    SheetPage(opened.keys).leave()
    FamiliesPage(opened.keys)
    opened.close()


def swapped(words: str, one: int, other: int) -> str:
    lines = bare(words)
    lines[one], lines[other] = lines[other], lines[one]
    return " ".join(lines)


def replaced(words: str, at: int) -> str:
    lines = bare(words)
    return " ".join([*lines[:at], "marmalade", *lines[at + 1 :]])


def bare(words: str) -> list[str]:
    return [line.split(". ")[1] for line in words.splitlines()]
