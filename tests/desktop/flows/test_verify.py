"""golden-thread verify: an exit code a script can read, and lines a person can."""

import io
import shutil
import sys
from datetime import datetime
from pathlib import Path

import pytest

from desktop.commands import main
from desktop.flows.verify import COULD_NOT_LOOK, NOT_SOUND, SOUND, run_verify
from storage.vault import Vault
from tests.builders import a_practitioner

PASSPHRASE = "practice kettle lantern"  # noqa: S105 invented, for tests alone


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Vault.create(tmp_path / "vault", a_practitioner(), PASSPHRASE).close()
    return tmp_path / "vault"


def rolled_back(folder: Path) -> Path:
    older = folder.with_name("older")
    shutil.copytree(folder, older)
    Vault.open(folder, PASSPHRASE).close()
    shutil.rmtree(folder)
    older.rename(folder)
    return folder


def run(monkeypatch: pytest.MonkeyPatch, *words: str, typed: str = "") -> int:
    monkeypatch.setattr(sys, "argv", ["golden-thread", "verify", *words])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    return main()


def test_a_sound_vault_ends_with_zero_and_says_so(folder: Path) -> None:
    code, lines = run_verify(folder, PASSPHRASE)

    assert code == SOUND == 0
    assert [line.split(":")[0] for line in lines] == ["sound"]


def test_what_is_wrong_ends_with_one_and_a_line_for_each(folder: Path) -> None:
    code, lines = run_verify(rolled_back(folder), PASSPHRASE)

    assert code == NOT_SOUND == 1
    assert [line.split(":")[0] for line in lines] == ["anchor"]
    assert "an older copy was put back" in lines[0]


def test_what_cannot_be_looked_at_ends_with_two(folder: Path, tmp_path: Path) -> None:
    for where, passphrase in ((folder, "practice thimble"), (tmp_path / "nowhere", PASSPHRASE)):
        code, lines = run_verify(where, passphrase)

        assert code == COULD_NOT_LOOK == 2
        assert [line.split(":")[0] for line in lines] == ["could not look"]


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_the_passphrase_comes_from_a_file_or_from_standard_input(
    folder: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    file = folder.with_name("passphrase.txt")
    file.write_bytes((PASSPHRASE + ending).encode())

    assert run(monkeypatch, str(folder), "--passphrase-file", str(file)) == 0
    assert run(monkeypatch, str(folder), "--passphrase-file", "-", typed=PASSPHRASE + ending) == 0
    assert run(monkeypatch, str(folder), typed=PASSPHRASE + ending) == 0
    assert run(monkeypatch, str(folder), typed="another" + ending) == 2


@pytest.mark.parametrize("held", [None, b"\xff\xfe"])
def test_a_passphrase_file_that_cannot_be_read_is_said(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    held: bytes | None,
) -> None:
    file = folder.with_name("passphrase.txt")
    if held is not None:
        file.write_bytes(held)

    assert run(monkeypatch, str(folder), "--passphrase-file", str(file)) == 2
    assert capsys.readouterr().out.startswith("could not look: ")


def test_the_practice_vault_is_sound_from_the_first_day(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.flows.practice import tell_story  # noqa: PLC0415 - loads the letters

    tell_story(tmp_path / "story", lambda: now)
    file = tmp_path / "story" / "passphrase.txt"

    assert run(monkeypatch, str(tmp_path / "story" / "vault"), "--passphrase-file", str(file)) == 0
