"""What still reads of damaged records: as much as is there, nothing from elsewhere, all kept."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from forms.ids import ContactId, FamilyId
from storage.backup import BackupRun
from storage.backup_errors import NothingToSalvage
from storage.cards import vaults_in
from storage.families import FamilyStore
from storage.header import RECORDS_FILE
from storage.records import RecordStore
from storage.restore_aside import set_aside, settle
from storage.salvage import Salvaged, adopt, salvage
from storage.vault import Vault
from tests.storage.samples import (
    LATER,
    NOW,
    PASSPHRASE,
    a_carer,
    a_family,
    a_record,
    a_vault,
    an_infant,
    prints_of,
)
from tests.storage.storm_backup import ADOPT, KILLED, cut_short, ended_at, flip_a_bit

PAGE = 4096
FAMILIES = 250


def a_full_vault(root: Path) -> Path:
    """A closed vault with many families, a contact each."""
    vault = a_vault(root)
    families, records = FamilyStore(vault), RecordStore(vault)
    with vault.transaction():
        for n in range(FAMILIES):
            people = {"infants": (an_infant(code=f"i{n}"),), "carers": (a_carer(code=f"c{n}"),)}
            families.save(a_family(f"family-{n}", **people), NOW)  # type: ignore[arg-type]
            record = a_record(f"contact-{n}", family=f"family-{n}", infant=f"i{n}")
            records.start(record, NOW)
    vault.close()
    return vault.folder


def harm_pages(records: Path, pages: Sequence[int]) -> None:
    """Make these pages, counted from 0, fail their check."""
    held = bytearray(records.read_bytes())
    for page in pages:
        held[page * PAGE + 1000] ^= 1
    records.write_bytes(held)


def lost(salvaged: Salvaged, table: str) -> int | None:
    return next(t.lost for t in salvaged.tables if t.table == table)


def test_a_sound_vault_is_salvaged_whole(tmp_path: Path) -> None:
    folder = a_full_vault(tmp_path)
    before = prints_of(folder)
    salvaged = salvage(folder, PASSPHRASE, LATER)
    assert salvaged.whole
    assert (salvaged.counts.families, salvaged.counts.contacts) == (FAMILIES, FAMILIES)
    assert prints_of(folder) == before


def rows_begin(folder: Path) -> int:
    """The first page after those that say which tables there are, and where each begins."""
    vault = Vault.open(folder, PASSPHRASE)
    row = vault.sql.one("SELECT max(rootpage) FROM sqlite_master")
    vault.close()
    return int(row[0]) if row else 0


@pytest.mark.parametrize("seed", range(3))
def test_a_few_bad_pages_cost_a_few_rows_and_every_row_kept_is_whole(
    tmp_path: Path, seed: int
) -> None:
    folder = a_full_vault(tmp_path)
    records = folder / RECORDS_FILE
    chance = random.Random(seed)  # noqa: S311
    harm_pages(records, chance.sample(range(rows_begin(folder), records.stat().st_size // PAGE), 3))
    before = prints_of(folder)
    salvaged = salvage(folder, PASSPHRASE, LATER)
    assert prints_of(folder) == before
    assert salvaged.counts.families >= FAMILIES // 2

    vault = Vault.open(salvaged.folder, PASSPHRASE)
    assert vault.sql.all("PRAGMA foreign_key_check") == []
    for line in FamilyStore(vault).caseload():
        number = line.family.id.removeprefix("family-")
        infants = tuple(i.id for i in line.family.infants)
        assert infants in ((f"i{number}",), ())
    with pytest.raises(Exception, match="kept"):
        vault.sql.run("DELETE FROM family")
    vault.close()


def test_damage_to_the_salt_alone_costs_nothing(tmp_path: Path) -> None:
    folder = a_full_vault(tmp_path)
    with (folder / RECORDS_FILE).open("rb+") as file:
        file.write(b"\0" * 16)
    assert salvage(folder, PASSPHRASE, LATER).whole


def test_with_the_first_page_gone_the_tables_are_found_by_a_backups_first_page(
    tmp_path: Path,
) -> None:
    folder = a_full_vault(tmp_path)
    vault = Vault.open(folder, PASSPHRASE)
    backup = BackupRun.start(vault, tmp_path / "backups", NOW).finish()
    late = a_family("family-late", infants=(an_infant(code="late"),), carers=())
    FamilyStore(vault).save(late, LATER)
    vault.close()
    with (folder / RECORDS_FILE).open("rb+") as file:
        file.write(b"\0" * PAGE)
    with pytest.raises(NothingToSalvage):
        salvage(folder, PASSPHRASE, LATER)

    salvaged = salvage(folder, PASSPHRASE, LATER, backup=backup.folder)
    assert salvaged.counts.families == FAMILIES + 1
    again = Vault.open(salvaged.folder, PASSPHRASE)
    assert FamilyStore(again).load(FamilyId("family-late")) == late
    again.close()


def test_what_was_salvaged_is_put_in_place_only_when_asked(tmp_path: Path) -> None:
    folder = a_full_vault(tmp_path)
    pages = (folder / RECORDS_FILE).stat().st_size // PAGE
    harm_pages(folder / RECORDS_FILE, [pages - 2])
    before = prints_of(folder)
    salvaged = salvage(folder, PASSPHRASE, LATER)
    assert prints_of(folder) == before
    assert [v.folder for v in vaults_in(folder.parent)] == [folder]
    aside = adopt(salvaged, folder, LATER)
    assert aside is not None
    assert prints_of(aside) == before
    again = Vault.open(folder, PASSPHRASE)
    assert RecordStore(again).load(ContactId("contact-1")).record.family == "family-1"
    again.close()


@pytest.mark.parametrize("step", [3, 40])
def test_a_kill_while_salvaging_or_putting_in_place_loses_nothing(
    tmp_path: Path, step: int
) -> None:
    folder = a_full_vault(tmp_path)
    held = (folder / RECORDS_FILE).read_bytes()
    assert ended_at(ADOPT, step, folder, tmp_path / "backups") in (KILLED, 0)
    settle(folder.parent)
    kept = [(f / RECORDS_FILE).read_bytes() for f in (folder, *set_aside(folder))]
    assert held in kept
    Vault.open(folder, PASSPHRASE).close()


@pytest.mark.parametrize("seed", range(4))
def test_records_flipped_or_cut_anywhere_are_salvaged_or_said_to_be_beyond_it(
    tmp_path: Path, seed: int
) -> None:
    folder = a_full_vault(tmp_path)
    chance = random.Random(seed)  # noqa: S311
    chance.choice([flip_a_bit, cut_short])(folder / RECORDS_FILE, chance)
    before = prints_of(folder)
    try:
        salvaged = salvage(folder, PASSPHRASE, LATER)
        Vault.open(salvaged.folder, PASSPHRASE).close()
    except NothingToSalvage:
        assert [f for f in folder.parent.iterdir() if f != folder] == []
    assert prints_of(folder) == before
