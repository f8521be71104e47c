"""A laptop with everything on it, and a way to tell whether anything of it is missing."""

import hashlib
import os
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.flows.backup import BackupFlow
from desktop.flows.opened import OpenVault
from desktop.flows.recovery import make_organisation_key
from desktop.flows.unlock import UnlockFlow, opened
from forms.answers import Answer, Narrative, Question
from forms.ids import ContactId
from forms.preferences import LetterTo
from storage.attempts import Notice, NoticeKind, add_notice, record_failure
from storage.backup_places import Places
from storage.paths import HOME_VARIABLE
from storage.records import Revision
from storage.recovery import new_sheet
from storage.recovery_unlock import seals
from storage.sql import Sql
from storage.vault import Vault
from tests.pages.vault import printed_words
from tests.storage.samples import (
    PASSPHRASE,
    VOICE,
    a_carer,
    a_family,
    a_practitioner,
    a_record,
    an_infant,
    an_outcome,
)

BEGAN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TYPING = ContactId("contact-typing")
LETTER_BYTES = 120_000
FAMILIES = 8
LAST_WORDS = 12

Rows = Mapping[str, frozenset[str]]
"""A print of every row, by table."""


@dataclass(frozen=True, slots=True)
class Laptop:
    """A home with a vault, two backups of it and every way in; copied for each run.

    `earlier` is what the first backup holds, `backed_up` the second, `kept` the vault.
    `crashed` is the same home as a power cut leaves it: the last words are in unfinished writes.
    """

    home: Path
    crashed: Path
    sheet: str
    shares: tuple[str, str]
    earlier: Rows
    backed_up: Rows
    kept: Rows

    @property
    def vault(self) -> Path:
        return vault_in(self.home)


def vault_in(home: Path) -> Path:
    return home / "vaults" / "practice"


def backups_in(home: Path) -> Path:
    return home / "backups"


def at_home(home: Path) -> None:
    """This process works for whoever has this home."""
    os.environ[HOME_VARIABLE] = str(home)


def rows_of(sql: Sql) -> Rows:
    """Every row of every table but the engine's own, each as a print of it."""
    tables = sql.all(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        " AND name NOT LIKE 'sqlite_%' ORDER BY name"
    )
    return {
        name: frozenset(map(_print, sql.all(f"SELECT * FROM {name}")))  # noqa: S608 ours
        for (name,) in tables
    }


def _print(row: tuple[object, ...]) -> str:
    return hashlib.sha256(repr(row).encode()).hexdigest()[:24]


def missing(before: Rows, now: Rows, *, but: frozenset[str] = frozenset()) -> list[str]:
    """The tables that no longer hold every row they held; the signed head always moves on."""
    moves = {"head"} | but
    return [t for t, rows in before.items() if t not in moves and rows - now.get(t, frozenset())]


def more(before: Rows, now: Rows) -> list[str]:
    """The tables that hold what was never kept; the log always goes on."""
    moves = {"head", "event"}
    return [t for t, rows in now.items() if t not in moves and rows - before.get(t, frozenset())]


def a_laptop(home: Path) -> Laptop:
    """Fill a home with families, contacts, letters, ways in, failed unlocks and two backups."""
    at_home(home)
    key = make_organisation_key(home, "Practice Trust", BEGAN)
    flow, sheet = UnlockFlow(home / "vaults", lambda: BEGAN), new_sheet()
    ways = seals(sheet, flow.organisation())
    vault = Vault.create(vault_in(home), a_practitioner(), PASSPHRASE, seals=ways)
    held = opened(vault)
    _fill(held, range(FAMILIES // 2))
    earlier = rows_of(vault.sql)
    back_up(held, home, BEGAN + timedelta(hours=1))
    _fill(held, range(FAMILIES // 2, FAMILIES))
    revision = _type(held, 0, held.records.start(a_record(TYPING, family="family-1"), BEGAN))
    backed_up = rows_of(vault.sql)
    back_up(held, home, BEGAN + timedelta(hours=2))
    revision = _type(held, 1, revision)
    record_failure(vault.folder, BEGAN)
    add_notice(vault.folder, Notice(NoticeKind.RECOVERED_WITH_SHEET, BEGAN))
    vault.close()
    vault = Vault.open(vault.folder, PASSPHRASE)
    held = opened(vault)
    for number in range(2, LAST_WORDS):
        revision = _type(held, number, revision)
    kept = rows_of(vault.sql)
    crashed = Path(shutil.copytree(home, home.with_name(f"{home.name} crashed")))
    vault.close()
    first, second = (printed_words(path) for path in key.sheets[:2])
    ways_in = " ".join(sheet.words), (first, second)
    return Laptop(home, crashed, *ways_in, earlier, backed_up, kept)


def _type(held: OpenVault, number: int, revision: Revision) -> Revision:
    said: dict[Question, Answer] = {VOICE: Narrative(f"typed {number}")}
    return held.records.save(
        TYPING, said, based_on=revision, settled=number % 3 == 0, place="", at=BEGAN
    )


def _fill(held: OpenVault, numbers: range) -> None:
    chance = random.Random(numbers.start)  # noqa: S311 - no secret
    for n in numbers:
        family = a_family(
            f"family-{n}",
            infants=(an_infant(f"Practice Robin {n}", code=f"infant-{n}"),),
            carers=(a_carer(f"Practice Maya {n}", code=f"carer-{n}"),),
        )
        held.families.save(family, BEGAN)
        record = a_record(f"contact-{n}", family=f"family-{n}", infant=f"infant-{n}")
        revision = held.records.start(record, BEGAN)
        said: dict[Question, Answer] = {
            VOICE: Narrative(f"Practice words of {n}. " * chance.randint(1, 600))
        }
        revision = held.records.save(
            record.id, said, based_on=revision, settled=True, place="voice", at=BEGAN
        )
        held.records.finish(record.id, an_outcome(), based_on=revision, at=BEGAN)
        pdf = b"%PDF-1.7 practice " + chance.randbytes(chance.randint(1_000, LETTER_BYTES))
        letter = held.letters.keep(record.id, LetterTo.TEAM, pdf, f"Practice letter {n}", BEGAN)
        held.letters.exported(letter, "Letters", BEGAN)


def back_up(held: OpenVault, home: Path, at: datetime) -> None:
    """One backup of this open vault on its shelf, thinned afterwards as always."""
    flow = BackupFlow(held, lambda: at, Places(backups_in(home)))
    state = flow.step()
    while state.running:
        state = flow.go_on()
    if state.trouble is not None:
        raise state.trouble
