"""The checklist for programs: one JSON text in, the suggestion with its reasons out."""

from dataclasses import dataclass

from forms.answers import FactorState
from forms.factors import Suggestion, weigh
from forms.ids import FactorCode
from forms.pack import Factor, FactorPack, Rule, Stage
from forms.refusal import Refusal
from forms.strict_json import Json, named, read_json

_KEYS = ("stage", "factors")


@dataclass(frozen=True, slots=True)
class AssessReport:
    """What the checklist suggests and everything it rests on; codes are sorted."""

    result: Suggestion
    significant: tuple[FactorCode, ...]
    minor: tuple[FactorCode, ...]
    unanswered: tuple[FactorCode, ...]
    urgent: tuple[FactorCode, ...]
    threshold: Rule
    pack_id: str
    pack_number: str


def assess(pack: FactorPack, text: str | bytes) -> AssessReport | Refusal:
    """Weigh the factors written in `text` as `{"stage": ..., "factors": {code: state}}`.

    Factors of the stage that are left out were not asked. Anything that is not known here is
    refused with one sentence that names it: nothing is guessed and nothing is passed over.
    """
    written = _object(read_json(text))
    if isinstance(written, Refusal):
        return written
    stage = _stage(written["stage"])
    if isinstance(stage, Refusal):
        return stage
    states = _states(pack, stage, written["factors"])
    if isinstance(states, Refusal):
        return states
    weighing = weigh(pack, stage, states)
    return AssessReport(
        result=weighing.suggestion,
        significant=_codes(weighing.significant),
        minor=_codes(weighing.minor),
        unanswered=_codes(weighing.unanswered),
        urgent=_codes(weighing.urgent),
        threshold=weighing.rule,
        pack_id=pack.info.id,
        pack_number=pack.info.number,
    )


def report_json(report: AssessReport) -> dict[str, Json]:
    """The report as the headless door prints it."""
    return {
        "result": report.result.value,
        "significant": [*report.significant],
        "minor": [*report.minor],
        "unanswered": [*report.unanswered],
        "threshold": {
            "significant": report.threshold.significant,
            "minor": report.threshold.minor,
        },
        "pack": {"id": report.pack_id, "version": report.pack_number},
        "urgent": [*report.urgent],
    }


def _object(value: Json | Refusal) -> dict[str, Json] | Refusal:
    if isinstance(value, Refusal):
        return value
    if not isinstance(value, dict):
        return Refusal("Write one object with the keys “stage” and “factors”.")
    for key in value:
        if key not in _KEYS:
            return Refusal(f"The key {named(key)} is not known; use only “stage” and “factors”.")
    for key in _KEYS:
        if key not in value:
            return Refusal(f"The key {named(key)} is missing; write both “stage” and “factors”.")
    return value


def _stage(value: Json) -> Stage | Refusal:
    try:
        return Stage(value)
    except ValueError:
        return Refusal(f"The stage {named(value)} is not known; write {_choices(Stage)}.")


def _states(pack: FactorPack, stage: Stage, value: Json) -> dict[FactorCode, FactorState] | Refusal:
    if not isinstance(value, dict):
        return Refusal("Write under “factors” one object with a state for each code.")
    known = {str(factor.code): factor for factor in pack.factors}
    states: dict[FactorCode, FactorState] = {}
    for code, written in value.items():
        if code not in known:
            return Refusal(f"The factor {named(code)} is not in the checklist {pack.info.version}.")
        if stage not in known[code].stages:
            return Refusal(f"The factor {named(code)} does not belong to the {stage.value} stage.")
        try:
            states[FactorCode(code)] = FactorState(written)
        except ValueError:
            return Refusal(
                f"The state {named(written)} of the factor {named(code)} is not known;"
                f" write {_choices(FactorState)}."
            )
    return states


def _choices(choices: type[Stage] | type[FactorState]) -> str:
    *most, last = (f"“{choice.value}”" for choice in choices)
    return ", ".join(most) + f" or {last}"


def _codes(factors: tuple[Factor, ...]) -> tuple[FactorCode, ...]:
    return tuple(sorted(factor.code for factor in factors))
