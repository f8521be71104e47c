"""What can happen in a vault, as its log tells it: a kind, a moment, ids and counts. No words."""

import json
import re
from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum

from forms.ids import ContactId, FamilyId, LetterId
from storage.errors import RecordsDamaged, VaultTooNew

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


class EventKind(Enum):
    """Closed: a new kind is a new line here, and older programs refuse what they do not know."""

    CREATED = "created"
    VIEWED = "viewed"
    CHANGED = "changed"
    AMENDED = "amended"
    FINISHED = "finished"
    EXPORTED = "exported"
    EXPORT_REMOVED = "export_removed"
    PRINTED = "printed"
    COPIED = "copied"
    SYNCED = "synced"
    UNLOCKED = "unlocked"
    UNLOCK_FAILED = "unlock_failed"
    LOCKED = "locked"
    RECOVERED = "recovered"
    RECOVERY_SET = "recovery_set"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105 no passphrase
    KEY_REWRAPPED = "key_rewrapped"
    RESTORED = "restored"
    BACKED_UP = "backed_up"
    SALVAGED = "salvaged"
    HANDED_OVER = "handed_over"
    RECEIVED = "received"
    CLOSED = "closed"
    REOPENED = "reopened"
    HOLD_SET = "hold_set"
    HOLD_LIFTED = "hold_lifted"
    PURGED = "purged"
    UPGRADED = "upgraded"
    ANCHORS_LOST = "anchors_lost"


@dataclass(frozen=True, slots=True)
class About:
    """What an event was about: ids, and numbers. Nothing that tells who anybody is.

    `earlier` is the version a contact amends; `reference` any other id of ours (a package, a
    backup, a recovery sheet); `count` how many; `seq` another event.
    """

    family: FamilyId | None = None
    contact: ContactId | None = None
    earlier: ContactId | None = None
    letter: LetterId | None = None
    reference: str | None = None
    count: int | None = None
    seq: int | None = None

    def __post_init__(self) -> None:
        ids = (self.family, self.contact, self.earlier, self.letter, self.reference)
        if any(one is not None and not _ID.fullmatch(one) for one in ids):
            raise ValueError("the log holds ids alone")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the log."""

    seq: int
    at: datetime
    kind: EventKind
    about: About


NOTHING = About()


def about_to_text(about: About) -> str:
    """Canonical: the same ids are always the same text."""
    held = {f.name: getattr(about, f.name) for f in fields(about)}
    said = {name: value for name, value in held.items() if value is not None}
    return json.dumps(said, sort_keys=True, separators=(",", ":"))


def event_from_row(seq: int, at: str, kind: str, about: str) -> Event:
    """Raises VaultTooNew for a kind this program does not know, RecordsDamaged for no event."""
    try:
        known = EventKind(kind)
    except ValueError:
        raise VaultTooNew from None
    try:
        return Event(seq, datetime.fromisoformat(at), known, About(**json.loads(about)))
    except (TypeError, ValueError):
        raise RecordsDamaged from None
