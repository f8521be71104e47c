"""A vault put back to an older copy, or with a shortened log, is told after unlocking."""

import shutil
from collections.abc import Callable
from pathlib import Path

from storage.audit import AuditLog
from storage.audit_event import EventKind
from storage.vault import Vault
from tests.builders import a_family
from tests.pages.contact import HERE, ContactPage
from tests.pages.families import FamiliesPage
from tests.pages.locking import LockedLaptop
from tests.pages.not_as_left import NotAsLeftPage
from tests.pages.opening import Opened, vault_in
from tests.pages.signing_in import PASSPHRASE, SignInPage
from tests.storage.tampering import behind_its_back

OpenWith = Callable[..., Opened]


def locked(opened: Opened) -> SignInPage:
    opened.keys.ctrl("l")
    LockedLaptop(opened).expect_closed()
    return SignInPage(opened.keys)


def put_back_to_before_the_contact(open_with: OpenWith, home: Path, tmp_path: Path) -> Opened:
    """A copy of the whole folder, made before a contact, takes the vault's place after it."""
    opened = open_with(a_family())
    sign_in = locked(opened)
    older = shutil.copytree(vault_in(home), tmp_path / "older")
    sign_in.unlock()
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("topic.voice")
    contact.write("topic.voice", "Talk to me.")
    locked(opened)
    shutil.rmtree(vault_in(home))
    shutil.copytree(older, vault_in(home))
    return opened


def test_an_older_copy_is_told_until_somebody_says_it_was_meant(
    open_with: OpenWith, home: Path, tmp_path: Path
) -> None:
    opened = put_back_to_before_the_contact(open_with, home, tmp_path)
    SignInPage(opened.keys).unlock()
    page = NotAsLeftPage(opened.keys)
    assert "an older copy" in page.told

    page.go_on()

    opened.keys.wait(lambda: opened.desk.work is not None)
    locked(opened).unlock()
    page = NotAsLeftPage(opened.keys)
    assert "an older copy" in page.told or "does not go on" in page.told
    page.say_it_was_meant()
    FamiliesPage(opened.keys).expect_row("Practice Clover")
    locked(opened).unlock()
    FamiliesPage(opened.keys).expect_row("Practice Clover")
    opened.close()
    assert EventKind.RESTORED in kinds(home)


def test_a_shortened_log_is_told_and_care_goes_on(open_with: OpenWith, home: Path) -> None:
    opened = open_with(a_family())
    sign_in = locked(opened)
    with behind_its_back(vault_in(home)) as sql:
        sql.run("DELETE FROM event WHERE seq > 3")
    sign_in.unlock()
    page = NotAsLeftPage(opened.keys)
    assert "newest entries of its log were taken out" in page.told
    assert not page.can_be_meant

    page.go_on()

    FamiliesPage(opened.keys).open_found("Clover").expect_words("No contact yet.")
    opened.close()


def test_a_vault_with_nothing_written_down_about_it_is_told_once(
    open_with: OpenWith, home: Path
) -> None:
    opened = open_with(a_family())
    sign_in = locked(opened)
    (vault_in(home) / "head.json").unlink()
    shutil.rmtree(home / "anchors")
    sign_in.unlock()
    page = NotAsLeftPage(opened.keys)
    assert "Nothing on this laptop tells how far it had come." in page.told

    page.go_on()

    FamiliesPage(opened.keys)
    locked(opened).unlock()
    FamiliesPage(opened.keys)
    opened.close()


def kinds(home: Path) -> list[EventKind]:
    vault = Vault.open(vault_in(home), PASSPHRASE)
    try:
        return [event.kind for event in AuditLog(vault).since(0)]
    finally:
        vault.close()
