"""A new team's recovery key stays in the vault until its lead has locked it away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.flows.team import TeamFlow, WaitingKey, is_away
from desktop.flows.unlock import opened
from storage.vault import Vault
from sync.enrolment import NewTeam
from tests.builders import a_practitioner
from tests.conftest import NOW
from tests.pages.signing_in import PASSPHRASE


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the vault lies."""
    return tmp_path / "vault"


@pytest.fixture
def begun(place: Path) -> NewTeam:
    """A team begun in a vault that was closed since, as a lock closes it."""
    vault = Vault.create(place, a_practitioner(), PASSPHRASE)
    made = TeamFlow(opened(vault), lambda: NOW).begin("Practice Team Cwm")
    vault.close()
    assert isinstance(made, NewTeam)
    return made


@pytest.fixture
def flow(begun: NewTeam, place: Path) -> Iterator[TeamFlow]:
    """Its vault, opened again."""
    assert begun.recovery
    vault = Vault.open(place, PASSPHRASE)
    yield TeamFlow(opened(vault), lambda: NOW)
    vault.close()


def waits(flow: TeamFlow) -> bool:
    standing = flow.standing()
    assert standing is not None
    return standing.key_waits


def test_the_recovery_key_is_there_again_after_a_lock(flow: TeamFlow, begun: NewTeam) -> None:
    assert waits(flow)
    assert flow.recovery_key() == WaitingKey("Practice Team Cwm", begun.recovery)


def test_a_sheet_can_be_written_after_a_lock_and_leaves_the_key_waiting(
    flow: TeamFlow, tmp_path: Path
) -> None:
    waiting = flow.recovery_key()
    assert waiting is not None

    assert flow.write_recovery(waiting, tmp_path).read_bytes().startswith(b"%PDF")
    assert waits(flow)


def test_once_put_away_it_is_in_the_vault_no_more(flow: TeamFlow) -> None:
    flow.put_recovery_away()

    assert not waits(flow)
    assert flow.recovery_key() is None


def test_a_folder_that_is_not_there_is_away(tmp_path: Path) -> None:
    assert is_away(str(tmp_path / "no such stick"))
    assert not is_away(f" {tmp_path} ")
