"""The log of a vault: who looked, wrote, made and sent what, each entry bound to the one before."""

from datetime import datetime

from forms.ids import FamilyId
from storage.audit_event import NOTHING, About, Event, EventKind, about_to_text, event_from_row
from storage.audit_rows import append, write_down
from storage.vault import Vault


class AuditLog:
    """Only ever added to. It holds ids, kinds and counts; no names and no clinical words."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def note(self, kind: EventKind, about: About, at: datetime) -> None:
        """Add an entry, in the transaction under way if there is one."""
        with self._vault.transaction() as sql:
            append(sql, kind, about, at)
            self._vault.after_commit(_write_down)

    def note_viewed(self, about: About, at: datetime) -> None:
        """Add that this was looked at, unless the newest entry says so already."""
        self.note_once(EventKind.VIEWED, about, at)

    def note_once(self, kind: EventKind, about: About, at: datetime) -> None:
        """Add an entry, unless the newest one says the same already."""
        newest = self._vault.sql.one("SELECT kind, about FROM event ORDER BY seq DESC LIMIT 1")
        if newest != (kind.value, about_to_text(about)):
            self.note(kind, about, at)

    def before(self, seq: int, most: int) -> tuple[Event, ...]:
        """At most so many entries before this one, newest first."""
        rows = self._vault.sql.all(
            f"{_EVENTS} WHERE seq < ? ORDER BY seq DESC LIMIT ?", (seq, most)
        )
        return tuple(event_from_row(*row) for row in rows)

    def since(self, seq: int) -> tuple[Event, ...]:
        """The entries after this one, oldest first; all of them since 0."""
        rows = self._vault.sql.all(f"{_EVENTS} WHERE seq > ? ORDER BY seq", (seq,))
        return tuple(event_from_row(*row) for row in rows)

    def of_family(self, family: FamilyId) -> tuple[Event, ...]:
        """The entries about this family, its contacts and letters, oldest first."""
        rows = self._vault.sql.all(
            f"{_EVENTS} WHERE json_extract(about, '$.family') = ? ORDER BY seq", (family,)
        )
        return tuple(event_from_row(*row) for row in rows)


def note_failures(vault: Vault, failures: int, at: datetime) -> None:
    """Say how many wrong passphrases were typed before this unlock, if any."""
    if failures:
        AuditLog(vault).note(EventKind.UNLOCK_FAILED, About(count=failures), at)


def note_restored(vault: Vault, from_seq: int, at: datetime) -> None:
    """Say that this vault was put back on purpose from a backup that ended at this entry.

    From here on the log is measured from this entry: what was written down before is replaced.
    """
    with vault.transaction() as sql:
        append(sql, EventKind.RESTORED, About(seq=from_seq), at)
    write_down(vault.sql, vault.folder, whatever_is_there=True)


def newest_seq(vault: Vault) -> int:
    """The number of the newest entry; what a backup made now ends at."""
    row = vault.sql.one("SELECT coalesce(max(seq), 0) FROM event")
    return int(row[0]) if row else 0


def _write_down(vault: Vault) -> None:
    write_down(vault.sql, vault.folder)


_EVENTS = "SELECT seq, at, kind, about FROM event"
__all__ = [
    "NOTHING",
    "About",
    "AuditLog",
    "Event",
    "EventKind",
    "newest_seq",
    "note_failures",
    "note_restored",
]
