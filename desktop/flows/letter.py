"""The letters of a contact: chosen, previewed, then issued into a folder and kept in the vault."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.flows.contact import ContactFlow
from desktop.flows.errors import ExportFailed
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.outside import Leaving, check_writable
from desktop.flows.signing import signed_letter, written
from forms.answers import Seen, Topic
from forms.consent import Allowed, AllowedOnSafeguardingGround, may_hold
from forms.gaps import Gap
from forms.ids import ContactId, LetterId
from forms.judgement import freeze
from forms.letter_gaps import letter_gaps
from forms.letter_kinds import (
    FINISHES,
    HOLDERS,
    Copy,
    Holder,
    LetterKind,
    LetterOrder,
    Slot,
    everyone,
)
from forms.pack import Language
from forms.people import SafeToContact
from forms.preferences import LetterTo
from forms.record import Outcome
from forms.refusal import Refusal
from forms.right_family import asks_for_name, confirmed, taken_for
from forms.steps import weigh_record
from letters.facts import LetterFacts
from letters.html import to_html
from letters.left_out import left_out
from letters.letter_set import compose
from letters.pdf import render
from letters.plain import to_text
from storage.letter_terms import LetterTerms, LetterTermsStore
from storage.records import StoredContact


@dataclass(frozen=True, slots=True)
class Preview:
    """One copy of a letter as it would be issued now; `html` and `text` are its twins."""

    pdf: bytes
    text: str
    html: str
    left_out: tuple[str, ...]
    """What the family's copy leaves out, in words; empty for a copy that leaves nothing out."""
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Guard:
    """What the practitioner is asked to look at twice before a letter leaves."""

    taken_for: tuple[str, ...]
    asks_for_name: bool


@dataclass(frozen=True, slots=True)
class Retyped:
    """Whom the letter is about, typed again by hand: initials, and day of birth or due date."""

    initials: str
    day: str


@dataclass(frozen=True, slots=True)
class Issued:
    """The files one letter was written to."""

    folder: Path
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotYet:
    """Something stops the letter; these gaps come first."""

    gaps: tuple[Gap, ...]


Send = Callable[[LetterId], object]
"""Seals a kept letter to the team; a Refusal where it may not go."""


class LetterFlow:
    """Makes letters from what is saved, never from what is on the screen."""

    def __init__(self, open_vault: OpenVault, contacts: ContactFlow, clock: Clock) -> None:
        self._open = open_vault
        self._contacts = contacts
        self._clock = clock

    def begin(self, contact: ContactId, kind: LetterKind) -> LetterOrder:
        """The letter as it is first offered: who may hold it without anybody having to ask more.

        A carer who was not there is offered a copy only where it is known to be safe.
        """
        stored = self._open.records.load(contact)
        family = self._open.families.load(stored.record.family)
        copies = tuple(
            copy
            for copy in self.copies(contact, kind)
            if copy.holder in (*HOLDERS[kind][:1], Holder.TEAM, Holder.REFERRER, Holder.FAMILY)
            or (
                copy.carer is not None
                and family.carer(copy.carer).safe_to_contact is SafeToContact.SAFE
            )
        )
        return LetterOrder(kind, copies, self._open.preferences.load().language)

    def copies(self, contact: ContactId, kind: LetterKind) -> tuple[Copy, ...]:
        """Every copy this letter can have."""
        record = self._open.records.load(contact).record
        carers = self._open.families.load(record.family).carers
        absent = tuple(c.id for c in carers if record.seen(c.id) is Seen.NOT_HERE)
        return everyone(kind, absent)

    def own_words(self, contact: ContactId, kind: LetterKind) -> Mapping[Slot, str]:
        """What the record says already in a place that is free to write in."""
        concern = self._open.records.load(contact).record.narrative(Topic.CONCERN)
        begun = {LetterKind.FOLLOW_UP: Slot.SAID, LetterKind.CONSULTATION: Slot.QUESTION}
        return {begun[kind]: concern} if kind in begun else {}

    def guard(self, contact: ContactId) -> Guard:
        """Twins and alike names, told before anything leaves."""
        record = self._open.records.load(contact).record
        family = self._open.families.load(record.family)
        infant = family.infant(record.infant)
        known = self._open.families.babies()
        return Guard(taken_for(family, infant, known), asks_for_name(family, infant))

    def preview(self, contact: ContactId, order: LetterOrder, copy: Copy) -> Preview:
        """The letter as this holder would have it."""
        stored = self._open.records.load(contact)
        facts = self._facts(stored, self._outcome(stored))
        document = compose(facts, order, copy)
        plain = replace(facts, preferences=replace(facts.preferences, language=Language.ENGLISH))
        return Preview(
            pdf=render(document, self._clock()),
            text=to_text(document),
            html=to_html(document),
            left_out=left_out(plain) if Holder.FAMILY in HOLDERS[order.kind] else (),
            gaps=self._gaps(stored, order),
        )

    def issue(
        self,
        contact: ContactId,
        order: LetterOrder,
        retyped: Retyped,
        folder: Path,
        send: Send | None = None,
    ) -> Issued | NotYet | Refusal:
        """Finish the contact, keep each copy in the vault, and write them into the folder.

        Letter, log and, with `send`, what is sealed to the team are one transaction; the files
        lie ready beside their places before it ends, and get their names after it.
        """
        stored = self._open.records.load(contact)
        wrong = self._wrong_family(stored, retyped)
        if wrong is not None:
            return wrong
        stopping = tuple(gap for gap in self._gaps(stored, order) if gap.stops)
        if stopping:
            return NotYet(stopping)
        check_writable(folder)
        with Leaving(folder) as leaving, self._open.vault.transaction():
            outcome = self._outcome(stored)
            if order.kind in FINISHES:
                outcome = self._contacts.finish(contact)
            facts = self._facts(self._open.records.load(contact), outcome)
            for copy in order.copies:
                self._keep(facts, order, copy, leaving, send)
        return Issued(folder, leaving.names)

    def _keep(
        self,
        facts: LetterFacts,
        order: LetterOrder,
        copy: Copy,
        leaving: Leaving,
        send: Send | None,
    ) -> None:
        now, document = self._clock(), compose(facts, order, copy)
        whole = facts if (order.kind, copy.holder) == _TO_THE_TEAM else None
        signed, text = signed_letter(self._open, document, now, whole), to_text(document)
        reader = LetterTo.FAMILY if copy.is_for_the_family else LetterTo.TEAM
        kept = self._open.letters.keep(
            facts.record.id, reader, signed.pdf, text, now, inside=signed.inside
        )
        LetterTermsStore(self._open.vault).keep(kept, _terms(facts, order, copy))
        if send is not None and (order.kind, copy.holder) == _TO_THE_TEAM:
            match send(kept):
                case Refusal(reason=reason):
                    raise ExportFailed(reason)
                case _:
                    pass
        name = file_name(kept, now.strftime("%Y-%m-%d"), order.kind, copy)
        leaving.add(name, signed.pdf)
        self._open.letters.exported(kept, str(leaving.folder), now, written(name, signed.pdf))

    def _wrong_family(self, stored: StoredContact, retyped: Retyped) -> Refusal | None:
        family = self._open.families.load(stored.record.family)
        infant = family.infant(stored.record.infant)
        return confirmed(family, infant, retyped.initials, retyped.day)

    def _outcome(self, stored: StoredContact) -> Outcome:
        if stored.outcome is not None:
            return stored.outcome
        weighing = weigh_record(self._open.packs.factors, stored.record)
        return freeze(self._open.packs, stored.record, weighing, self._clock())

    def _facts(self, stored: StoredContact, outcome: Outcome) -> LetterFacts:
        family = self._open.families.load(stored.record.family)
        return LetterFacts(
            family=family,
            infant=family.infant(stored.record.infant),
            record=stored.record,
            packs=self._open.packs,
            outcome=outcome,
            practitioner=self._open.practitioner,
            preferences=self._open.preferences.load(),
            today=self._clock().date(),
        )

    def _gaps(self, stored: StoredContact, order: LetterOrder) -> tuple[Gap, ...]:
        family = self._open.families.load(stored.record.family)
        packs = self._open.packs
        weighing = weigh_record(packs.factors, stored.record)
        infant = family.infant(stored.record.infant)
        return letter_gaps(order, stored.record, weighing, packs, family, infant)


_TO_THE_TEAM = (LetterKind.RECOMMENDATION, Holder.TEAM)
_NOBODY_NAMED, _OWN_RECORD = "nobody_named", "own_record"


def _terms(facts: LetterFacts, order: LetterOrder, copy: Copy) -> LetterTerms:
    """On what this copy was issued: agreement, a safeguarding ground, or that nobody needs ask."""
    allowed = may_hold(
        copy, facts.record, facts.family.carers, order.agreed_for, order.deliberately
    )
    basis, by = _OWN_RECORD, ""
    match allowed:
        case _ if order.kind is LetterKind.CONSULTATION:
            basis = _NOBODY_NAMED
        case Allowed() if not copy.is_for_the_family:
            basis = "agreed"
        case AllowedOnSafeguardingGround(authorised_by=who):
            basis, by = "safeguarding", who
        case _:
            pass
    return LetterTerms(order.kind, copy.holder, copy.carer, order.language, basis, by)


def file_name(letter: str, day: str, kind: LetterKind, copy: Copy) -> str:
    """A name that tells the day, a short reference and whose copy it is, and nobody's name."""
    which = "" if kind is LetterKind.RECOMMENDATION else f"{kind.value.replace('_', '-')}-"
    holder = copy.holder.value.replace("_", "-")
    return f"Golden-Thread-{which}{holder}-copy-{day}-{letter[:6].upper()}.pdf"
