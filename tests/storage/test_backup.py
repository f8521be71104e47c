"""A backup: whole, verified, made between saves, and nothing half made that looks whole."""

import os
import random
import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest

from forms.answers import Answer, Narrative, Question
from forms.ids import ContactId
from storage.backup import PAGES_AT_ONCE, BackupRun
from storage.backup_check import Counts, checked, unlocked
from storage.backup_copy import copy_backup
from storage.backup_errors import (
    BackupPlaceFull,
    BackupPlaceGone,
    BackupPlaceReadOnly,
    BackupStopped,
    BackupUnsound,
)
from storage.backup_shelf import PART, list_backups, name_of
from storage.errors import KnownFailure
from storage.header import HEADER_FILE, RECORDS_FILE
from storage.records import RecordStore
from storage.vault import Vault
from tests.storage.samples import (
    CONCERN,
    NOW,
    PASSPHRASE,
    VOICE,
    a_started_contact,
    prints_of,
)
from tests.storage.storm_backup import BACKUP, KILLED, ended_at, flip_a_bit


def grown(vault: Vault, letters: int = 60) -> None:
    """Letters enough that copying takes several slices."""
    with vault.transaction() as sql:
        sql.run_each(
            "INSERT INTO letter (id, contact, reader, made_at, sha256, text, pdf)"
            " VALUES (?, 'contact-1', 'team', '', '', '', ?)",
            ((f"letter-{n}", os.urandom(20_000)) for n in range(letters)),
        )


def test_a_backup_is_a_whole_vault_that_opens_with_its_passphrase(
    vault: Vault, tmp_path: Path
) -> None:
    a_started_contact(vault)
    backup = BackupRun.start(vault, tmp_path / "backups", NOW).finish()
    assert backup.counts == Counts(1, 1, 0, NOW.date())
    assert {f.name for f in backup.folder.iterdir()} == {HEADER_FILE, RECORDS_FILE}
    key_file = (vault.folder / HEADER_FILE).read_bytes()
    assert (backup.folder / HEADER_FILE).read_bytes() == key_file

    copy = Vault.open(backup.folder, PASSPHRASE)
    held = RecordStore(copy).load(ContactId("contact-1"))
    copy.close()
    assert held == RecordStore(vault).load(ContactId("contact-1"))


def test_a_backup_is_named_by_time_alone_and_for_its_owner_alone(
    vault: Vault, tmp_path: Path
) -> None:
    place = tmp_path / "backups"
    first = BackupRun.start(vault, place, NOW).finish()
    second = BackupRun.start(vault, place, NOW).finish()
    assert first.folder.name == "20260302T103000Z"
    assert second.folder.name == name_of(NOW + timedelta(seconds=1))
    assert [card.folder for card in list_backups((place,))] == [second.folder, first.folder]
    if os.name != "nt":
        modes = {stat.S_IMODE(p.stat().st_mode) for p in place.rglob("*")}
        assert modes == {0o700, 0o600}


def test_what_is_typed_between_slices_is_saved_and_the_backup_is_one_moment(
    vault: Vault, tmp_path: Path
) -> None:
    records, revision = a_started_contact(vault)
    grown(vault)
    run = BackupRun.start(vault, tmp_path / "backups", NOW)
    saves = 0
    while run.copying:
        run.step(0.0)
        if run.copying:
            saves += 1
            typed = Narrative(f"typed {saves}")
            said: dict[Question, Answer] = {VOICE: typed, CONCERN: typed}
            revision = records.save(
                ContactId("contact-1"), said, based_on=revision, settled=saves % 2 == 0,
                place=str(saves), at=NOW,
            )  # fmt: skip
    backup = run.finish()
    assert saves >= 5
    assert records.load(ContactId("contact-1")).place == str(saves)

    copy = Vault.open(backup.folder, PASSPHRASE)
    held = RecordStore(copy).load(ContactId("contact-1"))
    copy.close()
    assert held.place == str(saves)
    assert set(held.record.answers.values()) == {Narrative(f"typed {saves}")}


def test_a_slice_copies_little_and_checking_does_not_hold_the_vault(
    vault: Vault, tmp_path: Path
) -> None:
    a_started_contact(vault)
    grown(vault, 400)
    run = BackupRun.start(vault, tmp_path / "backups", NOW)
    slices = 0
    while run.copying:
        run.step(0.0)
        slices += 1
    ready = run.step()
    run.finish()
    assert slices >= vault.connection.number("PRAGMA page_count") // PAGES_AT_ONCE
    assert not ready


def test_an_abandoned_backup_leaves_nothing_and_the_vault_goes_on(
    vault: Vault, tmp_path: Path
) -> None:
    records, revision = a_started_contact(vault)
    grown(vault)
    run = BackupRun.start(vault, tmp_path / "backups", NOW)
    run.step(0.0)
    run.abandon()
    run.abandon()
    with pytest.raises(BackupStopped):
        run.finish()
    records.save(
        ContactId("contact-1"), {VOICE: Narrative("after")}, based_on=revision, settled=True,
        place="", at=NOW,
    )  # fmt: skip
    assert [p for p in (tmp_path / "backups").rglob("*") if p.is_file() or PART in p.name] == []


def test_closing_the_vault_ends_a_backup_under_way(vault: Vault, tmp_path: Path) -> None:
    a_started_contact(vault)
    grown(vault)
    run = BackupRun.start(vault, tmp_path / "backups", NOW)
    run.step(0.0)
    vault.close()
    assert not [t for t in threading.enumerate() if t.name == "backup"]
    assert list_backups((tmp_path / "backups",)) == ()
    Vault.open(vault.folder, PASSPHRASE).close()


def test_a_part_that_was_left_is_cleared_by_the_next_run_and_nothing_else_is(
    vault: Vault, tmp_path: Path
) -> None:
    first = BackupRun.start(vault, tmp_path / "backups", NOW).finish()
    shelf = first.folder.parent
    for name in (name_of(NOW - timedelta(days=1)) + PART, "mine.part", "holiday"):
        (shelf / name).mkdir()
        (shelf / name / RECORDS_FILE).write_bytes(b"half")
    second = BackupRun.start(vault, tmp_path / "backups", NOW).finish()
    names = {p.name for p in shelf.iterdir()}
    assert names == {first.folder.name, second.folder.name, "mine.part", "holiday"}


@pytest.mark.parametrize("name", [HEADER_FILE, RECORDS_FILE])
def test_a_backup_that_was_changed_is_not_sound(vault: Vault, tmp_path: Path, name: str) -> None:
    a_started_contact(vault)
    backup = BackupRun.start(vault, tmp_path / "backups", NOW).finish()
    _, key = unlocked(backup.folder, PASSPHRASE)
    flip_a_bit(backup.folder / name, random.Random(11))  # noqa: S311
    with pytest.raises(KnownFailure):
        checked(backup.folder, key)


def test_looking_at_a_backup_leaves_it_as_it_was(vault: Vault, tmp_path: Path) -> None:
    backup = BackupRun.start(vault, tmp_path / "backups", NOW).finish()
    before = prints_of(backup.folder)
    _, key = unlocked(backup.folder, PASSPHRASE)
    checked(backup.folder, key)
    assert prints_of(backup.folder) == before


def test_the_second_place_gets_the_same_bytes_once(vault: Vault, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backup = BackupRun.start(vault, tmp_path / "backups", NOW).finish()
    there = copy_backup(backup.folder, stick)
    assert prints_of(there) == prints_of(backup.folder)
    assert copy_backup(backup.folder, stick) == there
    assert len(list_backups((tmp_path / "backups", stick))) == 2


def test_a_stick_that_is_not_there_is_said_and_not_made(vault: Vault, tmp_path: Path) -> None:
    backup = BackupRun.start(vault, tmp_path / "backups", NOW).finish()
    with pytest.raises(BackupPlaceGone):
        copy_backup(backup.folder, tmp_path / "stick")
    assert not (tmp_path / "stick").exists()


def test_a_place_taken_away_in_the_middle_is_said_and_work_goes_on(
    vault: Vault, tmp_path: Path
) -> None:
    a_started_contact(vault)
    grown(vault)
    place = tmp_path / "backups"
    run = BackupRun.start(vault, place, NOW)
    run.step(0.0)
    place.rename(tmp_path / "in-a-pocket")
    with pytest.raises(BackupPlaceGone):
        run.finish()
    assert list_backups((place, tmp_path / "in-a-pocket")) == ()
    again = BackupRun.start(vault, tmp_path / "in-a-pocket", NOW).finish()
    assert [c.folder for c in list_backups((tmp_path / "in-a-pocket",))] == [again.folder]


def test_a_file_where_the_place_should_be_is_said(vault: Vault, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("")
    with pytest.raises(BackupPlaceGone):
        BackupRun.start(vault, tmp_path / "backups", NOW)


def test_each_trouble_of_a_place_has_its_own_sentence() -> None:
    troubles = (BackupPlaceFull, BackupPlaceReadOnly, BackupPlaceGone, BackupStopped, BackupUnsound)
    assert len({trouble.sentence for trouble in troubles}) == len(troubles)


@pytest.mark.parametrize("step", [1, 4, 9, 14, 40])
def test_a_kill_in_the_middle_of_a_backup_leaves_the_vault_and_no_half_backup(
    vault: Vault, tmp_path: Path, step: int
) -> None:
    a_started_contact(vault)
    grown(vault)
    vault.close()
    ended = ended_at(BACKUP, step, vault.folder, tmp_path / "backups")
    assert ended in (KILLED, 0)
    again = Vault.open(vault.folder, PASSPHRASE)
    _, key = unlocked(vault.folder, PASSPHRASE)
    for card in list_backups((tmp_path / "backups",)):
        checked(card.folder, key)
    run = BackupRun.start(again, tmp_path / "backups", NOW)
    backup = run.finish()
    again.close()
    assert backup.counts.letters == 60
    assert not list((tmp_path / "backups").rglob(f"*{PART}"))
