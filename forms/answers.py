"""What was said or seen at a contact. Answers only; what follows is computed elsewhere."""

from dataclasses import dataclass
from enum import Enum

from forms.ids import CarerId, FactorCode, PromptCode


class Rating(Enum):
    """How something looked at this contact. Not a score."""

    GOING_WELL = "going_well"
    MIXED = "mixed"
    WORRY = "worry"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Observed:
    """The answer to a prompt: how it looked, what was seen or heard, and the carer's own words."""

    rating: Rating = Rating.NOT_ASKED
    seen: str = ""
    own_words: str = ""


class FactorState(Enum):
    """What is known of a factor. Only `PRESENT` counts; not asked is never read as no."""

    PRESENT = "present"
    NOT_PRESENT = "not_present"
    NOT_ASKED = "not_asked"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Noted:
    """The answer to a factor: whose (no carers: the baby or family), since when, a note."""

    state: FactorState
    carers: tuple[CarerId, ...] = ()
    since: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Narrative:
    """The practitioner's own sentences."""

    text: str


class Seen(Enum):
    """Whether a carer was there, and whether anyone else could hear."""

    NOT_HERE = "not_here"
    HERE = "here"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class Presence:
    """One carer's presence at this contact."""

    seen: Seen


class Decision(Enum):
    """What the practitioner decides to do now."""

    RECOMMEND = "recommend"
    NOT_NOW = "not_now"


@dataclass(frozen=True, slots=True)
class Judged:
    """The practitioner's judgement; `reason` is required when it differs from the suggestion."""

    decision: Decision | None = None
    reason: str = ""


class Consent(Enum):
    """What a carer said to one of the three questions of agreement."""

    NOT_ASKED = "not_asked"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One carer's agreement, kept as three separate things.

    `to_recommend`: to be put forward to the team. `to_share`: to this letter's content reaching
    the team. `to_contact`: to the team getting in touch.
    """

    to_recommend: Consent = Consent.NOT_ASKED
    to_share: Consent = Consent.NOT_ASKED
    to_contact: Consent = Consent.NOT_ASKED


@dataclass(frozen=True, slots=True)
class SafeguardingGround:
    """Sharing without agreement to keep someone safe: why, and who authorised it."""

    reason: str = ""
    authorised_by: str = ""


Answer = Observed | Noted | Narrative | Presence | Judged | Agreement | SafeguardingGround


class Topic(Enum):
    """What a contact always asks, beside the prompts and factors of the packs.

    `SAFETY` is what was done about safety today, written on the urgent panel.
    """

    PRESENT = "present"
    VOICE = "voice"
    CONCERN = "concern"
    STRENGTHS = "strengths"
    TRIED = "tried"
    ALONGSIDE = "alongside"
    NEEDS = "needs"
    SAFETY = "safety"
    JUDGEMENT = "judgement"
    AGREEMENT = "agreement"
    GROUND = "ground"


@dataclass(frozen=True, slots=True)
class AboutPrompt:
    """The question a prompt puts; `carer` is None where it looks at the baby alone."""

    prompt: PromptCode
    carer: CarerId | None = None


@dataclass(frozen=True, slots=True)
class AboutFactor:
    """The question a factor puts; asked once per contact, whoever it applies to."""

    factor: FactorCode


@dataclass(frozen=True, slots=True)
class AboutTopic:
    """The question a topic puts; per carer for `PRESENT` and `AGREEMENT`."""

    topic: Topic
    carer: CarerId | None = None


Question = AboutPrompt | AboutFactor | AboutTopic
