"""How figures are taken and told: two things take turns, and their ratio is what counts."""

import statistics
import time
from collections.abc import Callable, Sequence


def timed_ms(act: Callable[[], object]) -> float:
    """Milliseconds that `act` takes."""
    before = time.perf_counter_ns()
    act()
    return (time.perf_counter_ns() - before) / 1e6


def taking_turns(
    rounds: int, *acts: Callable[[], object], unmeasured: int = 20
) -> tuple[list[float], ...]:
    """Milliseconds of each act in each round; the first rounds only warm up.

    Who begins changes from round to round: what comes first finds the machine colder.
    """
    times: tuple[list[float], ...] = tuple([] for _ in acts)
    for number in range(unmeasured + rounds):
        for turn in range(len(acts)):
            whose = (number + turn) % len(acts)
            took = timed_ms(acts[whose])
            if number >= unmeasured:
                times[whose].append(took)
    return times


def p99(times: Sequence[float]) -> float:
    """The time that 99 of 100 stay under."""
    return statistics.quantiles(times, n=100, method="inclusive")[98]


def tell(name: str, times: Sequence[float]) -> None:
    """Print the median, the 99th percentile and the spread."""
    print(
        f"{name:34} median {statistics.median(times):8.2f} ms   p99 {p99(times):8.2f} ms"
        f"   ({min(times):.2f} to {max(times):.2f}, n={len(times)})"
    )


def verdict(words: str, measured: float, promised: float, unit: str = "") -> bool:
    """Print what was measured beside what is promised; returns whether it holds."""
    kept = measured <= promised
    print(
        f"{words}: {measured:.2f}{unit}  (promised: at most {promised:g}{unit})"
        f"{'' if kept else '  NOT KEPT'}"
    )
    return kept
