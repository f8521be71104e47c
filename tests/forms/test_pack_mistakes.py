"""Whatever is wrong with a pack is told with the file, the entry and what to do about it."""

from collections.abc import Callable
from typing import NamedTuple

import pytest

from forms.errors import FormsError, PackInvalid
from forms.pack_loader import parse_factor_pack, parse_prompt_pack
from tests.forms.written_packs import Change, factors, prompts, put, take, with_change


class Mistake(NamedTuple):
    """What a person did to a pack that was well, and what they are told."""

    sentence: str
    change: Change
    entry: str
    remedy: str


IN_EITHER = (
    Mistake("no title", take("title"), "title", "this is missing; write it in"),
    Mistake("a misspelt key", put("tittle", to=1), "tittle", "this is not known here; check the"),
    Mistake("an id with a blank", put("id", to="my pack"), "id", "use letters, digits and hyphens"),
    Mistake("an id that is a number", put("id", to=7), "id", "write words in quotes"),
    Mistake("a number of its own kind", put("number", to="1.0"), "number", "such as 2026.1"),
    Mistake("no sources", put("sources", to=[]), "sources", "this list is empty; write at least"),
    Mistake("sources in one", put("sources", to="x"), "sources", "write a list in square brackets"),
    Mistake("an empty source", put("sources", 0, to=" "), "sources > number 1", "no words here"),
    Mistake("an empty text", put("title", "en", to=""), "title > en", "there are no words here"),
    Mistake("no English", put("title", to={"cy": "x"}), "title > en", "this is missing"),
    Mistake("blank Welsh", put("title", "cy", to="  "), "title > cy", "write the Welsh, or leave"),
    Mistake("Welsh that is null", put("title", "cy", to=None), "title > cy", "words in quotes"),
    Mistake("a third language", put("title", "fr", to="x"), "title > fr", "this is not known here"),
    Mistake("a text without its parts", put("title", to="x"), "title", "in curly brackets"),
    Mistake("far too much text", put("title", "en", to="x" * 2001), "title > en", "keep to 2000"),
    Mistake("half a character", put("title", "en", to="\ud800"), "title > en", "is broken"),
    Mistake("a day in words", put("review_by", to="May 2027"), "review_by", "such as 2027-05-31"),
    Mistake("a day of no calendar", put("review_by", to="2027-02-30"), "review_by", "of the calen"),
    Mistake("a day with an hour", put("review_by", to="2027-05-31T00:00"), "review_by", "year-mon"),
    Mistake("a day as a number", put("review_by", to=1811635200), "review_by", "year-month-day"),
    Mistake("no status", put("approval", to={}), "approval", "say its status"),
    Mistake("another status", put("approval", "status", to="ok"), "approval", "write “not_approv"),
    Mistake("a bare status", put("approval", to="approved"), "approval", "in curly brackets"),
    Mistake("no note", take("approval", "note"), "approval > note", "this is missing"),
    Mistake(
        "signed by nobody",
        put("approval", to={"status": "approved", "role": "Lead", "on": "2026-12-01"}),
        "approval > by",
        "this is missing",
    ),
    Mistake(
        "signed on no day",
        put("approval", to={"status": "approved", "by": "x", "role": "Lead", "on": "soon"}),
        "approval > on",
        "such as 2027-05-31",
    ),
)

IN_PROMPTS = (
    Mistake("no prompts", put("prompts", to=[]), "prompts", "this list is empty"),
    Mistake("a prompt that is a word", put("prompts", 0, to="x"), "prompts > number 1", "in curly"),
    Mistake("no code", take("prompts", 0, "code"), "prompts > number 1 > code", "this is missing"),
    Mistake(
        "an unknown band",
        put("prompts", 0, "band", to="z"),
        "prompts > PA1 > band",
        "there is no “z”; name one of a, b, c, d",
    ),
    Mistake(
        "an unknown focus",
        put("prompts", 4, "focus", to="family"),
        "prompts > PB1 > focus",
        "write one of 'parent', 'baby', 'dyad' or 'support'",
    ),
    Mistake(
        "a flag in words",
        put("prompts", 0, "red_flag", to="no"),
        "prompts > PA1 > red_flag",
        "write true or false",
    ),
    Mistake(
        "a code that stands twice",
        put("prompts", 1, "code", to="PA1"),
        "prompts > PA1",
        "this code stands 2 times; keep or rename one",
    ),
    Mistake(
        "a factor pointed to twice",
        put("prompts", 0, "points_to", to=["F1", "F1"]),
        "prompts > PA1 > points_to > F1",
        "this code stands 2 times",
    ),
    Mistake(
        "the baby asked alone",
        put("prompts", 1, "alone_only", to=True),
        "prompts > PA2 > alone_only",
        "only what is asked of a carer can be kept for seeing them alone",
    ),
    Mistake(
        "a band that stands twice",
        put("bands", 1, "code", to="a"),
        "bands > a",
        "this code stands 2 times",
    ),
    Mistake(
        "a band without support",
        take("prompts", 3),
        "bands > a",
        "no prompt for everyone with the focus “support”; add one",
    ),
    Mistake(
        "a band that asks only other carers",
        put("prompts", 0, "asked_of", to="other_carers"),
        "bands > a",
        "no prompt for everyone with the focus “parent”; add one",
    ),
    Mistake(
        "weeks that begin too late",
        put("bands", 0, "from_week", to=-31),
        "bands > a",
        "no antenatal band holds week -32; let this one begin there",
    ),
    Mistake(
        "a gap before a band",
        put("bands", 1, "from_week", to=-10),
        "bands > b",
        "no antenatal band holds week -12; let this one begin there",
    ),
    Mistake(
        "two bands that overlap",
        put("bands", 3, "from_week", to=51),
        "bands > d",
        "week 51 is in another postnatal band too; let this one begin at 52",
    ),
    Mistake(
        "weeks that end too soon",
        put("bands", 3, "to_week", to=103),
        "bands",
        "no postnatal band holds week 104; cover every week to 104",
    ),
    Mistake(
        "no band after the birth",
        lambda pack: pack.update(bands=pack["bands"][:2], prompts=pack["prompts"][:8]),
        "bands",
        "no postnatal band holds week 0; cover every week to 104",
    ),
    Mistake(
        "a band that ends before it begins",
        put("bands", 0, "to_week", to=-33),
        "bands > a",
        "it ends before it begins; correct its weeks",
    ),
    Mistake(
        "a week in quotes",
        put("bands", 0, "from_week", to="-32"),
        "bands > a > from_week",
        "write a whole number, without quotes",
    ),
    Mistake(
        "a week and a half",
        put("bands", 0, "to_week", to=-13.5),
        "bands > a > to_week",
        "write a whole number",
    ),
    Mistake(
        "a week before any pregnancy",
        put("bands", 0, "from_week", to=-43),
        "bands > a > from_week",
        "write -42 or more",
    ),
    Mistake("the other pack", put("rule", to={}), "rule", "this is not known here"),
)

IN_FACTORS = (
    Mistake("no factors", put("factors", to=[]), "factors", "this list is empty"),
    Mistake(
        "an unknown group",
        put("factors", 0, "group", to="garden"),
        "factors > F1 > group",
        "there is no “garden”; name one of home",
    ),
    Mistake(
        "a code that stands twice",
        put("factors", 1, "code", to="F1"),
        "factors > F1",
        "this code stands 2 times",
    ),
    Mistake(
        "a group that stands twice",
        lambda pack: pack["groups"].append(pack["groups"][0]),
        "groups > home",
        "this code stands 2 times",
    ),
    Mistake(
        "a factor of no stage",
        put("factors", 0, "stages", to=[]),
        "factors > F1 > stages",
        "this list is empty; write at least one entry in",
    ),
    Mistake(
        "a stage that stands twice",
        put("factors", 1, "stages", to=["antenatal", "antenatal"]),
        "factors > F2 > stages > antenatal",
        "this code stands 2 times",
    ),
    Mistake(
        "an unknown stage",
        put("factors", 0, "stages", to=["both"]),
        "factors > F1 > stages > number 1",
        "write one of 'antenatal' or 'postnatal'",
    ),
    Mistake(
        "a weight of its own kind",
        put("factors", 0, "weight", to="major"),
        "factors > F1 > weight",
        "write one of 'significant' or 'minor'",
    ),
    Mistake("a rule of nothing", put("rule", "minor", to=0), "rule > minor", "write 1 or more"),
    Mistake("a rule of many", put("rule", "minor", to=100), "rule > minor", "write 99 or less"),
    Mistake("a rule that is yes", put("rule", "minor", to=True), "rule > minor", "a whole number"),
    Mistake("half a rule", take("rule", "minor"), "rule > minor", "this is missing"),
)


def told(parse: Callable[[bytes, str], object], data: bytes) -> PackInvalid:
    with pytest.raises(PackInvalid) as caught:
        parse(data, "invented.json")
    assert str(caught.value) == f"invented.json: {caught.value.entry}: {caught.value.remedy}"
    assert isinstance(caught.value, FormsError)
    return caught.value


@pytest.mark.parametrize("mistake", [*IN_EITHER, *IN_PROMPTS], ids=lambda m: m.sentence)
def test_a_mistake_in_a_pack_of_prompts_is_named_with_its_remedy(mistake: Mistake) -> None:
    data = with_change(prompts(), mistake.change)

    invalid = told(parse_prompt_pack, data)

    assert invalid.entry == mistake.entry
    assert mistake.remedy in invalid.remedy


@pytest.mark.parametrize("mistake", [*IN_EITHER, *IN_FACTORS], ids=lambda m: m.sentence)
def test_a_mistake_in_a_checklist_is_named_with_its_remedy(mistake: Mistake) -> None:
    data = with_change(factors(), mistake.change)

    invalid = told(parse_factor_pack, data)

    assert invalid.entry == mistake.entry
    assert mistake.remedy in invalid.remedy


@pytest.mark.parametrize(
    ("data", "remedy"),
    [
        (b"", "This is not JSON: expecting value at line 1, character 1."),
        (b'{\n "id": "x"\n "number": 1}', "at line 3, character 2"),
        (b"\xff\xfe{\x00}\x00", "save the file as UTF-8"),
        (b"caf\xe9", "save the file as UTF-8"),
        (b'{"id": "x", "id": "y"}', "The key “id” stands twice in the same place; keep one."),
        (b'{"a": {"b": 1, "b": 1}}', "The key “b” stands twice in the same place; keep one."),
        (b'{"id": NaN}', "NaN is not a number that JSON knows"),
        (b"[" * 100_000, "nested too deeply"),
        (b"9" * 5_000, "more digits than can be read"),
        (b"[]", "write its parts in curly brackets"),
        (b"null", "write its parts in curly brackets"),
    ],
)
def test_a_file_that_holds_no_pack_at_all_is_told_so(data: bytes, remedy: str) -> None:
    for parse in (parse_prompt_pack, parse_factor_pack):
        invalid = told(parse, data)
        assert invalid.entry == "the file"
        assert remedy in invalid.remedy
