"""What a family's page says of babies, contacts, letters, notes and carers."""

from datetime import date
from typing import assert_never

from desktop.text import URGENT
from forms.ages import age_words
from forms.answers import Decision
from forms.dates import short_day
from forms.people import (
    Born,
    Carer,
    ContactBy,
    Died,
    Ended,
    Expected,
    Family,
    Infant,
    SafeToContact,
    ended_words,
    is_closed,
    spaced_nhs_number,
)
from forms.preferences import LetterTo
from storage.handover import HandOver
from storage.letters import LetterLine
from storage.life import LifeNote, NoteKind
from storage.records import ContactLine


def babies_heading(family: Family) -> str:
    """What stands over the babies."""
    if is_closed(family):
        return "Record closed"
    return "Babies" if len(family.infants) > 1 else "Baby"


def about_words(infant: Infant, was_due: date | None, today: date) -> str:
    """Days, age and number of one baby; after a loss or a death the day alone."""
    match infant.arrival:
        case Expected(due=due):
            words = [f"due {short_day(due)}", age_words(infant, today)]
        case Ended() as ended:
            words = [ended_words(ended)] if infant.name.strip() else []
        case Died(on=on, born=born):
            words = [f"born {short_day(born)}", f"died {short_day(on)}"]
        case Born(on=born, gestation_weeks=weeks):
            words = [f"born {short_day(born)}", age_words(infant, today)]
            if weeks is not None:
                words.append(f"born at {weeks} weeks")
            if was_due is not None:
                words.append(f"was due {short_day(was_due)}")
        case _:
            assert_never(infant.arrival)
    if infant.nhs_number:
        words.append(f"NHS number {spaced_nhs_number(infant.nhs_number)}")
    return " · ".join(words)


def came_to_words(contact: ContactLine, *, only_read: bool) -> str:
    """What a contact came to."""
    if contact.finished_at is None:
        return "not finished" if only_read else "under way"
    version = "an amendment, " if contact.amends is not None else ""
    since = "; amended since" if contact.amended_by is not None else ""
    match contact.decision:
        case Decision.RECOMMEND:
            return f"{version}finished, recommended to the team{since}"
        case _:
            return f"{version}finished, not recommended now{since}"


def unwritten_words(contact: ContactLine, *, may_write: bool) -> str:
    """What is still to be written of what needed action, without naming it."""
    way = "Carry on" if contact.finished_at is None else "Amend"
    how = f": {way}, then F8" if may_write else ""
    return f"{URGENT}. What was done about it is not written yet{how}."


def letter_words(letter: LetterLine) -> str:
    """Whose copy, when, and whether it was superseded."""
    whose = "family's" if letter.reader is LetterTo.FAMILY else "team's"
    since = "; superseded by an amendment" if letter.superseded else ""
    if letter.last_exported is None:
        return f"Letter made {short_day(letter.made_at.date())} ({whose} copy), not exported{since}"
    return f"Letter exported {short_day(letter.last_exported.date())} ({whose} copy){since}"


def handed_words(over: HandOver) -> str:
    """To whom and when, and whether it has arrived."""
    to = ", ".join(part for part in (over.to.name, over.to.team) if part)
    sent = short_day(over.sealed_at.astimezone().date())
    read = "This record can be read here, not changed."
    if over.received_at is None:
        return f"Sealed for {to} on {sent}. Their receipt has not come yet. {read}"
    received = short_day(over.received_at.astimezone().date())
    return f"Handed over to {to} on {sent}; they took it in on {received}. {read}"


_NOTED = {
    NoteKind.ENDED: "Closed",
    NoteKind.REOPENED: "Opened again",
    NoteKind.NOTE: "Note",
}


def note_words(note: LifeNote) -> str:
    """A note beside the contacts, with its day."""
    day = short_day(note.at.astimezone().date())
    return f"{day} · {_NOTED[note.kind]}" + (f": {note.words}" if note.words else "")


def carer_lines(carer: Carer) -> list[str]:
    """What is known of a carer; that it was not asked whether contact is safe is said too."""
    lines = [carer.relationship.value.capitalize()]
    if carer.contact_by is not ContactBy.NOT_ASKED:
        lines.append(f"By {carer.contact_by.value}: {carer.contact_detail}".rstrip(": "))
    elif carer.contact_detail:
        lines.append(carer.contact_detail)
    if carer.language:
        lines.append(carer.language + (", interpreter needed" if carer.needs_interpreter else ""))
    if carer.access_needs:
        lines.append(carer.access_needs)
    if carer.safe_to_contact is SafeToContact.NOT_ASKED:
        lines.append("Safe to contact: not asked")
    return lines
