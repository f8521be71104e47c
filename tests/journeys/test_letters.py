"""Every letter of the set from one page: the gate, the guard, the copies, and the way out."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QLabel

from forms.ids import InfantId
from forms.people import SafeToContact
from tests.builders import FATHER, a_carer, a_family, a_father, an_infant
from tests.pages.contact import HERE, NOT_HERE, NOT_NOW, RECOMMEND, ContactPage, LetterPage
from tests.pages.families import FamiliesPage
from tests.pages.opening import Opened
from tests.pages.sight import one

OpenWith = Callable[..., Opened]
BORN = "5/1/2026"
CONCERN = "Ash finds it hard to know what Clover wants."


def at_the_letter(opened: Opened, *present: int, decision: int = RECOMMEND) -> ContactPage:
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(*present)
    contact.next_until("topic.voice")
    contact.write("topic.voice", "I look for your face.")
    contact.next_until("topic.concern")
    contact.write("topic.concern", CONCERN)
    contact.decide(decision)
    contact.write("reason", "I have known her for two years.")
    return contact


def test_the_gate_tells_each_missing_thing_by_heading_and_leads_to_it(
    open_with: OpenWith,
) -> None:
    opened = open_with(a_family())
    contact = at_the_letter(opened, HERE)
    letter = contact.letter()
    letter.expect_missing("agreement", "strengths", "address", "nhs_number")
    letter.expect_not_ready()
    for heading in ("Agreement", "What was seen", "Who it is about", "Keeping in touch"):
        assert heading in contact.words

    letter.go_to_gap("agreement")
    contact.expect_page("agree")
    contact.agree()
    contact.letter().expect_ready()

    letter.go_to_gap("address")
    opened.keys.wait_for("edit")
    opened.close()


def test_the_wrong_family_is_stopped_and_the_right_one_leaves(
    open_with: OpenWith, tmp_path: Path
) -> None:
    twins = (an_infant(name="Clover"), replace(an_infant(), id=InfantId("i2"), name="Clara"))
    opened = open_with(a_family(infants=twins))
    contact = at_the_letter(opened, HERE)
    contact.agree()
    letter = contact.letter()
    letter.expect_ready()
    assert "not about Clara" in one(opened.window, QLabel, "guard.alike").text()

    letter.export_to(tmp_path, "C", BORN)
    letter.expect_trouble("type the baby's first name")
    letter.export_to(tmp_path, "Clara", BORN)
    letter.expect_trouble("type the baby's first name")
    letter.export_to(tmp_path, "Clover", "6/1/2026")
    letter.expect_trouble("not the day of birth")
    assert list(tmp_path.glob("*.pdf")) == []

    letter.export_to(tmp_path, "Clover", BORN)
    letter.expect_done()
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    opened.close()


def test_an_absent_father_nobody_asked_about_gets_a_copy_only_by_choice(
    open_with: OpenWith, tmp_path: Path
) -> None:
    father = a_father(safe_to_contact=SafeToContact.NOT_ASKED)
    opened = open_with(a_family(carers=(a_carer(), father)))
    contact = at_the_letter(opened, HERE, NOT_HERE)
    letter = contact.letter()
    letter.expect_page_of_letter()
    letter.choose("Follow-up to the parents")
    opened.keys.wait_for(f"copy.carer.{FATHER}")
    letter.expect_ready()
    assert "Nobody asked whether that is safe" in contact.words
    assert not one(opened.window, QCheckBox, f"copy.carer.{FATHER}").isChecked()

    letter.tick(f"copy.carer.{FATHER}")
    opened.keys.fill("slot.next", "We meet again on Monday.")
    letter.expect_ready()
    letter.export_to(tmp_path, "PC", BORN)
    letter.expect_done()
    assert len(list(tmp_path.glob("*follow-up-carer-copy*.pdf"))) == 1
    assert len(list(tmp_path.glob("*follow-up-family-copy*.pdf"))) == 1
    opened.close()


def test_a_notice_to_the_gp_waits_until_the_family_was_asked(
    open_with: OpenWith, tmp_path: Path
) -> None:
    opened = open_with(a_family(gp_practice="Practice Surgery"))
    contact = at_the_letter(opened, HERE)
    letter = contact.letter()
    letter.expect_page_of_letter()
    letter.choose("Notice: family came by itself")
    opened.keys.wait_for("copy.gp")
    letter.tick("copy.gp")
    letter.tick("copy.health_visitor")
    opened.keys.wait(lambda: "Ask the family whether the GP may have a copy." in contact.words)
    letter.expect_not_ready()

    letter.tick("agreed.gp")
    letter.expect_ready()
    letter.export_to(tmp_path, "PC", BORN)
    letter.expect_done()
    assert len(list(tmp_path.glob("*self-referral-gp-copy*.pdf"))) == 1
    opened.close()


def test_a_decision_against_it_leaves_room_for_a_letter_to_the_parents(
    open_with: OpenWith, tmp_path: Path
) -> None:
    opened = open_with(a_family())
    contact = at_the_letter(opened, HERE, decision=NOT_NOW)
    contact.next_until("other_letters")
    opened.keys.push("other_letters")
    letter = LetterPage(opened.keys)
    letter.expect_ready()
    letter.export_to(tmp_path, "PC", BORN)
    letter.expect_done()
    assert len(list(tmp_path.glob("*follow-up-family-copy*.pdf"))) == 1
    opened.close()
