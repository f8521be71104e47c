"""Keys pressed faster than the disk answers, and the interpreter tidying up in between."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.flows.opened import Clock
from forms.answers import Topic
from tests.builders import FAMILY, a_family
from tests.pages.contact import HERE, RECOMMEND, ContactPage, LetterPage
from tests.pages.families import FamiliesPage
from tests.pages.keyboard import CTRL
from tests.pages.opening import Opened, keep_families, opened_window, read_vault
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
