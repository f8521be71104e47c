"""Safety comes first: the panel opens at once, whatever the count says."""

from collections.abc import Callable
from pathlib import Path

from desktop.text import URGENT
from forms.answers import Topic
from tests.builders import FAMILY, a_family
from tests.pages.contact import HERE, NOT_NOW, WORRY, ContactPage, expect_urgent_panel
from tests.pages.families import FamiliesPage, FamilyPage
from tests.pages.life import AmendPage
from tests.pages.opening import Opened, read_vault

OpenWith = Callable[..., Opened]


def at_home(open_with: OpenWith) -> tuple[Opened, ContactPage]:
    opened = open_with(a_family())
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    return opened, contact


def test_a_safety_factor_opens_the_urgent_panel_at_once(open_with: OpenWith) -> None:
    opened, contact = at_home(open_with)
    contact.expect_no_urgent_panel()

    contact.tick("P04")

    contact.expect_urgent_panel("Thoughts of suicide, of serious self-harm")
    contact.close_urgent_panel()
    assert "Safety: 1 answer needs action today" in contact.words
    opened.close()


def test_a_worry_where_a_question_is_a_red_flag_opens_it_too(open_with: OpenWith) -> None:
    opened, contact = at_home(open_with)
    contact.next_until_words("what part do you dread?")

    contact.rate(WORRY)

    contact.expect_urgent_panel()
    opened.close()


def test_what_was_done_is_written_on_the_panel_and_kept_with_the_contact(
    open_with: OpenWith, home: Path
) -> None:
    opened, contact = at_home(open_with)
    contact.tick("P04")
    opened.keys.fill("safety.done", "Rang the crisis line at ten.")
    opened.keys.push("urgent.close")
    contact.expect_no_urgent_panel()
    contact.expect_saved()
    opened.close()

    with read_vault(home) as vault:
        (line,) = vault.records.of_family(FAMILY)
        record = vault.records.load(line.id).record
    assert record.narrative(Topic.SAFETY) == "Rang the crisis line at ten."


def finished_with_safety_unwritten(opened: Opened, contact: ContactPage) -> FamilyPage:
    contact.tick("P04")
    contact.close_urgent_panel()
    contact.decide(NOT_NOW)
    contact.write("reason", "They are seen today.")
    contact.next_until("finish")
    contact.finish()
    opened.keys.wait_for("good.words")
    return FamilyPage(opened.keys)


def test_an_urgent_answer_stays_in_sight_until_what_was_done_is_written(
    open_with: OpenWith,
) -> None:
    opened, contact = at_home(open_with)
    family = finished_with_safety_unwritten(opened, contact)
    family.expect_words(URGENT, "Amend, then F8")
    family.back().expect_row("Clover", URGENT)

    FamiliesPage(opened.keys).open_found("Clover")
    AmendPage(opened.keys).go("To write what was done.")
    contact = ContactPage(opened.keys)
    opened.keys.f(8)
    opened.keys.fill("safety.done", "Rang the crisis line at ten.")
    opened.keys.push("urgent.close")
    contact.expect_saved()
    opened.keys.push("rail.families")
    families = FamiliesPage(opened.keys)

    families.expect_row("Clover", "Contact under way")
    assert URGENT not in " ".join(word for row in families.rows() for word in row)
    assert URGENT not in families.open_found("Clover").words
    opened.close()


def test_what_waits_is_told_without_a_word_of_what_was_said(open_with: OpenWith) -> None:
    opened, contact = at_home(open_with)
    family = finished_with_safety_unwritten(opened, contact)
    family.expect_words(URGENT)
    told = family.words + " ".join(word for row in family.back().rows() for word in row)

    assert [word for word in ("suicide", "harm", "safety", "P04") if word in told.lower()] == []
    opened.close()


def test_the_keyboard_stays_in_the_panel_while_it_lies_over_the_page(open_with: OpenWith) -> None:
    opened, contact = at_home(open_with)
    contact.tick("P04")

    passed = opened.keys.tab_round(20)

    assert set(passed) == {"safety.done", "urgent.close"}
    opened.close()


def test_help_in_an_emergency_is_one_key_away_with_no_contact_in_hand(open_with: OpenWith) -> None:
    opened = open_with(a_family())
    opened.keys.f(8)

    expect_urgent_panel(opened.keys)
    opened.close()
