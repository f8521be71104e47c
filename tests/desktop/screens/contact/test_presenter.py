"""Saving while someone types: a real lane, and a vault that answers when the test lets it."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from desktop.flows.contact import ContactFlow, OpenContact
from desktop.lane import Lane
from desktop.screens.contact import presenter as presenting
from desktop.screens.contact.presenter import ContactPresenter
from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Answer,
    FactorState,
    Narrative,
    Noted,
    Observed,
    Question,
    Rating,
    Seen,
    Topic,
)
from forms.factors import Suggestion
from forms.ids import ContactId, FactorCode, PromptCode
from forms.judgement import freeze
from forms.pack import Packs
from forms.steps import weigh_record
from storage.errors import DiskFull
from storage.records import Revision
from tests.builders import FATHER, MOTHER, a_record
from tests.conftest import NOW
from tests.desktop.contacts import in_hand

VOICE, CONCERN = AboutTopic(Topic.VOICE), AboutTopic(Topic.CONCERN)
ALONE_CARE, SUICIDE = AboutFactor(FactorCode("F03")), AboutFactor(FactorCode("P04"))
PRESENT = Noted(FactorState.PRESENT)


@dataclass(frozen=True)
class Saved:
    """One save as it reached the vault."""

    changes: Mapping[Question, Answer]
    based_on: int
    settled: bool
    place: str


class PatientFlow(ContactFlow):
    """Saves into a list; each save waits until it is let through, and may fail."""

    def __init__(self) -> None:
        self.asked: list[Saved] = []
        self.kept: list[Saved] = []
        self.full = False
        self._let = threading.Semaphore(0)
        self._all = threading.Event()

    def let_through(self) -> None:
        """One save more may go on."""
        self._let.release()

    def let_all_through(self) -> None:
        self._all.set()
        self._let.release()

    def save(
        self,
        contact: ContactId,
        changes: Mapping[Question, Answer],
        *,
        based_on: Revision,
        settled: bool,
        place: str,
    ) -> Revision:
        assert contact == a_record().id
        saved = Saved(dict(changes), based_on, settled, place)
        self.asked.append(saved)
        if not self._all.is_set():
            self._let.acquire(timeout=10)
        if self.full:
            raise DiskFull
        self.kept.append(saved)
        return Revision(based_on + 1)


@pytest.fixture
def flow() -> Iterator[PatientFlow]:
    made = PatientFlow()
    yield made
    made.let_all_through()


@dataclass
class Hands:
    """A presenter, with everything it told."""

    presenter: ContactPresenter
    flow: PatientFlow
    qtbot: QtBot
    urgent: list[None]
    saved: list[None]

    def wait_until_asked(self, times: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.flow.asked) == times)

    def wait_until_saved(self) -> None:
        self.qtbot.waitUntil(lambda: self.presenter.is_saved)


@pytest.fixture
def hands(flow: PatientFlow, lane: Lane, qtbot: QtBot, packs: Packs) -> Hands:
    return present(in_hand(packs, revision=7), flow, lane, qtbot)


def present(contact: OpenContact, flow: PatientFlow, lane: Lane, qtbot: QtBot) -> Hands:
    presenter = ContactPresenter(flow, lane, lambda: NOW, contact)
    hands = Hands(presenter, flow, qtbot, [], [])
    presenter.urgent_opened.connect(lambda: hands.urgent.append(None))
    presenter.all_saved.connect(lambda: hands.saved.append(None))
    return hands


def test_a_tick_is_saved_at_once_and_for_good(hands: Hands) -> None:
    hands.presenter.answer(ALONE_CARE, PRESENT)
    hands.wait_until_asked(1)
    assert not hands.presenter.is_saved

    hands.flow.let_through()
    hands.wait_until_saved()

    assert hands.flow.kept == [Saved({ALONE_CARE: PRESENT}, 7, settled=True, place="before")]
    assert hands.saved == [None]


def test_typed_words_are_saved_soon_and_settle_when_they_are_left(hands: Hands) -> None:
    hands.flow.let_all_through()
    hands.presenter.write(Topic.VOICE, "I")
    hands.presenter.write(Topic.VOICE, "I know")
    hands.wait_until_saved()
    words: dict[Question, Answer] = {VOICE: Narrative("I know")}
    assert hands.flow.kept == [Saved(words, 7, settled=False, place="before")]

    hands.presenter.settle()
    hands.wait_until_saved()

    assert hands.flow.kept[1:] == [Saved(words, 8, settled=True, place="before")]


def test_the_pause_before_typed_words_are_saved_leaves_the_vault_most_of_a_second() -> None:
    # What is lost at most is measured by tests/storm.
    assert presenting.TYPING_PAUSE_MS <= 500


def test_words_left_alone_settle_by_themselves(
    flow: PatientFlow, lane: Lane, qtbot: QtBot, packs: Packs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenting, "SETTLE_AFTER_MS", 10)
    hands = present(in_hand(packs), flow, lane, qtbot)
    flow.let_all_through()

    hands.presenter.write(Topic.VOICE, "I know")
    qtbot.waitUntil(lambda: any(saved.settled for saved in flow.kept))

    assert flow.kept[-1].changes == {VOICE: Narrative("I know")}


def test_typing_on_never_puts_the_saving_off(hands: Hands) -> None:
    hands.flow.let_all_through()
    typed = ""
    while not hands.flow.kept:
        typed += "a"
        hands.presenter.write(Topic.VOICE, typed)
        hands.qtbot.wait(5)
        assert len(typed) < 1_000

    assert hands.flow.kept[0].changes[VOICE] in {
        Narrative("a" * length) for length in range(1, len(typed) + 1)
    }


def test_at_most_one_save_is_on_its_way_and_the_next_carries_all_the_rest(hands: Hands) -> None:
    hands.presenter.answer(ALONE_CARE, PRESENT)
    hands.wait_until_asked(1)
    hands.presenter.answer(SUICIDE, PRESENT)
    hands.presenter.write(Topic.VOICE, "I know")
    hands.presenter.write(Topic.CONCERN, "Far away.")
    hands.presenter.settle()
    hands.qtbot.wait(1)
    assert len(hands.flow.asked) == 1

    hands.flow.let_through()
    hands.wait_until_asked(2)
    assert hands.saved == []
    hands.flow.let_through()
    hands.wait_until_saved()

    first, second = hands.flow.kept
    assert first.changes == {ALONE_CARE: PRESENT}
    assert second.changes == {
        SUICIDE: PRESENT,
        VOICE: Narrative("I know"),
        CONCERN: Narrative("Far away."),
    }
    assert (first.based_on, second.based_on, second.settled) == (7, 8, True)
    assert hands.saved == [None]


def test_a_failing_save_says_so_keeps_the_words_and_is_tried_again_by_itself(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenting, "TRY_AGAIN_MS", 10)
    hands.flow.full = True
    hands.flow.let_all_through()
    hands.presenter.write(Topic.VOICE, "I know")
    hands.qtbot.waitUntil(lambda: "disk is full" in hands.presenter.state.saving.trouble)
    assert not hands.presenter.is_saved
    assert hands.presenter.record.narrative(Topic.VOICE) == "I know"

    hands.flow.full = False
    hands.wait_until_saved()

    assert hands.presenter.state.saving.trouble == ""
    assert hands.flow.kept[-1].changes == {VOICE: Narrative("I know")}
    assert hands.saved == [None]


def test_what_failed_to_settle_settles_later(hands: Hands) -> None:
    hands.flow.full = True
    hands.flow.let_all_through()
    hands.presenter.answer(ALONE_CARE, PRESENT)
    hands.qtbot.waitUntil(lambda: bool(hands.presenter.state.saving.trouble))
    hands.flow.full = False

    hands.presenter.next()
    hands.wait_until_saved()

    assert [(s.changes, s.settled) for s in hands.flow.kept] == [({ALONE_CARE: PRESENT}, True)]


def test_an_answer_typed_while_a_save_fails_is_not_undone_by_the_failed_one(hands: Hands) -> None:
    hands.flow.full = True
    hands.presenter.answer(ALONE_CARE, PRESENT)
    hands.wait_until_asked(1)
    hands.presenter.answer(ALONE_CARE, Noted(FactorState.NOT_PRESENT))
    hands.flow.let_all_through()
    hands.qtbot.waitUntil(lambda: bool(hands.presenter.state.saving.trouble))
    hands.flow.full = False
    hands.presenter.settle()
    hands.wait_until_saved()

    assert hands.flow.kept[-1].changes == {ALONE_CARE: Noted(FactorState.NOT_PRESENT)}


def test_the_place_is_kept_when_only_the_page_was_turned(hands: Hands) -> None:
    hands.flow.let_all_through()
    hands.presenter.next()
    hands.wait_until_saved()
    place = hands.flow.kept[-1].place
    hands.presenter.settle()
    hands.wait_until_saved()

    assert [saved.changes for saved in hands.flow.kept] == [{}]
    assert place != "before"


def test_the_same_answer_again_is_no_change(hands: Hands) -> None:
    hands.flow.let_all_through()
    hands.presenter.answer(ALONE_CARE, PRESENT)
    hands.wait_until_saved()
    hands.presenter.answer(ALONE_CARE, PRESENT)

    assert hands.presenter.is_saved
    assert len(hands.flow.asked) == 1


def test_safety_is_told_once_for_each_new_answer_that_needs_action(hands: Hands) -> None:
    hands.flow.let_all_through()
    red_flag = AboutPrompt(PromptCode("SW07"), MOTHER)

    hands.presenter.answer(ALONE_CARE, PRESENT)
    assert len(hands.urgent) == 0
    hands.presenter.answer(SUICIDE, PRESENT)
    assert len(hands.urgent) == 1
    hands.presenter.answer(SUICIDE, Noted(FactorState.PRESENT, note="Said so."))
    assert len(hands.urgent) == 1
    hands.presenter.answer(red_flag, Observed(Rating.MIXED))
    assert len(hands.urgent) == 1
    hands.presenter.answer(red_flag, Observed(Rating.WORRY))
    assert len(hands.urgent) == 2


def test_a_finished_contact_takes_no_answer(
    flow: PatientFlow, lane: Lane, qtbot: QtBot, packs: Packs
) -> None:
    record = a_record()
    outcome = freeze(packs, record, weigh_record(packs.factors, record), NOW)
    assert outcome.suggestion is Suggestion.CANNOT_TELL
    hands = present(in_hand(packs, outcome=outcome), flow, lane, qtbot)

    hands.presenter.write(Topic.VOICE, "late")
    hands.presenter.next()

    assert hands.presenter.record == record
    assert hands.presenter.is_saved
    assert hands.presenter.state.read_only
    assert flow.asked == []


def test_private_questions_show_only_while_nobody_else_is_said_to_be_here(hands: Hands) -> None:
    hands.flow.let_all_through()
    shown = []
    for carer, seen in (
        (MOTHER, Seen.ALONE),
        (FATHER, Seen.NOT_HERE),
        (FATHER, Seen.HERE),
        (MOTHER, Seen.ALONE),
    ):
        hands.presenter.mark_present(carer, seen)
        shown.append(hands.presenter.state.private_shown)
    hands.presenter.company_came()
    shown.append(hands.presenter.state.private_shown)
    hands.presenter.alone_now(MOTHER)
    shown.append(hands.presenter.state.private_shown)
    hands.wait_until_saved()

    assert shown == [True, True, False, True, False, True]


def test_a_contact_opens_at_the_page_where_it_was_left(
    flow: PatientFlow, lane: Lane, qtbot: QtBot, packs: Packs
) -> None:
    hands = present(in_hand(packs, place="topic:concern"), flow, lane, qtbot)

    assert hands.presenter.state.here.kind.value == "voice"
    assert hands.presenter.state.position == "2 of 6"
