"""Starts a real server on this machine alone, waits until it answers, and stops it."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SERVERS = Path(sys.prefix) / "servers" / "root"
LIBRARIES = SERVERS / "usr" / "lib" / "x86_64-linux-gnu"
PATIENCE = 30.0
"""Seconds within which a server must answer."""

SERVED_BY = "daemon" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
"""Whom a server runs as that does not want to be root; sshd takes nobody's account for locked."""


def fetched(path: str) -> Path:
    """A file of the servers that were fetched."""
    file = SERVERS / path
    assert file.exists(), f"{path} is not there: run `make .venv/servers/ready` first"
    return file


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def folder_of_a_server() -> Iterator[Path]:
    """A folder that the server can reach and write, whoever it runs as; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="place-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def given_to_the_server(folder: Path) -> Path:
    if os.geteuid() == 0:
        shutil.chown(folder, SERVED_BY)
    return folder


@contextmanager
def started(  # noqa: PLR0913  # each is one thing to start with
    command: list[str],
    port: int,
    log: Path,
    environment: Mapping[str, str] | None = None,
    *,
    as_somebody: bool = False,
    before: Callable[[], None] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """This program, from when its port answers until the block is left."""
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=written,
            env={**os.environ, **(environment or {})},
            **_rights(as_somebody=as_somebody),
            preexec_fn=before,  # noqa: PLW1509  # started before any thread of a test
            restore_signals=before is None,
            start_new_session=True,
        )
    try:
        _wait_for(process, port, log)
        yield process
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _rights(*, as_somebody: bool) -> dict[str, Any]:
    if not as_somebody or os.geteuid() != 0:
        return {}
    return {"user": SERVED_BY, "group": pwd.getpwnam(SERVED_BY).pw_gid, "extra_groups": []}


def _wait_for(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(errors="replace")
        with socket.socket() as line:
            line.settimeout(1)
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        os.sched_yield()
    raise AssertionError(log.read_text(errors="replace"))
