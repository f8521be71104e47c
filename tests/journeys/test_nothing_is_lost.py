"""Locked, closed or out of room: what was typed is there again."""

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.text import NOT_SAVED
from forms.answers import Topic
from tests.builders import FAMILY, a_family
from tests.pages.contact import HERE, ContactPage
from tests.pages.families import FamiliesPage
from tests.pages.keyboard import CTRL
from tests.pages.opening import Opened, read_vault
from tests.pages.signing_in import SetupPage, SignInPage

OpenWith = Callable[..., Opened]


def writing_the_voice(open_with: OpenWith, words: str) -> tuple[Opened, ContactPage]:
    """Someone in the middle of a sentence."""
    opened = open_with(a_family())
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("topic.voice")
    contact.write("topic.voice", words)
    return opened, contact


def voice_in(home: Path) -> str:
    with read_vault(home) as vault:
        (line,) = vault.records.of_family(FAMILY)
        return vault.records.load(line.id).record.narrative(Topic.VOICE)


def test_a_wrong_passphrase_says_so_and_the_right_one_then_opens(
    open_with: OpenWith, open_window: Callable[[], Opened]
) -> None:
    open_with(a_family()).close()
    opened = open_window()
    sign_in = SignInPage(opened.keys)
    sign_in.unlock("practice kettle lanterm")
    sign_in.expect_trouble("That passphrase does not open this vault.")

    sign_in.unlock()

    FamiliesPage(opened.keys).expect_row("Practice Clover")
    opened.close()


def test_two_different_passphrases_make_no_vault(
    open_window: Callable[[], Opened], home: Path
) -> None:
    opened = open_window()
    setup = SetupPage(opened.keys)
    setup.make(again="practice kettle lanterm")
    setup.expect_trouble("The two passphrases differ.")
    assert not (home / "vaults").exists()

    setup.make()
    setup.leave_the_sheet()
    FamiliesPage(opened.keys)
    opened.close()


def test_locking_and_unlocking_returns_to_the_same_page_with_the_last_words(
    open_with: OpenWith,
) -> None:
    opened, contact = writing_the_voice(open_with, "Half a sent")

    opened.lock_and_unlock()

    contact = ContactPage(opened.keys)
    contact.expect_page("If this baby could speak")
    assert contact.typed("topic.voice") == "Half a sent"
    opened.close()


def test_while_locked_no_word_is_on_the_screen_and_the_vault_is_closed(
    open_with: OpenWith, home: Path
) -> None:
    opened, _ = writing_the_voice(open_with, "Half a sent")

    opened.keys.ctrl("l")
    gc.collect()
    sign_in = SignInPage(opened.keys)

    sign_in.expect_nothing_of("Clover", "Rowan", "Half a sent")
    opened.wait_until_the_vault_is_closed()
    assert voice_in(home) == "Half a sent"
    opened.close()


@pytest.mark.parametrize("rest", [False, True], ids=["in the middle of a word", "once saved"])
def test_closing_the_window_loses_nothing(open_with: OpenWith, home: Path, *, rest: bool) -> None:
    opened, contact = writing_the_voice(open_with, "Half a wo")
    if rest:
        contact.expect_saved()

    opened.close()

    assert voice_in(home) == "Half a wo"


def test_where_there_is_no_room_it_says_so_keeps_the_words_and_saves_them_later(
    open_with: OpenWith, home: Path
) -> None:
    opened, contact = writing_the_voice(open_with, "Room for this.")
    contact.expect_saved()
    opened.leave_no_room()
    long = "practice " * 2_000
    QApplication.clipboard().setText(long)
    opened.keys.press(Qt.Key.Key_V, CTRL)
    contact.expect_saving_says(NOT_SAVED)
    contact.expect_saving_says("The disk is full")
    assert contact.typed("topic.voice") == f"Room for this.{long}"

    opened.make_room()
    opened.keys.write("!")
    contact.expect_saved()
    opened.close()

    assert voice_in(home) == f"Room for this.{long}!"
