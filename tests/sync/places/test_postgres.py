import hashlib
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import psycopg
import pytest

from sync.errors import (
    Gone,
    NameTaken,
    NotThePlace,
    PlaceFull,
    PlaceRefuses,
    PlaceUnreachable,
)
from sync.places.place import RECEIPTS, ROSTERS, TO_TEAM, Box, Put, to_device
from sync.places.postgres import PostgresPlace
from tests.sync.places.contract import Opened, PlaceContract, named
from tests.sync.places.servers_postgres import Postgres, set_up, team_server
from tests.sync.places.servers_start import free_port

LAPTOP, OTHER_LAPTOP = "a" * 16, "b" * 16


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    with team_server(tmp_path_factory.mktemp("postgres")) as one:
        yield one


@pytest.fixture(autouse=True)
def _empty(server: Postgres) -> None:
    server.as_owner("TRUNCATE golden_thread.held CASCADE")


@pytest.fixture
def lead(server: Postgres) -> Iterator[PostgresPlace]:
    yield from _open(server.address("lead-one"))


@pytest.fixture
def laptop(server: Postgres) -> Iterator[PostgresPlace]:
    yield from _open(server.address(LAPTOP))


@pytest.fixture
def other_laptop(server: Postgres) -> Iterator[PostgresPlace]:
    yield from _open(server.address(OTHER_LAPTOP))


def _open(address: str) -> Iterator[PostgresPlace]:
    place = PostgresPlace.at(address)
    yield place
    place.close()


def _names(place: PostgresPlace, box: Box) -> list[str]:
    return [entry.name for entry in place.names(box)]


class TestPostgres(PlaceContract):
    @pytest.fixture
    def opened(self, server: Postgres) -> Opened:
        leads = iter(("lead-one", "lead-two") * 2)
        return lambda: PostgresPlace.at(server.address(next(leads)))


# What a laptop may


def test_a_laptop_hands_over_once_and_a_lead_reads_it(
    laptop: PostgresPlace, lead: PostgresPlace
) -> None:
    assert laptop.put(TO_TEAM, named(b"sealed"), b"sealed") is Put.NEW
    assert laptop.put(TO_TEAM, named(b"sealed"), b"sealed") is Put.ALREADY_THERE

    assert lead.get(TO_TEAM, named(b"sealed")) == b"sealed"


def test_a_laptop_reads_the_roster_and_what_is_for_itself_and_nothing_else(
    laptop: PostgresPlace, other_laptop: PostgresPlace, lead: PostgresPlace
) -> None:
    own = [(ROSTERS, "one.gtr"), (RECEIPTS, f"{LAPTOP}-1.gtc"), (to_device(LAPTOP), "one.gte")]
    others = [(RECEIPTS, f"{OTHER_LAPTOP}-1.gtc"), (to_device(OTHER_LAPTOP), "one.gte")]
    for box, name in own + others:
        lead.put(box, name, b"content")
    other_laptop.put(TO_TEAM, named(b"of another"), b"of another")
    laptop.put(TO_TEAM, named(b"my own"), b"my own")

    seen = [(box, name) for box in {box for box, _name in own} for name in _names(laptop, box)]
    assert sorted(seen) == sorted(own)
    assert [laptop.get(box, name) for box, name in own] == [b"content"] * len(own)
    assert _names(laptop, TO_TEAM) == [named(b"my own")]
    assert _names(laptop, to_device(OTHER_LAPTOP)) == []
    for box, name in [*others, (TO_TEAM, named(b"of another"))]:
        with pytest.raises(Gone):
            laptop.get(box, name)


@pytest.mark.parametrize("box", [ROSTERS, RECEIPTS, to_device(LAPTOP), to_device(OTHER_LAPTOP)])
def test_a_laptop_puts_nowhere_but_to_the_team(laptop: PostgresPlace, box: Box) -> None:
    with pytest.raises(PlaceRefuses):
        laptop.put(box, "forged.gtr", b"forged")


def test_what_another_laptop_put_is_there_already_or_its_name_is_taken(
    laptop: PostgresPlace, other_laptop: PostgresPlace
) -> None:
    other_laptop.put(TO_TEAM, named(b"sealed"), b"sealed")

    assert laptop.put(TO_TEAM, named(b"sealed"), b"sealed") is Put.ALREADY_THERE
    with pytest.raises(NameTaken):
        laptop.put(TO_TEAM, named(b"sealed"), b"other")


def test_what_a_laptop_sets_aside_stays_listed(laptop: PostgresPlace, lead: PostgresPlace) -> None:
    lead.put(to_device(LAPTOP), "bad.gtr", b"bad")

    laptop.set_aside(to_device(LAPTOP), "bad.gtr")

    assert _names(laptop, to_device(LAPTOP)) == ["bad.gtr"]


def test_a_laptop_no_longer_sees_what_a_lead_set_aside(
    laptop: PostgresPlace, lead: PostgresPlace
) -> None:
    laptop.put(TO_TEAM, named(b"bad"), b"bad")

    lead.set_aside(TO_TEAM, named(b"bad"))

    assert _names(laptop, TO_TEAM) == []


@pytest.mark.parametrize("login", [LAPTOP, "lead-one"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE golden_thread.held SET box = 'in'",
        "DELETE FROM golden_thread.held",
        "TRUNCATE golden_thread.held CASCADE",
        "DROP TABLE golden_thread.held CASCADE",
        "ALTER TABLE golden_thread.held DISABLE ROW LEVEL SECURITY",
        "UPDATE golden_thread.set_aside SET name = 'x'",
        "DELETE FROM golden_thread.set_aside",
        "TRUNCATE golden_thread.set_aside",
        "INSERT INTO golden_thread.held (box, name, content, put_by) VALUES ('in', 'x', '', 'x')",
        "INSERT INTO golden_thread.held (box, name, content, put_at) VALUES ('in', 'x', '', now())",
        "INSERT INTO golden_thread.held (box, name, content) VALUES ('in', 'taken.gte', '')"
        " ON CONFLICT (box, name) DO UPDATE SET content = ''",
        "COPY golden_thread.held TO PROGRAM 'cat'",
        "CREATE TABLE golden_thread.mine ()",
        "CREATE TABLE public.mine ()",
        "CREATE SCHEMA mine",
        "CREATE TEMPORARY TABLE mine ()",
        "SET ROLE owner",
        "SET ROLE team_owner",
        "SELECT * FROM pg_authid",
    ],
)
def test_nobody_changes_or_removes_what_is_held(
    server: Postgres, lead: PostgresPlace, login: str, statement: str
) -> None:
    lead.put(TO_TEAM, "taken.gte", b"the first")

    with (
        psycopg.connect(server.address(login)) as link,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        link.execute(statement.encode())

    assert lead.get(TO_TEAM, "taken.gte") == b"the first"


def test_a_laptop_cannot_become_a_lead_nor_set_anything_aside_by_hand(server: Postgres) -> None:
    with psycopg.connect(server.address(LAPTOP), autocommit=True) as link:
        for statement in (
            "SET ROLE golden_thread_lead",
            "INSERT INTO golden_thread.set_aside (box, name) VALUES ('in', 'x')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                link.execute(statement.encode())


def test_the_server_says_who_put_it_and_its_digest(server: Postgres, laptop: PostgresPlace) -> None:
    laptop.put(TO_TEAM, named(b"sealed"), b"sealed")

    (row,) = server.as_owner("SELECT put_by, sha256, size FROM golden_thread.held")

    assert row == (LAPTOP, hashlib.sha256(b"sealed").digest(), 6)


def test_setting_up_again_changes_nothing(server: Postgres, lead: PostgresPlace) -> None:
    lead.put(TO_TEAM, named(b"sealed"), b"sealed")

    set_up(server)

    assert _names(lead, TO_TEAM) == [named(b"sealed")]


# Leads


def test_more_than_a_page_is_listed_while_the_box_is_being_filled(
    server: Postgres, lead: PostgresPlace
) -> None:
    server.as_owner(
        "INSERT INTO golden_thread.held (box, name, content)"
        " SELECT 'in', lpad(n::text, 64, '0') || '.gte', 'x' FROM generate_series(1, 2500) n"
    )

    listed = []
    for entry in lead.names(TO_TEAM):
        lead.put(RECEIPTS, entry.name, b"receipt")
        listed.append(entry.name)

    assert len(listed) == len(set(listed)) == 2500
    assert len(_names(lead, RECEIPTS)) == 2500


def test_two_leads_at_once_read_and_set_aside_the_same(
    server: Postgres, lead: PostgresPlace
) -> None:
    contents = [f"sealed {n}".encode() for n in range(200)]
    for content in contents:
        lead.put(TO_TEAM, named(content), content)

    def read_and_set_aside(login: str) -> set[bytes]:
        place = PostgresPlace.at(server.address(login))
        read = set()
        for name in _names(place, TO_TEAM):
            try:
                read.add(place.get(TO_TEAM, name))
            except Gone:
                continue
            place.set_aside(TO_TEAM, name)
        place.close()
        return read

    with ThreadPoolExecutor(2) as leads:
        one, two = leads.map(read_and_set_aside, ("lead-one", "lead-two"))

    assert one | two == set(contents)
    assert _names(lead, TO_TEAM) == []


def test_what_was_set_aside_is_kept_with_who_did_it(server: Postgres, lead: PostgresPlace) -> None:
    lead.put(TO_TEAM, named(b"bad"), b"bad")

    lead.set_aside(TO_TEAM, named(b"bad"))

    assert lead.put(TO_TEAM, named(b"bad"), b"bad") is Put.ALREADY_THERE
    assert _names(lead, TO_TEAM) == []
    assert server.as_owner(
        "SELECT content, aside_by FROM golden_thread.held JOIN golden_thread.set_aside"
        " USING (box, name)"
    ) == [(b"bad", "lead-one")]


# Failures


def test_a_line_that_was_cut_is_out_of_reach_once_and_then_works(
    server: Postgres, laptop: PostgresPlace
) -> None:
    laptop.put(TO_TEAM, named(b"one"), b"one")
    server.hang_up_on(LAPTOP)

    with pytest.raises(PlaceUnreachable):
        laptop.put(TO_TEAM, named(b"two"), b"two")

    assert laptop.put(TO_TEAM, named(b"two"), b"two") is Put.NEW


def test_a_listing_goes_on_in_no_transaction(server: Postgres, lead: PostgresPlace) -> None:
    lead.put(TO_TEAM, named(b"one"), b"one")
    listing = lead.names(TO_TEAM)
    next(listing)

    assert server.as_owner("SELECT state FROM pg_stat_activity WHERE usename = 'lead-one'") == [
        ("idle",)
    ]


def test_a_server_that_takes_no_writes_is_out_of_reach(
    server: Postgres, lead: PostgresPlace
) -> None:
    lead.put(TO_TEAM, named(b"one"), b"one")
    server.as_owner("ALTER DATABASE team SET default_transaction_read_only = on")
    server.hang_up_on("lead-one")
    try:
        for _again in range(2):  # on the open line, then on a new one
            with pytest.raises(PlaceUnreachable):
                lead.put(TO_TEAM, named(b"two"), b"two")
    finally:
        with psycopg.connect(server.address("owner", "postgres"), autocommit=True) as link:
            link.execute("ALTER DATABASE team RESET default_transaction_read_only")

    assert lead.put(TO_TEAM, named(b"two"), b"two") is Put.NEW


def test_a_server_that_becomes_a_standby_is_left_for_the_one_that_writes(
    lead: PostgresPlace,
) -> None:
    lead.put(TO_TEAM, named(b"one"), b"one")
    assert lead._open is not None
    lead._open.execute("SET default_transaction_read_only = on")

    with pytest.raises(PlaceUnreachable):
        lead.put(TO_TEAM, named(b"two"), b"two")

    assert lead.put(TO_TEAM, named(b"two"), b"two") is Put.NEW


def test_nobody_at_the_address_is_out_of_reach() -> None:
    place = PostgresPlace.at(f"postgresql://{LAPTOP}@127.0.0.1:{free_port()}/team")

    with pytest.raises(PlaceUnreachable):
        list(place.names(TO_TEAM))


def test_the_server_that_writes_is_found_among_several(server: Postgres) -> None:
    nobody = free_port()
    place = PostgresPlace.at(
        f"postgresql://lead-one@127.0.0.1:{nobody},127.0.0.1:{server.port}/team"
        "?target_session_attrs=read-write"
    )

    assert place.put(TO_TEAM, named(b"one"), b"one") is Put.NEW
    place.close()


@pytest.mark.parametrize("login", ["stranger", "never-enrolled"])
def test_a_login_that_is_not_accepted_is_refused(server: Postgres, login: str) -> None:
    with pytest.raises(PlaceRefuses):
        list(PostgresPlace.at(server.address(login)).names(TO_TEAM))


def test_a_laptop_whose_role_was_taken_away_is_refused(
    server: Postgres, laptop: PostgresPlace
) -> None:
    laptop.put(TO_TEAM, named(b"one"), b"one")
    server.as_owner(f'REVOKE golden_thread_device FROM "{LAPTOP}"')
    try:
        with pytest.raises(PlaceRefuses):
            laptop.put(TO_TEAM, named(b"two"), b"two")
    finally:
        server.as_owner(f'GRANT golden_thread_device TO "{LAPTOP}"')


def test_a_full_disk_is_said(server: Postgres, laptop: PostgresPlace) -> None:
    server.as_owner(
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$;"
        "CREATE TRIGGER full_disk BEFORE INSERT ON golden_thread.held"
        " EXECUTE FUNCTION full_disk()"
    )
    try:
        with pytest.raises(PlaceFull):
            laptop.put(TO_TEAM, named(b"one"), b"one")
    finally:
        server.as_owner("DROP FUNCTION full_disk CASCADE")


@pytest.mark.parametrize("database", ["template1", "no_such_database"])
def test_a_database_that_is_not_the_teams_is_not_the_place(server: Postgres, database: str) -> None:
    with pytest.raises(NotThePlace):
        list(PostgresPlace.at(server.address("lead-one", database)).names(TO_TEAM))


def test_a_guest_network_is_not_the_place() -> None:
    with socket.create_server(("127.0.0.1", 0)) as portal:
        port = portal.getsockname()[1]

        def answer() -> None:
            line, _who = portal.accept()
            with line:
                line.recv(1024)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

        answering = Thread(target=answer)
        answering.start()
        with pytest.raises(NotThePlace):
            PostgresPlace.at(f"postgresql://x@127.0.0.1:{port}/team").put(TO_TEAM, "x.gte", b"x")
        answering.join()
