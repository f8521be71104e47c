"""The encrypted database: the one place that knows the driver, its settings and its error codes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, Self

from storage.errors import (
    DiskFull,
    DiskTrouble,
    KnownFailure,
    ReadOnly,
    RecordsDamaged,
    VaultBusy,
)
from storage.life_errors import FamilyHandedOver, NowhereElse, OnHold, RecordClosed
from storage.unfinished import committed_writes

Value = str | int | bytes | None
Row = tuple[Any, ...]
"""A row as the driver gives it; the tables are STRICT, so each column holds its declared type."""

_FAILURES: dict[int, type[KnownFailure]] = {
    3: ReadOnly,  # SQLITE_PERM
    5: VaultBusy,  # SQLITE_BUSY
    6: VaultBusy,  # SQLITE_LOCKED
    8: ReadOnly,  # SQLITE_READONLY
    10: DiskTrouble,  # SQLITE_IOERR
    11: RecordsDamaged,  # SQLITE_CORRUPT
    13: DiskFull,  # SQLITE_FULL
    14: DiskTrouble,  # SQLITE_CANTOPEN
    26: RecordsDamaged,  # SQLITE_NOTADB: no page, or not this key
}

_CONSTRAINT = 19  # SQLITE_CONSTRAINT

_GUARDS: dict[str, type[KnownFailure]] = {
    "this family is handed over": FamilyHandedOver,
    "this record is closed": RecordClosed,
    "this family is on hold": OnHold,
    "this family is nowhere else": NowhereElse,
}
"""What the tables themselves refuse on purpose, by the words of their triggers."""

# cipher_memory_security stays off: it made saves three times and lists up to six times slower
# (measured), while what is read lives on in Python's own memory anyway. Swap belongs to the
# disk encryption of the laptop.
_SETTINGS = (
    # Exclusive: a second program is told "busy", and no shared-memory file lies about.
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -16000",
    "SELECT count(*) FROM sqlite_master",  # the first read: a wrong key fails here
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
)

_LOOKING = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -16000",
    "SELECT count(*) FROM sqlite_master",
)

# A new copy has no journal and is flushed once, whole, by its maker: until then it is nobody's.
# The small cache writes pages as they come, where a large one would all be written at the end.
_COPYING = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -200",
)

_KEY_BYTES = 32


class Sql(Protocol):
    """Statements inside or outside a transaction. Failures of the world are KnownFailures."""

    def all(self, statement: str, values: Sequence[Value] = ()) -> list[Row]: ...
    def one(self, statement: str, values: Sequence[Value] = ()) -> Row | None: ...
    def run(self, statement: str, values: Sequence[Value] = ()) -> int: ...
    def run_each(self, statement: str, rows: Iterable[Sequence[Value]]) -> None: ...


class _Cursor(Protocol):
    rowcount: int

    def fetchall(self) -> list[Row]: ...
    def fetchone(self) -> Row | None: ...


class _Driver(Protocol):
    in_transaction: bool
    total_changes: int

    def execute(self, statement: str, values: Sequence[Value] = ..., /) -> _Cursor: ...
    def executemany(self, statement: str, rows: Iterable[Sequence[Value]], /) -> _Cursor: ...
    def executescript(self, script: str, /) -> _Cursor: ...
    def backup(
        self, target: Any, *, pages: int, progress: Callable[[int, int, int], None]
    ) -> None: ...
    def close(self) -> None: ...


class Connection:
    """An open database. Belongs to the thread that opened it."""

    def __init__(self, driver: _Driver, failure: type[Exception], key: bytes) -> None:
        self._driver = driver
        self._failure = failure
        self._key = key
        self._before_close: Callable[[], None] | None = None
        self.lost_writes = False
        """Whether writes that were kept before a power cut are damaged, and not in the records."""

    @classmethod
    def to(cls, records: Path, key: bytes) -> Self:
        """Open this existing file with this 256-bit key, settings made and the key tried.

        A new file takes its salt from the 16 bytes that may follow the key.
        Raises RecordsDamaged where page and key do not match, VaultBusy where it is open already.
        """
        left = committed_writes(records)
        connection = cls._opened(records, "mode=rw", key, _SETTINGS)
        if left:
            taken = connection.one("PRAGMA wal_checkpoint(PASSIVE)")
            connection.lost_writes = taken is None or int(taken[1]) < left
        return connection

    @classmethod
    def looking(cls, records: Path, key: bytes) -> Self:
        """Open a file that nobody writes, only to read; nothing is made beside it."""
        return cls._opened(records, "mode=ro&immutable=1", key, _LOOKING)

    @classmethod
    def _opened(cls, records: Path, mode: str, key: bytes, settings: Sequence[str]) -> Self:
        from sqlcipher3 import dbapi2  # noqa: PLC0415 the unlock window paints without it

        address = f"{records.absolute().as_uri()}?{mode}"
        with _explained(dbapi2.Error):
            driver = dbapi2.connect(address, uri=True, isolation_level=None, timeout=0.25)
        connection = cls(driver, dbapi2.Error, key[:_KEY_BYTES])
        try:
            connection.run("PRAGMA cipher_log_level = NONE")
            connection.run(f"PRAGMA key = \"x'{key.hex()}'\"")
            for setting in settings:
                connection.one(setting)
        except BaseException:
            driver.close()
            raise
        return connection

    @property
    def sealed_with(self) -> bytes:
        """The key, and after it the salt of this file: what opens a copy. In memory alone."""
        row = self.one("PRAGMA cipher_salt")
        return self._key + bytes.fromhex(row[0] if row else "")

    def copy_pages(
        self, into: Path, sealed_with: bytes, pages: int, after_slice: Callable[[int, int], None]
    ) -> None:
        """Copy every page into this empty file by the engine's backup interface, in slices.

        `after_slice` is told how many pages are left, and of how many; raising there ends it.
        This is meant to run on a thread of its own: while it waits in `after_slice`, and only
        then, the owner of the connection may use it; what is written so is in the copy too.
        """
        target = self._opened(into, "mode=rw", sealed_with, _COPYING)
        try:
            self._driver.backup(
                target._driver,  # noqa: SLF001 ours
                pages=pages,
                progress=lambda _status, left, total: after_slice(left, total),
            )
        except self._failure as failure:
            raise explained(failure) from failure
        finally:
            target.close()

    def before_close(self, first: Callable[[], None] | None) -> None:
        """What must end before this connection may close, or no longer anything."""
        self._before_close = first

    @property
    def changes(self) -> int:
        """How many rows were written since this connection was opened."""
        return self._driver.total_changes

    @property
    def in_transaction(self) -> bool:
        return self._driver.in_transaction

    def all(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        try:
            return self._driver.execute(statement, values).fetchall()
        except self._failure as failure:
            raise explained(failure) from failure

    def one(self, statement: str, values: Sequence[Value] = ()) -> Row | None:
        try:
            return self._driver.execute(statement, values).fetchone()
        except self._failure as failure:
            raise explained(failure) from failure

    def run(self, statement: str, values: Sequence[Value] = ()) -> int:
        try:
            return self._driver.execute(statement, values).rowcount
        except self._failure as failure:
            raise explained(failure) from failure

    def run_each(self, statement: str, rows: Iterable[Sequence[Value]]) -> None:
        try:
            self._driver.executemany(statement, rows)
        except self._failure as failure:
            raise explained(failure) from failure

    def number(self, statement: str) -> int:
        """The one number this statement gives."""
        row = self.one(statement)
        return int(row[0]) if row else 0

    def script(self, script: str) -> None:
        """Statements that begin and commit by themselves; undone together if one fails."""
        try:
            self._driver.executescript(script)
        except self._failure as failure:
            self.roll_back()
            raise explained(failure) from failure

    def roll_back(self) -> None:
        """Undo the transaction under way; on a full disk the engine has done so already."""
        if self._driver.in_transaction:
            self.run("ROLLBACK")

    def close(self) -> None:
        if self._before_close is not None:
            self._before_close()
        self._key = b""
        self._driver.close()


def explained(failure: Exception) -> Exception:
    """The KnownFailure this driver error means; the error itself where it can only be a bug."""
    code = getattr(failure, "sqlite_errorcode", None)
    known = _FAILURES.get(code & 0xFF) if isinstance(code, int) else None
    known = known or _GUARDS.get(str(failure))
    return known() if known is not None else failure


def is_refused(failure: Exception) -> bool:
    """Whether the tables themselves refused a row: a guard, a key, a type or a reference."""
    code = getattr(failure, "sqlite_errorcode", None)
    return isinstance(code, int) and code & 0xFF == _CONSTRAINT


@contextmanager
def _explained(failure_type: type[Exception]) -> Iterator[None]:
    try:
        yield
    except failure_type as failure:
        raise explained(failure) from failure
