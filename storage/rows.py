"""Values to what the tables hold and back, both directions side by side."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import assert_never

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
from forms.people import Arrival, Born, Died, Ended, Expected
from forms.record import CountedFactor, Outcome
from storage.errors import RecordsDamaged

QuestionKey = tuple[str, str, str]
"""Kind, code and carer ("" for none): how a question is named in a row."""


def question_to_key(question: Question) -> QuestionKey:
    match question:
        case AboutPrompt(prompt=prompt, carer=carer):
            return ("prompt", prompt, carer or "")
        case AboutFactor(factor=factor):
            return ("factor", factor, "")
        case AboutTopic(topic=topic, carer=carer):
            return ("topic", topic.value, carer or "")
        case _:
            assert_never(question)


def question_from_key(kind: str, code: str, carer: str) -> Question:
    of = CarerId(carer) if carer else None
    match kind:
        case "prompt":
            return AboutPrompt(PromptCode(code), of)
        case "factor":
            return AboutFactor(FactorCode(code))
        case "topic":
            return AboutTopic(_topic(code), of)
        case _:
            raise RecordsDamaged


def _topic(code: str) -> Topic:
    try:
        return Topic(code)
    except ValueError:
        raise RecordsDamaged from None


def answer_to_text(answer: Answer) -> str:
    return _text(_answer_to_json(answer))


def answer_from_text(text: str) -> Answer:
    """The answer in this text. Raises RecordsDamaged if it is none."""
    try:
        return _answer_from_json(json.loads(text))
    except ValueError:
        raise RecordsDamaged from None


def _answer_to_json(answer: Answer) -> dict[str, object]:
    match answer:
        case Observed(rating=rating, seen=seen, own_words=own):
            return {"is": "observed", "rating": rating.value, "seen": seen, "own_words": own}
        case Noted():
            return {"is": "noted", **_noted_to_json(answer)}
        case Narrative(text=text):
            return {"is": "narrative", "text": text}
        case Presence(seen=seen_how):
            return {"is": "presence", "seen": seen_how.value}
        case Judged():
            return {"is": "judged", **_judged_to_json(answer)}
        case Agreement(to_recommend=recommend, to_share=share, to_contact=contact):
            return {
                "is": "agreement",
                "to_recommend": recommend.value,
                "to_share": share.value,
                "to_contact": contact.value,
            }
        case SafeguardingGround(reason=reason, authorised_by=by):
            return {"is": "ground", "reason": reason, "authorised_by": by}
        case _:
            assert_never(answer)


def _answer_from_json(said: object) -> Answer:
    match said:
        case {"is": "observed", "rating": str(r), "seen": str(seen), "own_words": str(own)}:
            return Observed(Rating(r), seen, own)
        case {"is": "noted"}:
            return _noted_from_json(said)
        case {"is": "narrative", "text": str(text)}:
            return Narrative(text)
        case {"is": "presence", "seen": str(seen)}:
            return Presence(Seen(seen))
        case {"is": "judged"}:
            return _judged_from_json(said)
        case {
            "is": "agreement",
            "to_recommend": str(recommend),
            "to_share": str(share),
            "to_contact": str(contact),
        }:
            return Agreement(Consent(recommend), Consent(share), Consent(contact))
        case {"is": "ground", "reason": str(reason), "authorised_by": str(by)}:
            return SafeguardingGround(reason, by)
        case _:
            raise RecordsDamaged


def _noted_to_json(noted: Noted) -> dict[str, object]:
    return {
        "state": noted.state.value,
        "carers": list(noted.carers),
        "since": noted.since,
        "note": noted.note,
    }


def _noted_from_json(said: object) -> Noted:
    match said:
        case {"state": str(state), "carers": list(carers), "since": str(since), "note": str(note)}:
            return Noted(FactorState(state), tuple(CarerId(str(c)) for c in carers), since, note)
        case _:
            raise RecordsDamaged


def _judged_to_json(judged: Judged) -> dict[str, object]:
    decision = judged.decision.value if judged.decision is not None else None
    return {"decision": decision, "reason": judged.reason}


def _judged_from_json(said: object) -> Judged:
    match said:
        case {"decision": None, "reason": str(reason)}:
            return Judged(None, reason)
        case {"decision": str(decision), "reason": str(reason)}:
            return Judged(Decision(decision), reason)
        case _:
            raise RecordsDamaged


def outcome_to_text(outcome: Outcome) -> str:
    said: dict[str, object] = {
        "prompt_pack": outcome.prompt_pack,
        "factor_pack": outcome.factor_pack,
        "pack_note": outcome.pack_note,
        "rule": {"significant": outcome.rule.significant, "minor": outcome.rule.minor},
        "suggestion": outcome.suggestion.value,
        "significant": _counted_to_json(outcome.significant),
        "minor": _counted_to_json(outcome.minor),
        "unanswered": _counted_to_json(outcome.unanswered),
        "judged": _judged_to_json(outcome.judged),
        "finished_at": outcome.finished_at.isoformat(),
    }
    return _text(said)


def outcome_from_text(text: str) -> Outcome:
    """The outcome in this text. Raises RecordsDamaged if it is none."""
    try:
        return _outcome_from_json(json.loads(text))
    except ValueError:
        raise RecordsDamaged from None


def _outcome_from_json(said: object) -> Outcome:
    match said:
        case {
            "prompt_pack": str(prompt_pack),
            "factor_pack": str(factor_pack),
            "pack_note": str(pack_note),
            "rule": {"significant": int(rule_significant), "minor": int(rule_minor)},
            "suggestion": str(suggestion),
            "significant": list(significant),
            "minor": list(minor),
            "unanswered": list(unanswered),
            "judged": judged,
            "finished_at": str(finished_at),
        }:
            return Outcome(
                prompt_pack=PackVersion(prompt_pack),
                factor_pack=PackVersion(factor_pack),
                pack_note=pack_note,
                rule=Rule(rule_significant, rule_minor),
                suggestion=Suggestion(suggestion),
                significant=_counted_from_json(significant),
                minor=_counted_from_json(minor),
                unanswered=_counted_from_json(unanswered),
                judged=_judged_from_json(judged),
                finished_at=datetime.fromisoformat(finished_at),
            )
        case _:
            raise RecordsDamaged


def _counted_to_json(factors: Sequence[CountedFactor]) -> list[dict[str, object]]:
    return [{"code": f.code, "text": f.text, "noted": _noted_to_json(f.noted)} for f in factors]


def _counted_from_json(said: Sequence[object]) -> tuple[CountedFactor, ...]:
    return tuple(_one_counted(one) for one in said)


def _one_counted(said: object) -> CountedFactor:
    match said:
        case {"code": str(code), "text": str(text), "noted": noted}:
            return CountedFactor(FactorCode(code), text, _noted_from_json(noted))
        case _:
            raise RecordsDamaged


ArrivalColumns = tuple[str | None, str | None, int | None, str | None, str | None]
"""Due, born, gestation in weeks, ended, and died, as the infant table holds them."""


def arrival_to_columns(arrival: Arrival) -> ArrivalColumns:
    match arrival:
        case Expected(due=due):
            return (due.isoformat(), None, None, None, None)
        case Born(on=day, gestation_weeks=weeks):
            return (None, day.isoformat(), weeks, None, None)
        case Ended(on=day, due=due):
            return (due.isoformat(), None, None, day.isoformat(), None)
        case Died(on=day, born=born, gestation_weeks=weeks):
            return (None, born.isoformat(), weeks, None, day.isoformat())
        case _:
            assert_never(arrival)


def arrival_from_columns(
    due: str | None, born: str | None, weeks: int | None, ended: str | None, died: str | None
) -> Arrival:
    if born is not None and died is not None:
        return Died(date.fromisoformat(died), date.fromisoformat(born), weeks)
    if born is not None:
        return Born(date.fromisoformat(born), weeks)
    if due is not None and ended is not None:
        return Ended(date.fromisoformat(ended), date.fromisoformat(due))
    if due is not None:
        return Expected(date.fromisoformat(due))
    raise RecordsDamaged


def moment_to_text(at: datetime) -> str:
    """A moment as text that sorts as time does: always UTC, always microseconds."""
    if at.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment_from_text(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _text(said: Mapping[str, object]) -> str:
    return json.dumps(said, separators=(",", ":"))
