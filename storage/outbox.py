"""The outbox: sealed envelopes on their way, in the order in which they were made."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from storage.rows import moment_from_text, moment_to_text
from storage.sql import Row, Sql
from storage.vault import Vault

TEAM = ""
"""Stands for the team where an envelope says for whom it is; otherwise a device."""


class Fate(Enum):
    """What became of an envelope so far."""

    WAITING = "waiting"
    HANDED_OVER = "handed_over"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NewEnvelope:
    """An envelope just sealed; ids in hexadecimal, `previous` empty for the first of a life."""

    id: str
    digest: str
    incarnation: str
    sequence: int
    previous: str
    for_device: str
    kind: str
    content: bytes
    family: str | None = None
    contact: str | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An envelope to hand over."""

    number: int
    digest: str
    for_device: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are where. `oldest`: when the oldest one that still waits was sealed."""

    waiting: int
    handed_over: int
    confirmed: int
    refused: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One envelope as a page shows it; `why` the code of a refusal, `replaced` by a later one."""

    number: int
    id: str
    kind: str
    family: str | None
    contact: str | None
    sealed_at: datetime
    fate: Fate
    fate_at: datetime | None
    why: str
    replaces: str | None
    is_replaced: bool


class Outbox:
    """The envelopes of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def newest(self, incarnation: str) -> tuple[int, str] | None:
        """Sequence and digest of the newest envelope of this life."""
        row = self._vault.sql.one(
            "SELECT sequence, digest FROM outgoing WHERE incarnation = ?"
            " ORDER BY sequence DESC LIMIT 1",
            (incarnation,),
        )
        return (int(row[0]), str(row[1])) if row else None

    def add(self, new: NewEnvelope, at: datetime) -> None:
        """Keep it, in the transaction under way."""
        n = new
        with self._vault.transaction() as sql:
            sql.run(
                _ADD,
                (
                    *(n.id, n.digest, n.incarnation, n.sequence, n.previous, n.for_device),
                    *(n.kind, n.family, n.contact, n.replaces, moment_to_text(at), n.content),
                ),
            )

    def waiting(self, most: int, through: Mapping[str, int] | None = None) -> tuple[Waiting, ...]:
        """The next ones to hand over, oldest first; of each life up to here alone, if asked."""
        if through is None:
            rows = self._vault.sql.all(_WAITING, (most,))
        else:
            rows = self._vault.sql.all(_WAITING_THROUGH, (json.dumps(dict(through)), most))
        return tuple(Waiting(*row) for row in rows)

    def handed_over(self, numbers: Iterable[int], place: int, at: datetime) -> None:
        """These are in that place now."""
        moment = moment_to_text(at)
        with self._vault.transaction() as sql:
            sql.run_each(_HANDED, ((moment, place, number) for number in numbers))

    def refused(self, digest: str, why: str, at: datetime) -> None:
        """The team, or its place, will not take this one; why as a code."""
        with self._vault.transaction() as sql:
            sql.run(_REFUSED, (moment_to_text(at), why, digest))

    def digest_at(self, incarnation: str, sequence: int) -> str | None:
        row = self._vault.sql.one(
            "SELECT digest FROM outgoing WHERE incarnation = ? AND sequence = ?",
            (incarnation, sequence),
        )
        return str(row[0]) if row else None

    def team_holds(
        self, incarnation: str, through: int, beyond: Iterable[str], at: datetime
    ) -> int:
        """Of this life the team holds all up to here and these beyond, and no others.

        What was confirmed and is not held any more waits again; so does what was handed over
        and did not arrive though a later one did. Returns how many do.
        """
        moment, held = moment_to_text(at), tuple(beyond)
        with self._vault.transaction() as sql:
            sql.run(_CONFIRM_THROUGH, (moment, incarnation, through))
            sql.run_each(_CONFIRM, ((moment, digest) for digest in held))
            known = {row[0] for row in sql.all(_CONFIRMED_BEYOND, (incarnation, through))}
            lost = known - set(held)
            sql.run_each(_WAIT_AGAIN, ((digest,) for digest in lost))
            newest = max((_sequence_of(sql, digest) for digest in held), default=0)
            overtaken = sql.run(_OVERTAKEN, (incarnation, through, newest))
        return len(lost) + overtaken

    def hand_over_again(self, before: datetime) -> int:
        """Let everything wait again that was handed over before this and never confirmed."""
        with self._vault.transaction() as sql:
            return sql.run(_AGAIN, (moment_to_text(before),))

    def counts(self) -> Counts:
        oldest = self._vault.sql.one(_OLDEST)
        waiting, handed, confirmed, refused = (self._count(one) for one in _COUNTED)
        return Counts(
            waiting, handed, confirmed, refused, moment_from_text(oldest[0]) if oldest else None
        )

    def _count(self, statement: str) -> int:
        row = self._vault.sql.one(statement)
        return int(row[0]) if row else 0

    def lines(self, most: int, before: int | None = None) -> tuple[OutboxLine, ...]:
        """The newest envelopes first, a page of them, those before this number."""
        top = 2**62 if before is None else before
        return tuple(_line(row) for row in self._vault.sql.all(_LINES, (top, most)))

    def of_id(self, envelope: str) -> OutboxLine | None:
        row = self._vault.sql.one(_OF_ID, (envelope,))
        return _line(row) if row else None

    def of_contact(self, contact: str) -> tuple[OutboxLine, ...]:
        """What was sealed about this contact, newest first."""
        return tuple(_line(row) for row in self._vault.sql.all(_OF_CONTACT, (contact,)))


def _sequence_of(sql: Sql, digest: str) -> int:
    row = sql.one("SELECT sequence FROM outgoing WHERE digest = ?", (digest,))
    return int(row[0]) if row else 0


def _line(row: Row) -> OutboxLine:
    number, envelope, kind, family, contact, sealed, handed, confirmed, refused, *rest = row
    why, replaces, is_replaced = rest
    fate, when = Fate.WAITING, None
    for candidate, moment in (
        (Fate.REFUSED, refused),
        (Fate.CONFIRMED, confirmed),
        (Fate.HANDED_OVER, handed),
    ):
        if moment is not None:
            fate, when = candidate, moment_from_text(moment)
            break
    return OutboxLine(
        number=number,
        id=envelope,
        kind=kind,
        family=family,
        contact=contact,
        sealed_at=moment_from_text(sealed),
        fate=fate,
        fate_at=when,
        why=why or "",
        replaces=replaces,
        is_replaced=bool(is_replaced),
    )


_IS_WAITING = "handed_at IS NULL AND confirmed_at IS NULL AND refused_at IS NULL"
_IS_HANDED = "handed_at IS NOT NULL AND confirmed_at IS NULL AND refused_at IS NULL"

_OLDEST = f"SELECT sealed_at FROM outgoing WHERE {_IS_WAITING} ORDER BY number LIMIT 1"  # noqa: S608
_COUNTED = tuple(
    f"SELECT count(*) FROM outgoing WHERE {which}"  # noqa: S608 all are ours
    for which in (
        _IS_WAITING,
        _IS_HANDED,
        "confirmed_at IS NOT NULL",
        "refused_at IS NOT NULL",
    )
)

_ADD = """
INSERT INTO outgoing (id, digest, incarnation, sequence, previous, for_device, kind, family,
    contact, replaces, sealed_at, content)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_WAITING = f"""
SELECT number, digest, for_device, content FROM outgoing
WHERE {_IS_WAITING} ORDER BY number LIMIT ?
"""  # noqa: S608 both parts are ours

_WAITING_THROUGH = f"""
SELECT number, digest, for_device, content FROM outgoing
WHERE {_IS_WAITING}
    AND sequence <= coalesce((SELECT value FROM json_each(?) WHERE key = incarnation), 0)
ORDER BY number LIMIT ?
"""  # noqa: S608 both parts are ours

_HANDED = "UPDATE outgoing SET handed_at = ?, handed_to = ? WHERE number = ?"

_REFUSED = """
UPDATE outgoing SET refused_at = ?, refused_why = ?
WHERE digest = ? AND refused_at IS NULL AND confirmed_at IS NULL
"""

_CONFIRM_THROUGH = """
UPDATE outgoing SET confirmed_at = ?, refused_at = NULL, refused_why = NULL
WHERE incarnation = ? AND sequence <= ? AND confirmed_at IS NULL
"""

_CONFIRM = """
UPDATE outgoing SET confirmed_at = ?, refused_at = NULL, refused_why = NULL
WHERE digest = ? AND confirmed_at IS NULL
"""

_CONFIRMED_BEYOND = """
SELECT digest FROM outgoing
WHERE incarnation = ? AND sequence > ? AND confirmed_at IS NOT NULL
"""

_WAIT_AGAIN = """
UPDATE outgoing SET confirmed_at = NULL, handed_at = NULL, handed_to = NULL WHERE digest = ?
"""

_OVERTAKEN = """
UPDATE outgoing SET handed_at = NULL, handed_to = NULL
WHERE incarnation = ? AND sequence > ? AND sequence < ? AND confirmed_at IS NULL
    AND refused_at IS NULL AND handed_at IS NOT NULL
"""

_AGAIN = f"""
UPDATE outgoing SET handed_at = NULL, handed_to = NULL WHERE {_IS_HANDED} AND handed_at < ?
"""  # noqa: S608 both parts are ours

_COLUMNS = """
SELECT number, id, kind, family, contact, sealed_at, handed_at, confirmed_at, refused_at,
    refused_why, replaces,
    EXISTS (SELECT 1 FROM outgoing later WHERE later.replaces = outgoing.id)
FROM outgoing
"""
_LINES = _COLUMNS + "WHERE number < ? ORDER BY number DESC LIMIT ?"
_OF_CONTACT = _COLUMNS + "WHERE contact = ? ORDER BY number DESC"
_OF_ID = _COLUMNS + "WHERE id = ?"
