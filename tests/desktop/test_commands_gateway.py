"""The gateway as a program: ended at random moments, stopped when asked, and looked at."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from sync.places.folder import FolderPlace
from sync.places.mesh import MeshPlace
from sync.places.place import TO_TEAM
from tests.sync.places.contract import named
from tests.sync.places.servers_bad_fhir import Fault, bad_fhir
from tests.sync.places.servers_mesh import mesh_server
from tests.sync.places.servers_node import fhir_server
from tests.sync.places.servers_start import PATIENCE, free_port, started

SEED = 20260302
SEALED = {named(c): c for c in (b"sealed %d" % n for n in range(60))}


def gateway(config: Path, *more: str) -> list[str]:
    start = "import sys; from desktop.commands import main; sys.exit(main())"
    return [sys.executable, "-c", start, "gateway", "--config", str(config), *more]


def configured(folder: Path, target: str, port: int = 9) -> Path:
    """A gateway from a folder with all of SEALED in it to this target."""
    source = folder / "source"
    source.mkdir()
    place = FolderPlace(source)
    for name, content in SEALED.items():
        place.put(TO_TEAM, name, content)
    file = folder / "gateway.toml"
    file.write_text(
        f'state = "{folder / "state"}"\nport = {port}\nevery = 0.05\n'
        f'[[relay]]\nname = "to-team"\nsource = "{source}"\ntarget = "{target}"\nboxes = ["in"]\n'
    )
    return file


def killed_until_done(config: Path, handed: Callable[[], int]) -> None:
    """Start the gateway and end it, each time when some more was handed; the last runs through."""
    chance = random.Random(SEED)  # noqa: S311
    for _ in range(4):
        until = min(handed() + chance.randint(1, 12), len(SEALED))
        with subprocess.Popen(gateway(config), stderr=subprocess.DEVNULL) as running:
            while handed() < until:
                assert running.poll() is None
                os.sched_yield()
            running.kill()
    assert subprocess.run(gateway(config, "--once"), check=False).returncode == 0


def journal_lines(folder: Path) -> int:
    journal = folder / "state" / "journal"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def test_killed_at_random_nothing_is_lost_or_doubled_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    config = configured(tmp_path, str(tmp_path / "target"))

    killed_until_done(config, lambda: journal_lines(tmp_path))

    place = FolderPlace(tmp_path / "target")
    listed = [entry.name for entry in place.names(TO_TEAM)]
    assert {name: place.get(TO_TEAM, name) for name in listed} == SEALED


def test_killed_at_random_nothing_is_lost_or_doubled_over_mesh(tmp_path: Path) -> None:
    with mesh_server() as server:
        config = configured(tmp_path, server.address(tmp_path / "ours"))

        killed_until_done(config, lambda: journal_lines(tmp_path))

        lead = server.address(tmp_path / "theirs", "X26ABC2", "X26ABC1")
        with closing(MeshPlace.at(lead)) as place:
            listed = [entry.name for entry in place.names(TO_TEAM)]
            assert sorted(listed) == sorted(SEALED)
            assert {name: place.get(TO_TEAM, name) for name in listed} == SEALED


def test_killed_at_random_nothing_is_lost_or_doubled_in_a_fhir_server(tmp_path: Path) -> None:
    settings = tmp_path / "fhir.toml"
    settings.write_text(f'state = "{tmp_path / "fhir"}"\n')
    with fhir_server() as port:
        config = configured(tmp_path, f"fhir+http://127.0.0.1:{port}/r4?settings={settings}")

        killed_until_done(config, lambda: journal_lines(tmp_path))

        query = "DocumentReference?status=current&_count=1000"
        found = httpx.get(f"http://127.0.0.1:{port}/r4/{query}").json()["entry"]
    values = [one["resource"]["identifier"][0]["value"] for one in found]
    assert sorted(values) == sorted(f"in/{name}" for name in SEALED)


def test_it_answers_on_this_computer_and_stops_when_asked(tmp_path: Path) -> None:
    (tmp_path / "target").mkdir()
    port = free_port()
    config = configured(tmp_path, str(tmp_path / "target"), port)
    with started(gateway(config), port, tmp_path / "log") as running:
        health = _health_when_ok(port)
        metrics = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        assert httpx.get(f"http://127.0.0.1:{port}/other").status_code == 404
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0

    assert health["relays"]["to-team"]["waiting"] == 0
    assert 'golden_thread_gateway_handed_total{relay="to-team"} 60' in metrics.splitlines()


def _health_when_ok(port: int) -> dict[str, dict[str, dict[str, int]]]:
    deadline = time.monotonic() + PATIENCE
    while (answer := httpx.get(f"http://127.0.0.1:{port}/health")).status_code != 200:
        assert json.loads(answer.text)["status"] == "trouble"
        assert time.monotonic() < deadline, answer.text
    told: dict[str, dict[str, dict[str, int]]] = answer.json()
    return told


@pytest.mark.parametrize(
    ("target", "code", "said"),
    [("{tmp}/nowhere", 1, "cannot be reached"), ("gopher://x/", 2, "not the address")],
)
def test_what_fails_is_said_in_a_sentence(
    tmp_path: Path, target: str, code: int, said: str
) -> None:
    config = configured(tmp_path, target.format(tmp=tmp_path))

    ended = subprocess.run(gateway(config, "--once"), capture_output=True, text=True, check=False)

    assert (ended.returncode, said in ended.stderr) == (code, True)
    assert "Traceback" not in ended.stderr


def test_a_configuration_that_cannot_be_understood_ends_with_2(tmp_path: Path) -> None:
    ended = subprocess.run(
        gateway(tmp_path / "none.toml"), capture_output=True, text=True, check=False
    )

    assert (ended.returncode, "cannot be read" in ended.stderr) == (2, True)


@pytest.mark.parametrize(
    ("faults", "code", "said"),
    [(set(), 0, "can be used"), ({Fault.CHANGES_WHAT_IT_KEEPS}, 1, "something else")],
)
def test_a_probe_says_what_a_server_can_do(
    tmp_path: Path, faults: set[Fault], code: int, said: str
) -> None:
    settings = tmp_path / "fhir.toml"
    settings.write_text(f'state = "{tmp_path / "fhir"}"\n')
    with bad_fhir(*faults) as (port, _):
        config = configured(tmp_path, f"fhir+http://127.0.0.1:{port}/r4?settings={settings}")
        ended = subprocess.run(
            gateway(config, "--probe"), capture_output=True, text=True, check=False
        )

    assert (ended.returncode, said in ended.stdout) == (code, True)
