"""Two PostgreSQL servers under Patroni, with etcd to settle which of them writes."""

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic

from tests.sync.places.servers_postgres import (
    Postgres,
    environment,
    given_away,
    programs,
    unprivileged,
)
from tests.sync.places.servers_start import fetched, free_port, started

PATIENCE = 120.0
"""Seconds within which a cluster must have become what is waited for."""

CLUSTER = {
    "ttl": 20,  # seconds until a leader that is silent has lost its place; Patroni takes no less
    "loop_wait": 2,
    "retry_timeout": 3,
    "synchronous_mode": True,
    "synchronous_mode_strict": True,
    "postgresql": {"use_pg_rewind": True, "parameters": {"max_connections": 100}},
}


@dataclass(slots=True)
class Node:
    """One server with the Patroni that looks after it."""

    name: str
    folder: Path
    etcd: int
    api: int = field(default_factory=free_port)
    port: int = field(default_factory=free_port)
    _patroni: "subprocess.Popen[bytes] | None" = None

    @property
    def server(self) -> Postgres:
        return Postgres(self.folder, self.port)

    def start(self) -> None:
        given_away(self.folder)
        settings = self.folder / "patroni.json"
        settings.write_text(json.dumps(self._settings()))
        with (self.folder / "log").open("ab") as log:
            self._patroni = subprocess.Popen(
                [*unprivileged(), sys.executable, "-m", "patroni", str(settings)],
                env=environment(),
                cwd="/",
                stdout=log,
                stderr=log,
            )

    def kill(self) -> None:
        """As when the power fails: neither has time to tell anybody."""
        assert self._patroni is not None
        postmaster = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        self._patroni.send_signal(signal.SIGKILL)
        os.kill(postmaster, signal.SIGKILL)
        self._patroni.wait()
        self._patroni = None

    def stop(self) -> None:
        if self._patroni is not None:
            self._patroni.send_signal(signal.SIGTERM)
            self._patroni.wait(PATIENCE)
            self._patroni = None

    def is_now(self, what: str) -> bool:
        """Whether Patroni calls it the `leader`, or `sync`, a standby that commits wait for."""
        asked = http.client.HTTPConnection("127.0.0.1", self.api, timeout=5)
        try:
            asked.request("GET", f"/{what}")
            return asked.getresponse().status == http.HTTPStatus.OK
        except OSError:
            return False
        finally:
            asked.close()

    def until(self, what: str) -> None:
        deadline = monotonic() + PATIENCE
        while not self.is_now(what):
            assert monotonic() < deadline, f"{self.name} is not {what}: see {self.folder}/log"
            Event().wait(0.1)  # asked again, not hurried: Patroni answers what it last found

    def _settings(self) -> dict[str, object]:
        return {
            "scope": "team",
            "name": self.name,
            "restapi": _at(self.api),
            "etcd3": {"host": f"127.0.0.1:{self.etcd}"},
            "bootstrap": {"dcs": CLUSTER, "initdb": [{"encoding": "UTF8"}, "data-checksums"]},
            "postgresql": {
                **_at(self.port),
                "data_dir": str(self.folder / "data"),
                "bin_dir": str(programs()),
                "pgpass": str(self.folder / "pgpass"),
                "authentication": {
                    "superuser": {"username": "owner", "password": "practice"},
                    "replication": {"username": "replicator", "password": "practice"},
                },
                "pg_hba": [
                    "host replication replicator 127.0.0.1/32 trust",
                    "host all all 127.0.0.1/32 trust",
                ],
                "parameters": {"unix_socket_directories": ""},
            },
        }


def _at(port: int) -> dict[str, str]:
    return dict.fromkeys(("listen", "connect_address"), f"127.0.0.1:{port}")


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[Node, Node]]:
    """A leader and a standby that commits wait for."""
    with ExitStack() as running:
        port = free_port()
        running.enter_context(started(_etcd(folder, port), port, folder / "etcd.log"))
        one, two = (Node(name, folder / name, port) for name in ("one", "two"))
        for node in (one, two):
            running.callback(node.stop)
        one.start()
        one.until("leader")
        two.start()
        two.until("sync")
        yield one, two


def _etcd(folder: Path, port: int) -> list[str]:
    peers = f"http://127.0.0.1:{free_port()}"
    clients = f"http://127.0.0.1:{port}"
    return [
        str(fetched("usr/bin/etcd")),
        *("--data-dir", str(folder / "etcd"), "--name", "one"),
        *("--listen-client-urls", clients, "--advertise-client-urls", clients),
        *("--listen-peer-urls", peers, "--initial-advertise-peer-urls", peers),
        *("--initial-cluster", f"one={peers}"),
    ]
