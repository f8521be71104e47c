"""When a place that failed is tried again: longer each time, never all laptops at once."""

from datetime import datetime, timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(hours=6)
_DOUBLINGS = 10


def next_try(
    failures: int, now: datetime, chance: float, retry_after: float | None = None
) -> datetime:
    """The moment from which to try again by itself, after so many failures in a row (from 1).

    Full jitter: anywhere between now and the longest wait of this step, by `chance` in [0, 1); a
    wait that the place asked for, in seconds, is the least. A person may always try sooner.
    """
    doublings: int = 2 ** min(failures - 1, _DOUBLINGS)
    step = min(FIRST * doublings, LONGEST)
    asked = timedelta(seconds=min(retry_after or 0.0, LONGEST.total_seconds()))
    return now + max(step * chance, asked)
