"""Of two PostgreSQL servers the one that writes is killed while laptops hand over; twice."""

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Condition, Event
from time import monotonic

import pytest

from sync.errors import PlaceUnreachable
from sync.places.place import TO_TEAM, Put
from sync.places.postgres import PostgresPlace
from tests.storm.patroni import PATIENCE, Node, cluster
from tests.sync.places.contract import named
from tests.sync.places.servers_postgres import make_team

pytestmark = pytest.mark.storm

LAPTOPS = [f"{n:016x}" for n in range(20)]
LEADS = ("lead-one", "lead-two")
EACH = 500
ALL = EACH * len(LAPTOPS)
KILLED_AT = (ALL * 3 // 10, ALL * 7 // 10)


class Tally:
    """What was handed over, and when: every laptop adds to it."""

    def __init__(self) -> None:
        self._more = Condition()
        self._times: list[float] = []
        self.again = 0

    def add(self, became: Put) -> None:
        with self._more:
            self._times.append(monotonic())
            self.again += became is Put.ALREADY_THERE
            self._more.notify_all()

    def until(self, count: int) -> None:
        with self._more:
            assert self._more.wait_for(lambda: len(self._times) >= count, PATIENCE * 2)

    def __len__(self) -> int:
        return len(self._times)

    @property
    def longest_gap(self) -> float:
        """The longest time, in seconds, in which nothing at all could be handed over."""
        return max(b - a for a, b in zip(self._times, self._times[1:], strict=False))


def _sealed(device: str, chance: random.Random) -> Iterator[bytes]:
    for sequence in range(EACH):
        header = json.dumps({"device": device, "sequence": sequence}).encode()
        yield len(header).to_bytes(4) + header + chance.randbytes(chance.randrange(200, 4000))


def _header(content: bytes) -> tuple[str, int]:
    header = json.loads(content[4 : 4 + int.from_bytes(content[:4])])
    return header["device"], header["sequence"]


def _address(login: str, nodes: Sequence[Node]) -> str:
    hosts = ",".join(f"127.0.0.1:{node.port}" for node in nodes)
    return f"postgresql://{login}@{hosts}/team?target_session_attrs=read-write"


def _hand_over(address: str, contents: Sequence[bytes], tally: Tally) -> None:
    """In their order, each again until it is safe, as a laptop does."""
    place = PostgresPlace.at(address)
    for content in contents:
        deadline = monotonic() + PATIENCE
        while True:
            try:
                tally.add(place.put(TO_TEAM, named(content), content))
                break
            except PlaceUnreachable:
                assert monotonic() < deadline
                Event().wait(0.5)
    place.close()


def _collect(address: str) -> list[bytes]:
    """All there is to come, read while it comes, by a lead who asks again and again."""
    place = PostgresPlace.at(address)
    read: dict[str, bytes] = {}
    quiet = monotonic()
    while len(read) < ALL:
        assert monotonic() - quiet < PATIENCE
        try:
            for name in [e.name for e in place.names(TO_TEAM) if e.name not in read]:
                read[name] = place.get(TO_TEAM, name)
                quiet = monotonic()
        except PlaceUnreachable:
            pass
        Event().wait(0.5)
    place.close()
    return list(read.values())


def _in_order_of_arrival(node: Node) -> dict[str, list[int]]:
    arrived = defaultdict(list)
    for (content,) in node.server.as_owner(
        "SELECT content FROM golden_thread.held ORDER BY put_at"
    ):
        assert isinstance(content, bytes)
        device, sequence = _header(content)
        arrived[device].append(sequence)
    return arrived


def test_nothing_is_lost_or_doubled_when_the_server_that_writes_is_killed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(4)  # noqa: S311 - no secret
    contents = {laptop: list(_sealed(laptop, chance)) for laptop in LAPTOPS}
    everything = sorted(named(content) for own in contents.values() for content in own)
    tally = Tally()

    with cluster(tmp_path) as nodes, ThreadPoolExecutor(len(LAPTOPS) + len(LEADS)) as people:
        make_team(nodes[0].server, LAPTOPS)
        leads = [people.submit(_collect, _address(lead, nodes)) for lead in LEADS]
        for half, (writes, stands_by) in enumerate((nodes, nodes[::-1])):
            part = slice(half * EACH // 2, (half + 1) * EACH // 2)
            laptops = [
                people.submit(_hand_over, _address(laptop, nodes), own[part], tally)
                for laptop, own in contents.items()
            ]
            tally.until(KILLED_AT[half])
            writes.kill()
            assert len(tally) < (half + 1) * ALL // 2
            stands_by.until("leader")
            writes.start()  # somebody switches it on again: until then nothing is called safe
            writes.until("sync")
            for laptop in laptops:
                laptop.result()
        collected = [lead.result() for lead in leads]
        arrived = _in_order_of_arrival(nodes[0])

    with capsys.disabled():
        sys.stdout.write(f"\n{ALL} handed over by {len(LAPTOPS)} laptops, server killed twice: ")
        sys.stdout.write(f"longest gap {tally.longest_gap:.1f} s, {tally.again} there already\n")
    assert len(tally) == ALL
    assert arrived == {laptop: list(range(EACH)) for laptop in LAPTOPS}
    for read in collected:
        assert sorted(map(named, read)) == everything
