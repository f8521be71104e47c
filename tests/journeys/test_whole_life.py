"""A record from the first finished contact to its end: amended, born, closed, copied, handed on."""

from collections.abc import Callable
from pathlib import Path

from desktop.flows.handover import HandOverFlow
from desktop.flows.opened import Clock
from desktop.flows.unlock import opened as stores_of
from storage.vault import Vault
from tests.builders import FAMILY, a_family, a_practitioner, an_expected_infant
from tests.journeys.reading import words_of
from tests.pages.contact import HERE, NOT_NOW, RECOMMEND, ContactPage
from tests.pages.families import FamiliesPage, FamilyPage
from tests.pages.life import (
    AmendPage,
    BirthPage,
    CopyPage,
    HandOverPage,
    ReopenPage,
    both_versions,
    end_pregnancy,
)
from tests.pages.opening import Opened
from tests.pages.sight import all_words, names
from tests.pages.signing_in import PASSPHRASE

OpenWith = Callable[..., Opened]
BEFORE, NOW = "She looked at the window.", "She looked at the window, then at him."


def finished(opened: Opened, wanted: str = "Clover", voice: str = BEFORE) -> FamilyPage:
    """A contact that is done, without a letter."""
    FamiliesPage(opened.keys).open_found(wanted).start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("topic.voice")
    contact.write("topic.voice", voice)
    contact.decide(NOT_NOW)
    contact.next_until("finish")
    contact.finish()
    return FamilyPage(opened.keys)


# Amended


def test_an_amendment_needs_a_reason_and_both_versions_can_be_read(open_with: OpenWith) -> None:
    opened = open_with(a_family())
    finished(opened)
    amend = AmendPage(opened.keys)
    amend.go()
    amend.expect_words("Write the reason first")

    amend.go("He came home later.")

    contact = ContactPage(opened.keys)
    contact.next_until("topic.voice")
    assert contact.typed("topic.voice") == BEFORE
    contact.write("topic.voice", NOW)
    contact.next_until("finish")
    contact.finish()
    FamilyPage(opened.keys).expect_words("an amendment, finished", "amended since")
    told = both_versions(opened.keys)
    assert "Amended because: He came home later." in told
    assert f"\n{BEFORE}\n" in told
    assert f"\n{NOW}\n" in told
    opened.close()


def test_the_letter_of_the_version_before_is_marked_superseded(
    open_with: OpenWith, tmp_path: Path
) -> None:
    opened = open_with(a_family(infants=(an_expected_infant(),)))
    FamiliesPage(opened.keys).open_found("Rowan").start()
    contact = ContactPage(opened.keys)
    contact.say_present(HERE)
    contact.next_until("topic.voice")
    contact.write("topic.voice", BEFORE)
    contact.next_until("topic.concern")
    contact.write("topic.concern", "She is far away when she speaks of the baby.")
    contact.decide(RECOMMEND)
    contact.write("reason", "I have known her for two years.")
    contact.agree()
    letter = contact.letter()
    letter.export_to(tmp_path)
    letter.expect_done()
    family = FamilyPage(opened.keys)
    family.expect_words("Letter exported")
    assert "superseded" not in family.words

    AmendPage(opened.keys).go("A word was wrong.")
    contact = ContactPage(opened.keys)
    contact.decide(NOT_NOW)
    contact.next_until("finish")
    contact.finish()

    FamilyPage(opened.keys).expect_words("superseded by an amendment")
    opened.close()


# Born


def test_a_birth_is_recorded_once_and_the_contact_before_it_stays(open_with: OpenWith) -> None:
    opened = open_with(a_family(infants=(an_expected_infant(),)))
    finished(opened, "Rowan")

    BirthPage(opened.keys).record("1/3/2026", "Practice Linden", "33")

    family = FamilyPage(opened.keys)
    family.expect_words("Practice Linden", "born 1 Mar 2026", "was due 20 Apr 2026")
    family.expect_words("finished, not recommended now")
    assert names(opened.window, "born.") == []
    family.read()
    contact = ContactPage(opened.keys)
    contact.back_until_words(BEFORE)
    opened.close()


def test_a_slip_in_a_birth_is_told_and_nothing_is_recorded(open_with: OpenWith) -> None:
    opened = open_with(a_family(infants=(an_expected_infant(),)))
    FamiliesPage(opened.keys).open_found("Rowan")
    birth = BirthPage(opened.keys)

    birth.record("1/4/2026", "Practice Linden", "33")

    opened.keys.wait(lambda: bool(names(opened.window, "birth.go")))
    opened.keys.wait(lambda: "future" in all_words(opened.window).lower())
    opened.keys.push("cancel")
    FamilyPage(opened.keys).expect_words("due 20 Apr 2026")
    opened.close()


# Ended


def test_after_a_pregnancy_ended_no_word_of_a_baby_or_a_date_is_left(open_with: OpenWith) -> None:
    opened = open_with(a_family(infants=(an_expected_infant(),)))
    finished(opened, "Rowan")

    family = end_pregnancy(opened.keys, "1/3/2026")

    family.expect_words("The record is closed.", "Record closed")
    expect_kind(opened)
    family.back().expect_row("Rowan")
    expect_kind(opened)
    FamiliesPage(opened.keys).open_found("Rowan").read()
    contact = ContactPage(opened.keys)
    contact.expect_page("This record was closed later")
    contact.next_until_words(BEFORE)
    assert "The voice of the baby, as you wrote it then" in contact.words
    opened.close()


def expect_kind(opened: Opened) -> None:
    told = all_words(opened.window).lower()
    for words in ("baby of", "due", "weeks", "start a contact", "carry on"):
        assert words not in told
    assert names(opened.window, "start.") + names(opened.window, "carry_on.") == []
    assert names(opened.window, "amend.") == []


def test_a_record_closed_by_mistake_opens_again_with_a_reason(open_with: OpenWith) -> None:
    opened = open_with(a_family(infants=(an_expected_infant(),)))
    FamiliesPage(opened.keys).open_found("Rowan")
    end_pregnancy(opened.keys, "1/3/2026")
    reopen = ReopenPage(opened.keys)
    reopen.go()
    reopen.expect_words("reason")

    reopen.go("The wrong family was open.")

    opened.keys.wait(lambda: bool(names(opened.window, "start.")))
    FamilyPage(opened.keys).expect_words("The record is open again.", "due 20 Apr 2026")
    opened.close()


# Copied


def test_a_copy_is_written_only_when_every_item_is_decided_and_leaves_out_what_was_said(
    open_with: OpenWith, tmp_path: Path
) -> None:
    place = tmp_path / "copy"
    place.mkdir()
    opened = open_with(a_family())
    finished(opened, voice="Her sister told me of the Windowledger.")
    copy = CopyPage(opened.keys)

    copy.decide_each(leave_out="Windowledger")
    copy.write_to(place)

    said = words_of(place)
    assert "Practice Clover" in said
    assert "Windowledger" not in said
    (as_json,) = place.glob("*.json")
    assert "Windowledger" not in as_json.read_text("utf-8")
    opened.close()


# Handed over


def test_a_family_is_sealed_to_a_colleague_who_takes_it_in_and_can_then_only_be_read(
    open_with: OpenWith, tmp_path: Path, clock: Clock
) -> None:
    post = tmp_path / "post"
    post.mkdir()
    opened = open_with(a_family())
    finished(opened)
    colleague = stores_of(
        Vault.create(
            tmp_path / "elsewhere" / "vault", a_practitioner(name="Practice Fern Hill"), PASSPHRASE
        )
    )
    theirs = HandOverFlow(colleague, clock)
    card = theirs.write_card(post)
    page = HandOverPage(opened.keys)
    assert not page.can_be_sealed
    who = page.read_card(card.file)
    assert "Practice Fern Hill" in who
    assert card.code in who

    page.seal_to(post)

    (package,) = post.glob("*.gt-handover")
    taken = theirs.take_in(package, post)
    assert colleague.families.load(FAMILY).infants[0].name == "Practice Clover"
    assert len(colleague.records.of_family(FAMILY)) == 1
    colleague.vault.close()
    page.back().expect_words("Their receipt has not come yet.")
    page = HandOverPage(opened.keys)
    page.read_receipt(taken.receipt)
    family = page.back()
    assert names(opened.window, "start.") + names(opened.window, "amend.") == []
    assert names(opened.window, "hand_over") + names(opened.window, "edit") == []
    family.expect_words("Handed over to Practice Fern Hill")
    family.read()
    ContactPage(opened.keys).back_until_words(BEFORE)
    opened.close()
