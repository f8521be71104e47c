"""The arithmetic of the log: each entry holds the hash of the one before; the newest is signed.

Pure but for making a key. What the chain proves, and what it cannot, is in
docs/adr/0011-history-that-cannot-be-rewritten.md.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

HASH_BYTES = 32


@dataclass(frozen=True, slots=True)
class Link:
    """One row of the log as it stands in the table."""

    seq: int
    at: str
    kind: str
    about: str
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of a vault's log, signed by its device key."""

    vault: str
    seq: int
    hash: bytes
    signature: bytes


class Wrong(Enum):
    """What can be wrong with a chain."""

    BEGINNING = "beginning"
    MISSING = "missing"
    CHANGED = "changed"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first entry that does not hold, and what became of it."""

    wrong: Wrong
    seq: int


def origin(vault: str, device: bytes) -> bytes:
    """What the first entry follows: this vault and this device key, and no other."""
    return hashlib.sha256(_canonical(["golden-thread log", 1, vault, device.hex()])).digest()


def hash_of(previous: bytes, seq: int, at: str, kind: str, about: str) -> bytes:
    """SHA-256 over the hash before and the canonical bytes of the row."""
    return hashlib.sha256(previous + _canonical([seq, at, kind, about])).digest()


def linked(previous: bytes, seq: int, at: str, kind: str, about: str) -> Link:
    """The row that follows this hash."""
    return Link(seq, at, kind, about, previous, hash_of(previous, seq, at, kind, about))


def chain_fault(links: Sequence[Link], start: bytes) -> ChainFault | None:
    """The first thing wrong with these rows, in the order of their numbers; None if all hold."""
    previous = start
    for expected, link in enumerate(links, start=1):
        if link.seq != expected:
            return ChainFault(Wrong.MISSING, expected)
        if link.previous != previous or not _holds(link, link.seq):
            return _told(links, link, previous, start)
        previous = link.hash
    return None


def _told(links: Sequence[Link], link: Link, previous: bytes, start: bytes) -> ChainFault:
    """Which of the ways to break a chain explains this row."""
    if link.previous != previous:
        if link.previous == start or any(o.hash == link.previous for o in links):
            return ChainFault(Wrong.REORDERED, link.seq)
        if _holds(link, link.seq):
            before = link.seq - 1
            return ChainFault(Wrong.CHANGED if before else Wrong.BEGINNING, before or link.seq)
        later = range(link.seq + 1, link.seq + len(links) + 2)
        if any(_holds(link, seq) for seq in later):
            return ChainFault(Wrong.MISSING, link.seq)
    elif any(
        hash_of(previous, link.seq, o.at, o.kind, o.about) == link.hash
        for o in links
        if not _holds(o, o.seq)
    ):
        return ChainFault(Wrong.REORDERED, link.seq)
    return ChainFault(Wrong.CHANGED, link.seq)


def _holds(link: Link, seq: int) -> bool:
    return hash_of(link.previous, seq, link.at, link.kind, link.about) == link.hash


def new_device_key() -> tuple[bytes, bytes]:
    """A private Ed25519 key and its public key, 32 bytes each."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 first paint

    key = ed25519.Ed25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


def public_key_of(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 first paint

    return ed25519.Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def signed_head(private: bytes, vault: str, seq: int, newest: bytes) -> Head:
    """The head of this vault's log at this entry."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 first paint

    key = ed25519.Ed25519PrivateKey.from_private_bytes(private)
    return Head(vault, seq, newest, key.sign(_said(vault, seq, newest)))


def is_signed(head: Head, public: bytes) -> bool:
    """Whether the owner of this public key signed exactly this."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 first paint
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 first paint

    key = ed25519.Ed25519PublicKey.from_public_bytes(public)
    try:
        key.verify(head.signature, _said(head.vault, head.seq, head.hash))
    except InvalidSignature:
        return False
    return True


def _said(vault: str, seq: int, newest: bytes) -> bytes:
    return _canonical(["golden-thread head", 1, vault, seq, newest.hex()])


def _canonical(said: Sequence[str | int]) -> bytes:
    return json.dumps(said, separators=(",", ":")).encode()
