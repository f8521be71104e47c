"""At the door: wrong passphrases cost time, and the practitioner hears of them afterwards."""

import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.flows.unlock import UnlockFlow
from forms.people import Practitioner
from storage.attempts import TooSoon, news_told
from storage.audit import AuditLog
from storage.audit_event import EventKind
from storage.errors import WrongPassphrase
from storage.header import KdfCost, read_header
from storage.recovery_organisation import new_organisation, write_organisation
from tests.conftest import NOW

PRACTITIONER = Practitioner("Practice Jo", "Health visitor", "Practice team", "")
PASSPHRASE = "practice kettle lantern"  # noqa: S105 invented, for tests alone


class SetClock:
    """A clock that a test puts forward and back."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "place" / "vaults"


@pytest.fixture
def folder(root: Path, clock: SetClock) -> Path:
    made = UnlockFlow(root, clock).make(PRACTITIONER, PASSPHRASE)
    made.vault.close()
    return made.vault.folder


def fail(flow: UnlockFlow, folder: Path) -> None:
    with pytest.raises(WrongPassphrase):
        flow.open(folder, "not the passphrase")


def test_the_fourth_try_must_wait_and_the_right_passphrase_must_too(
    root: Path, folder: Path, clock: SetClock
) -> None:
    flow = UnlockFlow(root, clock)
    for _ in range(3):
        fail(flow, folder)

    with pytest.raises(TooSoon) as told:
        UnlockFlow(root, clock).open(folder, PASSPHRASE)

    assert told.value.seconds == 1
    assert "Try again in 1 second." in str(told.value)
    clock.now += timedelta(seconds=1)
    flow.open(folder, PASSPHRASE).vault.close()


def test_a_try_during_the_wait_is_not_made_and_does_not_lengthen_it(
    root: Path, folder: Path, clock: SetClock
) -> None:
    flow = UnlockFlow(root, clock)
    for _ in range(3):
        fail(flow, folder)
    began = time.process_time()
    for _ in range(20):
        with pytest.raises(TooSoon):
            flow.open(folder, "not the passphrase")

    assert time.process_time() - began < 1
    assert flow.news(folder).failures == 3


def test_failed_unlocks_are_logged_at_the_unlock_and_told_until_heard(
    root: Path, folder: Path, clock: SetClock
) -> None:
    flow = UnlockFlow(root, clock)
    fail(flow, folder)
    fail(flow, folder)
    opened = flow.open(folder, PASSPHRASE)

    newest = AuditLog(opened.vault).since(0)[-1]
    assert (newest.kind, newest.about.count) == (EventKind.UNLOCK_FAILED, 2)
    opened.vault.close()
    again = flow.open(folder, PASSPHRASE)
    assert AuditLog(again.vault).since(newest.seq)[-1].kind == EventKind.UNLOCKED
    again.vault.close()
    assert flow.news(folder).failed_at == (NOW, NOW)

    news_told(folder)

    assert flow.news(folder).failures == 0


def test_unlocking_forgives_the_wait(root: Path, folder: Path, clock: SetClock) -> None:
    flow = UnlockFlow(root, clock)
    fail(flow, folder)
    fail(flow, folder)
    flow.open(folder, PASSPHRASE).vault.close()
    fail(flow, folder)

    flow.open(folder, PASSPHRASE).vault.close()


def test_a_new_vault_costs_what_was_measured(root: Path, clock: SetClock) -> None:
    cost = KdfCost(passes=4)
    made = UnlockFlow(root, clock, cost=lambda: cost).make(PRACTITIONER, PASSPHRASE)
    made.vault.close()

    assert read_header(made.vault.folder).passphrase_slot.cost == cost


def test_a_new_vault_is_sealed_to_the_organisation_that_was_shown(
    root: Path, clock: SetClock
) -> None:
    organisation, _ = new_organisation("Practice Trust")
    root.parent.mkdir(parents=True)
    write_organisation(root.parent, organisation)
    flow = UnlockFlow(root, clock)

    made = flow.make(PRACTITIONER, PASSPHRASE, organisation=flow.organisation())
    made.vault.close()

    assert flow.organisation() == organisation
    slot = read_header(made.vault.folder).organisation_slot
    assert slot is not None
    assert slot.organisation == organisation.fingerprint
