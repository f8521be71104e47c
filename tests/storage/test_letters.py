"""A letter is kept as the very bytes that were made, with where its copies went."""

import hashlib

import pytest
from sqlcipher3 import dbapi2

from forms.ids import ContactId, FamilyId, LetterId
from forms.preferences import LetterTo
from storage.errors import RecordsDamaged
from storage.letters import LetterStore
from storage.vault import Vault
from tests.storage.samples import LATER, NOW, a_started_contact

CONTACT = ContactId("contact-1")
PDF = b"%PDF-1.7 practice \x00\xff"


def a_kept_letter(vault: Vault) -> tuple[LetterStore, LetterId]:
    a_started_contact(vault)
    letters = LetterStore(vault)
    return letters, letters.keep(CONTACT, LetterTo.FAMILY, PDF, "Dear Practice family ŵ", NOW)


def test_a_letter_comes_back_byte_for_byte(vault: Vault) -> None:
    letters, letter = a_kept_letter(vault)

    stored = letters.load(letter)

    assert (stored.pdf, stored.text) == (PDF, "Dear Practice family ŵ")
    assert stored.line.sha256 == hashlib.sha256(PDF).hexdigest()
    assert (stored.line.contact, stored.line.reader) == (CONTACT, LetterTo.FAMILY)
    assert (stored.line.made_at, stored.line.exports, stored.line.last_exported) == (NOW, 0, None)


def test_the_letters_of_a_family_are_told_newest_first_with_their_exports(vault: Vault) -> None:
    letters, first = a_kept_letter(vault)
    second = letters.keep(CONTACT, LetterTo.TEAM, PDF, "Dear team", LATER)
    letters.exported(first, "Letters", NOW)
    letters.exported(first, "Memory stick", LATER)

    lines = letters.of_family(FamilyId("family-1"))

    assert [(line.id, line.exports, line.last_exported) for line in lines] == [
        (second, 0, None),
        (first, 2, LATER),
    ]


def test_a_letter_that_is_not_what_was_kept_is_said_to_be_damaged(vault: Vault) -> None:
    letters, letter = a_kept_letter(vault)
    with vault.transaction() as sql:
        sql.run("DROP TRIGGER letter_fixed")
        sql.run("UPDATE letter SET pdf = x'00'")

    with pytest.raises(RecordsDamaged):
        letters.load(letter)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE letter SET text = ''",
        "DELETE FROM letter",
        "UPDATE export SET folder = ''",
        "DELETE FROM export",
    ],
)
def test_the_tables_themselves_refuse_to_forget_a_letter(vault: Vault, statement: str) -> None:
    letters, letter = a_kept_letter(vault)
    letters.exported(letter, "Letters", NOW)

    with pytest.raises(dbapi2.IntegrityError), vault.transaction() as sql:
        sql.run(statement)


def test_an_unknown_letter_is_a_mistake_of_ours_and_says_no_more(vault: Vault) -> None:
    with pytest.raises(LookupError, match="no such letter"):
        LetterStore(vault).load(LetterId("nobody"))
