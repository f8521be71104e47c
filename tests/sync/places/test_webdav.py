from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.errors import (
    Gone,
    NameTaken,
    NoSuchPlace,
    NotThePlace,
    PlaceFull,
    PlaceRefuses,
    PlaceUnreachable,
    TooLarge,
)
from sync.places.place import TO_TEAM, Entry, Put
from sync.places.webdav import ASIDE, WebdavPlace
from tests.sync.places.contract import Opened, PlaceContract, named
from tests.sync.places.servers_apache import Apache, apache
from tests.sync.places.servers_line import breaking_line, silent_server
from tests.sync.places.servers_start import free_port, given_to_the_server


@pytest.fixture(scope="module")
def server() -> Iterator[Apache]:
    with apache() as running:
        yield running


@pytest.fixture
def root(server: Apache, tmp_path: Path) -> Path:
    return server.root(tmp_path.name)


@pytest.fixture
def place(server: Apache, root: Path) -> Iterator[WebdavPlace]:
    one = WebdavPlace.at(server.address(root.name))
    yield one
    one.close()


@pytest.fixture
def box(root: Path) -> Path:
    (root / TO_TEAM).mkdir()
    return given_to_the_server(root / TO_TEAM)


class TestWebdav(PlaceContract):
    @pytest.fixture
    def opened(self, server: Apache, root: Path) -> Opened:
        return lambda: WebdavPlace.at(server.address(root.name))


@pytest.mark.parametrize(
    ("root_of_url", "failure"),
    [
        ("full", PlaceFull),
        ("read-only", PlaceRefuses),
        ("shut", PlaceRefuses),
        ("sign-in", PlaceRefuses),
        ("busy", PlaceUnreachable),
        ("mended", PlaceUnreachable),
        ("elsewhere", NotThePlace),
        ("portal", NotThePlace),
        ("lying", NotThePlace),
        ("short", PlaceUnreachable),
        ("mistyped", NotThePlace),
    ],
)
def test_what_a_server_answers_has_its_own_words(
    server: Apache, root_of_url: str, failure: type[Exception]
) -> None:
    place = WebdavPlace.at(server.address(root_of_url))

    with pytest.raises(failure):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
    place.close()


@pytest.mark.parametrize(("root_of_url", "wait"), [("busy", 120), ("mended", None)])
def test_the_wait_a_server_asks_for_is_told(
    server: Apache, root_of_url: str, wait: float | None
) -> None:
    place = WebdavPlace.at(server.address(root_of_url))

    with pytest.raises(PlaceUnreachable) as failure:
        list(place.names(TO_TEAM))
    place.close()
    assert failure.value.retry_after == wait


@pytest.mark.parametrize("root_of_url", ["foreign", "outside", "entities", "page"])
def test_a_listing_of_something_else_is_refused(server: Apache, root_of_url: str) -> None:
    place = WebdavPlace.at(server.address(root_of_url))

    with pytest.raises(NotThePlace):
        list(place.names(TO_TEAM))
    place.close()


@pytest.mark.parametrize("root_of_url", ["mistyped", "portal", "elsewhere"])
def test_what_is_not_the_place_is_not_an_empty_one(server: Apache, root_of_url: str) -> None:
    place = WebdavPlace.at(server.address(root_of_url))

    with pytest.raises(NotThePlace):
        list(place.names(TO_TEAM))
    with pytest.raises(NotThePlace):
        place.get(TO_TEAM, named(b"sealed"))
    place.close()


def test_a_revoked_certificate_is_refused(server: Apache, root: Path) -> None:
    place = WebdavPlace.at(server.address(root.name, certificate="revoked"))

    with pytest.raises(PlaceRefuses):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
    place.close()
    assert list(root.iterdir()) == []


def test_a_server_of_another_authority_is_told_nothing(server: Apache, root: Path) -> None:
    place = WebdavPlace.at(server.address(root.name, ca="other"))

    with pytest.raises(NotThePlace):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
    place.close()
    assert list(root.iterdir()) == []


def test_a_server_that_speaks_no_tls_is_not_the_place(server: Apache, root: Path) -> None:
    place = WebdavPlace.at(server.address(root.name, port=server.clear_port))

    with pytest.raises(NotThePlace):
        list(place.names(TO_TEAM))
    place.close()


def test_no_proxy_of_the_environment_is_asked(
    server: Apache, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{free_port()}")
    place = WebdavPlace.at(server.address(root.name))

    assert place.put(TO_TEAM, named(b"sealed"), b"sealed") is Put.NEW
    place.close()


def test_sizes_are_listed_and_files_still_being_written_are_not(
    place: WebdavPlace, box: Path
) -> None:
    (box / "half.gte.part").write_bytes(b"half")
    (box / "whole.gte").write_bytes(b"whole")

    assert list(place.names(TO_TEAM)) == [Entry("whole.gte", 5)]


def test_nothing_half_written_is_left_where_the_name_is_taken(
    place: WebdavPlace, box: Path
) -> None:
    place.put(TO_TEAM, "taken.gte", b"the first")
    with pytest.raises(NameTaken):
        place.put(TO_TEAM, "taken.gte", b"the other")

    assert [file.name for file in box.iterdir()] == ["taken.gte"]


@pytest.mark.parametrize("name", ["a b.gte", "100%.gte", "é.gte", "q?a#b.gte", "\udcff.gte"])
def test_a_strangers_name_is_listed_as_it_is_and_can_be_set_aside(
    place: WebdavPlace, root: Path, box: Path, name: str
) -> None:
    (box / name).write_bytes(b"stranger")

    assert [entry.name for entry in place.names(TO_TEAM)] == [name]
    place.set_aside(TO_TEAM, name)

    assert list(place.names(TO_TEAM)) == []
    assert [file.name for file in (root / ASIDE).iterdir()] == [name]


def test_a_folder_is_listed_but_is_no_file(place: WebdavPlace, box: Path) -> None:
    (box / "folder.gte").mkdir()

    assert [entry.name for entry in place.names(TO_TEAM)] == ["folder.gte"]
    with pytest.raises(Gone):
        place.get(TO_TEAM, "folder.gte")


def test_two_of_one_name_are_both_kept_aside(place: WebdavPlace, root: Path) -> None:
    for content in (b"first", b"second"):
        place.put(TO_TEAM, "same.gte", content)
        place.set_aside(TO_TEAM, "same.gte")

    assert {file.read_bytes() for file in (root / ASIDE).iterdir()} == {b"first", b"second"}


def test_where_files_may_not_be_moved_they_stay_listed(server: Apache) -> None:
    box = server.root("not-aside/in")
    (box / "bad.gte").write_bytes(b"bad")
    place = WebdavPlace.at(server.address("not-aside"))

    place.set_aside(TO_TEAM, "bad.gte")

    assert [entry.name for entry in place.names(TO_TEAM)] == ["bad.gte"]
    place.close()


def test_no_more_than_asked_for_is_read_where_no_size_is_told(server: Apache) -> None:
    with breaking_line(server.port, most_down=1_000_000) as line:
        place = WebdavPlace.at(server.address("endless", port=line.port))
        with pytest.raises(TooLarge):
            place.get(TO_TEAM, "large.gte", most=1000)
        place.close()


@pytest.mark.parametrize("most_up", [5_000, 100_000])
def test_a_line_that_breaks_is_out_of_reach_and_nothing_gets_the_name(
    server: Apache, root: Path, place: WebdavPlace, most_up: int
) -> None:
    content = b"x" * 500_000
    with breaking_line(server.port, most_up=most_up) as line:
        cut = WebdavPlace.at(server.address(root.name, port=line.port))
        with pytest.raises(PlaceUnreachable):
            cut.put(TO_TEAM, named(content), content)
        cut.close()

    assert list(place.names(TO_TEAM)) == []
    assert place.put(TO_TEAM, named(content), content) is Put.NEW


def test_an_answer_that_breaks_off_is_out_of_reach_and_may_be_asked_again(
    server: Apache, root: Path, place: WebdavPlace
) -> None:
    content = b"x" * 500_000
    place.put(TO_TEAM, named(content), content)
    with breaking_line(server.port, most_down=100_000) as line:
        cut = WebdavPlace.at(server.address(root.name, port=line.port))
        with pytest.raises(PlaceUnreachable):
            cut.get(TO_TEAM, named(content))
        assert [entry.size for entry in cut.names(TO_TEAM)] == [len(content)]
        cut.close()


def test_nobody_there_is_out_of_reach(server: Apache) -> None:
    place = WebdavPlace.at(server.address("team", port=free_port()))

    with pytest.raises(PlaceUnreachable):
        list(place.names(TO_TEAM))
    place.close()


def test_one_who_says_nothing_is_not_waited_for(server: Apache) -> None:
    with silent_server() as port:
        place = WebdavPlace.at(server.address("team", port=port), patience=0.2)

        with pytest.raises(PlaceUnreachable):
            list(place.names(TO_TEAM))
        place.close()


def test_a_key_that_cannot_be_read_is_no_address(server: Apache) -> None:
    (server.folder / "good" / "odd.key").write_bytes(b"a secret that is no key")
    (server.folder / "good" / "odd.crt").write_bytes(b"no certificate")

    with pytest.raises(NoSuchPlace) as failure:
        WebdavPlace.at(server.address("team", certificate="odd"))
    assert "secret" not in f"{failure.value} {failure.value.__cause__}"
