"""A birth, a loss, a hold and a removal, as the practitioner does them."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.screens.families.model import cells
from desktop.screens.family.entry import FamilyEntry, InfantEntry, entry_of, parse_family
from forms.answers import Topic
from forms.life import Birth
from forms.people import Born, Expected, Family
from forms.record import Setting
from forms.refusal import Refusal
from forms.retention import Block, Why
from storage.life import LifeStore
from storage.life_errors import NowhereElse, OnHold, RecordClosed
from storage.tombstones import Tombstone
from tests.desktop.flows.lives import A_LETTER, DUE, VOICE, Desk, a_desk

BIRTH = Birth(date(2026, 2, 20), "Practice Fern", 32, "9990000018")
UNKIND = re.compile(r"\b(baby|babies|due|weeks?|pregnant|born)\b", re.IGNORECASE)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path / "vault", "Practice Dale Heath")
    yield made
    made.open_vault.vault.close()


def lost(desk: Desk) -> Family:
    family = desk.expecting()
    desk.met(family)
    changed = desk.life.close_after_loss(family.id, family.infants[0].id, date(2026, 3, 1), "Rang.")
    assert isinstance(changed, Family)
    return changed


def test_the_born_baby_keeps_its_id_its_contacts_and_its_due_date(desk: Desk) -> None:
    family = desk.expecting()
    desk.met(family)
    changed = desk.life.born(family.id, family.infants[0].id, BIRTH)

    assert isinstance(changed, Family)
    story = desk.caseload.story(family.id)
    assert story.family.infants[0].arrival == Born(BIRTH.on, 32)
    assert [c.infant for c in story.contacts] == [family.infants[0].id]
    assert desk.contacts.open(story.contacts[0].id).record.narrative(Topic.VOICE) == VOICE
    assert story.was_due == {family.infants[0].id: DUE}
    again = desk.life.born(family.id, family.infants[0].id, BIRTH)
    assert isinstance(again, Refusal)
    assert "recorded already" in again.reason


def test_a_birth_through_the_form_keeps_the_due_date_too(desk: Desk) -> None:
    family = desk.expecting()
    entry = entry_of(family)
    typed = parse_family(
        FamilyEntry(
            id=entry.id,
            infants=(
                InfantEntry(
                    id=entry.infants[0].id, is_expected=False, day="20/2/2026", name="Practice Fern"
                ),
            ),
            carers=entry.carers,
        ),
        desk.clock().date(),
    )
    assert isinstance(typed, Family)
    desk.caseload.keep(typed)

    assert desk.life.was_due(family.id) == {family.infants[0].id: DUE}


def test_after_a_loss_the_list_speaks_of_no_baby_and_nothing_is_due(desk: Desk) -> None:
    family = lost(desk)
    (line,) = desk.open_vault.families.caseload()

    said = "\n".join(cells(line, desk.clock().date()))
    assert UNKIND.search(said) is None
    assert "Record closed" in said
    assert "Pregnancy ended 1 March 2026" in said
    assert family.infants[0].is_closed


def test_after_a_loss_the_record_is_read_and_noted_on_and_no_letter_is_made(desk: Desk) -> None:
    family = lost(desk)
    contact = desk.caseload.story(family.id).contacts[0].id

    with pytest.raises(RecordClosed):
        desk.contacts.start(family, family.infants[0].id, Setting.HOME)
    with pytest.raises(RecordClosed):
        desk.open_vault.letters.keep(
            contact, desk.open_vault.preferences.load().letter_to, b"", "", desk.clock()
        )
    about = desk.letters.preview(contact, A_LETTER, A_LETTER.copies[0]).text
    assert "pregnancy ended on 1 March 2026" in " ".join(about.split())
    assert "due " not in about.split("Dear")[0]
    assert desk.life.note(family.id, family.infants[0].id, "They would like a call.") is None
    assert [n.words for n in desk.life.notes(family.id)] == ["Rang.", "They would like a call."]
    assert desk.contacts.open(contact).record.answers


def test_the_form_keeps_a_closed_record_as_it_is_and_does_not_show_it(desk: Desk) -> None:
    family = lost(desk)
    entry = entry_of(family)

    assert entry.infants == ()
    assert parse_family(entry, desk.clock().date()) == family


def test_a_loss_recorded_in_error_is_undone_with_a_reason(desk: Desk) -> None:
    family = lost(desk)
    infant = family.infants[0].id

    assert isinstance(desk.life.reopen(family.id, infant, " "), Refusal)
    opened = desk.life.reopen(family.id, infant, "The wrong family.")
    assert isinstance(opened, Family)
    assert opened.infants[0].arrival == Expected(DUE)
    assert desk.contacts.start(opened, infant, Setting.HOME).record.infant == infant


def test_the_policy_proposes_and_nothing_goes_by_itself(desk: Desk) -> None:
    family = desk.expecting()
    desk.met(family)
    desk.life.confirm_in_main_record(family.id, "seen in the practice system, 2 March 2026")
    assert desk.life.proposed().proposals == ()
    desk.time.pass_days(40)

    (proposal,) = desk.life.proposed().proposals
    assert (proposal.family, proposal.why, proposal.blocks) == (family.id, (Why.ELSEWHERE,), ())
    desk.time.pass_days(4000)
    assert desk.caseload.story(family.id).contacts


def test_a_removal_wants_a_reason_without_names_and_honours_a_hold(desk: Desk) -> None:
    family = desk.expecting()
    desk.met(family)
    with pytest.raises(NowhereElse):
        desk.life.remove(family.id, "moved away")
    assert isinstance(desk.life.confirm_in_main_record(family.id, " "), Refusal)
    desk.life.confirm_in_main_record(family.id, "seen in the practice system")
    assert isinstance(desk.life.hold(family.id, "", "the court"), Refusal)
    assert isinstance(desk.life.hold(family.id, "an inquiry", " "), Refusal)
    assert desk.life.hold(family.id, "an inquiry", "the court") is None
    with pytest.raises(OnHold):
        desk.life.remove(family.id, "moved away")
    desk.time.pass_days(40)
    assert [p.blocks for p in desk.life.proposed().proposals] == [(Block.ON_HOLD,)]
    assert desk.life.lift(family.id, "the inquiry ended") is None
    assert isinstance(desk.life.remove(family.id, "The Rowan family moved"), Refusal)

    stone = desk.life.remove(family.id, "moved away, all in the main record")
    assert desk.life.removed() == (stone,)
    assert isinstance(stone, Tombstone)
    assert stone.policy == "retention 2026.1"
    with pytest.raises(LookupError):
        desk.caseload.story(family.id)


def test_a_contact_that_was_open_at_a_loss_stays_readable(desk: Desk) -> None:
    family = desk.expecting()
    contact = desk.contacts.start(family, family.infants[0].id, Setting.HOME)
    desk.life.close_after_loss(family.id, family.infants[0].id, date(2026, 3, 1))

    assert desk.contacts.open(contact.record.id).record.id == contact.record.id
    assert [life.under_way for life in LifeStore(desk.open_vault.vault).lives()] == [False]
