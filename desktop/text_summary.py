"""What came in, as a team lead reads it: every code in words, through the packs."""

from typing import assert_never

from desktop.text import SETTING
from desktop.text_team import ANSWER, TAKE_BACK, TICK
from forms.factors import Suggestion
from forms.pack import Language, Packs
from forms.record import Setting
from sync.body import Body, Letter, Reply, Withdrawal
from sync.summary import Level, Summary

Lines = tuple[tuple[str, str], ...]
"""What it is, and what was said: both plain text."""

_LEVEL = {
    Level.GOING_WELL: "going well",
    Level.MIXED: "mixed",
    Level.WORRY: "worry",
    Level.NOT_ASKED: "not asked",
}
_SUGGESTION = {
    Suggestion.SUGGESTS.value: "Suggests a recommendation",
    Suggestion.DOES_NOT_SUGGEST.value: "Does not suggest one",
    Suggestion.CANNOT_TELL.value: "Cannot tell",
}
_JUDGEMENT = {
    "recommend": "Recommends this family to the team",
    "not_now": "Not now",
    None: "None recorded",
}
_CONSENT = {
    "agreement": "The family agreed",
    "safeguarding_ground": "To keep someone safe; agreement is not the basis",
}


def body_lines(body: Body, packs: Packs) -> Lines:
    """A card of it, line by line."""
    match body:
        case Summary():
            return _summary_lines(body, packs)
        case Letter():
            return (("Baby, as the team knows it", short_name(body.baby)), ("Letter", body.text))
        case Withdrawal():
            return (("Taken back", TAKE_BACK[body.why]),)
        case Reply():
            return _reply_lines(body)
        case _:
            assert_never(body)


def _summary_lines(body: Summary, packs: Packs) -> Lines:
    factors = "\n".join(f"• {_factor(code, packs)}" for code in body.factors) or "None present."
    levels = body.levels
    return (
        ("Baby, as the team knows it", short_name(body.baby)),
        ("Week", f"{body.week} · {_weeks(body.age_in_weeks)} · {_setting(body.setting)}"),
        ("Contact", _band(body.contact_type, packs)),
        (
            "How they are getting on",
            f"Parent: {_LEVEL[levels.parent]} · Baby: {_LEVEL[levels.baby]}\n"
            f"Together: {_LEVEL[levels.relationship]} · Support: {_LEVEL[levels.support]}",
        ),
        ("Factors", f"{factors}\n{body.factors_not_asked} without an answer."),
        ("The checklist", _SUGGESTION.get(body.suggestion, body.suggestion)),
        ("The practitioner's judgement", _JUDGEMENT[body.judgement]),
        ("On what ground it was shared", _CONSENT[body.consent]),
        ("Sent by a", body.author_role.replace("_", " ")),
        *((TICK[added.what], added.text) for added in body.added),
    )


def _reply_lines(body: Reply) -> Lines:
    lines = [("Answer", ANSWER[body.answer])]
    if body.words:
        lines.append(("In their words", body.words))
    if body.alternative:
        lines.append(("Instead", body.alternative))
    return tuple(lines)


def short_name(pseudonym: str) -> str:
    """The head of a pseudonym, in groups: enough to tell two babies apart."""
    return f"{pseudonym[:4]}-{pseudonym[4:8]}-{pseudonym[8:12]}"


def _weeks(age: int) -> str:
    return f"{-age} weeks before the due date" if age < 0 else f"{age} weeks old"


def _setting(code: str) -> str:
    try:
        return SETTING[Setting(code)].lower()
    except ValueError:
        return code


def _band(code: str, packs: Packs) -> str:
    band = next((b for b in packs.prompts.bands if b.code == code), None)
    return band.title.in_(Language.ENGLISH) if band else f"{code}{_UNKNOWN}"


def _factor(code: str, packs: Packs) -> str:
    factor = next((f for f in packs.factors.factors if f.code == code), None)
    return factor.text.in_(Language.ENGLISH) if factor else f"{code}{_UNKNOWN}"


_UNKNOWN = ", of a pack that is not on this laptop"
