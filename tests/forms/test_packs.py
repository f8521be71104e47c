"""The packs this version ships: nothing is lost of what was written for them, and no age is."""

import re
from importlib.resources import files

import pytest

from forms.answers import AboutTopic, Presence, Seen, Topic
from forms.ids import CarerId
from forms.pack import AskedOf, NotApproved, Packs, Stage, Text, Weight
from forms.steps import steps
from tests.builders import FATHER, MOTHER, a_carer, a_father, a_record

# Counted by hand in the list of prompts these packs were made from.
FIRST_SIXTY = {"AN": 14, "NB": 10, "SW": 10, "TF": 8, "HF": 9, "OY": 9}
ADDED = {"AN15", "AN16"}
GROUPS = {"I": 9, "P": 12, "R": 13, "F": 10}
ALONE = {"AN01", "AN04", "AN12", "NB09", "SW08", "SW09", "HF09", "OY09"}
RED_FLAGS = {"AN09", "NB06", "NB07", "NB08", "SW07", "SW08", "TF07", "HF02", "OY07"}
SIGNIFICANT = "I08 P01 P02 P04 P05 P06 P07 R04 R06 R07 R08 R11 R12 F01 F09"
URGENT = "I06 P04 P05 P12 R02 R06 R11 R12 F01 F09"
AFTER_BIRTH = "I01 I02 I04 I05 I07 I08 I09 R09 R10 R11 R12"


def numbered(series: dict[str, int]) -> set[str]:
    return {f"{letters}{n:02d}" for letters, count in series.items() for n in range(1, count + 1)}


def test_every_prompt_is_there(packs: Packs) -> None:
    assert {p.code for p in packs.prompts.prompts} == numbered(FIRST_SIXTY) | ADDED


def test_every_factor_is_there(packs: Packs) -> None:
    assert {f.code for f in packs.factors.factors} == numbered(GROUPS)


def test_every_flag_of_a_prompt_is_kept(packs: Packs) -> None:
    prompts = packs.prompts.prompts

    assert {p.code for p in prompts if p.alone_only} == ALONE
    assert {p.code for p in prompts if p.red_flag} == RED_FLAGS
    assert {p.code for p in prompts if p.asked_of is AskedOf.OTHER_CARERS} == {"AN13"}


def test_every_flag_of_a_factor_is_kept(packs: Packs) -> None:
    factors = packs.factors.factors

    assert {f.code for f in factors if f.weight is Weight.SIGNIFICANT} == set(SIGNIFICANT.split())
    assert {f.code for f in factors if f.opens_urgent} == set(URGENT.split())
    assert {f.code for f in factors if f.alone_only} == {"F01", "P06"}
    assert {f.code for f in factors if f.beside_private} == {"F02"}
    assert {f.code for f in factors if Stage.ANTENATAL not in f.stages} == set(AFTER_BIRTH.split())
    assert all(Stage.POSTNATAL in f.stages for f in factors)


def test_the_rule_is_one_significant_or_four_minor(packs: Packs) -> None:
    assert (packs.factors.rule.significant, packs.factors.rule.minor) == (1, 4)


def test_both_packs_say_that_nobody_has_approved_them(packs: Packs) -> None:
    infos = (packs.prompts.info, packs.factors.info)

    assert [info.version for info in infos] == ["core-prompts 2026.1", "core-factors 2026.1"]
    assert all(isinstance(info.approval, NotApproved) for info in infos)
    assert packs.not_approved == ("reconstruction, not yet approved",) * 2


def test_no_text_on_screen_speaks_in_codes(packs: Packs) -> None:
    code = re.compile(r"\b(?:AN|NB|SW|TF|HF|OY|[IPRF])\d\d\b")

    assert [text.en for text in every_text(packs) if code.search(text.en)] == []


def test_no_text_speaks_of_attachment_or_of_cases(packs: Packs) -> None:
    refused = re.compile(r"attachment|complian|dyad|\bcase\b", re.IGNORECASE)

    assert [text.en for text in every_text(packs) if refused.search(text.en)] == []


def every_text(packs: Packs) -> list[Text]:
    prompts, factors = packs.prompts, packs.factors
    found = [prompts.info.title, factors.info.title]
    found += [text for b in prompts.bands for text in (b.title, b.contact)]
    found += [t for p in prompts.prompts for t in (p.asks, p.notice, p.concern, p.domain)]
    found += [group.title for group in factors.groups]
    return found + [text for f in factors.factors for text in (f.text, f.guidance)]


def test_all_text_of_the_packs_is_looked_at(packs: Packs) -> None:
    assert len(every_text(packs)) == 2 + 2 * 8 + 4 * 62 + 4 + 2 * 44


def test_every_source_a_factor_names_is_explained_in_the_pack(packs: Packs) -> None:
    explained = {line.partition(":")[0] for line in packs.factors.info.sources}
    named = {
        source.removesuffix("(own knowledge)")
        for f in packs.factors.factors
        for source in f.sources
    }

    assert len(named) >= 10
    assert named - explained == set()


@pytest.mark.parametrize("ranged", ["OY09", "NB09", "TF08"])
def test_a_range_of_factors_points_to_each_of_them(packs: Packs, ranged: str) -> None:
    expected = {
        "OY09": ["R01", *(f"F{n:02d}" for n in range(1, 11))],
        "NB09": ["F01", "F02", "F03", "F04"],
        "TF08": ["F01", "F04", "F05", "F06", "F07"],
    }

    prompt = next(p for p in packs.prompts.prompts if p.code == ranged)

    assert list(prompt.points_to) == expected[ranged]


def test_where_the_content_comes_from_is_told_beside_it() -> None:
    told = (files("forms") / "packs" / "SOURCES.md").read_text(encoding="utf-8")

    assert {"core_factors.json", "core_prompts.json"} <= set(re.findall(r"`(\w+\.json)`", told))
    assert "not yet approved" in told


@pytest.mark.parametrize(("here", "missed"), [(MOTHER, {"AN13"}), (FATHER, set())])
def test_each_prompt_comes_up_at_some_age(packs: Packs, here: CarerId, missed: set[str]) -> None:
    present = {AboutTopic(Topic.PRESENT, here): Presence(Seen.HERE)}

    asked = {
        asking.prompt.code
        for band in packs.prompts.bands
        for step in steps(packs, a_record(band=band.code, answers=present), (a_carer(), a_father()))
        for asking in step.askings
    }

    assert {p.code for p in packs.prompts.prompts} - asked == missed
