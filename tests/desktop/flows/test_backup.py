"""The window's side of backups: noticed, stepped, told, and given up rather than waited for."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.flows.backup import BackupFlow, BackupState, RestoreFlow
from desktop.flows.unlock import opened
from storage.attempts import TooSoon
from storage.backup_errors import BackupPlaceGone, BackupStopped
from storage.backup_places import Places
from storage.backup_shelf import list_backups
from storage.errors import KnownFailure, WrongPassphrase
from tests.storage.samples import PASSPHRASE, a_family, a_started_contact, a_vault

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Watch:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now


def settled(flow: BackupFlow) -> BackupState:
    """As the flow stands once nothing is under way any more."""
    return flow.settle(30.0)


@pytest.fixture
def watch() -> Watch:
    return Watch()


def test_work_is_noticed_by_itself_and_due_again_after_half_an_hour(
    tmp_path: Path, watch: Watch
) -> None:
    vault = a_vault(tmp_path)
    all_of_it = opened(vault)
    flow = BackupFlow(all_of_it, watch, Places(tmp_path / "backups"))
    a_started_contact(vault)
    assert flow.due()
    assert settled(flow).last is not None
    watch.now += timedelta(hours=5)
    assert not flow.due()
    assert not flow.due(locking=True)

    all_of_it.families.save(a_family("family-2", infants=(), carers=()), watch.now)
    assert flow.due(locking=True)
    assert not flow.due()
    watch.now += timedelta(minutes=30)
    assert flow.due()
    vault.close()


def test_a_second_place_has_the_same_backup_and_one_that_is_missing_is_only_told(
    tmp_path: Path, watch: Watch
) -> None:
    vault = a_vault(tmp_path)
    stick = tmp_path / "stick"
    flow = BackupFlow(opened(vault), watch, Places(tmp_path / "backups", stick))
    state = settled(flow)
    assert isinstance(state.second_trouble, BackupPlaceGone)
    assert state.trouble is None
    assert state.last is not None

    stick.mkdir()
    watch.now += timedelta(hours=1)
    state = settled(flow)
    assert state.second_trouble is None
    assert len(list_backups((stick,))) == 1
    vault.close()


def test_a_place_that_takes_nothing_is_told_and_tried_again_later(
    tmp_path: Path, watch: Watch
) -> None:
    vault = a_vault(tmp_path)
    (tmp_path / "backups").write_text("a file")
    flow = BackupFlow(opened(vault), watch, Places(tmp_path / "backups"))
    assert isinstance(flow.step().trouble, BackupPlaceGone)
    assert not flow.due()
    watch.now += timedelta(minutes=30)
    assert flow.due()
    vault.close()


def test_locking_makes_a_last_backup_but_waits_no_longer_than_it_may(
    tmp_path: Path, watch: Watch
) -> None:
    vault = a_vault(tmp_path)
    a_started_contact(vault)
    flow = BackupFlow(opened(vault), watch, Places(tmp_path / "backups"))
    assert isinstance(flow.when_locking(0.0).trouble, BackupStopped)
    assert list_backups((tmp_path / "backups",)) == ()
    state = flow.when_locking(30.0)
    vault.close()
    assert state.last is not None
    assert [c.folder for c in list_backups((tmp_path / "backups",))] == [state.last.folder]


def test_three_steps_put_a_backup_back(tmp_path: Path, watch: Watch) -> None:
    vault = a_vault(tmp_path)
    a_started_contact(vault)
    where = Places(tmp_path / "backups")
    made = settled(BackupFlow(opened(vault), watch, where)).last
    vault.close()
    assert made is not None
    flow = RestoreFlow(vault.folder, watch, where)
    card = flow.backups()[0]
    assert flow.look_inside(card, PASSPHRASE) == made.counts
    assert flow.restore(card, PASSPHRASE).counts == made.counts
    assert flow.salvage(PASSPHRASE).counts.families == 1


def test_guessing_at_a_backup_costs_the_same_wait_as_at_the_door(
    tmp_path: Path, watch: Watch
) -> None:
    vault = a_vault(tmp_path)
    where = Places(tmp_path / "backups")
    settled(BackupFlow(opened(vault), watch, where))
    vault.close()
    flow = RestoreFlow(vault.folder, watch, where)
    failures: list[type[KnownFailure]] = []
    for _ in range(4):
        with pytest.raises(KnownFailure) as told:
            flow.look_inside(flow.backups()[0], "not this one")
        failures.append(told.type)
    assert failures == [WrongPassphrase, WrongPassphrase, WrongPassphrase, TooSoon]
