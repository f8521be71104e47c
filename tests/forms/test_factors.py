"""The rule, against a twin that is written from its definition alone."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import FactorState
from forms.factors import Suggestion, Weighing, weigh
from forms.ids import FactorCode
from forms.pack import FactorPack, Packs, Rule, Stage, Weight
from tests.builders import a_factor, a_factor_pack

PRESENT, NOT_PRESENT = FactorState.PRESENT, FactorState.NOT_PRESENT
NOT_ASKED, DECLINED = FactorState.NOT_ASKED, FactorState.DECLINED
BLANK = (NOT_ASKED, DECLINED)
SIGNIFICANT = tuple(FactorCode(f"S{n}") for n in (1, 2))
MINOR = tuple(FactorCode(f"M{n}") for n in (1, 2, 3, 4, 5, 6))


def checklist_at(stage: Stage) -> FactorPack:
    """Two significant and six minor factors here, and as many at the other stage alone."""
    here = frozenset({stage})
    elsewhere = frozenset(Stage) - here
    return a_factor_pack(
        *(a_factor(code, weight=Weight.SIGNIFICANT, stages=here) for code in SIGNIFICANT),
        *(a_factor(code, stages=here) for code in MINOR),
        *(
            a_factor(f"X{code}", weight=Weight.SIGNIFICANT, stages=elsewhere)
            for code in SIGNIFICANT
        ),
        *(a_factor(f"X{code}", stages=elsewhere) for code in MINOR),
    )


ELSEWHERE = {FactorCode(f"X{code}"): PRESENT for code in SIGNIFICANT + MINOR}


def every_checklist() -> Iterator[dict[FactorCode, FactorState]]:
    """Every way of spreading the four states over the two kinds of factor."""
    for high, low in product(
        combinations_with_replacement(FactorState, len(SIGNIFICANT)),
        combinations_with_replacement(FactorState, len(MINOR)),
    ):
        yield dict(zip(SIGNIFICANT + MINOR, high + low, strict=True))


def reaches_the_line(present: Sequence[FactorCode]) -> bool:
    """One significant factor, or four minor ones."""
    return any(code.startswith("S") for code in present) or len(present) >= 4


def completions(states: Mapping[FactorCode, FactorState]) -> Iterator[list[FactorCode]]:
    """What would be present, for every way in which the blanks could have been answered."""
    blanks = [code for code, state in states.items() if state in BLANK]
    known = [code for code, state in states.items() if state is PRESENT]
    for answers in product((False, True), repeat=len(blanks)):
        yield known + [code for code, yes in zip(blanks, answers, strict=True) if yes]


def twin(states: Mapping[FactorCode, FactorState]) -> Suggestion:
    if reaches_the_line([code for code, state in states.items() if state is PRESENT]):
        return Suggestion.SUGGESTS
    if any(reaches_the_line(present) for present in completions(states)):
        return Suggestion.CANNOT_TELL
    return Suggestion.DOES_NOT_SUGGEST


@pytest.mark.parametrize("stage", Stage)
def test_every_combination_of_answers_agrees_with_the_definition(stage: Stage) -> None:
    pack, tried, seen = checklist_at(stage), 0, set()
    for states in every_checklist():
        weighing = weigh(pack, stage, {**states, **ELSEWHERE})
        assert weighing.suggestion is twin(states), states
        tried += 1
        seen.add(weighing.suggestion)
    assert tried == 10 * 84
    assert seen == set(Suggestion)


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(
    ("present", "suggestion"),
    [
        ((), Suggestion.DOES_NOT_SUGGEST),
        (("M1", "M2", "M3"), Suggestion.DOES_NOT_SUGGEST),
        (("M1", "M2", "M3", "M4"), Suggestion.SUGGESTS),
        (("S1",), Suggestion.SUGGESTS),
        (("S1", "S2", "M1", "M2", "M3", "M4"), Suggestion.SUGGESTS),
    ],
)
def test_the_line_runs_at_one_significant_or_four_minor(
    stage: Stage, present: tuple[str, ...], suggestion: Suggestion
) -> None:
    states = {c: PRESENT if c in present else NOT_PRESENT for c in SIGNIFICANT + MINOR}
    assert weigh(checklist_at(stage), stage, states).suggestion is suggestion


@pytest.mark.parametrize("blank", BLANK)
def test_one_significant_factor_left_open_is_enough_to_be_unable_to_tell(
    blank: FactorState,
) -> None:
    states = {**dict.fromkeys(SIGNIFICANT + MINOR, NOT_PRESENT), SIGNIFICANT[0]: blank}
    weighing = weigh(checklist_at(Stage.POSTNATAL), Stage.POSTNATAL, states)
    assert weighing.suggestion is Suggestion.CANNOT_TELL


@pytest.mark.parametrize("blank", BLANK)
@pytest.mark.parametrize(
    ("present", "open_", "suggestion"),
    [(1, 2, Suggestion.DOES_NOT_SUGGEST), (2, 2, Suggestion.CANNOT_TELL)],
)
def test_minor_factors_left_open_matter_once_they_could_make_four(
    blank: FactorState, present: int, open_: int, suggestion: Suggestion
) -> None:
    states = dict.fromkeys(SIGNIFICANT + MINOR, NOT_PRESENT)
    states |= dict.fromkeys(MINOR[:present], PRESENT)
    states |= dict.fromkeys(MINOR[present : present + open_], blank)
    weighing = weigh(checklist_at(Stage.ANTENATAL), Stage.ANTENATAL, states)
    assert weighing.suggestion is suggestion


def test_a_factor_nobody_mentioned_was_not_asked() -> None:
    weighing = weigh(checklist_at(Stage.POSTNATAL), Stage.POSTNATAL, {})
    assert [f.code for f in weighing.not_asked] == [*SIGNIFICANT, *MINOR]
    assert weighing.suggestion is Suggestion.CANNOT_TELL


def test_the_reasons_are_named_in_the_order_of_the_pack() -> None:
    states = {
        FactorCode("M3"): PRESENT,
        FactorCode("M1"): PRESENT,
        FactorCode("S2"): PRESENT,
        FactorCode("M6"): DECLINED,
        FactorCode("M5"): DECLINED,
        FactorCode("M2"): NOT_PRESENT,
    }
    weighing = weigh(checklist_at(Stage.POSTNATAL), Stage.POSTNATAL, states)
    assert codes(weighing) == {
        "significant": ["S2"],
        "minor": ["M1", "M3"],
        "not_asked": ["S1", "M4"],
        "declined": ["M5", "M6"],
    }
    assert [f.code for f in weighing.unanswered] == ["S1", "M4", "M5", "M6"]


def codes(weighing: Weighing) -> dict[str, list[str]]:
    return {
        "significant": [f.code for f in weighing.significant],
        "minor": [f.code for f in weighing.minor],
        "not_asked": [f.code for f in weighing.not_asked],
        "declined": [f.code for f in weighing.declined],
    }


@pytest.mark.parametrize(("present", "needed"), [(0, 4), (3, 1), (4, 0), (6, 0)])
def test_it_says_how_many_more_minor_factors_would_be_enough(present: int, needed: int) -> None:
    states = dict.fromkeys(MINOR[:present], PRESENT)
    weighing = weigh(checklist_at(Stage.POSTNATAL), Stage.POSTNATAL, states)
    assert weighing.minor_still_needed == needed


def test_a_safety_factor_is_urgent_only_while_it_is_present() -> None:
    pack = a_factor_pack(a_factor("M1", opens_urgent=True), a_factor("M2"))
    everything = dict.fromkeys((FactorCode("M1"), FactorCode("M2")), PRESENT)
    weighing = weigh(pack, Stage.POSTNATAL, everything)
    assert [f.code for f in weighing.urgent] == ["M1"]
    for other in (NOT_PRESENT, NOT_ASKED, DECLINED):
        weighing = weigh(pack, Stage.POSTNATAL, {**everything, FactorCode("M1"): other})
        assert weighing.urgent == ()


def test_a_pack_may_bring_a_rule_of_its_own() -> None:
    pack = a_factor_pack(
        *(a_factor(code, weight=Weight.SIGNIFICANT) for code in SIGNIFICANT),
        rule=Rule(significant=2, minor=1),
    )
    answered = dict.fromkeys(SIGNIFICANT, NOT_PRESENT)
    one = weigh(pack, Stage.POSTNATAL, {**answered, SIGNIFICANT[0]: PRESENT})
    assert one.suggestion is Suggestion.DOES_NOT_SUGGEST
    two = weigh(pack, Stage.POSTNATAL, dict.fromkeys(SIGNIFICANT, PRESENT))
    assert two.suggestion is Suggestion.SUGGESTS


PACK = checklist_at(Stage.POSTNATAL)
checklists = st.dictionaries(st.sampled_from(SIGNIFICANT + MINOR), st.sampled_from(FactorState))


def suggested(states: Mapping[FactorCode, FactorState]) -> Suggestion:
    return weigh(PACK, Stage.POSTNATAL, states).suggestion


def complete(
    states: Mapping[FactorCode, FactorState], answers: Sequence[FactorState]
) -> dict[FactorCode, FactorState]:
    """The checklist with every blank answered, in turn."""
    whole = {code: states.get(code, NOT_ASKED) for code in SIGNIFICANT + MINOR}
    turns = iter(answers)
    return {code: next(turns) if state in BLANK else state for code, state in whole.items()}


answers_for_all = st.lists(st.sampled_from((PRESENT, NOT_PRESENT)), min_size=8, max_size=8)


@given(checklists, st.sampled_from(SIGNIFICANT + MINOR))
def test_answering_no_to_a_blank_never_turns_a_met_rule_off(
    states: dict[FactorCode, FactorState], code: FactorCode
) -> None:
    if states.get(code, NOT_ASKED) in BLANK:
        before, after = suggested(states), suggested({**states, code: NOT_PRESENT})
        assert (before is Suggestion.SUGGESTS) is (after is Suggestion.SUGGESTS)


@given(checklists, answers_for_all)
def test_no_suggestion_is_said_only_when_nothing_left_open_could_change_it(
    states: dict[FactorCode, FactorState], answers: list[FactorState]
) -> None:
    ended = suggested(complete(states, answers))
    assert ended is not Suggestion.CANNOT_TELL
    match suggested(states):
        case Suggestion.SUGGESTS:
            assert ended is Suggestion.SUGGESTS
        case Suggestion.DOES_NOT_SUGGEST:
            assert ended is Suggestion.DOES_NOT_SUGGEST
        case Suggestion.CANNOT_TELL:
            assert suggested(complete(states, [PRESENT] * 8)) is Suggestion.SUGGESTS
            assert suggested(complete(states, [NOT_PRESENT] * 8)) is Suggestion.DOES_NOT_SUGGEST


@given(checklists, st.randoms(use_true_random=False))
def test_the_order_of_answers_and_of_the_pack_does_not_matter(
    states: dict[FactorCode, FactorState], random: Random
) -> None:
    pairs, factors = list(states.items()), list(PACK.factors)
    random.shuffle(pairs)
    random.shuffle(factors)
    shuffled = weigh(a_factor_pack(*factors), Stage.POSTNATAL, dict(pairs))
    straight = weigh(PACK, Stage.POSTNATAL, states)
    assert shuffled.suggestion is straight.suggestion
    assert sorted_codes(shuffled) == sorted_codes(straight)


def sorted_codes(weighing: Weighing) -> dict[str, list[str]]:
    return {kind: sorted(found) for kind, found in codes(weighing).items()}


@given(states=checklists)
def test_declining_weighs_the_same_as_not_being_asked(
    states: dict[FactorCode, FactorState],
) -> None:
    asked = {c: NOT_ASKED if s is DECLINED else s for c, s in states.items()}
    assert suggested(asked) is suggested(states)


def test_in_the_shipped_checklist_every_significant_factor_suffices_alone(packs: Packs) -> None:
    for stage in Stage:
        for factor in packs.factors.at(stage):
            states = dict.fromkeys((f.code for f in packs.factors.at(stage)), NOT_PRESENT)
            found = weigh(packs.factors, stage, {**states, factor.code: PRESENT}).suggestion
            alone = factor.weight is Weight.SIGNIFICANT
            assert found is (Suggestion.SUGGESTS if alone else Suggestion.DOES_NOT_SUGGEST)
