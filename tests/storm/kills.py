"""Ending a piece of work at a random moment, and looking at what is left of the vault."""

import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.flows.backup import RestoreFlow
from desktop.flows.recovery import make_organisation_key
from forms.answers import Topic
from storage.audit import AuditLog
from storage.audit_event import EventKind
from storage.backup_check import checked, unlocked
from storage.backup_places import Places
from storage.backup_shelf import list_backups
from storage.cards import vaults_in
from storage.errors import WrongPassphrase
from storage.header import read_header
from storage.paths import ORGANISATION_FILE
from storage.recovery_organisation import OrganisationExists, organisation_in
from storage.recovery_unlock import recover_with_shares, recover_with_sheet
from storage.recovery_words import WordsRefused
from storage.restore_aside import set_aside, settle
from storage.soundness import Finding, Trouble
from storage.vault import Vault
from storage.verify import verify
from tests.pages.vault import printed_words
from tests.storage.samples import PASSPHRASE
from tests.storage.sealed import NEW
from tests.storage.test_upgrade import must_hold_everything
from tests.storage.vaults import contents
from tests.storm.figures import Run, chance_of
from tests.storm.holdings import Laptop, Rows, at_home, backups_in, missing, rows_of, vault_in
from tests.storm.moments import wait_for_the_moment
from tests.storm.worker import AT, Work

ROOT = Path(__file__).parents[2]
RELEASED = ROOT / "tests/storage/vaults/0.1.0"
_BEYOND = 1.05
"""Some kills come just after the work: that is a moment too."""

_MOST_DRAWS = 6


@dataclass(frozen=True, slots=True)
class Ended:
    """What the work had told before it was ended, and whether it was still at it."""

    told: tuple[str, ...]
    inside: bool
    took_s: float


def ended(
    work: Work, laptop: Laptop, home: Path, after_s: float | None, write_within_s: float | None
) -> Ended:
    """Do this work in this home, ended after so many seconds of it; None lets it come to its end.

    `write_within_s` is how long a write is waited for after that, if one is.
    Raises RuntimeError where the work failed by itself.
    """
    command = [sys.executable, "-m", "tests.storm.worker", work.value, str(home), laptop.sheet]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        assert worker.stderr is not None
        if worker.stdout.readline() != "ready\n":
            raise RuntimeError(worker.stderr.read())
        told: list[str] = []
        done = threading.Event()

        def listen() -> None:
            for line in worker.stdout or ():
                told.append(line.removesuffix("\n"))
                if told[-1] == "done":
                    done.set()
            done.set()

        listener = threading.Thread(target=listen)
        listener.start()
        began = time.monotonic()
        worker.stdin.write("go\n")
        worker.stdin.flush()
        if after_s is None:
            done.wait(60)
        else:
            wait_for_the_moment(after_s, vault_in(home), or_else_s=write_within_s)
        took = time.monotonic() - began
        worker.kill()
        listener.join()
        wrong = worker.stderr.read()
    if wrong:
        raise RuntimeError(wrong)
    words = tuple(line for line in told if line != "done")
    return Ended(words, "done" not in told, took)


def duration_of(work: Work, laptop: Laptop, home: Path) -> float:
    """How long this work takes here, in seconds, from the word to its end."""
    return ended(work, laptop, made_ready(work, laptop, home), None, None).took_s


def made_ready(work: Work, laptop: Laptop, home: Path) -> Path:
    """A copy of the laptop for this work alone."""
    match work:
        case Work.MIGRATION:
            shutil.copytree(RELEASED, vault_in(home))
        case Work.SET_UP:
            home.mkdir()
        case _:
            shutil.copytree(laptop.home, home)
    return home


def one_kill(  # noqa: PLR0913, PLR0917 - drawn up in one process, run in another
    work: Work, number: int, seed: int, laptop: Laptop, home: Path, lasts_s: float
) -> Run:
    """One run: end this work at a random moment, come back, and say what is wrong."""
    chance = chance_of(seed, work.value, number)
    after = chance.uniform(0, lasts_s * _BEYOND)
    run = Run(f"kill, {work.value}", number)
    try:
        within = lasts_s if number % 2 else None
        how = ended(work, laptop, made_ready(work, laptop, home), after, within)
        for _ in range(_MOST_DRAWS):
            if how.inside or after > lasts_s:
                break
            # It was quicker than when it was timed: so the moment is drawn again, before this one.
            after = chance.uniform(0, after)
            shutil.rmtree(home)
            how = ended(work, laptop, made_ready(work, laptop, home), after, within)
        began = time.monotonic()
        at_home(home)
        wrong = _looked_at(work, laptop, home, how)
    except Exception as bug:  # noqa: BLE001 - told with the number of the run
        return replace(run, trouble=f"after {after:.4f} s: {type(bug).__name__}: {bug}")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    took = time.monotonic() - began
    trouble = f"after {after:.4f} s: {'; '.join(wrong)}" if wrong else ""
    return replace(run, opened=not wrong, inside=how.inside, took_s=took, trouble=trouble)


def _looked_at(work: Work, laptop: Laptop, home: Path, how: Ended) -> list[str]:
    root = home / "vaults"
    settle(root)
    if work is Work.SET_UP:
        return _after_set_up(home, how)
    cards = vaults_in(root)
    if [(card.folder, card.trouble) for card in cards] != [(vault_in(home), None)]:
        return [f"at the door stand {cards}"]
    match work:
        case Work.MIGRATION:
            return _after_migration(home)
        case Work.RESTORE:
            return _after_restore(laptop, home)
        case Work.BACKUP:
            return _after_backup(laptop, home, how)
        case Work.PASSPHRASE:
            return [*_came_back(laptop.kept, home), *_every_way(laptop, home, laptop.sheet)]
        case Work.SHEET | Work.RECOVERY:
            return _after_a_new_sheet(work, laptop, home, how)


def _came_back(kept: Rows, home: Path, *, but: frozenset[str] = frozenset()) -> list[str]:
    """The vault opens by the old passphrase or by the new one, is sound, and holds all of this."""
    vault = _opened(vault_in(home))
    try:
        lost = missing(kept, rows_of(vault.sql), but=but)
        lost_anchors = _says_anchors_were_lost(vault)
    finally:
        vault.close()
    wrong = [f"missing from {', '.join(lost)}"] if lost else []
    if lost_anchors:
        wrong.append("the log says that its anchors were lost")
    return wrong + [f"found {finding.line}" for finding in _found(home)]


def _says_anchors_were_lost(vault: Vault) -> bool:
    return any(event.kind is EventKind.ANCHORS_LOST for event in AuditLog(vault).since(0))


def _opened(folder: Path, *passphrases: str) -> Vault:
    for passphrase in passphrases or (PASSPHRASE, NEW):
        try:
            return Vault.open(folder, passphrase)
        except WrongPassphrase:
            continue
    raise WrongPassphrase


def _found(home: Path) -> Sequence[Finding]:
    for passphrase in (PASSPHRASE, NEW, contents.PASSPHRASE):
        try:
            return verify(vault_in(home), passphrase)
        except WrongPassphrase:
            continue
    raise WrongPassphrase


def _after_migration(home: Path) -> list[str]:
    vault = _opened(vault_in(home), contents.PASSPHRASE)
    try:
        must_hold_everything(vault)
        lost_anchors = _says_anchors_were_lost(vault)
    finally:
        vault.close()
    wrong = ["the log says that its anchors were lost"] if lost_anchors else []
    return wrong + [f"found {finding}" for finding in _found(home)]


def _after_restore(laptop: Laptop, home: Path) -> list[str]:
    """Either the vault that was there, or the backup with that vault whole beside it."""
    aside = set_aside(vault_in(home))
    if not aside:
        return _came_back(laptop.kept, home)
    beside = _opened(aside[0])
    lost = missing(laptop.kept, rows_of(beside.sql))
    beside.close()
    vault = _opened(vault_in(home))
    lost += missing(laptop.earlier, rows_of(vault.sql))
    said = any(event.kind is EventKind.RESTORED for event in AuditLog(vault).since(0))
    vault.close()
    honest = set() if said else {Trouble.ROLLED_BACK, Trouble.FORKED}
    found = [f.line for f in verify(vault_in(home), PASSPHRASE) if f.trouble not in honest]
    return [f"missing from {table}" for table in lost] + found


def _after_backup(laptop: Laptop, home: Path, how: Ended) -> list[str]:
    wrong = _came_back(laptop.kept, home, but=frozenset({"contact", "draft"}))
    vault = _opened(vault_in(home))
    rows = vault.sql.all("SELECT value FROM draft WHERE code = ?", (Topic.VOICE.value,))
    vault.close()
    typed = max((int(n) for (text,) in rows for n in re.findall(r"typed (\d+)", text)), default=-1)
    if typed < len(how.told):
        wrong.append(f"{how.told[-1]} was told, and {typed} is there")
    places = Places(backups_in(home), home / "stick")
    for card in list_backups(places.all):
        _, key = unlocked(card.folder, PASSPHRASE)
        checked(card.folder, key)
    newest = list_backups(places.all)[0]
    RestoreFlow(vault_in(home), lambda: AT, places).restore(newest, PASSPHRASE)
    holds = laptop.kept if newest.at == AT else laptop.backed_up
    return wrong + _came_back(holds, home, but=frozenset({"contact", "draft"}))


def _after_a_new_sheet(work: Work, laptop: Laptop, home: Path, how: Ended) -> list[str]:
    """The old sheet as long as nothing changed; then the new one, once it was told at all."""
    wrong = _came_back(laptop.kept, home)
    changed = read_header(vault_in(home)) != read_header(laptop.vault)
    if not changed:
        return wrong + _every_way(laptop, home, laptop.sheet)
    sheet = how.told[0] if work is Work.SHEET and how.told else ""
    return wrong + _every_way(laptop, home, sheet)


def _every_way(laptop: Laptop, home: Path, sheet: str) -> list[str]:
    """Back in by two holders of the organisation's key, and by the sheet if there is one in hand.

    By the holders last: whoever comes back so is given a new sheet.
    """
    wrong = []
    by_sheet = recover_with_sheet(vault_in(home), sheet, NEW, now=AT) if sheet else None
    if isinstance(by_sheet, WordsRefused):
        wrong.append(f"the sheet is refused: {by_sheet.reason}")
    elif by_sheet is not None:
        by_sheet.vault.close()
    by_holders = recover_with_shares(vault_in(home), laptop.shares, NEW, now=AT)
    if isinstance(by_holders, WordsRefused):
        wrong.append(f"the holders are refused: {by_holders.reason}")
    else:
        by_holders.vault.close()
    return wrong


def _after_set_up(home: Path, how: Ended) -> list[str]:
    """No key or a key with its three sheets; no vault or a whole one with every way in."""
    wrong: list[str] = []
    words: list[str] = []
    organisation = organisation_in(home)
    if organisation is not None:
        mine = f"recovery-key-{organisation.sheet}-holder-*.pdf"
        words = [printed_words(path) for path in sorted(home.glob(mine))]
        if len(words) != 3:
            wrong.append(f"the organisation's key has {len(words)} sheets")
    cards = vaults_in(home / "vaults")
    for card in cards:
        Vault.open(card.folder, PASSPHRASE).close()
        wrong += [finding.line for finding in verify(card.folder, PASSPHRASE)]
        by_holders = recover_with_shares(card.folder, (words[0], words[2]), NEW, now=AT)
        if isinstance(by_holders, WordsRefused):
            wrong.append(f"the holders are refused: {by_holders.reason}")
        else:
            by_holders.vault.close()
    if how.told and not cards:
        wrong.append("a vault was told, and none is there")
    try:
        make_organisation_key(home, "Practice Trust", AT)
    except OrganisationExists:
        if organisation is None:
            wrong.append(f"{ORGANISATION_FILE} is in the way and is no key")
    return wrong
