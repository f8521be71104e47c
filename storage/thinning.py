"""Which backups stay: close together at first, further apart the older they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
RECENT = timedelta(days=2)
HALF_HOUR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Tier:
    """One backup out of each `spacing`, for the newest `slots` spacings that have one."""

    spacing: timedelta
    slots: int


TIERS = (
    Tier(timedelta(days=1), 12),
    Tier(timedelta(weeks=1), 10),
    Tier(timedelta(days=30), 9),
)
"""After two days of half hours: twelve days, ten weeks, nine months of thirty days."""


def thin(
    times: Sequence[datetime], now: datetime, *, sound: Iterable[datetime] | None = None
) -> tuple[tuple[datetime, ...], tuple[datetime, ...]]:
    """The times to keep and the times to drop, each newest first. Moments have time zones.

    `sound` are those whose backup was verified; without it, all were. The newest always stays,
    and the newest sound one. What lies in the future stays: a clock was put back, and it is not
    for us to say which was wrong. Spacings are counted among those that have a backup, so a clock
    put forward by years, or a year of leave, does not empty the shelf.
    """
    ordered = sorted(set(times), reverse=True)
    verified = set(ordered if sound is None else sound)
    kept = {t for t in ordered if t > now} | set(ordered[:1])
    kept |= set([t for t in ordered if t in verified][:1])
    past = [t for t in ordered if t <= now]
    recent = [t for t in past if now - t < RECENT]
    kept |= set(past[:1]) | set(_newest_of_each(recent, HALF_HOUR))
    older = past[len(recent) :]
    for tier in TIERS:
        most = tier.slots + 1  # the first is mostly cut off by the tier before, and is no full one
        chosen = _newest_of_each(older, tier.spacing)[:most]
        kept |= set(chosen)
        full = len(chosen) == most
        older = [t for t in older if _slot(t, tier) < _slot(chosen[-1], tier)] if full else []
    return tuple(t for t in ordered if t in kept), tuple(t for t in ordered if t not in kept)


def _newest_of_each(newest_first: Sequence[datetime], spacing: timedelta) -> list[datetime]:
    """One time from each spacing of the calendar (UTC) that has any."""
    slots: dict[int, datetime] = {}
    for time in newest_first:
        slots.setdefault((time - _EPOCH) // spacing, time)
    return list(slots.values())


def _slot(time: datetime, tier: Tier) -> int:
    return (time - _EPOCH) // tier.spacing
