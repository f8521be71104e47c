import pytest

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
from forms.ids import FactorCode, PromptCode
from tests.builders import FATHER, MOTHER, a_record

P05, F01 = FactorCode("P05"), FactorCode("F01")
PRESENT = Noted(FactorState.PRESENT, (MOTHER,), "since spring", "Practice note")


def test_a_new_record_has_nothing_answered() -> None:
    record = a_record()
    assert dict(record.answers) == {}
    assert dict(record.factor_states) == {}
    assert record.noted(P05) == Noted(FactorState.NOT_ASKED)
    assert record.narrative(Topic.VOICE) == ""
    assert record.seen(MOTHER) is None
    assert record.agreement(MOTHER) == Agreement()
    assert record.judged == Judged()
    assert record.ground == SafeguardingGround()


def test_an_answer_makes_a_new_record_and_leaves_the_old_one() -> None:
    before = a_record()
    after = before.with_answer(AboutFactor(P05), PRESENT)
    assert after.noted(P05) == PRESENT
    assert dict(before.answers) == {}


def test_the_last_answer_to_a_question_stands_alone() -> None:
    record = a_record().with_answer(AboutFactor(P05), PRESENT)
    record = record.with_answer(AboutFactor(P05), Noted(FactorState.DECLINED))
    assert dict(record.factor_states) == {P05: FactorState.DECLINED}
    assert len(record.answers) == 1


def test_answers_cannot_be_changed_in_place() -> None:
    record = a_record().with_answer(AboutFactor(P05), PRESENT)
    with pytest.raises(TypeError):
        record.answers[AboutFactor(P05)] = Noted(FactorState.NOT_ASKED)  # type: ignore[index]


def test_only_factors_are_among_the_factor_states() -> None:
    record = (
        a_record()
        .with_answer(AboutPrompt(PromptCode("SW01"), MOTHER), Observed(Rating.WORRY))
        .with_answer(AboutFactor(F01), Noted(FactorState.NOT_PRESENT))
        .with_answer(AboutTopic(Topic.VOICE), Narrative("I like the window."))
    )
    assert dict(record.factor_states) == {F01: FactorState.NOT_PRESENT}


def test_each_carer_has_a_presence_and_an_agreement_of_their_own() -> None:
    agreed = Agreement(to_share=Consent.AGREED)
    record = (
        a_record()
        .with_answer(AboutTopic(Topic.PRESENT, MOTHER), Presence(Seen.ALONE))
        .with_answer(AboutTopic(Topic.AGREEMENT, FATHER), agreed)
    )
    assert (record.seen(MOTHER), record.seen(FATHER)) == (Seen.ALONE, None)
    assert (record.agreement(MOTHER), record.agreement(FATHER)) == (Agreement(), agreed)


def test_what_was_written_judged_and_authorised_is_found_again() -> None:
    judged = Judged(Decision.NOT_NOW, "They asked to wait.")
    ground = SafeguardingGround("Practice reason", "Practice lead")
    record = (
        a_record()
        .with_answer(AboutTopic(Topic.VOICE), Narrative("I like the window."))
        .with_answer(AboutTopic(Topic.JUDGEMENT), judged)
        .with_answer(AboutTopic(Topic.GROUND), ground)
    )
    assert record.narrative(Topic.VOICE) == "I like the window."
    assert record.narrative(Topic.CONCERN) == ""
    assert (record.judged, record.ground) == (judged, ground)


@pytest.mark.parametrize(
    "question",
    [
        AboutFactor(P05),
        AboutTopic(Topic.VOICE),
        AboutTopic(Topic.PRESENT, MOTHER),
        AboutTopic(Topic.AGREEMENT, MOTHER),
        AboutTopic(Topic.JUDGEMENT),
        AboutTopic(Topic.GROUND),
    ],
)
def test_an_answer_of_another_kind_is_read_as_no_answer(question: Question) -> None:
    stray: Answer = Observed(Rating.WORRY, "Practice words")
    record = a_record().with_answer(question, stray)
    assert record.noted(P05) == Noted(FactorState.NOT_ASKED)
    assert dict(record.factor_states) == {}
    assert record.narrative(Topic.VOICE) == ""
    assert record.seen(MOTHER) is None
    assert record.agreement(MOTHER) == Agreement()
    assert record.judged == Judged()
    assert record.ground == SafeguardingGround()
