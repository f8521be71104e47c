"""Who signs and who can open: a laptop's keys, a team's keys, and their short names."""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from typing import NewType

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

DeviceId = NewType("DeviceId", str)
"""Names a laptop's vault: 16 hexadecimal digits of the SHA-256 of its signing key."""
TeamId = NewType("TeamId", str)
"""Names a team: 16 hexadecimal digits of the SHA-256 of its first lead's signing key and name."""

_RECIPIENT = re.compile(r"age1[02-9ac-hj-np-z]{58}")


@dataclass(frozen=True)
class DeviceKeys:
    """What makes a vault a member: `signing` is Ed25519, `identity` opens what is sealed to it."""

    signing: bytes
    identity: str

    @cached_property
    def public(self) -> bytes:
        key = Ed25519PrivateKey.from_private_bytes(self.signing)
        return key.public_key().public_bytes_raw()

    @cached_property
    def recipient(self) -> str:
        return recipient_of(self.identity)

    @cached_property
    def device(self) -> DeviceId:
        return device_id(self.public)


def device_id(public: bytes) -> DeviceId:
    return DeviceId(hashlib.sha256(public).hexdigest()[:16])


def new_identity() -> str:
    """A new age identity (X25519), as age writes it."""
    import pyrage  # noqa: PLC0415 not before it is needed

    return str(pyrage.x25519.Identity.generate())


def recipient_of(identity: str) -> str:
    """The age recipient that this identity opens."""
    import pyrage  # noqa: PLC0415 not before it is needed

    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def is_recipient(text: str) -> bool:
    """Whether this is written like an age recipient."""
    return _RECIPIENT.fullmatch(text) is not None
