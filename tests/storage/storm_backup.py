"""Ending a backup, a restore or an adoption at a chosen step, for real; and damaging records."""

import os
import random
import subprocess
import sys
from pathlib import Path

from tests.storage.samples import PASSPHRASE

KILLED = -9

_ARMED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from storage.backup import BackupRun
from storage.backup_shelf import list_backups
from storage.restore import restore
from storage.salvage import adopt, salvage
from storage.vault import Vault
import storage.audit, sqlcipher3.dbapi2
import cryptography.hazmat.primitives.kdf.argon2
import cryptography.hazmat.primitives.ciphers.aead

left, passphrase = int(sys.argv[1]), sys.argv[4]
folder, place = Path(sys.argv[2]), Path(sys.argv[3])
STEPS = {"open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "os.listdir"}
NOW = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
seen = 0
def watch(event, values):
    global seen
    if event in STEPS and str(folder.parent.parent) in str(values[0] if values else ""):
        seen += 1
        if seen == left:
            os.kill(os.getpid(), signal.SIGKILL)
"""

BACKUP = (
    _ARMED
    + """
vault = Vault.open(folder, passphrase)
sys.addaudithook(watch)
run = BackupRun.start(vault, place, NOW)
slices = 0
while not run.step(0.0):
    slices += 1
    watch("open", [str(folder)])
run.finish()
"""
)

RESTORE = (
    _ARMED
    + """
sys.addaudithook(watch)
restore(list_backups((place,))[0], passphrase, folder, NOW)
"""
)

ADOPT = (
    _ARMED
    + """
sys.addaudithook(watch)
adopt(salvage(folder, passphrase, NOW), folder, NOW)
"""
)


def ended_at(script: str, step: int, folder: Path, place: Path) -> int:
    """Run one of these scripts, killed before its numbered step on the disk; tells how it ended."""
    environment = {**os.environ, "GOLDEN_THREAD_HOME": str(folder.parent.parent)}
    given = [sys.executable, "-c", script, str(step), str(folder), str(place), PASSPHRASE]
    return subprocess.run(given, env=environment, check=False, capture_output=True).returncode


def flip_a_bit(path: Path, chance: random.Random) -> int:
    """Turn one bit of this file; tells where."""
    held = bytearray(path.read_bytes())
    at = chance.randrange(len(held))
    held[at] ^= 1 << chance.randrange(8)
    path.write_bytes(held)
    return at


def cut_short(path: Path, chance: random.Random) -> int:
    """Cut this file at a random place; tells how long it is now."""
    length = chance.randrange(path.stat().st_size)
    with path.open("rb+") as file:
        file.truncate(length)
    return length
