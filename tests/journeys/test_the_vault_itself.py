"""The passphrase, the recovery sheet, the quiet minutes and the backups, as one meets them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from storage.audit import AuditLog, newest_seq
from storage.audit_event import EventKind
from storage.backup_shelf import BackupCard, list_backups
from storage.errors import WrongPassphrase
from storage.restore import look_inside
from storage.vault import Vault
from tests.builders import a_family
from tests.conftest import NOW
from tests.pages.families import FamiliesPage
from tests.pages.keyboard import CTRL
from tests.pages.locking import LockedLaptop
from tests.pages.opening import Opened, vault_in
from tests.pages.signing_in import PASSPHRASE, SetupPage, SignInPage
from tests.pages.vault import NewsBar, RecoverPage, SheetPage, VaultPage

OpenWith = Callable[..., Opened]
NEW, WRONG = "practice teapot ladder", "practice kettle lanterm"


class Day:
    """A day that goes on when it is told to."""

    def __init__(self) -> None:
        self._now = NOW

    def __call__(self) -> datetime:
        return self._now

    def goes_on(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Day:
    return Day()


def lock(opened: Opened) -> SignInPage:
    opened.keys.ctrl("l")
    LockedLaptop(opened).expect_closed()
    return SignInPage(opened.keys)


def logged(folder: Path, passphrase: str = PASSPHRASE) -> list[EventKind]:
    """What the log of this vault holds, oldest first."""
    vault = Vault.open(folder, passphrase)
    try:
        assert newest_seq(vault)
        return [event.kind for event in AuditLog(vault).since(0)]
    finally:
        vault.close()


def backups(home: Path) -> tuple[BackupCard, ...]:
    return list_backups((home / "backups",))


# Wrong passphrases


def test_a_third_wrong_passphrase_costs_a_wait_which_is_told(
    open_with: OpenWith, clock: Day
) -> None:
    opened = open_with(a_family())
    sign_in = lock(opened)
    for _ in range(3):
        sign_in.unlock(WRONG)
        sign_in.expect_trouble("That passphrase does not open this vault.")

    sign_in.unlock()

    sign_in.expect_trouble("Try again in 1 second.")
    clock.goes_on(1)
    sign_in.unlock()
    FamiliesPage(opened.keys).expect_row("Practice Clover")
    opened.close()


def test_failed_attempts_are_told_once_and_stand_in_the_log(
    open_with: OpenWith, clock: Day, home: Path
) -> None:
    opened = open_with(a_family())
    sign_in = lock(opened)
    for _ in range(3):
        sign_in.unlock(WRONG)
        sign_in.expect_trouble("That passphrase does not open this vault.")
    clock.goes_on(60)
    sign_in.unlock()
    FamiliesPage(opened.keys)
    news = NewsBar(opened.keys)
    news.expect_words("wrong passphrases were typed 3 times", "2 Mar 2026")

    news.put_away()

    opened.lock_and_unlock()
    FamiliesPage(opened.keys)
    VaultPage(opened.keys).expect_words("Failed to unlock")
    news.expect_none()
    opened.close()
    assert logged(vault_in(home)).count(EventKind.UNLOCK_FAILED) == 1


# The passphrase


def test_a_new_passphrase_needs_the_old_one_and_the_new_one_twice(
    open_with: OpenWith, home: Path
) -> None:
    opened = open_with(a_family())
    page = VaultPage(opened.keys)
    page.change_passphrase(WRONG, NEW)
    page.expect_words("That passphrase does not open this vault.")
    page.change_passphrase(PASSPHRASE, NEW, again="practice teapot laddre")
    page.expect_words("The two passphrases differ.")

    page.change_passphrase(PASSPHRASE, NEW)

    page.expect_words("✓ Your passphrase is changed.", "Passphrase changed")
    sign_in = lock_without_looking(opened)
    sign_in.unlock(PASSPHRASE)
    sign_in.expect_trouble("That passphrase does not open this vault.")
    sign_in.unlock(NEW)
    opened.keys.wait_for("second_place")  # where it was locked
    opened.keys.alt("f")
    FamiliesPage(opened.keys).expect_row("Practice Clover")
    opened.close()
    assert EventKind.PASSPHRASE_CHANGED in logged(vault_in(home), NEW)


def lock_without_looking(opened: Opened) -> SignInPage:
    opened.keys.ctrl("l")
    return SignInPage(opened.keys)


# The sheet


def test_the_printed_words_open_the_vault_when_the_passphrase_is_forgotten(
    open_window: Callable[[], Opened], home: Path, tmp_path: Path
) -> None:
    opened = open_window()
    setup = SetupPage(opened.keys)
    setup.make()
    words = SheetPage(opened.keys).save_to(folder(tmp_path, "printed"))
    assert words.count("\n") == 19
    FamiliesPage(opened.keys)
    lock(opened)
    recover = RecoverPage(opened.keys)
    wrong = words.replace(words.splitlines()[6], "7. marmalade")
    recover.open_with(wrong, NEW)
    recover.expect_trouble("Word 7 is not one of the words used on sheets.")

    recover.open_with(words, NEW)

    newer = SheetPage(opened.keys).save_to(folder(tmp_path, "again"))
    assert newer != words
    FamiliesPage(opened.keys)
    NewsBar(opened.keys).expect_words("This vault was opened with its recovery sheet")
    opened.close()
    (vault,) = home.glob("vaults/*")
    assert EventKind.RECOVERED in logged(vault, NEW)
    with pytest.raises(WrongPassphrase):
        Vault.open(vault, PASSPHRASE)


def test_a_new_sheet_makes_the_one_before_useless(
    open_with: OpenWith, tmp_path: Path, home: Path
) -> None:
    opened = open_with(a_family())
    first = VaultPage(opened.keys).new_sheet(PASSPHRASE).save_to(folder(tmp_path, "first"))
    second = VaultPage(opened.keys).new_sheet(PASSPHRASE).save_to(folder(tmp_path, "second"))
    VaultPage(opened.keys).expect_words("New recovery sheet")
    lock(opened)
    recover = RecoverPage(opened.keys)

    recover.open_with(first, NEW)
    recover.expect_trouble("sheet")
    recover.open_with(second, NEW)

    SheetPage(opened.keys).leave()
    FamiliesPage(opened.keys).expect_row("Practice Clover")
    opened.close()
    assert logged(vault_in(home), NEW).count(EventKind.RECOVERY_SET) >= 2


def test_a_new_sheet_needs_the_passphrase(open_with: OpenWith) -> None:
    opened = open_with(a_family())
    page = VaultPage(opened.keys)
    opened.keys.fill("sheet_passphrase", WRONG)
    opened.keys.push("new_sheet")

    page.expect_words("That passphrase does not open this vault.")
    opened.close()


def test_larger_text_does_not_lose_a_sheet_that_was_just_made(
    open_with: OpenWith, tmp_path: Path
) -> None:
    opened = open_with(a_family())
    sheet = VaultPage(opened.keys).new_sheet(PASSPHRASE)
    opened.keys.press(Qt.Key.Key_Plus, CTRL)
    opened.keys.press(Qt.Key.Key_Minus, CTRL)

    words = sheet.save_to(folder(tmp_path, "printed"))

    assert words.count("\n") == 19
    VaultPage(opened.keys)
    opened.close()


def folder(within: Path, name: str) -> Path:
    made = within / name
    made.mkdir()
    return made


# Quiet minutes


def test_the_quiet_minutes_are_kept(open_with: OpenWith) -> None:
    opened = open_with(a_family())
    page = VaultPage(opened.keys)
    opened.keys.wait(lambda: page.minutes == "5 min")

    page.lock_after("1 min")

    opened.keys.wait(lambda: page.minutes == "1 min")
    opened.lock_and_unlock()
    opened.keys.wait_for("lock_after.1")
    page = VaultPage(opened.keys)
    opened.keys.wait(lambda: page.minutes == "1 min")
    opened.close()


# Backups


def test_a_backup_made_now_is_told_and_opens(open_with: OpenWith, home: Path) -> None:
    opened = open_with(a_family())
    page = VaultPage(opened.keys)
    page.back_up_now()

    page.expect_backed_up()

    (card,) = backups(home)
    assert look_inside(card, PASSPHRASE).families == 1
    opened.close()


def test_one_wish_for_a_backup_makes_one(open_with: OpenWith, home: Path) -> None:
    opened = open_with(a_family())
    page = VaultPage(opened.keys)
    page.back_up_now()
    page.expect_backed_up()
    page.back_up_now()
    opened.keys.wait(lambda: len(backups(home)) > 1)
    page.expect_backed_up()

    lock(opened)

    assert len(backups(home)) == 2
    opened.close()


def test_locking_makes_a_backup_of_what_was_done(open_with: OpenWith, home: Path) -> None:
    opened = open_with(a_family())
    assert backups(home) == ()

    lock(opened)

    (card,) = backups(home)
    assert look_inside(card, PASSPHRASE).families == 1
    opened.close()


def test_a_second_place_gets_the_next_backup_and_its_absence_is_told(
    open_with: OpenWith, tmp_path: Path
) -> None:
    stick = folder(tmp_path, "stick")
    opened = open_with(a_family())
    page = VaultPage(opened.keys)
    page.back_up_now()
    page.expect_backed_up()
    page.second_place(stick)
    page.expect_words("✓ Kept. The next backup goes there too.")

    page.back_up_now()

    opened.keys.wait(lambda: len(list_backups((stick,))) == 1)
    (there,) = list_backups((stick,))
    assert look_inside(there, PASSPHRASE).families == 1
    page.expect_backed_up()

    stick.rename(tmp_path / "elsewhere")
    page.back_up_now()
    opened.keys.wait(lambda: "The second place does not have it." in page.backups)
    opened.close()
