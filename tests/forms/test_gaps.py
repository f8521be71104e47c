import pytest

from forms.answers import (
    AboutPrompt,
    AboutTopic,
    Agreement,
    Consent,
    Decision,
    FactorState,
    Judged,
    Narrative,
    Observed,
    Presence,
    Rating,
    SafeguardingGround,
    Seen,
    Topic,
)
from forms.factors import weigh
from forms.gaps import Gap, Missing, gaps
from forms.ids import FactorCode, PromptCode
from forms.pack import Stage, Weight
from forms.record import ContactRecord
from forms.steps import StepKind
from tests.builders import FATHER, MOTHER, a_carer, a_factor, a_factor_pack, a_father, a_record

PACK = a_factor_pack(a_factor("S1", weight=Weight.SIGNIFICANT))
NOTHING_FOUND = weigh(PACK, Stage.POSTNATAL, {})
CARERS = (a_carer(),)
WORDS = Narrative("Practice words.")
ALL_AGREED = Agreement(Consent.AGREED, Consent.AGREED, Consent.AGREED)


def a_whole_record() -> ContactRecord:
    """Everything a letter needs, and everything it would like to have."""
    record = a_record()
    for topic in (Topic.CONCERN, Topic.VOICE, Topic.STRENGTHS, Topic.TRIED, Topic.ALONGSIDE):
        record = record.with_answer(AboutTopic(topic), WORDS)
    return (
        record.with_answer(AboutTopic(Topic.PRESENT, MOTHER), Presence(Seen.HERE))
        .with_answer(AboutTopic(Topic.AGREEMENT, MOTHER), ALL_AGREED)
        .with_answer(AboutTopic(Topic.JUDGEMENT), Judged(Decision.RECOMMEND, "Practice reason"))
    )


def found(record: ContactRecord) -> list[Gap]:
    return list(gaps(record, NOTHING_FOUND, CARERS))


def test_a_whole_record_has_no_gap() -> None:
    assert found(a_whole_record()) == []


@pytest.mark.parametrize(
    ("topic", "missing", "stops"),
    [
        (Topic.CONCERN, Missing.CONCERN, True),
        (Topic.VOICE, Missing.VOICE, True),
        (Topic.STRENGTHS, Missing.STRENGTHS, False),
        (Topic.TRIED, Missing.TRIED, False),
        (Topic.ALONGSIDE, Missing.ALONGSIDE, False),
    ],
)
@pytest.mark.parametrize("text", ["", " \n\t"])
def test_blank_words_are_a_gap_in_their_own_place(
    topic: Topic, missing: Missing, text: str, *, stops: bool
) -> None:
    record = a_whole_record().with_answer(AboutTopic(topic), Narrative(text))
    assert found(record) == [Gap(missing, StepKind.VOICE, AboutTopic(topic), stops=stops)]


def test_what_was_seen_going_well_counts_as_a_strength_without_the_list() -> None:
    record = a_whole_record().with_answer(AboutTopic(Topic.STRENGTHS), Narrative(""))
    seen = Observed(Rating.GOING_WELL, "They laughed together.")
    assert found(record.with_answer(AboutPrompt(PromptCode("SW05"), MOTHER), seen)) == []


@pytest.mark.parametrize("judged", [Judged(), Judged(Decision.NOT_NOW, "They asked to wait.")])
def test_no_letter_goes_without_the_decision_to_recommend(judged: Judged) -> None:
    record = a_whole_record().with_answer(AboutTopic(Topic.JUDGEMENT), judged)
    at = AboutTopic(Topic.JUDGEMENT)
    assert found(record) == [Gap(Missing.JUDGEMENT, StepKind.JUDGEMENT, at, stops=True)]


def test_recommending_against_the_suggestion_needs_its_reason() -> None:
    record = a_whole_record().with_answer(
        AboutTopic(Topic.JUDGEMENT), Judged(Decision.RECOMMEND, " ")
    )
    at = AboutTopic(Topic.JUDGEMENT)
    assert found(record) == [Gap(Missing.REASON, StepKind.JUDGEMENT, at, stops=True)]


def test_recommending_with_the_suggestion_needs_no_reason() -> None:
    record = a_whole_record().with_answer(AboutTopic(Topic.JUDGEMENT), Judged(Decision.RECOMMEND))
    met = weigh(PACK, Stage.POSTNATAL, {FactorCode("S1"): FactorState.PRESENT})
    assert gaps(record, met, CARERS) == ()


def test_without_agreement_the_gap_says_what_to_do() -> None:
    record = a_whole_record().with_answer(AboutTopic(Topic.AGREEMENT, MOTHER), Agreement())
    [gap] = found(record)
    assert (gap.missing, gap.step, gap.stops) == (Missing.AGREEMENT, StepKind.AGREEMENT, True)
    assert gap.why.startswith("Ask someone")


def test_a_safeguarding_ground_closes_the_gap_of_agreement() -> None:
    record = a_whole_record().with_answer(AboutTopic(Topic.AGREEMENT, MOTHER), Agreement())
    ground = SafeguardingGround("Practice reason", "Practice lead")
    assert found(record.with_answer(AboutTopic(Topic.GROUND), ground)) == []


def test_a_carer_of_whom_nobody_said_whether_they_were_here_is_a_gap_that_does_not_stop() -> None:
    both = (a_carer(), a_father())
    expected = Gap(Missing.PRESENCE, StepKind.BEFORE, None, stops=False)
    assert gaps(a_whole_record(), NOTHING_FOUND, both) == (expected,)
    away = a_whole_record().with_answer(AboutTopic(Topic.PRESENT, FATHER), Presence(Seen.NOT_HERE))
    assert gaps(away, NOTHING_FOUND, both) == ()


def test_what_stops_the_letter_stands_first() -> None:
    stops = [gap.stops for gap in found(a_record())]
    assert stops == sorted(stops, reverse=True)
    assert {True, False} == set(stops)
    assert {gap.missing for gap in found(a_record())} == {
        *(Missing.CONCERN, Missing.VOICE, Missing.STRENGTHS, Missing.PRESENCE),
        *(Missing.JUDGEMENT, Missing.AGREEMENT, Missing.ALONGSIDE, Missing.TRIED),
    }
