"""Who looked, and when: the log, read a page at a time, newest first."""

from desktop.flows.opened import OpenVault
from forms.ids import FamilyId
from storage.audit import AuditLog, newest_seq
from storage.audit_event import Event

PAGE = 200
"""Entries read at once."""


class LogFlow:
    """Reads the log; that it was read is not in it."""

    def __init__(self, open_vault: OpenVault) -> None:
        self._vault = open_vault.vault

    def of_vault(self, before: int | None = None) -> tuple[Event, ...]:
        """The newest entries, or those before this one."""
        start = newest_seq(self._vault) + 1 if before is None else before
        return AuditLog(self._vault).before(start, PAGE)

    def of_family(self, family: FamilyId) -> tuple[Event, ...]:
        """Every entry about this family."""
        return tuple(reversed(AuditLog(self._vault).of_family(family)))
