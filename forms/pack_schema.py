"""The shape of a pack file, checked strictly. Used at this border only."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
Words = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TextFile(_Strict):
    """English always, Welsh once it is translated and checked."""

    en: Words
    cy: Words | None = None


class NotApprovedFile(_Strict):
    """Nobody has signed this pack."""

    status: Literal["not_approved"]
    note: Words


class ApprovedFile(_Strict):
    """Who signed it, in which role, and when."""

    status: Literal["approved"]
    by: Words
    role: Words
    on: Annotated[date, Field(strict=False)]


class _PackFile(_Strict):
    id: Code
    number: Annotated[str, Field(pattern=r"^\d{4}\.\d{1,3}$")]
    title: TextFile
    sources: Annotated[tuple[Words, ...], Field(min_length=1, strict=False)]
    review_by: Annotated[date, Field(strict=False)]
    approval: Annotated[NotApprovedFile | ApprovedFile, Field(discriminator="status")]


class BandFile(_Strict):
    """An age band; weeks, both ends included, minus before the due date."""

    code: Code
    stage: Literal["antenatal", "postnatal"]
    from_week: Annotated[int, Field(ge=-42, le=520)]
    to_week: Annotated[int, Field(ge=-42, le=520)]
    title: TextFile
    contact: TextFile


class PromptFile(_Strict):
    """One prompt."""

    code: Code
    band: Code
    focus: Literal["parent", "baby", "dyad", "support"]
    kind: Literal["ask", "watch"]
    asks: TextFile
    notice: TextFile
    concern: TextFile
    domain: TextFile
    alone_only: bool
    red_flag: bool
    asked_of: Literal["everyone", "other_carers"]
    points_to: Annotated[tuple[Code, ...], Field(strict=False)]


class PromptPackFile(_PackFile):
    """A pack of prompts."""

    bands: Annotated[tuple[BandFile, ...], Field(min_length=1, strict=False)]
    prompts: Annotated[tuple[PromptFile, ...], Field(min_length=1, strict=False)]


class RuleFile(_Strict):
    """How many present factors of each weight suggest a recommendation."""

    significant: Annotated[int, Field(ge=1, le=99)]
    minor: Annotated[int, Field(ge=1, le=99)]


class GroupFile(_Strict):
    """A heading of the checklist."""

    code: Code
    title: TextFile


class FactorFile(_Strict):
    """One factor."""

    code: Code
    group: Code
    text: TextFile
    guidance: TextFile
    weight: Literal["significant", "minor"]
    stages: Annotated[
        tuple[Literal["antenatal", "postnatal"], ...], Field(min_length=1, strict=False)
    ]
    opens_urgent: bool
    alone_only: bool
    sources: Annotated[tuple[Words, ...], Field(min_length=1, strict=False)]
    confidence: Literal["high", "medium", "low"]
    weight_confidence: Literal["high", "medium", "low"]


class FactorPackFile(_PackFile):
    """The checklist and its rule."""

    rule: RuleFile
    groups: Annotated[tuple[GroupFile, ...], Field(min_length=1, strict=False)]
    factors: Annotated[tuple[FactorFile, ...], Field(min_length=1, strict=False)]
