"""Vaults of every released version open with everything in them, and wherever the power goes."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from storage import keys
from storage.audit import AuditLog
from storage.audit_anchor import Anchor, anchor_places, read_anchor
from storage.audit_event import EventKind
from storage.errors import KnownFailure
from storage.families import FamilyStore
from storage.header import RECORDS_FILE, read_header
from storage.letters import LetterStore
from storage.migrations import STEPS
from storage.preferences import PreferenceStore
from storage.records import RecordStore
from storage.sql import Connection
from storage.upgrade import UPGRADING_FILE, Stage, kept_file, upgrade, upgrading
from storage.vault import Vault
from storage.verify import verify
from tests.storage.ordinary import in_a_child
from tests.storage.samples import NOW, prints_of
from tests.storage.vaults import contents

RELEASED = sorted(p for p in Path(contents.__file__).parent.iterdir() if p.name[0].isdigit())


@pytest.fixture(params=RELEASED, ids=[p.name for p in RELEASED])
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(request.param, tmp_path / "vault"))


@pytest.fixture
def oldest(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RELEASED[0], tmp_path / "vault"))


def passphrase_of(folder: Path) -> str:
    return (folder / "passphrase.txt").read_text(encoding="utf-8").removesuffix("\n")


def connection_to(folder: Path) -> Connection:
    header = read_header(folder)
    key = keys.unwrap(header.passphrase_slot, header.vault, passphrase_of(folder))
    return Connection.to(folder / RECORDS_FILE, key)


def must_hold_everything(vault: Vault) -> None:
    families, records, letters = FamilyStore(vault), RecordStore(vault), LetterStore(vault)
    assert vault.practitioner() == contents.PRACTITIONER
    assert families.load(contents.TWINS.id) == contents.TWINS
    assert families.load(contents.EXPECTING.id) == contents.EXPECTING
    assert [line.family.id for line in families.find(contents.EARLIER_NAME)] == [contents.TWINS.id]
    finished, typing = records.load(contents.FINISHED.id), records.load(contents.HALF_TYPED.id)
    assert (finished.record, finished.outcome) == (contents.FINISHED, contents.OUTCOME)
    assert (typing.record, typing.outcome) == (contents.HALF_TYPED, None)
    history = records.history(contents.FINISHED.id, contents.VOICE)
    assert [settled.answer for settled in history] == [
        contents.EARLIER_VOICE,
        contents.FINISHED.answers[contents.VOICE],
    ]
    (line,) = letters.of_family(contents.TWINS.id)
    stored = letters.load(line.id)
    assert (stored.pdf, stored.text) == (contents.PDF, contents.TEXT)
    assert (line.made_at, line.exports, line.last_exported) == (contents.NOW, 1, contents.LATER)
    assert PreferenceStore(vault).load() == contents.PREFERENCES


def test_there_is_a_vault_of_every_released_version() -> None:
    assert [p.name for p in RELEASED] == ["0.1.0"]


def test_a_vault_of_a_released_version_opens_with_every_record(released: Path) -> None:
    vault = Vault.open(released, passphrase_of(released))
    must_hold_everything(vault)
    vault.close()

    assert verify(released, passphrase_of(released)) == ()


def test_the_log_of_an_upgraded_vault_begins_with_the_upgrade(oldest: Path) -> None:
    vault = Vault.open(oldest, passphrase_of(oldest))
    events = [event.kind for event in AuditLog(vault).since(0)]
    vault.close()

    assert events == [EventKind.UPGRADED, EventKind.UNLOCKED]


def test_the_records_as_they_were_stay_beside_the_new_ones(oldest: Path) -> None:
    before = prints_of(oldest)

    Vault.open(oldest, passphrase_of(oldest)).close()

    after = prints_of(oldest)
    assert after[kept_file(1)] == before[RECORDS_FILE]
    assert after["key.json"] == before["key.json"]
    assert UPGRADING_FILE not in after


def test_opening_an_upgraded_vault_again_upgrades_nothing(oldest: Path) -> None:
    Vault.open(oldest, passphrase_of(oldest)).close()
    kept = prints_of(oldest)[kept_file(1)]

    vault = Vault.open(oldest, passphrase_of(oldest))
    number = vault.sql.one("PRAGMA user_version")
    vault.close()

    assert number == (len(STEPS),)
    assert prints_of(oldest)[kept_file(1)] == kept


def test_the_log_of_an_upgraded_vault_is_written_down_before_it_is_unlocked(oldest: Path) -> None:
    """Else a power cut just after the next entry looks as if someone had taken the heads away."""
    places = anchor_places(oldest, read_header(oldest).vault)
    told: list[tuple[bool, ...]] = []

    def clock() -> datetime:  # asked for each entry: of the upgrade, of the unlock, of the lock
        told.append(tuple(isinstance(read_anchor(place), Anchor) for place in places))
        return NOW

    Vault.open(oldest, passphrase_of(oldest), clock=clock).close()

    assert told == [(False, False), (True, True), (True, True)]


@pytest.mark.parametrize("stage", Stage)
def test_the_power_may_go_after_any_stage(oldest: Path, stage: Stage) -> None:
    def cut_off() -> str:
        for reached in upgrading(oldest, connection_to(oldest), NOW):
            if reached is stage:
                return stage.value  # and the process ends at once, with nothing closed
        return "not reached"

    assert in_a_child(cut_off) == stage.value

    vault = Vault.open(oldest, passphrase_of(oldest))
    must_hold_everything(vault)
    vault.close()
    assert verify(oldest, passphrase_of(oldest)) == ()
    assert sorted(prints_of(oldest)) == sorted(
        ["head.json", "key.json", "passphrase.txt", kept_file(1), RECORDS_FILE]
    )


def test_a_place_that_cannot_be_written_leaves_the_vault_as_it_was(oldest: Path) -> None:
    before = prints_of(oldest)
    (oldest / UPGRADING_FILE).mkdir()  # nothing can be made there
    (oldest / UPGRADING_FILE / "in the way").touch()

    with pytest.raises(KnownFailure):
        Vault.open(oldest, passphrase_of(oldest))

    shutil.rmtree(oldest / UPGRADING_FILE)
    assert prints_of(oldest) == before
    Vault.open(oldest, passphrase_of(oldest)).close()


def test_an_upgrade_that_lost_a_row_is_not_taken(oldest: Path) -> None:
    before = prints_of(oldest)
    connection = connection_to(oldest)
    stages = upgrading(oldest, connection, NOW)
    assert next(stages) is Stage.COPIED
    copy = Connection.to(oldest / UPGRADING_FILE, connection.sealed_with[:32])
    (guard,) = copy.all("SELECT sql FROM sqlite_master WHERE name = 'export_kept'")
    copy.run("DROP TRIGGER export_kept")
    copy.run("DELETE FROM export")
    copy.run(guard[0])
    copy.close()

    with pytest.raises(KnownFailure, match="could not be brought up to date"):
        list(stages)
    connection.close()

    (oldest / UPGRADING_FILE).unlink()
    assert prints_of(oldest) == before


def test_what_was_wrong_before_does_not_keep_anyone_out(oldest: Path) -> None:
    """A letter that was damaged long ago is still damaged, and is said; the records open."""
    connection = connection_to(oldest)
    connection.run("DROP TRIGGER letter_fixed")
    connection.run("UPDATE letter SET pdf = x'00'")

    upgrade(oldest, connection, NOW)

    Vault.open(oldest, passphrase_of(oldest)).close()
    found = verify(oldest, passphrase_of(oldest))
    assert {finding.line.split(":")[0] for finding in found} == {"tables", "letters"}


def test_a_window_that_was_quicker_is_not_overwritten(oldest: Path) -> None:
    stages = upgrading(oldest, connection_to(oldest), NOW)
    for _ in range(3):
        next(stages)
    newer = oldest / "newer"
    shutil.copy(oldest / RECORDS_FILE, newer)
    newer.replace(oldest / RECORDS_FILE)

    with pytest.raises(KnownFailure, match="already open"):
        list(stages)
