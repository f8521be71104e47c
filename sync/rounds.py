"""A round: each of the team's places visited once, what failed remembered, nothing waited for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from storage.team import TeamPlace, TeamStore
from storage.vault import Vault
from sync.backoff import next_try
from sync.errors import KnownSyncFailure, PlaceUnreachable
from sync.membership import must_be_joined
from sync.places.place import Place
from sync.visit import OnVault, Visit, Visited, visit


@dataclass(frozen=True, slots=True)
class Met:
    """What came of one place: what was done, or why nothing more was."""

    place: TeamPlace
    visited: Visited
    failure: KnownSyncFailure | None


@dataclass(frozen=True, slots=True)
class Round:
    """What a round needs. `chance` gives a number in [0, 1) for the wait after a failure."""

    on_vault: OnVault
    place_at: Callable[[str], Place]
    clock: Callable[[], datetime]
    chance: Callable[[], float]
    told: Callable[[Visited], None] = lambda _so_far: None
    go_on: Callable[[], bool] = lambda: True


def go_round(r: Round, *, even_if_waiting: bool = True) -> tuple[Met, ...]:
    """Visit every place; `even_if_waiting` those too whose wait after a failure is not over.

    A place that fails does not keep the next from being visited. Raises NotInATeam.
    """
    r.on_vault(must_be_joined)
    places = r.on_vault(lambda vault: TeamStore(vault).places())
    now = r.clock()
    due = [p for p in places if even_if_waiting or p.next_at is None or p.next_at <= now]
    return tuple(_meet(r, place) for place in due if r.go_on())


def _meet(r: Round, known: TeamPlace) -> Met:
    so_far = Visited()

    def told(done: Visited) -> None:
        nonlocal so_far
        so_far = done
        r.told(done)

    try:
        place = r.place_at(known.address)
        try:
            done = visit(Visit(r.on_vault, place, known, r.clock, told, r.go_on))
        finally:
            place.close()
    except KnownSyncFailure as failure:
        r.on_vault(partial(_failed, r=r, known=known, failure=failure))
        return Met(replace(known, failures=known.failures + 1), so_far, failure)
    return Met(known, done, None)


def _failed(vault: Vault, r: Round, known: TeamPlace, failure: KnownSyncFailure) -> None:
    asked = failure.retry_after if isinstance(failure, PlaceUnreachable) else None
    again = next_try(known.failures + 1, r.clock(), r.chance(), asked)
    TeamStore(vault).place_failed(known.number, failure.sentence, again)
