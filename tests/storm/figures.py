"""The seed of a storm, and what came of each of its runs."""

import os
import random
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

SEED = "GOLDEN_THREAD_STORM_SEED"
KILLS = "GOLDEN_THREAD_STORM_KILLS"
LOCKS = "GOLDEN_THREAD_STORM_LOCKS"
FLIPS = "GOLDEN_THREAD_STORM_FLIPS"
_USUAL = 200
_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Run:
    """One run: how it ended, what it cost, and what was wrong, if anything.

    `opened` and `restored` tell how the vault came back; `loss_s` how old the oldest word lost was
    when it was lost; `took_s` how long the practitioner waited for the vault, or for the lock.
    """

    kind: str
    number: int
    opened: bool = False
    restored: bool = False
    inside: bool = True
    loss_s: float = 0.0
    took_s: float = 0.0
    trouble: str = ""


class Storm:
    """One seed for all runs of a storm, and their figures."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.runs: list[Run] = []

    def lines(self) -> Iterator[str]:
        """The figures of each kind, and what was wrong."""
        yield f"seed {self.seed}; {SEED}={self.seed} repeats it"
        for kind in dict.fromkeys(run.kind for run in self.runs):
            yield _told(kind, [run for run in self.runs if run.kind == kind])
        yield _told("in all", self.runs)
        for run in self.runs:
            if run.trouble:
                yield f"WRONG {run.kind} {run.number}: {run.trouble}"


def _told(kind: str, runs: Sequence[Run]) -> str:
    return (
        f"{kind:<24} {len(runs):>4} runs, {sum(r.inside for r in runs):>3} in the middle,"
        f" {sum(r.opened for r in runs):>3} opened, {sum(r.restored for r in runs):>3} restored,"
        f" {sum(bool(r.trouble) for r in runs)} wrong,"
        f" worst loss {max(r.loss_s for r in runs):.2f} s,"
        f" worst wait {max(r.took_s for r in runs):.2f} s"
    )


def seed_of_this_storm() -> int:
    return int(os.environ.get(SEED, time.time_ns() % 1_000_000))


def chance_of(seed: int, kind: str, number: int) -> random.Random:
    """Every run draws from a seed of its own, so that one can be repeated without the others."""
    return random.Random(f"{seed}/{kind}/{number}")  # noqa: S311 - no secret


def how_many(variable: str) -> int:
    """How many runs of these; the variable shortens a storm, never below one of each kind."""
    return max(1, int(os.environ.get(variable, _USUAL)))


def shared_out(total: int, kinds: int) -> list[int]:
    """So many runs, shared out among so many kinds as evenly as can be, at least one each."""
    each, more = divmod(max(total, kinds), kinds)
    return [each + (at < more) for at in range(kinds)]


@contextmanager
def several_at_once() -> Iterator[Executor]:
    """Processes of their own, each with a home of its own, and no window."""
    with ProcessPoolExecutor(_AT_ONCE, mp_context=get_context("spawn")) as pool:
        yield pool


def told(runs: Sequence[Run]) -> list[str]:
    """What was wrong, run by run."""
    return [f"{run.kind} {run.number}: {run.trouble}" for run in runs if run.trouble]
