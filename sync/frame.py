"""Bytes of everything that is sealed and signed: a length, a header in clear, a signature, a seal.

The signature is over the header under the name of its kind, so that no kind passes for another;
the header holds the hash of what is sealed.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from forms.refusal import Refusal
from forms.strict_json import Json, read_json
from sync.reasons import Reason, Refused

STEP = 4096
"""What is sealed is filled up to whole steps of this many bytes, so that sizes tell little."""
MOST_INSIDE = 4 * 1024 * 1024
"""The most that may be sealed, in bytes; nothing is compressed, so nothing can unfold."""

_LENGTH, _SIGNATURE, _INSIDE = 4, 64, 8
_MOST_HEADER = 4096


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts as read; nothing is believed yet."""

    header: bytes
    signature: bytes
    sealed: bytes

    @property
    def said(self) -> dict[str, Json]:
        """The header's content. Raises Refused."""
        said = read_json(self.header)
        if isinstance(said, Refusal) or not isinstance(said, dict):
            raise Refused(Reason.NOT_OURS)
        return said

    def must_hold(self, digest: str) -> None:
        """Raises Refused unless the header's hash is the hash of what is sealed."""
        if hashlib.sha256(self.sealed).hexdigest() != digest:
            raise Refused(Reason.DAMAGED)

    def is_signed(self, kind: str, public: bytes) -> bool:
        """Whether the owner of this Ed25519 key signed this header as this kind."""
        try:
            key = Ed25519PublicKey.from_public_bytes(public)
            key.verify(self.signature, _context(kind) + self.header)
        except (InvalidSignature, ValueError):
            return False
        return True


def canonical(said: Mapping[str, Json]) -> bytes:
    """The same content is always the same bytes."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def framed(kind: str, said: Mapping[str, Json], sealed: bytes, signing: bytes) -> bytes:
    """Sign this header, which must hold the hash of `sealed`, and put the parts together."""
    header = canonical(said)
    signature = Ed25519PrivateKey.from_private_bytes(signing).sign(_context(kind) + header)
    return len(header).to_bytes(_LENGTH, "big") + header + signature + sealed


def parts_of(content: bytes) -> Frame:
    """Take the parts apart. Raises Refused where this cannot be one of ours."""
    length = int.from_bytes(content[:_LENGTH], "big")
    at = _LENGTH + length
    if not 0 < length <= _MOST_HEADER or len(content) <= at + _SIGNATURE:
        raise Refused(Reason.NOT_OURS)
    return Frame(content[_LENGTH:at], content[at : at + _SIGNATURE], content[at + _SIGNATURE :])


def seal(inside: bytes, recipients: Sequence[str]) -> bytes:
    """Encrypt to every one of these age recipients, filled up to a whole step."""
    import pyrage  # noqa: PLC0415 not before something is sealed

    if len(inside) > MOST_INSIDE:
        raise ValueError("too large to travel")
    sealed: bytes = pyrage.encrypt(_filled(inside), [_recipient(one) for one in recipients])
    return sealed


def unseal(sealed: bytes, identity: str) -> bytes:
    """What is inside, for the owner of this age identity. Raises Refused."""
    import pyrage  # noqa: PLC0415 not before something is opened

    try:
        filled: bytes = pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)])
    except pyrage.DecryptError:
        raise Refused(Reason.NOT_FOR_US) from None
    return _emptied(filled)


@lru_cache(maxsize=64)
def _recipient(text: str) -> object:
    """Parsed once: the same two stand on every envelope."""
    import pyrage  # noqa: PLC0415 not before something is sealed

    parsed: object = pyrage.x25519.Recipient.from_str(text)
    return parsed


def _filled(inside: bytes) -> bytes:
    said = len(inside).to_bytes(_INSIDE, "big") + inside
    return said + bytes(-len(said) % STEP)


def _emptied(filled: bytes) -> bytes:
    length = int.from_bytes(filled[:_INSIDE], "big")
    if length > MOST_INSIDE or filled != _filled(filled[_INSIDE : _INSIDE + length]):
        raise Refused(Reason.PADDING)
    return filled[_INSIDE : _INSIDE + length]


def _context(kind: str) -> bytes:
    return f"golden-thread {kind} 1\n".encode()
