"""Where backups go: always beside the vaults, and in a second place if one was chosen.

The choice stands outside the vaults: it is needed when none opens. It holds no one's name.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from storage.files import disk_failures, put_whole
from storage.paths import home

PLACES_FILE = "backups.json"


@dataclass(frozen=True, slots=True)
class Places:
    """`second` may be a memory stick or a share that is not always there."""

    first: Path
    second: Path | None = None

    @property
    def all(self) -> tuple[Path, ...]:
        return (self.first,) if self.second is None else (self.first, self.second)


def places() -> Places:
    """The places of this laptop account; a choice that no longer reads counts as none."""
    first = home() / "backups"
    try:
        match json.loads((home() / PLACES_FILE).read_bytes()):
            case {"format": 1, "second": str(second)} if second:
                return Places(first, Path(second))
            case _:
                return Places(first)
    except (OSError, ValueError, RecursionError):
        return Places(first)


def choose_second_place(second: Path | None) -> Places:
    """Keep this choice; None for no second place. Raises a KnownFailure if it cannot be kept."""
    said = {"format": 1, "second": "" if second is None else str(second)}
    with disk_failures():
        home().mkdir(mode=0o700, parents=True, exist_ok=True)
        put_whole(home() / PLACES_FILE, json.dumps(said).encode())
    return places()
