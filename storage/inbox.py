"""What came from others: envelopes taken in, opened, once each; what was set aside, by name."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from storage.rows import moment_from_text, moment_to_text
from storage.sql import Row
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class NewArrival:
    """An envelope that was believed and opened; `body` is what was inside."""

    digest: str
    id: str
    device: str
    incarnation: str
    sequence: int
    previous: str
    kind: str
    replaces: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Arrival:
    """An envelope as it lies in the inbox; `read_at` None until somebody opened it on screen."""

    digest: str
    id: str
    device: str
    incarnation: str
    sequence: int
    previous: str
    kind: str
    replaces: str | None
    came_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class SetAside:
    """Something that was not taken in; `why` is a code, `size` in bytes if known."""

    name: str
    digest: str
    device: str
    why: str
    size: int | None
    at: datetime


class Inbox:
    """What one vault received."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def unknown(
        self, digests: Iterable[str], again: Collection[str] = frozenset()
    ) -> frozenset[str]:
        """Those of these that were neither taken in nor set aside before, but for these reasons."""
        wanted = frozenset(digests)
        values = (*(json.dumps(sorted(wanted)),) * 2, json.dumps(sorted(again)))
        return wanted - {row[0] for row in self._vault.sql.all(_KNOWN, values)}

    def add(self, new: NewArrival, at: datetime) -> bool:
        """Take it in; False, and nothing changed, where it was here already."""
        n = new
        with self._vault.transaction() as sql:
            return (
                sql.run(
                    _ADD,
                    (
                        *(n.digest, n.id, n.device, n.incarnation, n.sequence, n.previous),
                        *(n.kind, n.replaces, moment_to_text(at), n.body),
                    ),
                )
                == 1
            )

    def set_aside(self, aside: SetAside, place: int | None) -> None:
        """Note that this lies aside, and why; once for each name and reason."""
        a = aside
        with self._vault.transaction() as sql:
            sql.run(
                _ASIDE,
                (a.name, a.digest, a.device, place, a.why, a.size, moment_to_text(a.at)),
            )

    def body(self, digest: str) -> bytes:
        """What was inside. A digest that is not here is a LookupError."""
        row = self._vault.sql.one("SELECT body FROM incoming WHERE digest = ?", (digest,))
        if row is None:
            raise LookupError("nothing of this digest came")
        return bytes(row[0])

    def wipe_withdrawn(self, device: str) -> None:
        """Wipe the content of what this laptop took back, and of what that had replaced.

        That it came is kept.
        """
        with self._vault.transaction() as sql:
            sql.run(_WIPE, (device, device, device))

    def mark_read(self, digest: str, at: datetime) -> None:
        with self._vault.transaction() as sql:
            sql.run(
                "UPDATE incoming SET read_at = ? WHERE digest = ? AND read_at IS NULL",
                (moment_to_text(at), digest),
            )

    def arrivals(self, device: str | None = None) -> tuple[Arrival, ...]:
        """All that came, or all from one laptop, by line and sequence."""
        where, values = ("WHERE device = ?", (device,)) if device else ("", ())
        order = "ORDER BY device, incarnation, sequence, digest"
        rows = self._vault.sql.all(f"{_ARRIVALS} {where} {order}", values)
        return tuple(_arrival(row) for row in rows)

    def newest(self, most: int) -> tuple[Arrival, ...]:
        """The last ones that came."""
        rows = self._vault.sql.all(f"{_ARRIVALS} ORDER BY came_at DESC, digest LIMIT ?", (most,))
        return tuple(_arrival(row) for row in rows)

    def of_digest(self, digest: str) -> Arrival:
        """A digest that is not here is a LookupError."""
        row = self._vault.sql.one(f"{_ARRIVALS} WHERE digest = ?", (digest,))
        if row is None:
            raise LookupError("nothing of this digest came")
        return _arrival(row)

    def of_kind(self, kind: str) -> tuple[Arrival, ...]:
        """Those of one kind, the last that came first."""
        rows = self._vault.sql.all(
            f"{_ARRIVALS} WHERE kind = ? ORDER BY came_at DESC, digest", (kind,)
        )
        return tuple(_arrival(row) for row in rows)

    def count(self) -> int:
        row = self._vault.sql.one("SELECT count(*) FROM incoming")
        return int(row[0]) if row else 0

    def devices(self) -> tuple[str, ...]:
        """Every laptop that something came from, or in whose name something was set aside."""
        rows = self._vault.sql.all(
            "SELECT device FROM incoming UNION SELECT device FROM set_aside WHERE device <> ''"
        )
        return tuple(sorted(row[0] for row in rows))

    def aside(self, device: str | None = None) -> tuple[SetAside, ...]:
        """What was set aside, newest first."""
        where, values = ("WHERE device = ?", (device,)) if device else ("", ())
        rows = self._vault.sql.all(
            f"SELECT name, digest, device, why, size, at FROM set_aside {where}"  # noqa: S608 ours
            " ORDER BY number DESC",
            values,
        )
        return tuple(
            SetAside(name, digest, sender, why, size, moment_from_text(at))
            for name, digest, sender, why, size, at in rows
        )


def _arrival(row: Row) -> Arrival:
    digest, envelope, device, incarnation, sequence, previous, kind, replaces, came, read = row
    return Arrival(
        digest=digest,
        id=envelope,
        device=device,
        incarnation=incarnation,
        sequence=sequence,
        previous=previous,
        kind=kind,
        replaces=replaces,
        came_at=moment_from_text(came),
        read_at=moment_from_text(read) if read else None,
    )


_KNOWN = """
SELECT digest FROM incoming WHERE digest IN (SELECT value FROM json_each(?))
UNION SELECT digest FROM set_aside WHERE digest IN (SELECT value FROM json_each(?))
    AND why NOT IN (SELECT value FROM json_each(?))
"""

_ADD = """
INSERT INTO incoming (digest, id, device, incarnation, sequence, previous, kind, replaces, came_at,
    body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (digest) DO NOTHING
"""

_WIPE = """
WITH RECURSIVE gone (id) AS (
    SELECT replaces FROM incoming WHERE device = ? AND kind = 'withdrawal'
    UNION
    SELECT earlier.replaces FROM incoming earlier JOIN gone ON earlier.id = gone.id
    WHERE earlier.device = ? AND earlier.replaces IS NOT NULL
)
UPDATE incoming SET body = x''
WHERE device = ? AND body <> x'' AND id IN (SELECT id FROM gone)
"""

_ASIDE = """
INSERT INTO set_aside (name, digest, device, place, why, size, at) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT DO NOTHING
"""

_ARRIVALS = """
SELECT digest, id, device, incarnation, sequence, previous, kind, replaces, came_at, read_at
FROM incoming
"""
