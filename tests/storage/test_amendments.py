"""A finished contact is put right by a newer version; both stay, and letters know which is old."""

import pytest
from sqlcipher3 import dbapi2

from forms.amendment import Difference, differences
from forms.answers import Answer, Narrative, Question
from forms.ids import ContactId, FamilyId
from forms.preferences import LetterTo
from storage.errors import AlreadyAmended, ContactFinished, ContactNotFinished
from storage.families import FamilyStore
from storage.letters import LetterStore
from storage.records import Amends, RecordStore
from storage.vault import Vault
from tests.storage.samples import CONCERN, LATER, NOW, VOICE, a_started_contact, an_outcome

CONTACT, FAMILY = ContactId("contact-1"), FamilyId("family-1")
REASON = "The practice baby's words were under the wrong question."


@pytest.fixture
def records(vault: Vault) -> RecordStore:
    """The store of a vault with one finished contact, answered twice."""
    store, revision = a_started_contact(vault)
    for text in ("first words", "last words"):
        revision = store.save(
            CONTACT, {VOICE: Narrative(text)}, based_on=revision, settled=True, place="p", at=NOW
        )
    store.finish(CONTACT, an_outcome(), based_on=revision, at=NOW)
    return store


def finished(records: RecordStore, contact: ContactId) -> ContactId:
    revision = records.load(contact).revision
    records.finish(contact, an_outcome(), based_on=revision, at=LATER)
    return contact


def test_an_amendment_starts_from_the_last_answers_and_says_why(records: RecordStore) -> None:
    old = records.load(CONTACT)

    newer = records.load(records.amend(CONTACT, f"  {REASON} ", LATER))

    assert newer.record.answers == old.record.answers == {VOICE: Narrative("last words")}
    assert (newer.amends, old.amends) == (Amends(CONTACT, REASON), None)
    assert (newer.record.day, newer.record.infant) == (old.record.day, old.record.infant)
    assert (newer.outcome, newer.started_at) == (None, LATER)
    assert [h.answer for h in records.history(newer.record.id, VOICE)] == [Narrative("last words")]


def test_both_versions_stay_readable_and_tell_what_differs(records: RecordStore) -> None:
    before = records.load(CONTACT)
    newer = records.amend(CONTACT, REASON, LATER)
    revision = records.load(newer).revision
    changed: dict[Question, Answer] = {
        VOICE: Narrative("put right"),
        CONCERN: Narrative("added"),
    }
    records.save(newer, changed, based_on=revision, settled=True, place="", at=LATER)
    finished(records, newer)

    after = records.load(newer)

    assert records.load(CONTACT) == before
    assert after.outcome == an_outcome()
    assert differences(before.record, after.record) == (
        Difference(VOICE, Narrative("last words"), Narrative("put right")),
        Difference(CONCERN, None, Narrative("added")),
    )


def test_the_versions_of_a_contact_are_a_line(records: RecordStore) -> None:
    second = finished(records, records.amend(CONTACT, REASON, LATER))
    third = records.amend(second, REASON, LATER)

    told = {line.id: (line.amends, line.amended_by) for line in records.of_family(FAMILY)}

    assert told == {
        CONTACT: (None, second),
        second: (CONTACT, third),
        third: (second, None),
    }


def test_there_is_one_newer_version_at_a_time(records: RecordStore) -> None:
    newer = records.amend(CONTACT, REASON, LATER)

    with pytest.raises(AlreadyAmended):
        records.amend(CONTACT, REASON, LATER)
    with pytest.raises(ContactNotFinished):
        records.amend(newer, REASON, LATER)
    finished(records, newer)
    with pytest.raises(AlreadyAmended):
        records.amend(CONTACT, REASON, LATER)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_an_amendment_needs_a_reason(records: RecordStore, reason: str) -> None:
    with pytest.raises(ValueError, match="reason"):
        records.amend(CONTACT, reason, LATER)

    assert len(records.of_family(FAMILY)) == 1


def test_nothing_is_amended_that_is_not_there(records: RecordStore) -> None:
    with pytest.raises(LookupError, match="no such contact"):
        records.amend(ContactId("nobody"), REASON, LATER)


def test_a_finished_amendment_is_as_fixed_as_any_contact(records: RecordStore) -> None:
    newer = finished(records, records.amend(CONTACT, REASON, LATER))
    revision = records.load(newer).revision

    with pytest.raises(ContactFinished):
        records.save(newer, {}, based_on=revision, settled=True, place="", at=LATER)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE contact SET amends = NULL, amend_reason = NULL WHERE amends IS NOT NULL",
        "UPDATE contact SET amend_reason = 'another' WHERE amends IS NOT NULL",
        "UPDATE contact SET amend_reason = ' ' WHERE amends IS NOT NULL",
    ],
)
def test_the_tables_themselves_keep_what_is_amended_and_why(
    vault: Vault, records: RecordStore, statement: str
) -> None:
    records.amend(CONTACT, REASON, LATER)

    with pytest.raises(dbapi2.IntegrityError), vault.transaction() as sql:
        sql.run(statement)


def test_letters_of_the_old_version_are_superseded_once_the_new_one_is_finished(
    vault: Vault, records: RecordStore
) -> None:
    letters = LetterStore(vault)
    old = letters.keep(CONTACT, LetterTo.TEAM, b"%PDF old", "old", NOW)
    newer = records.amend(CONTACT, REASON, LATER)
    while_writing = letters.load(old).line.superseded
    finished(records, newer)
    new = letters.keep(newer, LetterTo.TEAM, b"%PDF new", "new", LATER)

    superseded = {line.id: line.superseded for line in letters.of_family(FAMILY)}

    assert not while_writing
    assert superseded == {old: True, new: False}


def test_the_caseload_shows_the_newest_version(vault: Vault, records: RecordStore) -> None:
    newer = records.amend(CONTACT, REASON, LATER)
    (while_writing,) = FamilyStore(vault).caseload()
    finished(records, newer)
    (after,) = FamilyStore(vault).caseload()

    assert while_writing.open_contact == newer
    assert after.open_contact is None
    assert after.last_contact is not None
    assert after.last_contact.id == newer
