"""When to end somebody: at a moment that was drawn, or at the first thing written after it."""

import os
import time
from pathlib import Path

_LOOK_EVERY_S = 0.0001


def wait_for_the_moment(after_s: float, folder: Path, *, or_else_s: float | None) -> None:
    """Let so many seconds go by, and then wait until something in this folder is written.

    Writing takes so little of the time that a moment drawn alone hardly ever falls into it. It is
    waited for `or_else_s` seconds at most; None does not wait for it at all.
    """
    time.sleep(after_s)
    if or_else_s is None:
        return
    before, end = _written(folder), time.monotonic() + or_else_s
    while time.monotonic() < end and _written(folder) == before:
        time.sleep(_LOOK_EVERY_S)


def _written(folder: Path) -> frozenset[tuple[str, int, int]]:
    """Every file there with its length and when it was last written."""
    found = set[tuple[str, int, int]]()
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                held = entry.stat()
                found.add((entry.name, held.st_size, held.st_mtime_ns))
    except FileNotFoundError:  # it went away just now: that is a change too
        found.add(("", 0, 0))
    return frozenset(found)
