"""Signatures, short codes and strict reading, as all three files of a hand-over use them."""

import base64
import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from forms.strict_json import Json
from storage.errors import KnownFailure
from storage.rows import moment_from_text

KEY_BYTES, SIGNATURE_BYTES = 32, 64
_CODE_BYTES = 10
_CODE_LETTERS = 12


def short_code(key: bytes) -> str:
    """60 bits of a key's SHA-256, in letters that are hard to mistake."""
    letters = base64.b32encode(hashlib.sha256(key).digest()[:_CODE_BYTES]).decode()[:_CODE_LETTERS]
    return "-".join(letters[at : at + 4] for at in range(0, _CODE_LETTERS, 4))


def sign(private: bytes, said: bytes) -> bytes:
    """An Ed25519 signature."""
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 first paint

    return ed25519.Ed25519PrivateKey.from_private_bytes(private).sign(said)


def is_signed(public: bytes, signature: bytes, said: bytes) -> bool:
    """Whether the owner of this key signed exactly this."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 first paint
    from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 first paint

    try:
        ed25519.Ed25519PublicKey.from_public_bytes(public).verify(signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True


def from_hex(text: str, length: int, refused: type[KnownFailure]) -> bytes:
    """So many bytes from their hexadecimal digits, or this refusal."""
    try:
        held = bytes.fromhex(text)
    except ValueError:
        raise refused from None
    if len(held) != length:
        raise refused
    return held


def moment_in(text: str, refused: type[KnownFailure]) -> datetime:
    """A moment with its zone, or this refusal."""
    try:
        at = moment_from_text(text)
    except ValueError:
        raise refused from None
    if at.tzinfo is None:
        raise refused
    return at


def canonical(said: Mapping[str, Json]) -> bytes:
    """The same content is always the same bytes."""
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
