"""Who looked, and when: what is done through the window stands in the log, and can be read."""

from collections.abc import Callable
from pathlib import Path

from storage.audit import AuditLog
from storage.audit_event import EventKind
from storage.vault import Vault
from tests.builders import a_family
from tests.pages.contact import HERE, ContactPage
from tests.pages.families import FamiliesPage, FamilyPage
from tests.pages.locking import LockedLaptop
from tests.pages.opening import Opened, vault_in
from tests.pages.sight import all_words
from tests.pages.signing_in import PASSPHRASE, SignInPage
from tests.pages.vault import VaultPage

OpenWith = Callable[..., Opened]
WRONG = "practice kettle lanterm"


def worked(open_with: OpenWith) -> Opened:
    """A wrong passphrase, an unlock, a family looked at, a contact begun, a backup."""
    opened = open_with(a_family())
    opened.keys.ctrl("l")
    LockedLaptop(opened).expect_closed()
    SignInPage(opened.keys).unlock(WRONG)
    SignInPage(opened.keys).expect_trouble("does not open this vault")
    SignInPage(opened.keys).unlock()
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    page = VaultPage(opened.keys)
    page.back_up_now()
    page.expect_backed_up()
    return opened


def test_the_log_of_the_vault_is_a_page_day_by_day(open_with: OpenWith) -> None:
    opened = worked(open_with)

    opened.keys.push("log")

    opened.keys.wait_for("log.back")
    words = all_words(opened.window)
    said = [
        "2 Mar 2026",
        "Practice Dale Heath",
        "Created a family",
        "Created a contact",
        "Looked at a family",
        "Failed to unlock, 1 time",
        "Unlocked",
        "Locked",
        "Backed up",
    ]
    assert [one for one in said if one not in words] == []
    assert "Clover" not in words
    opened.keys.push("log.back")
    VaultPage(opened.keys)
    opened.close()


def test_the_log_of_one_family_tells_of_that_family_alone(open_with: OpenWith) -> None:
    opened = worked(open_with)
    opened.keys.alt("f")
    FamiliesPage(opened.keys).open_found("Clover")
    FamilyPage(opened.keys)

    opened.keys.push("looked")

    opened.keys.wait_for("log.back")
    words = all_words(opened.window)
    assert "Looked at a family" in words
    assert "Created a contact" in words
    assert "Failed to unlock" not in words
    opened.keys.push("log.back")
    FamilyPage(opened.keys)
    opened.close()


def test_each_deed_in_the_window_is_an_event(open_with: OpenWith, home: Path) -> None:
    worked(open_with).close()

    vault = Vault.open(vault_in(home), PASSPHRASE)
    kinds = {event.kind for event in AuditLog(vault).since(0)}
    vault.close()

    assert kinds >= {
        EventKind.CREATED,
        EventKind.VIEWED,
        EventKind.UNLOCKED,
        EventKind.UNLOCK_FAILED,
        EventKind.LOCKED,
        EventKind.BACKED_UP,
    }


def test_copying_words_of_a_contact_is_an_event_and_again_and_again_is_one(
    open_with: OpenWith, home: Path
) -> None:
    """Off screen nobody owns a clipboard: that it tells is seen in tests/storm."""
    opened = open_with(a_family())
    FamiliesPage(opened.keys).open_found("Clover").start()
    ContactPage(opened.keys)
    assert opened.desk.work is not None
    contact = opened.desk.work.at_contact
    assert contact is not None

    for _ in range(3):
        contact.note_copied()

    opened.close()
    vault = Vault.open(vault_in(home), PASSPHRASE)
    copied = [e for e in AuditLog(vault).since(0) if e.kind is EventKind.COPIED]
    vault.close()
    assert [event.about.contact for event in copied] == [contact.contact]
