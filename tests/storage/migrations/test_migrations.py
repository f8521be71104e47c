"""The tables move forward one numbered step at a time, whole or not at all."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

import storage
from storage.errors import VaultTooNew
from storage.files import open_new_private
from storage.migrations import STEPS, migrate
from storage.schema import newest_schema, schema_text
from storage.sql import Connection
from storage.vault import Vault

ONE = "CREATE TABLE one (a TEXT) STRICT;"
TWO = "CREATE TABLE two (a TEXT) STRICT; INSERT INTO two VALUES ('kept');"
BROKEN = "CREATE TABLE three (a TEXT) STRICT; INSERT INTO nowhere VALUES (1);"


@pytest.fixture
def empty(tmp_path: Path) -> Connection:
    open_new_private(tmp_path / "empty.db").close()
    return Connection.to(tmp_path / "empty.db", b"k" * 32)


def tables(connection: Connection) -> list[str]:
    rows = connection.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    return [row[0] for row in rows]


def test_only_the_steps_still_missing_are_taken(empty: Connection) -> None:
    migrate(empty, (ONE,))
    migrate(empty, (ONE, TWO))
    migrate(empty, (ONE, TWO))

    assert tables(empty) == ["one", "two"]
    assert empty.all("SELECT a FROM two") == [("kept",)]
    assert empty.number("PRAGMA user_version") == 2
    empty.close()


def test_a_step_that_fails_leaves_the_tables_of_the_step_before(empty: Connection) -> None:
    with pytest.raises(dbapi2.OperationalError):
        migrate(empty, (ONE, TWO, BROKEN))

    assert tables(empty) == ["one", "two"]
    assert empty.number("PRAGMA user_version") == 2
    empty.close()


def test_tables_of_a_newer_program_are_left_alone(empty: Connection) -> None:
    migrate(empty, (ONE, TWO))

    with pytest.raises(VaultTooNew):
        migrate(empty, (ONE,))

    assert tables(empty) == ["one", "two"]
    empty.close()


def test_the_snapshot_of_the_tables_is_the_newest(vault: Vault) -> None:
    """After a new step: python -m storage.schema > storage/schema.sql, and read the change."""
    snapshot = Path(storage.__path__[0]) / "schema.sql"

    assert snapshot.read_text(encoding="utf-8") == newest_schema() == schema_text(vault.sql)


def test_a_new_vault_has_taken_every_step(vault: Vault) -> None:
    assert vault.sql.one("PRAGMA user_version") == (len(STEPS),)


def test_every_table_holds_its_columns_to_their_types(vault: Vault) -> None:
    loose = "SELECT name FROM pragma_table_list WHERE strict = 0 AND type = 'table'"
    found = {row[0] for row in vault.sql.all(loose)}

    assert {name for name in found if not name.startswith("sqlite_")} == set()


SETTINGS = {
    "foreign_keys": 1,
    "journal_mode": "wal",
    "synchronous": 2,
    "locking_mode": "exclusive",
    "trusted_schema": 0,
    "secure_delete": 1,
    "temp_store": 2,
}


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_has_taken_hold(vault: Vault, name: str) -> None:
    assert vault.sql.one(f"PRAGMA {name}") == (SETTINGS[name],)
