"""Sending and collecting from the command line: what is told, and how it ends."""

import json
from pathlib import Path

import pytest

from desktop.flows.headless_sync import COULD_NOT_BEGIN, DONE, NOT_ALL, run_inbox, run_sync
from storage.backup import BackupRun
from storage.paths import HOME_VARIABLE
from storage.team import TeamStore
from storage.vault import Vault
from tests.storage.samples import PASSPHRASE, prints_of
from tests.sync.teams import AT, a_laptop, a_lead, enrolled


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lead and a laptop with one envelope waiting; their vaults are closed."""
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    lead = a_lead(tmp_path / "lead", tmp_path / "share")
    laptop = enrolled(lead, a_laptop(tmp_path / "laptop", tmp_path / "share", "Practice Dale"))
    laptop.seals()
    lead.vault.close()
    laptop.vault.close()
    return tmp_path


def places_of(folder: Path) -> list[str]:
    vault = Vault.open(folder, PASSPHRASE)
    held = [place.address for place in TeamStore(vault).places()]
    vault.close()
    return held


def test_what_waits_is_handed_over_collected_and_confirmed(team: Path) -> None:
    code, (line, counted) = run_sync(team / "laptop", PASSPHRASE, None, as_json=False)
    assert (code, line) == (DONE, "handed over 1, took in 0, set aside 0.")
    assert counted == "0 waiting, 1 handed over, 0 confirmed by the team, 0 not taken."

    code, lines = run_inbox(team / "lead", PASSPHRASE, str(team / "share"))
    assert (code, lines[1]) == (DONE, "1 in the inbox, from 1 laptop.")

    code, (text,) = run_sync(team / "laptop", PASSPHRASE, None, as_json=True)
    said = json.loads(text)
    assert (code, said["confirmed"], said["waiting"]) == (DONE, 1, 0)


def test_a_place_that_is_not_there_is_told_and_not_kept(team: Path) -> None:
    before = places_of(team / "laptop")

    code, lines = run_sync(team / "laptop", PASSPHRASE, str(team / "shaer"), as_json=False)

    assert code == NOT_ALL
    assert "cannot be reached" in lines[0]
    assert places_of(team / "laptop") == before


def test_something_set_aside_is_told_by_the_exit_code(team: Path) -> None:
    (team / "share" / "in").mkdir(exist_ok=True)
    (team / "share" / "in" / "photo.jpg").write_bytes(b"not ours")

    code, lines = run_inbox(team / "lead", PASSPHRASE, str(team / "share"))

    assert code == NOT_ALL
    assert any("photo.jpg" in line for line in lines)


def test_a_backup_is_not_met_with_as_if_it_were_the_laptop(team: Path) -> None:
    vault = Vault.open(team / "laptop", PASSPHRASE)
    backup = BackupRun.start(vault, team / "backups", AT).finish().folder
    vault.close()
    before = prints_of(backup)

    code, (line,) = run_sync(backup, PASSPHRASE, None, as_json=False)

    assert (code, line.startswith("This folder is a backup")) == (COULD_NOT_BEGIN, True)
    assert prints_of(backup) == before


def test_nothing_is_begun_with_a_wrong_passphrase_or_by_one_who_is_no_lead(team: Path) -> None:
    assert run_sync(team / "laptop", "not it", None, as_json=False)[0] == COULD_NOT_BEGIN
    assert run_inbox(team / "laptop", PASSPHRASE, str(team / "share"))[0] == COULD_NOT_BEGIN
    assert run_inbox(team / "nowhere", PASSPHRASE, str(team / "share"))[0] == COULD_NOT_BEGIN
