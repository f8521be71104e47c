"""A family handed over through files on a stick, told on both sides."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.flows.errors import ExportFailed, ImportFailed
from forms.answers import Narrative
from forms.life import Birth
from forms.record import Setting
from forms.refusal import Refusal
from forms.retention import Why
from storage.life_errors import FamilyHandedOver, NotACard, RecordClosed
from tests.desktop.flows.lives import A_LETTER, VOICE, Desk, a_desk


@pytest.fixture
def sender(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path / "sender", "Practice Dale Heath")
    yield made
    made.open_vault.vault.close()


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path / "receiver", "Practice Kai Brook")
    yield made
    made.open_vault.vault.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    return place


def test_card_package_and_receipt_travel_on_a_stick_and_the_family_arrives(
    sender: Desk, receiver: Desk, stick: Path
) -> None:
    family = sender.expecting()
    sender.met(family)
    own = receiver.handover.write_card(stick)
    card = sender.handover.read_card(own.file)
    assert (card.practitioner.name, card.code) == ("Practice Kai Brook", own.code)
    sealed = sender.handover.seal(family.id, card, stick)
    assert receiver.handover.look(sealed.file).code == sealed.code
    taken = receiver.handover.take_in(sealed.file, stick)
    done = sender.handover.confirm(taken.receipt)

    assert done.received_at is not None
    assert receiver.caseload.story(family.id).family == family
    contact = receiver.caseload.story(family.id).contacts[0].id
    answers = receiver.contacts.open(contact).record.answers.values()
    assert Narrative(VOICE) in answers
    assert [a.sender.name for a in receiver.handover.came_from(family.id)] == [
        "Practice Dale Heath"
    ]
    with pytest.raises(FamilyHandedOver):
        sender.life.note(family.id, None, "x")
    sender.time.pass_days(40)
    assert [p.why for p in sender.life.proposed().proposals] == [(Why.ELSEWHERE,)]


def test_a_family_with_a_baby_who_died_arrives_closed_and_as_it_was(
    sender: Desk, receiver: Desk, stick: Path
) -> None:
    family = sender.expecting()
    infant = family.infants[0].id
    sender.life.born(family.id, infant, Birth(date(2026, 2, 20), "Practice Fern", 32))
    sender.met(sender.caseload.story(family.id).family)
    closed = sender.life.close_after_death(family.id, infant, date(2026, 3, 1), "Rang them.")
    card = sender.handover.read_card(receiver.handover.write_card(stick).file)
    receiver.handover.take_in(sender.handover.seal(family.id, card, stick).file, stick)

    story = receiver.caseload.story(family.id)
    assert story.family == closed
    assert [note.words for note in story.notes] == ["Rang them."]
    about = receiver.letters.preview(story.contacts[0].id, A_LETTER, A_LETTER.copies[0]).text
    assert "born on 20 February 2026, died on 1 March 2026" in " ".join(about.split())
    with pytest.raises(RecordClosed):
        receiver.contacts.start(story.family, infant, Setting.HOME)


def test_no_file_of_a_hand_over_tells_a_name_by_its_own_name(
    sender: Desk, receiver: Desk, stick: Path
) -> None:
    family = sender.expecting()
    card = sender.handover.read_card(receiver.handover.write_card(stick).file)
    receiver.handover.take_in(sender.handover.seal(family.id, card, stick).file, stick)

    names = sorted(path.name for path in stick.iterdir())
    assert len(names) == 3
    assert all(re.fullmatch(r"Golden-Thread-[A-Z0-9-]+\.gt-[a-z]+", name) for name in names)


def test_where_the_file_cannot_be_written_nothing_was_handed_over(
    sender: Desk, receiver: Desk, stick: Path
) -> None:
    family = sender.expecting()
    card = sender.handover.read_card(receiver.handover.write_card(stick).file)

    with pytest.raises(ExportFailed):
        sender.handover.seal(family.id, card, stick / "not there")
    assert sender.handover.standing(family.id) is None
    assert sender.handover.handovers() == ()
    assert sender.life.note(family.id, None, "still ours") is None


def test_a_hand_over_is_taken_back_with_a_reason(sender: Desk, receiver: Desk, stick: Path) -> None:
    family = sender.expecting()
    card = sender.handover.read_card(receiver.handover.write_card(stick).file)
    sealed = sender.handover.seal(family.id, card, stick)

    assert isinstance(sender.handover.withdraw(sealed.handover.package, " "), Refusal)
    assert sender.handover.withdraw(sealed.handover.package, "the stick was lost") is None
    assert sender.handover.standing(family.id) is None
    assert sender.handover.handovers()[0].withdrawn_at is not None


def test_a_receipt_can_be_written_again(sender: Desk, receiver: Desk, stick: Path) -> None:
    family = sender.expecting()
    card = sender.handover.read_card(receiver.handover.write_card(stick).file)
    taken = receiver.handover.take_in(sender.handover.seal(family.id, card, stick).file, stick)
    first = taken.receipt.read_bytes()
    taken.receipt.unlink()

    assert receiver.handover.write_receipt(taken.arrived.package, stick).read_bytes() == first


def test_a_file_that_is_none_of_these_is_refused_in_words(sender: Desk, stick: Path) -> None:
    (stick / "list.txt").write_text("bread", encoding="utf-8")

    with pytest.raises(NotACard):
        sender.handover.read_card(stick / "list.txt")
    with pytest.raises(ImportFailed):
        sender.handover.read_card(stick / "gone.gt-card")
