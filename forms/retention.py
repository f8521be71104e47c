"""How long a record is kept, and what may therefore leave this laptop: proposed, never done."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import assert_never

from forms.ids import FamilyId
from forms.pack import PackInfo
from forms.people import Arrival, Born, Died, Ended, Expected

_LEAP_MONTH, _LEAP_DAY = 2, 29


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """The keeping periods of the main record, and how long a local copy outlives a hand-over.

    A child's record is kept until the birthday `child_birthday`, or `child_later_birthday` where
    the child had reached `child_later_from_age` at the last contact; a maternity record
    `maternity_years` from the birth, the loss or the due date. `local_copy_days`: quiet days after
    the record was confirmed to be elsewhere.
    """

    info: PackInfo
    child_birthday: int
    child_later_birthday: int
    child_later_from_age: int
    maternity_years: int
    local_copy_days: int


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A colleague has confirmed, by a receipt, that they hold the whole record since that day."""

    on: date


@dataclass(frozen=True, slots=True)
class InMainRecord:
    """The practitioner has confirmed that the main record held it all on that day."""

    on: date


Elsewhere = HandedOver | InMainRecord


@dataclass(frozen=True, slots=True)
class FamilyLife:
    """What a keeping period is reckoned from. `last_contact`: the day of the newest one."""

    family: FamilyId
    arrivals: tuple[Arrival, ...]
    last_contact: date | None
    under_way: bool = False
    elsewhere: tuple[Elsewhere, ...] = ()
    kept_on_until: date | None = None
    """The practitioner has looked at it and keeps it; it is not proposed before this day."""


class Why(Enum):
    """Why a local copy may be removed."""

    ELSEWHERE = "elsewhere"
    KEPT_LONG_ENOUGH = "kept_long_enough"


class Rule(Enum):
    """Which rule of the policy a period comes from, named as in its file."""

    CHILD = "child"
    MATERNITY = "maternity"
    LOCAL_COPY = "local_copy"


class Block(Enum):
    """What stands against removing it, whatever the day."""

    ON_HOLD = "on_hold"
    UNDER_WAY = "under_way"
    NOWHERE_ELSE = "nowhere_else"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One family whose local copy may go, since when and why; nothing is removed by this.

    `keep_until` is the first day on which the main record itself may be reviewed, `kept_by` the
    rule that says so.
    """

    family: FamilyId
    why: tuple[Why, ...]
    since: date
    keep_until: date | None
    kept_by: Rule | None
    blocks: tuple[Block, ...]

    @property
    def is_blocked(self) -> bool:
        return bool(self.blocks)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that speak for removing it today."""
        said = {Why.ELSEWHERE: Rule.LOCAL_COPY, Why.KEPT_LONG_ENOUGH: self.kept_by}
        return tuple(rule for why in self.why if (rule := said[why]) is not None)


def proposals(
    policy: RetentionPolicy, lives: Iterable[FamilyLife], holds: Collection[FamilyId], today: date
) -> tuple[Proposal, ...]:
    """What may be removed from this laptop today, the longest due first.

    A family that nothing speaks for removing is not in it; one that a block stands against is,
    with the block.
    """
    found = (_proposal(policy, life, life.family in holds, today) for life in lives)
    return tuple(sorted((p for p in found if p), key=lambda p: (p.since, p.family)))


def _proposal(
    policy: RetentionPolicy,
    life: FamilyLife,
    on_hold: bool,  # noqa: FBT001 a fact about the family
    today: date,
) -> Proposal | None:
    if life.kept_on_until is not None and today < life.kept_on_until:
        return None
    confirmed = elsewhere_since(life)
    kept = kept_by(policy, life)
    until = kept[0] if kept is not None else None
    since = {
        Why.ELSEWHERE: confirmed and confirmed + timedelta(days=policy.local_copy_days),
        Why.KEPT_LONG_ENOUGH: until,
    }
    due = {why: day for why, day in since.items() if day is not None and day <= today}
    if not due:
        return None
    return Proposal(
        life.family,
        tuple(due),
        min(due.values()),
        until,
        kept[1] if kept is not None else None,
        blocks_against(life, on_hold=on_hold),
    )


def blocks_against(life: FamilyLife, *, on_hold: bool) -> tuple[Block, ...]:
    """What stands against removing this family from this laptop now."""
    blocks = (
        (Block.ON_HOLD, on_hold),
        (Block.UNDER_WAY, life.under_way),
        (Block.NOWHERE_ELSE, elsewhere_since(life) is None),
    )
    return tuple(b for b, stands in blocks if stands)


def elsewhere_since(life: FamilyLife) -> date | None:
    """The first day on which someone else held all of it; a later contact undoes it."""
    last = life.last_contact or date.min
    return min((known.on for known in life.elsewhere if known.on >= last), default=None)


def kept_by(policy: RetentionPolicy, life: FamilyLife) -> tuple[date, Rule] | None:
    """The longest of all keeping periods that apply, with its rule; None where none can start."""
    days = [_kept_by(policy, arrival, life.last_contact) for arrival in life.arrivals]
    if not days and life.last_contact is not None:
        days = [(years_on(life.last_contact, policy.maternity_years), Rule.MATERNITY)]
    return max(days, key=lambda kept: kept[0], default=None)


def _kept_by(
    policy: RetentionPolicy, arrival: Arrival, last_contact: date | None
) -> tuple[date, Rule]:
    match arrival:
        case Born(on=born) | Died(born=born):
            at_end = years_between(born, max(born, last_contact or born))
            is_later = at_end >= policy.child_later_from_age
            birthday = policy.child_later_birthday if is_later else policy.child_birthday
            if birthday >= policy.maternity_years:
                return years_on(born, birthday), Rule.CHILD
            return years_on(born, policy.maternity_years), Rule.MATERNITY
        case Expected(due=day) | Ended(on=day):
            years = policy.maternity_years
            return years_on(max(day, last_contact or day), years), Rule.MATERNITY
        case _:
            assert_never(arrival)


def years_on(day: date, years: int) -> date:
    """The same day that many years later; 1 March where a year has no 29 February.

    The later of the two days on which such a birthday may be kept, so that nothing goes early.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, _LEAP_MONTH + 1, 1)


def years_between(start: date, end: date) -> int:
    """Whole years: how many birthdays have come."""
    years = end.year - start.year
    return years if end >= years_on(start, years) else years - 1
