"""PostgreSQL: one table that is only added to, for a team that has outgrown one machine.

    postgresql://DEVICE@host1,host2/team?sslrootcert=FILE&sslcert=FILE&sslkey=FILE

The tables, and who may do what, are in `postgres.sql`. The server is known by its certificate, the
laptop by its own. Of several hosts the one that takes writes is used, so that a failover is
followed. TLS is left off for this computer itself only.
"""

import hashlib
import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path
from threading import Timer
from typing import Self

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.errors import Diagnostic

from sync.errors import (
    Gone,
    KnownSyncFailure,
    NameTaken,
    NoSuchPlace,
    NotThePlace,
    PlaceFull,
    PlaceRefuses,
    PlaceUnreachable,
    TooLarge,
)
from sync.places.place import MOST_BYTES, Box, Entry, Put

EDITION = 1
"""The edition of `postgres.sql` that this speaks to."""

PATIENCE = 60.0
"""Seconds a request may take, the wait for the standby included, until it counts as unanswered."""

_PAGE = 1000
_FILES = ("sslrootcert", "sslcert", "sslkey", "sslcrl", "passfile")
_KNOWN = {*_FILES, "host", "port", "user", "dbname", "sslmode", "target_session_attrs"}
_WRITES = ("read-write", "primary")
_FIXED = {
    "target_session_attrs": "read-write",
    "gssencmode": "disable",
    "ssl_min_protocol_version": "TLSv1.2",
    "connect_timeout": "10",
    "keepalives_idle": "15",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
    "application_name": "golden-thread",
}

_OPENING = """
    SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')
               WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, false),
           set_config('client_min_messages', 'warning', false),
           golden_thread.edition()
"""
_PUT = (
    "INSERT INTO golden_thread.held (box, name, content) VALUES (%s, %s, %b) ON CONFLICT DO NOTHING"
)
_KEEPS = "SELECT golden_thread.keeps(%s, %s, %b)"
_NOT_ASIDE = """
    NOT EXISTS (SELECT FROM golden_thread.set_aside s WHERE s.box = h.box AND s.name = h.name)
"""
_NAMES = f"""
    SELECT name, size FROM golden_thread.held h
    WHERE box = %s AND name > %s AND {_NOT_ASIDE} ORDER BY name LIMIT {_PAGE}
"""  # noqa: S608 - both are words of ours
_GET = f"""
    SELECT CASE WHEN size <= %s THEN content END FROM golden_thread.held h
    WHERE box = %s AND name = %s AND {_NOT_ASIDE}
"""  # noqa: S608 - the same
_SET_ASIDE = """
    INSERT INTO golden_thread.set_aside (box, name)
    SELECT box, name FROM golden_thread.held WHERE box = %s AND name = %s ON CONFLICT DO NOTHING
"""


class PostgresPlace:
    """Each call is one transaction of its own, so that what was put is safe when `put` returns.

    "Safe" is what the server was told it means: with a synchronous standby, on both. One
    connection, made when it is first needed and anew after a failure. A file that was set aside
    stays in the table, so that putting it again is ALREADY_THERE and does not bring it back.
    """

    def __init__(self, conninfo: str, patience: float = PATIENCE) -> None:
        """`conninfo` is libpq's; `at` is the way to have it checked."""
        self._conninfo = conninfo
        self._patience = patience
        self._open: psycopg.Connection | None = None
        self._warned = False

    @classmethod
    def at(cls, address: str) -> Self:
        """Raises NoSuchPlace: an option is unknown, or TLS would be weaker than verify-full."""
        try:
            given = {k: str(v) for k, v in conninfo_to_dict(address).items() if v is not None}
        except psycopg.Error:
            raise NoSuchPlace from None  # its words would repeat the address
        if not given.keys() <= _KNOWN or not given.get("host") or not given.get("dbname"):
            raise NoSuchPlace
        if given.get("target_session_attrs", "read-write") not in _WRITES:
            raise NoSuchPlace
        if any(not Path(given[file]).is_absolute() for file in _FILES if file in given):
            raise NoSuchPlace
        if not all(map(_is_this_computer, given["host"].split(","))):
            if given.setdefault("sslmode", "verify-full") != "verify-full":
                raise NoSuchPlace
            if "sslrootcert" not in given:
                raise NoSuchPlace
        return cls(make_conninfo("", **{**_FIXED, **given}))

    def put(self, box: Box, name: str, content: bytes) -> Put:
        with self._speaking() as server:
            if server.execute(_PUT, (box, name, content)).rowcount == 1:
                return Put.NEW
            there = server.execute(_KEEPS, (box, name, hashlib.sha256(content).digest()))
            (same,) = there.fetchone() or (None,)
        if same is None:  # removed by the owner just now
            raise PlaceUnreachable
        if not same:
            raise NameTaken
        return Put.ALREADY_THERE

    def names(self, box: Box) -> Iterator[Entry]:
        """Page by page: no transaction stays open while the reader works, none is lost with it."""
        after = ""
        while True:
            with self._speaking() as server:
                page = server.execute(_NAMES, (box, after)).fetchall()
            for name, size in page:
                yield Entry(name, size)
            if len(page) < _PAGE:
                return
            after = page[-1][0]

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        with self._speaking() as server:
            found = server.execute(_GET, (most, box, name), binary=True).fetchone()
        if found is None:
            raise Gone
        content: bytes | None = found[0]
        if content is None:
            raise TooLarge
        return content

    def set_aside(self, box: Box, name: str) -> None:
        """A laptop has no right to; there it stays listed."""
        with self._speaking() as server:
            try:
                server.execute(_SET_ASIDE, (box, name))
            except psycopg.errors.InsufficientPrivilege:
                return

    def taken(self, box: Box, name: str) -> None:
        """Nothing to do: another lead may still want to read it."""

    def close(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None

    @contextmanager
    def _speaking(self) -> Iterator["psycopg.Connection"]:
        """The connection; when this ends, what was written in it is as safe as the server makes it.

        Raises the failures of a place in the stead of psycopg's.
        """
        try:
            if self._open is None:
                self._open = self._connected()
            self._warned = False
            with _within(self._patience, self._open):
                yield self._open
        except psycopg.IntegrityError:
            raise  # no name, or no size, of ours
        except psycopg.Error as failure:
            if self._open is None or self._open.closed or _is_over(failure):
                self.close()
            raise _explained(failure) from failure
        if self._warned:  # such as: committed here, but the wait for the standby was cut off
            self.close()
            raise PlaceUnreachable

    def _connected(self) -> "psycopg.Connection":
        server = psycopg.connect(self._conninfo, autocommit=True, prepare_threshold=None)
        server.add_notice_handler(self._heard)
        try:
            opening = server.execute(_OPENING).fetchone()
        except BaseException:
            server.close()
            raise
        if opening is None or opening[2] != EDITION:
            server.close()
            raise NotThePlace
        return server

    def _heard(self, notice: Diagnostic) -> None:
        self._warned = self._warned or notice.severity_nonlocalized == "WARNING"


@contextmanager
def _within(seconds: float, server: "psycopg.Connection") -> Iterator[None]:
    """Hang up after so many seconds: a server waiting for its standby would wait for ever."""
    with socket.fromfd(server.fileno(), socket.AF_INET, socket.SOCK_STREAM) as line:
        hang_up = Timer(seconds, _hang_up, (line,))
        hang_up.daemon = True
        hang_up.start()
        try:
            yield
        finally:
            hang_up.cancel()
            hang_up.join()


def _hang_up(line: socket.socket) -> None:
    with suppress(OSError):  # the other side was quicker
        line.shutdown(socket.SHUT_RDWR)


def _is_this_computer(host: str) -> bool:
    if host.startswith(("/", "@")):  # a socket in a folder
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


_NOT_THE_PLACE = re.compile(
    r"SSL error: (?!.*(alert|unexpected eof))|does not match host name|could not get server|"
    r"server does not support SSL|invalid response|expected authentication request|"
    r"unsupported frontend protocol|root certificate file|"
    r"database .* does not exist"
)
_REFUSED = re.compile(
    r"authentication failed|no pg_hba\.conf entry|pg_hba\.conf rejects|role .* does not exist|"
    r"not permitted to log in|permission denied|no password supplied|"
    r"alert|client certificate|certificate file|private key"
)
"""Words of libpq, and of a server that speaks English. Others count as out of reach."""


def _is_over(failure: psycopg.Error) -> bool:
    """Whether nothing more can be asked for over this connection."""
    return failure.sqlstate is None or failure.sqlstate[:2] in ("08", "25", "57")


def _explained(failure: psycopg.Error) -> KnownSyncFailure:
    """What it means for the one who wanted to hand something over.

    Before a connection stands there is no code, only the words of libpq.
    """
    if failure.sqlstate is None:
        said = str(failure)
        if _NOT_THE_PLACE.search(said):
            return NotThePlace()
        return PlaceRefuses() if _REFUSED.search(said) else PlaceUnreachable()
    match failure.sqlstate, failure.sqlstate[:2]:
        case "53100", _:
            return PlaceFull()
        case ("42501", _) | (_, "28"):
            return PlaceRefuses()
        case _, "3F" | "42" | "0A" | "22":  # other tables than ours, or something that plays it
            return NotThePlace()
        case _:
            return PlaceUnreachable()
