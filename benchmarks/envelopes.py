"""Envelopes to a folder and into a lead's inbox, beside PouchDB replicating to its own server.

Ours: 1,000 summaries of 2 kB, each sealed to two keys, signed, kept in an encrypted vault, put into
a folder with a flush each; collected, believed, opened, kept; a signed receipt given and read.
Theirs: 1,000 documents of 2 kB put into a local PouchDB and replicated to a PouchDB server; then
replicated down into another. Theirs is neither encrypted nor signed. They take turns.
"""

import json
import os
import resource
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks._figures import taking_turns, tell, verdict
from forms.people import Practitioner
from storage.audit import About
from storage.outbox import Outbox
from storage.team import TeamPlace, TeamStore
from storage.vault import Vault
from sync.body import Reply
from sync.enrolment import found_team, invite, join, read_invitation, read_request, request
from sync.membership import must_be_joined
from sync.outgoing import seal_each_for_team
from sync.places.folder import FolderPlace
from sync.visit import Visit, visit

T = TypeVar("T")
ENVELOPES, BYTES, ROUNDS = 1000, 2000, 3
NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
HERE = Path(__file__).parent / "pouch"
PEER = Path(__file__).parents[1] / ".venv" / "peers" / "pouch"


def main() -> int:
    """Measure, print, and say by the exit code whether the promise holds."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        os.environ["GOLDEN_THREAD_HOME"] = str(folder / "home")
        up, down = [], []
        theirs_up, theirs_down = [], []
        with a_server(folder) as server:
            for number in range(ROUNDS + 1):
                sent, received = ours(folder / f"ours-{number}")
                theirs = replicated(server, folder / f"theirs-{number}")
                if number:  # the first only warms up
                    up.append(sent)
                    down.append(received)
                    theirs_up.append(theirs["up"])
                    theirs_down.append(theirs["down"])
        tell("ours: sealed, sent, confirmed", up)
        tell("PouchDB: put and replicated up", theirs_up)
        tell("ours: collected, receipt given", down)
        tell("PouchDB: replicated down", theirs_down)
        growth = growing(folder / "growing")
        print(f"our memory at its highest: {most_memory():.0f} MiB")
    kept = [
        verdict("up: ours / PouchDB", middle(up) / middle(theirs_up), 1.0),
        verdict("down: ours / PouchDB", middle(down) / middle(theirs_down), 1.0),
        verdict("an envelope among 100,000 waiting / among 1,000", growth, 1.5),
    ]
    return 0 if all(kept) else 1


def ours(folder: Path) -> tuple[float, float]:
    """Milliseconds up (sealed, put, receipt read) and down (collected, receipt given)."""
    lead, laptop, share = a_team(folder)
    started = time.perf_counter()
    seal(laptop, ENVELOPES)
    visits(laptop, share)
    sealed_and_sent = time.perf_counter() - started
    started = time.perf_counter()
    visits(lead, share)
    received = time.perf_counter() - started
    started = time.perf_counter()
    visits(laptop, share)
    confirmed = time.perf_counter() - started
    if Outbox(laptop).counts().confirmed != ENVELOPES:
        raise AssertionError
    lead.close()
    laptop.close()
    return (sealed_and_sent + confirmed) * 1000, received * 1000


def growing(folder: Path) -> float:
    """How much dearer one more envelope is when 100,000 wait than when 1,000 do, in turns."""
    vaults = []
    for waiting in (1_000, 100_000):
        _, laptop, _ = a_team(folder / str(waiting))
        while Outbox(laptop).counts().waiting < waiting:
            seal(laptop, 1000)
        vaults.append(laptop)
    few, many = taking_turns(101, *(partial(one_more, one) for one in vaults))
    tell("one more, with 1,000 waiting", few)
    tell("one more, with 100,000 waiting", many)
    for vault in vaults:
        vault.close()
    return middle(many) / middle(few)


def one_more(laptop: Vault) -> None:
    """Seal one, and ask for the next to hand over."""
    seal(laptop, 1)
    Outbox(laptop).waiting(1)


def a_team(folder: Path) -> tuple[Vault, Vault, Path]:
    """A lead's vault, an enrolled laptop's, and the folder where they meet."""
    share = folder / "share"
    share.mkdir(parents=True)
    vaults = []
    for name in ("lead", "laptop"):
        who = Practitioner(f"Practice {name}", "Health visitor", "Practice team")
        vaults.append((Vault.create(folder / name, who, "practice kettle lantern"), who))
    (lead, lead_is), (laptop, laptop_is) = vaults
    found_team(lead, lead_is, "Practice team", NOW)
    visits(lead, share)
    _, asked = request(laptop, laptop_is)
    _, invitation = invite(lead, read_request(asked))
    join(laptop, read_invitation(laptop, invitation), NOW)
    visits(lead, share)
    return lead, laptop, share


def seal(vault: Vault, many: int) -> None:
    """Seal so many bodies of 2 kB in one transaction, as their bulk put is one."""
    body = Reply(to="0" * 32, answer="waiting", words="x" * (BYTES - 120), alternative="")
    seal_each_for_team(vault, must_be_joined(vault), ((body, About()),) * many, NOW)


def visits(vault: Vault, share: Path) -> None:
    """One visit to the folder."""

    def on_vault(action: Callable[[Vault], T]) -> T:
        return action(vault)

    store = TeamStore(vault)
    store.add_place(str(share), NOW)
    known: TeamPlace = store.places()[0]
    visit(Visit(on_vault, FolderPlace(share), known, lambda: NOW))


@contextmanager
def a_server(folder: Path) -> Iterator[str]:
    """PouchDB's own server, on this machine alone."""
    install_peer()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = folder / "server"
    data.mkdir()
    program = PEER / "node_modules" / ".bin" / "pouchdb-server"
    words: list[str | Path] = [program, "--host", "127.0.0.1", "--port", str(port), "--dir", data]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(words, stdout=log, stderr=log, cwd=folder)
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()


def install_peer() -> None:
    """Their packages, at the versions and hashes of the lock file, once."""
    if not (PEER / "node_modules" / ".bin" / "pouchdb-server").exists():
        PEER.mkdir(parents=True, exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, PEER / name)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=PEER, check=True)  # noqa: S607
    shutil.copy(HERE / "replicate.cjs", PEER / "replicate.cjs")


def wait_for(port: int) -> None:
    """Until somebody answers there."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError


def replicated(server: str, folder: Path) -> dict[str, float]:
    """Milliseconds of one round of theirs."""
    folder.mkdir()
    words: list[str | Path] = [
        "node",
        PEER / "replicate.cjs",
        server,
        str(ENVELOPES),
        str(BYTES),
        "2",
        str(folder),
    ]
    told = subprocess.run(words, check=True, capture_output=True, cwd=PEER).stdout
    warm: dict[str, float] = json.loads(told)["figures"][-1]
    return warm


def middle(times: list[float]) -> float:
    return statistics.median(times)


def most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
