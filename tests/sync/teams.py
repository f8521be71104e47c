"""A practice team in a folder: a lead and practitioners, each with a vault, joined by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from forms.people import Practitioner
from storage.inbox import Inbox, NewArrival
from storage.team import TeamPlace, TeamStore
from storage.vault import Vault
from sync.body import Body, Letter, Withdrawal, body_to_bytes
from sync.enrolment import found_team, invite, join, read_invitation, read_request, request
from sync.envelope import Envelope, EnvelopeId
from sync.membership import Joined, must_be_joined
from sync.outgoing import seal_for_team
from sync.places.folder import FolderPlace
from sync.places.place import Place
from sync.visit import Visit, Visited, visit
from tests.storage.samples import PASSPHRASE

T = TypeVar("T")
AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@dataclass
class Laptop:
    """One practitioner's vault and the place of the team as it sees it."""

    vault: Vault
    practitioner: Practitioner
    root: Path
    recovery: str = ""

    @property
    def joined(self) -> Joined:
        return must_be_joined(self.vault)

    def place(self) -> Place:
        return FolderPlace(self.root)

    def known(self) -> TeamPlace:
        store = TeamStore(self.vault)
        store.add_place(str(self.root), AT)
        return next(p for p in store.places() if p.address == str(self.root))

    def visits(self, place: Place | None = None, at: datetime = AT) -> Visited:
        def on_vault(action: Callable[[Vault], T]) -> T:
            return action(self.vault)

        there = place or self.place()
        return visit(Visit(on_vault, there, self.known(), lambda: at))

    def seals(self, body: Body | None = None, at: datetime = AT) -> Envelope:
        """Seal something small to the team."""
        said = body or Withdrawal(replaces="0" * 32, why="other")
        return seal_for_team(self.vault, self.joined, said, at)


def a_laptop(folder: Path, root: Path, name: str) -> Laptop:
    practitioner = Practitioner(name, "Health visitor", "Practice team")
    root.mkdir(exist_ok=True)
    return Laptop(Vault.create(folder, practitioner, PASSPHRASE), practitioner, root)


def a_lead(folder: Path, root: Path) -> Laptop:
    """A lead whose team has just begun, and is in its place already."""
    lead = a_laptop(folder, root, "Practice Lead Heron")
    lead.recovery = found_team(lead.vault, lead.practitioner, "Practice team", AT).recovery
    lead.visits()
    return lead


def enrolled(lead: Laptop, laptop: Laptop, *, as_lead: bool = False) -> Laptop:
    """This laptop on the lead's roster, by request and invitation."""
    _, asked = request(laptop.vault, laptop.practitioner)
    _, invitation = invite(lead.vault, read_request(asked), as_lead=as_lead)
    join(laptop.vault, read_invitation(laptop.vault, invitation), AT)
    lead.visits()
    return laptop


def let_a_letter_come(vault: Vault, at: datetime) -> None:
    """Into a lead's inbox, as if from her own laptop."""
    device = must_be_joined(vault).keys.device
    letter = Letter(
        family="0" * 32, baby="1" * 32, sha256="2" * 64, text="Invented", pdf=b"", replaces=None
    )
    body = body_to_bytes(letter)
    came = NewArrival("3" * 64, "4" * 32, device, "5" * 16, 1, "", letter.kind, None, body)
    Inbox(vault).add(came, at)


def withdrawing(envelope: EnvelopeId) -> Withdrawal:
    return Withdrawal(replaces=envelope, why="sent_in_error")
