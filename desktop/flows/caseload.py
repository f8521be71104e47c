"""The families a practitioner knows: the list, one family, its history."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from desktop.flows.life import Kept, LifeFlow
from desktop.flows.opened import Clock, OpenVault
from forms.ids import CarerId, ContactId, FamilyId, InfantId
from forms.people import Carer, Family, Infant
from forms.record import ContactRecord
from forms.steps import needs_action, safety_questions
from storage.audit import About, AuditLog
from storage.caseload import CaseloadPage
from storage.errors import DiskFull, DiskTrouble, ReadOnly
from storage.handover import HandOver, HandOverStore
from storage.letters import LetterLine
from storage.life import LifeNote, LifeStore
from storage.records import ContactLine


@dataclass(frozen=True, slots=True)
class FamilyStory:
    """One family with all that was done, newest first."""

    family: Family
    contacts: tuple[ContactLine, ...]
    letters: tuple[LetterLine, ...]
    was_due: Mapping[InfantId, date] = field(default_factory=lambda: MappingProxyType({}))
    """When babies who are born by now had been due, where that was recorded before the birth."""
    handed_over: HandOver | None = None
    """To whom this family was handed over; from then on it can only be read here."""
    notes: tuple[LifeNote, ...] = ()
    kept: Kept | None = None
    """How long it is kept, and whether it is on hold."""
    need_action: frozenset[ContactId] = frozenset()
    """Contacts with an answer about safety and nothing written of what was done about it."""


class CaseloadFlow:
    """Reads and keeps families."""

    def __init__(self, open_vault: OpenVault, clock: Clock) -> None:
        self._open = open_vault
        self._clock = clock

    def caseload(self, wanted: str = "", first: int = 0) -> CaseloadPage:
        """A page of all families, or of those whose names, dates or NHS numbers hold this.

        It begins with line `first`, counted from 0.
        """
        page = self._open.families.page(wanted, first=first)
        waiting = {r.family for r in self._need_action([line.family.id for line in page.lines])}
        return replace(
            page,
            lines=tuple(
                replace(line, needs_action=True) if line.family.id in waiting else line
                for line in page.lines
            ),
        )

    def _need_action(self, families: Sequence[FamilyId]) -> list[ContactRecord]:
        packs = self._open.packs
        found = self._open.records.extracts(families, safety_questions(packs))
        return [record for record in found if needs_action(packs, record)]

    def story(self, family: FamilyId) -> FamilyStory:
        """One family with its contacts and letters. That it was looked at is kept."""
        story = FamilyStory(
            family=self._open.families.load(family),
            contacts=self._open.records.of_family(family),
            letters=self._open.letters.of_family(family),
            was_due=LifeStore(self._open.vault).was_due(family),
            handed_over=HandOverStore(self._open.vault).standing(family),
            notes=LifeStore(self._open.vault).notes(family),
            kept=LifeFlow(self._open, self._clock).kept(family),
            need_action=frozenset(record.id for record in self._need_action((family,))),
        )
        with suppress(
            DiskFull, DiskTrouble, ReadOnly
        ):  # a full disk must not keep care from reading
            AuditLog(self._open.vault).note_viewed(About(family=family), self._clock())
        return story

    def keep(self, family: Family) -> Family:
        """Save the family; people without an id yet are given one."""
        identified = with_ids(family)
        self._open.families.save(identified, self._clock())
        return identified


def with_ids(family: Family) -> Family:
    """The same family in which everyone has an id."""

    def identified_infant(infant: Infant) -> Infant:
        return infant if infant.id else replace(infant, id=InfantId(secrets.token_hex(8)))

    def identified_carer(carer: Carer) -> Carer:
        return carer if carer.id else replace(carer, id=CarerId(secrets.token_hex(8)))

    return replace(
        family,
        id=family.id or FamilyId(secrets.token_hex(8)),
        infants=tuple(identified_infant(infant) for infant in family.infants),
        carers=tuple(identified_carer(carer) for carer in family.carers),
    )
