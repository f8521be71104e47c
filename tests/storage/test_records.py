"""A contact is kept as it is written, and for good once it is finished."""

import itertools

import pytest
from sqlcipher3 import dbapi2

from forms.answers import (
    AboutFactor,
    AboutPrompt,
    Answer,
    FactorState,
    Narrative,
    Noted,
    Observed,
    Question,
    Rating,
)
from forms.ids import CarerId, ContactId, FactorCode, FamilyId, PromptCode
from storage.errors import ContactFinished, StaleWrite
from storage.families import FamilyStore
from storage.records import RecordStore, Revision
from storage.vault import Vault
from tests.storage.samples import (
    CONCERN,
    LATER,
    NOW,
    PASSPHRASE,
    VOICE,
    a_family,
    a_record,
    a_started_contact,
    an_outcome,
)

CONTACT = ContactId("contact-1")


def test_a_contact_comes_back_as_it_was_started(vault: Vault) -> None:
    said: dict[Question, Answer] = {
        VOICE: Narrative("I like the window"),
        AboutPrompt(PromptCode("P1"), CarerId("carer-1")): Observed(Rating.MIXED, "a", "b"),
        AboutFactor(FactorCode("F01")): Noted(FactorState.DECLINED),
    }
    FamilyStore(vault).save(a_family(), NOW)
    records = RecordStore(vault)
    revision = records.start(a_record(answers=said), NOW)

    stored = records.load(CONTACT)

    assert (stored.record, stored.revision) == (a_record(answers=said), revision)
    assert (stored.place, stored.started_at, stored.outcome) == ("", NOW, None)


def test_what_is_being_typed_is_kept_with_the_place_and_makes_no_history(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    for text in ("L", "Ll", "Llŷr"):
        revision = records.save(
            CONTACT,
            {VOICE: Narrative(text)},
            based_on=revision,
            settled=False,
            place="voice",
            at=NOW,
        )

    stored = records.load(CONTACT)

    assert stored.record.answers == {VOICE: Narrative("Llŷr")}
    assert (stored.place, stored.revision) == ("voice", revision)
    assert records.history(CONTACT, VOICE) == ()


def test_every_settled_answer_stays_readable(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    for text, at in (("first", NOW), ("second", LATER)):
        revision = records.save(
            CONTACT, {VOICE: Narrative(text)}, based_on=revision, settled=True, place="", at=at
        )

    history = records.history(CONTACT, VOICE)

    assert [(h.answer, h.at) for h in history] == [
        (Narrative("first"), NOW),
        (Narrative("second"), LATER),
    ]
    assert records.load(CONTACT).record.answers == {VOICE: Narrative("second")}


def test_typing_after_settling_shows_the_typing_and_settling_again_clears_it(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    shown = []
    for text, settled in (("settled", True), ("typing", False), ("settled again", True)):
        revision = records.save(
            CONTACT,
            {VOICE: Narrative(text)},
            based_on=revision,
            settled=settled,
            place="",
            at=NOW,
        )
        shown.append(records.load(CONTACT).record.answers[VOICE])

    assert shown == [Narrative("settled"), Narrative("typing"), Narrative("settled again")]
    assert vault.sql.one("SELECT count(*) FROM draft") == (0,)


def test_settling_one_question_leaves_what_is_typed_under_another(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    revision = records.save(
        CONTACT, {CONCERN: Narrative("half")}, based_on=revision, settled=False, place="", at=NOW
    )
    records.save(
        CONTACT, {VOICE: Narrative("whole")}, based_on=revision, settled=True, place="", at=NOW
    )

    answers = records.load(CONTACT).record.answers

    assert answers == {CONCERN: Narrative("half"), VOICE: Narrative("whole")}


def test_the_place_alone_can_be_kept(vault: Vault) -> None:
    records, revision = a_started_contact(vault)

    records.save(CONTACT, {}, based_on=revision, settled=True, place="factors", at=NOW)

    assert records.load(CONTACT).place == "factors"


def test_a_save_on_top_of_something_older_is_refused_and_changes_nothing(vault: Vault) -> None:
    records, first = a_started_contact(vault)
    records.save(
        CONTACT, {VOICE: Narrative("newer")}, based_on=first, settled=True, place="a", at=NOW
    )
    before = records.load(CONTACT)

    for settled, wrong in itertools.product((True, False), (first, Revision(99))):
        with pytest.raises(StaleWrite):
            records.save(
                CONTACT,
                {VOICE: Narrative("older")},
                based_on=wrong,
                settled=settled,
                place="b",
                at=NOW,
            )

    assert records.load(CONTACT) == before


def test_finishing_settles_what_was_being_typed_and_freezes_the_outcome(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    revision = records.save(
        CONTACT,
        {VOICE: Narrative("last words")},
        based_on=revision,
        settled=False,
        place="p",
        at=NOW,
    )

    finished = records.finish(CONTACT, an_outcome(), based_on=revision, at=LATER)

    stored = records.load(CONTACT)
    assert stored.outcome == an_outcome()
    assert (stored.revision, stored.place) == (finished, "p")
    assert [h.answer for h in records.history(CONTACT, VOICE)] == [Narrative("last words")]


def test_a_finished_contact_refuses_every_change(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    revision = records.finish(CONTACT, an_outcome(), based_on=revision, at=NOW)
    before = records.load(CONTACT)

    for settled in (True, False):
        with pytest.raises(ContactFinished):
            records.save(
                CONTACT,
                {VOICE: Narrative("late")},
                based_on=revision,
                settled=settled,
                place="late",
                at=LATER,
            )
    with pytest.raises(ContactFinished):
        records.finish(CONTACT, an_outcome(), based_on=revision, at=LATER)

    assert records.load(CONTACT) == before


def test_a_contact_is_not_half_finished_when_finishing_comes_too_late(vault: Vault) -> None:
    records, first = a_started_contact(vault)
    records.save(
        CONTACT, {VOICE: Narrative("typing")}, based_on=first, settled=False, place="", at=NOW
    )

    with pytest.raises(StaleWrite):
        records.finish(CONTACT, an_outcome(), based_on=first, at=NOW)

    assert records.load(CONTACT).outcome is None
    assert records.history(CONTACT, VOICE) == ()


AGAINST_HISTORY = (
    "UPDATE answer SET value = '{}'",
    "DELETE FROM answer",
    "UPDATE outcome SET value = '{}'",
    "DELETE FROM outcome",
    "DELETE FROM contact",
    "UPDATE contact SET finished_at = NULL, suggestion = NULL, decision = NULL",
    "UPDATE contact SET day = '2020-01-01'",
    "INSERT INTO answer VALUES ('contact-1', 'topic', 'voice', '', 9, '', '{}')",
    "INSERT INTO draft VALUES ('contact-1', 'topic', 'voice', '', '', '{}')",
    "DELETE FROM family",
    "DELETE FROM infant",
    "DELETE FROM carer",
)


@pytest.mark.parametrize("statement", AGAINST_HISTORY)
def test_the_tables_themselves_refuse_to_forget(vault: Vault, statement: str) -> None:
    records, revision = a_started_contact(vault)
    revision = records.save(
        CONTACT, {VOICE: Narrative("kept")}, based_on=revision, settled=True, place="", at=NOW
    )
    records.finish(CONTACT, an_outcome(), based_on=revision, at=NOW)
    before = records.load(CONTACT)

    with pytest.raises(dbapi2.IntegrityError), vault.transaction() as sql:
        sql.run(statement)

    assert records.load(CONTACT) == before


def test_a_contact_about_a_baby_of_another_family_is_refused(vault: Vault) -> None:
    FamilyStore(vault).save(a_family(), NOW)
    FamilyStore(vault).save(a_family("family-2", infants=(), carers=()), NOW)

    with pytest.raises(dbapi2.IntegrityError):
        RecordStore(vault).start(a_record(family="family-2"), NOW)


def test_the_contacts_of_a_family_are_told_newest_first(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    records.finish(CONTACT, an_outcome(), based_on=revision, at=LATER)
    records.start(a_record("contact-2"), LATER)

    lines = records.of_family(FamilyId("family-1"))

    assert [line.id for line in lines] == ["contact-2", "contact-1"]
    assert [line.finished_at for line in lines] == [None, LATER]
    assert [line.suggestion for line in lines] == [None, an_outcome().suggestion]
    assert [line.decision for line in lines] == [None, an_outcome().judged.decision]


def test_an_unknown_contact_is_a_mistake_of_ours_and_says_no_more(vault: Vault) -> None:
    records = RecordStore(vault)

    with pytest.raises(LookupError, match="no such contact"):
        records.load(ContactId("nobody"))
    with pytest.raises(LookupError, match="no such contact"):
        records.save(ContactId("nobody"), {}, based_on=Revision(1), settled=True, place="", at=NOW)


def test_all_of_it_is_there_after_closing_and_opening(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    records.save(
        CONTACT, {VOICE: Narrative("typing")}, based_on=revision, settled=False, place="x", at=NOW
    )
    before = records.load(CONTACT)
    vault.close()

    again = Vault.open(vault.folder, PASSPHRASE)
    after = RecordStore(again).load(CONTACT)
    again.close()

    assert after == before
