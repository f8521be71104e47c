"""It locks by itself and by one key, from anywhere, and nothing can be in its way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit

from desktop.idle_lock import IdleLock
from tests.builders import a_carer, a_family, an_expected_infant
from tests.journeys.reading import words_of
from tests.journeys.whereabouts import (
    HALF,
    NAMES,
    SCREENS,
    at_copy,
    at_family,
    at_hand_over,
    at_urgent_help,
    at_vault,
    in_the_middle,
)
from tests.pages.contact import HERE, ContactPage
from tests.pages.families import FamiliesPage, FamilyPage
from tests.pages.locking import LockedLaptop, open_file_dialog, press_lock_in, vault_busy
from tests.pages.opening import Opened
from tests.pages.sight import all_words, is_seen, one
from tests.pages.signing_in import PASSPHRASE, SetupPage

OpenWith = Callable[..., Opened]


class Moments:
    """A stopwatch that goes on only when it is told to."""

    def __init__(self) -> None:
        self.seconds = 1_000.0

    def __call__(self) -> float:
        return self.seconds

    def pass_by(self, lock: IdleLock, seconds: float) -> None:
        """Let this much time go by second by second, as it does while the laptop is awake."""
        for _ in range(int(seconds)):
            self.seconds += 1
            lock.tick()


def watched(opened: Opened, minutes: int = 5) -> tuple[IdleLock, Moments]:
    moments = Moments()
    return IdleLock(opened.window, minutes, opened.desk.lock, moments), moments


# What makes it lock


def test_it_locks_after_the_quiet_minutes_and_not_before(open_with: OpenWith) -> None:
    opened, contact = in_the_middle(open_with)
    lock, moments = watched(opened)

    moments.pass_by(lock, 299)
    contact.expect_page(HALF)
    moments.pass_by(lock, 1)

    locked = LockedLaptop(opened)
    locked.expect_nothing_of(*NAMES)
    locked.expect_closed()
    lock.stop()
    opened.close()


def test_a_key_begins_the_quiet_minutes_anew(open_with: OpenWith) -> None:
    opened, contact = in_the_middle(open_with)
    lock, moments = watched(opened)
    moments.pass_by(lock, 299)

    press_in_window(opened, Qt.Key.Key_X)
    moments.pass_by(lock, 299)

    contact.expect_page(HALF)
    moments.pass_by(lock, 1)
    LockedLaptop(opened)
    lock.stop()
    opened.close()


def test_a_gap_in_time_means_the_laptop_slept_and_it_locks(open_with: OpenWith) -> None:
    opened, _ = in_the_middle(open_with)
    lock, moments = watched(opened, minutes=15)
    moments.pass_by(lock, 3)

    moments.seconds += 40
    lock.tick()

    LockedLaptop(opened).expect_nothing_of(*NAMES)
    lock.stop()
    opened.close()


@pytest.mark.parametrize("signal", ["sleep or screen lock", "user switch"])
def test_it_locks_when_the_system_says_so(open_with: OpenWith, signal: str) -> None:
    opened, contact = in_the_middle(open_with)
    lock, _ = watched(opened)
    system = lock._system

    system.locked(False)
    contact.expect_page(HALF)
    if signal == "user switch":
        system.locked_now()
    else:
        system.locked(True)

    LockedLaptop(opened).expect_nothing_of(*NAMES)
    lock.stop()
    opened.close()


def press_in_window(opened: Opened, key: Qt.Key) -> None:
    """A key as the system gives it to the window."""
    QTest.keyClick(opened.window.windowHandle(), key)
    QApplication.processEvents()


# From where it locks


@pytest.mark.parametrize("go", SCREENS, ids=lambda go: go.__name__.removeprefix("at_"))
def test_one_key_locks_from_every_screen(open_with: OpenWith, go: Callable[[Opened], None]) -> None:
    opened = open_with(a_family())
    go(opened)

    opened.keys.ctrl("l")

    locked = LockedLaptop(opened)
    locked.expect_nothing_of(*NAMES)
    locked.expect_one_window()
    locked.expect_closed()
    opened.close()


def test_an_open_file_dialog_closes_and_keeps_nothing_from_locking(open_with: OpenWith) -> None:
    opened = open_with(a_family())
    at_hand_over(opened)
    dialog = open_file_dialog(opened.keys, "handover.card.choose")

    press_lock_in(dialog)

    locked = LockedLaptop(opened)
    locked.expect_one_window()
    locked.expect_nothing_of(*NAMES)
    locked.expect_closed()
    opened.close()


def test_quiet_minutes_in_an_open_file_dialog_lock_too(open_with: OpenWith) -> None:
    opened = open_with(a_family())
    at_hand_over(opened)
    lock, moments = watched(opened)
    dialog = open_file_dialog(opened.keys, "handover.card.choose")
    moments.pass_by(lock, 299)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_A)
    moments.pass_by(lock, 299)
    assert dialog.isVisible()
    moments.pass_by(lock, 1)

    LockedLaptop(opened).expect_one_window()
    lock.stop()
    opened.close()


# The screen of these tests can neither raise a list nor give it the keyboard, and says so.
@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
def test_an_open_list_of_carers_closes_with_the_lock(open_with: OpenWith) -> None:
    opened = open_with(a_family())
    at_copy(opened)
    one(opened.window, QComboBox, "copy.reader").showPopup()

    press_lock_in(opened.window)

    locked = LockedLaptop(opened)
    locked.expect_one_window()
    locked.expect_nothing_of(*NAMES)
    opened.close()


def test_the_recovery_sheet_of_the_first_run_locks_like_every_other_screen(
    open_window: Callable[[], Opened],
) -> None:
    opened = open_window()
    setup = SetupPage(opened.keys)
    setup.make()
    opened.keys.wait_for("sheet.done")

    opened.keys.ctrl("l")

    locked = LockedLaptop(opened)
    assert not is_seen(opened.window, "sheet.done")
    locked.expect_closed()
    opened.close()


# What stays


def test_what_was_asked_of_the_vault_before_the_lock_is_not_shown_after_it(
    open_with: OpenWith,
) -> None:
    opened = open_with(a_family())
    opened.keys.fill("search", "Clover")
    FamiliesPage(opened.keys).expect_row("Clover")
    with vault_busy(opened):
        opened.keys.press(Qt.Key.Key_Return)
        opened.keys.ctrl("l")

    locked = LockedLaptop(opened)
    locked.expect_closed()
    locked.expect_nothing_of(*NAMES)
    opened.close()


def test_a_contact_on_its_way_is_not_shown_after_the_lock(open_with: OpenWith) -> None:
    opened = open_with(a_family())
    at_family(opened)
    with vault_busy(opened):
        FamilyPage(opened.keys).start_and_do_not_wait()
        opened.keys.ctrl("l")

    locked = LockedLaptop(opened)
    locked.expect_closed()
    locked.expect_nothing_of(*NAMES)
    opened.close()


@pytest.mark.parametrize("screen", ["vault", "copy"])
def test_a_log_or_a_copy_on_its_way_is_not_shown_after_the_lock(
    open_with: OpenWith, screen: str
) -> None:
    opened = open_with(a_family())
    match screen:
        case "vault":
            with vault_busy(opened):
                at_vault(opened)
                opened.keys.push("back_up_now")
                opened.keys.ctrl("l")
        case _:
            at_family(opened)
            with vault_busy(opened):
                opened.keys.push("copy")
                opened.keys.ctrl("l")

    locked = LockedLaptop(opened)
    locked.expect_closed()
    locked.expect_nothing_of(*NAMES)
    opened.close()


def test_a_letter_on_its_way_out_when_it_locks_is_written_all_the_same(
    open_with: OpenWith, tmp_path: Path
) -> None:
    opened = open_with(a_family(infants=(an_expected_infant(),)))
    FamiliesPage(opened.keys).open_found("Rowan").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("topic.voice")
    contact.write("topic.voice", "Talk to me.")
    contact.next_until("topic.concern")
    contact.write("topic.concern", "She is far away when she speaks of the baby.")
    contact.decide(1)
    contact.write("reason", "I have known her for two years.")
    contact.agree()
    letter = contact.letter()
    letter.expect_ready()
    opened.keys.fill("folder", str(tmp_path))
    letter.say_whom("PAR", "20/4/2026")
    letter.expect_ready()
    with vault_busy(opened):
        opened.keys.push("export")
        opened.keys.ctrl("l")

    locked = LockedLaptop(opened)
    locked.expect_closed()
    locked.expect_nothing_of("Rowan", "Letter ready")
    assert "Talk to me." in words_of(tmp_path)
    opened.close()


def test_unlocking_returns_to_the_same_field_and_the_very_letter(open_with: OpenWith) -> None:
    opened, contact = in_the_middle(open_with)
    opened.keys.press(Qt.Key.Key_Left, times=4)

    opened.lock_and_unlock()

    contact = ContactPage(opened.keys)
    contact.expect_page("If this baby could speak")
    opened.keys.wait(lambda: opened.keys.focused.objectName() == "topic.voice")
    opened.keys.write("X")
    assert contact.typed("topic.voice") == "Half a Xsent"
    assert one(opened.window, QPlainTextEdit, "topic.voice").textCursor().position() == 8
    opened.close()


def test_someone_else_unlocking_does_not_come_to_the_contact_of_the_one_before(
    open_with: OpenWith,
) -> None:
    opened = open_with(a_family(carers=(a_carer(),)))
    at_urgent_help(opened)
    opened.keys.ctrl("l")
    LockedLaptop(opened)
    opened.keys.push("new_person")
    setup = SetupPage(opened.keys)
    setup.make(name="Practice Elm Ford", passphrase=f"{PASSPHRASE} of her own")
    setup.leave_the_sheet()

    assert FamiliesPage(opened.keys).rows() == []
    assert "Clover" not in all_words(opened.window)
    opened.close()
