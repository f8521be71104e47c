"""What can still be read of damaged records, into a new vault of its own; the damaged one stays.

A table is read in the order of its key until a page refuses; the rest is found by halving: from
behind, then from the middle of what is left, until nothing more answers.
"""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from forms.ids import FamilyId
from storage.audit_event import EventKind
from storage.audit_rows import go_on_after_loss, write_down
from storage.backup import flush, write_whole
from storage.backup_check import Counts, checked, unlocked
from storage.backup_errors import NothingToSalvage
from storage.backup_shelf import name_of
from storage.errors import DiskTrouble, RecordsDamaged
from storage.files import disk_failures, flush_folder, open_new_private
from storage.finding import finding_words
from storage.header import HEADER_FILE, RECORDS_FILE, Header, header_to_bytes
from storage.migrations import migrate
from storage.people import Among, families
from storage.restore_aside import swap_in
from storage.salvage_rows import Keyed, Reader, TableRows
from storage.search import index_anew
from storage.sql import Connection
from storage.vault import Vault

SALVAGED = "salvaged"
_PAGE_BYTES = 4096


@dataclass(frozen=True, slots=True)
class TableSalvaged:
    """Rows of one table that are in the new vault, and rows known to be lost.

    `lost` is None where the damage hides how many there were. A row that was read but belongs to
    one that was lost (an answer without its contact) cannot be placed, and counts as lost.
    """

    table: str
    recovered: int
    lost: int | None


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A new vault with what was readable, not yet in anyone's place."""

    folder: Path
    counts: Counts
    tables: tuple[TableSalvaged, ...]

    @property
    def whole(self) -> bool:
        return all(table.lost == 0 for table in self.tables)


def salvage(
    vault_folder: Path, passphrase: str, at: datetime, *, backup: Path | None = None
) -> Salvaged:
    """Read whatever still reads into a new vault beside this one, which is not touched.

    The new vault, `<folder>.salvaged-<time>`, has the same key and ways in. Where even the first
    page is damaged, the tables are found with the first page of a sound `backup` of this vault;
    no record comes from there. Raises WrongPassphrase, HeaderDamaged, VaultBusy, NothingToSalvage.
    """
    header, key = unlocked(vault_folder, passphrase)
    target = vault_folder.with_name(f"{vault_folder.name}.{SALVAGED}-{name_of(at)}")
    making = target.with_name(target.name + ".part")
    with disk_failures():
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        try:
            damaged = _working_copy(vault_folder, making)
            tables = _filled(damaged, making, header, key, backup, at)
            counts = checked(making, key)
            making.replace(target)
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
        flush_folder(target.parent)
    return Salvaged(target, counts, tables)


def adopt(salvaged: Salvaged, vault_folder: Path, at: datetime) -> Path | None:
    """Put what was salvaged in place of the damaged vault, which goes aside. Gives where."""
    return swap_in(salvaged.folder, vault_folder, at, damaged=True)


def _working_copy(vault_folder: Path, making: Path) -> Path:
    """A copy to read from, with its log of unfinished writes: the damaged bytes stay as found."""
    copy = making / "damaged.db"
    for ending in ("", "-wal"):
        source = vault_folder / (RECORDS_FILE + ending)
        if source.exists():
            with (
                source.open("rb") as here,
                open_new_private(making / (copy.name + ending)) as there,
            ):
                shutil.copyfileobj(here, there)
    if not copy.exists() or copy.stat().st_size == 0:
        raise NothingToSalvage
    return copy


def write_down_anew(vault_folder: Path, passphrase: str) -> None:
    """After an adoption: from here on the log is measured from where this vault's own ends."""
    vault = Vault.open(vault_folder, passphrase)
    try:
        write_down(vault.sql, vault_folder, whatever_is_there=True)
    finally:
        vault.close()


def _filled(  # noqa: PLR0913, PLR0917 - each is one of the things a vault is made of
    damaged: Path, making: Path, header: Header, key: bytes, backup: Path | None, at: datetime
) -> tuple[TableSalvaged, ...]:
    reader = _reader(damaged, header, key, backup)
    records = making / RECORDS_FILE
    open_new_private(records).close()
    new = Connection.to(records, key + header.records_salt)
    try:
        migrate(new)
        tables = _pour(reader, new, header, at)
    finally:
        reader.close()
        new.close()
    for path in making.glob(damaged.name + "*"):
        path.unlink()
    write_whole(making / HEADER_FILE, header_to_bytes(header))
    flush(records)
    flush_folder(making)
    return tables


def _reader(damaged: Path, header: Header, key: bytes, backup: Path | None) -> Reader:
    """The damaged copy, opened: as it is, with its salt put right, or with another first page."""

    def opened() -> Connection:
        try:
            return Connection.to(damaged, key)
        except (RecordsDamaged, DiskTrouble):
            return Connection.looking(damaged, key)

    patches = [b"", header.records_salt]
    if backup is not None:
        with (backup / RECORDS_FILE).open("rb") as sound:
            patches.append(sound.read(_PAGE_BYTES))
    for patch in patches:
        with damaged.open("rb+") as file:
            file.write(patch)
            file.flush()
            os.fsync(file.fileno())
        try:
            return Reader(opened)
        except (RecordsDamaged, DiskTrouble):
            continue
    raise NothingToSalvage


def _pour(
    reader: Reader, new: Connection, header: Header, at: datetime
) -> tuple[TableSalvaged, ...]:
    """Every readable row into the new tables, without their guards; then the guards again.

    The log says that it was salvaged.
    """
    new.run("PRAGMA foreign_keys = OFF")
    new.run("BEGIN IMMEDIATE")
    guards = new.all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    for name, _ in guards:
        new.run(f"DROP TRIGGER {name}")
    held = [_poured(reader, new, table) for table in _tables(new)]
    if all(count is None for _, count in held) or not any(_rows(new, t) for t, _ in held):
        raise NothingToSalvage
    _name_the_vault(new, header)
    _drop_the_loose(new, [table for table, _ in held])
    _make_findable(new)
    told = tuple(_told(new, table, known) for table, known in held)
    go_on_after_loss(new, EventKind.SALVAGED, at)
    for _, text in guards:
        new.run(text)
    new.run("COMMIT")
    return told


def _tables(sql: Connection) -> list[str]:
    rows = sql.all("SELECT name FROM pragma_table_list WHERE type = 'table' ORDER BY name")
    return [str(row[0]) for row in rows if not str(row[0]).startswith("sqlite_")]


def _poured(reader: Reader, new: Connection, table: str) -> tuple[str, int | None]:
    """Copy one table; how many rows it had, None where that cannot be known."""
    try:
        info = reader.all(f"PRAGMA table_info({table})")
        by_key = reader.all(f"SELECT wr FROM pragma_table_list('{table}')") == [(1,)]  # noqa: S608 our own names
    except (RecordsDamaged, DiskTrouble):
        return table, None
    known = {str(row[1]) for row in new.all(f"PRAGMA table_info({table})")}
    columns = tuple(str(row[1]) for row in info if row[1] in known)
    if not columns:
        return table, 0
    in_order = sorted((int(row[5]), str(row[1])) for row in info if row[5])
    keyed = Keyed(table, columns, tuple(name for _, name in in_order))
    if not by_key:
        keyed = Keyed(table, ("rowid", *columns), ("rowid",))
    rows = TableRows(reader, keyed)
    marks = ", ".join("?" for _ in keyed.columns)
    new.run_each(
        f"INSERT OR REPLACE INTO {table} ({', '.join(keyed.columns)}) VALUES ({marks})",  # noqa: S608 our own names
        rows.read(),
    )
    return table, _rows(new, table) if rows.holes == 0 else _count(reader, table)


def _count(reader: Reader, table: str) -> int | None:
    """How many rows there were, if an index that is whole still tells."""
    try:
        return int(reader.all(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 our own names
    except (RecordsDamaged, DiskTrouble):
        return None


def _rows(sql: Connection, table: str) -> int:
    return sql.number(f"SELECT count(*) FROM {table}")  # noqa: S608 our own names


def _told(new: Connection, table: str, known: int | None) -> TableSalvaged:
    recovered = _rows(new, table)
    return TableSalvaged(table, recovered, None if known is None else max(0, known - recovered))


def _name_the_vault(new: Connection, header: Header) -> None:
    new.run(
        "INSERT OR IGNORE INTO vault (only_row, id, name, role, team, contact)"
        " VALUES (1, ?, ?, '', '', '')",
        (header.vault, header.display_name),
    )


def _drop_the_loose(new: Connection, tables: Sequence[str]) -> None:
    """Take out rows whose other half was lost, until none is left; the damaged file keeps them."""
    while sum(_dropped(new, table) for table in tables):
        pass


def _dropped(new: Connection, table: str) -> int:
    links: dict[int, tuple[str, list[tuple[str, str]]]] = {}
    for number, _, parent, here, there, *_ in new.all(f"PRAGMA foreign_key_list({table})"):
        links.setdefault(number, (parent, []))[1].append((here, there))
    dropped = 0
    for parent, pairs in links.values():
        same = " AND ".join(f"other.{there} = {table}.{here}" for here, there in pairs)
        given = " AND ".join(f"{here} IS NOT NULL" for here, _ in pairs)
        dropped += new.run(
            f"DELETE FROM {table} WHERE {given}"  # noqa: S608 our own names
            f" AND NOT EXISTS (SELECT 1 FROM {parent} AS other WHERE {same})"
        )
    return dropped


def _make_findable(new: Connection) -> None:
    """Index anew the families whose words for finding were lost."""
    for family in families(new, Among("SELECT id FROM family EXCEPT SELECT family FROM finding")):
        words = finding_words(family, [])
        new.run("INSERT INTO finding (family, words) VALUES (?, ?)", (FamilyId(family.id), words))
    index_anew(new)
