"""Families are kept with what they were before, and listed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2

from forms.answers import Decision
from forms.factors import Suggestion
from forms.ids import CarerId, FamilyId, InfantId
from forms.people import (
    Born,
    Carer,
    ContactBy,
    Expected,
    Family,
    Infant,
    Relationship,
    SafeToContact,
)
from forms.preferences import LetterTo
from storage.caseload import LastOutcome
from storage.families import FamilyStore
from storage.letters import LetterStore
from storage.records import RecordStore
from storage.vault import Vault
from tests.storage.samples import (
    LATER,
    NOW,
    a_carer,
    a_family,
    a_record,
    a_started_contact,
    an_infant,
    an_outcome,
)

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
arrivals = st.one_of(
    st.builds(Expected, st.dates()),
    st.builds(Born, st.dates(), st.none() | st.integers(20, 45)),
)
carers = st.builds(
    Carer,
    id=st.uuids().map(lambda u: CarerId(u.hex)),
    name=words,
    relationship=st.sampled_from(Relationship),
    contact_by=st.sampled_from(ContactBy),
    safe_to_contact=st.sampled_from(SafeToContact),
    contact_detail=words,
    language=words,
    needs_interpreter=st.booleans(),
    access_needs=words,
)
infants = st.builds(Infant, st.uuids().map(lambda u: InfantId(u.hex)), arrivals, words, words)
some_families = st.builds(
    Family,
    id=st.uuids().map(lambda u: FamilyId(u.hex)),
    infants=st.lists(infants, max_size=3, unique_by=lambda i: i.id).map(tuple),
    carers=st.lists(carers, max_size=4, unique_by=lambda c: c.id).map(tuple),
    address=words,
    gp_practice=words,
)


def test_every_family_comes_back_the_same(vault: Vault) -> None:
    store = FamilyStore(vault)

    @settings(max_examples=60, deadline=None)
    @given(some_families)
    def comes_back(family: Family) -> None:
        store.save(family, NOW)
        assert store.load(family.id) == family

    comes_back()


def test_people_in_another_order_come_back_in_that_order(vault: Vault) -> None:
    store = FamilyStore(vault)
    twins = (an_infant("Practice One"), an_infant("Practice Two", code="infant-2"))
    store.save(a_family(infants=twins), NOW)

    store.save(a_family(infants=twins[::-1]), LATER)

    assert store.load(FamilyId("family-1")).infants == twins[::-1]


def test_an_earlier_version_of_everyone_is_kept(vault: Vault) -> None:
    store = FamilyStore(vault)
    store.save(a_family(infants=(Infant(InfantId("i"), Expected(date(2026, 5, 1))),)), NOW)
    born = Infant(InfantId("i"), Born(date(2026, 4, 28), 39), "Practice Robin")
    store.save(replace(a_family(infants=(born,)), address="2 Practice Street"), LATER)

    earlier = vault.sql.all("SELECT id, due, born, name FROM infant_earlier")
    moved = vault.sql.all("SELECT address FROM family_earlier")

    assert earlier == [("i", "2026-05-01", None, "")]
    assert moved == [("1 Practice Street",)]


def test_saving_what_did_not_change_makes_no_earlier_version(vault: Vault) -> None:
    store = FamilyStore(vault)
    for _ in range(3):
        store.save(a_family(), NOW)

    for table in ("family_earlier", "infant_earlier", "carer_earlier"):
        assert vault.sql.one(f"SELECT count(*) FROM {table}") == (0,)  # noqa: S608 ours


def test_a_carer_who_leaves_is_no_longer_listed_but_not_forgotten(vault: Vault) -> None:
    store = FamilyStore(vault)
    store.save(a_family(carers=(a_carer(), a_carer("Practice Ali", code="carer-2"))), NOW)

    store.save(a_family(carers=(a_carer(),)), LATER)

    assert store.load(FamilyId("family-1")).carers == (a_carer(),)
    assert vault.sql.one("SELECT name, position FROM carer WHERE id = 'carer-2'") == (
        "Practice Ali",
        None,
    )


def test_a_carer_who_comes_back_is_the_same_carer(vault: Vault) -> None:
    store = FamilyStore(vault)
    for listed in ((a_carer(),), (), (a_carer(),)):
        store.save(a_family(carers=listed), NOW)

    assert store.load(FamilyId("family-1")) == a_family()


def test_a_baby_never_slips_into_another_family(vault: Vault) -> None:
    store = FamilyStore(vault)
    store.save(a_family(), NOW)

    with pytest.raises(dbapi2.IntegrityError):
        store.save(a_family("family-2"), NOW)

    assert [line.family for line in store.caseload()] == [a_family()]


@pytest.mark.parametrize(
    "statement",
    [
        f"{verb} {table}{change}"
        for table in ("family_earlier", "infant_earlier", "carer_earlier")
        for verb, change in (("DELETE FROM", ""), ("UPDATE", " SET saved_at = ''"))
    ],
)
def test_the_tables_themselves_refuse_to_forget_who_people_were(
    vault: Vault, statement: str
) -> None:
    store = FamilyStore(vault)
    store.save(a_family(), NOW)
    changed = a_family(infants=(an_infant("Practice Wren"),), carers=(a_carer("Practice Mae"),))
    store.save(replace(changed, address="elsewhere"), LATER)

    with pytest.raises(dbapi2.IntegrityError), vault.transaction() as sql:
        sql.run(statement)


def test_an_unknown_family_is_a_mistake_of_ours_and_says_no_more(vault: Vault) -> None:
    with pytest.raises(LookupError, match="no such family"):
        FamilyStore(vault).load(FamilyId("nobody"))


def test_a_family_just_added_is_on_the_caseload_with_nothing_done(vault: Vault) -> None:
    FamilyStore(vault).save(a_family(), NOW)

    (line,) = FamilyStore(vault).caseload()

    assert line.family == a_family()
    assert (line.last_contact, line.open_contact, line.last_outcome) == (None, None, None)
    assert (line.letters, line.last_exported) == (0, None)


def test_the_caseload_says_what_was_done_and_what_is_open(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    records.finish(a_record().id, an_outcome(), based_on=revision, at=NOW)
    letters = LetterStore(vault)
    letter = letters.keep(a_record().id, LetterTo.FAMILY, b"%PDF", "text", NOW)
    letters.keep(a_record().id, LetterTo.TEAM, b"%PDF", "text", NOW)
    letters.exported(letter, "folder", NOW)
    letters.exported(letter, "folder", LATER)
    records.start(a_record("contact-2", day=date(2026, 3, 9)), LATER)

    (line,) = FamilyStore(vault).caseload()

    assert line.last_contact is not None
    assert (line.last_contact.id, line.last_contact.day) == ("contact-2", date(2026, 3, 9))
    assert line.open_contact == "contact-2"
    assert line.last_outcome == LastOutcome(Suggestion.CANNOT_TELL, Decision.RECOMMEND)
    assert (line.letters, line.last_exported) == (2, LATER)


def test_the_caseload_puts_the_newest_contact_first_and_the_untouched_last(vault: Vault) -> None:
    store, records = FamilyStore(vault), RecordStore(vault)
    for code, day in (("a", 3), ("b", None), ("c", 9)):
        baby = an_infant(code=f"infant-{code}")
        store.save(a_family(code, infants=(baby,), carers=()), NOW)
        if day is not None:
            when = date(2026, 3, day)
            records.start(a_record(code, family=code, infant=baby.id, day=when), NOW)

    assert [line.family.id for line in store.caseload()] == ["c", "a", "b"]
