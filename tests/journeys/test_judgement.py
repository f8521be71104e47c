"""The practitioner decides, whatever the checklist says; the reason stands beside it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from forms.answers import Decision
from forms.factors import Suggestion
from forms.pack import Stage
from tests.builders import FAMILY, a_carer, a_family, an_expected_infant, an_infant
from tests.journeys.reading import words_of
from tests.pages.contact import HERE, NOT_NOW, RECOMMEND, ContactPage
from tests.pages.families import Baby, FamiliesPage, FamilyPage
from tests.pages.keyboard import CTRL
from tests.pages.opening import Opened, read_vault
from tests.pages.sight import names, one

OpenWith = Callable[..., Opened]


def test_each_of_two_born_babies_has_a_contact_of_its_own(open_with: OpenWith) -> None:
    opened = open_with()
    babies = [
        Baby("5/1/2026", "Practice Clover", expected=False),
        Baby("5/1/2026", "Practice Daisy", expected=False),
    ]
    family = FamiliesPage(opened.keys).add().write(babies, ["Practice Ash"]).keep()
    family.expect_words("Practice Clover", "Practice Daisy", "8 weeks")

    family.start(baby=1)
    contact = ContactPage(opened.keys)
    contact.expect_page("Practice Daisy")
    contact.say_present(HERE)
    contact.next_until_words("What do they do that makes the other light up?")
    opened.keys.alt("f")

    family = FamiliesPage(opened.keys).open_found("Daisy")
    family.expect_words("Contact of 2 Mar 2026 is under way.", "Practice Daisy · under way")
    family.start(baby=0)
    contact.expect_page("Practice Clover")
    opened.close()


def test_going_beyond_the_checklist_needs_a_reason_which_stands_in_the_letter(
    open_with: OpenWith, tmp_path: Path
) -> None:
    opened = open_with(a_family(infants=(an_expected_infant(),)))
    FamiliesPage(opened.keys).open_found("Rowan").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("topic.voice")
    contact.write("topic.voice", "Talk to me.")
    contact.next_until("topic.concern")
    contact.write("topic.concern", "She is far away when she speaks of the baby.")
    contact.decide(RECOMMEND)
    contact.expect_page("A reason is needed here, because you go another way.")
    contact.agree()
    letter = contact.letter()
    letter.expect_missing("reason")
    letter.expect_not_ready()

    letter.go_to_gap("reason")
    contact.write("reason", "I have known her for two years.")
    assert "A reason is needed" not in contact.words
    letter = contact.letter()
    letter.export_to(tmp_path)
    letter.expect_done()

    assert "I have known her for two years." in words_of(tmp_path)
    opened.close()


def test_deciding_against_it_for_now_finishes_without_a_letter_or_a_file(
    open_with: OpenWith, tmp_path: Path, home: Path
) -> None:
    opened = open_with(a_family())
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.tick("I08")
    contact.decide(NOT_NOW)
    contact.write("reason", "Seen twice since; lively both times.")
    contact.next_until("finish")
    contact.finish()

    FamilyPage(opened.keys).expect_words("finished, not recommended now")
    assert "Letter made" not in FamilyPage(opened.keys).words
    assert "Letter exported" not in FamilyPage(opened.keys).words
    FamilyPage(opened.keys).back().expect_row("not recommended now")
    opened.close()
    assert list(tmp_path.rglob("*.pdf")) == []
    with read_vault(home) as vault:
        (line,) = vault.records.of_family(FAMILY)
        outcome = vault.records.load(line.id).outcome
        assert vault.letters.of_family(FAMILY) == ()
    assert outcome is not None
    assert (outcome.suggestion, outcome.judged.decision) == (Suggestion.SUGGESTS, Decision.NOT_NOW)
    assert line.stage is Stage.POSTNATAL


def test_a_finished_contact_can_be_read_and_not_changed(open_with: OpenWith, home: Path) -> None:
    opened = open_with(a_family(infants=(an_infant(),), carers=(a_carer(),)))
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("rating.1")
    contact.write("seen", "Looked up when she spoke.")
    contact.decide(NOT_NOW)
    contact.next_until("finish")
    contact.finish()
    FamilyPage(opened.keys).read()

    contact = ContactPage(opened.keys)
    contact.expect_saving_says("Finished. This contact can be read, not changed.")
    contact.back_until_words("Looked up when she spoke.")
    contact.write("seen", "Something else.")
    assert contact.typed("seen") == "Looked up when she spoke."
    opened.close()
    with read_vault(home) as vault:
        (line,) = vault.records.of_family(FAMILY)
        assert "Something else." not in str(vault.records.load(line.id).record)


@pytest.mark.parametrize("larger", [0, 4])
def test_the_suggestion_stays_in_sight_at_the_foot_of_the_longest_page_of_factors(
    open_with: OpenWith, larger: int
) -> None:
    opened = open_with(a_family())
    opened.keys.press(Qt.Key.Key_Plus, CTRL, times=larger)
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.tick("I08")
    last = names(opened.window, "factor.", ".3")[-1]
    opened.keys.tab_to(last)

    line = one(opened.window, QLabel, "so_far.line")

    assert line.text() == contact.suggestion == "Suggests a recommendation"
    assert line.visibleRegion().boundingRect() == line.rect()
    opened.close()
