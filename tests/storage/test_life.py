"""A record is closed kindly, held in law, and removed only on purpose, leaving a tombstone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from sqlcipher3 import dbapi2

from forms.answers import Narrative
from forms.ids import ContactId, FamilyId, InfantId
from forms.people import Born, Died, Ended, Expected, Family
from forms.preferences import LetterTo
from forms.retention import InMainRecord, Rule
from storage.audit import AuditLog, EventKind
from storage.families import FamilyStore
from storage.header import RECORDS_FILE
from storage.letters import LetterStore
from storage.life import KeptOn, LifeStore, NoteKind
from storage.life_errors import NowhereElse, OnHold, RecordClosed, StillUnderWay
from storage.life_rows import TABLES, rows_of
from storage.records import RecordStore, Revision
from storage.soundness import inside
from storage.vault import Vault
from tests.storage.samples import (
    LATER,
    NOW,
    TODAY,
    VOICE,
    a_carer,
    a_family,
    a_record,
    a_started_contact,
    an_infant,
    an_outcome,
)

DUE = date(2026, 4, 20)
FAMILY, INFANT = FamilyId("family-1"), InfantId("infant-1")
WORDS = "Practice lantern words."


def an_expecting_family() -> Family:
    return a_family(infants=(replace(an_infant(""), arrival=Expected(DUE), nhs_number=""),))


def a_loss() -> Family:
    ended = Ended(TODAY, DUE)
    return a_family(infants=(replace(an_infant(""), arrival=ended, nhs_number=""),))


def a_full_family(vault: Vault) -> None:
    """One family with a name changed since, a finished contact, a letter, an export and a note."""
    families, letters = FamilyStore(vault), LetterStore(vault)
    families.save(a_family(infants=(an_infant("Practice Wren"),)), NOW)
    records, revision = a_started_contact(vault)
    contact = ContactId("contact-1")
    revision = records.save(
        contact, {VOICE: Narrative(WORDS)}, based_on=revision, settled=True, place="", at=NOW
    )
    records.finish(contact, an_outcome(), based_on=revision, at=LATER)
    letter = letters.keep(contact, LetterTo.TEAM, b"%PDF", WORDS, LATER)
    letters.exported(letter, "Practice stick", LATER)
    LifeStore(vault).note(FAMILY, None, WORDS, LATER)


def kinds(vault: Vault) -> list[EventKind]:
    return [event.kind for event in AuditLog(vault).of_family(FAMILY)]


def counts(vault: Vault) -> dict[str, int]:
    return {name: len(rows) for name, rows in rows_of(vault.sql, FAMILY).items()}


def test_a_loss_is_kept_with_its_words_and_the_due_date_stays_in_the_history(vault: Vault) -> None:
    FamilyStore(vault).save(an_expecting_family(), NOW)
    lives = LifeStore(vault)
    lives.close(a_loss(), INFANT, WORDS, LATER)

    assert FamilyStore(vault).load(FAMILY) == a_loss()
    assert [(n.kind, n.infant, n.words) for n in lives.notes(FAMILY)] == [
        (NoteKind.ENDED, INFANT, WORDS)
    ]
    earlier = vault.sql.all("SELECT due, ended FROM infant_earlier")
    assert earlier == [(DUE.isoformat(), None)]
    assert EventKind.CLOSED in kinds(vault)


def test_nothing_but_a_note_can_be_added_to_a_closed_record(vault: Vault) -> None:
    FamilyStore(vault).save(an_expecting_family(), NOW)
    records = RecordStore(vault)
    revision = records.start(a_record(), NOW)
    lives = LifeStore(vault)
    lives.close(a_loss(), INFANT, "", LATER)

    with pytest.raises(RecordClosed):
        records.start(a_record("contact-2"), LATER)
    for settled in (True, False):
        with pytest.raises(RecordClosed):
            records.save(
                ContactId("contact-1"),
                {VOICE: Narrative("more")},
                based_on=revision,
                settled=settled,
                place="",
                at=LATER,
            )
    with pytest.raises(RecordClosed):
        LetterStore(vault).keep(ContactId("contact-1"), LetterTo.TEAM, b"", "", LATER)
    lives.note(FAMILY, INFANT, WORDS, LATER)
    assert records.load(ContactId("contact-1")).revision == revision
    assert lives.lives()[0].under_way is False


def test_a_record_closed_in_error_can_be_written_again(vault: Vault) -> None:
    FamilyStore(vault).save(an_expecting_family(), NOW)
    lives = LifeStore(vault)
    lives.close(a_loss(), INFANT, "", NOW)
    lives.reopen(an_expecting_family(), INFANT, "The wrong family.", LATER)

    assert RecordStore(vault).start(a_record(), LATER) == Revision(1)
    assert [note.kind for note in lives.notes(FAMILY)] == [NoteKind.ENDED, NoteKind.REOPENED]
    assert EventKind.REOPENED in kinds(vault)


def test_after_a_death_nothing_but_a_note_can_be_added_and_the_birth_stays_known(
    vault: Vault,
) -> None:
    born = replace(an_infant(), arrival=Born(TODAY - timedelta(days=40), 38))
    died = replace(born, arrival=Died(TODAY, TODAY - timedelta(days=40), 38))
    FamilyStore(vault).save(a_family(infants=(born,)), NOW)
    records, lives = RecordStore(vault), LifeStore(vault)
    records.start(a_record(), NOW)
    lives.close(a_family(infants=(died,)), INFANT, WORDS, LATER)

    assert FamilyStore(vault).load(FAMILY).infants == (died,)
    with pytest.raises(RecordClosed):
        records.start(a_record("contact-2"), LATER)
    with pytest.raises(RecordClosed):
        LetterStore(vault).keep(ContactId("contact-1"), LetterTo.TEAM, b"", "", LATER)
    lives.note(FAMILY, INFANT, WORDS, LATER)
    assert lives.lives()[0].under_way is False
    lives.reopen(a_family(infants=(born,)), INFANT, "The wrong family.", LATER)
    assert records.start(a_record("contact-2"), LATER) == Revision(1)


def test_when_one_twin_dies_the_others_contacts_go_on(vault: Vault) -> None:
    other = an_infant("Practice Other", code="infant-2")
    died = replace(an_infant(), arrival=Died(TODAY, TODAY))
    LifeStore(vault).close(a_family(infants=(died, other)), INFANT, "", NOW)

    RecordStore(vault).start(replace(a_record(), infant=InfantId("infant-2")), LATER)
    assert LifeStore(vault).lives()[0].under_way is True


def test_a_record_kept_on_says_until_when_and_why(vault: Vault) -> None:
    a_full_family(vault)
    lives = LifeStore(vault)
    assert lives.kept_on(FAMILY) is None
    for until, why in ((TODAY, "first"), (TODAY + timedelta(days=90), "asked for")):
        lives.keep_on(FAMILY, until, why, LATER)

    assert lives.kept_on(FAMILY) == KeptOn(LATER, TODAY + timedelta(days=90), "asked for")
    (life,) = lives.lives(FAMILY)
    assert life.kept_on_until == TODAY + timedelta(days=90)


def test_when_a_born_baby_was_due_is_found_in_the_history(vault: Vault) -> None:
    families, lives = FamilyStore(vault), LifeStore(vault)
    families.save(an_expecting_family(), NOW)
    assert lives.was_due(FAMILY) == {}
    corrected = DUE + timedelta(days=3)
    moved = replace(an_infant(""), arrival=Expected(corrected), nhs_number="")
    families.save(a_family(infants=(moved,)), NOW)
    families.save(a_family(infants=(replace(an_infant(), arrival=Born(TODAY)),)), LATER)

    assert lives.was_due(FAMILY) == {INFANT: corrected}


def test_a_family_on_hold_cannot_be_removed_until_it_is_lifted(vault: Vault) -> None:
    a_full_family(vault)
    lives = LifeStore(vault)
    lives.confirm_in_main_record(FAMILY, "seen in the practice system", LATER)
    lives.hold(FAMILY, "an inquiry", LATER)
    lives.hold(FAMILY, "asked again", LATER)

    assert lives.holds()[FAMILY].reason == "an inquiry"
    before = counts(vault)
    with pytest.raises(OnHold):
        lives.remove(FAMILY, "retention 2026.1", "kept elsewhere", LATER)
    assert counts(vault) == before
    lives.lift(FAMILY, "the inquiry ended", LATER)
    assert lives.holds() == {}
    assert lives.remove(FAMILY, "retention 2026.1", "kept elsewhere", LATER).family == FAMILY


def test_a_record_that_is_nowhere_else_or_under_way_cannot_be_removed(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    lives = LifeStore(vault)
    lives.confirm_in_main_record(FAMILY, "seen", NOW - timedelta(days=1))

    with pytest.raises(StillUnderWay):
        lives.remove(FAMILY, "p", "r", LATER)
    records.finish(ContactId("contact-1"), an_outcome(), based_on=revision, at=LATER)
    with pytest.raises(NowhereElse):
        lives.remove(FAMILY, "p", "r", LATER)
    assert lives.tombstones() == ()


def test_a_removed_family_leaves_ids_days_and_a_reason_and_no_word_more(vault: Vault) -> None:
    a_full_family(vault)
    FamilyStore(vault).save(
        a_family("family-2", infants=(an_infant("Practice Other", code="infant-2"),), carers=()),
        NOW,
    )
    lives = LifeStore(vault)
    lives.confirm_in_main_record(FAMILY, "seen in the practice system", LATER)
    stone = lives.remove(
        FAMILY, "retention 2026.1", "kept in the main record", LATER, rules=(Rule.LOCAL_COPY,)
    )

    assert lives.tombstones() == (stone,)
    assert (stone.rules, stone.removed_by) == ((Rule.LOCAL_COPY,), vault.practitioner().name)
    assert stone.held["contact"] == ("contact-1",)
    assert (stone.first_day, stone.last_day) == (TODAY, TODAY)
    assert stone.basis == InMainRecord(TODAY)
    assert counts(vault) == {table.name: 0 for table in TABLES}
    assert FamilyStore(vault).find("wren") == ()
    assert len(FamilyStore(vault).caseload()) == 1
    assert kinds(vault)[-1] is EventKind.PURGED
    assert vault.sql.all("SELECT * FROM permit") == []
    assert inside(vault.sql) == []


def test_nothing_of_a_removed_family_is_left_in_any_page(vault: Vault) -> None:
    a_full_family(vault)
    lives = LifeStore(vault)
    lives.confirm_in_main_record(FAMILY, "seen in the practice system", LATER)
    assert b"lantern words" in pages(vault)

    lives.remove(FAMILY, "retention 2026.1", "kept in the main record", LATER)
    left = pages(vault)
    assert b"lantern words" not in left
    assert b"Practice Wren" not in left
    assert b"kept in the main record" in left


def pages(vault: Vault) -> bytes:
    """Every page of the records file in clear, also those that are no longer used."""
    vault.sql.one("PRAGMA wal_checkpoint(TRUNCATE)")
    key = vault.connection.sealed_with[:32]
    held = (vault.folder / RECORDS_FILE).read_bytes()
    return b"".join(
        _decrypted(held[at : at + 4096], key, 0 if at else 16) for at in range(0, len(held), 4096)
    )


def _decrypted(page: bytes, key: bytes, salt: int) -> bytes:
    """A page as SQLCipher 4 keeps it: AES-256-CBC, vector and HMAC in its last 80 bytes."""
    within, vector = page[salt:-80], page[-80:-64]
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(vector)).decryptor()
    return decryptor.update(within) + decryptor.finalize()


def test_the_index_forgets_every_part_of_a_removed_name(vault: Vault) -> None:
    a_full_family(vault)
    FamilyStore(vault).save(replace(a_family("family-2", infants=(), carers=())), NOW)
    lives = LifeStore(vault)
    lives.confirm_in_main_record(FAMILY, "seen in the practice system", LATER)
    assert b"wre" in index(vault)

    lives.remove(FAMILY, "retention 2026.1", "kept in the main record", LATER)
    assert b"wre" not in index(vault)


def index(vault: Vault) -> bytes:
    return b"".join(row[0] for row in vault.sql.all("SELECT block FROM finding_text_data"))


GUARDED = [
    *(table.name for table in TABLES if table.name not in ("draft", "received")),
    *("main_record", "legal_hold", "kept_on"),
]


@pytest.mark.parametrize("table", GUARDED)
def test_without_a_permit_the_file_itself_refuses_to_delete(vault: Vault, table: str) -> None:
    a_full_family(vault)
    FamilyStore(vault).save(a_family(carers=(a_carer("Practice Renamed"),)), LATER)
    FamilyStore(vault).save(replace(a_family(), address="2 Practice Street"), LATER)
    lives = LifeStore(vault)
    lives.confirm_in_main_record(FAMILY, "seen", LATER)
    lives.hold(FAMILY, "an inquiry", LATER)
    lives.keep_on(FAMILY, TODAY + timedelta(days=365), "an inquiry", LATER)

    assert vault.sql.one(f"SELECT 1 FROM {table}")  # noqa: S608 our own names
    with pytest.raises(dbapi2.IntegrityError, match="kept"):
        vault.sql.run(f"DELETE FROM {table}")  # noqa: S608 our own names


def test_a_permit_cannot_outlive_its_transaction(vault: Vault) -> None:
    a_full_family(vault)

    with pytest.raises(dbapi2.IntegrityError), vault.transaction() as sql:
        sql.run("INSERT INTO permit VALUES ('family-1', 'receive', NULL, 1)")
    assert vault.sql.all("SELECT * FROM permit") == []


def test_a_permit_to_remove_needs_a_tombstone(vault: Vault) -> None:
    a_full_family(vault)

    with pytest.raises(dbapi2.IntegrityError), vault.transaction() as sql:
        sql.run("INSERT INTO permit VALUES ('family-1', 'remove', 1, 1)")


def test_what_a_keeping_period_is_reckoned_from_is_told_of_every_family(vault: Vault) -> None:
    a_full_family(vault)
    LifeStore(vault).confirm_in_main_record(FAMILY, "seen", LATER)
    (life,) = LifeStore(vault).lives()

    assert (life.family, life.last_contact, life.under_way) == (FAMILY, TODAY, False)
    assert life.elsewhere == (InMainRecord(TODAY),)
