"""The rule: one significant factor or four minor ones suggest a recommendation. Never a score."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from forms.answers import FactorState
from forms.ids import FactorCode
from forms.pack import Factor, FactorPack, Rule, Stage, Weight


class Suggestion(Enum):
    """What the checklist suggests; advice, whatever it says."""

    SUGGESTS = "suggests"
    DOES_NOT_SUGGEST = "does_not_suggest"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Weighing:
    """The suggestion with everything it rests on, factors in the pack's order."""

    suggestion: Suggestion
    rule: Rule
    significant: tuple[Factor, ...]
    minor: tuple[Factor, ...]
    not_asked: tuple[Factor, ...]
    declined: tuple[Factor, ...]
    urgent: tuple[Factor, ...]

    @property
    def unanswered(self) -> tuple[Factor, ...]:
        return self.not_asked + self.declined

    @property
    def minor_still_needed(self) -> int:
        """How many more minor factors would meet the rule by themselves."""
        return max(0, self.rule.minor - len(self.minor))


def weigh(pack: FactorPack, stage: Stage, states: Mapping[FactorCode, FactorState]) -> Weighing:
    """Weigh the factors of this stage; one that is missing from `states` was not asked.

    Factors of the other stage are not weighed, whatever `states` holds of them.
    A factor counts once, however many people it applies to.
    """
    at_stage = pack.at(stage)

    def those(state: FactorState) -> tuple[Factor, ...]:
        return tuple(f for f in at_stage if states.get(f.code, FactorState.NOT_ASKED) is state)

    present = those(FactorState.PRESENT)
    not_asked, declined = those(FactorState.NOT_ASKED), those(FactorState.DECLINED)
    return Weighing(
        suggestion=_suggestion(pack.rule, present, not_asked + declined),
        rule=pack.rule,
        significant=_of_weight(present, Weight.SIGNIFICANT),
        minor=_of_weight(present, Weight.MINOR),
        not_asked=not_asked,
        declined=declined,
        urgent=tuple(f for f in present if f.opens_urgent),
    )


def _suggestion(
    rule: Rule, present: tuple[Factor, ...], unanswered: tuple[Factor, ...]
) -> Suggestion:
    if _is_met(rule, present):
        return Suggestion.SUGGESTS
    if _is_met(rule, present + unanswered):
        return Suggestion.CANNOT_TELL
    return Suggestion.DOES_NOT_SUGGEST


def _is_met(rule: Rule, factors: tuple[Factor, ...]) -> bool:
    significant = len(_of_weight(factors, Weight.SIGNIFICANT))
    minor = len(_of_weight(factors, Weight.MINOR))
    return significant >= rule.significant or minor >= rule.minor


def _of_weight(factors: tuple[Factor, ...], weight: Weight) -> tuple[Factor, ...]:
    return tuple(f for f in factors if f.weight is weight)
