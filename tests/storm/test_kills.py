"""Power gone at any moment: the vault opens, with all it held, and a second is lost at most.

While someone types or locks, and in the middle of a backup, an upgrade, a restore, a change of
passphrase, a set-up of recovery. `make storm` runs it. GOLDEN_THREAD_STORM_SEED repeats a run;
GOLDEN_THREAD_STORM_KILLS shortens it.
"""

from pathlib import Path

import pytest

from tests.storm.figures import KILLS, Storm, how_many, several_at_once, shared_out, told
from tests.storm.holdings import a_laptop
from tests.storm.kills import duration_of, one_kill
from tests.storm.typist import Doing
from tests.storm.window_kills import ALLOWED_LOSS_S, one_kill_at_the_window
from tests.storm.worker import Work

_AT_THE_WINDOW = 0.35
"""The part of all kills that ends someone at the window; two of three of these type."""


def at_the_window() -> dict[Doing, int]:
    total = round(how_many(KILLS) * _AT_THE_WINDOW)
    typing, more, locking = shared_out(total, 3)
    return {Doing.TYPING: typing + more, Doing.LOCKING: locking}


def at_work() -> dict[Work, int]:
    total = how_many(KILLS) - sum(at_the_window().values())
    return dict(zip(Work, shared_out(total, len(Work)), strict=True))


@pytest.mark.storm
def test_while_someone_types_or_locks_nothing_but_the_last_second_is_lost(
    tmp_path: Path, storm: Storm
) -> None:
    with several_at_once() as pool:
        under_way = [
            pool.submit(one_kill_at_the_window, d, n, storm.seed, tmp_path / f"{d.value} {n}")
            for d, share in at_the_window().items()
            for n in range(share)
        ]
        runs = [one.result() for one in under_way]
    storm.runs += runs

    assert told(runs) == []
    assert max(run.loss_s for run in runs) <= ALLOWED_LOSS_S
    assert {run.kind for run in runs if run.inside} == {f"kill, {doing.value}" for doing in Doing}


@pytest.mark.storm
def test_whatever_was_under_way_the_vault_opens_with_all_it_held(
    tmp_path: Path, storm: Storm
) -> None:
    laptop = a_laptop(tmp_path / "laptop")
    lasts = {work: duration_of(work, laptop, tmp_path / f"whole {work.value}") for work in Work}
    with several_at_once() as pool:
        under_way = [
            pool.submit(one_kill, w, n, storm.seed, laptop, tmp_path / f"{w.name} {n}", lasts[w])
            for w, share in at_work().items()
            for n in range(share)
        ]
        runs = [one.result() for one in under_way]
    storm.runs += runs

    assert told(runs) == []
    assert {run.kind for run in runs if run.inside} == {f"kill, {work.value}" for work in Work}
