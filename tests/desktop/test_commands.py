"""The headless door: exit codes, one sentence on standard error, JSON on standard output."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.commands import FAILED, MISUSED, OK, main
from tests.storage.samples import PASSPHRASE, a_closed_vault

ASKED = {"stage": "antenatal", "factors": {"P04": "present", "F03": "not_present"}}


def run(monkeypatch: pytest.MonkeyPatch, *words: str, typed: bytes = b"") -> int:
    monkeypatch.setattr(sys, "argv", ["golden-thread", *words])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed), encoding="utf-8"))
    return main()


def test_a_file_is_weighed_and_the_result_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    asked = tmp_path / "asked.json"
    asked.write_text(json.dumps(ASKED))

    code = run(monkeypatch, "assess", str(asked))

    told = capsys.readouterr()
    report = json.loads(told.out)
    assert (code, told.err) == (OK, "")
    assert (report["result"], report["significant"], report["urgent"]) == (
        "suggests",
        ["P04"],
        ["P04"],
    )
    assert "F03" not in report["unanswered"]
    assert "F04" in report["unanswered"]


def test_standard_input_is_read_for_a_dash(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(monkeypatch, "assess", "-", typed=b'{"stage": "postnatal", "factors": {}}')

    assert code == OK
    assert json.loads(capsys.readouterr().out)["result"] == "cannot_tell"


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        (b'{"stage": "antenatal", "factors": {"Z99": "present"}}', "Z99"),
        (b'{"stage": "antenatal", "factors": {"I08": "present"}}', "I08"),
        (b'{"stage": "antenatal", "factors": {"F01": "perhaps"}}', "perhaps"),
        (b'{"factors": {}}', "stage"),
        (b'{"stage": "antenatal", "factors": {}, "more": 1}', "more"),
        (b'{"stage": ', "JSON"),
        (b"\xff", "UTF-8"),
    ],
)
def test_what_cannot_be_understood_is_told_in_one_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: bytes,
    named: str,
) -> None:
    code = run(monkeypatch, "assess", "-", typed=typed)

    told = capsys.readouterr()
    assert (code, told.out) == (MISUSED, "")
    assert named in told.err
    assert len(told.err.splitlines()) == 1


def test_a_file_that_is_not_there_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    missing = str(tmp_path / "missing.json")

    assert run(monkeypatch, "assess", missing) == MISUSED
    assert missing in capsys.readouterr().err


def test_words_it_does_not_know_are_answered_with_those_it_knows(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, "asess", "x") == MISUSED
    wrong = capsys.readouterr()
    assert run(monkeypatch, "--help") == OK
    asked = capsys.readouterr()

    assert (wrong.out, asked.err) == ("", "")
    assert wrong.err == asked.out
    assert {"practice", "assess", "screenshots"} <= set(asked.out.split())


def test_the_practice_story_leaves_a_vault_a_letter_and_its_telling(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    place = tmp_path / "practice"

    assert run(monkeypatch, "practice", str(place)) == OK
    assert str(place) in capsys.readouterr().out

    story = json.loads((place / "story.json").read_text(encoding="utf-8"))
    assert len(story["families"]) >= 8
    for made in ("vault", "letter", "letter_text"):
        assert (place / story[made]).exists()
    letter_text = (place / story["letter_text"]).read_text(encoding="utf-8")
    assert story["contact"]["family"].removeprefix("Baby of ") in letter_text
    assert (place / "passphrase.txt").read_text(encoding="utf-8").strip()


def test_the_practice_story_is_never_told_over_something_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "holiday.jpg").touch()

    assert run(monkeypatch, "practice", str(tmp_path)) == FAILED
    assert "is not empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_the_installed_command_is_the_same_door() -> None:
    command = Path(sys.executable).parent / ("golden-thread" + (".exe" if os.name == "nt" else ""))
    ended = subprocess.run(
        [str(command), "assess", "-"],
        input=json.dumps(ASKED),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    refused = subprocess.run(
        [str(command), "assess", "-"],
        input="{}",
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert (ended.returncode, ended.stderr) == (OK, "")
    assert json.loads(ended.stdout)["result"] == "suggests"
    assert (refused.returncode, refused.stdout) == (MISUSED, "")
    assert refused.stderr.strip()


def test_support_gets_a_copy_for_an_older_program_and_what_opens_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder, copy = a_closed_vault(tmp_path), tmp_path / "older.db"
    typed = f"{PASSPHRASE}\n".encode()

    code = run(
        monkeypatch,
        *("support-key", str(folder), "--passphrase-file", "-", "--older", str(copy)),
        typed=typed,
    )

    told = capsys.readouterr()
    assert (code, told.err) == (OK, "")
    assert told.out.startswith("PRAGMA key")
    assert copy.stat().st_size > 0
    again = run(
        monkeypatch,
        *("support-key", str(folder), "--passphrase-file", "-", "--older", str(copy)),
        typed=typed,
    )
    assert again == FAILED
