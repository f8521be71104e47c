"""A round: each of the team's places visited once, what failed remembered, nothing waited for."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from storage.team import TeamPlace, TeamStore
from storage.vault import Vault
from sync.asked_again import asked_again
from sync.backoff import next_try
from sync.errors import KnownSyncFailure, PlaceUnreachable
from sync.membership import must_be_joined
from sync.places.place import Place
from sync.visit import OnVault, Visit, Visited, visit

EVERY = timedelta(minutes=15)
"""How often a place that answers is visited by itself."""


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


def every_place(_place: TeamPlace, _now: datetime) -> bool:
    """A person wants it now: also where the wait after a failure is not over."""
    return True


def may_be_met(place: TeamPlace, now: datetime) -> bool:
    """Something is to be sent: every place but those whose wait after a failure is not over."""
    return place.next_at is None or place.next_at <= now


def is_due(place: TeamPlace, now: datetime) -> bool:
    """By itself: a wait that is over, or a place not visited for a while."""
    if place.next_at is not None:
        return place.next_at <= now
    return place.last_at is None or now - place.last_at >= EVERY


def go_round(
    r: Round, which: Callable[[TeamPlace, datetime], bool] = every_place
) -> tuple[Met, ...]:
    """Visit these places, each once. Raises NotInATeam.

    A place that fails does not keep the next from being visited.
    """
    r.on_vault(must_be_joined)
    places = r.on_vault(lambda vault: TeamStore(vault).places())
    now = r.clock()
    return tuple(_meet(r, place) for place in places if which(place, now) and r.go_on())


def _meet(r: Round, known: TeamPlace) -> Met:
    so_far = Visited()

    def told(done: Visited) -> None:
        nonlocal so_far
        so_far = done
        r.told(done)

    try:
        place = r.place_at(known.address)
        try:
            again = asked_again(place)
            done = visit(Visit(r.on_vault, again, known, r.clock, told, r.go_on))
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
