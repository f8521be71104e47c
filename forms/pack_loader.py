"""Bytes of a pack file become a pack that is safe to use; PackInvalid says what to mend, where."""

from collections import Counter
from collections.abc import Iterable
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from forms.errors import PackInvalid
from forms.ids import FactorCode, PromptCode
from forms.pack import (
    AgeBand,
    Approved,
    AskedOf,
    Factor,
    FactorGroup,
    FactorPack,
    Focus,
    Manner,
    NotApproved,
    PackInfo,
    Packs,
    Prompt,
    PromptPack,
    Rule,
    Stage,
    Text,
    Weight,
)
from forms.pack_schema import (
    FactorFile,
    FactorPackFile,
    NotApprovedFile,
    PromptFile,
    PromptPackFile,
    TextFile,
)
from forms.refusal import Refusal
from forms.strict_json import Json, read_json

PROMPTS_FILE = "core_prompts.json"
FACTORS_FILE = "core_factors.json"
COVERED = {Stage.ANTENATAL: (-32, 2), Stage.POSTNATAL: (0, 104)}
"""Weeks that the bands of each stage must cover without a gap, both ends included."""

_File = TypeVar("_File", bound=BaseModel)


def load_packs() -> Packs:
    """The packs this version ships with."""
    shipped = files("forms") / "packs"
    return together(
        parse_prompt_pack((shipped / PROMPTS_FILE).read_bytes(), PROMPTS_FILE),
        parse_factor_pack((shipped / FACTORS_FILE).read_bytes(), FACTORS_FILE),
    )


def parse_prompt_pack(data: bytes, file: str) -> PromptPack:
    """A pack of prompts. Raises PackInvalid."""
    found = _checked(PromptPackFile, data, file)
    _no_doubles(file, "bands", (band.code for band in found.bands))
    _no_doubles(file, "prompts", (prompt.code for prompt in found.prompts))
    bands = tuple(
        AgeBand(b.code, Stage(b.stage), b.from_week, b.to_week, _text(b.title), _text(b.contact))
        for b in found.bands
    )
    _bands_cover(file, bands)
    known = {band.code for band in bands}
    for prompt in found.prompts:
        if prompt.band not in known:
            raise PackInvalid(
                file,
                f"prompt {prompt.code}",
                f"the band “{prompt.band}” is not among the bands; name one of {_listed(known)}",
            )
    prompts = tuple(_prompt(p) for p in found.prompts)
    _bands_are_used(file, bands, prompts)
    return PromptPack(_info(found), bands, prompts)


def parse_factor_pack(data: bytes, file: str) -> FactorPack:
    """A checklist. Raises PackInvalid."""
    found = _checked(FactorPackFile, data, file)
    _no_doubles(file, "groups", (group.code for group in found.groups))
    _no_doubles(file, "factors", (factor.code for factor in found.factors))
    known = {group.code for group in found.groups}
    for factor in found.factors:
        if factor.group not in known:
            raise PackInvalid(
                file,
                f"factor {factor.code}",
                f"the group “{factor.group}” is not among the groups; name one of {_listed(known)}",
            )
    return FactorPack(
        _info(found),
        Rule(found.rule.significant, found.rule.minor),
        tuple(FactorGroup(g.code, _text(g.title)) for g in found.groups),
        tuple(_factor(f) for f in found.factors),
    )


def together(prompts: PromptPack, factors: FactorPack, *, file: str = PROMPTS_FILE) -> Packs:
    """Both packs, checked against each other. Raises PackInvalid."""
    known = {factor.code for factor in factors.factors}
    for prompt in prompts.prompts:
        for code in prompt.points_to:
            if code not in known:
                raise PackInvalid(
                    file,
                    f"prompt {prompt.code}",
                    f"it points to the factor “{code}”, which the checklist does not hold;"
                    " correct the code or take it out",
                )
    return Packs(prompts, factors)


def _checked(shape: type[_File], data: bytes, file: str) -> _File:
    value: Json | Refusal = read_json(data)
    if isinstance(value, Refusal):
        raise PackInvalid(file, "the file", value.reason)
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        raise PackInvalid(
            file, _entry(value, first["loc"]), _remedy(first["type"], first["msg"])
        ) from None


def _entry(value: Json, where: tuple[int | str, ...]) -> str:
    """The place of a fault as a person finds it: by code where there is one."""
    words: list[str] = []
    for step in where:
        if isinstance(step, int) and isinstance(value, list) and step < len(value):
            value = value[step]
            code = value.get("code") if isinstance(value, dict) else None
            words.append(f"{code}" if isinstance(code, str) else f"number {step + 1}")
        else:
            value = value.get(str(step)) if isinstance(value, dict) else None
            words.append(str(step))
    return " > ".join(words) or "the file"


_REMEDIES = {
    "missing": "this is missing; write it in",
    "extra_forbidden": "this is not known here; check the spelling or take it out",
    "union_tag_invalid": "write “not_approved” with a note, or “approved” with by, role and on",
    "union_tag_not_found": "say its status: “not_approved” or “approved”",
}


def _remedy(kind: str, message: str) -> str:
    return _REMEDIES.get(kind) or f"{message[:1].lower()}{message[1:]}; correct it"


def _no_doubles(file: str, what: str, codes: Iterable[str]) -> None:
    for code, times in Counter(codes).items():
        if times > 1:
            raise PackInvalid(
                file, f"{what} > {code}", f"this code stands {times} times; give each its own"
            )


def _bands_cover(file: str, bands: tuple[AgeBand, ...]) -> None:
    for stage, (first, last) in COVERED.items():
        of_stage = sorted((b for b in bands if b.stage is stage), key=lambda b: b.from_week)
        expected = first
        for band in of_stage:
            entry = f"bands > {band.code}"
            if band.to_week < band.from_week:
                raise PackInvalid(file, entry, "it ends before it begins; swap its weeks")
            if band.from_week > expected:
                raise PackInvalid(
                    file, entry, f"no {stage.value} band holds week {expected}; close the gap"
                )
            if band.from_week < expected and band is not of_stage[0]:
                raise PackInvalid(
                    file,
                    entry,
                    f"week {band.from_week} is in the band before it too; let it begin"
                    f" at {expected}",
                )
            expected = band.to_week + 1
        if expected <= last:
            raise PackInvalid(
                file,
                "bands",
                f"no {stage.value} band holds week {expected}; cover every week to {last}",
            )


def _bands_are_used(file: str, bands: tuple[AgeBand, ...], prompts: tuple[Prompt, ...]) -> None:
    for band in bands:
        if not any(p.band == band.code for p in prompts):
            raise PackInvalid(
                file,
                f"bands > {band.code}",
                "it has no prompt; add some, or widen the bands beside it",
            )


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes))


def _text(found: TextFile) -> Text:
    return Text(found.en, found.cy or "")


def _info(found: PromptPackFile | FactorPackFile) -> PackInfo:
    said = found.approval
    approval = (
        NotApproved(said.note)
        if isinstance(said, NotApprovedFile)
        else Approved(said.by, said.role, said.on)
    )
    return PackInfo(
        found.id, found.number, _text(found.title), found.sources, found.review_by, approval
    )


def _prompt(found: PromptFile) -> Prompt:
    return Prompt(
        code=PromptCode(found.code),
        band=found.band,
        focus=Focus(found.focus),
        manner=Manner(found.kind),
        asks=_text(found.asks),
        notice=_text(found.notice),
        concern=_text(found.concern),
        domain=_text(found.domain),
        alone_only=found.alone_only,
        red_flag=found.red_flag,
        asked_of=AskedOf(found.asked_of),
        points_to=tuple(FactorCode(code) for code in found.points_to),
    )


def _factor(found: FactorFile) -> Factor:
    return Factor(
        code=FactorCode(found.code),
        group=found.group,
        text=_text(found.text),
        guidance=_text(found.guidance),
        weight=Weight(found.weight),
        stages=frozenset(Stage(stage) for stage in found.stages),
        opens_urgent=found.opens_urgent,
        alone_only=found.alone_only,
        sources=found.sources,
        confidence=found.confidence,
        weight_confidence=found.weight_confidence,
    )
