"""How far this computer's clock is from a server's, by the `Date` of its answers."""

from email.utils import parsedate_to_datetime

NOTICEABLE = 60.0
"""Seconds from which on a wrong clock is a likely reason for a refused sign-in."""


def behind(date: str | None, now: float) -> float:
    """The seconds by which `now` (of the Unix epoch) is behind this `Date`; 0 where none is read.

    A `Date` has whole seconds and took a moment to arrive, so small figures mean nothing.
    """
    try:
        moment = parsedate_to_datetime(date or "")
    except ValueError:
        return 0.0
    return moment.timestamp() - now if moment.tzinfo else 0.0
