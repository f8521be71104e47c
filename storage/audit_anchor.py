"""The newest signed head, kept outside the vault: how an older copy put back is noticed.

Two places: `head.json` beside the records, and one file for each vault in the home of this laptop
account, which does not travel when the folder is copied back.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from storage.audit_chain import Head, is_signed
from storage.files import put_whole
from storage.paths import home

ANCHOR_FILE = "head.json"
_FORMAT = 1
_MOST_BYTES = 4096


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head as it was written down, with the public key that signed it."""

    head: Head
    device: bytes


class NoAnchor(Enum):
    """Why a place tells nothing."""

    MISSING = "missing"
    DAMAGED = "damaged"


class Drift(Enum):
    """How a log does not follow from an anchor."""

    ANOTHER_VAULT = "another vault"
    ANOTHER_DEVICE = "another device"
    OLDER = "older"
    FORKED = "forked"


def anchor_places(folder: Path, vault: str) -> tuple[Path, Path]:
    """Where the head of this vault is written down: beside it, and on this laptop."""
    return folder / ANCHOR_FILE, home() / "anchors" / f"{vault}.json"


def read_anchor(place: Path) -> Anchor | NoAnchor:
    """What is written down there; it must be signed by the key it names."""
    try:
        with place.open("rb") as file:
            held = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return NoAnchor.MISSING
    except OSError:
        return NoAnchor.DAMAGED
    anchor = _from_bytes(held)
    if isinstance(anchor, Anchor) and not is_signed(anchor.head, anchor.device):
        return NoAnchor.DAMAGED
    return anchor


def write_anchor(place: Path, anchor: Anchor) -> None:
    """Write it down, whole or not at all. Raises OSError."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    said = {
        "format": _FORMAT,
        "vault": anchor.head.vault,
        "seq": anchor.head.seq,
        "hash": anchor.head.hash.hex(),
        "signature": anchor.head.signature.hex(),
        "public_key": anchor.device.hex(),
    }
    put_whole(place, json.dumps(said, indent=1).encode())


def drift(
    anchor: Anchor, head: Head, device: bytes, hash_at: Callable[[int], bytes | None]
) -> Drift | None:
    """How this log differs from what was written down; None if it is the same or goes on from it.

    `hash_at` gives the hash of an entry of the log, if it has one.
    """
    if anchor.head.vault != head.vault:
        return Drift.ANOTHER_VAULT
    if anchor.device != device:
        return Drift.ANOTHER_DEVICE
    if anchor.head.seq > head.seq:
        return Drift.OLDER
    if hash_at(anchor.head.seq) != anchor.head.hash:
        return Drift.FORKED
    return None


def _from_bytes(held: bytes) -> Anchor | NoAnchor:
    try:
        said = json.loads(held)
        match said:
            case {
                "format": 1,
                "vault": str(vault),
                "seq": int(seq),
                "hash": str(newest),
                "signature": str(signature),
                "public_key": str(device),
                **rest,
            } if not rest and len(device) == 64:  # noqa: PLR2004 32 bytes as hex
                head = Head(vault, seq, bytes.fromhex(newest), bytes.fromhex(signature))
                return Anchor(head, bytes.fromhex(device))
            case _:
                return NoAnchor.DAMAGED
    except (ValueError, RecursionError):
        return NoAnchor.DAMAGED
