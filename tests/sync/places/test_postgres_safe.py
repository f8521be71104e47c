"""What PostgreSQL's place takes for safe: whom it speaks to, and when something is handed over."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.outbox import Outbox
from sync.errors import NoSuchPlace, NotThePlace, PlaceRefuses, PlaceUnreachable
from sync.places.place import TO_TEAM, Put
from sync.places.postgres import PostgresPlace
from tests.sync.places.certificates import make_certificates
from tests.sync.places.contract import named
from tests.sync.places.servers_postgres import Postgres, team_server
from tests.sync.teams import Laptop

LAPTOP = "a" * 16
SEALED = b"sealed"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    with team_server(tmp_path_factory.mktemp("postgres")) as one:
        yield one


@pytest.fixture(autouse=True)
def _empty(server: Postgres) -> None:
    server.as_owner("TRUNCATE golden_thread.held CASCADE")


def _secure(server: Postgres, files: Path, login: str, host: str = "localhost") -> str:
    own = f"&sslcert={files}/{login}.crt&sslkey={files}/{login}.key"
    address = server.address(login, host=host)
    return f"{address}?sslmode=verify-full&sslrootcert={files}/root.crt{own}"


@pytest.fixture
def files(server: Postgres) -> Path:
    return server.folder.parent / "files"


# Whom it speaks to


def test_a_laptop_is_known_by_its_certificate_alone(server: Postgres, files: Path) -> None:
    place = PostgresPlace.at(_secure(server, files, "certified"))

    assert place.put(TO_TEAM, named(SEALED), SEALED) is Put.NEW
    place.close()
    assert server.as_owner("SELECT put_by FROM golden_thread.held") == [("certified",)]


def test_a_certificate_that_was_taken_back_is_refused(server: Postgres, files: Path) -> None:
    with pytest.raises(PlaceRefuses):
        PostgresPlace.at(_secure(server, files, "revoked")).put(TO_TEAM, named(SEALED), SEALED)


def test_another_laptops_name_is_refused(server: Postgres, files: Path) -> None:
    address = _secure(server, files, "certified").replace("//certified@", "//revoked@")

    with pytest.raises(PlaceRefuses):
        PostgresPlace.at(address).put(TO_TEAM, named(SEALED), SEALED)


def test_without_a_certificate_it_is_refused(server: Postgres, files: Path) -> None:
    bare = server.address("certified", host="localhost")

    with pytest.raises(PlaceRefuses):
        list(PostgresPlace.at(f"{bare}?sslrootcert={files}/root.crt").names(TO_TEAM))


def test_a_server_of_another_authority_is_not_the_place(
    server: Postgres, files: Path, tmp_path: Path
) -> None:
    others = make_certificates(tmp_path / "others")
    address = _secure(server, files, "certified")

    with pytest.raises(NotThePlace):
        list(
            PostgresPlace.at(address.replace(f"{files}/root.crt", f"{others}/root.crt")).names(
                TO_TEAM
            )
        )


def test_a_server_of_another_name_is_not_the_place(server: Postgres, files: Path) -> None:
    with pytest.raises(NotThePlace):
        list(PostgresPlace.at(_secure(server, files, "certified", "127.0.0.1")).names(TO_TEAM))


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://a@db.example/team?sslmode=require&sslrootcert=/root.crt",
        "postgresql://a@db.example/team?sslmode=verify-ca&sslrootcert=/root.crt",
        "postgresql://a@db.example/team?sslmode=disable",
        "postgresql://a@db.example/team?sslmode=prefer",
        "postgresql://a@db.example/team",
        "postgresql://a@127.0.0.1,db.example/team?sslmode=prefer",
        "postgresql://a@127.0.0.1/team?hostaddr=192.0.2.1",
        "postgresql://a@localhost/team",
        "postgresql://a@127.0.0.1:5432,127.0.0.1:5433/team?target_session_attrs=any",
        "postgresql://a:secret@127.0.0.1/team",
        "postgresql://a@127.0.0.1/team?service=other",
        "postgresql://a@127.0.0.1/team?options=-csearch_path%3Dother",
        "postgresql://a@127.0.0.1/team?passfile=relative",
        "postgresql://a@/team",
        "postgresql://a@127.0.0.1/",
        "postgresql://a@127.0.0.1/team?nonsense=1",
        "postgresql://a@[::1/team",
    ],
)
def test_an_address_that_is_not_safe_or_not_ours_is_no_place(address: str) -> None:
    with pytest.raises(NoSuchPlace) as refused:
        PostgresPlace.at(address)

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://a@127.0.0.1/team",
        "postgresql://a@[::1]:5433/team",
        "postgresql://a@%2Frun%2Fpostgresql/team",
        "postgresql://a@db.example/team?sslrootcert=/root.crt",
        "postgresql://a@one.example,two.example:6432/team?sslmode=verify-full&sslrootcert=/root.crt"
        "&sslcert=/a.crt&sslkey=/a.key&target_session_attrs=read-write",
    ],
)
def test_an_address_that_is_safe_is_a_place(address: str) -> None:
    PostgresPlace.at(address).close()


def test_a_team_visits_with_no_more_rights_than_each_has(
    server: Postgres, lead: Laptop, laptop: Laptop, tmp_path: Path
) -> None:
    device = laptop.joined.keys.device
    server.as_owner(f'CREATE ROLE "{device}" LOGIN IN ROLE golden_thread_device')
    lead.root = laptop.root = tmp_path / "another place"
    of_lead = PostgresPlace.at(server.address("lead-one"))
    of_laptop = PostgresPlace.at(server.address(device))

    lead.visits(of_lead)
    for _each in range(3):
        laptop.seals()

    assert laptop.visits(of_laptop).handed_over == 3
    assert lead.visits(of_lead).took_in == 3
    laptop.visits(of_laptop)
    assert Outbox(laptop.vault).counts().confirmed == 3
    of_lead.close()
    of_laptop.close()


# When it is handed over


@contextmanager
def _standby_away(server: Postgres) -> Iterator[None]:
    """Commits wait for a standby that never comes."""
    server.as_owner("ALTER SYSTEM SET synchronous_standby_names = 'away'", "postgres")
    server.as_owner("SELECT pg_reload_conf()", "postgres")
    try:
        yield
    finally:
        server.as_owner("ALTER SYSTEM RESET synchronous_standby_names", "postgres")
        server.as_owner("SELECT pg_reload_conf()", "postgres")


def _until_it_waits(server: Postgres, put: "Future[Put]") -> None:
    waiting = "SELECT usename FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
    while (LAPTOP,) not in server.as_owner(waiting):
        assert not put.done()


@pytest.mark.parametrize("end", ["pg_cancel_backend", "pg_terminate_backend"])
def test_it_is_not_handed_over_until_the_standby_has_it(server: Postgres, end: str) -> None:
    place = PostgresPlace.at(server.address(LAPTOP))
    with ThreadPoolExecutor(1) as laptop, _standby_away(server):
        for _first_then_again in range(2):  # the second time the row is there, and still not safe
            put = laptop.submit(place.put, TO_TEAM, named(SEALED), SEALED)
            _until_it_waits(server, put)
            server.as_owner(
                f"SELECT {end}(pid) FROM pg_stat_activity WHERE usename = '{LAPTOP}'"  # noqa: S608 - the same
            )
            with pytest.raises(PlaceUnreachable):
                put.result()

    assert place.put(TO_TEAM, named(SEALED), SEALED) is Put.ALREADY_THERE
    place.close()


def test_nobody_waits_for_a_standby_for_ever(server: Postgres) -> None:
    place = PostgresPlace(server.address(LAPTOP), patience=0.5)

    with _standby_away(server), pytest.raises(PlaceUnreachable):
        place.put(TO_TEAM, named(SEALED), SEALED)

    place.close()


def test_a_login_that_was_told_not_to_wait_waits(server: Postgres) -> None:
    server.as_owner(f'ALTER ROLE "{LAPTOP}" SET synchronous_commit = off')
    place = PostgresPlace(server.address(LAPTOP), patience=0.5)
    try:
        with _standby_away(server), pytest.raises(PlaceUnreachable):
            place.put(TO_TEAM, named(SEALED), SEALED)
    finally:
        server.as_owner(f'ALTER ROLE "{LAPTOP}" RESET synchronous_commit')
        place.close()
