"""The log in the practitioner's words."""

from collections.abc import Sequence
from datetime import date, datetime

from desktop.text import counted
from forms.dates import short_day
from storage.audit_event import About, Event, EventKind

SAID = {
    EventKind.CREATED: "Created",
    EventKind.VIEWED: "Looked at",
    EventKind.CHANGED: "Changed",
    EventKind.AMENDED: "Amended",
    EventKind.FINISHED: "Finished",
    EventKind.EXPORTED: "Exported",
    EventKind.EXPORT_REMOVED: "Removed an exported copy of",
    EventKind.PRINTED: "Printed",
    EventKind.COPIED: "Copied words from",
    EventKind.SYNCED: "Sent or fetched",
    EventKind.UNLOCKED: "Unlocked",
    EventKind.UNLOCK_FAILED: "Failed to unlock",
    EventKind.LOCKED: "Locked",
    EventKind.RECOVERED: "Recovered without the passphrase",
    EventKind.RECOVERY_SET: "New recovery sheet",
    EventKind.PASSPHRASE_CHANGED: "Passphrase changed",
    EventKind.KEY_REWRAPPED: "Passphrase protected more strongly",
    EventKind.RESTORED: "Put back from a backup",
    EventKind.BACKED_UP: "Backed up",
    EventKind.SALVAGED: "What could be read of a damaged vault was put in place",
    EventKind.HANDED_OVER: "Handed over",
    EventKind.RECEIVED: "Taken in from a colleague",
    EventKind.CLOSED: "Closed",
    EventKind.REOPENED: "Opened again",
    EventKind.HOLD_SET: "Put on hold",
    EventKind.HOLD_LIFTED: "Hold lifted",
    EventKind.PURGED: "Removed from this laptop",
    EventKind.UPGRADED: "Brought up to date for a newer program",
    EventKind.ANCHORS_LOST: "Nothing told how far the log had come",
}


def told(event: Event) -> str:
    """One entry without its moment."""
    said = SAID.get(event.kind, event.kind.value.replace("_", " ").capitalize())
    if event.kind is EventKind.UNLOCK_FAILED and event.about.count:
        return f"{said}, {counted(event.about.count, 'time')}"
    return f"{said}{_what(event.about)}"


def told_with_moment(event: Event) -> str:
    """One entry on a line of its own."""
    return f"{moment_words(event.at)} · {told(event)}"


def by_day(events: Sequence[Event]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The entries under their days, in the order they come."""
    days: dict[date, list[str]] = {}
    for event in events:
        local = event.at.astimezone()
        days.setdefault(local.date(), []).append(f"{local:%H:%M}  {told(event)}")
    return tuple((short_day(day), tuple(lines)) for day, lines in days.items())


def moment_words(at: datetime) -> str:
    local = at.astimezone()
    return f"{short_day(local.date())} {local:%H:%M}"


def _what(about: About) -> str:
    if about.letter:
        return " a letter"
    if about.contact:
        return " a contact"
    return " a family" if about.family else ""
