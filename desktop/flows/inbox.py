"""A lead's inbox: what arrived from whom, what is missing, what disagrees, what lies aside."""

from dataclasses import dataclass
from datetime import datetime

from desktop.flows.opened import Clock, OpenVault
from desktop.flows.sending import name_of_family
from storage.inbox import Arrival, Inbox, SetAside
from storage.outbox import Outbox
from sync.arriving import as_arrived
from sync.body import Body, Reply, body_from_bytes
from sync.envelope import EnvelopeId, Incarnation
from sync.keys import DeviceId
from sync.membership import must_be_joined
from sync.outgoing import seal_for_device
from sync.reasons import Reason
from sync.reconcile import Line, Standing, reconcile
from sync.roster import Member


@dataclass(frozen=True, slots=True)
class FromLaptop:
    """All that came from one laptop; more than one life: its vault was copied or put back."""

    device: DeviceId
    member: Member | None
    lines: tuple[tuple[Incarnation, Line], ...]
    newest_at: datetime | None
    count: int


@dataclass(frozen=True, slots=True)
class AsideLine:
    """One thing that was not taken in, and why in words."""

    aside: SetAside
    reason: Reason
    sender: str


@dataclass(frozen=True, slots=True)
class InboxPage:
    """The inbox as a page shows it."""

    laptops: tuple[FromLaptop, ...]
    aside: tuple[AsideLine, ...]
    newest: tuple[Arrival, ...]
    standing: Standing
    count: int


@dataclass(frozen=True, slots=True)
class Read:
    """One arrival, opened. `body` is None, and `text` empty, where it was taken back."""

    arrival: Arrival
    sender: Member | None
    body: Body | None
    text: str
    may_reply: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to something this vault sent; `family` as it is known on this laptop."""

    arrival: Arrival
    reply: Reply
    family: str


class InboxFlow:
    """Reading the inbox; only leads have what opens it."""

    def __init__(self, open_vault: OpenVault, clock: Clock) -> None:
        self._open = open_vault
        self._clock = clock
        self._inbox = Inbox(open_vault.vault)

    def page(self, most: int = 100) -> InboxPage:
        """Everything at a glance, with the newest `most` arrivals. Raises NotInATeam."""
        now = must_be_joined(self._open.vault)
        arrivals = self._inbox.arrivals()
        picture = reconcile(as_arrived(one) for one in arrivals)
        devices = sorted({DeviceId(one.device) for one in arrivals})
        names = {m.device: m.name for m in now.roster.members}
        return InboxPage(
            tuple(
                FromLaptop(
                    device,
                    now.roster.member(device),
                    tuple((life, line) for (d, life), line in picture.lines.items() if d == device),
                    max(one.came_at for one in arrivals if one.device == device),
                    sum(one.device == device for one in arrivals),
                )
                for device in devices
            ),
            tuple(
                AsideLine(one, Reason(one.why), names.get(DeviceId(one.device), ""))
                for one in self._inbox.aside()
            ),
            self._inbox.newest(most),
            picture.standing,
            len(arrivals),
        )

    def read(self, digest: str) -> Read:
        """What was inside; that it was read is kept. A digest that is not here: LookupError."""
        now = must_be_joined(self._open.vault)
        arrival = self._inbox.of_digest(digest)
        self._inbox.mark_read(digest, self._clock())
        inside = self._inbox.body(digest)
        return Read(
            arrival,
            now.roster.member(DeviceId(arrival.device)),
            body_from_bytes(inside) if inside else None,
            inside.decode(),
            may_reply=now.is_lead and arrival.kind in {"summary", "letter"},
        )

    def reply(self, to: Arrival, answer: str, words: str, alternative: str = "") -> EnvelopeId:
        """Seal an answer to whoever sent this."""
        now = must_be_joined(self._open.vault)
        body = Reply.model_validate(
            {"to": to.id, "answer": answer, "words": words, "alternative": alternative}
        )
        device = DeviceId(to.device)
        return seal_for_device(self._open.vault, now, body, self._clock(), device).id

    def replies(self) -> tuple[Answered, ...]:
        """What the team answered to this practitioner, newest first."""
        found, outbox = [], Outbox(self._open.vault)
        for arrival in self._inbox.of_kind("reply"):
            body = body_from_bytes(self._inbox.body(arrival.digest))
            if isinstance(body, Reply):
                line = outbox.of_id(body.to)
                family = name_of_family(self._open, line.family if line else None)
                found.append(Answered(arrival, body, family))
        return tuple(found)
