"""Taking in: each envelope believed, opened and kept once, or set aside with its reason."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from storage.inbox import Arrival, Inbox, NewArrival, SetAside
from storage.lives import life_now
from storage.outbox import Outbox
from storage.team import KeptReceipt, MadeReceipt, TeamStore
from storage.vault import Vault
from sync import envelope, receipt
from sync.body import body_from_bytes, replaced_by
from sync.envelope import Digest, Envelope, EnvelopeId, Incarnation, Link
from sync.keys import DeviceId
from sync.membership import Joined
from sync.reasons import Reason, Refused
from sync.receipt import Held, Receipt
from sync.reconcile import Arrived, line_of

_MOST_NAME = 150
_MOST_BEYOND = 5000
"""So that a receipt stays small; what is not named is handed over again, which changes nothing."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file as it came from a place: its content, or why it was not read."""

    name: str
    size: int | None
    content: bytes | Reason


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Names of files that are safe here now, and of files to be set aside."""

    taken: tuple[str, ...]
    refused: tuple[str, ...]


_MAY_CHANGE = frozenset({Reason.NEWER, Reason.UNKNOWN_SENDER, Reason.REVOKED, Reason.NOT_FOR_US})
"""What a newer program or a newer roster may judge otherwise: if it comes again, look again."""

_FILE = re.compile(r"[0-9a-f]{64}\.gte")


def known_as(name: str) -> str:
    """What a file is known by, once it was looked at: its digest, or that it can have none."""
    if _FILE.fullmatch(name):
        return name.removesuffix(envelope.ENDING)
    return f"?{_legible(name)}"


def unknown(vault: Vault, known_as: Iterable[str]) -> frozenset[str]:
    """Those that were never looked at, and those to be looked at again."""
    return Inbox(vault).unknown(known_as, again=frozenset(why.value for why in _MAY_CHANGE))


def take_in(
    vault: Vault, now: Joined, fetched: Iterable[Fetched], place: int | None, at: datetime
) -> TakenIn:
    """Take these in, in one transaction."""
    inbox, taken, refused, senders = Inbox(vault), list[str](), list[str](), set[str]()
    with vault.transaction():
        for one in fetched:
            device = ""
            try:
                read = _read(one)
                _must_be_a_members(now, read)
                device = read.link.device
                inbox.add(_opened(now, read), at)
                senders.add(device)
                taken.append(one.name)
            except Refused as why:
                aside = SetAside(
                    _legible(one.name), _digest_of(one), device, why.reason.value, one.size, at
                )
                inbox.set_aside(aside, place)
                refused.append(one.name)
        for sender in senders:  # a stranger cannot take back what another sent
            inbox.wipe_withdrawn(sender)
    return TakenIn(tuple(taken), tuple(refused))


def _read(one: Fetched) -> Envelope:
    """The envelope of this name. What is refused here tells nothing of the one so named."""
    if isinstance(one.content, Reason):
        raise Refused(one.content)
    read = envelope.read(one.content)
    if read.name != one.name:
        raise Refused(Reason.NAME_DIFFERS)
    return read


def _must_be_a_members(now: Joined, read: Envelope) -> None:
    sender = now.roster.member(read.link.device)
    if sender is None:
        raise Refused(Reason.UNKNOWN_SENDER)
    envelope.must_be_signed(read, sender.signing)


def _opened(now: Joined, read: Envelope) -> NewArrival:
    link = read.link
    sender = now.roster.member(link.device)
    if sender is None or not sender.may_have_made(link.incarnation, link.sequence):
        raise Refused(Reason.REVOKED)
    identity = now.team_identity or now.keys.identity
    inside = envelope.opened(read, identity)
    body = body_from_bytes(inside)
    return NewArrival(
        digest=read.digest,
        id=read.id,
        device=link.device,
        incarnation=link.incarnation,
        sequence=link.sequence,
        previous=link.previous or "",
        kind=body.kind,
        replaces=replaced_by(body),
        body=inside,
    )


def _digest_of(one: Fetched) -> str:
    """What a later visit knows it by.

    A file that is not what its name says, or was not read, tells nothing of the envelope of that
    name: when it comes whole, it is taken in.
    """
    if isinstance(one.content, bytes):
        digest = hashlib.sha256(one.content).hexdigest()
        if one.name == digest + envelope.ENDING:
            return digest
    return f"?{_legible(one.name)}"


def _legible(name: str) -> str:
    """The name as it can be kept and shown; a long one is cut and told apart by its digest."""
    said = name.encode("utf-8", "backslashreplace").decode()
    if len(said) <= _MOST_NAME:
        return said
    return f"{said[:_MOST_NAME]}~{hashlib.sha256(said.encode()).hexdigest()[:16]}"


def as_arrived(arrival: Arrival) -> Arrived:
    """An arrival as `reconcile` looks at it."""
    previous = Digest(arrival.previous) if arrival.previous else None
    link = Link(
        DeviceId(arrival.device), Incarnation(arrival.incarnation), arrival.sequence, previous
    )
    return Arrived(
        Digest(arrival.digest),
        EnvelopeId(arrival.id),
        link,
        EnvelopeId(arrival.replaces) if arrival.replaces else None,
        withdraws=arrival.kind == "withdrawal",
    )


def take_receipt(vault: Vault, now: Joined, content: bytes, at: datetime) -> int:
    """Believe what a lead says the team holds. How many envelopes wait again because of it.

    Raises Refused.
    """
    offered = receipt.read(content)
    said = offered.receipt
    if (said.team, said.device) != (now.roster.team, now.keys.device):
        raise Refused(Reason.NOT_FOR_US)
    lead = now.roster.lead(said.lead)
    if lead is None:
        raise Refused(Reason.UNKNOWN_SENDER)
    if not receipt.is_signed_by(offered, lead.signing):
        raise Refused(Reason.SIGNATURE)
    store = TeamStore(vault)
    with vault.transaction():
        held = {r.lead: r for r in store.receipts()}.get(said.lead)
        if held and (held.life_number, held.number) >= (said.life_number, said.number):
            return 0
        series, _ = receipt.series_and_number(offered.name)
        kept = KeptReceipt(said.lead, series, said.life_number, said.number, content)
        store.keep_receipt(kept, at)
        _refusals(vault, said.refused, at)
        return _apply(vault, now, at)


def _refusals(vault: Vault, refused: Mapping[Digest, Reason], at: datetime) -> None:
    for digest, reason in refused.items():
        Outbox(vault).refused(digest, reason.value, at)


def _apply(vault: Vault, now: Joined, at: datetime) -> int:
    """What all leads together hold is confirmed; what none of them holds is not.

    What only a lead that was taken off holds, the team does not hold.
    """
    through: dict[Incarnation, int] = {}
    beyond: dict[Incarnation, set[str]] = {}
    for kept in TeamStore(vault).receipts():
        if now.roster.lead(DeviceId(kept.lead)) is None:
            continue
        for life, held in receipt.read(kept.content).receipt.held.items():
            if held.through and _is_ours(vault, life, held):
                through[life] = max(through.get(life, 0), held.through)
            beyond.setdefault(life, set()).update(held.beyond)
    outbox = Outbox(vault)
    return sum(
        outbox.team_holds(life, through.get(life, 0), beyond.get(life, ()), at)
        for life in sorted(through.keys() | beyond.keys())
    )


def _is_ours(vault: Vault, life: Incarnation, held: Held) -> bool:
    """Whether the line they hold up to there is this one, and not a copy's that forked from it."""
    return Outbox(vault).digest_at(life, held.through) == held.head


def receipts_due(vault: Vault, now: Joined, at: datetime) -> tuple[MadeReceipt, ...]:
    """A receipt for each laptop of which more is held, or more was refused, than was said last.

    The newest ones are given again, so that a place that lost them has them.
    """
    store, inbox = TeamStore(vault), Inbox(vault)
    given = []
    with vault.transaction():
        life = life_now(vault, at)
        for device in inbox.devices():
            if now.roster.member(DeviceId(device)) is None:
                continue
            last = store.made_receipt(device, life.incarnation)
            made = _receipt_for(inbox, now, device, (life.incarnation, life.number), last)
            if made is not None:
                store.keep_made_receipt(device, life.incarnation, made)
                given.append(made)
            elif last is not None:
                given.append(last)
    return tuple(given)


def _receipt_for(
    inbox: Inbox, now: Joined, device: str, life: tuple[str, int], last: MadeReceipt | None
) -> MadeReceipt | None:
    lines: dict[Incarnation, list[Arrived]] = {}
    for arrival in inbox.arrivals(device):
        one = as_arrived(arrival)
        lines.setdefault(one.link.incarnation, []).append(one)
    held = {}
    for incarnation, arrived in lines.items():
        line = line_of(arrived)
        beyond = tuple(digest for _, digest in line.beyond[:_MOST_BEYOND])
        held[incarnation] = Held(line.through, line.head, beyond)
    said = Receipt(
        team=now.roster.team,
        lead=now.keys.device,
        life=Incarnation(life[0]),
        life_number=life[1],
        number=last.number + 1 if last else 1,
        device=DeviceId(device),
        held=held,
        refused={
            Digest(a.digest): Reason(a.why)
            for a in inbox.aside(device)
            if len(a.digest) == hashlib.sha256().digest_size * 2
        },
    )
    if last is not None:
        before = receipt.read(last.content).receipt
        if (before.held, before.refused) == (said.held, said.refused):
            return None
    signed = receipt.signed(said, now.keys)
    return MadeReceipt(said.number, signed.name, signed.content)
