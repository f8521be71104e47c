"""Sealing: once, in the same transaction as the record it is about, and kept until confirmed."""

from datetime import datetime

from storage.audit import About, AuditLog, EventKind
from storage.lives import life_now, write_life_down
from storage.outbox import TEAM, NewEnvelope, Outbox
from storage.vault import Vault
from sync.body import Body, body_to_bytes, replaced_by
from sync.envelope import (
    Digest,
    Envelope,
    EnvelopeId,
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
    return _seal(vault, now, body, at, TEAM, now.roster.recipients, about or About())


def seal_for_device(
    vault: Vault, now: Joined, body: Body, at: datetime, device: DeviceId
) -> Envelope:
    """Seal this to one member's laptop and the team's own keys. A stranger is a LookupError."""
    member = now.roster.member(device)
    if member is None:
        raise LookupError("no such laptop on the roster")
    recipients = (member.recipient, *now.roster.recipients)
    return _seal(vault, now, body, at, device, recipients, About())


def _seal(  # noqa: PLR0913, PLR0917 one private door for both
    vault: Vault,
    now: Joined,
    body: Body,
    at: datetime,
    for_device: str,
    recipients: tuple[str, ...],
    about: About,
) -> Envelope:
    if now.is_stopped:
        raise LaptopStopped
    outbox = Outbox(vault)
    with vault.transaction():
        life = life_now(vault, at)
        before = outbox.newest(life.incarnation)
        sequence, previous = (before[0] + 1, Digest(before[1])) if before else (1, None)
        link = Link(now.keys.device, Incarnation(life.incarnation), sequence, previous)
        made = sealed(body_to_bytes(body), link, now.keys, recipients, new_envelope_id())
        outbox.add(
            NewEnvelope(
                id=made.id,
                digest=made.digest,
                incarnation=life.incarnation,
                sequence=sequence,
                previous=previous or "",
                for_device=for_device,
                kind=body.kind,
                content=made.content,
                family=about.family,
                contact=about.contact,
                replaces=_id_of(replaced_by(body)),
            ),
            at,
        )
        AuditLog(vault).note(
            EventKind.SYNCED,
            About(family=about.family, contact=about.contact, reference=made.id),
            at,
        )
        vault.after_commit(write_life_down)
    return made


def _id_of(envelope: EnvelopeId | None) -> str | None:
    return envelope
