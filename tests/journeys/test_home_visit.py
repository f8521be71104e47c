"""The story of a home visit in the real window, by keyboard alone."""

from collections.abc import Callable
from pathlib import Path

from tests.builders import a_family
from tests.journeys.reading import words_of
from tests.pages.contact import ALONE, HERE, MIXED, RECOMMEND, ContactPage
from tests.pages.families import Baby, FamiliesPage, FamilyPage
from tests.pages.opening import Opened
from tests.pages.sight import is_seen, names
from tests.pages.signing_in import SetupPage

OpenWindow = Callable[[], Opened]
OpenWith = Callable[..., Opened]


def test_from_first_run_to_letter(open_window: OpenWindow, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    opened = open_window()
    keys = opened.keys
    setup = SetupPage(keys)
    setup.make()
    setup.leave_the_sheet()
    families = FamiliesPage(keys)
    family = families.add().write([Baby("20/4/2026")], ["Practice Owen", "Practice Tom"]).keep()
    family.expect_words("Baby of Practice Owen", "No contact yet.")
    family.start()

    contact = ContactPage(keys)
    contact.say_present(ALONE, HERE)
    contact.next_until("rating.1")
    contact.rate(MIXED)
    contact.write("seen", "Smiled, hand on the bump, then quiet.")
    contact.write("own_words", 'It feels real at night <b>&" ŵ ŷ')
    contact.next_until("topic.voice")
    contact.write("topic.voice", "I know your voice already.")
    contact.next_until("topic.concern")
    contact.write("topic.concern", "Hard to picture the baby as someone to get to know.")
    contact.next_until("topic.strengths")
    contact.write("topic.strengths", "They planned the first hours together.")
    for factor in ("F03", "F04", "F06", "F08"):
        contact.tick(factor)
    assert "Suggests" in contact.suggestion
    contact.decide(RECOMMEND)
    contact.agree()
    letter = contact.letter()
    letter.export_to(letters, "PO", "20/4/2026")
    letter.expect_done()

    FamilyPage(keys).expect_words("finished, recommended to the team", "Letter exported")
    FamilyPage(keys).back().expect_row("Baby of Practice Owen", "Letter made")
    said = words_of(letters)
    for words in (
        "Smiled, hand on the bump, then quiet.",
        'It feels real at night <b>&" ŵ ŷ',
        "I know your voice already.",
        "Hard to picture the baby as someone to get to know.",
        "They planned the first hours together.",
    ):
        assert words in said
    opened.close()


def test_return_presses_the_button_that_has_the_keyboard(open_with: OpenWith) -> None:
    opened = open_with(a_family())
    keys = opened.keys
    FamiliesPage(keys).open_found("Clover")
    keys.push_with_return(names(opened.window, "start.")[0])
    contact = ContactPage(keys)
    assert is_seen(opened.window, "present.carer-1.1")

    keys.push_with_return("next")

    assert not is_seen(opened.window, "present.carer-1.1")
    contact.expect_saved()
    keys.push_with_return("rail.families")
    FamiliesPage(keys).expect_row("Clover", "Contact under way")
    opened.close()
