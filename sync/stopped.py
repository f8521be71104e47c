"""The key of a vault whose laptop was taken off the roster: sealed to the team, at its place.

It travels as a signed frame of its own kind, so that no envelope passes for it, and lies in a box
of its own: no inbox takes it in. A lead opens it when the records are needed.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from sync import frame
from sync.errors import Gone, TooLarge
from sync.keys import DeviceId
from sync.membership import Joined
from sync.places.place import STOPPED, Place, is_name
from sync.reasons import Reason, Refused
from sync.roster import Member
from sync.strict import Strict

KIND, VERSION, ENDING = "stopped key", 1, ".gts"
MOST_BYTES = 64 * 1024
_Hex16 = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
_Hex64 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


@dataclass(frozen=True, slots=True)
class GivenKey:
    """The key of this vault, as the laptop of this member gave it. The key is never shown in it."""

    member: Member
    vault: str
    key: bytes

    def __repr__(self) -> str:
        return f"GivenKey({self.member.device}, {self.vault})"


class _Header(Strict):
    version: Literal[1] = 1
    team: _Hex16
    device: _Hex16
    hash: _Hex64


class _Inside(Strict):
    vault: _Hex16
    key: _Hex64


def sealed_key(now: Joined, vault: str, key: bytes) -> tuple[str, bytes]:
    """Name and content of the file that gives this key to the team and to its recovery key."""
    inside = _Inside(vault=vault, key=key.hex()).model_dump_json().encode()
    closed = frame.seal(inside, now.roster.recipients)
    said = _Header(
        team=now.roster.team, device=now.keys.device, hash=hashlib.sha256(closed).hexdigest()
    )
    content = frame.framed(KIND, said.model_dump(), closed, now.keys.signing)
    return hashlib.sha256(content).hexdigest() + ENDING, content


def given_keys(place: Place, now: Joined) -> Iterator[tuple[str, GivenKey | Reason]]:
    """What lies at this place, by name: the key, or why a file gives none. For a lead.

    Nothing is moved or changed there.
    """
    for name in sorted(e.name for e in place.names(STOPPED)):
        try:
            yield name, _given(place, now, name)
        except Refused as refused:
            yield name, refused.reason


def _given(place: Place, now: Joined, name: str) -> GivenKey:
    if not (is_name(name) and name.endswith(ENDING)):
        raise Refused(Reason.NOT_OURS)
    try:
        content = place.get(STOPPED, name, MOST_BYTES)
    except TooLarge:
        raise Refused(Reason.TOO_LARGE) from None
    except Gone:
        raise Refused(Reason.UNREADABLE) from None
    if hashlib.sha256(content).hexdigest() + ENDING != name:
        raise Refused(Reason.NAME_DIFFERS)
    parts = frame.parts_of(content)
    try:
        said = _Header.model_validate_json(parts.header)
    except ValidationError:
        raise Refused(Reason.NOT_OURS) from None
    parts.must_hold(said.hash)
    member = now.roster.member(DeviceId(said.device))
    if said.team != now.roster.team or member is None:
        raise Refused(Reason.UNKNOWN_SENDER)
    if not parts.is_signed(KIND, member.signing):
        raise Refused(Reason.SIGNATURE)
    try:
        told = _Inside.model_validate_json(
            frame.unseal(parts.sealed, now.team_identity or now.keys.identity)
        )
    except ValidationError:
        raise Refused(Reason.CONTENT) from None
    return GivenKey(member, told.vault, bytes.fromhex(told.key))
