"""Killed at any step of changing how a vault opens, it opens one way or the other, whole."""

import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from storage.attempts import NoticeKind, news_of
from storage.header import HEADER_FILE, read_header
from storage.recovery_unlock import recover_with_shares, recover_with_sheet
from storage.vault import Vault
from tests.storage.samples import NOW, PASSPHRASE
from tests.storage.sealed import NEW, Sealed, a_sealed_vault, opens, recovered

KILLED_AT_A_STEP = """
import os, sys
from datetime import datetime, timezone
from pathlib import Path
from storage.recovery_unlock import recover_with_shares, recover_with_sheet, renew_sheet
from storage.vault import Vault

what, folder, step, old, new, *words = sys.argv[1:]
folder, left = Path(folder), [int(step)]

def count(frame, event, called):
    if event == "c_call" and called.__name__ in ("open", "write", "fsync", "replace", "unlink"):
        if left[0] == 0:
            os._exit(9)
        left[0] -= 1

if what in ("change", "renew"):
    vault = Vault.open(folder, old)
sys.setprofile(count)
match what:
    case "change":
        vault.change_passphrase(old, new)
    case "renew":
        renew_sheet(vault, old)
    case "sheet":
        recover_with_sheet(folder, words[0], new, now=datetime.now(timezone.utc))
    case "shares":
        recover_with_shares(folder, (words[0], words[1]), new, now=datetime.now(timezone.utc))
sys.setprofile(None)
print("done")
"""


TOLD = {
    "change": set[NoticeKind](),
    "renew": set[NoticeKind](),
    "sheet": {NoticeKind.RECOVERED_WITH_SHEET},
    "shares": {NoticeKind.RECOVERED_WITH_SHARES},
}


def killed_at(step: int, what: str, sealed: Sealed) -> bool:
    """Whether the process was killed; False once it got through to its end."""
    words = sealed.first_two if what == "shares" else (sealed.typed,)
    ended = subprocess.run(
        [
            *(sys.executable, "-c", KILLED_AT_A_STEP, what, str(sealed.folder), str(step)),
            *(PASSPHRASE, NEW, *words),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.stderr == ""
    return ended.stdout != "done\n"


@pytest.mark.parametrize(
    "what",
    [
        "change",
        "sheet",
        pytest.param("renew", marks=pytest.mark.storm),
        pytest.param("shares", marks=pytest.mark.storm),
    ],
)
def test_a_kill_at_any_step_leaves_the_old_way_or_the_new_one(tmp_path: Path, what: str) -> None:
    whole, step = a_sealed_vault(tmp_path), 0
    before = read_header(whole.folder)
    while True:
        sealed = replace(whole, folder=tmp_path / str(step))
        shutil.copytree(whole.folder, sealed.folder)
        if not killed_at(step, what, sealed):
            break
        is_new = read_header(sealed.folder) != before
        _opens_one_way(what, sealed, is_new=is_new)
        step += 1

    assert step >= 5
    _opens_one_way(what, sealed, is_new=True)
    assert not [p for p in sealed.folder.iterdir() if p.name.startswith(f".{HEADER_FILE}")]


def _opens_one_way(what: str, sealed: Sealed, *, is_new: bool) -> None:
    """With the header of before, as before; with a new one, by all that it should open by."""
    if not is_new:
        assert opens(sealed.folder, PASSPHRASE)
        return
    assert opens(sealed.folder, PASSPHRASE if what == "renew" else NEW)
    told = {notice.kind for notice in news_of(sealed.folder).notices}
    assert told == TOLD[what]
    if what == "change":
        recovered(recover_with_sheet(sealed.folder, sealed.typed, NEW, now=NOW))
    else:
        recovered(recover_with_shares(sealed.folder, sealed.first_two, NEW, now=NOW))


def test_what_a_kill_left_behind_is_swept_by_the_next_change(tmp_path: Path) -> None:
    sealed = a_sealed_vault(tmp_path)
    left = sealed.folder / f".{HEADER_FILE}.0123abcd"
    left.write_bytes(b"half")
    vault = Vault.open(sealed.folder, PASSPHRASE)

    vault.change_passphrase(PASSPHRASE, NEW)

    vault.close()
    assert not left.exists()
