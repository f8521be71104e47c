"""Forms that are half written: kept at once, gone once they became a record, never in the way."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from forms.ids import ArrivalId, CarerId, ContactId, FamilyId, InfantId
from forms.people import Expected
from storage.errors import RecordsDamaged, VaultTooNew
from storage.families import FamilyStore
from storage.half_written import Fields, Form, FormKey, HalfWrittenStore
from storage.handover import HandOverStore
from storage.header import RECORDS_FILE
from storage.life import LifeStore
from storage.salvage import salvage
from storage.soundness import inside
from storage.vault import Vault
from tests.storage.samples import LATER, NOW, PASSPHRASE, a_family, a_vault, an_infant

FAMILY, INFANT = FamilyId("family-1"), InfantId("infant-1")
WORDS = "Practice half a sent"
NEW_FAMILY = FormKey(Form.NEW_FAMILY)
EVERY_FORM = (
    NEW_FAMILY,
    FormKey(Form.DETAILS, FAMILY),
    FormKey(Form.AMENDMENT, FAMILY, ContactId("contact-1")),
    FormKey(Form.BIRTH, FAMILY, INFANT),
    FormKey(Form.ENDED, FAMILY, INFANT),
    FormKey(Form.DEATH, FAMILY, INFANT),
    FormKey(Form.REOPENING, FAMILY, INFANT),
    FormKey(Form.NOTE, FAMILY),
    FormKey(Form.WITHDRAWAL, FAMILY),
    FormKey(Form.COPY, FAMILY),
    FormKey(Form.HAND_OVER, FAMILY),
    FormKey(Form.KEEPING, FAMILY),
    FormKey(Form.VAULT),
    FormKey(Form.SETTINGS),
    FormKey(Form.TEAM),
    FormKey(Form.ENROLMENT),
    FormKey(Form.REPLY, None, ArrivalId("arrival-1")),
)


def typed(key: FormKey) -> Fields:
    return {"words": f"{WORDS} {key.form.value} \u0175\u2028\x00", "other": ""}


def count(vault: Vault) -> int:
    row = vault.sql.one("SELECT count(*) FROM half_written")
    return int(row[0]) if row else 0


def test_every_form_there_is_is_tried_here() -> None:
    assert {key.form for key in EVERY_FORM} == set(Form)


def test_every_form_comes_back_as_it_was_typed_after_the_vault_was_closed(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    FamilyStore(vault).save(a_family(), NOW)
    HalfWrittenStore(vault).keep({key: typed(key) for key in EVERY_FORM}, NOW)
    vault.close()

    vault = Vault.open(vault.folder, PASSPHRASE)
    assert HalfWrittenStore(vault).all() == {key: typed(key) for key in EVERY_FORM}
    assert inside(vault.sql) == []
    vault.close()


def test_what_is_typed_on_takes_the_place_of_what_was_typed_before(vault: Vault) -> None:
    FamilyStore(vault).save(a_family(), NOW)
    store = HalfWrittenStore(vault)
    for key in EVERY_FORM:
        store.keep({key: {"words": "Half"}}, NOW)
        store.keep({key: typed(key)}, LATER)

    assert store.all() == {key: typed(key) for key in EVERY_FORM}
    assert count(vault) == len(EVERY_FORM)


def test_a_form_that_is_empty_again_or_forgotten_is_gone_and_no_other(vault: Vault) -> None:
    FamilyStore(vault).save(a_family(), NOW)
    store = HalfWrittenStore(vault)
    store.keep({key: typed(key) for key in EVERY_FORM}, NOW)

    store.keep({EVERY_FORM[1]: {}}, LATER)
    store.forget(EVERY_FORM[3])

    left = [key for key in EVERY_FORM if key not in (EVERY_FORM[1], EVERY_FORM[3])]
    assert store.all() == {key: typed(key) for key in left}


def test_half_a_character_does_not_keep_the_rest_from_being_kept(vault: Vault) -> None:
    store = HalfWrittenStore(vault)
    store.keep({NEW_FAMILY: {"words": f"{WORDS}\ud83d"}}, NOW)

    assert store.all() == {NEW_FAMILY: {"words": f"{WORDS}?"}}


@pytest.mark.parametrize(
    ("text", "failure"),
    [
        ('{"version":1,"fields":{"words":7}}', RecordsDamaged),
        ('{"version":1,"fields":{}}', RecordsDamaged),
        ('{"version":1,"fields":{"words":"x"},"more":1}', RecordsDamaged),
        ('{"version":"1","fields":{"words":"x"}}', RecordsDamaged),
        ("half", RecordsDamaged),
        ('{"version":2,"fields":{"words":"x"}}', VaultTooNew),
    ],
)
def test_what_is_not_as_it_was_written_is_not_guessed_at(
    vault: Vault, text: str, failure: type[Exception]
) -> None:
    row = ("new_family", "", NOW.isoformat(), text)
    vault.sql.run("INSERT INTO half_written (form, about, at, value) VALUES (?, ?, ?, ?)", row)

    with pytest.raises(failure):
        HalfWrittenStore(vault).all()


def test_a_form_nobody_knows_is_damage(vault: Vault) -> None:
    row = ("unknown", "", NOW.isoformat(), '{"version":1,"fields":{"words":"x"}}')
    vault.sql.run("INSERT INTO half_written (form, about, at, value) VALUES (?, ?, ?, ?)", row)

    with pytest.raises(RecordsDamaged):
        HalfWrittenStore(vault).all()


def test_words_about_a_family_that_was_removed_go_with_it_and_none_come_after(
    vault: Vault,
) -> None:
    other = FamilyId("family-2")
    people = {"infants": (an_infant(code="i2"),), "carers": ()}
    FamilyStore(vault).save(a_family(), NOW)
    FamilyStore(vault).save(a_family("family-2", **people), NOW)  # type: ignore[arg-type]
    store, lives = HalfWrittenStore(vault), LifeStore(vault)
    kept = FormKey(Form.DETAILS, other)
    store.keep({key: typed(key) for key in (*EVERY_FORM, kept)}, NOW)

    lives.confirm_in_main_record(FAMILY, "Practice system, today.", NOW)
    lives.remove(FAMILY, "practice 1", "Moved away.", LATER)
    store.keep({FormKey(Form.DETAILS, FAMILY): {"words": WORDS}}, LATER)

    assert {key.family for key in store.all()} == {None, other}
    assert inside(vault.sql) == []


def test_words_about_a_closed_record_are_kept_and_change_nothing_in_it(vault: Vault) -> None:
    expecting = a_family(infants=(replace(an_infant(""), arrival=Expected(date(2026, 4, 20))),))
    FamilyStore(vault).save(expecting, NOW)
    key = FormKey(Form.REOPENING, FAMILY, INFANT)
    HalfWrittenStore(vault).keep({key: typed(key)}, NOW)

    assert FamilyStore(vault).load(FAMILY) == expecting
    assert HalfWrittenStore(vault).all() == {key: typed(key)}


def test_a_colleague_who_takes_a_family_in_gets_what_was_kept_and_nothing_half_written(
    tmp_path: Path,
) -> None:
    here, there = a_vault(tmp_path / "here"), a_vault(tmp_path / "there")
    FamilyStore(here).save(a_family(), NOW)
    key = FormKey(Form.DETAILS, FAMILY)
    HalfWrittenStore(here).keep({key: typed(key)}, NOW)
    card, _ = HandOverStore(there).card()
    handover, sealed = HandOverStore(here).seal(FAMILY, card, NOW)
    HandOverStore(there).take_in(sealed, LATER)

    assert HalfWrittenStore(there).all() == {}
    assert FamilyStore(there).load(FAMILY) == a_family()
    assert HalfWrittenStore(here).all() == {key: typed(key)}
    HandOverStore(here).withdraw(handover.package, "Never sent.", LATER)
    assert HalfWrittenStore(here).all() == {key: typed(key)}
    here.close()
    there.close()


def test_what_is_salvaged_holds_the_half_written_forms(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    FamilyStore(vault).save(a_family(), NOW)
    HalfWrittenStore(vault).keep({key: typed(key) for key in EVERY_FORM}, NOW)
    vault.close()

    salvaged = salvage(vault.folder, PASSPHRASE, LATER)

    assert salvaged.whole
    again = Vault.open(salvaged.folder, PASSPHRASE)
    assert HalfWrittenStore(again).all() == {key: typed(key) for key in EVERY_FORM}
    again.close()


def test_half_written_words_are_nowhere_to_be_read_in_the_file(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    HalfWrittenStore(vault).keep({NEW_FAMILY: {"words": WORDS}}, NOW)
    vault.close()

    assert WORDS.encode() not in (vault.folder / RECORDS_FILE).read_bytes()


def test_nobody_is_found_by_words_that_were_not_kept(vault: Vault) -> None:
    FamilyStore(vault).save(a_family(), NOW)
    store = HalfWrittenStore(vault)
    store.keep({FormKey(Form.DETAILS, FAMILY): {"carer.x.name": "Practice Zebedee"}}, NOW)

    assert FamilyStore(vault).find("Zebedee") == ()
    assert [line.family.carers[0].id for line in FamilyStore(vault).find("")] == [
        CarerId(a_family().carers[0].id)
    ]
