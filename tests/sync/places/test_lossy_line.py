"""Where four answers of five are lost, what a place was asked is done all the same, and once."""

import random
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path

import pytest

from sync.places.again import TIMES
from sync.places.fhir import FhirPlace
from sync.places.mesh import MeshPlace
from sync.places.place import TO_TEAM, Place
from sync.places.webdav import WebdavPlace
from tests.storm.sync.http_line import HttpLine
from tests.storm.sync.line import served
from tests.storm.sync.test_places import ends_tls
from tests.storm.sync.weather import Weather
from tests.sync.places.contract import named
from tests.sync.places.servers_apache import apache
from tests.sync.places.servers_mesh import mesh_server
from tests.sync.places.servers_node import fhir_server

SEALED = (b"one", b"two", b"three")


class AlmostNothingComesBack(Weather):
    """Every question arrives; of the answers only each fifth does."""

    def __init__(self) -> None:
        super().__init__(random.Random(0))  # noqa: S311 - no secret
        self._lost = cycle([True] * (TIMES - 1) + [False])

    def cuts_request(self) -> bool:
        return False

    def cuts_reply(self) -> bool:
        return next(self._lost)

    def delay(self) -> float:
        return 0.0

    def doubles(self) -> bool:
        return False

    def late(self) -> None:
        return None


def _takes_each_once(place: Place) -> None:
    for content in SEALED:
        place.put(TO_TEAM, named(content), content)
    _holds_each_once(place)


def _holds_each_once(place: Place) -> None:
    assert sorted(entry.name for entry in place.names(TO_TEAM)) == sorted(map(named, SEALED))
    assert [place.get(TO_TEAM, named(content)) for content in SEALED] == list(SEALED)


@contextmanager
def _over_the_line(inside: int) -> Iterator[int]:
    def line(port: int) -> HttpLine:
        outside, server = (f"http://127.0.0.1:{one}".encode() for one in (port, inside))
        return HttpLine(AlmostNothingComesBack(), inside, outside, server)

    with served(line) as port:
        yield port


def test_webdav() -> None:
    with apache() as server:
        root = server.root("lossy")

        def line(port: int) -> HttpLine:
            outside, inside = f"https://localhost:{port}", f"http://localhost:{server.clear_port}"
            return HttpLine(
                AlmostNothingComesBack(), server.clear_port, outside.encode(), inside.encode()
            )

        with (
            served(line, ends_tls(server)) as port,
            closing(WebdavPlace.at(server.address("lossy", port=port))) as place,
        ):
            _takes_each_once(place)
        assert len(list((root / TO_TEAM).iterdir())) == len(SEALED), "a part was left behind"


def test_fhir(tmp_path: Path) -> None:
    settings = tmp_path / "fhir.toml"
    settings.write_text(f'state = "{tmp_path / "state"}"\n')
    with fhir_server() as inside:
        with closing(FhirPlace.at(f"fhir+http://127.0.0.1:{inside}/a?settings={settings}")) as calm:
            calm.capability()
        with (
            _over_the_line(inside) as port,
            closing(FhirPlace.at(f"fhir+http://127.0.0.1:{port}/a?settings={settings}")) as place,
        ):
            _takes_each_once(place)


@pytest.mark.expects_logs  # urllib3 warns of a head that broke off
def test_mesh_brings_all_that_waits(tmp_path: Path) -> None:
    with mesh_server() as server:
        with closing(MeshPlace.at(server.address(tmp_path / "ours"))) as ours:
            for content in SEALED:
                ours.put(TO_TEAM, named(content), content)
        address = server.address(tmp_path / "theirs", mailbox="X26ABC2", to="X26ABC1")
        with _over_the_line(server.port) as port:
            lossy = address.replace(str(server.port), str(port))
            with closing(MeshPlace.at(lossy)) as theirs:
                _holds_each_once(theirs)
