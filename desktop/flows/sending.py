"""What leaves about a contact: shown to the last byte, ticked, sealed, taken back."""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.flows.contact import ContactFlow
from desktop.flows.opened import Clock, OpenVault
from forms.consent import Allowed, AllowedOnSafeguardingGround, Blocked, may_share
from forms.ids import ContactId, FamilyId, LetterId
from forms.judgement import freeze
from forms.letter_kinds import LetterKind
from forms.people import family_name
from forms.preferences import LetterTo
from forms.record import Outcome
from forms.refusal import Refusal
from forms.steps import weigh_record
from storage.audit import About
from storage.letter_terms import OF_OLD, LetterTerms, LetterTermsStore
from storage.letters import LetterLine
from storage.outbox import Fate, Outbox, OutboxLine
from storage.records import StoredContact
from sync.body import Letter, Withdrawal, body_to_bytes
from sync.envelope import EnvelopeId
from sync.membership import Joined, joined
from sync.outgoing import seal_for_team
from sync.summary import Summary, Ticked, Told, pseudonym, summary_of, texts_to_tick


@dataclass(frozen=True, slots=True)
class ToBeSent:
    """A summary before it is sealed. `text` is what will be sealed, every byte of it.

    `may_be_ticked`: each thing that can be added, with the exact text that would travel.
    """

    text: str
    may_be_ticked: Mapping[Ticked, str]
    replaces: EnvelopeId | None
    team: str
    leads: tuple[str, ...]
    basis: Allowed | AllowedOnSafeguardingGround
    is_finished: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """One envelope on its way; `family` is the name as it is known on this laptop, or empty."""

    line: OutboxLine
    family: str


@dataclass(frozen=True, slots=True)
class AboutContact:
    """All there is to say about sending one contact. `letter`: the newest copy for the team."""

    family: FamilyId
    whose: str
    shown: ToBeSent | Refusal
    sent: tuple[OutboxLine, ...]
    letter: LetterId | None


class SendingFlow:
    """Nothing leaves by itself: each summary and each letter is sent because somebody said so."""

    def __init__(self, open_vault: OpenVault, contacts: ContactFlow, clock: Clock) -> None:
        self._open = open_vault
        self._contacts = contacts
        self._clock = clock

    def preview(self, contact: ContactId, ticked: Iterable[Ticked] = ()) -> ToBeSent | Refusal:
        """What would be sealed about this contact now, or why nothing may be."""
        now = joined(self._open.vault)
        if now is None:
            return _NO_TEAM
        told = self._told(contact)
        if isinstance(told, Refusal):
            return told
        summary = self._summary(now, told, ticked)
        return ToBeSent(
            body_to_bytes(summary).decode(),
            {what: text for what, text in texts_to_tick(told).items() if text},
            EnvelopeId(summary.replaces) if summary.replaces else None,
            team=now.roster.name,
            leads=tuple(m.name for m in now.roster.members if m.is_lead and m.stopped is None),
            basis=told.basis,
            is_finished=self._open.records.load(contact).outcome is not None,
        )

    def about(self, contact: ContactId, ticked: Iterable[Ticked] = ()) -> AboutContact:
        """What would be sealed now, what was before, and the letter that could go too."""
        family = self._open.records.load(contact).record.family
        terms = LetterTermsStore(self._open.vault).of_family(family)
        letters = (
            line.id
            for line in self._open.letters.of_family(family)
            if line.contact == contact and _is_for_the_team(line, terms)
        )
        return AboutContact(
            family,
            name_of_family(self._open, family),
            self.preview(contact, ticked),
            self.of_contact(contact),
            next(letters, None),
        )

    def send(self, contact: ContactId, ticked: Iterable[Ticked] = ()) -> EnvelopeId | Refusal:
        """Finish the contact if it is not yet, and seal its summary, both or neither.

        Raises LaptopStopped.
        """
        now = joined(self._open.vault)
        if now is None:
            return _NO_TEAM
        told = self._told(contact)
        if isinstance(told, Refusal):
            return told
        with self._open.vault.transaction():
            self._contacts.finish(contact)
            told = self._told(contact)
            if isinstance(told, Refusal):
                return told
            summary = self._summary(now, told, ticked)
            about = About(family=told.record.family, contact=contact)
            made = seal_for_team(self._open.vault, now, summary, self._clock(), about=about)
        return made.id

    def send_letter(self, letter: LetterId) -> EnvelopeId | Refusal:
        """Seal the team's copy of a letter to the team, as it was issued."""
        now = joined(self._open.vault)
        if now is None:
            return _NO_TEAM
        stored = self._open.letters.load(letter)
        told = self._told(stored.line.contact)
        if isinstance(told, Refusal):
            return told
        terms = LetterTermsStore(self._open.vault).of_family(told.record.family)
        if not _is_for_the_team(stored.line, terms):
            return Refusal("This copy is not the team's. The team has one of its own.")
        key = now.roster.pseudonym_key
        body = Letter(
            family=pseudonym(key, told.record.family),
            baby=pseudonym(key, told.record.infant),
            sha256=stored.line.sha256,
            text=stored.text,
            pdf=b64encode(stored.pdf),
            replaces=self._standing(told.record.id, "letter"),
        )
        about = About(family=told.record.family, contact=told.record.id, letter=letter)
        return seal_for_team(self._open.vault, now, body, self._clock(), about=about).id

    def take_back(self, envelope: EnvelopeId, why: str) -> EnvelopeId | Refusal:
        """Tell the team that this does not hold; what is inside is wiped there."""
        now = joined(self._open.vault)
        if now is None:
            return _NO_TEAM
        body = Withdrawal.model_validate({"replaces": envelope, "why": why})
        return seal_for_team(self._open.vault, now, body, self._clock()).id

    def sent(self, most: int, before: int | None = None) -> tuple[Sent, ...]:
        """What left this laptop, the newest first, those before this number."""
        return tuple(
            Sent(line, name_of_family(self._open, line.family))
            for line in Outbox(self._open.vault).lines(most, before)
        )

    def of_contact(self, contact: ContactId) -> tuple[OutboxLine, ...]:
        """What was sealed about this contact, newest first."""
        return Outbox(self._open.vault).of_contact(contact)

    def _summary(self, now: Joined, told: Told, ticked: Iterable[Ticked]) -> Summary:
        return summary_of(
            told,
            now.roster.pseudonym_key,
            ticked=ticked,
            replaces=self._standing(told.record.id, "summary"),
        )

    def _standing(self, contact: ContactId, kind: str) -> EnvelopeId | None:
        """The newest one sent of this contact or of the version it amends."""
        version: ContactId | None = contact
        while version is not None:
            for line in Outbox(self._open.vault).of_contact(version):
                if line.kind == kind and line.fate is not Fate.REFUSED:
                    return EnvelopeId(line.id)
            amends = self._open.records.load(version).amends
            version = amends.contact if amends else None
        return None

    def _told(self, contact: ContactId) -> Told | Refusal:
        stored = self._open.records.load(contact)
        family = self._open.families.load(stored.record.family)
        basis = may_share(stored.record, family.carers)
        if isinstance(basis, Blocked):
            return Refusal(basis.why)
        return Told(
            record=stored.record,
            outcome=stored.outcome or self._outcome(stored),
            family=family,
            prompts=self._open.packs.prompts,
            basis=basis,
            role=self._open.practitioner.role,
        )

    def _outcome(self, stored: StoredContact) -> Outcome:
        weighing = weigh_record(self._open.packs.factors, stored.record)
        return freeze(self._open.packs, stored.record, weighing, self._clock())


def _is_for_the_team(line: LetterLine, terms: Mapping[LetterId, LetterTerms]) -> bool:
    """Whether it is the team's copy of a recommendation, and no other letter of the set."""
    kind = terms.get(line.id, OF_OLD).kind
    return line.reader is LetterTo.TEAM and kind is LetterKind.RECOMMENDATION


_NO_TEAM = Refusal("This vault belongs to no team yet, so there is nobody to send it to.")


def name_of_family(open_vault: OpenVault, family: str | None) -> str:
    """As it is known on this laptop; empty where nobody is named, or it was removed."""
    if family is None:
        return ""
    try:
        return family_name(open_vault.families.load(FamilyId(family)))
    except LookupError:
        return ""
