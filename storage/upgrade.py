"""Bringing an older vault up to date: copied, migrated, verified, swapped.

The records themselves are never migrated in place. Wherever the power goes, `records.db` is either
the old file, whole, or the new one, whole; the old one stays beside it for support.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import Enum
from pathlib import Path

from storage.audit_event import EventKind
from storage.audit_rows import begin
from storage.errors import KnownFailure, VaultBusy, VaultTooNew
from storage.files import disk_failures, flush_folder, open_new_private
from storage.header import RECORDS_FILE
from storage.migrations import STEPS, migrate
from storage.soundness import inside
from storage.sql import Connection, Sql

UPGRADING_FILE = "records.upgrading.db"


class UpgradeFailed(KnownFailure):
    sentence = "This vault could not be brought up to date for this Golden Thread."
    remedy = "Nothing has been changed. Use the Golden Thread you had, and ask your IT support."


class Stage(Enum):
    """How far an upgrade has come."""

    COPIED = "copied"
    MIGRATED = "migrated"
    VERIFIED = "verified"
    KEPT = "kept"
    SWAPPED = "swapped"


def kept_file(version: int) -> str:
    """The name of the records as they were with this number of tables."""
    return f"records.before-{version}.db"


def is_older(connection: Connection) -> bool:
    """Whether these records want an upgrade. Raises VaultTooNew."""
    held = connection.number("PRAGMA user_version")
    if held > len(STEPS):
        raise VaultTooNew
    return held < len(STEPS)


def upgrade(folder: Path, connection: Connection, at: datetime) -> None:
    """Put upgraded records in the place of these, and close this connection to them.

    Raises UpgradeFailed, DiskFull and the like, having left the records as they were.
    """
    try:
        for _ in upgrading(folder, connection, at):
            pass
    finally:
        connection.close()
        clear_leftovers(folder)


def upgrading(folder: Path, connection: Connection, at: datetime) -> Iterator[Stage]:
    """The stages of an upgrade, each told once it is done; they may be cut off after any."""
    records, copy = folder / RECORDS_FILE, folder / UPGRADING_FILE
    version, sealed_with = connection.number("PRAGMA user_version"), connection.sealed_with
    file_id = _file_id(records)
    clear_leftovers(folder)
    with disk_failures():
        open_new_private(copy).close()
    connection.copy_pages(copy, sealed_with, -1, lambda _left, _total: None)
    yield Stage.COPIED
    newer = Connection.to(copy, sealed_with[:32])
    try:
        _migrate(newer, at)
        yield Stage.MIGRATED
        _must_hold_everything(connection, newer)
    finally:
        newer.close()
    yield Stage.VERIFIED
    connection.close()
    with disk_failures():
        if _file_id(records) != file_id or _journal(records).exists():
            raise VaultBusy  # another window was quicker, or is at work
        _flush(copy)
        _keep(records, folder / kept_file(version))
        yield Stage.KEPT
        copy.replace(records)
        flush_folder(folder)
    yield Stage.SWAPPED


def clear_leftovers(folder: Path) -> None:
    """Take away what an upgrade that was cut off left behind; it was never anyone's records."""
    with disk_failures():
        for left in (UPGRADING_FILE, f"{UPGRADING_FILE}-wal", f"{UPGRADING_FILE}-journal"):
            (folder / left).unlink(missing_ok=True)


def _migrate(newer: Connection, at: datetime) -> None:
    migrate(newer)
    newer.run("BEGIN IMMEDIATE")
    begin(newer, EventKind.UPGRADED, at)
    newer.run("COMMIT")


def _must_hold_everything(older: Connection, newer: Connection) -> None:
    """Nothing is lost, and nothing is wrong that was not wrong before."""
    before, after = _rows(older), _rows(newer)
    fewer = [table for table, count in before.items() if after.get(table, -1) < count]
    if fewer or set(inside(newer)) - set(inside(older)):
        raise UpgradeFailed


def _rows(sql: Sql) -> Mapping[str, int]:
    tables = [
        row[0]
        for row in sql.all(
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        )
    ]
    counted = {name: sql.one(f'SELECT count(*) FROM "{name}"') for name in tables}  # noqa: S608 ours
    return {name: int(row[0]) for name, row in counted.items() if row is not None}


def _keep(records: Path, kept: Path) -> None:
    kept.unlink(missing_ok=True)
    try:
        os.link(records, kept)
    except OSError:  # a disk without links
        shutil.copyfile(records, kept)
        kept.chmod(0o600)
        _flush(kept)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _file_id(path: Path) -> tuple[int, int]:
    with disk_failures():
        held = path.stat()
    return held.st_dev, held.st_ino


def _journal(records: Path) -> Path:
    return records.with_name(f"{records.name}-wal")
