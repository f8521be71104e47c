"""Belonging to a team: beginning one, asking to join, inviting, stopping, and where it is met."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.flows.opened import Clock, OpenVault
from desktop.flows.outside import check_writable, read_in, write_out
from forms.refusal import Refusal
from letters.pdf import qr_modules, render
from letters.team_key import TeamKeyFacts, team_key_sheet
from storage.inbox import Inbox
from storage.lives import Life, lives
from storage.outbox import Counts, Outbox
from storage.team import TeamPlace, TeamStore
from sync import enrolment
from sync.arriving import as_arrived
from sync.enrolment import INVITATION_ENDING, REQUEST_ENDING, Invitation, NewTeam, Request
from sync.envelope import Incarnation
from sync.errors import NoSuchPlace
from sync.keys import DeviceId
from sync.lease import lease_ends
from sync.membership import joined
from sync.places.address import place_from
from sync.places.folder import FolderPlace
from sync.reconcile import reconcile
from sync.roster import Member, Roster

_MOST_NAME = 100


@dataclass(frozen=True, slots=True)
class Standing:
    """How this vault stands to its team, as a page shows it.

    `key_waits`: the team's recovery key has not been locked away yet.
    `lease_ends`: once that is over, the next unlock lets this vault only be read, unless the team
    was heard from; None where nobody else leads the team.
    """

    team_name: str
    me: DeviceId
    is_lead: bool
    is_stopped: bool
    roster_number: int
    members: tuple[Member, ...]
    places: tuple[TeamPlace, ...]
    counts: Counts
    heard_at: datetime
    lease_ends: datetime | None
    lives: tuple[Life, ...]
    key_waits: bool


@dataclass(frozen=True, slots=True)
class WaitingKey:
    """The recovery key of a team just begun, still to be printed and locked away."""

    team_name: str
    key: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A request written to a file; `code` is read out to the lead."""

    code: str
    file: Path
    modules: Sequence[Sequence[bool]]
    """The request as a QR code: its squares, row by row, True where one is dark."""


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation written to a file; `code` is read out to the laptop's owner."""

    code: str
    file: Path


class TeamFlow:
    """File names tell a code, never a person."""

    def __init__(self, open_vault: OpenVault, clock: Clock) -> None:
        self._open = open_vault
        self._clock = clock
        self._store = TeamStore(open_vault.vault)

    def standing(self) -> Standing | None:
        """None while this vault belongs to no team."""
        now = joined(self._open.vault)
        if now is None:
            return None
        return Standing(
            team_name=now.roster.name,
            me=now.keys.device,
            is_lead=now.is_lead,
            is_stopped=now.is_stopped,
            roster_number=now.roster.number,
            members=now.roster.members,
            places=self._store.places(),
            counts=Outbox(self._open.vault).counts(),
            heard_at=now.membership.heard_at,
            lease_ends=lease_ends(now),
            lives=lives(self._open.vault),
            key_waits=self._store.recovery_key() is not None,
        )

    def begin(self, name: str) -> NewTeam | Refusal:
        """Begin a team with this vault as its lead. The recovery key waits to be put away.

        Raises AlreadyInATeam.
        """
        said = name.strip()
        if not said:
            return Refusal("Give the team a name that its members will recognise.")
        if len(said) > _MOST_NAME:
            return Refusal(f"Keep the team's name to {_MOST_NAME} characters.")
        return enrolment.found_team(self._open.vault, self._open.practitioner, said, self._clock())

    def recovery_key(self) -> WaitingKey | None:
        """The team's recovery key, until it was put away."""
        key, membership = self._store.recovery_key(), self._store.membership()
        return WaitingKey(membership.name, key) if key and membership else None

    def put_recovery_away(self) -> None:
        """It is locked away: the vault keeps it no longer."""
        self._store.put_recovery_key_away()

    def write_recovery(self, waiting: WaitingKey, folder: Path) -> Path:
        """The team's recovery key as a sheet to print, in this folder. Raises ExportFailed."""
        check_writable(folder)
        now = self._clock()
        facts = TeamKeyFacts(
            waiting.team_name, self._open.practitioner.name, waiting.key, now.date()
        )
        sheet = team_key_sheet(facts)
        place = folder / f"Golden-Thread-{sheet.file_stem}.pdf"
        write_out(place, render(sheet, now))
        return place

    def ask(self, folder: Path) -> Asked:
        """Write this vault's request to join into the folder."""
        asked, content = enrolment.request(self._open.vault, self._open.practitioner)
        place = folder / f"Golden-Thread-{asked.code}{REQUEST_ENDING}"
        write_out(place, content)
        return Asked(asked.code, place, qr_modules(content.decode()))

    def read_request(self, file: Path) -> Request:
        """Whose laptop asks: show name and code, and compare the code by voice.

        Raises NotARequest.
        """
        return enrolment.read_request(read_in(file, enrolment.MOST_BYTES))

    def invite(self, asked: Request, folder: Path, *, as_lead: bool = False) -> Invited:
        """Enter this laptop on the roster and write its invitation into the folder."""
        with self._open.vault.transaction():
            invitation, content = enrolment.invite(self._open.vault, asked, as_lead=as_lead)
            place = folder / f"Golden-Thread-{asked.code}{INVITATION_ENDING}"
            write_out(place, content)
        return Invited(invitation.code, place)

    def read_invitation(self, file: Path) -> Invitation:
        """Which team invites: show its name and code, and compare the code by voice.

        Raises NotAnInvitation.
        """
        return enrolment.read_invitation(self._open.vault, read_in(file, enrolment.MOST_BYTES))

    def join(self, invitation: Invitation) -> Standing:
        """Join, once the code was compared. Raises AlreadyInATeam, NotAnInvitation."""
        enrolment.join(self._open.vault, invitation, self._clock())
        standing = self.standing()
        assert standing is not None  # noqa: S101 just joined
        return standing

    def stop(self, device: DeviceId) -> Roster:
        """Take this laptop off the roster from what came so far on. Raises NotALead."""
        arrived = (as_arrived(one) for one in Inbox(self._open.vault).arrivals(device))
        lines = reconcile(arrived).lines
        through: dict[Incarnation, int] = {}
        for (_, life), line in lines.items():
            newest = max((sequence for sequence, _ in line.beyond), default=line.through)
            through[life] = max(newest, line.through)
        return enrolment.stop(self._open.vault, device, through)

    def is_in_team(self) -> bool:
        return self._store.membership() is not None

    def add_place(self, address: str) -> None:
        """Meet the team there too. Raises NoSuchPlace, LibraryMissing."""
        try:
            place_from(address.strip()).close()
        except RuntimeError:  # the home of somebody who has none here
            raise NoSuchPlace from None
        self._store.add_place(address.strip(), self._clock())

    def leave_place(self, number: int) -> None:
        """Go there no more; nothing that is there is touched."""
        self._store.leave_place(number, self._clock())


def is_away(address: str) -> bool:
    """Whether this place is a folder that is not there now; nothing else is looked for.

    It may wait for a share or a stick: not for the vault's thread.
    """
    place = place_from(address.strip())
    try:
        return isinstance(place, FolderPlace) and not place.is_there
    finally:
        place.close()
