"""The letter of a contact: previewed, then issued into a folder and kept in the vault."""

from dataclasses import dataclass
from pathlib import Path

from desktop.flows.contact import ContactFlow
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.outside import check_writable, write_out
from forms.gaps import Gap, gaps
from forms.ids import ContactId
from forms.judgement import freeze
from forms.preferences import LetterTo
from forms.record import Outcome
from forms.steps import weigh_record
from letters.facts import LetterFacts, Reader
from letters.left_out import left_out
from letters.pdf import render
from letters.plain import to_text
from letters.recommendation import recommendation
from storage.records import StoredContact


@dataclass(frozen=True, slots=True)
class Preview:
    """A letter as it would be issued now."""

    pdf: bytes
    text: str
    left_out: tuple[str, ...]
    """What the family's copy leaves out, in words."""
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Issued:
    """The files one letter was written to."""

    folder: Path
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotYet:
    """Something stops the letter; these gaps come first."""

    gaps: tuple[Gap, ...]


class LetterFlow:
    """Makes letters from what is saved, never from what is on the screen."""

    def __init__(self, open_vault: OpenVault, contacts: ContactFlow, clock: Clock) -> None:
        self._open = open_vault
        self._contacts = contacts
        self._clock = clock

    def preview(self, contact: ContactId, reader: Reader) -> Preview:
        """The letter as this reader would hold it."""
        stored = self._open.records.load(contact)
        facts = self._facts(stored, self._outcome(stored))
        document = recommendation(facts, reader)
        return Preview(
            pdf=render(document, self._clock()),
            text=to_text(document),
            left_out=left_out(facts),
            gaps=self._gaps(stored),
        )

    def issue(
        self,
        contact: ContactId,
        folder: Path,
        readers: tuple[Reader, ...] = (Reader.FAMILY, Reader.TEAM),
    ) -> Issued | NotYet:
        """Finish the contact, keep these copies in the vault, and write them into the folder."""
        stored = self._open.records.load(contact)
        stopping = tuple(gap for gap in self._gaps(stored) if gap.stops)
        if stopping:
            return NotYet(stopping)
        check_writable(folder)
        outcome = self._contacts.finish(contact)
        facts = self._facts(self._open.records.load(contact), outcome)
        now = self._clock()
        names = []
        for reader in readers:
            document = recommendation(facts, reader)
            pdf, text = render(document, now), to_text(document)
            kept = self._open.letters.keep(contact, LetterTo(reader.value), pdf, text, now)
            name = file_name(kept, now.strftime("%Y-%m-%d"), reader)
            write_out(folder / name, pdf)
            self._open.letters.exported(kept, str(folder), now)
            names.append(name)
        return Issued(folder, tuple(names))

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

    def _gaps(self, stored: StoredContact) -> tuple[Gap, ...]:
        family = self._open.families.load(stored.record.family)
        weighing = weigh_record(self._open.packs.factors, stored.record)
        return gaps(stored.record, weighing, family.carers)


def file_name(letter: str, day: str, reader: Reader) -> str:
    """A name that tells the day, a short reference and whose copy it is, and nobody's name."""
    return f"Golden-Thread-{reader.value}-copy-{day}-{letter[:6].upper()}.pdf"
