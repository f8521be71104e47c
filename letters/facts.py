"""What a letter is made from: one saved contact and the people around it. Nothing is asked anew."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from forms.answers import Seen
from forms.pack import Packs
from forms.people import Carer, Family, Infant, Practitioner, SafeToContact
from forms.preferences import LetterTo, Preferences
from forms.record import ContactRecord, Outcome


class Reader(Enum):
    """Who holds this copy; decides what may stand in it."""

    FAMILY = "family"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """Everything a letter may draw on. `today` is the day on the letter."""

    family: Family
    infant: Infant
    record: ContactRecord
    packs: Packs
    outcome: Outcome
    practitioner: Practitioner
    preferences: Preferences
    today: date


def addressees(facts: LetterFacts) -> tuple[Carer, ...]:
    """The carers this letter may be written to.

    Those who came, or everyone where nobody's presence was recorded; never one who is marked not
    safe to contact.
    """
    carers = facts.family.carers
    came = tuple(c for c in carers if facts.record.seen(c.id) in (Seen.HERE, Seen.ALONE))
    if not came and all(facts.record.seen(c.id) is None for c in carers):
        came = carers
    return tuple(c for c in came if c.safe_to_contact is not SafeToContact.NOT_SAFE)


def is_to_the_family(facts: LetterFacts) -> bool:
    """Whether it is addressed to the family: as set, and only if someone may be written to."""
    return facts.preferences.letter_to is LetterTo.FAMILY and bool(addressees(facts))
