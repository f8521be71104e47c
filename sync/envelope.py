"""One envelope: sealed once, signed, and never changed. Nothing clinical is outside the seal."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Literal, NewType

from pydantic import Field, ValidationError

from forms.strict_json import Json
from sync import frame
from sync.keys import DeviceId, DeviceKeys, device_id
from sync.reasons import Reason, Refused
from sync.strict import Hex16, Hex32, Hex64, Hex64OrNone, Strict

EnvelopeId = NewType("EnvelopeId", str)
"""What a later envelope names to replace this one: 32 hexadecimal digits, by chance."""
Incarnation = NewType("Incarnation", str)
"""One life of a vault on one laptop; a vault that was copied or put back begins another."""
Digest = NewType("Digest", str)
"""The SHA-256 of a whole envelope, as 64 hexadecimal digits: its true name."""

VERSION = 1
KIND = "envelope"
ENDING = ".gte"
MOST_BYTES = frame.MOST_INSIDE + 64 * 1024


@dataclass(frozen=True, slots=True)
class Link:
    """Where an envelope stands: the how-manieth of this life, and the digest of the one before."""

    device: DeviceId
    incarnation: Incarnation
    sequence: int
    previous: Digest | None


@dataclass(frozen=True)
class Envelope:
    """An envelope as it lies in an outbox or a place. `hash` is of what is sealed."""

    id: EnvelopeId
    link: Link
    hash: str
    content: bytes

    @cached_property
    def digest(self) -> Digest:
        return Digest(hashlib.sha256(self.content).hexdigest())

    @cached_property
    def parts(self) -> frame.Frame:
        return frame.parts_of(self.content)

    @property
    def name(self) -> str:
        """The name of its file: the digest, and nothing that tells anything."""
        return self.digest + ENDING


def new_envelope_id() -> EnvelopeId:
    return EnvelopeId(secrets.token_hex(16))


def sealed(
    inside: bytes,
    link: Link,
    keys: DeviceKeys,
    recipients: Sequence[str],
    envelope: EnvelopeId,
) -> Envelope:
    """Seal and sign. Done once for each envelope: sealing again would give other bytes."""
    closed = frame.seal(inside, recipients)
    said: dict[str, Json] = {
        "version": VERSION,
        "id": envelope,
        "device": link.device,
        "incarnation": link.incarnation,
        "sequence": link.sequence,
        "previous": link.previous or "",
        "hash": hashlib.sha256(closed).hexdigest(),
    }
    return Envelope(
        envelope, link, str(said["hash"]), frame.framed(KIND, said, closed, keys.signing)
    )


def read(content: bytes) -> Envelope:
    """Read the header and check the hash; the signature is checked against the roster, next.

    Raises Refused.
    """
    if len(content) > MOST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    parts = frame.parts_of(content)
    try:
        said = _Header.model_validate_json(parts.header)
    except ValidationError:
        match parts.said:
            case {"version": int(version)} if version > VERSION:
                raise Refused(Reason.NEWER) from None
        raise Refused(Reason.NOT_OURS) from None
    if bool(said.previous) != (said.sequence > 1):
        raise Refused(Reason.NOT_OURS)
    parts.must_hold(said.hash)
    before = Digest(said.previous) if said.previous else None
    link = Link(DeviceId(said.device), Incarnation(said.incarnation), said.sequence, before)
    return Envelope(EnvelopeId(said.id), link, said.hash, content)


def must_be_signed(envelope: Envelope, public: bytes) -> None:
    """Raises Refused unless the laptop that the header names made it."""
    named = device_id(public) == envelope.link.device
    if not (named and envelope.parts.is_signed(KIND, public)):
        raise Refused(Reason.SIGNATURE)


def opened(envelope: Envelope, identity: str) -> bytes:
    """What is inside. Raises Refused."""
    return frame.unseal(envelope.parts.sealed, identity)


class _Header(Strict):
    version: Literal[1]
    id: Hex32
    device: Hex16
    incarnation: Hex16
    sequence: Annotated[int, Field(ge=1, lt=2**53)]
    previous: Hex64OrNone
    hash: Hex64
