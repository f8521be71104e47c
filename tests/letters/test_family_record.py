"""The copy of a record: readable, and what was left out is in no text, property or stream."""

from datetime import UTC, date, datetime

from forms.contact_items import items
from forms.people import Practitioner
from forms.redaction import LEFT_OUT, Suggestion, Undecided, follows_suggestions, redacted
from letters.document import Document
from letters.family_record import CopyFacts, record_copy
from letters.pdf import render
from letters.plain import to_text
from tests.builders import MOTHER
from tests.forms.whole_record import (
    ALONE_WORDS,
    GROUND_WORDS,
    HER_WORDS,
    HIS_PHONE,
    HIS_WORDS,
    PACKS,
    VOICE,
    whole_record,
)
from tests.letters.reading import read

MADE = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
GONE = (ALONE_WORDS, GROUND_WORDS, HIS_PHONE, HIS_WORDS, "Invented question ALONE", "green door")


def a_copy() -> Document:
    every = items(whole_record(), MOTHER, PACKS)
    decided = redacted(every, follows_suggestions(every))
    assert not isinstance(decided, Undecided)
    practitioner = Practitioner("Practice Dale Heath", "Health visitor", "Practice team")
    return record_copy(CopyFacts(decided, practitioner, date(2026, 3, 5), "AB12CD"))


def test_the_copy_reads_from_people_to_contacts_to_letters_to_the_log() -> None:
    text = " ".join(to_text(a_copy()).split())
    order = [
        "A copy of the record",
        "Baby, as recorded earlier",
        "born 5 January 2026",
        "Contact of 2 March 2026, home",
        HER_WORDS,
        "Dear Practice Ash",
        "Notes on the record",
        "viewed",
        "Practice Dale Heath",
    ]
    places = [text.index(words) for words in order]

    assert places == sorted(places)


def test_what_was_left_out_is_told_by_its_number_for_each_part() -> None:
    text = " ".join(to_text(a_copy()).split())

    every = items(whole_record(), MOTHER, PACKS)
    contact = [i for i in every if i.part.startswith("Contact")]
    missing = sum(i.suggestion is Suggestion.REDACT for i in contact)

    assert missing > 5
    assert f"{missing} entries are left out here." in text
    assert "1 entry is left out here." in text
    assert LEFT_OUT not in text


def test_words_left_out_are_in_no_page_property_or_stream_of_the_file() -> None:
    document = a_copy()
    found = read(render(document, MADE))
    everything = (found.running, found.streams.decode("latin-1"), found.properties)

    assert VOICE in found.running
    assert [w for w in GONE for held in (*everything, to_text(document)) if w in held] == []


def test_the_file_names_nobody_outside_its_pages() -> None:
    document = a_copy()

    assert "Rowan" not in read(render(document, MADE)).properties
    assert document.file_stem == "Golden-Thread-record-2026-03-05-AB12CD"
    assert "Practice Clover" not in (document.title + document.reference + document.author)
