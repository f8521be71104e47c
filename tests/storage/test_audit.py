"""The log tells what was done, in the transaction that did it, by ids and never by names."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from forms.answers import Narrative
from forms.ids import ContactId, FamilyId, LetterId
from forms.preferences import LetterTo
from storage.audit import About, AuditLog, Event, EventKind, newest_seq
from storage.audit_anchor import Anchor, anchor_places, read_anchor
from storage.audit_rows import head_of, vault_id
from storage.errors import RecordsDamaged, VaultTooNew
from storage.families import FamilyStore
from storage.letters import LetterStore
from storage.records import RecordStore
from storage.vault import Vault
from tests.storage.samples import (
    LATER,
    NOW,
    PASSPHRASE,
    VOICE,
    a_family,
    a_practitioner,
    a_record,
    a_started_contact,
    a_vault,
    an_outcome,
)

FAMILY, CONTACT = FamilyId("family-1"), ContactId("contact-1")
NEW_PASSPHRASE = "practice thimble orchard"  # noqa: S105 invented, for tests alone


def kinds(vault: Vault) -> list[EventKind]:
    return [event.kind for event in AuditLog(vault).since(0)]


def test_a_family_is_created_once_then_changed_and_saving_the_same_says_nothing(
    vault: Vault,
) -> None:
    families = FamilyStore(vault)
    families.save(a_family(), NOW)
    families.save(a_family(), NOW)
    families.save(replace(a_family(), address="2 Practice Street"), LATER)

    events = AuditLog(vault).of_family(FAMILY)

    assert [(e.kind, e.about, e.at) for e in events] == [
        (EventKind.CREATED, About(family=FAMILY), NOW),
        (EventKind.CHANGED, About(family=FAMILY), LATER),
    ]


def test_a_contact_and_its_letter_are_told_with_the_family_they_are_about(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    records.finish(CONTACT, an_outcome(), based_on=revision, at=NOW)
    newer = records.amend(CONTACT, "a practice reason", LATER)
    letters = LetterStore(vault)
    letter = letters.keep(CONTACT, LetterTo.TEAM, b"%PDF", "text", LATER)
    letters.exported(letter, "Letters", LATER)

    told = [(e.kind, e.about) for e in AuditLog(vault).of_family(FAMILY)]

    contact = About(family=FAMILY, contact=CONTACT)
    about_letter = About(family=FAMILY, contact=CONTACT, letter=letter)
    assert told == [
        (EventKind.CREATED, About(family=FAMILY)),
        (EventKind.CREATED, contact),
        (EventKind.FINISHED, contact),
        (EventKind.AMENDED, About(family=FAMILY, contact=newer, earlier=CONTACT)),
        (EventKind.CREATED, about_letter),
        (EventKind.EXPORTED, about_letter),
    ]


def test_saving_answers_is_not_logged_because_answers_have_their_own_history(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    before = newest_seq(vault)

    for settled in (False, True):
        revision = records.save(
            CONTACT,
            {VOICE: Narrative("x")},
            based_on=revision,
            settled=settled,
            place="",
            at=NOW,
        )

    assert newest_seq(vault) == before


def test_every_unlock_lock_and_change_of_passphrase_is_in_the_log(tmp_path: Path) -> None:
    a_vault(tmp_path).close()
    folder = tmp_path / "vaults" / "practice"
    vault = Vault.open(folder, PASSPHRASE, clock=lambda: LATER)
    vault.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)
    vault.close()
    vault = Vault.open(folder, NEW_PASSPHRASE, clock=lambda: LATER)

    events = AuditLog(vault).since(2)
    vault.close()

    assert [event.kind for event in events] == [
        EventKind.UNLOCKED,
        EventKind.PASSPHRASE_CHANGED,
        EventKind.LOCKED,
        EventKind.UNLOCKED,
    ]
    assert {event.at for event in events} == {LATER}


def test_looking_again_and_again_is_one_look(vault: Vault) -> None:
    log = AuditLog(vault)
    for family in ("a", "a", "b", "a"):
        log.note_viewed(About(family=FamilyId(family)), NOW)

    viewed = [e.about.family for e in log.since(0) if e.kind is EventKind.VIEWED]

    assert viewed == ["a", "b", "a"]


def test_what_is_undone_is_not_in_the_log_and_not_written_down(vault: Vault) -> None:
    class Interrupted(Exception):
        pass

    def half() -> None:
        with vault.transaction():
            FamilyStore(vault).save(a_family(), NOW)
            raise Interrupted

    before, written = newest_seq(vault), written_down(vault)
    with pytest.raises(Interrupted):
        half()

    assert (newest_seq(vault), written_down(vault)) == (before, written)


def written_down(vault: Vault) -> list[int]:
    anchors = [read_anchor(p) for p in anchor_places(vault.folder, vault_id(vault.sql))]
    return [anchor.head.seq for anchor in anchors if isinstance(anchor, Anchor)]


def test_every_event_is_written_down_in_both_places_once_it_is_kept(vault: Vault) -> None:
    for kind in (EventKind.PRINTED, EventKind.COPIED):
        AuditLog(vault).note(kind, About(family=FAMILY), NOW)

        head = head_of(vault.sql)
        assert head is not None
        assert written_down(vault) == [head.seq, head.seq] == [newest_seq(vault)] * 2


def test_since_gives_only_what_came_after(vault: Vault) -> None:
    log = AuditLog(vault)
    seen = newest_seq(vault)
    log.note(EventKind.BACKED_UP, About(count=3, reference="b-1"), NOW)

    events = log.since(seen)

    about = About(count=3, reference="b-1")
    assert events == (Event(seen + 1, NOW, EventKind.BACKED_UP, about),)
    assert log.since(seen + 1) == ()


@pytest.mark.parametrize("name", ["Practice Maya", "", "1 Practice Row", "a" * 65, "Si\u00e2n"])
def test_the_log_takes_no_name(name: str) -> None:
    tries: tuple[Callable[[], About], ...] = (
        lambda: About(family=FamilyId(name)),
        lambda: About(contact=ContactId(name)),
        lambda: About(earlier=ContactId(name)),
        lambda: About(letter=LetterId(name)),
        lambda: About(reference=name),
    )
    for about in tries:
        with pytest.raises(ValueError, match="ids alone"):
            about()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET kind = 'viewed'",
        "DELETE FROM event",
        "INSERT INTO event SELECT seq + 5, at, kind, about, previous, hash FROM event",
        "UPDATE head SET seq = 0",
        "DELETE FROM head",
        "UPDATE device SET private_key = zeroblob(32)",
        "DELETE FROM device",
    ],
)
def test_the_tables_themselves_refuse_to_forget_the_log(vault: Vault, statement: str) -> None:
    with pytest.raises(dbapi2.IntegrityError), vault.transaction() as sql:
        sql.run(statement)


@pytest.mark.parametrize(
    ("kind", "about", "expected"),
    [
        ("of a later program", "{}", VaultTooNew),
        ("viewed", "no json", RecordsDamaged),
        ("viewed", '{"name": "x"}', RecordsDamaged),
        ("viewed", "[]", RecordsDamaged),
    ],
)
def test_an_entry_that_is_none_is_said(
    vault: Vault, kind: str, about: str, expected: type[Exception]
) -> None:
    with vault.transaction() as sql:
        sql.run("DROP INDEX event_by_family")
        sql.run("DROP TRIGGER event_fixed")
        sql.run("UPDATE event SET kind = ?, about = ?", (kind, about))

    with pytest.raises(expected):
        AuditLog(vault).since(0)


def test_a_new_vault_begins_with_one_entry_and_a_key_of_its_own(tmp_path: Path) -> None:
    made = [Vault.create(tmp_path / name, a_practitioner(), PASSPHRASE) for name in "ab"]
    keys_of = {vault.sql.one("SELECT public_key FROM device") for vault in made}

    assert [kinds(vault) for vault in made] == [[EventKind.CREATED]] * 2
    assert len(keys_of) == 2
    for vault in made:
        vault.close()


def quickest(action: Callable[[], object], times: int = 40) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        taken.append(time.perf_counter() - start)
    return min(taken)


def test_an_entry_costs_milliseconds_and_no_more_after_ten_thousand(vault: Vault) -> None:
    log = AuditLog(vault)

    def note() -> None:
        log.note(EventKind.VIEWED, About(family=FAMILY), NOW)

    few = quickest(note)
    with vault.transaction():
        for _ in range(10_000):
            note()
    many = quickest(note)

    assert many < 0.02
    assert many < 3 * few + 0.002


def test_stores_tell_the_log_in_the_transaction_of_the_store(vault: Vault) -> None:
    a_started_contact(vault)
    with pytest.raises(dbapi2.IntegrityError):
        RecordStore(vault).start(a_record(), NOW)

    assert kinds(vault).count(EventKind.CREATED) == 3
