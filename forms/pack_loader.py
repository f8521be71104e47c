"""Bytes of a pack file become a pack that is safe to use; PackInvalid says what to mend, where."""

from importlib.resources import files

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
from forms.pack_checks import check_factor_pack, check_pointers, check_prompt_pack, each_once
from forms.pack_schema import (
    FactorFile,
    FactorPackFile,
    NotApprovedFile,
    PackFile,
    PromptFile,
    PromptPackFile,
    TextFile,
    read_pack,
)

PROMPTS_FILE = "core_prompts.json"
FACTORS_FILE = "core_factors.json"


def load_packs() -> Packs:
    """The packs this version ships with."""
    shipped = files("forms") / "packs"
    return together(
        parse_prompt_pack((shipped / PROMPTS_FILE).read_bytes(), PROMPTS_FILE),
        parse_factor_pack((shipped / FACTORS_FILE).read_bytes(), FACTORS_FILE),
    )


def parse_prompt_pack(data: bytes, file: str) -> PromptPack:
    """A pack of prompts. Raises PackInvalid."""
    found = read_pack(PromptPackFile, data, file)
    bands = tuple(
        AgeBand(b.code, Stage(b.stage), b.from_week, b.to_week, _text(b.title), _text(b.contact))
        for b in found.bands
    )
    pack = PromptPack(pack_info(found), bands, tuple(_prompt(p) for p in found.prompts))
    check_prompt_pack(file, pack)
    return pack


def parse_factor_pack(data: bytes, file: str) -> FactorPack:
    """A checklist. Raises PackInvalid."""
    found = read_pack(FactorPackFile, data, file)
    for factor in found.factors:
        each_once(file, f"factors > {factor.code} > stages", factor.stages)
    pack = FactorPack(
        pack_info(found),
        Rule(found.rule.significant, found.rule.minor),
        tuple(FactorGroup(g.code, _text(g.title)) for g in found.groups),
        tuple(_factor(f) for f in found.factors),
    )
    check_factor_pack(file, pack)
    return pack


def together(prompts: PromptPack, factors: FactorPack, *, file: str = PROMPTS_FILE) -> Packs:
    """Both packs, checked against each other. Raises PackInvalid, naming `file`."""
    check_pointers(file, prompts, factors)
    return Packs(prompts, factors)


def _text(found: TextFile) -> Text:
    return Text(found.en, found.cy)


def pack_info(found: PackFile) -> PackInfo:
    """The label every pack carries."""
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
        beside_private=found.beside_private,
    )
