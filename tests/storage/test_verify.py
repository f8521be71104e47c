"""Whatever is done to a vault behind its back is found; each thing has a sentence of its own."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from forms.preferences import LetterTo
from storage.audit import newest_seq, note_restored
from storage.audit_anchor import ANCHOR_FILE, anchor_places
from storage.audit_chain import Link, hash_of, linked, new_device_key, origin, signed_head
from storage.audit_event import EventKind
from storage.audit_rows import device_of, links_of, vault_id
from storage.errors import VaultBusy, VaultMissing, VaultTooNew, WrongPassphrase
from storage.families import FamilyStore
from storage.header import HEADER_FILE, RECORDS_FILE, read_header, write_header
from storage.letters import LetterStore
from storage.soundness import Finding, Trouble
from storage.sql import Sql
from storage.vault import Vault
from storage.verify import against_what_is_written_down, verify
from tests.storage.samples import LATER, NOW, PASSPHRASE, a_family, a_practitioner, prints_of
from tests.storage.tampering import CONTACT, a_vault_with_a_story, behind_its_back

NEW_PASSPHRASE = "practice thimble orchard"  # noqa: S105 invented, for tests alone
_PAGE_BYTES = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_vault_with_a_story(tmp_path)


def entries(folder: Path) -> int:
    with behind_its_back(folder) as sql:
        return len(links_of(sql))


def test_a_vault_that_was_only_worked_in_is_sound_and_not_changed_by_looking(folder: Path) -> None:
    before = prints_of(folder)

    assert verify(folder, PASSPHRASE) == ()
    assert prints_of(folder) == before


def _drop_a_row(sql: Sql) -> None:
    sql.run("DELETE FROM event WHERE seq = 3")


def _drop_a_row_and_close_the_gap(sql: Sql) -> None:
    sql.run("DELETE FROM event WHERE seq = 3")
    for seq in range(4, len(links_of(sql)) + 2):
        sql.run("UPDATE event SET seq = ? WHERE seq = ?", (seq - 1, seq))


def _edit_a_row(sql: Sql) -> None:
    sql.run("UPDATE event SET at = '2020-01-01T00:00:00+00:00' WHERE seq = 3")


def _edit_a_row_and_its_hash(sql: Sql) -> None:
    link = links_of(sql)[2]
    forged = hash_of(link.previous, link.seq, link.at, "exported", link.about)
    sql.run("UPDATE event SET kind = 'exported', hash = ? WHERE seq = 3", (forged,))


def _swap_two_rows(sql: Sql) -> None:
    for old, new in ((3, 1003), (4, 3), (1003, 4)):
        sql.run("UPDATE event SET seq = ? WHERE seq = ?", (new, old))


def _swap_what_two_rows_say(sql: Sql) -> None:
    third, fourth = links_of(sql)[2:4]
    for seq, other in ((3, fourth), (4, third)):
        told = (other.at, other.kind, other.about, seq)
        sql.run("UPDATE event SET at = ?, kind = ?, about = ? WHERE seq = ?", told)


def _drop_the_newest_rows(sql: Sql) -> None:
    sql.run("DELETE FROM event WHERE seq > 4")


def _edit_the_head(sql: Sql) -> None:
    sql.run("UPDATE head SET seq = 4, hash = (SELECT hash FROM event WHERE seq = 4)")


def _forge_the_signature(sql: Sql) -> None:
    sql.run("UPDATE head SET signature = zeroblob(64)")


def _drop_the_head(sql: Sql) -> None:
    sql.run("DELETE FROM head")


def _add_a_row_without_signing(sql: Sql) -> None:
    _insert(sql, _after(links_of(sql)[-1], "viewed"))


def _sign_an_entry_that_is_not_there(sql: Sql) -> None:
    newest, device = links_of(sql)[-1], device_of(sql)
    assert device is not None
    head = signed_head(device.private, vault_id(sql), newest.seq, bytes(32))
    sql.run("UPDATE head SET hash = ?, signature = ?", (head.hash, head.signature))


def _replace_the_device_key(sql: Sql) -> None:
    private, public = new_device_key()
    sql.run("UPDATE device SET private_key = ?, public_key = ?", (private, public))


def _replace_the_device_key_and_all_it_signed(sql: Sql) -> None:
    _replace_the_device_key(sql)
    _write_anew(sql, links_of(sql))


def _replace_half_of_the_device_key(sql: Sql) -> None:
    sql.run("UPDATE device SET private_key = ?", (new_device_key()[0],))


def _drop_the_device_key(sql: Sql) -> None:
    sql.run("DELETE FROM device")


def _write_another_history(sql: Sql) -> None:
    _write_anew(sql, [replace(link, at="2026-01-01T00:00:00+00:00") for link in links_of(sql)])


def _put_another_vaults_log(sql: Sql) -> None:
    device = device_of(sql)
    assert device is not None
    _write_anew(sql, links_of(sql), start=origin("another", device.public))


def _loosen_a_row(sql: Sql) -> None:
    sql.run("PRAGMA foreign_keys = OFF")
    sql.run("UPDATE contact SET family = 'nobody'")


def _loosen_a_guard(sql: Sql) -> None:
    sql.run("DROP INDEX letter_by_contact")


def _write_anew(sql: Sql, told: list[Link], start: bytes | None = None) -> None:
    """A whole log, made as only someone with the key of the records could make it."""
    device, vault = device_of(sql), vault_id(sql)
    assert device is not None
    sql.run("DELETE FROM event")
    previous = start or origin(vault, device.public)
    for link in told:
        forged = linked(previous, link.seq, link.at, link.kind, link.about)
        _insert(sql, forged)
        previous = forged.hash
    head = signed_head(device.private, vault, told[-1].seq, previous)
    sql.run("UPDATE head SET hash = ?, signature = ?", (head.hash, head.signature))


def _after(newest: Link, kind: str) -> Link:
    return linked(newest.hash, newest.seq + 1, newest.at, kind, "{}")


def _insert(sql: Sql, link: Link) -> None:
    sql.run(
        "INSERT INTO event (seq, at, kind, about, previous, hash) VALUES (?, ?, ?, ?, ?, ?)",
        (link.seq, link.at, link.kind, link.about, link.previous, link.hash),
    )


DONE_TO_THE_RECORDS: tuple[tuple[Callable[[Sql], None], Trouble], ...] = (
    (_drop_a_row, Trouble.ENTRY_MISSING),
    (_drop_a_row_and_close_the_gap, Trouble.ENTRY_MISSING),
    (_edit_a_row, Trouble.ENTRY_CHANGED),
    (_edit_a_row_and_its_hash, Trouble.ENTRY_CHANGED),
    (_swap_two_rows, Trouble.ENTRIES_REORDERED),
    (_swap_what_two_rows_say, Trouble.ENTRIES_REORDERED),
    (_drop_the_newest_rows, Trouble.NEWEST_MISSING),
    (_edit_the_head, Trouble.HEAD_NOT_SIGNED),
    (_forge_the_signature, Trouble.HEAD_NOT_SIGNED),
    (_drop_the_head, Trouble.HEAD_MISSING),
    (_add_a_row_without_signing, Trouble.HEAD_BEHIND),
    (_sign_an_entry_that_is_not_there, Trouble.HEAD_ELSEWHERE),
    (_replace_the_device_key, Trouble.DEVICE_SWAPPED),
    (_replace_the_device_key_and_all_it_signed, Trouble.DEVICE_SWAPPED),
    (_replace_half_of_the_device_key, Trouble.DEVICE_BROKEN),
    (_drop_the_device_key, Trouble.DEVICE_MISSING),
    (_write_another_history, Trouble.FORKED),
    (_put_another_vaults_log, Trouble.LOG_OF_ANOTHER),
    (_loosen_a_row, Trouble.LOOSE_ROWS),
    (_loosen_a_guard, Trouble.TABLES_CHANGED),
)


@pytest.mark.parametrize(("tamper", "expected"), DONE_TO_THE_RECORDS)
def test_what_is_done_to_the_records_is_named_first(
    folder: Path, tamper: Callable[[Sql], None], expected: Trouble
) -> None:
    with behind_its_back(folder) as sql:
        tamper(sql)

    found = verify(folder, PASSPHRASE)

    assert found[0].trouble is expected


@pytest.mark.parametrize(("tamper", "expected"), DONE_TO_THE_RECORDS[:14])
def test_going_on_working_does_not_cover_what_was_done(
    folder: Path, tamper: Callable[[Sql], None], expected: Trouble
) -> None:
    with behind_its_back(folder) as sql:
        tamper(sql)
    vault = Vault.open(folder, PASSPHRASE)
    FamilyStore(vault).save(replace(a_family(), address="2 Practice Street"), LATER)
    vault.close()

    assert verify(folder, PASSPHRASE) != (), expected


def test_the_entry_that_was_taken_out_is_named(folder: Path) -> None:
    with behind_its_back(folder) as sql:
        _drop_a_row(sql)

    assert verify(folder, PASSPHRASE)[0].line == "chain: entry 3 was taken out."


def test_an_older_copy_put_back_is_told_apart_from_everything_else(
    folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "older")
    Vault.open(folder, PASSPHRASE).close()
    reached = entries(folder)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "older", folder)

    assert verify(folder, PASSPHRASE) == (Finding(Trouble.ROLLED_BACK, reached),)


def test_an_older_copy_is_still_known_after_it_was_worked_in(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "older")
    Vault.open(folder, PASSPHRASE).close()
    reached = entries(folder)
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "older", folder)

    Vault.open(folder, PASSPHRASE).close()
    Vault.open(folder, PASSPHRASE).close()
    vault = Vault.open(folder, PASSPHRASE)
    seen = against_what_is_written_down(vault)
    vault.close()

    assert seen == (Finding(Trouble.FORKED, reached),)
    assert verify(folder, PASSPHRASE) == (Finding(Trouble.FORKED, reached),)


def test_a_backup_put_back_on_purpose_is_sound_again_and_stays_in_the_log(
    folder: Path, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "older")
    Vault.open(folder, PASSPHRASE).close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "older", folder)
    vault = Vault.open(folder, PASSPHRASE)
    from_seq = newest_seq(vault) - 1

    note_restored(vault, from_seq, LATER)

    told = vault.sql.one("SELECT about FROM event WHERE kind = 'restored'")
    vault.close()
    assert told == (f'{{"seq":{from_seq}}}',)
    assert verify(folder, PASSPHRASE) == ()


def test_records_put_back_alone_are_told_by_the_file_beside_them(
    folder: Path, tmp_path: Path
) -> None:
    shutil.copy(folder / RECORDS_FILE, tmp_path / "older.db")
    Vault.open(folder, PASSPHRASE).close()
    shutil.copy(tmp_path / "older.db", folder / RECORDS_FILE)
    anchor_places(folder, read_header(folder).vault)[1].unlink()

    assert [f.trouble for f in verify(folder, PASSPHRASE)] == [Trouble.ROLLED_BACK]


def test_a_vault_carried_to_another_laptop_is_sound_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GOLDEN_THREAD_HOME", str(tmp_path / "another laptop"))

    assert verify(folder, PASSPHRASE) == ()


@pytest.mark.parametrize("spoilt", [None, b"", b"{}", b"\xff" * 9000, b"[" * 4000])
def test_a_lost_file_beside_the_records_is_said_and_mended_by_the_next_unlock(
    folder: Path, spoilt: bytes | None
) -> None:
    (folder / ANCHOR_FILE).unlink()
    if spoilt is not None:
        (folder / ANCHOR_FILE).write_bytes(spoilt)

    found = verify(folder, PASSPHRASE)
    Vault.open(folder, PASSPHRASE).close()

    assert found == (Finding(Trouble.ANCHOR_MISSING),)
    assert verify(folder, PASSPHRASE) == ()


def test_taking_both_away_is_said_and_is_in_the_log_for_good(folder: Path) -> None:
    for place in anchor_places(folder, read_header(folder).vault):
        place.unlink()

    found = verify(folder, PASSPHRASE)
    Vault.open(folder, PASSPHRASE).close()

    assert found == (Finding(Trouble.ANCHORS_MISSING),)
    with behind_its_back(folder) as sql:
        kinds = [link.kind for link in links_of(sql)]
    assert kinds.count(EventKind.ANCHORS_LOST.value) == 1


def test_what_is_written_down_about_another_vault_is_said(folder: Path) -> None:
    other = Vault.create(folder.parent / "other", a_practitioner(), PASSPHRASE)
    other.close()
    shutil.copy(other.folder / ANCHOR_FILE, folder / ANCHOR_FILE)

    assert Trouble.ANCHOR_OF_ANOTHER in [f.trouble for f in verify(folder, PASSPHRASE)]


@pytest.mark.parametrize("passphrase", [PASSPHRASE, NEW_PASSPHRASE])
def test_a_swapped_key_file_is_told_whatever_opens_it(folder: Path, passphrase: str) -> None:
    other = Vault.create(folder.parent / "other", a_practitioner(), passphrase)
    other.close()
    shutil.copy(other.folder / HEADER_FILE, folder / HEADER_FILE)

    assert verify(folder, PASSPHRASE) == (Finding(Trouble.HEADER_SWAPPED),)


def test_records_of_another_vault_under_one_key_are_told(folder: Path) -> None:
    with behind_its_back(folder) as sql:
        sql.run("UPDATE vault SET id = 'another'")

    assert verify(folder, PASSPHRASE) == (Finding(Trouble.HEADER_SWAPPED),)


def test_a_letter_that_was_changed_is_found(tmp_path: Path) -> None:
    folder = a_vault_with_a_story(tmp_path)
    vault = Vault.open(folder, PASSPHRASE)
    LetterStore(vault).keep(CONTACT, LetterTo.TEAM, b"%PDF practice", "Dear team", NOW)
    vault.close()
    with behind_its_back(folder) as sql:
        sql.run("UPDATE letter SET pdf = x'00'")

    assert verify(folder, PASSPHRASE) == (Finding(Trouble.LETTERS_CHANGED, 1),)


def test_every_page_is_looked_at(folder: Path) -> None:
    with behind_its_back(folder) as sql:
        page = sql.number("SELECT rootpage FROM sqlite_master WHERE name = 'carer_by_family'")
    held = bytearray((folder / RECORDS_FILE).read_bytes())
    held[page * _PAGE_BYTES - 100] ^= 1
    (folder / RECORDS_FILE).write_bytes(held)

    assert verify(folder, PASSPHRASE)[0] == Finding(Trouble.PAGES_CHANGED, 1)


@pytest.mark.parametrize("length", [0, 1000])
def test_records_cut_short_are_damaged(folder: Path, length: int) -> None:
    held = (folder / RECORDS_FILE).read_bytes()
    (folder / RECORDS_FILE).write_bytes(held[:length])

    assert verify(folder, PASSPHRASE)[0] == Finding(Trouble.FILE_DAMAGED)


def test_a_damaged_key_file_is_a_finding(folder: Path) -> None:
    (folder / HEADER_FILE).write_bytes(b"{}")

    assert verify(folder, PASSPHRASE) == (Finding(Trouble.HEADER_DAMAGED),)


def test_what_keeps_from_looking_is_not_a_finding(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        verify(folder, NEW_PASSPHRASE)
    with pytest.raises(VaultMissing):
        verify(tmp_path / "nowhere", PASSPHRASE)
    vault = Vault.open(folder, PASSPHRASE)
    with pytest.raises(VaultBusy):
        verify(folder, PASSPHRASE)
    vault.sql.one("PRAGMA user_version = 999")
    vault.close()
    with pytest.raises(VaultTooNew):
        verify(folder, PASSPHRASE)


def test_a_key_file_with_another_id_does_not_open_and_so_is_not_looked_at(folder: Path) -> None:
    write_header(folder, replace(read_header(folder), vault="another"))

    with pytest.raises(WrongPassphrase):
        verify(folder, PASSPHRASE)
