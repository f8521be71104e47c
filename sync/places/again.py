"""Asking once more, at once, where a line broke. For questions that may be asked twice."""

import time
from collections.abc import Callable
from typing import TypeVar

from sync.errors import PlaceUnreachable

T = TypeVar("T")
TIMES = 5
_AT_ONCE_S = 2.0
"""A failure that took longer is no line that broke but one that is silent: nobody waits twice."""


def patiently(ask: Callable[[], T]) -> T:
    """The answer, asked for up to `TIMES` times. Raises what the last one raised."""
    for _ in range(TIMES - 1):
        began = time.monotonic()
        try:
            return ask()
        except PlaceUnreachable as failure:
            if failure.retry_after is not None or time.monotonic() - began > _AT_ONCE_S:
                raise
    return ask()
