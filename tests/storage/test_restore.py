"""A backup put back: looked into first, the replaced vault kept whole, safe at every step."""

import random
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from forms.answers import Answer, Narrative, Question
from forms.ids import ContactId
from storage.audit import AuditLog
from storage.audit_event import EventKind
from storage.backup import Backup, BackupRun
from storage.backup_errors import BackupOfAnother, BackupUnsound
from storage.backup_shelf import BackupCard, list_backups, tidy
from storage.cards import vaults_in
from storage.errors import HeaderDamaged, KnownFailure, VaultBusy, WrongPassphrase
from storage.header import HEADER_FILE, RECORDS_FILE
from storage.records import RecordStore
from storage.restore import look_inside, restore, restore_key_file
from storage.restore_aside import set_aside, settle
from storage.vault import Vault
from tests.storage.samples import (
    LATER,
    NOW,
    PASSPHRASE,
    VOICE,
    a_practitioner,
    a_started_contact,
    a_vault,
    prints_of,
)
from tests.storage.storm_backup import KILLED, RESTORE, cut_short, ended_at, flip_a_bit

CONTACT = ContactId("contact-1")


def backed_up(root: Path) -> tuple[Path, Backup, BackupCard]:
    """A closed vault, a backup of it, and one answer given since."""
    vault = a_vault(root)
    records, revision = a_started_contact(vault)
    backup = BackupRun.start(vault, root / "backups", NOW).finish()
    said: dict[Question, Answer] = {VOICE: Narrative("since the backup")}
    records.save(CONTACT, said, based_on=revision, settled=True, place="later", at=LATER)
    vault.close()
    return vault.folder, backup, list_backups((root / "backups",))[0]


def place_in(folder: Path) -> str:
    """Where the contact stands in this vault: "later" only in the one that was replaced."""
    vault = Vault.open(folder, PASSPHRASE)
    try:
        return RecordStore(vault).load(CONTACT).place
    finally:
        vault.close()


def test_a_card_tells_date_practitioner_and_place_before_any_passphrase(tmp_path: Path) -> None:
    _, backup, card = backed_up(tmp_path)
    assert (card.at, card.display_name, card.readable) == (NOW, "Practice Jo", True)
    assert card.place == tmp_path / "backups"
    assert card.size == backup.size > 0
    assert look_inside(card, PASSPHRASE) == backup.counts
    with pytest.raises(WrongPassphrase):
        look_inside(card, "another passphrase")


def test_restoring_brings_the_backup_back_and_keeps_what_it_replaced(tmp_path: Path) -> None:
    folder, backup, card = backed_up(tmp_path)
    restored = restore(card, PASSPHRASE, folder, LATER)
    assert restored.counts == backup.counts
    assert place_in(folder) != "later"
    assert restored.replaced_folder is not None
    assert set_aside(folder) == (restored.replaced_folder,)
    assert [v.folder for v in vaults_in(folder.parent)] == [folder]
    assert place_in(restored.replaced_folder) == "later"


def test_a_restore_is_in_the_log_of_the_vault(tmp_path: Path) -> None:
    folder, _, card = backed_up(tmp_path)
    restore(card, PASSPHRASE, folder, LATER)
    vault = Vault.open(folder, PASSPHRASE)
    kinds = [event.kind for event in AuditLog(vault).since(0)]
    vault.close()
    assert kinds.count(EventKind.RESTORED) == 1


@pytest.mark.parametrize("missing", ["", RECORDS_FILE, HEADER_FILE])
def test_a_vault_that_is_gone_or_not_whole_is_restored_too(tmp_path: Path, missing: str) -> None:
    folder, backup, card = backed_up(tmp_path)
    if missing:
        (folder / missing).unlink()
    else:
        shutil.rmtree(folder)
    assert restore(card, PASSPHRASE, folder, LATER).counts == backup.counts
    assert place_in(folder) != "later"


def test_a_vault_with_one_bad_page_goes_aside_as_damaged(tmp_path: Path) -> None:
    folder, _, card = backed_up(tmp_path)
    held = bytearray((folder / RECORDS_FILE).read_bytes())
    held[-2000] ^= 1
    (folder / RECORDS_FILE).write_bytes(held)
    aside = restore(card, PASSPHRASE, folder, LATER).replaced_folder
    assert aside is not None
    assert ".damaged-" in aside.name
    assert (aside / RECORDS_FILE).read_bytes() == held


def test_nothing_moves_when_the_backup_is_damaged(tmp_path: Path) -> None:
    folder, _, card = backed_up(tmp_path)
    before = prints_of(folder.parent)
    flip_a_bit(card.folder / RECORDS_FILE, random.Random(3))  # noqa: S311
    with pytest.raises(BackupUnsound):
        restore(card, PASSPHRASE, folder, LATER)
    assert prints_of(folder.parent) == before


def test_nothing_moves_for_a_wrong_passphrase_or_while_the_vault_is_open(tmp_path: Path) -> None:
    folder, _, card = backed_up(tmp_path)
    before = prints_of(folder.parent)
    with pytest.raises(WrongPassphrase):
        restore(card, "another passphrase", folder, LATER)
    assert prints_of(folder.parent) == before
    vault = Vault.open(folder, PASSPHRASE)
    with pytest.raises(VaultBusy):
        restore(card, PASSPHRASE, folder, LATER)
    vault.close()
    assert place_in(folder) == "later"


def test_one_persons_backup_never_takes_the_place_of_anothers_vault(tmp_path: Path) -> None:
    _, _, card = backed_up(tmp_path)
    other = tmp_path / "vaults" / "other"
    Vault.create(other, a_practitioner("Practice Sam"), PASSPHRASE).close()
    before = prints_of(other)
    with pytest.raises(BackupOfAnother):
        restore(card, PASSPHRASE, other, LATER)
    assert prints_of(other) == before


def test_a_vault_id_that_leads_elsewhere_is_never_followed(tmp_path: Path) -> None:
    folder, _, _ = backed_up(tmp_path)
    with pytest.raises(HeaderDamaged):
        tidy(folder, "../vaults", LATER)
    assert list_backups((tmp_path / "nowhere",)) == ()


def test_thinning_removes_only_backups_of_this_vault(tmp_path: Path) -> None:
    _, backup, card = backed_up(tmp_path)
    shelf = card.folder.parent
    of_another = shelf / "20260301T100130Z"
    shutil.copytree(card.folder, of_another)
    other = tmp_path / "vaults" / "other"
    Vault.create(other, a_practitioner("Practice Sam"), PASSPHRASE).close()
    shutil.copyfile(other / HEADER_FILE, of_another / HEADER_FILE)
    for minutes in range(1, 4):
        near = shelf / f"20260301T10{minutes:02}00Z"
        shutil.copytree(card.folder, near)
    (shelf / "20260301T100000Z").mkdir()
    dropped = tidy(card.place, card.vault, NOW + timedelta(days=1))
    left = {p.name for p in shelf.iterdir()}
    assert len(dropped) == 2
    assert left == {
        backup.folder.name, of_another.name, "20260301T100300Z", "20260301T100000Z",
    }  # fmt: skip


@pytest.mark.parametrize("damage", ["flipped", "gone"])
def test_a_damaged_key_file_is_mended_from_a_backup_and_nothing_is_lost(
    tmp_path: Path, damage: str
) -> None:
    folder, _, card = backed_up(tmp_path)
    if damage == "gone":
        (folder / HEADER_FILE).unlink()
    else:
        flip_a_bit(folder / HEADER_FILE, random.Random(5))  # noqa: S311
    held = (folder / HEADER_FILE).read_bytes() if damage == "flipped" else None
    aside = restore_key_file(card, folder, LATER)
    assert (aside.read_bytes() if aside else None) == held
    assert place_in(folder) == "later"


def test_a_key_file_is_not_put_beside_records_of_another_vault(tmp_path: Path) -> None:
    _, _, card = backed_up(tmp_path)
    other = tmp_path / "vaults" / "other"
    Vault.create(other, a_practitioner("Practice Sam"), PASSPHRASE).close()
    before = prints_of(other)
    with pytest.raises(BackupOfAnother):
        restore_key_file(card, other, LATER)
    assert prints_of(other) == before


@pytest.mark.parametrize("step", [1, 12, 20, 29, 32, 35, 44])
def test_a_kill_at_any_step_of_a_restore_leaves_one_of_the_two_vaults_open(
    tmp_path: Path, step: int
) -> None:
    folder, backup, _ = backed_up(tmp_path)
    ended = ended_at(RESTORE, step, folder, tmp_path / "backups")
    assert ended in (KILLED, 0)
    settle(folder.parent)
    assert [v.folder for v in vaults_in(folder.parent)] == [folder]
    assert place_in(folder) in ("", "later")
    kept = [place_in(f) for f in (folder, *set_aside(folder))]
    assert "later" in kept
    assert not [f for f in folder.parent.iterdir() if f.name.endswith(".arriving")]
    card = list_backups((tmp_path / "backups",))[0]
    assert look_inside(card, PASSPHRASE) == backup.counts


def test_a_power_cut_between_the_two_renames_puts_the_old_vault_back(tmp_path: Path) -> None:
    folder, _, _ = backed_up(tmp_path)
    folder.rename(folder.with_name(f"{folder.name}.replaced-20260302T113000Z"))
    (folder.parent / f"{folder.name}.arriving").mkdir()
    settle(folder.parent)
    settle(folder.parent)
    assert [f.name for f in folder.parent.iterdir()] == [folder.name]
    assert place_in(folder) == "later"


@pytest.mark.parametrize("seed", range(6))
def test_a_vault_flipped_or_cut_anywhere_opens_or_is_restored_and_is_kept(
    tmp_path: Path, seed: int
) -> None:
    folder, backup, card = backed_up(tmp_path)
    chance = random.Random(seed)  # noqa: S311
    harm = chance.choice([flip_a_bit, cut_short])
    harm(folder / chance.choice([RECORDS_FILE, RECORDS_FILE, HEADER_FILE]), chance)
    harmed = (folder / RECORDS_FILE).read_bytes()
    try:
        assert place_in(folder) == "later"
    except KnownFailure:
        restored = restore(card, PASSPHRASE, folder, LATER)
        assert restored.counts == backup.counts
        assert restored.replaced_folder is not None
        assert (restored.replaced_folder / RECORDS_FILE).read_bytes() == harmed
        place_in(folder)
