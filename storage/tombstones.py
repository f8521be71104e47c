"""What stays when a family is removed from this laptop: a stone with ids and days, and no names."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from forms.ids import FamilyId
from forms.retention import Elsewhere, HandedOver, InMainRecord, Rule
from storage.errors import RecordsDamaged
from storage.life_errors import NowhereElse, StillUnderWay
from storage.rows import moment_from_text, moment_to_text
from storage.sql import Sql


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stays of a family that was removed from this laptop: ids, days, a reason, no names.

    `rules` of the policy spoke for it; none where it went earlier than the policy proposes.
    `removed_by` names the practitioner; it is empty on stones older than that column.
    """

    family: FamilyId
    held: Mapping[str, tuple[str, ...]]
    first_day: date | None
    last_day: date | None
    basis: Elsewhere
    policy: str
    rules: tuple[Rule, ...]
    reason: str
    removed_at: datetime
    removed_by: str


def elsewhere_of(sql: Sql, family: FamilyId) -> tuple[Elsewhere, ...]:
    """Who else has confirmed to hold this family, and since when."""
    rows = sql.all(_ELSEWHERE, (family, family))
    return tuple(_basis(basis, moment_from_text(at).date()) for basis, at in rows)


def _basis(basis: str, on: date) -> Elsewhere:
    match basis:
        case "handed_over":
            return HandedOver(on)
        case "main_record":
            return InMainRecord(on)
        case _:
            raise RecordsDamaged


def tombstone_of(  # noqa: PLR0913 - what stays, named at the call
    sql: Sql,
    family: FamilyId,
    *,
    policy: str,
    rules: tuple[Rule, ...],
    reason: str,
    by: str,
    at: datetime,
) -> Tombstone:
    """What is to stay of this family. Raises StillUnderWay and NowhereElse."""
    if sql.one(_UNDER_WAY, (family,)):
        raise StillUnderWay
    days = sql.one("SELECT min(day), max(day) FROM contact WHERE family = ?", (family,))
    first, last = (date.fromisoformat(day) if day else None for day in days or (None, None))
    known = [e for e in elsewhere_of(sql, family) if e.on >= (last or date.min)]
    if not known:
        raise NowhereElse
    held = {
        table: tuple(str(row[0]) for row in sql.all(_IDS[table], (family,)))
        for table in ("infant", "carer", "contact", "letter")
    }
    basis = next((e for e in known if isinstance(e, HandedOver)), known[0])
    return Tombstone(family, held, first, last, basis, policy, rules, reason, at, by)


def put_stone(sql: Sql, stone: Tombstone) -> int:
    """Keep it, and give its number. Raises OnHold."""
    basis = "handed_over" if isinstance(stone.basis, HandedOver) else "main_record"
    row = sql.one(
        _STONE,
        (
            stone.family,
            json.dumps(stone.held, separators=(",", ":")),
            stone.first_day.isoformat() if stone.first_day else None,
            stone.last_day.isoformat() if stone.last_day else None,
            basis,
            stone.basis.on.isoformat(),
            stone.policy,
            stone.reason,
            moment_to_text(stone.removed_at),
            stone.removed_by,
            json.dumps([rule.value for rule in stone.rules]),
        ),
    )
    return int(row[0]) if row else 0


def stones(sql: Sql) -> tuple[Tombstone, ...]:
    """What was removed from this vault, oldest first."""
    return tuple(_stone_from_row(*row) for row in sql.all(_STONES))


def _stone_from_row(*row: str) -> Tombstone:
    family, held, first, last, basis, basis_on, policy, reason, removed_at, by, rules = row
    return Tombstone(
        family=FamilyId(family),
        held={table: tuple(ids) for table, ids in json.loads(held).items()},
        first_day=date.fromisoformat(first) if first else None,
        last_day=date.fromisoformat(last) if last else None,
        basis=_basis(basis, date.fromisoformat(basis_on)),
        policy=policy,
        rules=tuple(Rule(rule) for rule in json.loads(rules)),
        reason=reason,
        removed_at=moment_from_text(removed_at),
        removed_by=by,
    )


_UNDER_WAY = """
SELECT 1 FROM contact JOIN infant ON infant.id = contact.infant
WHERE contact.family = ? AND contact.finished_at IS NULL
    AND infant.ended IS NULL AND infant.died IS NULL
"""

_ELSEWHERE = """
SELECT 'handed_over', received_at FROM handover
WHERE family = ? AND received_at IS NOT NULL AND removed_at IS NULL
UNION ALL SELECT 'main_record', at FROM main_record WHERE family = ?
"""

_IDS = {
    "infant": "SELECT id FROM infant WHERE family = ?",
    "carer": "SELECT id FROM carer WHERE family = ?",
    "contact": "SELECT id FROM contact WHERE family = ?",
    "letter": "SELECT l.id FROM letter l JOIN contact c ON c.id = l.contact WHERE c.family = ?",
}

_STONE = """
INSERT INTO tombstone
    (family, held, first_day, last_day, basis, basis_at, policy, reason, removed_at,
    removed_by, rules)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING number
"""

_STONES = """
SELECT family, held, first_day, last_day, basis, basis_at, policy, reason, removed_at,
    removed_by, rules
FROM tombstone ORDER BY number
"""
