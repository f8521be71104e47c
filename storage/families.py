"""Families in the vault: kept with every earlier version, listed, and found."""

from datetime import datetime

from forms.ids import FamilyId
from forms.people import Family
from storage.audit import About, AuditLog, EventKind
from storage.caseload import CaseloadLine, caseload_lines
from storage.finding import patterns
from storage.people import Among, families, save_family
from storage.rows import moment_to_text
from storage.vault import Vault


class FamilyStore:
    """The families of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._log = AuditLog(vault)

    def save(self, family: Family, at: datetime) -> None:
        """Keep this family as it is now; what changed keeps its earlier version beside it."""
        with self._vault.transaction() as sql:
            known = next(iter(families(sql, Among("SELECT ?", (family.id,)))), None)
            if known != family:
                save_family(sql, family, moment_to_text(at))
                kind = EventKind.CREATED if known is None else EventKind.CHANGED
                self._log.note(kind, About(family=family.id), at)

    def load(self, family: FamilyId) -> Family:
        """This family as it is now. An id the vault does not hold is a LookupError."""
        for found in families(self._vault.sql, Among("SELECT ?", (family,))):
            return found
        raise LookupError("this vault holds no such family")

    def caseload(self) -> tuple[CaseloadLine, ...]:
        """Every family, those with the newest contact first."""
        return caseload_lines(self._vault.sql, Among())

    def find(self, text: str) -> tuple[CaseloadLine, ...]:
        """Families that match every word of this text; all of them if it has none.

        A word is any part of a name (accents do not matter; earlier names count), a birth or
        due date as people write it, or any part of an NHS number, with or without spaces.
        """
        wanted = patterns(text)
        each = " AND ".join("words LIKE ? ESCAPE '!'" for _ in wanted)
        query = f"SELECT family FROM finding WHERE {each}" if wanted else ""  # noqa: S608 no text in it
        return caseload_lines(self._vault.sql, Among(query, wanted))
