"""What others may see: what is asked only alone, and the one key that hides everything."""

from collections.abc import Callable

import pytest

from tests.builders import a_carer, a_family, a_father, an_expected_infant
from tests.pages.contact import ALONE, HERE, NOT_HERE, ContactPage
from tests.pages.families import FamiliesPage
from tests.pages.opening import Opened
from tests.pages.screen import HiddenScreen, press_f9

OpenWith = Callable[..., Opened]
PRIVATE_QUESTION = "who will be looking after you?"
ABUSE, CHILDHOOD = "Domestic abuse", "abused, neglected or exposed to violence as a child"
PRIVATE = (PRIVATE_QUESTION, ABUSE, CHILDHOOD)


def two_at_home(open_with: OpenWith) -> tuple[Opened, ContactPage]:
    opened = open_with(
        a_family(infants=(an_expected_infant(),), carers=(a_carer(), a_father())),
    )
    FamiliesPage(opened.keys).open_found("Rowan").start()
    return opened, ContactPage(opened.keys)


def expect_private_words_nowhere(words: str) -> None:
    assert [private for private in PRIVATE if private in words] == []


def test_what_is_asked_only_alone_is_named_on_no_page_while_others_are_here(
    open_with: OpenWith,
) -> None:
    opened, contact = two_at_home(open_with)
    contact.say_present(HERE, HERE)

    pages = contact.every_page()

    assert len(pages) > 20
    assert "A question for a private moment" in "".join(pages)
    expect_private_words_nowhere("\n".join(pages))
    opened.close()


def test_it_is_shown_once_the_parent_is_seen_alone_and_hidden_when_someone_comes(
    open_with: OpenWith,
) -> None:
    opened, contact = two_at_home(open_with)
    contact.say_present(HERE, HERE)
    contact.next_until("seen_alone")
    opened.keys.push("seen_alone")
    contact.expect_page(PRIVATE_QUESTION)

    opened.keys.push("company_came")

    expect_private_words_nowhere(contact.words)
    contact.expect_page("A question for a private moment")
    opened.close()


def test_a_private_factor_is_named_nowhere_when_someone_comes_though_it_counts(
    open_with: OpenWith,
) -> None:
    opened, contact = two_at_home(open_with)
    contact.say_present(ALONE, NOT_HERE)
    contact.tick("F01")
    contact.expect_urgent_panel()
    contact.close_urgent_panel()
    assert f"• {ABUSE}" in contact.words

    contact.back_until("present.carer-1.1")
    contact.say_present(HERE, HERE)
    contact.next_until("guidance")

    assert "Suggests" in contact.suggestion
    assert "1 factor kept private" in contact.words
    expect_private_words_nowhere("\n".join(contact.every_page()))
    opened.keys.f(8)
    contact.expect_urgent_panel()
    expect_private_words_nowhere(contact.words)
    opened.close()


def test_after_the_lock_what_is_private_stays_hidden_until_said_again(
    open_with: OpenWith,
) -> None:
    opened, contact = two_at_home(open_with)
    contact.say_present(ALONE, NOT_HERE)
    contact.next_until_words(PRIVATE_QUESTION)
    opened.lock_and_unlock()

    contact = ContactPage(opened.keys)
    contact.expect_page("A question for a private moment")
    expect_private_words_nowhere(contact.words)
    opened.close()


@pytest.mark.parametrize("panel", [False, True], ids=["", "with the urgent panel open"])
def test_one_key_hides_everything_and_the_same_key_brings_it_back(
    open_with: OpenWith, *, panel: bool
) -> None:
    opened, contact = two_at_home(open_with)
    contact.say_present(HERE, HERE)
    contact.next_until("topic.voice")
    contact.write("topic.voice", "Half a wo")
    if panel:
        opened.keys.f(8)
        contact.expect_urgent_panel()

    press_f9(opened.keys)
    HiddenScreen(opened.keys).expect_nothing_of("Rowan", "Half a wo", "999", "Practice")

    press_f9(opened.keys)
    if panel:
        contact.expect_urgent_panel()
        contact.close_urgent_panel()
    assert contact.typed("topic.voice") == "Half a wo"
    opened.keys.write("rd")
    assert contact.typed("topic.voice") == "Half a word"
    opened.close()


def test_nothing_comes_up_over_the_hidden_screen(open_with: OpenWith) -> None:
    opened, contact = two_at_home(open_with)
    contact.say_present(HERE, HERE)
    contact.tick("P04")
    contact.close_urgent_panel()
    press_f9(opened.keys)

    opened.keys.f(8)

    HiddenScreen(opened.keys).expect_nothing_of("suicide", "Rowan", "Practice")
    opened.close()


def test_hiding_while_a_screen_is_on_its_way_brings_back_the_new_one(open_with: OpenWith) -> None:
    opened = open_with(a_family())
    family = FamiliesPage(opened.keys).open_found("Clover")
    family.start_and_do_not_wait()
    press_f9(opened.keys)
    opened.keys.wait(lambda: opened.at_contact)
    HiddenScreen(opened.keys).expect_nothing_of("Clover")

    press_f9(opened.keys)

    ContactPage(opened.keys).say_present(HERE)
    opened.close()
