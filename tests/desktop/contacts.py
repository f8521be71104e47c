"""Contacts in hand, as the screens get them."""

from typing import Any

from desktop.flows.contact import LastTime, OpenContact
from desktop.screens.contact.pages import all_pages, index_of
from desktop.screens.contact.state import ContactState, Saving, derive
from forms.answers import AboutTopic, Presence, Seen, Topic
from forms.ids import CarerId
from forms.pack import Packs
from forms.people import Family
from forms.preferences import Preferences
from forms.record import ContactRecord, Outcome
from storage.records import Revision
from tests.builders import DAY, FATHER, MOTHER, a_carer, a_family, a_father, a_record

SAVED = Saving(saved=True)


def two_carers(**changes: Any) -> Family:
    return a_family(carers=(a_carer(), a_father()), **changes)


def with_present(
    record: ContactRecord, mother: Seen = Seen.HERE, father: Seen = Seen.HERE
) -> ContactRecord:
    return said_present(said_present(record, MOTHER, mother), FATHER, father)


def said_present(record: ContactRecord, carer: CarerId, seen: Seen) -> ContactRecord:
    return record.with_answer(AboutTopic(Topic.PRESENT, carer), Presence(seen))


def in_hand(  # noqa: PLR0913 - said by keyword what a test is about
    packs: Packs,
    *,
    family: Family | None = None,
    record: ContactRecord | None = None,
    place: str = "before",
    outcome: Outcome | None = None,
    last_time: LastTime | None = None,
    revision: int = 1,
) -> OpenContact:
    return OpenContact(
        family=family or two_carers(),
        record=record or a_record(),
        revision=Revision(revision),
        place=place,
        outcome=outcome,
        packs=packs,
        preferences=Preferences(),
        last_time=last_time,
        amends=None,
    )


def state_of(contact: OpenContact, *, private_shown: bool = False) -> ContactState:
    """What is shown at the place where the contact was left."""
    pages = all_pages(contact.packs, contact.record, contact.family.carers)
    return derive(
        contact,
        contact.record,
        at=index_of(pages, contact.place),
        saving=SAVED,
        private_shown=private_shown,
        today=DAY,
    )
