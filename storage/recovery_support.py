"""For support: the unwrapped key, and a copy for the `sqlcipher` of older systems.

`docs/support/open-with-sqlcipher.md` is the procedure. Whoever holds the key holds the vault.
"""

from pathlib import Path

from storage import keys
from storage.errors import VaultExists
from storage.files import disk_failures, open_new_private
from storage.header import RECORDS_FILE, read_header
from storage.sql import Connection

_OLDER = 3
"""What the `sqlcipher` program of Debian 12 (3.4.1) reads; SQLCipher 4 writes it on request."""


def unwrapped_key(folder: Path, passphrase: str) -> str:
    """The statements that open `records.db` in SQLCipher 4; the first holds the key itself.

    Raises WrongPassphrase, HeaderDamaged, VaultMissing. Nothing is opened or changed.
    """
    return opening_statements(_data_key(folder, passphrase)) + "\n"


def opening_statements(data_key: bytes) -> str:
    """What opens `records.db` of this key in SQLCipher 4."""
    return "\n".join((_key_statement(data_key), _COMPATIBLE))


_COMPATIBLE = "PRAGMA cipher_compatibility = 4;"


def copy_for_older_program(folder: Path, passphrase: str, copy: Path) -> str:
    """Copy every row into a new file that SQLCipher 3 can read, and give what opens it.

    The vault is read as it is, neither brought up to date nor written in.
    The copy is sealed with the vault's own key and has tables and rows alone: no constraints,
    indexes or triggers. Raises VaultExists rather than write over a file.
    """
    data_key = _data_key(folder, passphrase)
    with disk_failures():
        try:
            open_new_private(copy).close()
        except FileExistsError:
            raise VaultExists from None
    try:
        connection = Connection.to(folder / RECORDS_FILE, data_key)
        try:
            _copy_rows(connection, copy, data_key)
        finally:
            connection.close()
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return _key_statement(data_key) + "\n"


def _copy_rows(connection: Connection, copy: Path, key: bytes) -> None:
    connection.run(f"ATTACH DATABASE ? AS older KEY \"x'{key.hex()}'\"", (str(copy.absolute()),))
    connection.one(f"PRAGMA older.cipher_compatibility = {_OLDER}")
    tables = connection.all(
        "SELECT name FROM pragma_table_list"
        " WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    connection.run("BEGIN")
    for (table,) in tables:
        columns = connection.all("SELECT name, type FROM pragma_table_info(?)", (table,))
        listed = ", ".join(f'"{name}" {kind}' for name, kind in columns)
        connection.run(f'CREATE TABLE older."{table}" ({listed})')
        connection.run(f'INSERT INTO older."{table}" SELECT * FROM main."{table}"')  # noqa: S608
    connection.run("COMMIT")
    connection.run("DETACH DATABASE older")


def _data_key(folder: Path, passphrase: str) -> bytes:
    header = read_header(folder)
    return keys.unwrap(header.passphrase_slot, header.vault, passphrase)


def _key_statement(data_key: bytes) -> str:
    return f"PRAGMA key = \"x'{data_key.hex()}'\";"
