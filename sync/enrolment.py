"""A laptop joins a team: a request, a code compared by voice, an invitation, a code again.

The request says who asks and with which keys; the invitation holds the roster, where the team is
met, and for a lead the team's own key, sealed. Both fit into a file or a QR code.
"""

import base64
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from forms.people import Practitioner
from forms.strict_json import Json
from storage.package_signing import is_signed, short_code, sign
from storage.team import KeptRoster, TeamStore
from storage.vault import Vault
from sync import frame
from sync import roster as rosters
from sync.envelope import Incarnation
from sync.errors import AlreadyInATeam, NotALead, NotAnInvitation, NotARequest
from sync.keys import DeviceId, new_identity, recipient_of
from sync.membership import Joined, device_keys, must_be_joined, take_roster
from sync.reasons import Refused
from sync.roster import DEFAULT_LEASE, Member, Roster
from sync.strict import Hex16, Hex64, Hex128, Recipient, Strict

MOST_BYTES = rosters.MOST_BYTES * 2
REQUEST_ENDING, INVITATION_ENDING = ".gt-request", ".gt-invitation"


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks to join. `code` is compared by voice before the lead says yes."""

    name: str
    role: str
    signing: bytes
    recipient: str

    @property
    def code(self) -> str:
        return short_code(self.signing + self.recipient.encode())


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a lead gives back. `code` is compared by voice before the laptop joins."""

    team: str
    team_name: str
    lead_key: bytes
    roster: bytes
    places: tuple[str, ...]
    sealed_for_lead: bytes

    @property
    def code(self) -> str:
        return short_code(self.lead_key + self.team.encode())


@dataclass(frozen=True, slots=True)
class NewTeam:
    """A team just begun. `recovery` stays in the vault until it is printed and locked away."""

    roster: Roster
    recovery: str


def request(vault: Vault, practitioner: Practitioner) -> tuple[Request, bytes]:
    """This vault's request to join, signed with the key it names."""
    keys = device_keys(vault)
    asked = Request(practitioner.name, practitioner.role, keys.public, keys.recipient)
    said = _request_said(asked)
    signature = sign(keys.signing, frame.canonical(said)).hex()
    return asked, _dumped({**said, "signature": signature})


def read_request(content: bytes) -> Request:
    """Raises NotARequest."""
    try:
        said = _Request.model_validate_json(content[: MOST_BYTES + 1])
    except ValidationError:
        raise NotARequest from None
    asked = Request(said.name, said.role, bytes.fromhex(said.signing), said.recipient)
    if not is_signed(
        asked.signing, bytes.fromhex(said.signature), frame.canonical(_request_said(asked))
    ):
        raise NotARequest
    return asked


def found_team(
    vault: Vault,
    practitioner: Practitioner,
    name: str,
    at: datetime,
    *,
    lease: timedelta = DEFAULT_LEASE,
) -> NewTeam:
    """Begin a team, with this vault as its first lead. Raises AlreadyInATeam."""
    store = TeamStore(vault)
    with vault.transaction():
        if store.membership() is not None:
            raise AlreadyInATeam
        keys, identity, recovery = device_keys(vault), new_identity(), new_identity()
        team = rosters.new_team_id(name, keys.public)
        lead = Member(practitioner.name, practitioner.role, keys.public, keys.recipient, True)
        roster = Roster(
            team=team,
            name=name,
            number=1,
            recipient=recipient_of(identity),
            recovery=recipient_of(recovery),
            pseudonym_key=secrets.token_bytes(32),
            lease=lease,
            members=(lead,),
        )
        store.join(team, name, keys.public, at)
        store.keep_team_identity(identity)
        store.keep_recovery_key(recovery)
        signed = rosters.signed(roster, keys, "")
        store.keep_roster(KeptRoster(1, signed.name, signed.content), name)
    return NewTeam(roster, recovery)


def invite(vault: Vault, asked: Request, *, as_lead: bool = False) -> tuple[Invitation, bytes]:
    """Enter this laptop on the next roster, and make what it needs to join. Raises NotALead."""
    with vault.transaction():
        now = _as_lead(vault)
        member = Member(asked.name, asked.role, asked.signing, asked.recipient, as_lead)
        content = _next_roster(vault, now, now.roster.with_member(member))
        own = frame.canonical({"team_identity": now.team_identity if as_lead else ""})
        invitation = Invitation(
            team=now.roster.team,
            team_name=now.roster.name,
            lead_key=now.keys.public,
            roster=content,
            places=tuple(place.address for place in TeamStore(vault).places()),
            sealed_for_lead=frame.seal(own, (asked.recipient,)),
        )
    said = _invitation_said(invitation)
    signature = sign(now.keys.signing, frame.canonical(said)).hex()
    return invitation, _dumped({**said, "signature": signature})


def read_invitation(vault: Vault, content: bytes) -> Invitation:
    """Read before joining, to compare the code. Raises NotAnInvitation."""
    try:
        said = _Invitation.model_validate_json(content[: MOST_BYTES + 1])
        invitation = Invitation(
            said.team,
            said.team_name,
            bytes.fromhex(said.lead_key),
            base64.b64decode(said.roster, validate=True),
            tuple(said.places),
            base64.b64decode(said.sealed, validate=True),
        )
        signed = is_signed(
            invitation.lead_key,
            bytes.fromhex(said.signature),
            frame.canonical(_invitation_said(invitation)),
        )
        if not signed:
            raise NotAnInvitation
        frame.unseal(invitation.sealed_for_lead, device_keys(vault).identity)
    except (ValidationError, ValueError, Refused):
        raise NotAnInvitation from None
    return invitation


def join(vault: Vault, invitation: Invitation, at: datetime) -> Joined:
    """Join, once the code was compared. Raises AlreadyInATeam, NotAnInvitation."""
    store = TeamStore(vault)
    with vault.transaction():
        if store.membership() is not None:
            raise AlreadyInATeam
        store.join(invitation.team, invitation.team_name, invitation.lead_key, at)
        try:
            take_roster(vault, invitation.roster)
            own = json.loads(frame.unseal(invitation.sealed_for_lead, device_keys(vault).identity))
        except (Refused, ValueError):
            raise NotAnInvitation from None
        now = must_be_joined(vault)
        if now.me is None:
            raise NotAnInvitation
        if isinstance(own, dict) and own.get("team_identity"):
            store.keep_team_identity(str(own["team_identity"]))
        for place in invitation.places:
            store.add_place(place, at)
    return must_be_joined(vault)


def stop(vault: Vault, device: DeviceId, through: Mapping[Incarnation, int]) -> Roster:
    """Take this laptop off: nothing beyond these sequences is taken in any more.

    Raises NotALead, also for the last lead's own laptop.
    """
    with vault.transaction():
        now = _as_lead(vault)
        leads = [m for m in now.roster.members if m.is_lead and m.stopped is None]
        if [m.device for m in leads] == [device]:
            raise NotALead
        roster = now.roster.stopping(device, through)
        _next_roster(vault, now, roster)
    return roster


def _as_lead(vault: Vault) -> Joined:
    now = must_be_joined(vault)
    if not now.is_lead:
        raise NotALead
    return now


def _next_roster(vault: Vault, now: Joined, roster: Roster) -> bytes:
    store = TeamStore(vault)
    newest = store.newest_roster()
    previous = rosters.read(newest.content).digest if newest else ""
    signed = rosters.signed(roster, now.keys, previous)
    store.keep_roster(KeptRoster(signed.number, signed.name, signed.content), roster.name)
    return signed.content


def _request_said(asked: Request) -> dict[str, Json]:
    return {
        "format": "golden-thread request",
        "version": 1,
        "name": asked.name,
        "role": asked.role,
        "signing": asked.signing.hex(),
        "recipient": asked.recipient,
    }


def _invitation_said(invitation: Invitation) -> dict[str, Json]:
    i = invitation
    return {
        "format": "golden-thread invitation",
        "version": 1,
        "team": i.team,
        "team_name": i.team_name,
        "lead_key": i.lead_key.hex(),
        "roster": base64.b64encode(i.roster).decode(),
        "places": list(i.places),
        "sealed": base64.b64encode(i.sealed_for_lead).decode(),
    }


def _dumped(said: Mapping[str, Json]) -> bytes:
    return (json.dumps(said, indent=1, ensure_ascii=False) + "\n").encode()


_Words = Annotated[str, Field(min_length=1, max_length=200)]


class _Request(Strict):
    format: Literal["golden-thread request"]
    version: Literal[1]
    name: _Words
    role: Annotated[str, Field(max_length=200)]
    signing: Hex64
    recipient: Recipient
    signature: Hex128


class _Invitation(Strict):
    format: Literal["golden-thread invitation"]
    version: Literal[1]
    team: Hex16
    team_name: _Words
    lead_key: Hex64
    roster: Annotated[str, Field(max_length=MOST_BYTES)]
    places: Annotated[list[Annotated[str, Field(max_length=2000)]], Field(max_length=20)]
    sealed: Annotated[str, Field(max_length=100_000)]
    signature: Hex128
