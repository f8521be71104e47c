"""What the shape of a pack file cannot tell: whether its entries fit each other."""

from collections import Counter
from collections.abc import Iterable

from forms.errors import PackInvalid
from forms.ids import FactorCode
from forms.pack import AgeBand, AskedOf, Factor, FactorPack, Focus, Prompt, PromptPack, Stage

COVERED = {Stage.ANTENATAL: (-32, 2), Stage.POSTNATAL: (0, 104)}
"""Weeks that the bands of each stage must cover without a gap, both ends included."""


def check_prompt_pack(file: str, pack: PromptPack) -> None:
    """Raises PackInvalid unless every prompt has its band, and every age all it needs."""
    each_once(file, "bands", (band.code for band in pack.bands))
    each_once(file, "prompts", (prompt.code for prompt in pack.prompts))
    _bands_cover_every_week(file, pack.bands)
    known = {band.code for band in pack.bands}
    for prompt in pack.prompts:
        _belongs(file, f"prompts > {prompt.code} > band", prompt.band, known)
        _can_be_asked_alone(file, prompt)
        each_once(file, f"prompts > {prompt.code} > points_to", prompt.points_to)
    for band in pack.bands:
        _band_is_whole(file, band, pack.prompts)


def check_factor_pack(file: str, pack: FactorPack) -> None:
    """Raises PackInvalid unless every factor is there once, under a heading that exists."""
    each_once(file, "groups", (group.code for group in pack.groups))
    each_once(file, "factors", (factor.code for factor in pack.factors))
    known = {group.code for group in pack.groups}
    for factor in pack.factors:
        _belongs(file, f"factors > {factor.code} > group", factor.group, known)


def check_pointers(file: str, prompts: PromptPack, factors: FactorPack) -> None:
    """Raises PackInvalid unless every factor a prompt points to can be noted at its age."""
    known = {factor.code: factor for factor in factors.factors}
    for prompt in prompts.prompts:
        stage = prompts.band(prompt.band).stage
        for code in prompt.points_to:
            _can_be_noted(file, f"prompts > {prompt.code} > points_to", code, known, stage)


def each_once(file: str, place: str, codes: Iterable[str]) -> None:
    """Raises PackInvalid if a code stands more than once."""
    for code, times in Counter(codes).items():
        if times > 1:
            raise PackInvalid(
                file, f"{place} > {code}", f"this code stands {times} times; keep or rename one"
            )


def _belongs(file: str, entry: str, code: str, known: Iterable[str]) -> None:
    if code not in known:
        names = ", ".join(sorted(known))
        raise PackInvalid(file, entry, f"there is no “{code}”; name one of {names}")


def _can_be_noted(
    file: str, entry: str, code: FactorCode, known: dict[FactorCode, Factor], stage: Stage
) -> None:
    if code not in known:
        raise PackInvalid(
            file, entry, f"the checklist holds no factor “{code}”; correct the code or take it out"
        )
    if stage not in known[code].stages:
        raise PackInvalid(
            file,
            entry,
            f"the factor “{code}” is not {stage.value}, as this prompt is; take it out",
        )


def _can_be_asked_alone(file: str, prompt: Prompt) -> None:
    # Prompts about the baby are put once, to whoever is there, so nothing would hide them.
    if prompt.alone_only and prompt.focus is Focus.INFANT:
        raise PackInvalid(
            file,
            f"prompts > {prompt.code} > alone_only",
            "only what is asked of a carer can be kept for seeing them alone; write false, or"
            " give it the focus “parent”, “dyad” or “support”",
        )


def _bands_cover_every_week(file: str, bands: tuple[AgeBand, ...]) -> None:
    for stage, (first, last) in COVERED.items():
        of_stage = sorted((b for b in bands if b.stage is stage), key=lambda b: b.from_week)
        next_week = min([first, *(b.from_week for b in of_stage)])
        for band in of_stage:
            _band_follows(file, band, next_week)
            next_week = band.to_week + 1
        if next_week <= last:
            raise PackInvalid(
                file,
                "bands",
                f"no {stage.value} band holds week {next_week}; cover every week to {last}",
            )


def _band_follows(file: str, band: AgeBand, next_week: int) -> None:
    entry = f"bands > {band.code}"
    if band.to_week < band.from_week:
        raise PackInvalid(file, entry, "it ends before it begins; correct its weeks")
    if band.from_week > next_week:
        raise PackInvalid(
            file,
            entry,
            f"no {band.stage.value} band holds week {next_week}; let this one begin there",
        )
    if band.from_week < next_week:
        raise PackInvalid(
            file,
            entry,
            f"week {band.from_week} is in another {band.stage.value} band too; let this one"
            f" begin at {next_week}",
        )


def _band_is_whole(file: str, band: AgeBand, prompts: tuple[Prompt, ...]) -> None:
    for focus in Focus:
        if not any(
            p.band == band.code and p.focus is focus and p.asked_of is AskedOf.EVERYONE
            for p in prompts
        ):
            raise PackInvalid(
                file,
                f"bands > {band.code}",
                f"it has no prompt for everyone with the focus “{focus.value}”; add one, so that"
                " nobody is left out at this age",
            )
