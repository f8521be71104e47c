"""Sealing: once, in the same transaction as the record it is about, and kept until confirmed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from storage.audit import About, AuditLog, EventKind
from storage.lives import life_now, write_life_down
from storage.outbox import TEAM, NewEnvelope, Outbox
from storage.vault import Vault
from sync.body import Body, body_to_bytes, replaced_by
from sync.envelope import (
    Digest,
    Envelope,
    Incarnation,
    Link,
    new_envelope_id,
    sealed,
)
from sync.errors import LaptopStopped
from sync.keys import DeviceId
from sync.membership import Joined


def seal_for_team(
    vault: Vault,
    now: Joined,
    body: Body,
    at: datetime,
    *,
    about: About | None = None,
) -> Envelope:
    """Seal this to the team and its recovery key, and keep it to be handed over.

    Inside a transaction under way it is kept with it, or not at all. Raises LaptopStopped.
    """
    (made,) = seal_each_for_team(vault, now, ((body, about or About()),), at)
    return made


def seal_each_for_team(
    vault: Vault, now: Joined, bodies: Sequence[tuple[Body, About]], at: datetime
) -> tuple[Envelope, ...]:
    """Seal all of these, in this order, in one transaction. Raises LaptopStopped."""
    return _seal(vault, now, bodies, at, TEAM, now.roster.recipients)


def seal_for_device(
    vault: Vault, now: Joined, body: Body, at: datetime, device: DeviceId
) -> Envelope:
    """Seal this to one member's laptop and the team's own keys. A stranger is a LookupError."""
    member = now.roster.member(device)
    if member is None:
        raise LookupError("no such laptop on the roster")
    recipients = (member.recipient, *now.roster.recipients)
    (made,) = _seal(vault, now, ((body, About()),), at, device, recipients)
    return made


def _seal(  # noqa: PLR0913, PLR0917 one private door for all
    vault: Vault,
    now: Joined,
    bodies: Sequence[tuple[Body, About]],
    at: datetime,
    for_device: str,
    recipients: tuple[str, ...],
) -> tuple[Envelope, ...]:
    if now.is_stopped:
        raise LaptopStopped
    outbox, made = Outbox(vault), list[Envelope]()
    with vault.transaction():
        life = life_now(vault, at)
        before = outbox.newest(life.incarnation)
        sequence, previous = (before[0], Digest(before[1])) if before else (0, None)
        for number, (body, about) in enumerate(bodies, start=sequence + 1):
            link = Link(now.keys.device, Incarnation(life.incarnation), number, previous)
            one = sealed(body_to_bytes(body), link, now.keys, recipients, new_envelope_id())
            outbox.add(_kept(one, body, about, for_device), at)
            previous = one.digest
            made.append(one)
        _note(vault, made, bodies, at)
        vault.after_commit(write_life_down)
    return tuple(made)


def _kept(made: Envelope, body: Body, about: About, for_device: str) -> NewEnvelope:
    return NewEnvelope(
        id=made.id,
        digest=made.digest,
        incarnation=made.link.incarnation,
        sequence=made.link.sequence,
        previous=made.link.previous or "",
        for_device=for_device,
        kind=body.kind,
        content=made.content,
        family=about.family,
        contact=about.contact,
        replaces=replaced_by(body),
    )


def _note(
    vault: Vault,
    made: Sequence[Envelope],
    bodies: Sequence[tuple[Body, About]],
    at: datetime,
) -> None:
    """Each about a family in that family's log; the rest as a number."""
    log = AuditLog(vault)
    unnamed = [one for one, (_, about) in zip(made, bodies, strict=True) if not about.family]
    for one, (_, about) in zip(made, bodies, strict=True):
        if about.family:
            log.note(EventKind.SYNCED, replace(about, reference=one.id), at)
    if unnamed:
        log.note(EventKind.SYNCED, About(count=len(unnamed), reference=unnamed[-1].id), at)
