import hashlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from sync.errors import NoSuchPlace, NotThePlace, PlaceUnreachable
from sync.places.fhir import SEEN, FhirPlace
from sync.places.fhir_probe import Capability, ServerUnfit, read_capability
from sync.places.place import TO_TEAM, Put
from tests.sync.places.contract import Opened, PlaceContract, named
from tests.sync.places.servers_bad_fhir import Fault, bad_fhir
from tests.sync.places.servers_node import SCOPE, fhir_server, token_server
from tests.sync.places.servers_portal import captive_portal
from tests.sync.places.servers_start import free_port


def base_of(state: Path) -> str:
    """A base of its own for each test: the server keeps another store under each."""
    return hashlib.sha256(str(state).encode()).hexdigest()[:12]


def address(port: int, state: Path, more: str = "") -> str:
    """The place of this server, with its settings in a file beside `state`."""
    file = state.with_name(f"{state.name}.toml")
    file.write_text(f'state = "{state}"\n{more}')
    return f"fhir+http://127.0.0.1:{port}/{base_of(state)}?settings={file}"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with fhir_server() as running:
        yield running


class TestFhir(PlaceContract):
    @pytest.fixture
    def opened(self, port: int, tmp_path: Path) -> Opened:
        return lambda: FhirPlace.at(address(port, tmp_path / "state"))


class TestFhirThatChoosesItsOwnIds(PlaceContract):
    @pytest.fixture
    def opened(self, tmp_path: Path) -> Iterator[Opened]:
        with bad_fhir(Fault.NO_NEW_IDS) as (port, _):
            yield lambda: FhirPlace.at(address(port, tmp_path / "state"))


def test_a_server_in_memory_is_seen_as_it_is(port: int, tmp_path: Path) -> None:
    with closing(FhirPlace.at(address(port, tmp_path / "state"))) as place:
        seen = place.capability()

    assert seen == Capability(
        reads_back=True,
        puts_new=True,
        guards_updates=True,
        creates_once=True,
        creates_once_together=True,
        rolls_back=False,
    )
    assert seen.refusal is None
    assert len(seen.notes) == 1
    assert read_capability(tmp_path / "state" / SEEN) == seen


def test_probes_are_not_listed_and_are_marked_as_entered_in_error(
    port: int, tmp_path: Path
) -> None:
    with closing(FhirPlace.at(address(port, tmp_path / "state"))) as place:
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
        assert [entry.name for entry in place.names(TO_TEAM)] == [named(b"sealed")]

    base = base_of(tmp_path / "state")
    found = httpx.get(f"http://127.0.0.1:{port}/{base}/DocumentReference?status=current").json()
    assert len(found["entry"]) == 1


@pytest.mark.parametrize(
    ("faults", "rule"),
    [
        ({Fault.IGNORES_IF_MATCH}, "guards_updates"),
        ({Fault.MAKES_TWO}, "creates_once"),
        ({Fault.MAKES_TWO}, "creates_once_together"),
        ({Fault.NO_NEW_IDS}, "puts_new"),
        ({Fault.CHANGES_WHAT_IT_KEEPS}, "reads_back"),
        (set(), "rolls_back"),
    ],
)
def test_a_broken_rule_is_seen(faults: set[Fault], rule: str, tmp_path: Path) -> None:
    with (
        bad_fhir(*faults) as (port, _),
        closing(FhirPlace.at(address(port, tmp_path / "x"))) as one,
    ):
        assert one.capability().model_dump()[rule] is False


@pytest.mark.parametrize(
    "faults", [{Fault.NO_NEW_IDS, Fault.MAKES_TWO}, {Fault.CHANGES_WHAT_IT_KEEPS}]
)
def test_a_server_that_would_lose_or_double_gets_nothing(
    faults: set[Fault], tmp_path: Path
) -> None:
    with bad_fhir(*faults) as (port, kept):
        with closing(FhirPlace.at(address(port, tmp_path / "state"))) as place:
            assert place.capability().refusal
            before = len(kept.resources)

            with pytest.raises(ServerUnfit):
                place.put(TO_TEAM, named(b"sealed"), b"sealed")

        assert len(kept.resources) == before


def test_where_a_stale_update_is_taken_nothing_is_set_aside(tmp_path: Path) -> None:
    with (
        bad_fhir(Fault.IGNORES_IF_MATCH) as (port, _),
        closing(FhirPlace.at(address(port, tmp_path / "state"))) as place,
    ):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
        place.set_aside(TO_TEAM, named(b"sealed"))

        assert [entry.name for entry in place.names(TO_TEAM)] == [named(b"sealed")]
        assert "stale" in " ".join(place.capability().notes)


def test_two_where_there_may_be_one_is_said(tmp_path: Path) -> None:
    with (
        bad_fhir(Fault.NO_NEW_IDS) as (port, kept),
        closing(FhirPlace.at(address(port, tmp_path / "state"))) as place,
    ):
        place.capability()
        kept.faults |= {Fault.RACES}

        with pytest.raises(ServerUnfit):
            place.put(TO_TEAM, named(b"one"), b"one")


@pytest.mark.parametrize("fault", [Fault.HIDES_THE_REST, Fault.LEADS_AWAY])
def test_a_listing_that_is_not_whole_is_no_listing(fault: Fault, tmp_path: Path) -> None:
    with (
        bad_fhir() as (port, kept),
        closing(FhirPlace.at(address(port, tmp_path / "state"))) as place,
    ):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
        kept.faults = frozenset({fault})

        with pytest.raises(NotThePlace):
            list(place.names(TO_TEAM))


def test_nobody_there_is_out_of_reach_and_a_portal_is_no_server(tmp_path: Path) -> None:
    with (
        closing(FhirPlace.at(address(free_port(), tmp_path / "x"))) as place,
        pytest.raises(PlaceUnreachable),
    ):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")

    with captive_portal() as port, closing(FhirPlace.at(address(port, tmp_path / "x"))) as place:
        with pytest.raises(NotThePlace):
            place.put(TO_TEAM, named(b"sealed"), b"sealed")
        assert not (tmp_path / "x" / SEEN).exists()


def test_a_token_goes_with_every_request(port: int, tmp_path: Path) -> None:
    with token_server() as issuer:
        more = (
            f'[token]\nurl = "{issuer.token_url}"\nclient_id = "gateway"\nscope = "{SCOPE}"\n'
            f'key_id = "one"\nkey = "{issuer.key_file()}"\n'
        )
        with closing(FhirPlace.at(address(port, tmp_path / "state", more))) as place:
            assert place.put(TO_TEAM, named(b"sealed"), b"sealed") is Put.NEW

        assert httpx.get(f"{issuer.url}/count").json() == {"handedOut": 1}


def test_an_address_must_be_safe_and_whole(tmp_path: Path) -> None:
    good = address(8080, tmp_path / "state")

    for bad in (
        good.replace("127.0.0.1", "fhir.example"),
        good.replace("fhir+http:", "fhir+https:"),  # with neither token nor certificate
        good.split("?", maxsplit=1)[0],
        address(8080, tmp_path / "state", 'unknown = "x"\n'),
    ):
        with pytest.raises(NoSuchPlace):
            FhirPlace.at(bad)
