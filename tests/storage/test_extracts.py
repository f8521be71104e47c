"""A few answers of many contacts, as they stand, without reading the rest."""

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
from storage.families import FamilyStore
from storage.records import RecordStore
from storage.vault import Vault
from tests.storage.samples import (
    CONCERN,
    LATER,
    NOW,
    VOICE,
    a_family,
    a_record,
    a_started_contact,
    an_infant,
    an_outcome,
)

CONTACT, FAMILY = ContactId("contact-1"), FamilyId("family-1")
FACTOR = AboutFactor(FactorCode("F01"))
PRESENT, ABSENT = Noted(FactorState.PRESENT), Noted(FactorState.NOT_PRESENT)


def said(
    records: RecordStore, *questions: Question
) -> list[tuple[ContactId, dict[Question, Answer]]]:
    found = records.extracts((FAMILY,), questions)
    return [(record.id, dict(record.answers)) for record in found]


def test_only_what_was_asked_for_comes_and_what_is_being_typed_counts(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    for answer, settled in ((PRESENT, True), (ABSENT, True), (PRESENT, False)):
        changes: dict[Question, Answer] = {FACTOR: answer, VOICE: Narrative("Llŷr")}
        revision = records.save(
            CONTACT, changes, based_on=revision, settled=settled, place="", at=NOW
        )

    assert said(records, FACTOR) == [(CONTACT, {FACTOR: PRESENT})]
    assert said(records, CONCERN) == []


def test_a_question_about_no_carer_asks_for_that_of_every_carer(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    asked: dict[Question, Answer] = {
        AboutPrompt(PromptCode("P1"), CarerId(carer)): Observed(Rating.WORRY) for carer in "ab"
    }
    records.save(CONTACT, asked, based_on=revision, settled=True, place="", at=NOW)

    assert said(records, AboutPrompt(PromptCode("P1"))) == [(CONTACT, asked)]


def test_an_amendment_stands_for_the_version_it_amends(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    revision = records.save(
        CONTACT, {FACTOR: PRESENT}, based_on=revision, settled=True, place="", at=NOW
    )
    records.finish(CONTACT, an_outcome(), based_on=revision, at=NOW)
    newer = records.amend(CONTACT, "A practice reason", LATER)

    assert said(records, FACTOR) == [(newer, {FACTOR: PRESENT})]


def test_other_families_are_left_out(vault: Vault) -> None:
    records, _ = a_started_contact(vault)
    FamilyStore(vault).save(
        a_family("family-2", infants=(an_infant(code="infant-2"),), carers=()), NOW
    )
    records.start(
        a_record("contact-2", family="family-2", infant="infant-2", answers={FACTOR: PRESENT}), NOW
    )

    assert said(records, FACTOR) == []
