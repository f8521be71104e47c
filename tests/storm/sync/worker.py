"""A laptop, or the lead's computer, as a process of its own that may be ended at any moment."""

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from storage.audit import About
from storage.outbox import Outbox
from storage.team import TeamStore
from storage.vault import Vault
from sync.body import Reply
from sync.membership import must_be_joined
from sync.outgoing import seal_each_for_team
from sync.places.address import place_from
from sync.places.place import Place
from sync.rounds import Met, Round, go_round
from tests.storm.sync.rough_folder import RoughFolder
from tests.storm.sync.team import Machine, opened
from tests.storm.sync.weather import Weather

T = TypeVar("T")
_AT_ONCE = 25
_NOT_YET_S, _NOTHING_TO_DO_S, _LEAD_S = 0.05, 0.5, 1.5
"""The longest wait after a failure, for a receipt, and between two rounds of the lead."""


@dataclass(frozen=True)
class Work:
    """What one process has to do. `rough`: the address is a folder, and calls on it fail."""

    machine: Machine
    address: str
    envelopes: int
    seed: str
    rough: bool = False


@dataclass(frozen=True)
class Told:
    """How far it is, and what it met since it began."""

    rounds: int
    failures: dict[str, int]
    sealed: int
    confirmed: int
    tally: dict[str, int]


def said_in(device: str, number: int) -> str:
    """The words of this laptop's envelope of this number; none like it in any other."""
    mark = hashlib.sha256(f"{device}/{number}".encode()).hexdigest()
    return f"{number} {mark * (1 + number % 32)}"


def laptop(work: Work, tell: Connection) -> None:
    """Seal, go round, and go round again until the team has confirmed everything."""
    with opened(work.machine) as vault:
        one = _One(work, vault, tell)
        one.knows_the_place()
        while (counts := Outbox(vault).counts()).confirmed < work.envelopes:
            one.seals()
            failed = one.goes_round(counts.confirmed)
            waits = _NOT_YET_S if failed or counts.waiting else _NOTHING_TO_DO_S
            tell.poll(one.chance.random() * waits)
        one.tells(counts.confirmed)


def lead(work: Work, tell: Connection) -> None:
    """Collect and give receipts until told that it is over."""
    with opened(work.machine) as vault:
        one = _One(work, vault, tell)
        one.knows_the_place()
        while not tell.poll(one.chance.random() * _LEAD_S):
            one.goes_round(0)


class _One:
    def __init__(self, work: Work, vault: Vault, tell: Connection) -> None:
        self.chance = random.Random(work.seed)  # noqa: S311 - no secret
        self._work, self._vault, self._tell = work, vault, tell
        self._weather = Weather(self.chance)
        self._rounds, self._failures = 0, dict[str, int]()
        self._sealed = sum(_how_many(vault))

    def knows_the_place(self) -> None:
        TeamStore(self._vault).add_place(self._work.address, _now())

    def seals(self) -> None:
        """A few more, in one transaction: the next ones of a line that is in the vault alone."""
        many = min(self.chance.randint(1, _AT_ONCE), self._work.envelopes - self._sealed)
        if many <= 0:
            return
        numbers = range(self._sealed + 1, self._sealed + many + 1)
        now = must_be_joined(self._vault)
        bodies = [
            Reply(to="0" * 32, answer="waiting", words=said_in(now.keys.device, n), alternative="")
            for n in numbers
        ]
        seal_each_for_team(self._vault, now, [(body, About()) for body in bodies], _now())
        self._sealed += many

    def goes_round(self, confirmed: int) -> bool:
        """Whether a place failed. Every place is met, however lately it failed."""
        met = go_round(Round(self._on_vault, self._place_at, _now, self.chance.random))
        self._rounds += 1
        for one in met:
            self._count(one)
        self.tells(confirmed)
        return any(one.failure for one in met)

    def tells(self, confirmed: int) -> None:
        tally = {what.value: times for what, times in self._weather.tally.items()}
        told = Told(self._rounds, self._failures, self._sealed, confirmed, tally)
        self._tell.send(told)

    def _count(self, met: Met) -> None:
        if met.failure is not None:
            name = type(met.failure).__name__
            self._failures[name] = self._failures.get(name, 0) + 1

    def _on_vault(self, action: Callable[[Vault], T]) -> T:
        return action(self._vault)

    def _place_at(self, address: str) -> Place:
        return (
            RoughFolder(Path(address), self._weather) if self._work.rough else place_from(address)
        )


def _how_many(vault: Vault) -> tuple[int, ...]:
    counts = Outbox(vault).counts()
    return (counts.waiting, counts.handed_over, counts.confirmed, counts.refused)


def _now() -> datetime:
    return datetime.now().astimezone()
