"""What leaves about one contact: an allow-list, and nothing that is not on it.

A week and not a day, an age and not a birthday, codes and not words. Words, names and numbers
only where the practitioner ticked them for this one family, with the exact text before her eyes.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Literal, assert_never

from pydantic import Field

from forms.ages import weeks_old
from forms.answers import AboutPrompt, Observed, Rating, Topic
from forms.consent import Allowed, AllowedOnSafeguardingGround
from forms.ids import PromptCode
from forms.pack import Focus, PromptPack
from forms.people import ROLES, Family, arrival_day, family_name
from forms.record import ContactRecord, Outcome
from sync.envelope import EnvelopeId
from sync.strict import Hex32, Strict

_Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9_+-]{1,32}$")]
_PackVersion = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60} [0-9a-z.]{1,20}$")]
_Replaces = Hex32 | None
_YOUNGEST, _OLDEST = -45, 300
MOST_WORDS = 20_000
"""The most characters of one ticked text."""


class Ticked(Enum):
    """What may be added for one family, each by a tick of its own."""

    FAMILY_NAME = "family_name"
    BABY_NAME = "baby_name"
    BORN_OR_DUE = "born_or_due"
    NHS_NUMBER = "nhs_number"
    ADDRESS = "address"
    VOICE = "voice_of_the_baby"
    CONCERN = "concern"
    STRENGTHS = "strengths"


class Level(Enum):
    """The most careful reading among the prompts of one domain."""

    GOING_WELL = "going_well"
    MIXED = "mixed"
    WORRY = "worry"
    NOT_ASKED = "not_asked"


class Levels(Strict):
    """One level for each domain that prompts look at."""

    parent: Level
    baby: Level
    relationship: Level
    support: Level


class Added(Strict):
    """One text that was ticked, as it stood on the screen."""

    what: Ticked
    text: Annotated[str, Field(min_length=1, max_length=MOST_WORDS)]


class Summary(Strict):
    """Version 1 of what travels about a contact."""

    kind: Literal["summary"] = "summary"
    version: Literal[1] = 1
    family: Hex32
    baby: Hex32
    week: Annotated[str, Field(pattern=r"^[0-9]{4}-W[0-5][0-9]$")]
    age_in_weeks: Annotated[int, Field(ge=_YOUNGEST, le=_OLDEST)]
    contact_type: _Code
    setting: _Code
    levels: Levels
    factors: tuple[_Code, ...]
    factors_not_asked: Annotated[int, Field(ge=0, le=500)]
    suggestion: _Code
    judgement: Literal["recommend", "not_now"] | None
    actions: tuple[Literal["recommend_to_team", "keep_alongside"], ...]
    referral: bool
    destination: Literal["parent_infant_team"] | None
    consent: Literal["agreement", "safeguarding_ground"]
    author_role: Literal[
        "health_visitor",
        "midwife",
        "community_nursery_nurse",
        "parent_infant_practitioner",
        "other",
    ]
    prompt_pack: _PackVersion
    factor_pack: _PackVersion
    replaces: _Replaces
    added: tuple[Added, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A finished contact and all that a summary of it may be made from."""

    record: ContactRecord
    outcome: Outcome
    family: Family
    prompts: PromptPack
    basis: Allowed | AllowedOnSafeguardingGround
    role: str


def pseudonym(key: bytes, identity: str) -> str:
    """What the team calls this id: HMAC-SHA256 under the team's key, so no table can undo it."""
    return hmac.new(key, identity.encode(), hashlib.sha256).hexdigest()[:32]


def summary_of(
    told: Told,
    pseudonym_key: bytes,
    *,
    ticked: Iterable[Ticked] = (),
    replaces: EnvelopeId | None = None,
) -> Summary:
    """What would travel about this contact, and nothing else."""
    record, outcome = told.record, told.outcome
    infant = told.family.infant(record.infant)
    decision = outcome.judged.decision
    recommends = decision is not None and decision.value == "recommend"
    year, week, _ = record.day.isocalendar()
    texts = texts_to_tick(told)
    wanted = frozenset(ticked)
    return Summary(
        family=pseudonym(pseudonym_key, record.family),
        baby=pseudonym(pseudonym_key, record.infant),
        week=f"{year}-W{week:02d}",
        age_in_weeks=max(_YOUNGEST, min(_OLDEST, weeks_old(infant, record.day))),
        contact_type=record.band,
        setting=record.setting.value,
        levels=_levels(record, told.prompts),
        factors=tuple(f.code for f in (*outcome.significant, *outcome.minor)),
        factors_not_asked=len(outcome.unanswered),
        suggestion=outcome.suggestion.value,
        judgement=decision.value if decision else None,
        actions=() if decision is None else (_ACTIONS[recommends],),
        referral=recommends,
        destination="parent_infant_team" if recommends else None,
        consent=_basis(told.basis),
        author_role=_role(told.role),
        prompt_pack=record.prompt_pack,
        factor_pack=record.factor_pack,
        replaces=replaces,
        added=tuple(
            Added(what=what, text=text) for what, text in texts.items() if what in wanted and text
        ),
    )


def texts_to_tick(told: Told) -> Mapping[Ticked, str]:
    """For each thing that may be ticked, the exact text that would travel; empty: nothing held."""
    infant = told.family.infant(told.record.infant)
    return {
        Ticked.FAMILY_NAME: family_name(told.family),
        Ticked.BABY_NAME: infant.name.strip(),
        Ticked.BORN_OR_DUE: _day(arrival_day(infant.arrival)),
        Ticked.NHS_NUMBER: infant.nhs_number,
        Ticked.ADDRESS: told.family.address.strip(),
        Ticked.VOICE: told.record.narrative(Topic.VOICE).strip(),
        Ticked.CONCERN: told.record.narrative(Topic.CONCERN).strip(),
        Ticked.STRENGTHS: told.record.narrative(Topic.STRENGTHS).strip(),
    }


def _levels(record: ContactRecord, prompts: PromptPack) -> Levels:
    focus: dict[PromptCode, Focus] = {p.code: p.focus for p in prompts.prompts}
    seen: dict[Focus, list[Rating]] = {each: [] for each in Focus}
    for question, answer in record.answers.items():
        match question, answer:
            case AboutPrompt(prompt=code), Observed(rating=rating) if code in focus:
                seen[focus[code]].append(rating)
            case _:
                pass
    return Levels(
        parent=_level(seen[Focus.CARER]),
        baby=_level(seen[Focus.INFANT]),
        relationship=_level(seen[Focus.BETWEEN]),
        support=_level(seen[Focus.SUPPORT]),
    )


def _level(ratings: list[Rating]) -> Level:
    for rating in (Rating.WORRY, Rating.MIXED, Rating.GOING_WELL):
        if rating in ratings:
            return Level(rating.value)
    return Level.NOT_ASKED


def _basis(
    basis: Allowed | AllowedOnSafeguardingGround,
) -> Literal["agreement", "safeguarding_ground"]:
    match basis:
        case Allowed():
            return "agreement"
        case AllowedOnSafeguardingGround():
            return "safeguarding_ground"
        case _:
            assert_never(basis)


_Role = Literal[
    "health_visitor",
    "midwife",
    "community_nursery_nurse",
    "parent_infant_practitioner",
    "other",
]
_ACTIONS: Mapping[bool, Literal["recommend_to_team", "keep_alongside"]] = {
    True: "recommend_to_team",
    False: "keep_alongside",
}
_CODED: tuple[_Role, ...] = (
    "health_visitor",
    "midwife",
    "community_nursery_nurse",
    "parent_infant_practitioner",
)


def _role(role: str) -> _Role:
    """The role as a code; a role in someone's own words could tell who they are."""
    return dict(zip(ROLES, _CODED, strict=True)).get(role, "other")


def _day(day: date) -> str:
    return day.isoformat()
