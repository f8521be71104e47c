"""Where someone may be when it locks, each with something typed or shown that must not stay."""

from collections.abc import Callable

from tests.builders import a_family
from tests.pages.contact import HERE, NOT_NOW, ContactPage
from tests.pages.families import FamiliesPage, FamilyPage
from tests.pages.opening import Opened
from tests.pages.sight import names

OpenWith = Callable[..., Opened]
HALF = "Half a sent"
NAMES = ("Clover", "Rowan", "Practice Ash", HALF)


def in_the_middle(open_with: OpenWith) -> tuple[Opened, ContactPage]:
    opened = open_with(a_family())
    FamiliesPage(opened.keys).open_found("Clover").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("topic.voice")
    contact.write("topic.voice", HALF)
    return opened, contact


def at_families(opened: Opened) -> None:
    opened.keys.fill("search", "Clov")


def at_family(opened: Opened) -> None:
    FamiliesPage(opened.keys).open_found("Clover")


def at_new_family(opened: Opened) -> None:
    FamiliesPage(opened.keys).add()
    opened.keys.fill("infant.0.name", HALF)


def at_details(opened: Opened) -> None:
    at_family(opened)
    opened.keys.push("edit")
    opened.keys.wait_for("infant.0.day")


def at_letter(opened: Opened) -> None:
    at_family(opened)
    FamilyPage(opened.keys).start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.letter()


def at_amending(opened: Opened) -> None:
    at_family(opened)
    FamilyPage(opened.keys).start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.decide(NOT_NOW)
    contact.next_until("finish")
    contact.finish()
    FamilyPage(opened.keys)
    opened.keys.push(names(opened.window, "amend.")[0])
    opened.keys.wait_for("amend.reason")
    opened.keys.fill("amend.reason", HALF)


def at_copy(opened: Opened) -> None:
    at_family(opened)
    opened.keys.push("copy")
    opened.keys.wait_for("copy.write")


def at_hand_over(opened: Opened) -> None:
    at_family(opened)
    opened.keys.push("hand_over")
    opened.keys.wait_for("handover.seal")
    opened.keys.fill("handover.card", HALF)


def at_vault(opened: Opened) -> None:
    opened.keys.alt("v")
    opened.keys.wait_for("second_place")
    opened.keys.fill("second_place", HALF)


def at_settings(opened: Opened) -> None:
    opened.keys.alt("t")


def at_help(opened: Opened) -> None:
    opened.keys.f(1)


def at_urgent_help(opened: Opened) -> None:
    at_family(opened)
    FamilyPage(opened.keys).start()
    ContactPage(opened.keys)
    opened.keys.f(8)
    opened.keys.fill("safety.done", HALF)


SCREENS = (
    at_families,
    at_family,
    at_new_family,
    at_details,
    at_letter,
    at_amending,
    at_copy,
    at_hand_over,
    at_vault,
    at_settings,
    at_help,
    at_urgent_help,
)
