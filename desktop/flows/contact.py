"""One contact: started, written down as it goes, finished."""

import secrets
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from desktop.flows.opened import Clock, OpenVault
from forms.answers import Answer, Question
from forms.factors import Weighing
from forms.ids import ContactId, InfantId
from forms.judgement import freeze
from forms.pack import Packs
from forms.people import Family
from forms.preferences import Preferences
from forms.record import ContactRecord, Outcome, Setting
from forms.steps import band_on, stage_of, weigh_record
from storage.audit import About, AuditLog
from storage.audit_event import EventKind
from storage.errors import DiskFull, DiskTrouble, ReadOnly
from storage.handover import HandOver, HandOverStore
from storage.records import Amends, ContactLine, Revision


@dataclass(frozen=True, slots=True)
class LastTime:
    """What was recorded at the contact before this one, about the same baby."""

    day: date
    answers: Mapping[Question, Answer]


@dataclass(frozen=True, slots=True)
class OpenContact:
    """A contact in hand, with everything its screens need."""

    family: Family
    record: ContactRecord
    revision: Revision
    place: str
    outcome: Outcome | None
    packs: Packs
    preferences: Preferences
    last_time: LastTime | None
    amends: Amends | None = None
    handed_over: HandOver | None = None
    """To whom the family was handed over; from then on nothing of it can be written here."""

    @property
    def is_closed(self) -> bool:
        """Whether the record was closed since, after a loss or a death."""
        return self.family.infant(self.record.infant).is_closed

    @property
    def may_be_written(self) -> bool:
        """Whether the vault takes another answer to this contact."""
        return self.outcome is None and self.handed_over is None and not self.is_closed


class ContactFlow:
    """Starts, opens, saves and finishes contacts."""

    def __init__(self, open_vault: OpenVault, clock: Clock) -> None:
        self._open = open_vault
        self._clock = clock

    def start(self, family: Family, infant_id: InfantId, setting: Setting) -> OpenContact:
        """A new contact about one baby, at the questions for its age today."""
        infant = family.infant(infant_id)
        now = self._clock()
        packs = self._open.packs
        record = ContactRecord(
            id=ContactId(secrets.token_hex(8)),
            family=family.id,
            infant=infant.id,
            day=now.date(),
            setting=setting,
            stage=stage_of(infant),
            band=band_on(packs.prompts, infant, now.date()).code,
            prompt_pack=packs.prompts.info.version,
            factor_pack=packs.factors.info.version,
        )
        self._open.records.start(record, now)
        return self._opened(record.id)

    def amend(self, contact: ContactId, reason: str) -> OpenContact:
        """A new version of a finished contact, to be written in; the old one stays as it is."""
        return self._opened(self._open.records.amend(contact, reason, self._clock()))

    def open(self, contact: ContactId) -> OpenContact:
        """A contact as it was left: every answer, and the place in it. That it was seen is kept."""
        opened = self._opened(contact)
        about = About(family=opened.family.id, contact=contact)
        with suppress(
            DiskFull, DiskTrouble, ReadOnly
        ):  # a full disk must not keep care from reading
            AuditLog(self._open.vault).note_viewed(about, self._clock())
        return opened

    def copied(self, contact: ContactId) -> None:
        """Words of this contact were copied; that they were is kept, not which."""
        family = self._open.records.load(contact).record.family
        with suppress(DiskFull, DiskTrouble, ReadOnly):
            about = About(family=family, contact=contact)
            AuditLog(self._open.vault).note_once(EventKind.COPIED, about, self._clock())

    def _opened(self, contact: ContactId) -> OpenContact:
        stored = self._open.records.load(contact)
        return OpenContact(
            family=self._open.families.load(stored.record.family),
            record=stored.record,
            revision=stored.revision,
            place=stored.place,
            outcome=stored.outcome,
            amends=stored.amends,
            packs=self._open.packs,
            preferences=self._open.preferences.load(),
            last_time=self._last_time(stored.record),
            handed_over=HandOverStore(self._open.vault).standing(stored.record.family),
        )

    def _last_time(self, record: ContactRecord) -> LastTime | None:
        lines = self._open.records.of_family(record.family)
        same = _versions_of(record.id, lines)
        before = [
            line
            for line in lines
            if line.infant == record.infant
            and line.id not in same
            and line.finished_at
            and line.day <= record.day
        ]
        if not before:
            return None
        stored = self._open.records.load(before[0].id)
        return LastTime(stored.record.day, stored.record.answers)

    def save(
        self,
        contact: ContactId,
        changes: Mapping[Question, Answer],
        *,
        based_on: Revision,
        settled: bool,
        place: str,
    ) -> Revision:
        """Keep what changed; see RecordStore.save for what settling means."""
        return self._open.records.save(
            contact, changes, based_on=based_on, settled=settled, place=place, at=self._clock()
        )

    def finish(self, contact: ContactId) -> Outcome:
        """Freeze what this contact came to; it cannot be changed afterwards."""
        stored = self._open.records.load(contact)
        if stored.outcome is not None:
            return stored.outcome
        now = self._clock()
        packs = self._open.packs
        outcome = freeze(packs, stored.record, self.weighed(stored.record), now)
        self._open.records.finish(contact, outcome, based_on=stored.revision, at=now)
        return outcome

    def weighed(self, record: ContactRecord) -> Weighing:
        """The suggestion for this record."""
        return weigh_record(self._open.packs.factors, record)


def _versions_of(contact: ContactId, lines: Sequence[ContactLine]) -> frozenset[ContactId]:
    """This contact and every version it amends."""
    amended = {line.id: line.amends for line in lines}
    versions, version = {contact}, amended.get(contact)
    while version is not None:
        versions.add(version)
        version = amended.get(version)
    return frozenset(versions)
