"""The shape of a pack file, checked strictly. Used at this border only."""

import re
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from forms.errors import PackInvalid
from forms.refusal import Refusal
from forms.strict_json import Json, read_json

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _iso_day(written: object) -> date:
    """The day of "2027-05-31" alone: pydantic would take a number or an hour for a day too."""
    if isinstance(written, str) and _ISO_DAY.fullmatch(written):
        return date.fromisoformat(written)
    raise ValueError


Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]{0,39}$")]
Words = Annotated[str, Field(max_length=2000, pattern=r"\S")]
NoWordsYet = Annotated[str, Field(max_length=2000, pattern=r"^$|\S")]
Day = Annotated[date, BeforeValidator(_iso_day)]
Week = Annotated[int, Field(ge=-42, le=520)]
StageName = Literal["antenatal", "postnatal"]
Confidence = Literal["high", "medium", "low"]


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class TextFile(Strict):
    """English always; Welsh is empty until it is translated and checked."""

    en: Words
    cy: NoWordsYet = ""


class NotApprovedFile(Strict):
    """Nobody has signed this pack."""

    status: Literal["not_approved"]
    note: Words


class ApprovedFile(Strict):
    """Who signed it, in which role, and when."""

    status: Literal["approved"]
    by: Words
    role: Words
    on: Day


class PackFile(Strict):
    id: Code
    number: Annotated[str, Field(pattern=r"^[0-9]{4}\.[0-9]{1,3}$")]
    title: TextFile
    sources: Annotated[tuple[Words, ...], Field(min_length=1, strict=False)]
    review_by: Day
    approval: Annotated[NotApprovedFile | ApprovedFile, Field(discriminator="status")]


class BandFile(Strict):
    """An age band; weeks, both ends included, minus before the due date."""

    code: Code
    stage: StageName
    from_week: Week
    to_week: Week
    title: TextFile
    contact: TextFile


class PromptFile(Strict):
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


class PromptPackFile(PackFile):
    """A pack of prompts."""

    bands: Annotated[tuple[BandFile, ...], Field(min_length=1, strict=False)]
    prompts: Annotated[tuple[PromptFile, ...], Field(min_length=1, strict=False)]


class RuleFile(Strict):
    """How many present factors of each weight suggest a recommendation."""

    significant: Annotated[int, Field(ge=1, le=99)]
    minor: Annotated[int, Field(ge=1, le=99)]


class GroupFile(Strict):
    """A heading of the checklist."""

    code: Code
    title: TextFile


class FactorFile(Strict):
    """One factor."""

    code: Code
    group: Code
    text: TextFile
    guidance: TextFile
    weight: Literal["significant", "minor"]
    stages: Annotated[tuple[StageName, ...], Field(min_length=1, strict=False)]
    opens_urgent: bool
    alone_only: bool
    beside_private: bool = False
    sources: Annotated[tuple[Words, ...], Field(min_length=1, strict=False)]
    confidence: Confidence
    weight_confidence: Confidence


class FactorPackFile(PackFile):
    """The checklist and its rule."""

    rule: RuleFile
    groups: Annotated[tuple[GroupFile, ...], Field(min_length=1, strict=False)]
    factors: Annotated[tuple[FactorFile, ...], Field(min_length=1, strict=False)]


_File = TypeVar("_File", bound=BaseModel)


def read_pack(shape: type[_File], data: bytes, file: str) -> _File:
    """The file in this shape. Raises PackInvalid for the first thing that is wrong with it."""
    value = read_json(data)
    if isinstance(value, Refusal):
        raise PackInvalid(file, "the file", value.reason)
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        entry = _entry(value, first["loc"])
        raise PackInvalid(file, entry, _remedy(first["type"], first.get("ctx", {}))) from None


def _entry(value: Json, where: tuple[int | str, ...]) -> str:
    """The place of a fault as a person finds it: by code where there is one."""
    words: list[str] = []
    for depth, step in enumerate(where, 1):
        match value, step:
            case list(), int():
                value = value[step]
                code = value.get("code") if isinstance(value, dict) else None
                words.append(code if isinstance(code, str) else f"number {step + 1}")
            case dict(), str() if step in value or depth == len(where):
                words.append(step)
                value = value.get(step)
            case _:
                continue  # the name of one of several shapes, which the file does not show
    return " > ".join(words) or "the file"


_REMEDIES = {
    "missing": "this is missing; write it in",
    "extra_forbidden": "this is not known here; check the spelling or take it out",
    "string_type": "write words in quotes",
    "bool_type": "write true or false, without quotes",
    "int_type": "write a whole number, without quotes",
    "tuple_type": "write a list in square brackets",
    "model_type": "write its parts in curly brackets",
    "model_attributes_type": "write its parts in curly brackets",
    "string_unicode": "a character in it is broken; type the words again",
    "value_error": "write a day of the calendar as year-month-day, such as 2027-05-31",
    "union_tag_invalid": "write “not_approved” with a note, or “approved” with by, role and on",
    "union_tag_not_found": "say its status: “not_approved” or “approved”",
}
_PATTERNS = {
    r"\S": "there are no words here; write them in",
    r"^$|\S": "there are only blanks here; write the Welsh, or leave it empty",
    r"^[0-9]{4}\.[0-9]{1,3}$": "write year and count, such as 2026.1",
}


def _remedy(kind: str, context: dict[str, object]) -> str:
    match kind:
        case "literal_error":
            return f"write one of {context['expected']}"
        case "string_pattern_mismatch":
            return _PATTERNS.get(
                str(context["pattern"]), "use letters, digits and hyphens, 40 at most"
            )
        case "string_too_long":
            return f"this is too long; keep to {context['max_length']} characters"
        case "too_short":
            return "this list is empty; write at least one entry in"
        case "greater_than_equal":
            return f"write {context['ge']} or more"
        case "less_than_equal":
            return f"write {context['le']} or less"
        case _:
            return _REMEDIES[kind]
