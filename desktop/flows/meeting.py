"""Meeting the team from the window: one round at a time, paused, ended, and by itself.

Used on the thread that may wait for a network; whatever touches the vault goes through `ask`.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Protocol, TypeVar

from desktop.flows.opened import Clock
from storage.outbox import Outbox
from storage.team import TeamPlace, TeamStore
from storage.vault import Vault
from sync.errors import RoundEnded
from sync.membership import joined
from sync.places.address import place_from
from sync.places.place import Place
from sync.rounds import Met, Round, every_place, go_round, is_due, may_be_met
from sync.visit import Visited

T = TypeVar("T")


class Ask(Protocol):
    """Does a piece of work on the vault's thread and waits for what it gives."""

    def __call__(self, work: Callable[[], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a round has come; `of`: how many waited when it began."""

    sent: int = 0
    of: int = 0
    took_in: int = 0


class MeetingFlow:
    """Rounds of one open vault. `pause` and `end` may be called on any thread."""

    def __init__(
        self,
        vault: Vault,
        ask: Ask,
        clock: Clock,
        place_at: Callable[[str], Place] = place_from,
    ) -> None:
        self._vault, self._ask, self._clock, self._place_at = vault, ask, clock, place_at
        self._ended, self._paused = Event(), Event()
        self._was_away: set[str] = set()

    def pause(self) -> None:
        """Stop after the file that is under way; nothing is lost by it."""
        self._paused.set()

    def go_on(self) -> None:
        self._paused.clear()

    def end(self) -> None:
        """The vault is being locked: a round under way ends, and nothing more reaches the vault."""
        self._ended.set()

    def now(self, told: Callable[[Progress], None]) -> tuple[Met, ...]:
        """Meet the team everywhere, because somebody asked. Raises NotInATeam, RoundEnded."""
        return self._round(every_place, told)

    def after_sending(self, told: Callable[[Progress], None]) -> tuple[Met, ...]:
        """Meet the team wherever no wait after a failure is under way."""
        return self._round(may_be_met, told) if self._on_vault(_is_in_team) else ()

    def by_itself(self, told: Callable[[Progress], None]) -> tuple[Met, ...]:
        """Meet the team where it is due, or where a folder that was away is there again."""
        if self._paused.is_set() or not self._on_vault(_is_in_team):
            return ()
        places = self._on_vault(lambda vault: TeamStore(vault).places())
        folders = [p.address for p in places if "://" not in p.address]
        away = {address for address in folders if not Path(address).expanduser().is_dir()}
        back, self._was_away = self._was_away - away, away

        def which(place: TeamPlace, now: datetime) -> bool:
            return place.address in back or is_due(place, now)

        now = self._clock()
        return self._round(which, told) if any(which(place, now) for place in places) else ()

    def _round(
        self, which: Callable[[TeamPlace, datetime], bool], told: Callable[[Progress], None]
    ) -> tuple[Met, ...]:
        waiting = self._on_vault(lambda vault: Outbox(vault).counts().waiting)
        before, here = Progress(of=waiting), Progress()

        def visited(done: Visited) -> None:
            nonlocal before, here
            if done.handed_over < here.sent or done.took_in < here.took_in:  # the next place
                before = _sum(before, here)
            here = Progress(done.handed_over, 0, done.took_in)
            told(_sum(before, here))

        chance = secrets.SystemRandom().random
        return go_round(
            Round(self._on_vault, self._place_at, self._clock, chance, visited, self._may_go_on),
            which,
        )

    def _may_go_on(self) -> bool:
        return not (self._paused.is_set() or self._ended.is_set())

    def _on_vault(self, action: Callable[[Vault], T]) -> T:
        def act() -> T:
            if self._ended.is_set():
                raise RoundEnded
            return action(self._vault)

        if self._ended.is_set():
            raise RoundEnded
        return self._ask(act)


def _is_in_team(vault: Vault) -> bool:
    return joined(vault) is not None


def _sum(one: Progress, other: Progress) -> Progress:
    return replace(one, sent=one.sent + other.sent, took_in=one.took_in + other.took_in)
