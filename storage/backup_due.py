"""When the next backup is due. Moments have time zones."""

from datetime import datetime, timedelta

EVERY = timedelta(minutes=30)


def due(
    last_backup: datetime | None,
    worked_since: datetime | None,
    now: datetime,
    *,
    locking: bool = False,
) -> bool:
    """Whether to make a backup now.

    `worked_since` is when the first thing was saved that no backup has; None if there is none,
    and then nothing is due. What is there is backed up when locking, at once if there is no
    backup at all, else half an hour later. A clock put back makes it due rather than wait.
    """
    if worked_since is None:
        return False
    if locking or last_backup is None:
        return True
    return not worked_since <= now < worked_since + EVERY
