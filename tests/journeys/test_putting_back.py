"""A backup put back in three steps; the vault that was there is kept."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from storage.records import RecordStore
from storage.vault import Vault
from tests.builders import FAMILY, a_family
from tests.conftest import NOW
from tests.pages.contact import HERE, ContactPage
from tests.pages.families import FamiliesPage
from tests.pages.locking import LockedLaptop
from tests.pages.opening import Opened, vault_in
from tests.pages.sight import all_words
from tests.pages.signing_in import PASSPHRASE, SignInPage, expect_trouble
from tests.pages.vault import RestorePage, VaultPage

OpenWith = Callable[..., Opened]


class Day:
    """A day that goes on when it is told to."""

    def __init__(self) -> None:
        self._now = NOW

    def __call__(self) -> datetime:
        return self._now

    def goes_on(self, minutes: float) -> None:
        self._now += timedelta(minutes=minutes)


@pytest.fixture
def clock() -> Day:
    return Day()


def with_an_older_backup(open_with: OpenWith, clock: Day) -> Opened:
    """Locked in the middle of a contact that the older of two backups does not have."""
    opened = open_with(a_family())
    page = VaultPage(opened.keys)
    page.back_up_now()
    page.expect_backed_up()
    clock.goes_on(45)
    opened.keys.alt("f")
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("topic.voice")
    contact.write("topic.voice", "Talk to me.")
    opened.keys.ctrl("l")
    LockedLaptop(opened).expect_closed()
    return opened


def test_a_backup_is_put_back_in_three_steps_and_the_vault_before_it_is_kept(
    open_with: OpenWith, clock: Day, home: Path
) -> None:
    opened = with_an_older_backup(open_with, clock)
    restore = RestorePage(opened.keys)
    newer, older = restore.lines
    assert "2 Mar 2026" in newer
    assert "Practice Dale Heath" in older

    restore.choose(1)
    restore.look_inside(PASSPHRASE)
    restore.expect_inside("1 family", "0 contacts", "0 letters")
    restore.put_in_place()

    expect_trouble(opened.keys, "The backup of 2 Mar 2026 is in place.")
    SignInPage(opened.keys).unlock()
    FamiliesPage(opened.keys).open_found("Clover").expect_words("No contact yet.")
    opened.close()
    assert [contacts_in(folder) for folder in kept_beside(vault_in(home))] == [1]


def kept_beside(vault: Path) -> list[Path]:
    return [folder for folder in vault.parent.iterdir() if folder != vault]


def contacts_in(folder: Path) -> int:
    vault = Vault.open(folder, PASSPHRASE)
    try:
        return len(RecordStore(vault).of_family(FAMILY))
    finally:
        vault.close()


def test_the_newest_backup_holds_what_was_typed_just_before_the_lock(
    open_with: OpenWith, clock: Day
) -> None:
    opened = with_an_older_backup(open_with, clock)
    restore = RestorePage(opened.keys)
    restore.choose(0)
    restore.look_inside(PASSPHRASE)
    restore.expect_inside("1 family", "1 contact")
    restore.put_in_place()
    expect_trouble(opened.keys, "is in place.")

    SignInPage(opened.keys).unlock()
    FamiliesPage(opened.keys).open_found("Clover").carry_on()

    assert ContactPage(opened.keys).typed("topic.voice") == "Talk to me."
    opened.close()


def test_nothing_is_put_back_before_it_was_looked_into(open_with: OpenWith, clock: Day) -> None:
    opened = with_an_older_backup(open_with, clock)
    restore = RestorePage(opened.keys)
    assert not restore.can_be_put_in_place
    restore.look_inside("practice kettle lanterm")
    restore.expect_trouble("passphrase")
    assert not restore.can_be_put_in_place
    restore.look_inside(PASSPHRASE)
    restore.expect_inside("1 contact")

    restore.choose(1)

    assert not restore.can_be_put_in_place
    assert "Clover" not in all_words(opened.window)
    opened.close()
