from datetime import UTC, datetime

import pytest

from forms.answers import AboutFactor, AboutTopic, Decision, FactorState, Judged, Noted, Topic
from forms.factors import Suggestion
from forms.ids import FactorCode
from forms.judgement import freeze, needs_reason, overrides, suggested_decision
from forms.pack import Packs
from forms.record import CountedFactor
from forms.steps import weigh_record
from tests.builders import MOTHER, a_record

RECOMMEND, NOT_NOW = Decision.RECOMMEND, Decision.NOT_NOW
SUGGESTS, CANNOT_TELL = Suggestion.SUGGESTS, Suggestion.CANNOT_TELL
DOES_NOT_SUGGEST = Suggestion.DOES_NOT_SUGGEST


@pytest.mark.parametrize(
    ("decision", "suggestion", "against"),
    [
        (RECOMMEND, SUGGESTS, False),
        (RECOMMEND, CANNOT_TELL, True),
        (RECOMMEND, DOES_NOT_SUGGEST, True),
        (NOT_NOW, SUGGESTS, True),
        (NOT_NOW, CANNOT_TELL, False),
        (NOT_NOW, DOES_NOT_SUGGEST, False),
        (None, SUGGESTS, False),
        (None, CANNOT_TELL, False),
        (None, DOES_NOT_SUGGEST, False),
    ],
)
def test_the_practitioner_decides_and_says_why_when_it_is_against_the_suggestion(
    decision: Decision | None, suggestion: Suggestion, *, against: bool
) -> None:
    assert overrides(Judged(decision), suggestion) is against
    assert needs_reason(Judged(decision), suggestion) is against
    assert needs_reason(Judged(decision, " \n"), suggestion) is against
    assert not needs_reason(Judged(decision, "Practice reason"), suggestion)


def test_only_a_met_rule_suggests_recommending() -> None:
    assert {s for s in Suggestion if suggested_decision(s) is RECOMMEND} == {SUGGESTS}


def test_an_outcome_keeps_everything_it_rested_on(packs: Packs) -> None:
    noted = Noted(FactorState.PRESENT, (MOTHER,), "since May", "Practice note")
    judged = Judged(NOT_NOW, "They asked to wait.")
    finished_at = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    record = (
        a_record()
        .with_answer(AboutFactor(FactorCode("F03")), noted)
        .with_answer(AboutFactor(FactorCode("R04")), noted)
        .with_answer(AboutFactor(FactorCode("P05")), Noted(FactorState.DECLINED))
        .with_answer(AboutFactor(FactorCode("P01")), Noted(FactorState.NOT_PRESENT))
        .with_answer(AboutTopic(Topic.JUDGEMENT), judged)
    )
    weighing = weigh_record(packs.factors, record)
    outcome = freeze(packs, record, weighing, finished_at)

    words = {f.code: f.text.en for f in packs.factors.factors}
    f03, r04, p05 = FactorCode("F03"), FactorCode("R04"), FactorCode("P05")
    assert outcome.suggestion is SUGGESTS
    assert outcome.significant == (CountedFactor(r04, words[r04], noted),)
    assert outcome.minor == (CountedFactor(f03, words[f03], noted),)
    assert CountedFactor(p05, words[p05], Noted(FactorState.DECLINED)) in outcome.unanswered
    open_codes = {counted.code for counted in outcome.unanswered}
    assert open_codes == set(words) - {f03, r04, FactorCode("P01")}
    assert (outcome.judged, outcome.finished_at) == (judged, finished_at)
    assert (outcome.rule.significant, outcome.rule.minor) == (1, 4)
    assert outcome.prompt_pack == packs.prompts.info.version
    assert outcome.factor_pack == packs.factors.info.version


def test_an_outcome_says_once_that_its_packs_were_not_approved(packs: Packs) -> None:
    record = a_record()
    finished_at = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)
    outcome = freeze(packs, record, weigh_record(packs.factors, record), finished_at)
    assert outcome.pack_note == "reconstruction, not yet approved"
