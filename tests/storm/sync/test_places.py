"""Envelopes from 20 laptops in bad weather, both ends ended at random: each arrives once.

`make storm` runs it; GOLDEN_THREAD_STORM_SEED draws the same chances again, and
GOLDEN_THREAD_STORM_ENVELOPES says how many, over every place. Without it, as many as each place has
been seen to bear: where one answer in three gets lost, a server takes long over each.
"""

import os
import random
import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.inbox import Inbox
from storage.outbox import Counts, Outbox
from sync.arriving import as_arrived
from sync.body import Reply, body_from_bytes
from sync.places.address import place_from
from sync.places.fhir import FhirPlace
from sync.reconcile import line_of
from tests.storm.figures import seed_of_this_storm
from tests.storm.sync.http_line import HttpLine
from tests.storm.sync.line import served
from tests.storm.sync.postgres_line import PostgresLine
from tests.storm.sync.rough_folder import FolderWeather
from tests.storm.sync.storm import Figures, Storm
from tests.storm.sync.team import Team, brings_its_rosters, copied, make_team, opened
from tests.storm.sync.weather import Weather
from tests.storm.sync.worker import said_in
from tests.sync.places import servers_postgres
from tests.sync.places.servers_apache import Apache, apache
from tests.sync.places.servers_mesh import mesh_server
from tests.sync.places.servers_node import fhir_server

pytestmark = pytest.mark.storm

ASKED_FOR = os.environ.get("GOLDEN_THREAD_STORM_ENVELOPES")
BORNE = {"a folder": 10_000, "WebDAV": 1_000, "PostgreSQL": 400, "FHIR": 200, "MESH": 200}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Team:
    return make_team(tmp_path_factory.mktemp("team"))


@pytest.fixture
def team(made: Team, tmp_path: Path) -> Team:
    return copied(made, tmp_path / "machines")


class Raging:
    """One storm over one place: its team, its weather, and what came of it."""

    def __init__(self, place: str, team: Team) -> None:
        self.team, many = team, int(ASKED_FOR or BORNE[place])
        self.figures = Figures(place, seed_of_this_storm(), many // 20 * 20)
        self.weather = Weather(random.Random(f"{self.figures.seed}/{place}/line"))  # noqa: S311

    def rages(self, addresses: dict[str, str], *, rough: bool = False) -> None:
        Storm(self.team, addresses, self.figures, rough=rough).rages()

    def everywhere(self, address: str) -> dict[str, str]:
        return {machine.device: address for machine in self.team.machines}

    def says(self) -> None:
        tally = {what.value: times for what, times in self.weather.tally.items()}
        self.figures.weather.update(tally)
        sys.stdout.write(f"\n{self.figures.lines()}")

    def each_arrived_once(self, may_be_aside: frozenset[str] = frozenset()) -> None:
        """Nothing lost, nothing doubled, in order, whole, and everybody knows it."""
        each = self.figures.envelopes // len(self.team.laptops)
        with opened(self.team.lead) as vault:
            inbox = Inbox(vault)
            assert {one.name for one in inbox.aside()} <= may_be_aside
            assert inbox.count() == self.figures.envelopes
            for laptop in self.team.laptops:
                came = inbox.arrivals(laptop.device)
                line = line_of([as_arrived(one) for one in came])
                assert (line.through, line.gaps, line.forks) == (each, (), ())
                assert len({one.incarnation for one in came}) == 1
                assert [one.sequence for one in came] == list(range(1, each + 1))
                assert [_words(inbox.body(one.digest)) for one in came] == [
                    said_in(laptop.device, number) for number in range(1, each + 1)
                ]
        for laptop in self.team.laptops:
            with opened(laptop) as vault:
                assert Outbox(vault).counts() == Counts(0, 0, each, 0, None)


def _words(body: bytes) -> str:
    reply = body_from_bytes(body)
    assert isinstance(reply, Reply)
    return reply.words


@contextmanager
def _told(raging: Raging, capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    with capsys.disabled():
        try:
            yield
        finally:
            raging.says()


def test_a_folder(team: Team, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raging, root = Raging("a folder", team), tmp_path / "share"
    root.mkdir()
    brings_its_rosters(team.lead, str(root), place_from(str(root)))
    files = FolderWeather(root, tmp_path / "away", raging.weather.chance)
    with _told(raging, capsys):
        files.start()
        try:
            raging.rages(raging.everywhere(str(root)), rough=True)
        finally:
            files.end()
            raging.weather.tally.update(files.tally)

    raging.each_arrived_once(frozenset(files.doubles | files.halves))


def test_webdav(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    raging = Raging("WebDAV", team)
    with apache() as server, _told(raging, capsys):
        server.root("storm")
        inside = f"http://localhost:{server.clear_port}".encode()

        def line(port: int) -> HttpLine:
            outside = f"https://localhost:{port}".encode()
            return HttpLine(raging.weather, server.clear_port, outside, inside)

        calm = server.address("storm")
        brings_its_rosters(team.lead, calm, place_from(calm))
        with served(line, ends_tls(server)) as port:
            raging.rages(raging.everywhere(server.address("storm", port=port)))

    raging.each_arrived_once()


def ends_tls(server: Apache) -> ssl.SSLContext:
    """The server's own certificate, asking for the laptops'."""
    files = server.folder / "good"
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=files / "root.crt")
    context.load_cert_chain(files / "server.crt", files / "server.key")
    context.verify_mode = ssl.CERT_REQUIRED
    return context


def test_postgresql(team: Team, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raging = Raging("PostgreSQL", team)
    server = servers_postgres.Postgres(tmp_path / "server")
    server.make()
    server.start()
    try:
        logins = {m.device: m.device for m in team.laptops} | {team.lead.device: "lead-one"}
        servers_postgres.make_team(server, (m.device for m in team.laptops))
        calm = server.address("lead-one")
        brings_its_rosters(team.lead, calm, place_from(calm))
        with (
            _told(raging, capsys),
            served(lambda _: PostgresLine(raging.weather, server.port)) as port,
        ):
            raging.rages(
                {
                    device: f"postgresql://{login}@127.0.0.1:{port}/team?sslmode=disable"
                    for device, login in logins.items()
                }
            )
        (stored,) = server.as_owner("SELECT count(*) FROM golden_thread.held WHERE box = 'in'")
    finally:
        server.stop()

    assert stored == (raging.figures.envelopes,)
    raging.each_arrived_once()


def test_fhir(team: Team, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The server was probed before, as at enrolment: a bad line would be taken for a bad server."""
    raging = Raging("FHIR", team)
    settings = tmp_path / "fhir.toml"
    settings.write_text(f'state = "{tmp_path / "state"}"\n')
    with fhir_server() as inside, _told(raging, capsys):
        calm = f"fhir+http://127.0.0.1:{inside}/storm?settings={settings}"
        place = FhirPlace.at(calm)
        place.capability()
        brings_its_rosters(team.lead, calm, place)

        def line(port: int) -> HttpLine:
            outside, server = (f"http://127.0.0.1:{one}".encode() for one in (port, inside))
            return HttpLine(raging.weather, inside, outside, server)

        with served(line) as port:
            address = f"fhir+http://127.0.0.1:{port}/storm?settings={settings}"
            raging.rages(raging.everywhere(address))

    raging.each_arrived_once()


def test_mesh(team: Team, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twenty laptops share one mailbox and its folder, as those of one organisation do."""
    raging = Raging("MESH", team)
    with mesh_server() as server, _told(raging, capsys):
        theirs, ours = tmp_path / "laptops", tmp_path / "team"
        calm = server.address(ours, mailbox="X26ABC2", to="X26ABC1")
        brings_its_rosters(team.lead, calm, place_from(calm))
        inside = f"http://127.0.0.1:{server.port}".encode()

        def line(port: int) -> HttpLine:
            return HttpLine(
                raging.weather, server.port, f"http://127.0.0.1:{port}".encode(), inside
            )

        with served(line) as port:

            def through(address: str) -> str:
                return address.replace(str(server.port), str(port))

            addresses = raging.everywhere(through(server.address(theirs)))
            raging.rages(addresses | {team.lead.device: through(calm)})

    raging.each_arrived_once()
