"""A vault whose file is damaged: kept aside, its newest backup offered, and what still reads."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel

from forms.ids import FamilyId, InfantId
from forms.people import Family
from storage.audit import AuditLog
from storage.audit_event import EventKind
from storage.errors import RecordsDamaged
from storage.header import RECORDS_FILE, read_header
from storage.keys import unwrap
from storage.sql import Connection
from storage.vault import Vault
from tests.builders import a_carer, a_family, an_infant
from tests.pages.families import FamiliesPage
from tests.pages.locking import LockedLaptop
from tests.pages.opening import Opened, vault_in
from tests.pages.sight import is_seen, one
from tests.pages.signing_in import PASSPHRASE, SignInPage, expect_trouble
from tests.pages.vault import RestorePage, VaultPage
from tests.storage.tampering import behind_its_back

OpenWith = Callable[..., Opened]
FAMILIES = 80
PAGE = 4096


def many() -> list[Family]:
    return [
        a_family(
            id=FamilyId(f"family-{n}"),
            infants=(an_infant(id=InfantId(f"infant-{n}"), name=f"Practice Clover {n}"),),
            carers=(a_carer(id=f"carer-{n}"),),
        )
        for n in range(FAMILIES)
    ]


def locked_with_a_backup(open_with: OpenWith) -> Opened:
    opened = open_with(*many())
    page = VaultPage(opened.keys)
    page.back_up_now()
    page.expect_backed_up()
    lock(opened)
    return opened


def lock(opened: Opened) -> SignInPage:
    opened.keys.ctrl("l")
    LockedLaptop(opened).expect_closed()
    return SignInPage(opened.keys)


def harm(folder: Path, page: int) -> bytes:
    """Make this page, counted from 1, fail its check; gives the whole damaged file."""
    records = folder / RECORDS_FILE
    held = bytearray(records.read_bytes())
    held[(page - 1) * PAGE + 1000] ^= 1
    records.write_bytes(held)
    return bytes(held)


def a_page_in_the_middle(folder: Path) -> int:
    """A page that holds babies, and is not where their table begins."""
    header = read_header(folder)
    key = unwrap(header.passphrase_slot, header.vault, PASSPHRASE)
    with behind_its_back(folder) as sql:
        root = sql.number("SELECT rootpage FROM sqlite_master WHERE name = 'infant'")
        pages = sql.number("PRAGMA page_count")
    for page in range(pages // 2, pages):
        copy = shutil.copytree(folder, folder.parent.parent / f"copy-{page}")
        harm(copy, page)
        if page != root and not reads(copy / RECORDS_FILE, key):
            return page
    raise LookupError("no page of babies was found")


def reads(records: Path, key: bytes) -> bool:
    """Whether every baby can be read; also where the vault could not even be opened."""
    try:
        connection = Connection.looking(records, key)
    except RecordsDamaged:
        return True
    try:
        return bool(connection.all("SELECT * FROM infant"))
    except RecordsDamaged:
        return False
    finally:
        connection.close()


def test_damage_in_the_middle_is_told_and_what_still_reads_takes_its_place(
    open_with: OpenWith, home: Path
) -> None:
    opened = locked_with_a_backup(open_with)
    damaged = harm(vault_in(home), a_page_in_the_middle(vault_in(home)))
    SignInPage(opened.keys).unlock()
    opened.keys.wait_for("news")
    assert "is damaged and could not be read" in one(opened.window, QLabel, "news").text()
    opened.keys.ctrl("l")
    LockedLaptop(opened)
    restore = RestorePage(opened.keys)
    restore.look_inside(PASSPHRASE)
    restore.expect_inside(f"{FAMILIES} families")

    restore.see_what_can_be_read()

    told = restore.can_be_read
    assert "families" in told
    assert "lost" in told
    restore.put_what_was_read_in_place()
    expect_trouble(opened.keys, "The damaged vault is kept beside it.")
    SignInPage(opened.keys).unlock()
    FamiliesPage(opened.keys)
    VaultPage(opened.keys).expect_words("What could be read of a damaged vault was put in place")
    opened.close()
    assert EventKind.SALVAGED in kinds(home)
    (aside,) = [folder for folder in vault_in(home).parent.iterdir() if "damaged" in folder.name]
    assert (aside / RECORDS_FILE).stat().st_size >= len(damaged)


def test_where_not_even_the_first_page_reads_the_newest_backup_is_offered_at_once(
    open_with: OpenWith, home: Path
) -> None:
    opened = locked_with_a_backup(open_with)
    harm(vault_in(home), 1)

    SignInPage(opened.keys).unlock()

    restore = RestorePage(opened.keys)
    assert "the records in this vault are damaged" in restore.why
    restore.expect_inside(f"{FAMILIES} families")
    restore.put_in_place()
    expect_trouble(opened.keys, "is in place.")
    SignInPage(opened.keys).unlock()
    FamiliesPage(opened.keys)
    assert not is_seen(opened.window, "not_as_left.told")
    opened.close()
    assert EventKind.RESTORED in kinds(home)
    assert [f for f in vault_in(home).parent.iterdir() if "damaged" in f.name]


def kinds(home: Path) -> list[EventKind]:
    vault = Vault.open(vault_in(home), PASSPHRASE)
    try:
        return [event.kind for event in AuditLog(vault).since(0)]
    finally:
        vault.close()
