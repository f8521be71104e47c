"""On a line that breaks, what got no answer is asked again; on a silent one it is not."""

from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest

from storage.inbox import Inbox
from storage.outbox import Outbox
from sync.asked_again import asked_again
from sync.errors import PlaceUnreachable
from sync.places.again import TIMES
from sync.places.folder import FolderPlace
from sync.places.place import MOST_BYTES, TO_TEAM, Box, Put
from tests.sync.teams import Laptop


class Breaking(FolderPlace):
    """A folder on a line that lets only so many answers through, and then breaks, time and again.

    `lost` says of each reading in turn whether its answer is lost.
    """

    def __init__(self, root: Path, lost: Iterator[bool], retry_after: float | None = None) -> None:
        super().__init__(root)
        self._lost, self._retry_after = lost, retry_after
        self.asked = 0

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        self.asked += 1
        content = super().get(box, name, most)
        if next(self._lost):
            raise PlaceUnreachable(self._retry_after)
        return content


class TakesNothing(FolderPlace):
    """A folder on a line over which nothing can be put."""

    def put(self, box: Box, name: str, content: bytes) -> Put:  # noqa: ARG002
        raise PlaceUnreachable


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    FolderPlace(tmp_path).put(TO_TEAM, "a.gte", b"sealed")
    return tmp_path


def test_an_answer_that_comes_in_the_end_is_given(kept: Path) -> None:
    place = Breaking(kept, chain(repeat(True, TIMES - 1), repeat(False)))
    assert asked_again(place).get(TO_TEAM, "a.gte") == b"sealed"


def test_nobody_is_asked_for_ever(kept: Path) -> None:
    place = Breaking(kept, repeat(True))
    with pytest.raises(PlaceUnreachable):
        asked_again(place).get(TO_TEAM, "a.gte")
    assert place.asked == TIMES


def test_who_asks_for_a_wait_is_not_asked_again(kept: Path) -> None:
    place = Breaking(kept, repeat(True), retry_after=120)
    with pytest.raises(PlaceUnreachable):
        asked_again(place).get(TO_TEAM, "a.gte")
    assert place.asked == 1


def test_what_came_before_the_line_broke_is_kept(laptop: Laptop, lead: Laptop, root: Path) -> None:
    for _ in range(3):
        laptop.seals()
    laptop.visits()

    with pytest.raises(PlaceUnreachable):
        lead.visits(Breaking(root, chain(repeat(False, 2), repeat(True))))

    assert Inbox(lead.vault).count() == 2


def test_what_a_visit_took_in_that_ended_early_is_told_before_more_is_taken_in(
    laptop: Laptop, lead: Laptop, root: Path
) -> None:
    laptop.seals()
    laptop.visits()
    with pytest.raises(PlaceUnreachable):
        lead.visits(TakesNothing(root))
    laptop.seals()
    laptop.visits()

    with pytest.raises(PlaceUnreachable):
        lead.visits(Breaking(root, repeat(True)))
    laptop.visits()

    assert Inbox(lead.vault).count() == 1
    assert Outbox(laptop.vault).counts().confirmed == 1
