"""One piece of work on a vault, from "ready" to "done", for someone who ends it in between.

Run as `python -m tests.storm.worker WORK HOME`.
"""

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import Enum
from functools import partial
from pathlib import Path

from desktop.flows.backup import BackupFlow, RestoreFlow
from desktop.flows.recovery import RecoveryFlow, make_organisation_key
from desktop.flows.unlock import UnlockFlow, opened
from forms.answers import Narrative
from forms.refusal import Refusal
from storage.backup_places import Places
from storage.recovery import new_sheet
from storage.vault import Vault
from tests.storage.samples import PASSPHRASE, VOICE, a_practitioner
from tests.storage.sealed import NEW
from tests.storage.vaults.contents import PASSPHRASE as RELEASED_PASSPHRASE
from tests.storm.holdings import BEGAN, TYPING, at_home, backups_in, vault_in

AT = BEGAN + timedelta(hours=3)


class Work(Enum):
    """What someone may be in the middle of, beside typing and locking."""

    BACKUP = "backup"
    MIGRATION = "migration"
    RESTORE = "restore"
    PASSPHRASE = "change of passphrase"  # noqa: S105 - a kind of work
    SHEET = "new recovery sheet"
    SET_UP = "set-up with both keys"
    RECOVERY = "recovery with the sheet"


def tell(words: str) -> None:
    os.write(1, f"{words}\n".encode())


def main() -> None:
    """Get ready, wait for the word, do it, and wait to be ended."""
    work, home = Work(sys.argv[1]), Path(sys.argv[2])
    at_home(home)
    begin = _made_ready(work, home)
    tell("ready")
    sys.stdin.readline()
    begin()
    tell("done")
    sys.stdin.readline()


def _made_ready(work: Work, home: Path) -> Callable[[], None]:
    folder = vault_in(home)
    match work:
        case Work.BACKUP:
            return _backup(home)
        case Work.MIGRATION:
            return lambda: Vault.open(folder, RELEASED_PASSPHRASE).close()
        case Work.RESTORE:
            flow = RestoreFlow(folder, lambda: AT, Places(backups_in(home)))
            oldest = flow.backups()[-1]
            return partial(_done, lambda: flow.restore(oldest, PASSPHRASE))
        case Work.PASSPHRASE:
            held = opened(Vault.open(folder, PASSPHRASE))
            change = RecoveryFlow(lambda: AT).change_passphrase
            return lambda: _must_not_refuse(change(held, PASSPHRASE, NEW, NEW))
        case Work.SHEET:
            held = opened(Vault.open(folder, PASSPHRASE))
            return lambda: tell(" ".join(RecoveryFlow(lambda: AT).renew(held, PASSPHRASE).words))
        case Work.SET_UP:
            return lambda: _set_up(home)
        case Work.RECOVERY:
            typed = sys.argv[3]
            back = RecoveryFlow(lambda: AT).with_sheet
            return lambda: _must_not_refuse(back(folder, typed, NEW, NEW))


def _done(work: Callable[[], object]) -> None:
    work()


def _must_not_refuse(outcome: object) -> None:
    if isinstance(outcome, Refusal) or hasattr(outcome, "reason"):
        raise AssertionError(outcome)


def _backup(home: Path) -> Callable[[], None]:
    """A backup with someone typing meanwhile: each word is told once it is kept."""
    held = opened(Vault.open(vault_in(home), PASSPHRASE))
    flow = BackupFlow(held, lambda: AT, Places(backups_in(home), home / "stick"))

    def work() -> None:
        revision, number = held.records.load(TYPING).revision, 0
        flow.step()
        while flow.go_on().running:
            number += 1
            revision = held.records.save(
                TYPING,
                {VOICE: Narrative(f"typed {number}")},
                based_on=revision,
                settled=False,
                place="",
                at=datetime.now(UTC),
            )
            tell(f"kept {number}")

    return work


def _set_up(home: Path) -> None:
    """The organisation's key, and a vault under it and under a sheet of its own."""
    make_organisation_key(home, "Practice Trust", AT)
    sheet = new_sheet()
    flow = UnlockFlow(home / "vaults", lambda: AT)
    key = flow.organisation()
    flow.make(a_practitioner(), PASSPHRASE, sheet=sheet, organisation=key)
    tell(" ".join(sheet.words))


if __name__ == "__main__":
    main()
