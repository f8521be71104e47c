"""The rule on the checklist as shipped, against a twin that knows nothing but its definition."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import FactorState
from forms.factors import weigh
from forms.ids import FactorCode
from forms.pack import FactorPack, Packs, Stage, Weight
from forms.pack_loader import load_packs

States = Mapping[FactorCode, FactorState]
NOT_PRESENT, NOT_ASKED = FactorState.NOT_PRESENT, FactorState.NOT_ASKED
CHECKLIST = load_packs().factors


def by_definition(present: Sequence[str], blanks: Sequence[str]) -> str:
    """The suggestion, from weights alone and by filling in the blanks in every possible way."""

    def reached(weights: Sequence[str]) -> bool:
        return weights.count("significant") >= 1 or weights.count("minor") >= 4

    if reached(present):
        return "suggests"
    for filled_in in product((True, False), repeat=len(blanks)):
        if reached([*present, *(w for w, is_so in zip(blanks, filled_in, strict=True) if is_so)]):
            return "cannot_tell"
    return "does_not_suggest"


class Combination(NamedTuple):
    """How many factors of each weight are in each state; all others are not present."""

    present: tuple[int, int]
    not_asked: tuple[int, int]
    declined: tuple[int, int]


def combinations(significant: int, minor: int) -> Iterator[Combination]:
    """Every spread of blanks over both weights beside this many present factors."""
    for asked_less, declined in product(product(range(2), range(5)), repeat=2):
        yield Combination((significant, minor), asked_less, declined)


def states_of(pack: FactorPack, stage: Stage, combination: Combination) -> dict[str, str]:
    states: dict[str, str] = {}
    for index, weight in enumerate((Weight.SIGNIFICANT, Weight.MINOR)):
        codes = [f.code for f in pack.at(stage) if f.weight is weight]
        wanted = [
            *["present"] * combination.present[index],
            *["not_asked"] * combination.not_asked[index],
            *["declined"] * combination.declined[index],
        ]
        padding = ["not_present"] * (len(codes) - len(wanted))
        states.update(zip(codes, [*wanted, *padding], strict=True))
    return states


def weights(counts: tuple[int, int]) -> list[str]:
    return ["significant"] * counts[0] + ["minor"] * counts[1]


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("significant", range(3))
@pytest.mark.parametrize("minor", range(7))
def test_the_rule_is_right_for_every_combination(
    packs: Packs, stage: Stage, significant: int, minor: int
) -> None:
    said = set()
    for combination in combinations(significant, minor):
        states = {
            FactorCode(code): FactorState(state)
            for code, state in states_of(packs.factors, stage, combination).items()
        }
        blanks = weights(combination.not_asked) + weights(combination.declined)
        expected = by_definition(weights(combination.present), blanks)

        weighing = weigh(packs.factors, stage, states)

        assert weighing.suggestion.value == expected, combination
        assert len(weighing.significant) == significant
        assert len(weighing.minor) == minor
        assert len(weighing.not_asked) == sum(combination.not_asked)
        assert len(weighing.declined) == sum(combination.declined)
        said.add(expected)
    assert said <= {"suggests"} if significant or minor >= 4 else len(said) == 2


stages = st.sampled_from(Stage)


@st.composite
def answered(draw: st.DrawFn) -> tuple[Stage, States]:
    """The shipped checklist as anyone might answer it, mostly with no, so that lines are near."""
    stage = draw(stages)
    codes = [f.code for f in CHECKLIST.at(stage)]
    told = draw(st.dictionaries(st.sampled_from(codes), st.sampled_from(FactorState)))
    rest = draw(st.sampled_from([NOT_PRESENT, NOT_ASKED]))
    return stage, {**dict.fromkeys(codes, rest), **told}


@given(answered())
def test_every_factor_of_the_stage_is_counted_once(told: tuple[Stage, States]) -> None:
    stage, states = told

    weighing = weigh(CHECKLIST, stage, states)

    counted = [*weighing.significant, *weighing.minor, *weighing.unanswered]
    absent = [f for f in CHECKLIST.at(stage) if states[f.code] is NOT_PRESENT]
    assert sorted(f.code for f in counted + absent) == sorted(f.code for f in CHECKLIST.at(stage))


@given(answered())
def test_a_factor_left_out_is_the_same_as_one_not_asked(told: tuple[Stage, States]) -> None:
    stage, states = told
    shorter = {code: state for code, state in states.items() if state is not NOT_ASKED}

    assert weigh(CHECKLIST, stage, shorter) == weigh(CHECKLIST, stage, states)
