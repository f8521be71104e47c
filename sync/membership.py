"""This vault's place in its team: its keys, and the roster it believes."""

from dataclasses import dataclass

from storage.team import KeptRoster, Membership, TeamStore
from storage.vault import Vault
from sync import roster as rosters
from sync.errors import NotInATeam, RosterForked
from sync.keys import DeviceKeys, TeamId, device_id, new_identity
from sync.reasons import Reason, Refused
from sync.roster import Member, Roster, SignedRoster


@dataclass(frozen=True, slots=True)
class Joined:
    """A vault that belongs to a team. `team_identity` opens the team's envelopes: leads' alone."""

    membership: Membership
    keys: DeviceKeys
    roster: Roster
    team_identity: str | None

    @property
    def me(self) -> Member | None:
        """This vault on the roster; None where the lead has not entered it yet."""
        return self.roster.member(self.keys.device)

    @property
    def is_lead(self) -> bool:
        return self.team_identity is not None and self.roster.lead(self.keys.device) is not None

    @property
    def is_stopped(self) -> bool:
        return self.me is not None and self.me.stopped is not None


def device_keys(vault: Vault) -> DeviceKeys:
    """This vault's keys; what opens envelopes is made when it is first asked for."""
    store = TeamStore(vault)
    with vault.transaction():
        identity = store.identity()
        if identity is None:
            identity = new_identity()
            store.keep_identity(identity)
    return DeviceKeys(store.signing_key(), identity)


def joined(vault: Vault) -> Joined | None:
    """The team of this vault, or None."""
    store = TeamStore(vault)
    membership = store.membership()
    if membership is None:
        return None
    newest = store.newest_roster()
    if newest is None:
        return None
    keys = device_keys(vault)
    roster = rosters.inside(rosters.read(newest.content), keys.identity)
    return Joined(membership, keys, roster, store.team_identity())


def must_be_joined(vault: Vault) -> Joined:
    """Raises NotInATeam."""
    found = joined(vault)
    if found is None:
        raise NotInATeam
    return found


def take_roster(vault: Vault, content: bytes) -> Roster | None:
    """Believe this roster if it moves this team's forward; None if it is one held already.

    Raises Refused where it is not to be believed, RosterForked where two of one number are both
    signed by a lead.
    """
    store = TeamStore(vault)
    membership = store.membership()
    if membership is None:
        raise NotInATeam
    offered = rosters.read(content)
    if offered.team != TeamId(membership.team):
        raise Refused(Reason.NOT_FOR_US)
    held = {one.number: one for one in store.rosters()}
    same = held.get(offered.number)
    if same is not None and same.content == content:
        return None
    rosters.must_be_signed(offered, _signing_key(vault, offered, membership))
    before, after = held.get(offered.number - 1), held.get(offered.number + 1)
    if (
        same is not None
        or (before is not None and rosters.read(before.content).digest != offered.previous)
        or (after is not None and rosters.read(after.content).previous != offered.digest)
    ):
        raise RosterForked
    if offered.number < membership.roster_number:
        return None
    roster = rosters.inside(offered, device_keys(vault).identity)
    store.keep_roster(KeptRoster(offered.number, offered.name, content), roster.name)
    return roster


def _signing_key(vault: Vault, offered: SignedRoster, membership: Membership) -> bytes:
    """The key of the signer, if it may sign: the lead compared by voice, and leads since.

    Who leads is what the newest roster before this one says, so that a roster that was held back
    is still seen to contradict one that was believed. Raises Refused.
    """
    held = TeamStore(vault).rosters()
    before = [one for one in held if one.number < offered.number] or held[:1]
    if not before:
        if device_id(membership.lead_key) == offered.signer:
            return membership.lead_key
    else:
        newest = rosters.read(before[-1].content)
        lead = rosters.inside(newest, device_keys(vault).identity).lead(offered.signer)
        if lead is not None:
            return lead.signing
    raise Refused(Reason.UNKNOWN_SENDER)
