"""A pack file becomes a pack that is safe to use."""

from datetime import date

import pytest

from forms.errors import PackInvalid
from forms.ids import FactorCode, PackVersion
from forms.pack import Approved, Language, NotApproved, Packs, Rule, Stage, Text
from forms.pack_loader import parse_factor_pack, parse_prompt_pack, together
from tests.forms.written_packs import Pack, factors, prompts, put, with_change, written


def test_the_packs_of_these_tests_are_well_before_anyone_changes_them() -> None:
    packs = together(
        parse_prompt_pack(written(prompts()), "p.json"),
        parse_factor_pack(written(factors()), "f.json"),
    )

    assert [band.code for band in packs.prompts.bands] == ["a", "b", "c", "d"]
    assert len(packs.prompts.prompts) == 16
    assert packs.factors.rule == Rule(significant=1, minor=4)


@pytest.mark.parametrize(
    ("code", "stages", "remedy"),
    [
        ("F9", ["antenatal", "postnatal"], "the checklist holds no factor “F9”"),
        ("F1", ["postnatal"], "the factor “F1” is not antenatal, as this prompt is"),
    ],
)
def test_a_prompt_may_point_only_to_factors_that_can_be_noted_with_it(
    code: str, stages: list[str], remedy: str
) -> None:
    asking = with_change(prompts(), put("prompts", 0, "points_to", to=[code]))
    checklist = with_change(factors(), put("factors", 0, "stages", to=stages))
    both = parse_prompt_pack(asking, "p.json"), parse_factor_pack(checklist, "f.json")

    with pytest.raises(PackInvalid, match="PA1") as caught:
        together(*both, file="p.json")

    assert caught.value.file == "p.json"
    assert caught.value.entry == "prompts > PA1 > points_to"
    assert remedy in caught.value.remedy


def test_a_prompt_may_point_to_a_factor_of_its_own_stage() -> None:
    asking = with_change(prompts(), put("prompts", 15, "points_to", to=["F1"]))
    checklist = with_change(factors(), put("factors", 0, "stages", to=["postnatal"]))

    packs = together(parse_prompt_pack(asking, "p.json"), parse_factor_pack(checklist, "f.json"))

    assert packs.prompts.prompts[15].points_to == (FactorCode("F1"),)


def test_bands_may_begin_earlier_and_end_later_than_they_must() -> None:
    def stretch(pack: Pack) -> None:
        pack["bands"][0]["from_week"] = -40
        pack["bands"][3]["to_week"] = 156

    pack = parse_prompt_pack(with_change(prompts(), stretch), "p.json")

    assert (pack.band("a").from_week, pack.band("d").to_week) == (-40, 156)


def test_bands_may_be_written_in_any_order() -> None:
    pack = parse_prompt_pack(with_change(prompts(), lambda p: p["bands"].reverse()), "p.json")

    assert [band.code for band in pack.bands] == ["d", "c", "b", "a"]


def test_a_byte_order_mark_before_a_pack_does_no_harm() -> None:
    assert parse_factor_pack(b"\xef\xbb\xbf" + written(factors()), "f.json").factors


def test_a_signed_pack_names_who_signed_it_and_an_unsigned_one_says_so() -> None:
    signed = {"status": "approved", "by": "Practice Lead", "role": "Lead", "on": "2026-12-01"}
    asking = parse_prompt_pack(
        with_change(prompts(), put("approval", to=signed)),
        "p.json",
    )
    checklist = parse_factor_pack(written(factors()), "f.json")

    assert asking.info.approval == Approved("Practice Lead", "Lead", date(2026, 12, 1))
    assert checklist.info.approval == NotApproved("invented, not approved")
    assert Packs(asking, checklist).not_approved == ("invented, not approved",)


def test_a_pack_goes_by_its_id_and_number() -> None:
    info = parse_factor_pack(written(factors()), "f.json").info

    assert info.version == PackVersion("invented-factors 2026.1")
    assert info.review_by == date(2027, 5, 31)


@pytest.mark.parametrize(
    ("title", "welsh"),
    [
        ({"en": "Family"}, "Family"),
        ({"en": "Family", "cy": ""}, "Family"),
        ({"en": "Family", "cy": "Tŷ a theulu"}, "Tŷ a theulu"),
    ],
)
def test_welsh_is_taken_where_it_is_written_and_english_shown_where_it_is_not(
    title: dict[str, str], welsh: str
) -> None:
    pack = parse_factor_pack(with_change(factors(), put("title", to=title)), "f.json")

    assert pack.info.title == Text("Family", title.get("cy", ""))
    assert pack.info.title.in_(Language.WELSH) == welsh
    assert pack.info.title.in_(Language.ENGLISH) == "Family"


def test_a_factor_is_found_by_its_code_and_listed_at_its_stages() -> None:
    change = put("factors", 0, "stages", to=["postnatal"])
    pack = parse_factor_pack(with_change(factors(), change), "f.json")

    assert pack.factor(FactorCode("F2")).code == "F2"
    assert [f.code for f in pack.at(Stage.ANTENATAL)] == ["F2"]
    assert [f.code for f in pack.at(Stage.POSTNATAL)] == ["F1", "F2"]
