"""Damage at a random place of a random file of a vault; and whether it opens, or is restored."""

import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random

from desktop.flows.backup import RestoreFlow
from desktop.flows.opened import OpenVault
from desktop.flows.unlock import UnlockFlow
from desktop.flows.verify import not_as_left
from storage.attempts import MOST_WAIT_SECONDS
from storage.backup_places import Places
from storage.backup_shelf import BackupCard
from storage.cards import vaults_in
from storage.errors import KnownFailure
from storage.header import RECORDS_FILE
from storage.restore_aside import settle
from storage.soundness import Trouble
from storage.verify import verify
from tests.storage.samples import PASSPHRASE
from tests.storage.storm_backup import cut_short, flip_a_bit
from tests.storm.figures import Run, chance_of
from tests.storm.holdings import (
    BEGAN,
    Laptop,
    Rows,
    at_home,
    backups_in,
    missing,
    more,
    rows_of,
    vault_in,
)

PAGE_BYTES = 4096
AT = BEGAN + timedelta(days=1, seconds=2 * MOST_WAIT_SECONDS)
_MOST_ZEROS = 3 * PAGE_BYTES
UNFINISHED = f"{RECORDS_FILE}-wal"
_LAST_WORDS = frozenset({"contact", "draft"})


def _zeros(path: Path, chance: Random) -> int:
    """Zeros from a random place on; tells where."""
    return _zeroed(path, chance.randrange(path.stat().st_size), chance.randint(1, _MOST_ZEROS))


def _whole_pages_of_zeros(path: Path, chance: Random) -> int:
    """What a disk gives that forgot some of its blocks; tells where."""
    at = PAGE_BYTES * chance.randrange(max(1, path.stat().st_size // PAGE_BYTES))
    return _zeroed(path, at, PAGE_BYTES * chance.randint(1, 3))


def _zeroed(path: Path, at: int, length: int) -> int:
    held = bytearray(path.read_bytes())
    end = min(len(held), at + length)
    held[at:end] = bytes(end - at)
    path.write_bytes(held)
    return at


DAMAGES: tuple[Callable[[Path, Random], int], ...] = (
    flip_a_bit,
    flip_a_bit,
    cut_short,
    _zeros,
    _whole_pages_of_zeros,
)


@dataclass(frozen=True, slots=True)
class Damaged:
    """A laptop of which one file is damaged."""

    home: Path
    file: Path
    what: str

    @property
    def cannot_be_told(self) -> bool:
        """Unfinished writes that were cut off look like those of an earlier moment."""
        return self.file.name == UNFINISHED and self.what.startswith(cut_short.__name__)

    @property
    def in_the_vault(self) -> bool:
        return vault_in(self.home) in self.file.parents


def files_of(home: Path) -> list[Path]:
    """Every file that is the vault's, outside it too."""
    roots = (vault_in(home), home / "anchors", backups_in(home))
    return sorted(path for root in roots for path in root.rglob("*") if path.is_file())


def one_flip(number: int, seed: int, laptop: Laptop, home: Path) -> Run:
    """One run: damage one place, come back, and say what is wrong."""
    chance = chance_of(seed, "flip", number)
    shutil.copytree(chance.choice((laptop.home, laptop.crashed)), home)
    file = chance.choice(files_of(home))
    damage = chance.choice(DAMAGES)
    at = damage(file, chance)
    what = f"{damage.__name__.strip('_')} at {at} of {file.relative_to(home)}"
    run = Run(f"damage, {_kind_of(file, home)}", number)
    began = time.monotonic()
    try:
        opened, restored, wrong = _came_back(laptop, Damaged(home, file, what))
    except Exception as bug:  # noqa: BLE001 - told with the number of the run
        return replace(run, trouble=f"{what}: {type(bug).__name__}: {bug}")
    finally:
        shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(_beside(home), ignore_errors=True)
    took, trouble = time.monotonic() - began, f"{what}: {'; '.join(wrong)}" if wrong else ""
    return replace(run, opened=opened, restored=restored, took_s=took, trouble=trouble)


def _kind_of(file: Path, home: Path) -> str:
    if backups_in(home) in file.parents:
        return "a backup"
    return "an anchor" if file.parent.name == "anchors" else file.name


def _beside(home: Path) -> Path:
    return home.with_name(f"{home.name} looked at")


def _came_back(laptop: Laptop, damaged: Damaged) -> tuple[bool, bool, list[str]]:
    """Whether it opened, whether it had to be restored, and what is wrong with that."""
    home = damaged.home
    told = _verified(home)
    at_home(home)
    settle(home / "vaults")
    if [card.folder for card in vaults_in(home / "vaults")] != [vault_in(home)]:
        return False, False, ["it is not at the door"]
    try:
        held = _unlocked(home)
        at_the_door = {finding.trouble for finding in not_as_left(held)}
        now = _everything(held)
    except KnownFailure as refusal:
        wrong = [] if damaged.in_the_vault else [f"refused for a damage elsewhere: {refusal}"]
        if not told:
            wrong.append(f"refused, and nothing was found wrong: {refusal}")
        return False, True, wrong + _restored(laptop, damaged)
    lost, strange = missing(laptop.kept, now), more(laptop.kept, now)
    if damaged.cannot_be_told or Trouble.WRITES_LOST in at_the_door:
        # The words since the last unlock were in no other place; those before are whole.
        lost, strange = missing(laptop.backed_up, now, but=_LAST_WORDS), []
    wrong = [f"silently missing from {table}; found {told}" for table in lost]
    wrong += [f"silently changed in {table}; found {told}" for table in strange]
    if backups_in(home) in damaged.file.parents:
        wrong += _restored(laptop, damaged)
    return True, False, wrong


def _verified(home: Path) -> list[str]:
    """What looking through a copy of it finds."""
    copy = Path(shutil.copytree(home, _beside(home)))
    at_home(copy)
    try:
        return [finding.line for finding in verify(vault_in(copy), PASSPHRASE)]
    except KnownFailure as failure:
        return [str(failure)]


def _unlocked(home: Path) -> OpenVault:
    return UnlockFlow(home / "vaults", lambda: AT).open(vault_in(home), PASSPHRASE)


def _everything(held: OpenVault) -> Rows:
    try:
        return rows_of(held.vault.sql)
    finally:
        held.vault.close()


def _restored(laptop: Laptop, damaged: Damaged) -> list[str]:
    """Put the newest good backup back, as a person would, and compare it with what it held."""
    home = damaged.home
    flow = RestoreFlow(vault_in(home), lambda: AT, Places(backups_in(home)))
    cards = flow.backups()
    good = [card for card in cards if card.readable and _opens(flow, card)]
    refused = len(cards) - len(good)
    if refused != (backups_in(home) in damaged.file.parents) or not good:
        return [f"{refused} of {len(cards)} backups are refused"]
    flow.restore(good[0], PASSPHRASE)
    now = _everything(_unlocked(home))
    is_newest = good[0].folder == max(good[0].folder.parent.iterdir())
    held = laptop.backed_up if is_newest else laptop.earlier
    wrong = [f"not restored: {table}" for table in missing(held, now) + more(held, now)]
    return wrong + [finding.line for finding in verify(vault_in(home), PASSPHRASE)]


def _opens(flow: RestoreFlow, card: BackupCard) -> bool:
    try:
        flow.look_inside(card, PASSPHRASE)
    except KnownFailure as refusal:
        return not str(refusal)
    return True
