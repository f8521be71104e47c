"""Damage at random places of a vault: it opens with all it held, or says so and is restored.

`make storm` runs it. GOLDEN_THREAD_STORM_SEED repeats a run; GOLDEN_THREAD_STORM_FLIPS shortens it.
"""

from pathlib import Path

import pytest

from tests.storm.figures import FLIPS, Storm, how_many, several_at_once, told
from tests.storm.flips import one_flip
from tests.storm.holdings import a_laptop


@pytest.mark.storm
def test_wherever_a_vault_is_damaged_it_opens_whole_or_says_so_and_is_restored(
    tmp_path: Path, storm: Storm
) -> None:
    laptop = a_laptop(tmp_path / "laptop")
    with several_at_once() as pool:
        under_way = [
            pool.submit(one_flip, number, storm.seed, laptop, tmp_path / f"flip {number}")
            for number in range(how_many(FLIPS))
        ]
        runs = [one.result() for one in under_way]
    storm.runs += runs

    assert told(runs) == []
    assert any(run.restored for run in runs)
    assert any(run.opened for run in runs)
