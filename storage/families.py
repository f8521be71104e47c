"""Families in the vault: kept with every earlier version, listed, and found."""

from datetime import date, datetime

from forms.ids import FamilyId, InfantId
from forms.people import Family
from forms.right_family import Known
from storage.audit import About, AuditLog, EventKind
from storage.caseload import CaseloadLine, CaseloadPage, caseload_page
from storage.people import Among, families, save_family
from storage.rows import moment_to_text
from storage.vault import Vault

PAGE = 20
"""Lines of the caseload that are read at once: more than a screen."""

_AT_ONCE = 500


class FamilyStore:
    """The families of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._log = AuditLog(vault)

    def save(self, family: Family, at: datetime) -> None:
        """Keep this family as it is now; what changed keeps its earlier version beside it."""
        with self._vault.writing() as sql:
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

    def page(self, text: str = "", *, first: int = 0, most: int = PAGE) -> CaseloadPage:
        """Some of the families that match every word of this text; of all if it has none.

        A word is any part of a name (accents do not matter; earlier names count), a birth or
        due date as people write it, or any part of an NHS number, with or without spaces.
        Those with the newest contact come first; the page begins with line `first`, counted
        from 0.
        """
        return caseload_page(self._vault.sql, text, first, most)

    def babies(self) -> tuple[Known, ...]:
        """Every baby of the caseload with what it is called and its day, and no more."""
        rows = self._vault.sql.all(_BABIES)
        return tuple(
            Known(FamilyId(family), InfantId(infant), name, date.fromisoformat(day))
            for family, infant, name, day in rows
        )

    def caseload(self) -> tuple[CaseloadLine, ...]:
        """Every family, those with the newest contact first."""
        return self.find("")

    def find(self, text: str) -> tuple[CaseloadLine, ...]:
        """Every family that `page` would come to."""
        pages = [self.page(text, most=_AT_ONCE)]
        rest = range(_AT_ONCE, pages[0].total, _AT_ONCE)
        pages += [self.page(text, first=first, most=_AT_ONCE) for first in rest]
        return tuple(line for page in pages for line in page.lines)


_BABIES = """
SELECT infant.family, infant.id, CASE WHEN trim(infant.name) <> '' THEN infant.name ELSE
    'Baby of ' || coalesce((SELECT carer.name FROM carer
        WHERE carer.family = infant.family AND carer.position IS NOT NULL
        ORDER BY carer.relationship <> 'mother', carer.position LIMIT 1), '') END,
    coalesce(infant.born, infant.due)
FROM infant WHERE infant.position IS NOT NULL AND coalesce(infant.born, infant.due) IS NOT NULL
"""
