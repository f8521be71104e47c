"""Content packs as values: what may be asked, what may be noted, and the rule. Definitions only."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from forms.ids import FactorCode, PackVersion, PromptCode


class Language(Enum):
    """A language the tool speaks."""

    ENGLISH = "en"
    WELSH = "cy"


@dataclass(frozen=True, slots=True)
class Text:
    """Words in English and, once translated and checked, in Welsh."""

    en: str
    cy: str = ""

    def in_(self, language: Language) -> str:
        """The words in this language, or in English where no translation is held yet."""
        return self.cy if language is Language.WELSH and self.cy else self.en


@dataclass(frozen=True, slots=True)
class NotApproved:
    """No clinical lead has signed this pack; `note` says what it is instead."""

    note: str


@dataclass(frozen=True, slots=True)
class Approved:
    """Signed off for use."""

    by: str
    role: str
    on: date


Approval = NotApproved | Approved


@dataclass(frozen=True, slots=True)
class PackInfo:
    """A pack's own label: which, how old, from where, and whether it was signed off."""

    id: str
    number: str
    title: Text
    sources: tuple[str, ...]
    review_by: date
    approval: Approval

    @property
    def version(self) -> PackVersion:
        return PackVersion(f"{self.id} {self.number}")


class Stage(Enum):
    """Before or after the birth; decides which factors and bands apply."""

    ANTENATAL = "antenatal"
    POSTNATAL = "postnatal"


class Focus(Enum):
    """Who a prompt looks at. `BETWEEN` is the relationship of one baby with one carer."""

    CARER = "parent"
    INFANT = "baby"
    BETWEEN = "dyad"
    SUPPORT = "support"


class Manner(Enum):
    """Whether a prompt is put into words or watched for."""

    ASK = "ask"
    WATCH = "watch"


class AskedOf(Enum):
    """Which carers a prompt is for."""

    EVERYONE = "everyone"
    OTHER_CARERS = "other_carers"


@dataclass(frozen=True, slots=True)
class AgeBand:
    """A stretch of ages in weeks, both ends included; before birth, minus weeks to the due date."""

    code: str
    stage: Stage
    from_week: int
    to_week: int
    title: Text
    contact: Text


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing to ask or watch for. `asks` is strengths first and can be said aloud."""

    code: PromptCode
    band: str
    focus: Focus
    manner: Manner
    asks: Text
    notice: Text
    concern: Text
    domain: Text
    alone_only: bool
    red_flag: bool
    asked_of: AskedOf
    points_to: tuple[FactorCode, ...]


@dataclass(frozen=True, slots=True)
class PromptPack:
    """All prompts, banded by age."""

    info: PackInfo
    bands: tuple[AgeBand, ...]
    prompts: tuple[Prompt, ...]

    def band(self, code: str) -> AgeBand:
        return next(band for band in self.bands if band.code == code)


class Weight(Enum):
    """One significant factor suffices; minor ones add up."""

    SIGNIFICANT = "significant"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class FactorGroup:
    """A heading of the checklist."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class Factor:
    """One line of the checklist.

    `opens_urgent`: when present, the urgent panel opens at once, whatever the count says.
    `alone_only`: neither asked nor named on screen unless the carer is seen alone, and left
    out of any copy of a letter that the family may see.
    `beside_private`: may be asked openly, but lies so near to a factor asked alone that a copy
    the family may see leaves it out always: there, it would hint at the other, and so would its
    lack if it came and went with it.
    """

    code: FactorCode
    group: str
    text: Text
    guidance: Text
    weight: Weight
    stages: frozenset[Stage]
    opens_urgent: bool
    alone_only: bool
    sources: tuple[str, ...]
    confidence: str
    weight_confidence: str
    beside_private: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """How many present factors of each weight suggest a recommendation."""

    significant: int
    minor: int


@dataclass(frozen=True, slots=True)
class FactorPack:
    """The checklist and its rule."""

    info: PackInfo
    rule: Rule
    groups: tuple[FactorGroup, ...]
    factors: tuple[Factor, ...]

    def at(self, stage: Stage) -> tuple[Factor, ...]:
        """The factors that apply at this stage, in the pack's order."""
        return tuple(f for f in self.factors if stage in f.stages)

    def factor(self, code: FactorCode) -> Factor:
        return next(f for f in self.factors if f.code == code)


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs a contact is held with, checked against each other."""

    prompts: PromptPack
    factors: FactorPack

    @property
    def not_approved(self) -> tuple[str, ...]:
        """The notes of the packs nobody has signed off; empty when all are."""
        infos = (self.prompts.info, self.factors.info)
        return tuple(i.approval.note for i in infos if isinstance(i.approval, NotApproved))
