"""Who belongs to a team, signed by a lead: people, their laptops' keys, and who was taken off.

A roster is numbered and only ever moves forward. It is sealed to its members, those taken off
among them, so that a place tells nobody who works there and a stopped laptop can learn that it is.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError

from forms.strict_json import Json
from sync import frame
from sync.envelope import Digest, Incarnation
from sync.keys import DeviceId, DeviceKeys, TeamId, device_id
from sync.reasons import Reason, Refused
from sync.strict import Hex16, Hex64, Recipient, Strict

KIND, VERSION, ENDING = "roster", 1, ".gtr"
MOST_BYTES = frame.MOST_INSIDE + 64 * 1024
DEFAULT_LEASE = timedelta(days=30)
"""How long a laptop may go on writing without having heard from its team."""
_MOST_MEMBERS = 2000
_NAME = re.compile(r"[0-9]{10}-[0-9a-f]{16}\.gtr")


@dataclass(frozen=True)
class Member:
    """One practitioner's vault.

    `stopped`: None while in good standing; otherwise the last sequence accepted from each of its
    lives (a life not named: none).
    """

    name: str
    role: str
    signing: bytes
    recipient: str
    is_lead: bool = False
    stopped: Mapping[Incarnation, int] | None = None

    @cached_property
    def device(self) -> DeviceId:
        return device_id(self.signing)

    def may_have_made(self, incarnation: Incarnation, sequence: int) -> bool:
        return self.stopped is None or sequence <= self.stopped.get(incarnation, 0)


@dataclass(frozen=True, slots=True)
class Roster:
    """`recipient` opens what goes to the team; `recovery` lies offline in a safe.

    `pseudonym_key` turns a baby's random id into the team's name for it: 32 bytes.
    """

    team: TeamId
    name: str
    number: int
    recipient: str
    recovery: str
    pseudonym_key: bytes
    lease: timedelta
    members: tuple[Member, ...]

    def member(self, device: DeviceId) -> Member | None:
        return next((m for m in self.members if m.device == device), None)

    def lead(self, device: DeviceId) -> Member | None:
        """This member, if it may sign for the team now."""
        found = self.member(device)
        return found if found and found.is_lead and found.stopped is None else None

    @property
    def recipients(self) -> tuple[str, ...]:
        """To whom everything for the team is sealed."""
        return (self.recipient, self.recovery)

    def with_member(self, member: Member) -> "Roster":
        """The next roster, in which this member stands."""
        others = tuple(m for m in self.members if m.device != member.device)
        return replace(self, number=self.number + 1, members=(*others, member))

    def stopping(self, device: DeviceId, through: Mapping[Incarnation, int]) -> "Roster":
        """The next roster, which takes nothing more from this laptop than up to here."""
        members = tuple(
            replace(m, stopped=dict(through)) if m.device == device else m for m in self.members
        )
        return replace(self, number=self.number + 1, members=members)


@dataclass(frozen=True, slots=True)
class SignedRoster:
    """A roster as it lies in a place, not believed yet. `previous`: the digest before it, or ""."""

    team: TeamId
    number: int
    previous: str
    signer: DeviceId
    content: bytes

    @property
    def digest(self) -> Digest:
        return Digest(hashlib.sha256(self.content).hexdigest())

    @property
    def name(self) -> str:
        return f"{self.number:010d}-{self.digest[:16]}{ENDING}"


def new_team_id(name: str, lead: bytes) -> TeamId:
    return TeamId(hashlib.sha256(lead + name.encode()).hexdigest()[:16])


def is_roster_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None


def number_in(name: str) -> int:
    """The number in a roster's file name; believed only when the roster itself says so."""
    return int(name[:10]) if is_roster_name(name) else 0


def signed(roster: Roster, lead: DeviceKeys, previous: str) -> SignedRoster:
    """Sign and seal a roster to its members and to the recovery key."""
    inside = _Said.of(roster).model_dump_json().encode()
    closed = frame.seal(inside, (*{m.recipient for m in roster.members}, roster.recovery))
    said: dict[str, Json] = {
        "version": VERSION,
        "team": roster.team,
        "number": roster.number,
        "previous": previous,
        "signer": lead.device,
        "hash": hashlib.sha256(closed).hexdigest(),
    }
    content = frame.framed(KIND, said, closed, lead.signing)
    return SignedRoster(roster.team, roster.number, previous, lead.device, content)


def read(content: bytes) -> SignedRoster:
    """Read what a roster says of itself. Raises Refused."""
    if len(content) > MOST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    parts = frame.parts_of(content)
    match parts.said:
        case {"version": int(version)} if version > VERSION:
            raise Refused(Reason.NEWER)
        case {
            "version": 1,
            "team": str(team),
            "number": int(number),
            "previous": str(previous),
            "signer": str(signer),
            "hash": str(digest),
            **rest,
        } if not rest and number >= 1:
            parts.must_hold(digest)
            return SignedRoster(TeamId(team), number, previous, DeviceId(signer), content)
        case _:
            raise Refused(Reason.NOT_OURS)


def must_be_signed(offered: SignedRoster, signer: bytes) -> None:
    """Raises Refused unless the owner of this signing key signed it."""
    parts = frame.parts_of(offered.content)
    if device_id(signer) != offered.signer or not parts.is_signed(KIND, signer):
        raise Refused(Reason.SIGNATURE)


def inside(offered: SignedRoster, identity: str) -> Roster:
    """The roster, for a member. Raises Refused."""
    try:
        said = _Said.model_validate_json(
            frame.unseal(frame.parts_of(offered.content).sealed, identity)
        )
    except ValidationError:
        raise Refused(Reason.CONTENT) from None
    roster = said.value()
    if (roster.team, roster.number) != (offered.team, offered.number):
        raise Refused(Reason.CONTENT)
    return roster


_Words = Annotated[str, Field(max_length=200)]


class _Member(Strict):
    name: _Words
    role: _Words
    signing: Hex64
    recipient: Recipient
    lead: bool
    stopped: dict[Hex16, Annotated[int, Field(ge=0)]] | None

    @classmethod
    def of(cls, member: Member) -> Self:
        return cls(
            name=member.name,
            role=member.role,
            signing=member.signing.hex(),
            recipient=member.recipient,
            lead=member.is_lead,
            stopped=None
            if member.stopped is None
            else {str(life): n for life, n in member.stopped.items()},
        )

    def value(self) -> Member:
        stopped = self.stopped
        return Member(
            self.name,
            self.role,
            bytes.fromhex(self.signing),
            self.recipient,
            self.lead,
            None if stopped is None else {Incarnation(k): n for k, n in stopped.items()},
        )


class _Said(Strict):
    version: Literal[1] = 1
    team: Hex16
    name: _Words
    number: Annotated[int, Field(ge=1)]
    recipient: Recipient
    recovery: Recipient
    pseudonym_key: Hex64
    lease_days: Annotated[int, Field(ge=1, le=365)]
    members: Annotated[list[_Member], Field(max_length=_MOST_MEMBERS)]

    @classmethod
    def of(cls, roster: Roster) -> Self:
        return cls(
            team=roster.team,
            name=roster.name,
            number=roster.number,
            recipient=roster.recipient,
            recovery=roster.recovery,
            pseudonym_key=roster.pseudonym_key.hex(),
            lease_days=roster.lease.days,
            members=[_Member.of(member) for member in roster.members],
        )

    def value(self) -> Roster:
        return Roster(
            team=TeamId(self.team),
            name=self.name,
            number=self.number,
            recipient=self.recipient,
            recovery=self.recovery,
            pseudonym_key=bytes.fromhex(self.pseudonym_key),
            lease=timedelta(days=self.lease_days),
            members=tuple(member.value() for member in self.members),
        )
