"""The log as rows: begun once, added to, and its head written down outside the vault."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.audit_anchor import (
    Anchor,
    NoAnchor,
    anchor_places,
    drift,
    read_anchor,
    write_anchor,
)
from storage.audit_chain import (
    Head,
    Link,
    is_signed,
    linked,
    new_device_key,
    origin,
    signed_head,
)
from storage.audit_event import NOTHING, About, EventKind, about_to_text
from storage.rows import moment_to_text
from storage.sql import Sql


@dataclass(frozen=True, slots=True)
class Device:
    """The key of this vault that signs the head of its log."""

    public: bytes
    private: bytes


def begin(sql: Sql, kind: EventKind, at: datetime) -> None:
    """Give a vault its device key and the first entry of its log, unless it has them."""
    if device_of(sql) is not None:
        return
    private, public = new_device_key()
    vault = vault_id(sql)
    first = linked(origin(vault, public), 1, moment_to_text(at), kind.value, about_to_text(NOTHING))
    head = signed_head(private, vault, first.seq, first.hash)
    sql.run(
        "INSERT INTO device (only_row, public_key, private_key) VALUES (1, ?, ?)", (public, private)
    )
    _insert(sql, first)
    sql.run(
        "INSERT INTO head (only_row, seq, hash, signature) VALUES (1, ?, ?, ?)",
        (head.seq, head.hash, head.signature),
    )


def append(sql: Sql, kind: EventKind, about: About, at: datetime) -> None:
    """Add an entry, and sign it as the newest.

    A head that does not hold is left where it stands, to be found, and is never signed over.
    """
    newest = sql.one("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
    device = device_of(sql)
    if newest is None or device is None:
        return
    head = head_of(sql)
    seq, previous = newest
    link = linked(previous, seq + 1, moment_to_text(at), kind.value, about_to_text(about))
    _insert(sql, link)
    if head is None or (head.seq, head.hash) != (seq, previous):
        return
    if is_signed(head, device.public):
        moved = signed_head(device.private, head.vault, link.seq, link.hash)
        sql.run(
            "UPDATE head SET seq = ?, hash = ?, signature = ?",
            (moved.seq, moved.hash, moved.signature),
        )


def go_on_after_loss(sql: Sql, kind: EventKind, at: datetime) -> None:
    """Go on with what is left of a log: an entry that tells of the loss, and a head signed anew.

    For a vault that was made out of a damaged one, before its guards are on.
    """
    device = device_of(sql)
    if device is None:
        sql.run("DELETE FROM event")
        sql.run("DELETE FROM head")
        begin(sql, kind, at)
        return
    vault = vault_id(sql)
    newest = sql.one("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")
    seq, previous = newest or (0, origin(vault, device.public))
    link = linked(previous, seq + 1, moment_to_text(at), kind.value, about_to_text(NOTHING))
    _insert(sql, link)
    head = signed_head(device.private, vault, link.seq, link.hash)
    sql.run(
        "INSERT OR REPLACE INTO head (only_row, seq, hash, signature) VALUES (1, ?, ?, ?)",
        (head.seq, head.hash, head.signature),
    )


def vault_id(sql: Sql) -> str:
    row = sql.one("SELECT id FROM vault")
    return str(row[0]) if row else ""


def device_of(sql: Sql) -> Device | None:
    row = sql.one("SELECT public_key, private_key FROM device")
    return Device(*row) if row else None


def head_of(sql: Sql) -> Head | None:
    row = sql.one("SELECT vault.id, seq, hash, signature FROM head JOIN vault")
    return Head(*row) if row else None


def links_of(sql: Sql) -> list[Link]:
    rows = sql.all("SELECT seq, at, kind, about, previous, hash FROM event ORDER BY seq")
    return [Link(*row) for row in rows]


def hash_at(sql: Sql, seq: int) -> bytes | None:
    row = sql.one("SELECT hash FROM event WHERE seq = ?", (seq,))
    return bytes(row[0]) if row else None


def anchors_of(sql: Sql, folder: Path) -> Mapping[Path, Anchor | NoAnchor]:
    """What is written down about this vault, by place."""
    return {place: read_anchor(place) for place in anchor_places(folder, vault_id(sql))}


def write_down(sql: Sql, folder: Path, *, whatever_is_there: bool = False) -> None:
    """Write the head down outside the vault, where the log goes on from what is there.

    What does not fit is left as the only witness, unless a restore was meant. A place that
    cannot be written is told by the next verification, not here: the entry itself is kept.
    """
    head, device = head_of(sql), device_of(sql)
    if head is None or device is None or not is_signed(head, device.public):
        return
    now = Anchor(head, device.public)
    for place, held in anchors_of(sql, folder).items():
        fits = isinstance(held, NoAnchor) or (
            drift(held, head, device.public, lambda seq: hash_at(sql, seq)) is None
        )
        if fits or whatever_is_there:
            with suppress(OSError):
                write_anchor(place, now)


def nothing_written_down(sql: Sql, folder: Path) -> bool:
    """Whether no place tells how far this log had come, though it had come further than begun."""
    head = head_of(sql)
    begun = head is None or head.seq == 1
    return not begun and all(isinstance(a, NoAnchor) for a in anchors_of(sql, folder).values())


def _insert(sql: Sql, link: Link) -> None:
    sql.run(
        "INSERT INTO event (seq, at, kind, about, previous, hash) VALUES (?, ?, ?, ?, ?, ?)",
        (link.seq, link.at, link.kind, link.about, link.previous, link.hash),
    )
