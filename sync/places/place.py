"""What every place can do. A place moves named bytes; it knows nothing of what is in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NewType, Protocol, runtime_checkable

Box = NewType("Box", str)
"""One pile of files in a place: lower-case letters, digits and hyphens."""

TO_TEAM, ROSTERS, RECEIPTS, STOPPED = Box("in"), Box("roster"), Box("receipts"), Box("stopped")

MOST_BYTES = 8 * 1024 * 1024
"""No envelope, roster or receipt is larger."""

_NAME = re.compile(r"[0-9a-z][0-9a-z.-]{0,119}")


def to_device(device: str) -> Box:
    """The box of what the team sends to one laptop."""
    return Box(f"out-{device}")


def is_name(name: str) -> bool:
    """Whether this may be the name of a file of ours: no path, no capital, no surprise."""
    return _NAME.fullmatch(name) is not None


class Put(Enum):
    """What became of a file that was put."""

    NEW = "new"
    ALREADY_THERE = "already there"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file as a place lists it; `size` in bytes, None where the place does not tell."""

    name: str
    size: int | None


class Place(Protocol):
    """Put once, list, read, set aside; never overwritten, never deleted.

    Every method may raise PlaceUnreachable, PlaceRefuses and NotThePlace. Used on one thread.
    """

    def put(self, box: Box, name: str, content: bytes) -> Put:
        """Put this file there whole, or not at all; done when it is safe there.

        The same file again changes nothing and is ALREADY_THERE. Raises NameTaken where another
        content has the name, PlaceFull.
        """

    def names(self, box: Box) -> Iterator[Entry]:
        """What is in the box, in no promised order, files of strangers with it; empty if none is.

        A file still being put is not listed.
        """

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        """The content. Raises TooLarge without having read more than `most` bytes, Gone."""

    def set_aside(self, box: Box, name: str) -> None:
        """Take it out of the box, so that it is not listed again, and keep it.

        Doing so twice is harmless. Where a place keeps files from being moved, it stays listed.
        """

    def taken(self, box: Box, name: str) -> None:
        """The reader holds this safely; a place that hands over once may now let go of it."""

    def close(self) -> None:
        """Let go of connections; closing twice is harmless."""


@runtime_checkable
class PutsMany(Protocol):
    """A place that is quicker with many files at once, and as safe."""

    def put_many(self, box: Box, files: Sequence[tuple[str, bytes]]) -> frozenset[str]:
        """Put these, each whole or not at all; the names that another content has already.

        When it raises, some may be there; putting them again changes nothing.
        """
