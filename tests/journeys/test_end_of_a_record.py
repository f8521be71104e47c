"""The end of a record: kept on, held, removed; closed after a death; handed over half way."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from desktop.flows.handover import HandOverFlow
from desktop.flows.life import LifeFlow
from desktop.flows.opened import Clock
from desktop.flows.unlock import opened as stores_of
from forms.ids import InfantId
from storage.vault import Vault
from tests.builders import FAMILY, a_carer, a_family, a_practitioner, an_infant
from tests.journeys.conftest import OpenWindow
from tests.pages.contact import GOING_WELL, HERE, NOT_NOW, ContactPage
from tests.pages.families import FamiliesPage, FamilyPage
from tests.pages.life import (
    HandOverPage,
    OneRecordPage,
    RecordsPage,
    ReopenPage,
    close_after_death,
    say_why,
)
from tests.pages.opening import Opened, keep_families, read_vault
from tests.pages.sight import all_words, names
from tests.pages.signing_in import PASSPHRASE, SignInPage

OpenWith = Callable[..., Opened]
LONG_AGO = datetime(2026, 1, 20, 9, 0, tzinfo=UTC)
VOICE = "Your voice at night is the best sound I know."
NAMES = ("Clover", "Ash Rowan")


def long_in_the_main_record(open_window: OpenWindow, home: Path, clock: Clock) -> Opened:
    """One family whose local copy the policy proposes to remove."""
    keep_families(home, clock, a_family(infants=(an_infant(name="Practice Clover"),)))
    with read_vault(home) as vault:
        LifeFlow(vault, lambda: LONG_AGO).confirm_in_main_record(FAMILY, "seen in the main record")
    opened = open_window()
    SignInPage(opened.keys).unlock()
    FamiliesPage(opened.keys)
    return opened


# Looked at


def test_a_proposal_says_why_by_which_rule_and_since_when_and_can_be_kept_on(
    open_window: OpenWindow, home: Path, clock: Clock
) -> None:
    opened = long_in_the_main_record(open_window, home, clock)
    records = RecordsPage.from_the_vault(opened.keys)
    records.expect_words("Practice Clover", "30 days", "Rule: local copy", "retention 2026.1")
    records.expect_words("not yet approved", "since 19 Feb 2026")

    page = records.look()
    page.keep_on("")
    page.expect_words("Write the reason")
    page.keep_on("They may come back after the summer.")
    page.expect_words("Kept on", "until 1 Jun 2026", "They may come back after the summer.")
    page.back()

    RecordsPage(opened.keys).expect_words("Nothing to look at today.")
    opened.close()


def test_a_record_on_hold_cannot_be_removed_says_why_and_goes_on_once_the_hold_is_lifted(
    open_window: OpenWindow, home: Path, clock: Clock
) -> None:
    opened = long_in_the_main_record(open_window, home, clock)
    page = RecordsPage.from_the_vault(opened.keys).look()
    assert page.offers_removal()
    page.hold("", "An inquiry.")
    page.expect_words("Write who asked for it.")

    page.hold("Practice Court", "An inquiry.")
    page.expect_words("On legal hold since 2 Mar 2026", "An inquiry.", "Practice Court")
    page.expect_words("Nothing of it may be removed until the hold is lifted.")
    assert not page.offers_removal()
    page.back()
    records = RecordsPage(opened.keys)
    records.expect_words("On legal hold since 2 Mar 2026")
    opened.keys.alt("f")
    FamiliesPage(opened.keys).open_found("Clover").expect_words("On legal hold since 2 Mar 2026")

    page = OneRecordPage.from_the_family(opened.keys)
    page.lift("The inquiry is over, Practice Court agreed.")
    opened.keys.wait(page.offers_removal)
    opened.close()


def test_a_removal_is_typed_never_chosen_and_leaves_a_tombstone_without_names(
    open_window: OpenWindow, home: Path, clock: Clock
) -> None:
    opened = long_in_the_main_record(open_window, home, clock)
    page = RecordsPage.from_the_vault(opened.keys).look()
    assert not page.can_be_removed()
    page.write_removal("Practice Clover moved away.", "remov")
    assert not page.can_be_removed()
    page.write_removal("Clover moved away.", "remove")
    assert page.can_be_removed()
    page.remove()
    page.expect_words("Leave names and numbers out")

    page.write_removal("Moved away.", "Remove")
    page.remove()

    records = RecordsPage(opened.keys)
    records.expect_words("Removed 2 Mar 2026 by Practice", "Rule: local copy", "Moved away.")
    assert [name for name in NAMES if name in records.words] == []
    assert records.records() == []
    opened.keys.alt("f")
    opened.keys.wait(lambda: "Clover" not in all_words(opened.window))
    assert FamiliesPage(opened.keys).rows() == []
    opened.close()


def test_what_is_only_on_this_laptop_is_confirmed_elsewhere_before_it_can_go(
    open_with: OpenWith,
) -> None:
    opened = open_with(a_family())
    FamiliesPage(opened.keys).open_found("Clover").expect_words("only on this laptop")
    page = OneRecordPage.from_the_family(opened.keys)
    page.expect_words("It is only on this laptop.")
    assert not page.offers_removal()

    page.confirm(" ")
    page.expect_words("Say where you saw it")
    page.confirm("Practice system, last entry today")

    opened.keys.wait(page.offers_removal)
    page.expect_words("The policy does not propose this yet.")
    page.back()
    FamilyPage(opened.keys).expect_words("elsewhere too, as of 2 Mar 2026")
    opened.close()


# A baby who died


def begun(opened: Opened, wanted: str, baby: int = 0) -> None:
    """A contact with an answer or two that is not finished."""
    FamiliesPage(opened.keys).open_found(wanted).start(baby)
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("rating.1")
    contact.rate(GOING_WELL)
    contact.next_until("topic.voice")
    contact.write("topic.voice", VOICE)
    contact.expect_saved()
    contact.decide(NOT_NOW)
    contact.expect_saved()
    opened.keys.alt("f")
    FamiliesPage(opened.keys)


TWINS = a_family(
    infants=(
        an_infant(name="Practice Clover"),
        an_infant(id=InfantId("infant-2"), name="Practice Daisy"),
    ),
    carers=(a_carer(),),
)
PRESENT_TENSE = (
    "who is here today",
    "if this baby could speak",
    "notice:",
    "when to worry",
    "fed and awake",
    "what is your judgement",
    "what did you see or know",
    "would suggest",
    "carry on",
)


def test_when_one_twin_dies_her_record_closes_kindly_and_her_brothers_goes_on(
    open_with: OpenWith,
) -> None:
    opened = open_with(TWINS)
    begun(opened, "Daisy", 0)
    FamiliesPage(opened.keys).open_found("Daisy")

    family = close_after_death(opened.keys, "1/3/2026")

    assert names(opened.window, "good.words") == []
    family.expect_words("The record is closed.", "died 1 Mar 2026", "Practice Daisy")
    assert names(opened.window, "start.") == ["start.infant-2"]
    assert names(opened.window, "carry_on.") + names(opened.window, "amend.") == []
    family.expect_words("not finished")
    family.back().expect_row("Practice Clover and Practice Daisy", "Died 1 March 2026")
    FamiliesPage(opened.keys).open_found("Daisy").start()
    opened.close()


def test_the_contacts_of_a_baby_who_died_are_read_in_the_past_and_ask_for_nothing(
    open_with: OpenWith,
) -> None:
    opened = open_with(a_family(carers=(a_carer(),)))
    begun(opened, "Clover")
    FamiliesPage(opened.keys).open_found("Clover")
    family = close_after_death(opened.keys, "1/3/2026")
    family.read()

    contact = ContactPage(opened.keys)
    contact.expect_page("What was noted on 2 Mar 2026. This record was closed later")
    contact.back_until_words("This contact was at home.")
    pages = contact.every_page()

    assert [(w, p) for p in pages for w in PRESENT_TENSE if w in p.lower()] == []
    assert any(VOICE in page for page in pages)
    assert any("What was s" in page for page in pages)
    opened.close()


def test_a_closed_record_takes_a_note_and_opens_again_if_it_was_closed_by_mistake(
    open_with: OpenWith,
) -> None:
    opened = open_with(a_family())
    FamiliesPage(opened.keys).open_found("Clover")
    close_after_death(opened.keys, "1/3/2026").expect_words("died 1 Mar 2026")

    family = say_why(opened.keys, "note", "They would like a call at Easter.")
    family.expect_words("Note: They would like a call at Easter.")
    ReopenPage(opened.keys).go("The wrong family was open.")

    family.expect_words("The record is open again.")
    opened.keys.wait(lambda: names(opened.window, "start.") == ["start.infant-1"])
    opened.close()


# Handed over half way


def sealed_half_way(opened: Opened, tmp_path: Path, clock: Clock) -> FamilyPage:
    """A contact under way, and the family sealed to a colleague."""
    begun(opened, "Clover")
    FamiliesPage(opened.keys).open_found("Clover")
    place = tmp_path / "elsewhere" / "vault"
    vault = Vault.create(place, a_practitioner(name="Practice Fern Hill"), PASSPHRASE)
    card = HandOverFlow(stores_of(vault), clock).write_card(tmp_path)
    vault.close()
    page = HandOverPage(opened.keys)
    page.read_card(card.file)
    page.seal_to(tmp_path)
    return page.back()


def test_an_unfinished_contact_of_a_handed_over_family_opens_to_be_read_and_says_why(
    open_with: OpenWith, tmp_path: Path, clock: Clock
) -> None:
    opened = open_with(a_family(carers=(a_carer(),)))
    family = sealed_half_way(opened, tmp_path, clock)
    family.expect_words("Sealed for Practice Fern Hill", "receipt has not come yet", "not finished")
    family.read()

    contact = ContactPage(opened.keys)
    contact.expect_page("before this contact was finished: to be read here, not changed.")
    contact.expect_page("withdraw the hand-over")
    contact.back_until("topic.voice")
    opened.keys.tab_to("topic.voice")
    opened.keys.write("More")
    assert contact.typed("topic.voice") == VOICE
    pages = contact.every_page()
    assert [page for page in pages if "Not saved" in page] == []
    assert names(opened.window, "finish") == []
    opened.close()


def test_a_hand_over_that_was_never_opened_is_withdrawn_and_the_record_is_written_again(
    open_with: OpenWith, tmp_path: Path, clock: Clock
) -> None:
    opened = open_with(a_family(carers=(a_carer(),)))
    sealed_half_way(opened, tmp_path, clock)

    family = say_why(opened.keys, "withdraw", "The colleague is on leave.")

    family.expect_words("The hand-over is withdrawn.")
    family.carry_on()
    opened.close()
