"""How long a server asks to be left alone, from what it says in its headers."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def wait_asked(retry_after: str | None, date: str | None) -> float | None:
    """The seconds of a `Retry-After`, which holds seconds or a moment; None if none can be read.

    A moment is measured from the server's own `Date`, so that this computer's clock may be wrong.
    Source: RFC 9110, 10.2.3.
    """
    if retry_after is None:
        return None
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after)
    until, now = _moment(retry_after), _moment(date) or datetime.now(UTC)
    return None if until is None else max(0.0, (until - now).total_seconds())


def _moment(words: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(words or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
