from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from mesh_client import MeshClient

from sync.errors import NameTaken, NoSuchPlace, NotThePlace, PlaceRefuses, PlaceUnreachable
from sync.places.mesh import MeshPlace
from sync.places.place import ROSTERS, TO_TEAM, Put
from tests.sync.places.contract import Opened, PlaceContract, named
from tests.sync.places.servers_mesh import WORKFLOW, MeshServer, mesh_server
from tests.sync.places.servers_portal import captive_portal
from tests.sync.places.servers_start import free_port
from tests.sync.teams import Laptop


@pytest.fixture(scope="module")
def running() -> Iterator[MeshServer]:
    with mesh_server() as server:
        yield server


@pytest.fixture
def server(running: MeshServer) -> MeshServer:
    """With empty mailboxes."""
    assert httpx.delete(f"{running.url}/messageexchange/admin/reset").status_code < 300
    return running


@pytest.fixture
def client(server: MeshServer) -> Iterator[MeshClient]:
    with MeshClient(server.url, "X26ABC1", "password", shared_key=b"TestKey") as one:
        yield one


@pytest.fixture
def ours(server: MeshServer, tmp_path: Path) -> Iterator[MeshPlace]:
    with closing(MeshPlace.at(server.address(tmp_path / "ours"))) as place:
        yield place


@pytest.fixture
def theirs(server: MeshServer, tmp_path: Path) -> Iterator[MeshPlace]:
    address = server.address(tmp_path / "theirs", mailbox="X26ABC2", to="X26ABC1")
    with closing(MeshPlace.at(address)) as place:
        yield place


class TestMesh(PlaceContract):
    """One mailbox that sends to itself: two programs of one gateway share its folder."""

    @pytest.fixture
    def opened(self, server: MeshServer, tmp_path: Path) -> Opened:
        return lambda: MeshPlace.at(server.address(tmp_path / "state", to="X26ABC1"))


def test_what_one_organisation_sends_the_other_reads_and_mesh_forgets(
    ours: MeshPlace, theirs: MeshPlace, server: MeshServer
) -> None:
    ours.put(TO_TEAM, named(b"sealed"), b"sealed")

    assert [entry.name for entry in theirs.names(TO_TEAM)] == [named(b"sealed")]
    assert theirs.get(TO_TEAM, named(b"sealed")) == b"sealed"
    with MeshClient(server.url, "X26ABC2", "password", shared_key=b"TestKey") as mailbox:
        assert mailbox.list_messages() == []


def test_a_lead_finds_the_rosters_that_were_sent(
    lead: Laptop, ours: MeshPlace, tmp_path: Path
) -> None:
    there = replace(lead, root=tmp_path / "mesh")
    first = there.visits(ours)

    assert there.visits(ours).roster == first.roster


def test_a_message_sent_twice_is_one_envelope(
    ours: MeshPlace, theirs: MeshPlace, server: MeshServer, tmp_path: Path
) -> None:
    ours.put(TO_TEAM, named(b"sealed"), b"sealed")
    (tmp_path / "ours" / "sent" / "in" / named(b"sealed")).unlink()  # as if it ended just before
    assert ours.put(TO_TEAM, named(b"sealed"), b"sealed") is Put.NEW
    with MeshClient(server.url, "X26ABC2", "password", shared_key=b"TestKey") as mailbox:
        assert len(mailbox.list_messages()) == 2

    assert [entry.name for entry in theirs.names(TO_TEAM)] == [named(b"sealed")]


def test_what_was_sent_is_known_after_a_restart(
    ours: MeshPlace, server: MeshServer, tmp_path: Path
) -> None:
    ours.put(TO_TEAM, named(b"sealed"), b"sealed")

    with closing(MeshPlace.at(server.address(tmp_path / "ours"))) as again:
        assert again.put(TO_TEAM, named(b"sealed"), b"sealed") is Put.ALREADY_THERE
        with pytest.raises(NameTaken):
            again.put(TO_TEAM, named(b"sealed"), b"other")


def test_what_was_not_collected_is_told_and_can_be_sent_again(
    ours: MeshPlace, server: MeshServer
) -> None:
    name = named(b"sealed")
    ours.put(TO_TEAM, name, b"sealed")
    assert list(ours.returned([TO_TEAM])) == []
    server.says_not_collected("X26ABC1", f"{WORKFLOW}_IN", f"in/{name}")

    assert list(ours.returned([TO_TEAM])) == [(TO_TEAM, name)]
    assert ours.put(TO_TEAM, name, b"sealed") is Put.NEW
    assert list(ours.returned([TO_TEAM])) == []


def test_what_is_for_somebody_else_stays_in_the_mailbox(
    ours: MeshPlace, client: MeshClient
) -> None:
    client.send_message("X26ABC1", b"a discharge", workflow_id="DISCHARGES", filename="a.gte")

    assert list(ours.names(TO_TEAM)) == []
    assert len(client.list_messages()) == 1


@pytest.mark.parametrize("name", ["../../escape", "", "A Name.gte"])
def test_a_name_that_is_not_ours_is_kept_aside(
    ours: MeshPlace, client: MeshClient, tmp_path: Path, name: str
) -> None:
    client.send_message(
        "X26ABC1", b"odd", workflow_id=f"{WORKFLOW}_IN", filename=name, subject="in"
    )

    assert list(ours.names(TO_TEAM)) == []
    aside = list((tmp_path / "ours" / "spool" / "quarantine").iterdir())
    assert [file.read_bytes() for file in aside] == [b"odd"]
    assert client.list_messages() == []


def test_two_contents_under_one_name_are_both_kept(
    ours: MeshPlace, client: MeshClient, tmp_path: Path
) -> None:
    for content in (b"first", b"second"):
        client.send_message(
            "X26ABC1", content, workflow_id=f"{WORKFLOW}_ROSTER", filename="7.gtr", subject="roster"
        )

    assert ours.get(ROSTERS, "7.gtr") == b"first"
    aside = list((tmp_path / "ours" / "spool" / "quarantine").iterdir())
    assert [file.read_bytes() for file in aside] == [b"second"]


def test_a_wrong_key_is_refused(server: MeshServer, tmp_path: Path) -> None:
    with closing(MeshPlace.at(server.address(tmp_path / "x", key="wrong"))) as place:
        with pytest.raises(PlaceRefuses):
            place.put(TO_TEAM, named(b"sealed"), b"sealed")
        with pytest.raises(PlaceRefuses):
            list(place.names(TO_TEAM))


def test_nobody_there_is_out_of_reach_and_a_portal_is_not_mesh(tmp_path: Path) -> None:
    nobody = MeshServer(free_port(), tmp_path)
    with (
        closing(MeshPlace.at(nobody.address(tmp_path / "x"))) as place,
        pytest.raises(PlaceUnreachable),
    ):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")

    with captive_portal() as port:
        address = MeshServer(port, tmp_path).address(tmp_path / "x")
        with closing(MeshPlace.at(address)) as place:
            with pytest.raises(NotThePlace):
                place.put(TO_TEAM, named(b"sealed"), b"sealed")
            with pytest.raises(NotThePlace):
                list(place.names(TO_TEAM))


def test_an_address_must_be_safe_and_whole(server: MeshServer, tmp_path: Path) -> None:
    good = server.address(tmp_path / "x")

    for bad in (
        good.replace("127.0.0.1", "mesh.example"),
        good.replace("mesh+http:", "mesh+https:"),  # without a certificate
        good.split("?", maxsplit=1)[0],
        good + "&password=secret",
    ):
        with pytest.raises(NoSuchPlace):
            MeshPlace.at(bad)
