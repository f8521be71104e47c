"""Support can open the records without Golden Thread, with documented statements alone."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2  # a second connection, as another program would make it

from storage.errors import VaultBusy, VaultExists, WrongPassphrase
from storage.header import RECORDS_FILE
from storage.recovery_support import copy_for_older_program, unwrapped_key
from storage.vault import Vault
from tests import programs
from tests.storage.samples import PASSPHRASE, a_closed_vault, prints_of


def asked(records: Path, opening: str, question: str) -> list[tuple[object, ...]]:
    connection = dbapi2.connect(str(records))
    try:
        for statement in opening.splitlines():
            connection.execute(statement)
        found: list[tuple[object, ...]] = connection.execute(question).fetchall()
    finally:
        connection.close()
    return found


def test_the_unwrapped_key_opens_the_records_by_documented_statements_alone(
    tmp_path: Path,
) -> None:
    folder = a_closed_vault(tmp_path)

    opening = unwrapped_key(folder, PASSPHRASE)

    assert [line.partition(" =")[0] for line in opening.splitlines()] == [
        "PRAGMA key",
        "PRAGMA cipher_compatibility",
    ]
    records = folder / RECORDS_FILE
    assert asked(records, opening, "SELECT name FROM infant") == [("Practice Robin",)]
    assert asked(records, opening, "PRAGMA cipher_integrity_check") == []
    assert asked(records, opening, "PRAGMA integrity_check") == [("ok",)]


def test_the_key_is_not_given_for_a_wrong_passphrase(tmp_path: Path) -> None:
    folder = a_closed_vault(tmp_path)

    with pytest.raises(WrongPassphrase):
        unwrapped_key(folder, "not the passphrase")
    with pytest.raises(WrongPassphrase):
        copy_for_older_program(folder, "not the passphrase", tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_a_copy_for_an_older_program_holds_every_row_and_leaves_the_vault_as_it_was(
    tmp_path: Path,
) -> None:
    folder, copy = a_closed_vault(tmp_path), tmp_path / "copy.db"
    before = prints_of(folder)

    opening = copy_for_older_program(folder, PASSPHRASE, copy)

    assert prints_of(folder) == before
    older = opening + "PRAGMA cipher_compatibility = 3;\n"
    newer = unwrapped_key(folder, PASSPHRASE)
    tables = [
        str(name)
        for (name,) in asked(
            folder / RECORDS_FILE,
            newer,
            "SELECT name FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'",
        )
    ]
    assert {"infant", "contact", "vault"} <= set(tables)
    for table in tables:
        rows = f'SELECT * FROM "{table}"'  # noqa: S608 - our own tables
        assert asked(copy, older, rows) == asked(folder / RECORDS_FILE, newer, rows)


def test_the_copy_is_sealed_too(tmp_path: Path) -> None:
    folder, copy = a_closed_vault(tmp_path), tmp_path / "copy.db"

    copy_for_older_program(folder, PASSPHRASE, copy)

    assert b"Practice" not in copy.read_bytes()
    assert not copy.read_bytes().startswith(b"SQLite")


def test_a_copy_is_never_written_over_a_file_nor_left_half_made(tmp_path: Path) -> None:
    folder, copy = a_closed_vault(tmp_path), tmp_path / "copy.db"
    copy.write_bytes(b"mine")
    with pytest.raises(VaultExists):
        copy_for_older_program(folder, PASSPHRASE, copy)
    assert copy.read_bytes() == b"mine"

    vault = Vault.open(folder, PASSPHRASE)
    with pytest.raises(VaultBusy):
        copy_for_older_program(folder, PASSPHRASE, tmp_path / "another.db")
    vault.close()
    assert not (tmp_path / "another.db").exists()


def test_debians_own_program_reads_what_the_procedure_promises(tmp_path: Path) -> None:
    """Debian 12's is a 3.4: it opens the copy; a 4 opens the records themselves."""
    folder, copy = a_closed_vault(tmp_path), tmp_path / "copy.db"
    opening = copy_for_older_program(folder, PASSPHRASE, copy)
    question = "SELECT name FROM infant;"

    version = told(tmp_path / "empty.db", "PRAGMA cipher_version;")
    if version.startswith("4"):
        direct = unwrapped_key(folder, PASSPHRASE)
        assert told(folder / RECORDS_FILE, direct + question) == "Practice Robin"
        opening += "PRAGMA cipher_compatibility = 3;\n"
    assert told(copy, opening + question) == "Practice Robin"


def test_a_wrong_key_opens_neither_the_records_nor_the_copy(tmp_path: Path) -> None:
    folder, copy = a_closed_vault(tmp_path), tmp_path / "copy.db"
    right = copy_for_older_program(folder, PASSPHRASE, copy)
    before, _, key = right.partition("x'")
    wrong = f"{before}x'{'1' if key[0] == '0' else '0'}{key[1:]}"
    question = "SELECT name FROM infant;"

    for records, format_ in ((folder / RECORDS_FILE, 4), (copy, 3)):
        opening = wrong + f"PRAGMA cipher_compatibility = {format_};\n"
        with pytest.raises(dbapi2.DatabaseError, match="not a database"):
            asked(records, opening, question)
    for records in (folder / RECORDS_FILE, copy):
        ended = programs.run("sqlcipher", ["-batch", records], (wrong + question).encode())
        assert b"Practice Robin" not in ended.stdout
        assert b"not a database" in ended.stderr


def told(records: Path, statements: str) -> str:
    ended = programs.run("sqlcipher", ["-batch", records], statements.encode())
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.decode().strip().removeprefix("ok").strip()
