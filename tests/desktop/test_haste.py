"""Keys pressed faster than the disk answers, and the interpreter tidying up in between."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.flows.contact import ContactFlow
from desktop.flows.opened import Clock
from forms.answers import Topic
from forms.record import Setting
from tests.builders import FAMILY, a_family
from tests.pages.contact import HERE, RECOMMEND, ContactPage, LetterPage
from tests.pages.families import FamiliesPage, FamilyPage
from tests.pages.keyboard import CTRL
from tests.pages.locking import vault_busy
from tests.pages.opening import Opened, keep_families, opened_window, read_vault
from tests.pages.sight import is_seen, names, one
from tests.pages.signing_in import SignInPage


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, home: Path, clock: Clock) -> Iterator[Opened]:
    """The program with a contact in hand."""
    keep_families(home, clock, a_family())
    with opened_window(qapp, home, qtbot, clock) as window:
        SignInPage(window.keys).unlock()
        FamiliesPage(window.keys).open_found("Clover").start()
        ContactPage(window.keys).say_present(HERE)
        yield window


def in_one_breath(*keys: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    """Press keys without letting the program come to rest between them."""
    for key, modifier in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)


def test_the_letter_waits_for_the_last_answers(opened: Opened) -> None:
    plain = Qt.KeyboardModifier.NoModifier
    contact = ContactPage(opened.keys)
    contact.next_until("topic.voice")
    contact.write("topic.voice", "Look at me.")
    contact.next_until("topic.concern")
    contact.write("topic.concern", "They look past each other.")
    contact.tick("I08")
    contact.decide(RECOMMEND)
    contact.next_until_agreement()
    contact.expect_saved()

    agreed = (Qt.Key.Key_1, plain)
    on = (Qt.Key.Key_Tab, plain)
    in_one_breath(agreed, on, agreed, on, agreed, (Qt.Key.Key_Return, CTRL))

    letter = LetterPage(opened.keys)
    letter.expect_ready()
    opened.close()


@pytest.mark.parametrize("words", ["", "Half a sent"], ids=["at rest", "mid-word"])
def test_a_locked_vault_is_closed_however_the_memory_is_tidied(
    opened: Opened, home: Path, words: str
) -> None:
    contact = ContactPage(opened.keys)
    contact.next_until("topic.voice")
    contact.write("topic.voice", words)

    opened.desk.lock()
    gc.collect()
    opened.wait_until_the_vault_is_closed()

    with read_vault(home) as vault:
        (line,) = vault.records.of_family(FAMILY)
        assert vault.records.load(line.id).record.narrative(Topic.VOICE) == words
    opened.close()


def test_larger_text_leaves_the_page_and_the_words_as_they_are(opened: Opened) -> None:
    contact = ContactPage(opened.keys)
    contact.next_until("topic.voice")
    contact.write("topic.voice", "Half a wo")
    try:
        opened.keys.press(Qt.Key.Key_Plus, CTRL)
        assert contact.typed("topic.voice") == "Half a wo"
    finally:
        opened.desk.look.set_scale(1.0)
    opened.close()


def test_who_is_quick_with_the_passphrase_waits_for_the_last_words_and_comes_in(
    opened: Opened,
) -> None:
    contact = ContactPage(opened.keys)
    contact.next_until("topic.voice")
    with vault_busy(opened):
        contact.write("topic.voice", "The last words")
        opened.lock_and_unlock()

    opened.keys.wait_for("topic.voice")
    assert contact.typed("topic.voice") == "The last words"
    opened.close()


ASKED = ("carry_on.", "open.", "compare.", "looked", "keeping", "copy", "back")
"""What a family's page asks of the vault, by how its button is named."""


@pytest.mark.parametrize("asked", ASKED)
def test_an_answer_for_a_screen_that_was_left_changes_nothing_on_the_next(
    at_family: Opened, asked: str
) -> None:
    opened = at_family
    with vault_busy(opened):
        opened.keys.push(names(opened.window, asked)[0])
        opened.keys.push("rail.settings")
    come_home(opened)

    assert is_seen(opened.window, "text_size.1")
    opened.close()


def test_a_family_that_was_asked_for_does_not_come_once_another_screen_was_opened(
    at_family: Opened,
) -> None:
    opened = at_family
    families = FamilyPage(opened.keys).back()
    opened.keys.wait(lambda: len(families.rows()) == 1)
    opened.keys.tab_to("search")
    with vault_busy(opened):
        opened.keys.press(Qt.Key.Key_Return)
        opened.keys.push("rail.settings")
    come_home(opened)

    assert is_seen(opened.window, "text_size.1")
    opened.close()


def test_what_went_wrong_with_a_form_that_was_left_is_told_on_the_next_screen(
    at_family: Opened, home: Path
) -> None:
    opened = at_family
    opened.keys.push("copy")
    opened.keys.wait(lambda: bool(names(opened.window, "item.")))
    opened.keys.fill("copy.folder", str(home / "gone"))
    opened.keys.push("copy.take")
    with vault_busy(opened):
        opened.keys.push("copy.write")
        opened.keys.push("rail.settings")
    come_home(opened)

    opened.keys.wait_for("news")
    assert is_seen(opened.window, "text_size.1")
    assert "folder" in one(opened.window, QLabel, "news").text()
    opened.close()


def come_home(opened: Opened) -> None:
    """Everything that was asked of the vault until now has come home."""
    home: list[object] = []
    opened.lane.submit(lambda: None, home.append)
    opened.keys.wait(lambda: bool(home))


@pytest.fixture
def at_family(qapp: QApplication, qtbot: QtBot, home: Path, clock: Clock) -> Iterator[Opened]:
    """The page of a family with an amended contact."""
    keep_families(home, clock, a_family())
    with read_vault(home) as vault:
        contacts = ContactFlow(vault, clock)
        first = contacts.start(a_family(), a_family().infants[0].id, Setting.HOME)
        contacts.finish(first.record.id)
        contacts.amend(first.record.id, "Practice reason")
    with opened_window(qapp, home, qtbot, clock) as window:
        SignInPage(window.keys).unlock()
        FamiliesPage(window.keys).open_found("Clover")
        yield window
