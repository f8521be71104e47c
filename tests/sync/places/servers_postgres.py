"""PostgreSQL servers for the tests, on this computer alone, gone with the test."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from tests.architecture.tree import ROOT
from tests.sync.places.certificates import make_certificates
from tests.sync.places.servers_start import LIBRARIES, SERVERS, free_port

SCHEMA = ROOT / "sync" / "places" / "postgres.sql"
_RELEASE = Path("usr/lib/postgresql/15/bin")

_ACCESS = """
hostssl   all certified 127.0.0.1/32 cert
hostssl   all revoked   127.0.0.1/32 cert
hostnossl all certified 127.0.0.1/32 reject
host      all stranger  127.0.0.1/32 scram-sha-256
host      all all       127.0.0.1/32 trust
"""


def programs() -> Path:
    """The folder of PostgreSQL's programs: this system's, else those fetched for the tests."""
    for root in (Path("/"), SERVERS):
        if (root / _RELEASE / "postgres").is_file():
            return root / _RELEASE
    raise FileNotFoundError("PostgreSQL 15 is not here; `make .venv/servers/ready` fetches it.")


def unprivileged() -> tuple[str, ...]:
    """Words before a command: PostgreSQL refuses to run as root, so root lets it be another.

    The right to pass folders stays, so that it reaches a checkout in a home that is closed.
    """
    if os.geteuid() != 0:
        return ()
    rights = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override")
    who = _account()
    return ("setpriv", f"--reuid={who.pw_uid}", f"--regid={who.pw_gid}", "--clear-groups", *rights)


def given_away(folder: Path) -> Path:
    """A folder, made if need be, that belongs to whom the server runs as."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        for place in (folder, *folder.rglob("*")):
            os.chown(place, _account().pw_uid, _account().pw_gid)
    return folder


def environment() -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "LC_ALL": "C",
        "HOME": "/nonexistent",
        "LD_LIBRARY_PATH": str(LIBRARIES),
    }


def _account() -> pwd.struct_passwd:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


@dataclass(frozen=True, slots=True)
class Postgres:
    """One server in a folder of its own; its superuser is `owner`."""

    folder: Path
    port: int = field(default_factory=free_port)

    def make(self) -> None:
        given_away(self.folder)
        self._run("initdb", "-D", str(self._data), "-U", "owner", "-A", "trust", "-N", "-E", "UTF8")
        (self._data / "pg_hba.conf").write_text(_ACCESS)

    def start(self) -> None:
        own = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-w", "-s", "-l", log, "-o", own, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", "-s", "-m", "fast", "stop")

    def as_owner(self, statement: str, database: str = "team") -> list[tuple[object, ...]]:
        with psycopg.connect(self.address("owner", database), autocommit=True) as server:
            done = server.execute(statement.encode())
            return done.fetchall() if done.description else []

    def hang_up_on(self, login: str) -> None:
        """End what this login has under way, and wait until it is over."""
        self.as_owner(
            f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '{login}'"  # noqa: S608, E501 - a name of ours
        )

    def address(self, login: str, database: str = "team", host: str = "127.0.0.1") -> str:
        return f"postgresql://{login}@{host}:{self.port}/{database}"

    def secured(self, files: Path) -> None:
        """Speak TLS with these files from now on, and know clients by their certificates."""
        for name in ("server.crt", "server.key", "root.crt", "root.crl"):
            shutil.copy(files / name, self._data / name)
        (self._data / "server.key").chmod(0o600)
        given_away(self._data)
        with (self._data / "postgresql.conf").open("a") as settings:
            settings.write("ssl = on\nssl_ca_file = 'root.crt'\nssl_crl_file = 'root.crl'\n")

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _run(self, program: str, *words: str) -> None:
        subprocess.run(
            [*unprivileged(), str(programs() / program), *words],
            env=environment(),
            cwd="/",
            check=True,
            stdout=subprocess.DEVNULL,
        )


LAPTOPS = ("certified", "revoked", "a" * 16, "b" * 16)


def make_team(server: Postgres, laptops: Iterable[str] = LAPTOPS) -> None:
    """The database as its owner sets it up, with two leads and these laptops."""
    server.as_owner("CREATE ROLE team_owner LOGIN CREATEROLE", "postgres")
    server.as_owner("CREATE DATABASE team OWNER team_owner", "postgres")
    set_up(server)
    with psycopg.connect(server.address("team_owner"), autocommit=True) as owner:
        for lead in ("lead-one", "lead-two"):
            owner.execute(f'CREATE ROLE "{lead}" LOGIN IN ROLE golden_thread_lead'.encode())
        for laptop in laptops:
            owner.execute(f'CREATE ROLE "{laptop}" LOGIN IN ROLE golden_thread_device'.encode())
        owner.execute("CREATE ROLE stranger LOGIN")


def set_up(server: Postgres) -> None:
    """As the documents say: by the owner of the database, who is no superuser."""
    with psycopg.connect(server.address("team_owner"), autocommit=True) as owner:
        owner.execute(SCHEMA.read_bytes())


@contextmanager
def team_server(folder: Path) -> Iterator[Postgres]:
    """The team's place on a server that speaks TLS with the certificates in `folder`/files."""
    server = Postgres(folder / "server")
    server.make()
    server.secured(make_certificates(folder / "files"))
    server.start()
    try:
        make_team(server)
        yield server
    finally:
        server.stop()
