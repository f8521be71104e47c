"""Twenty laptops and a lead in bad weather, ended at random, until everything is confirmed."""

import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

from tests.storm.sync import worker
from tests.storm.sync.team import Team
from tests.storm.sync.worker import Told, Work

NO_NEWS_S = 180.0
"""So long nothing more may be confirmed until it counts as stuck."""

MOST_ROUNDS = 5000
"""Of one laptop, or of the lead, all its lives together."""

_KILL_EVERY_S, _OF_THESE_THE_LEAD = 1.0, 0.1
_PROGRESS_S = 10.0


@dataclass
class Figures:
    """What a storm was, printed when it is over."""

    place: str
    seed: int
    envelopes: int
    seconds: float = 0.0
    kills: Counter[str] = field(default_factory=Counter)
    rounds: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    weather: Counter[str] = field(default_factory=Counter)

    def lines(self) -> str:
        kills = ", ".join(f"{who} {times}" for who, times in self.kills.items()) or "none"
        weather = ", ".join(f"{what} {times}" for what, times in self.weather.items())
        failed = ", ".join(f"{what} {times}" for what, times in self.failures.items()) or "none"
        return (
            f"storm over {self.place}, seed {self.seed}: {self.envelopes} envelopes,"
            f" {self.seconds:.0f} s\n  ended with SIGKILL: {kills}\n  the line: {weather}\n"
            f"  rounds: {self.rounds.total()}, of these failed and tried again: {failed}\n"
        )


@dataclass
class _Running:
    """One computer and the process that is on it now. `told` is of this process alone."""

    name: str
    work: Callable[[], Work]
    target: Callable[[Work, Connection], None]
    process: ForkServerProcess
    line: Connection
    told: Told | None = None


class Storm:
    """Starts everybody, ends some, and starts those again."""

    def __init__(
        self, team: Team, addresses: Mapping[str, str], figures: Figures, *, rough: bool
    ) -> None:
        self._team, self._addresses, self._figures = team, addresses, figures
        self._rough, self._each = rough, figures.envelopes // len(team.laptops)
        self._chance = random.Random(f"{figures.seed}/{figures.place}")  # noqa: S311 - no secret
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["tests.storm.sync.preload"])
        self._confirmed: dict[str, int] = {}
        self._sealed: dict[str, int] = {}
        self._lives = 0

    def rages(self) -> None:
        """Until every laptop has it confirmed. Raises AssertionError where that does not come."""
        began = time.monotonic()
        everyone = [self._begun(m.device, worker.laptop) for m in self._team.laptops]
        the_lead = self._begun(self._team.lead.device, worker.lead)
        try:
            self._until_confirmed(everyone, the_lead, began)
            self._listens(the_lead)
            the_lead.line.send("over")
            self._ends_well(the_lead)
        finally:
            for one in (*everyone, the_lead):
                one.process.kill()
                one.process.join()
        self._figures.seconds = time.monotonic() - began

    def _until_confirmed(self, everyone: list[_Running], the_lead: _Running, began: float) -> None:
        news, told_at, kill_at, last = began, began, began + 1.0, 0
        at_it = set(range(len(everyone)))
        while at_it:
            time.sleep(0.05)
            for number in tuple(at_it):
                self._listens(everyone[number])
                if not everyone[number].process.is_alive():
                    self._ends_well(everyone[number])
                    at_it.discard(number)
            self._listens(the_lead)
            assert the_lead.process.is_alive(), "the lead's process ended by itself"
            now, confirmed = time.monotonic(), sum(self._confirmed.values())
            if confirmed > last or sum(self._sealed.values()) < self._figures.envelopes:
                news, last = now, confirmed
            assert now - news < NO_NEWS_S, f"stuck at {confirmed} confirmed: {self._figures}"
            assert max(self._figures.rounds.values(), default=0) < MOST_ROUNDS
            if now >= told_at:
                told_at = now + _PROGRESS_S
                sealed = sum(self._sealed.values())
                self._says(f"{now - began:4.0f} s: {sealed} sealed, {confirmed} confirmed")
            if now >= kill_at and at_it:
                kill_at = now + self._chance.expovariate(1 / _KILL_EVERY_S)
                is_lead = self._chance.random() < _OF_THESE_THE_LEAD
                number = self._chance.choice(sorted(at_it))
                self._kills(the_lead if is_lead else everyone[number])

    def _kills(self, one: _Running) -> None:
        if not one.process.is_alive():
            return  # it had just ended by itself
        one.process.kill()
        one.process.join()
        self._listens(one)
        self._keeps(one)
        is_lead = one.name == self._team.lead.device
        self._figures.kills["the lead" if is_lead else "laptops"] += 1
        fresh = self._begun(one.name, one.target)
        one.process, one.line, one.told = fresh.process, fresh.line, None

    def _begun(self, name: str, target: Callable[[Work, Connection], None]) -> _Running:
        self._lives += 1
        machine = next(m for m in self._team.machines if m.device == name)
        seed = f"{self._figures.seed}/{self._figures.place}/{self._lives}"
        work = Work(machine, self._addresses[name], self._each, seed, self._rough)
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=target, args=(work, theirs))
        process.start()
        theirs.close()
        return _Running(name, lambda: work, target, process, ours)

    def _listens(self, one: _Running) -> None:
        try:
            while one.line.poll():
                told: Told = one.line.recv()
                one.told = told
                self._sealed[one.name], self._confirmed[one.name] = told.sealed, told.confirmed
        except (EOFError, OSError):
            return  # it was ended in the middle of a word

    def _ends_well(self, one: _Running) -> None:
        one.process.join(60)
        self._listens(one)
        self._keeps(one)
        assert one.process.exitcode == 0, f"a process ended with {one.process.exitcode}"

    def _keeps(self, one: _Running) -> None:
        if one.told is not None:
            self._figures.rounds[one.name] += one.told.rounds
            self._figures.failures.update(one.told.failures)
            self._figures.weather.update(one.told.tally)
        one.told = None
        one.line.close()

    def _says(self, words: str) -> None:
        sys.stdout.write(f"  {self._figures.place}: {words}\n")
        sys.stdout.flush()
