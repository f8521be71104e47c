from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.errors import PlaceRefuses, PlaceUnreachable
from sync.gateway import EVERY_DEVICE, Relay, Standing, relay_once, scheduled
from sync.gateway_config import ConfigRefused, read_config
from sync.gateway_journal import Event, Journal
from sync.places.folder import ASIDE, FolderPlace
from sync.places.mesh import MeshPlace
from sync.places.place import MOST_BYTES, RECEIPTS, TO_TEAM, Box, to_device
from tests.sync.places.contract import named
from tests.sync.places.servers_mesh import WORKFLOW, mesh_server
from tests.sync.test_envelope import an_envelope

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FRESH = Standing("to-team", NOON)


def never() -> bool:
    return False


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with closing(Journal(tmp_path / "journal")) as one:
        yield one


@pytest.fixture
def relay(tmp_path: Path) -> Relay:
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
    ours, theirs = FolderPlace(tmp_path / "ours"), FolderPlace(tmp_path / "theirs")
    return Relay("to-team", ours, theirs, (TO_TEAM,))


def names(relay: Relay, box: Box = TO_TEAM) -> set[str]:
    return {entry.name for entry in relay.target.names(box)}


def test_what_is_new_is_handed_over_once(relay: Relay, journal: Journal, tmp_path: Path) -> None:
    contents = {named(c): c for c in (b"one", b"two", b"three")}
    for name, content in contents.items():
        relay.source.put(TO_TEAM, name, content)

    first = relay_once(relay, journal, FRESH, never)
    (tmp_path / "theirs" / "in" / named(b"one")).unlink()  # imported, and moved away by its reader
    second = relay_once(relay, journal, first, never)

    assert (first.handed, second.handed) == (3, 3)
    assert names(relay) == contents.keys() - {named(b"one")}


def test_a_bad_file_is_set_aside_and_the_rest_flow(
    relay: Relay, journal: Journal, tmp_path: Path
) -> None:
    relay.source.put(TO_TEAM, named(b"first"), b"first")
    box = tmp_path / "ours" / "in"
    (box / named(b"promised")).write_bytes(b"something else")
    (box / "Notes of somebody.txt").write_bytes(b"hello")
    (box / "a-link.gte").symlink_to(tmp_path / "journal")
    with (box / named(b"huge")).open("wb") as huge:
        huge.truncate(MOST_BYTES + 1)
    relay.source.put(TO_TEAM, named(b"last"), b"last")

    after = relay_once(relay, journal, FRESH, never)

    assert (after.handed, after.aside, after.waiting) == (2, 4, 0)
    assert names(relay) == {named(b"first"), named(b"last")}
    assert len(list((tmp_path / "ours" / ASIDE).iterdir())) == 4


def test_a_name_that_is_taken_over_there_is_set_aside(relay: Relay, journal: Journal) -> None:
    relay.source.put(TO_TEAM, "a.gtr", b"one")
    relay.target.put(TO_TEAM, "a.gtr", b"other")

    assert relay_once(relay, journal, FRESH, never).aside == 1
    assert relay.target.get(TO_TEAM, "a.gtr") == b"other"


def test_it_ends_between_two_files_when_asked_to(relay: Relay, journal: Journal) -> None:
    for content in (b"one", b"two", b"three"):
        relay.source.put(TO_TEAM, named(content), content)
    answers = iter((False, False, True))

    after = relay_once(relay, journal, FRESH, lambda: next(answers))

    assert (after.handed, after.waiting, len(names(relay))) == (2, 1, 2)
    assert scheduled(after, NOON, timedelta(seconds=30), 0.5).whole is None


def test_a_place_that_is_away_is_tried_again_later_and_nothing_is_lost(
    relay: Relay, journal: Journal, tmp_path: Path
) -> None:
    relay.source.put(TO_TEAM, named(b"one"), b"one")
    (tmp_path / "theirs").rename(tmp_path / "away")

    after = relay_once(relay, journal, FRESH, never)
    assert isinstance(after.trouble, PlaceUnreachable)
    (tmp_path / "away").rename(tmp_path / "theirs")

    assert relay_once(relay, journal, after, never).trouble is None
    assert names(relay) == {named(b"one")}


def test_waits_grow_and_obey_what_was_asked() -> None:
    every = timedelta(seconds=30)

    def failed(failures: int, retry_after: float | None = None) -> Standing:
        trouble = PlaceUnreachable(retry_after)
        before = Standing("r", NOON, failures=failures, trouble=trouble)
        return scheduled(before, NOON, every, chance=0.5)

    assert failed(0).due < failed(1).due < failed(4).due
    assert failed(0, retry_after=3600).due == NOON + timedelta(hours=1)
    refused = scheduled(Standing("r", NOON, trouble=PlaceRefuses()), NOON, every, 0.5)
    assert (refused.failures, refused.whole) == (1, None)
    assert scheduled(Standing("r", NOON, failures=7), NOON, every, 0.5).failures == 0


def test_replies_go_back_to_each_laptop_that_was_heard_of(relay: Relay, journal: Journal) -> None:
    sealed = an_envelope()
    back = Relay("back", relay.target, relay.source, (RECEIPTS, EVERY_DEVICE))
    theirs = to_device(sealed.link.device)
    relay.source.put(TO_TEAM, sealed.name, sealed.content)
    relay.target.put(theirs, named(b"reply"), b"reply")
    relay.target.put(RECEIPTS, "1.gtr", b"receipt")

    relay_once(back, journal, FRESH, never)
    assert names(back, theirs) == set()
    relay_once(relay, journal, FRESH, never)
    relay_once(back, journal, FRESH, never)

    assert names(back, theirs) == {named(b"reply")}
    assert names(back, RECEIPTS) == {"1.gtr"}


def test_a_line_cut_off_at_the_end_never_was(tmp_path: Path) -> None:
    file = tmp_path / "journal"
    with closing(Journal(file)) as one:
        one.add(Event.HANDED, "r", "in/a.gte")
        one.add(Event.HANDED, "r", "in/b.gte")
    file.write_bytes(file.read_bytes()[:-3])

    with closing(Journal(file)) as again:
        assert again.is_done("r", "in/a.gte")
        assert not again.is_done("r", "in/b.gte")
        again.add(Event.HANDED, "r", "in/c.gte")
    with closing(Journal(file)) as third:
        assert third.is_done("r", "in/c.gte")
        assert not third.is_done("other", "in/c.gte")


@pytest.mark.usefixtures("journal")
def test_two_gateways_do_not_share_a_journal(tmp_path: Path) -> None:
    with pytest.raises(BlockingIOError):
        Journal(tmp_path / "journal")


def test_what_mesh_says_was_not_collected_is_sent_again(
    relay: Relay, journal: Journal, tmp_path: Path
) -> None:
    with (
        mesh_server() as server,
        closing(MeshPlace.at(server.address(tmp_path / "mesh"))) as mesh,
        closing(MeshPlace.at(server.address(tmp_path / "lead", "X26ABC2", "X26ABC1"))) as lead,
    ):
        outward = Relay("to-team", relay.source, mesh, (TO_TEAM,))
        relay.source.put(TO_TEAM, named(b"sealed"), b"sealed")
        first = relay_once(outward, journal, FRESH, never)
        again = relay_once(outward, journal, first, never)
        assert (again.handed, again.returned) == (1, 0)

        server.says_not_collected("X26ABC1", f"{WORKFLOW}_IN", f"in/{named(b'sealed')}")
        last = relay_once(outward, journal, again, never)

        assert (last.handed, last.returned) == (2, 1)
        assert [entry.name for entry in lead.names(TO_TEAM)] == [named(b"sealed")]


def test_a_configuration_is_read_strictly_and_never_repeated(tmp_path: Path) -> None:
    file = tmp_path / "gateway.toml"
    relay = '[[relay]]\nname = "a"\nsource = "/x"\ntarget = "/y"\nboxes = ["in"]\n'
    good = f'state = "{tmp_path}"\nport = 9311\n{relay}'
    file.write_text(good)
    assert read_config(file).relay[0].boxes == ["in"]

    for bad, said in (
        (good.replace('"in"', '"sekret"'), "relay.0.boxes.0"),
        (good.replace("9311", '"sekret"'), "port"),
        (good + 'sekret = "sekret"\n', "not permitted"),
        (good + relay, "same name"),
        ("sekret", "not TOML"),
    ):
        file.write_text(bad)
        with pytest.raises(ConfigRefused, match=said) as refused:
            read_config(file)
        assert '"sekret"' not in str(refused.value)
    with pytest.raises(ConfigRefused, match="cannot be read"):
        read_config(tmp_path / "none.toml")
