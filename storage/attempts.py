"""attempts.json beside key.json: failed unlocks, the wait they cost, and what is still to be told.

It slows a person at the keyboard. A thief can delete it; what guards the file is Argon2id.
It holds times and kinds, no names, and is readable without a passphrase.
"""

import contextlib
import json
import os
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from storage.errors import KnownFailure
from storage.files import disk_failures, open_new_private

ATTEMPTS_FILE = "attempts.json"
MOST_WAIT_SECONDS = 300
_FREE_FAILURES = 2
_MOST_KEPT = 50
_MOST_BYTES = 64 * 1024
_FORMAT = 1


class TooSoon(KnownFailure):
    """Another try is not taken yet; `seconds` is how long still, at least 1."""

    sentence = "There is a short wait after several wrong passphrases."
    remedy = "Try again when it is over; nothing has been changed."

    def __init__(self, seconds: int = 0) -> None:
        super().__init__()
        self.seconds = seconds
        if seconds:
            unit = "second" if seconds == 1 else "seconds"
            self.args = (f"{self.sentence} Try again in {seconds} {unit}.",)


class NoticeKind(Enum):
    """What a practitioner must be told at the next unlock, beside failed unlocks."""

    RECOVERED_WITH_SHEET = "recovered with sheet"
    RECOVERED_WITH_SHARES = "recovered with shares"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something done to the vault while its practitioner may not have been there."""

    kind: NoticeKind
    at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What happened since the practitioner was last told: each failed unlock (the last 50)."""

    failed_at: tuple[datetime, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def failures(self) -> int:
        return len(self.failed_at)


@dataclass(frozen=True, slots=True)
class _Attempts:
    """`in_a_row` failures decide the wait, which counts from `counted_from`."""

    in_a_row: int = 0
    counted_from: datetime | None = None
    news: News = News()


def delay_after(failures: int) -> int:
    """Seconds to wait after so many failures in a row: 0, 0, 1, 2, 4 ... five minutes at most."""
    beyond = failures - _FREE_FAILURES
    if beyond <= 0:
        return 0
    return min(1 << min(beyond - 1, 16), MOST_WAIT_SECONDS)


def wait_before_next(folder: Path, now: datetime) -> float:
    """Seconds until another passphrase may be tried; 0 where it may be now.

    A clock put back starts the wait anew rather than shorten it.
    """
    held = _read(folder)
    delay = delay_after(held.in_a_row)
    if held.counted_from is None or delay == 0:
        return 0.0
    if now < held.counted_from:
        _write(folder, replace(held, counted_from=now))
        return float(delay)
    return max(0.0, (held.counted_from + timedelta(seconds=delay) - now).total_seconds())


def record_failure(folder: Path, now: datetime) -> None:
    """A passphrase was wrong: the wait grows, and the failure is to be told."""
    held = _read(folder)
    failed_at = (*held.news.failed_at, now)[-_MOST_KEPT:]
    news = replace(held.news, failed_at=failed_at)
    _write(folder, _Attempts(held.in_a_row + 1, now, news))


def record_success(folder: Path) -> int:
    """The vault was unlocked: no wait any more. What is to be told stays until it was told.

    Gives how many failures in a row came before, for the log.
    """
    held = _read(folder)
    if held.in_a_row:
        _write(folder, _Attempts(news=held.news))
    return held.in_a_row


def add_notice(folder: Path, notice: Notice) -> None:
    """To be told at the next unlock."""
    held = _read(folder)
    notices = (*held.news.notices, notice)[-_MOST_KEPT:]
    _write(folder, replace(held, news=replace(held.news, notices=notices)))


def news_of(folder: Path) -> News:
    """What the practitioner has not been told yet."""
    return _read(folder).news


def news_told(folder: Path) -> None:
    """The practitioner has seen the news."""
    held = _read(folder)
    if held.news != News():
        _write(folder, replace(held, news=News()))


def _read(folder: Path) -> _Attempts:
    """What the file says; a damaged or absent one says nothing, so that nobody is locked out."""
    with disk_failures():
        try:
            with (folder / ATTEMPTS_FILE).open("rb") as file:
                held = file.read(_MOST_BYTES)
        except FileNotFoundError:
            return _Attempts()
    try:
        return _from_json(json.loads(held))
    except (ValueError, OverflowError, RecursionError):
        return _Attempts()


def _from_json(said: object) -> _Attempts:
    match said:
        case {
            "format": 1,
            "in_a_row": int(in_a_row),
            "counted_from": str() | None as counted_from,
            "failed_at": list(failed_at),
            "notices": list(notices),
        }:
            return _Attempts(
                in_a_row,
                None if counted_from is None else _moment(counted_from),
                News(
                    tuple(_moment(at) for at in failed_at),
                    tuple(_notice(notice) for notice in notices),
                ),
            )
        case _:
            raise ValueError


def _notice(said: object) -> Notice:
    match said:
        case {"kind": str(kind), "at": str(at)}:
            return Notice(NoticeKind(kind), _moment(at))
        case _:
            raise ValueError


def _moment(said: object) -> datetime:
    moment = datetime.fromisoformat(str(said))
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)


def _write(folder: Path, attempts: _Attempts) -> None:
    since = attempts.counted_from
    said = {
        "format": _FORMAT,
        "in_a_row": attempts.in_a_row,
        "counted_from": None if since is None else since.astimezone(UTC).isoformat(),
        "failed_at": [at.astimezone(UTC).isoformat() for at in attempts.news.failed_at],
        "notices": [
            {"kind": notice.kind.value, "at": notice.at.astimezone(UTC).isoformat()}
            for notice in attempts.news.notices
        ],
    }
    new = folder / f".{ATTEMPTS_FILE}.{secrets.token_hex(4)}"
    with disk_failures():
        try:
            with open_new_private(new) as file:
                file.write(json.dumps(said, indent=1).encode())
                file.flush()
                os.fsync(file.fileno())
            new.replace(folder / ATTEMPTS_FILE)
        except OSError:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
