"""What the rail offers."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One entry of the rail: its words, its key, and what it does."""

    name: str
    text: str
    keys: str
    act: Callable[[], None]
    stays: bool = False
    """Whether it is a place one stays at, and so can be shown as "you are here"."""
