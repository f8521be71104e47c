"""The headless door: what it reads, what it says, and everything it will not take."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.assess import AssessReport, assess, report_json
from forms.pack import FactorPack, Packs, Stage, Weight
from forms.refusal import Refusal
from tests.builders import a_factor, a_factor_pack

PACK = a_factor_pack(
    a_factor("S1", weight=Weight.SIGNIFICANT),
    a_factor("S2", weight=Weight.SIGNIFICANT, opens_urgent=True),
    a_factor("M5", opens_urgent=True),
    *(a_factor(f"M{n}") for n in (4, 3, 2, 1)),
    a_factor("B1", stages=frozenset({Stage.POSTNATAL})),
)
ALL_BEFORE_BIRTH = ("M1", "M2", "M3", "M4", "M5", "S1", "S2")


def said(factors: dict[str, str], stage: str = "antenatal", pack: FactorPack = PACK) -> object:
    report = assess(pack, json.dumps({"stage": stage, "factors": factors}))
    assert isinstance(report, AssessReport), report
    return json.loads(json.dumps(report_json(report)))


def refused(text: str | bytes) -> str:
    refusal = assess(PACK, text)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith(".")
    assert not refusal.reason[0].islower()
    return refusal.reason


def test_what_is_present_is_counted_and_named() -> None:
    answers = {**dict.fromkeys(ALL_BEFORE_BIRTH, "not_present"), "M5": "present", "S1": "present"}
    assert said(answers) == {
        "result": "suggests",
        "significant": ["S1"],
        "minor": ["M5"],
        "unanswered": [],
        "threshold": {"significant": 1, "minor": 4},
        "pack": {"id": "invented-factors", "version": "2026.1"},
        "urgent": ["M5"],
    }


def test_codes_are_sorted_whatever_the_order_of_the_pack_and_the_text() -> None:
    answers = {"S2": "present", "M3": "present", "S1": "present", "M1": "present", "M5": "present"}
    assert said({**answers, "M4": "declined", "M2": "not_asked"}) == {
        "result": "suggests",
        "significant": ["S1", "S2"],
        "minor": ["M1", "M3", "M5"],
        "unanswered": ["M2", "M4"],
        "threshold": {"significant": 1, "minor": 4},
        "pack": {"id": "invented-factors", "version": "2026.1"},
        "urgent": ["M5", "S2"],
    }


def test_what_is_left_out_was_not_asked() -> None:
    report = assess(PACK, '{"stage": "antenatal", "factors": {}}')
    assert isinstance(report, AssessReport)
    assert report.unanswered == ALL_BEFORE_BIRTH
    assert report.result.value == "cannot_tell"


def test_three_minor_with_everything_answered_do_not_suggest() -> None:
    answers = dict.fromkeys(ALL_BEFORE_BIRTH, "not_present")
    report = said({**answers, "M1": "present", "M2": "present", "M3": "present"})
    assert isinstance(report, dict)
    assert report["result"] == "does_not_suggest"


def test_a_factor_of_after_birth_counts_after_birth() -> None:
    report = said({"B1": "present", "S1": "not_present"}, stage="postnatal")
    assert isinstance(report, dict)
    assert report["minor"] == ["B1"]


def test_the_shipped_checklist_speaks_its_own_name_and_rule(packs: Packs) -> None:
    report = said({"F01": "present"}, pack=packs.factors)
    assert isinstance(report, dict)
    assert report["result"] == "suggests"
    assert report["urgent"] == ["F01"]
    assert report["pack"] == {"id": "core-factors", "version": packs.factors.info.number}
    assert report["threshold"] == {"significant": 1, "minor": 4}


NOTHING = '"factors": {}'


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", "not JSON"),
        ("{", "not JSON"),
        ('{"stage": "antenatal", "factors": {}} x', "not JSON"),
        (b"\xff\xfe", "UTF-8"),
        ("[" * 100_000, "nested too deeply"),
        ('{"stage": ' + '{"a":' * 100_000, "nested too deeply"),
        ('{"stage": NaN, "factors": {}}', "NaN"),
        ('{"stage": -Infinity, "factors": {}}', "-Infinity"),
        ('{"stage": "antenatal", "factors": {"M1": NaN}}', "NaN"),
        ('{"stage": "antenatal", "stage": "antenatal", "factors": {}}', "“stage”"),
        (
            '{"stage": "antenatal", "factors": {"M1": "present", "M1": "not_present"}}',
            "“M1”",
        ),
        ('{"stage": "antenatal", "factors": {"M1": ' + "9" * 5000 + "}}", "digits"),
        ("null", "“stage” and “factors”"),
        ("[]", "“stage” and “factors”"),
        ('"antenatal"', "“stage” and “factors”"),
        ("7", "“stage” and “factors”"),
        ("{" + NOTHING + "}", "“stage” is missing"),
        ('{"stage": "antenatal"}', "“factors” is missing"),
        ('{"stage": "antenatal", "factors": {}, "name": "x"}', "“name” is not known"),
        ('{"Stage": "antenatal", "factors": {}}', "“Stage” is not known"),
        ('{"stage": "before", "factors": {}}', "“before”"),
        ('{"stage": "ANTENATAL", "factors": {}}', "“ANTENATAL”"),
        ('{"stage": null, "factors": {}}', "“null”"),
        ('{"stage": ["antenatal"], "factors": {}}', "“[…]”"),
        ('{"stage": {"antenatal": 1}, "factors": {}}', "“{…}”"),
        ('{"stage": "antenatal", "factors": []}', "“factors”"),
        ('{"stage": "antenatal", "factors": null}', "“factors”"),
        ('{"stage": "antenatal", "factors": {"Z9": "present"}}', "“Z9” is not in the checklist"),
        ('{"stage": "antenatal", "factors": {"m1": "present"}}', "“m1” is not in the checklist"),
        ('{"stage": "antenatal", "factors": {"B1": "present"}}', "“B1” does not belong"),
        ('{"stage": "antenatal", "factors": {"B1": "not_asked"}}', "“B1” does not belong"),
        ('{"stage": "antenatal", "factors": {"M1": "yes"}}', "“yes” of the factor “M1”"),
        ('{"stage": "antenatal", "factors": {"M1": true}}', "“true” of the factor “M1”"),
        ('{"stage": "antenatal", "factors": {"M1": null}}', "“null” of the factor “M1”"),
        ('{"stage": "antenatal", "factors": {"M1": 1}}', "“1” of the factor “M1”"),
        ('{"stage": "antenatal", "factors": {"M1": ["present"]}}', "“[…]” of the factor “M1”"),
    ],
)
def test_a_slip_is_refused_with_a_sentence_that_names_it(text: str | bytes, names: str) -> None:
    assert names in refused(text)


def test_a_bad_state_is_told_with_the_states_there_are() -> None:
    reason = refused('{"stage": "antenatal", "factors": {"M1": "yes"}}')
    assert "“present”, “not_present”, “not_asked” or “declined”" in reason


def test_what_was_written_cannot_command_the_screen_that_shows_it() -> None:
    reason = refused('{"stage": "\\u001b[2J\\n\\u202e\\ud800", "factors": {}}')
    assert reason.isprintable()


def test_what_was_written_at_length_is_cut_short() -> None:
    assert len(refused(json.dumps({"stage": "a" * 100_000, "factors": {}}))) < 200


def test_a_byte_order_mark_before_the_text_does_no_harm() -> None:
    assert isinstance(assess(PACK, b"\xef\xbb\xbf" + said_text().encode()), AssessReport)


def said_text() -> str:
    return '{"stage": "antenatal", "factors": {"S1": "present"}}'


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.text() | st.binary() | ANYTHING.map(json.dumps))
def test_whatever_is_read_the_answer_is_a_report_or_a_sentence(text: str | bytes) -> None:
    assert refused(text)


@given(
    st.fixed_dictionaries(
        {
            "stage": st.sampled_from(("antenatal", "postnatal")) | ANYTHING,
            "factors": st.dictionaries(
                st.sampled_from((*ALL_BEFORE_BIRTH, "B1")),
                st.sampled_from(("present", "not_present", "not_asked", "declined")),
            ),
        }
    ).map(json.dumps)
)
def test_a_report_accounts_for_every_factor_that_was_read(text: str) -> None:
    report = assess(PACK, text)
    if isinstance(report, AssessReport):
        written = json.loads(text)["factors"]
        present = {code for code, state in written.items() if state == "present"}
        absent = {code for code, state in written.items() if state == "not_present"}
        assert present == {*report.significant, *report.minor}
        assert absent.isdisjoint(report.unanswered)
        assert set(report.urgent) == present & {"S2", "M5"}
