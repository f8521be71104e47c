"""Whatever is recorded comes back the same."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Agreement,
    Answer,
    Consent,
    Decision,
    FactorState,
    Judged,
    Narrative,
    Noted,
    Observed,
    Presence,
    Question,
    Rating,
    SafeguardingGround,
    Seen,
    Topic,
)
from forms.factors import Suggestion
from forms.ids import CarerId, FactorCode, PackVersion, PromptCode
from forms.pack import Rule
from forms.people import Arrival, Born, Ended, Expected
from forms.record import CountedFactor, Outcome
from storage.errors import RecordsDamaged
from storage.rows import (
    answer_from_text,
    answer_to_text,
    arrival_from_columns,
    arrival_to_columns,
    moment_from_text,
    moment_to_text,
    outcome_from_text,
    outcome_to_text,
    question_from_key,
    question_to_key,
)

anything_typed = st.text(st.characters(codec=None))
some_code = st.text(min_size=1)
carer_ids = st.builds(CarerId, some_code)
maybe_carer = st.none() | carer_ids
consents = st.sampled_from(Consent)
decisions = st.none() | st.sampled_from(Decision)
judgements = st.builds(Judged, decisions, anything_typed)
notes = st.builds(
    Noted,
    st.sampled_from(FactorState),
    st.lists(carer_ids).map(tuple),
    anything_typed,
    anything_typed,
)
answers: st.SearchStrategy[Answer] = st.one_of(
    st.builds(Observed, st.sampled_from(Rating), anything_typed, anything_typed),
    notes,
    st.builds(Narrative, anything_typed),
    st.builds(Presence, st.sampled_from(Seen)),
    judgements,
    st.builds(Agreement, consents, consents, consents),
    st.builds(SafeguardingGround, anything_typed, anything_typed),
)
questions: st.SearchStrategy[Question] = st.one_of(
    st.builds(AboutPrompt, st.builds(PromptCode, some_code), maybe_carer),
    st.builds(AboutFactor, st.builds(FactorCode, some_code)),
    st.builds(AboutTopic, st.sampled_from(Topic), maybe_carer),
)
moments = st.datetimes(
    datetime(1970, 1, 2),  # noqa: DTZ001 the zone is added by the strategy
    datetime(2200, 1, 1),  # noqa: DTZ001 the zone is added by the strategy
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=1))]),
)
counted = st.lists(
    st.builds(CountedFactor, st.builds(FactorCode, some_code), anything_typed, notes), max_size=3
).map(tuple)
outcomes = st.builds(
    Outcome,
    prompt_pack=st.builds(PackVersion, anything_typed),
    factor_pack=st.builds(PackVersion, anything_typed),
    pack_note=anything_typed,
    rule=st.builds(Rule, st.integers(0, 9), st.integers(0, 9)),
    suggestion=st.sampled_from(Suggestion),
    significant=counted,
    minor=counted,
    unanswered=counted,
    judged=judgements,
    finished_at=moments,
)
arrivals: st.SearchStrategy[Arrival] = st.one_of(
    st.builds(Expected, st.dates()),
    st.builds(Born, st.dates(), st.none() | st.integers(20, 45)),
    st.builds(Ended, st.dates(), st.dates()),
)


@given(questions)
def test_every_question_comes_back_the_same(question: Question) -> None:
    assert question_from_key(*question_to_key(question)) == question


@given(questions, questions)
def test_two_questions_are_never_kept_under_one_key(one: Question, other: Question) -> None:
    assert (question_to_key(one) == question_to_key(other)) == (one == other)


@given(answers)
def test_every_answer_comes_back_the_same(answer: Answer) -> None:
    assert answer_from_text(answer_to_text(answer)) == answer


@given(answers)
def test_an_answer_is_kept_as_text_that_any_database_takes(answer: Answer) -> None:
    assert answer_to_text(answer).isascii()


@given(outcomes)
def test_every_outcome_comes_back_the_same(outcome: Outcome) -> None:
    assert outcome_from_text(outcome_to_text(outcome)) == outcome


@given(arrivals)
def test_every_arrival_comes_back_the_same(arrival: Arrival) -> None:
    assert arrival_from_columns(*arrival_to_columns(arrival)) == arrival


@given(moments, moments)
def test_moments_come_back_and_sort_as_text_as_they_do_in_time(
    one: datetime, other: datetime
) -> None:
    assert moment_from_text(moment_to_text(one)) == one
    assert (moment_to_text(one) < moment_to_text(other)) == (one < other)


def test_a_moment_without_a_zone_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="time zone"):
        moment_to_text(datetime(2026, 3, 2))  # noqa: DTZ001 the point of the test


BROKEN_ANSWERS = (
    "",
    "[]",
    "{}",
    "null",
    '{"is":"observed"}',
    '{"is":"observed","rating":"splendid","seen":"","own_words":""}',
    '{"is":"narrative","text":7}',
    '{"is":"noted","state":"present"}',
    '{"is":"judged","decision":"maybe","reason":""}',
    '{"is":"something newer"}',
)


@pytest.mark.parametrize("text", BROKEN_ANSWERS)
def test_what_is_no_answer_is_said_to_be_damage(text: str) -> None:
    with pytest.raises(RecordsDamaged):
        answer_from_text(text)


@given(outcomes, st.data())
def test_an_outcome_that_lost_a_part_is_said_to_be_damage(
    outcome: Outcome, data: st.DataObject
) -> None:
    said = json.loads(outcome_to_text(outcome))
    said.pop(data.draw(st.sampled_from(sorted(said))))

    with pytest.raises(RecordsDamaged):
        outcome_from_text(json.dumps(said))


@pytest.mark.parametrize("key", [("prompts", "P1", ""), ("topic", "weather", ""), ("", "", "")])
def test_a_key_of_no_known_question_is_said_to_be_damage(key: tuple[str, str, str]) -> None:
    with pytest.raises(RecordsDamaged):
        question_from_key(*key)


def test_a_baby_with_no_day_at_all_is_said_to_be_damage() -> None:
    with pytest.raises(RecordsDamaged):
        arrival_from_columns(None, None, None, None, None)
