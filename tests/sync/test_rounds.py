"""A place that fails is remembered, tried again later, and keeps nothing else waiting."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

from hypothesis import given
from hypothesis import strategies as st

from storage.team import TeamPlace, TeamStore
from storage.vault import Vault
from sync.backoff import FIRST, LONGEST, next_try
from sync.errors import PlaceUnreachable
from sync.places.folder import FolderPlace
from sync.places.place import Place
from sync.rounds import EVERY, Round, go_round, is_due, may_be_met
from tests.sync.teams import AT, Laptop

T = TypeVar("T")


def a_round(laptop: Laptop) -> Round:
    def on_vault(action: Callable[[Vault], T]) -> T:
        return action(laptop.vault)

    def at(address: str) -> Place:
        return FolderPlace(Path(address))

    return Round(on_vault, at, lambda: AT, lambda: 0.5)


def test_a_place_out_of_reach_is_remembered_and_the_next_one_is_visited(
    laptop: Laptop, tmp_path: Path
) -> None:
    store = TeamStore(laptop.vault)
    laptop.known()
    laptop.seals()
    store.add_place(str(tmp_path / "stick that is out"), AT)

    there, out = go_round(a_round(laptop))

    assert isinstance(out.failure, PlaceUnreachable)
    assert there.visited.handed_over == 1
    failed = store.places()[1]
    assert (failed.failures, failed.last_words) == (1, PlaceUnreachable.sentence)
    assert failed.next_at == AT + FIRST / 2


def test_by_itself_a_place_is_left_alone_until_its_wait_is_over(
    laptop: Laptop, tmp_path: Path
) -> None:
    TeamStore(laptop.vault).add_place(str(tmp_path / "stick that is out"), AT)
    go_round(a_round(laptop))

    by_itself = go_round(a_round(laptop), may_be_met)
    asked_for = go_round(a_round(laptop))

    assert [m.place.address for m in by_itself] == [str(laptop.root)]
    assert len(asked_for) == 2


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True), st.floats(0, 10**6))
def test_a_wait_is_never_longer_than_six_hours_nor_shorter_than_asked(
    failures: int, chance: float, asked: float
) -> None:
    again = next_try(failures, AT, chance, asked)

    assert AT <= again <= AT + LONGEST
    assert again >= AT + min(timedelta(seconds=asked), LONGEST)


def test_waits_grow_with_each_failure() -> None:
    waits = [next_try(n, AT, 0.99) - AT for n in range(1, 12)]

    assert waits == sorted(waits)
    assert waits[0] < FIRST
    assert waits[-1] > LONGEST / 2


def test_by_itself_a_place_is_visited_again_after_a_while_or_once_its_wait_is_over() -> None:
    def a_place(last_at: datetime | None, next_at: datetime | None) -> TeamPlace:
        return TeamPlace(1, "/practice", 0, last_at, 1 if next_at else 0, next_at, "")

    assert is_due(a_place(None, None), AT)
    assert not is_due(a_place(AT, None), AT + EVERY / 2)
    assert is_due(a_place(AT, None), AT + EVERY)
    assert not is_due(a_place(AT - EVERY * 2, AT + FIRST), AT)
    assert is_due(a_place(AT, AT + FIRST), AT + FIRST)
