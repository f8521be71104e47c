from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.flows.contact import LastTime
from desktop.screens.contact.pages import AskPage, all_pages, key
from desktop.screens.contact.state import ContactState, factor_hidden, judgement_words
from desktop.widgets.thread import Mark
from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Decision,
    FactorState,
    Judged,
    Narrative,
    Noted,
    Observed,
    Rating,
    Seen,
    Topic,
)
from forms.ids import FactorCode, PromptCode
from forms.pack import Packs, Stage
from forms.people import Relationship
from forms.preferences import Preferences, Wording
from forms.record import ContactRecord
from tests.builders import (
    MOTHER,
    a_carer,
    a_family,
    a_record,
    an_antenatal_record,
    an_expected_infant,
)
from tests.desktop.contacts import in_hand, state_of, two_carers, with_present

ABUSE, SUICIDE = FactorCode("F01"), FactorCode("P04")


def present(record: ContactRecord, *codes: FactorCode) -> ContactRecord:
    for code in codes:
        record = record.with_answer(AboutFactor(code), Noted(FactorState.PRESENT))
    return record


def private_place(packs: Packs) -> str:
    """A question of the 6 to 8 week contact that is asked only alone."""
    pages = all_pages(packs, with_present(a_record()), two_carers().carers)
    return next(
        key(p.page)
        for p in pages
        if isinstance(p.page, AskPage)
        and p.page.asking.prompt.alone_only
        and p.page.asking.carer is not None
        and p.page.asking.carer.id == MOTHER
    )


def test_a_question_asked_only_alone_is_masked_unless_seen_alone_and_shown(packs: Packs) -> None:
    place = private_place(packs)
    together = in_hand(packs, record=with_present(a_record()), place=place)
    alone = in_hand(packs, record=with_present(a_record(), mother=Seen.ALONE), place=place)

    assert state_of(together).masked
    assert state_of(together, private_shown=True).masked
    assert state_of(alone).masked
    assert not state_of(alone, private_shown=True).masked


def test_no_other_question_is_ever_masked(packs: Packs) -> None:
    record = with_present(a_record())
    for placed in all_pages(packs, record, two_carers().carers):
        page = placed.page
        state = state_of(in_hand(packs, record=record, place=key(page)))

        private = isinstance(page, AskPage) and page.asking.prompt.alone_only
        assert state.masked == private


def test_a_private_factor_is_named_only_to_someone_seen_alone_and_always_counts(
    packs: Packs,
) -> None:
    factors = {f.code: f for f in packs.factors.at(Stage.POSTNATAL)}

    @settings(deadline=None)
    @given(
        mother=st.sampled_from(Seen),
        father=st.sampled_from(Seen),
        private_shown=st.booleans(),
        codes=st.sets(st.sampled_from(["F01", "P06", "P01", "F03", "I08"])),
    )
    def holds(mother: Seen, father: Seen, codes: set[str], *, private_shown: bool) -> None:
        record = present(
            with_present(a_record(), mother, father), *(FactorCode(code) for code in sorted(codes))
        )
        contact = in_hand(packs, record=record, place="factors:family")
        state = state_of(contact, private_shown=private_shown)
        named = private_shown and Seen.ALONE in (mother, father)
        open_codes = codes if named else codes - {"F01", "P06"}
        reasons = state.so_far.reasons

        assert {c for c, f in factors.items() if f.text.en.startswith(reasons)} == open_codes
        assert ("kept private" in " ".join(reasons)) == (open_codes != codes)
        assert {f.code for f in state.weighing.significant + state.weighing.minor} == codes
        assert factor_hidden(factors[ABUSE], state) != named

    holds()


def test_an_unborn_baby_is_known_by_its_mother_and_its_due_date(packs: Packs) -> None:
    family = a_family(infants=(an_expected_infant(),))
    who = state_of(in_hand(packs, family=family, record=an_antenatal_record())).who

    assert who.name == "Baby of Practice Ash Rowan"
    assert "due 20 Apr 2026" in who.meta
    assert who.chips == (f"Practice Ash Rowan · {Relationship.MOTHER.value}",)


def test_the_thread_shows_what_is_done_where_one_is_and_what_is_ahead(packs: Packs) -> None:
    record = with_present(a_record())
    state = state_of(in_hand(packs, record=record, place="topic:concern"))

    marks = [(line.text, line.mark) for line in state.lines]

    assert marks[0] == ("Before we start", Mark.DONE)
    assert [mark for _, mark in marks].count(Mark.HERE) == 1
    assert ("Voice of the baby", Mark.HERE) in marks
    assert marks[-1] == ("Letter", Mark.AHEAD)
    assert state.position == "2 of 6"
    assert [line.text for line in state.lines if line.text in {c.name for c in CARERS}] == [
        c.name for c in CARERS
    ]


CARERS = two_carers().carers


def test_an_answer_marks_its_step_as_done(packs: Packs) -> None:
    record = with_present(a_record())
    answered = record.with_answer(
        AboutPrompt(PromptCode("SW02")), Observed(Rating.GOING_WELL, "Looked and cooed.")
    ).with_answer(AboutTopic(Topic.VOICE), Narrative("Look at me."))

    before, after = (
        {line.text: line.mark for line in state_of(in_hand(packs, record=r)).lines}
        for r in (record, answered)
    )

    assert (before["Baby"], after["Baby"]) == (Mark.AHEAD, Mark.DONE)
    assert (before["Voice of the baby"], after["Voice of the baby"]) == (Mark.AHEAD, Mark.DONE)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            Observed(Rating.MIXED, "Looked away.", "Tired."),
            "9 Feb 2026: Mixed. Looked away. “Tired.”",
        ),
        (Observed(Rating.GOING_WELL), "9 Feb 2026: Going well."),
        (None, "9 Feb 2026: not asked."),
    ],
)
def test_last_time_is_told_beside_the_same_question(
    packs: Packs, answer: Observed | None, told: str
) -> None:
    question = AboutPrompt(PromptCode("SW02"))
    last = LastTime(date(2026, 2, 9), {question: answer} if answer is not None else {})
    contact = in_hand(packs, place="prompt:SW02:", last_time=last)

    assert state_of(contact).last_time == told


def test_last_time_says_nothing_of_a_masked_question(packs: Packs) -> None:
    place = private_place(packs)
    question = AboutPrompt(PromptCode(place.split(":")[1]), MOTHER)
    last = LastTime(date(2026, 2, 9), {question: Observed(Rating.WORRY, "Whispered.")})

    state = state_of(in_hand(packs, record=with_present(a_record()), place=place, last_time=last))

    assert state.last_time == ""


def test_what_needs_action_is_counted_once_each(packs: Packs) -> None:
    assert state_of(in_hand(packs, record=present(a_record(), SUICIDE))).urgent_count == 1
    assert state_of(in_hand(packs, record=present(a_record(), SUICIDE, ABUSE))).urgent_count == 2


def judged(packs: Packs, decision: Decision | None, *codes: FactorCode) -> ContactState:
    record = present(a_record(), *codes).with_answer(AboutTopic(Topic.JUDGEMENT), Judged(decision))
    return state_of(in_hand(packs, record=record, family=a_family(carers=(a_carer(),))))


def test_how_a_decision_stands_to_the_checklist_is_said(packs: Packs) -> None:
    assert judgement_words(judged(packs, None)) == "Nothing is decided yet."
    assert "in line with" in judgement_words(judged(packs, Decision.RECOMMEND, SUICIDE))
    assert "say why" in judgement_words(judged(packs, Decision.NOT_NOW, SUICIDE))


def test_the_teams_own_word_runs_through_the_side_panel(packs: Packs) -> None:
    contact = in_hand(packs, record=present(a_record(), SUICIDE))
    referring = replace(contact, preferences=Preferences(wording=Wording.REFERRAL))

    assert state_of(contact).so_far.headline == "Suggests a recommendation"
    assert state_of(referring).so_far.headline == "Suggests a referral"
