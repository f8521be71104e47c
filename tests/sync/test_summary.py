"""What leaves is on the list, and nothing else: no name, no day, no number, no word."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import AboutPrompt, AboutTopic, Narrative, Observed, Rating, Topic
from forms.consent import Allowed, AllowedOnSafeguardingGround
from forms.ids import PromptCode
from forms.judgement import freeze
from forms.pack_loader import load_packs
from forms.people import Family
from forms.record import ContactRecord
from forms.steps import weigh_record
from sync.body import body_from_bytes, body_to_bytes
from sync.reasons import Reason, Refused
from sync.summary import Level, Summary, Ticked, Told, pseudonym, summary_of, texts_to_tick
from tests.builders import DAY, a_carer, a_family, a_record, an_infant

KEY = bytes(32)
ALLOWED = frozenset(
    {
        *("kind", "version", "family", "baby", "week", "age_in_weeks", "contact_type", "setting"),
        *("levels", "factors", "factors_not_asked", "suggestion", "judgement", "actions"),
        *("referral", "destination", "consent", "author_role", "prompt_pack", "factor_pack"),
        *("replaces", "added"),
    }
)
PACKS = load_packs()


def told(record: ContactRecord | None = None, family: Family | None = None) -> Told:
    said = record or a_record()
    outcome = freeze(PACKS, said, weigh_record(PACKS.factors, said), _at())
    return Told(
        said, outcome, family or a_family(), PACKS.prompts, Allowed((a_carer(),)), "Health visitor"
    )


def _at() -> datetime:
    return datetime(2026, 3, 2, 11, tzinfo=UTC)


def sent(*ticked: Ticked, record: ContactRecord | None = None, family: Family | None = None) -> str:
    return body_to_bytes(summary_of(told(record, family), KEY, ticked=ticked)).decode()


def test_every_field_that_travels_is_on_the_list() -> None:
    assert json.loads(sent()).keys() == ALLOWED == set(Summary.model_fields)


@given(st.text(min_size=6, max_size=40).filter(lambda t: t.strip() == t and len(set(t)) > 3))
def test_no_word_of_the_family_travels_unless_it_is_ticked(word: str) -> None:
    word = f"Practice {word}"
    family = a_family(
        infants=(an_infant(name=word, nhs_number="9990000018"),),
        carers=(a_carer(name=word),),
        address=word,
    )
    record = a_record(
        answers={AboutTopic(topic): Narrative(word) for topic in (Topic.VOICE, Topic.CONCERN)}
    )

    text = sent(record=record, family=family)

    assert json.dumps(word, ensure_ascii=False)[1:-1] not in text
    assert word not in text
    assert "9990000018" not in text
    assert DAY.isoformat() not in text
    assert an_infant().arrival.on.isoformat() not in text  # type: ignore[union-attr]


@pytest.mark.parametrize("what", Ticked)
def test_what_is_ticked_travels_as_it_stood_on_the_screen_and_nothing_beside_it(
    what: Ticked,
) -> None:
    family = a_family(
        infants=(an_infant(nhs_number="9990000018"),), address="1 Practice Lane\nPractice Town"
    )
    narratives = {
        AboutTopic(t): Narrative(f"Practice words of {t.value}")
        for t in (Topic.VOICE, Topic.CONCERN, Topic.STRENGTHS)
    }
    record = a_record(answers=narratives)
    shown = texts_to_tick(told(record, family))

    said = json.loads(sent(what, record=record, family=family))

    assert said["added"] == [{"what": what.value, "text": shown[what]}]


def test_the_bytes_that_are_sealed_are_the_text_that_is_shown() -> None:
    summary = summary_of(told(), KEY)

    assert body_from_bytes(body_to_bytes(summary)) == summary
    assert body_to_bytes(summary).decode().startswith('{\n "kind": "summary",')


@pytest.mark.parametrize(
    "extra", [{"name": "Practice"}, {"week": "2026-03-02"}, {"age_in_weeks": "8"}, {"version": 2}]
)
def test_anything_that_is_not_on_the_list_is_refused_at_the_other_end(
    extra: dict[str, object],
) -> None:
    said = {**json.loads(sent()), **extra}

    with pytest.raises(Refused) as refused:
        body_from_bytes(json.dumps(said).encode())
    assert refused.value.reason is Reason.CONTENT


def test_a_level_is_the_most_careful_reading_of_its_domain() -> None:
    band = [p for p in PACKS.prompts.prompts if p.band == "6-8w"]
    by_focus = {p.focus.value: p for p in band}
    answers = {AboutPrompt(PromptCode(p.code)): Observed(Rating.GOING_WELL) for p in band} | {
        AboutPrompt(by_focus["dyad"].code): Observed(Rating.WORRY)
    }

    levels = summary_of(told(a_record(answers=answers)), KEY).levels

    assert levels.relationship is Level.WORRY
    assert levels.baby is Level.GOING_WELL
    assert summary_of(told(), KEY).levels.support is Level.NOT_ASKED


def test_a_pseudonym_is_another_under_another_teams_key() -> None:
    assert pseudonym(bytes(32), "x") == pseudonym(bytes(32), "x")
    assert len({pseudonym(bytes([n]) * 32, "x") for n in range(5)}) == 5


def test_a_role_in_someones_own_words_does_not_travel() -> None:
    base = told()
    own = Told(
        base.record, base.outcome, base.family, base.prompts, base.basis, "Sister of the Practice"
    )
    ground = Told(
        *(base.record, base.outcome, base.family, base.prompts),
        AllowedOnSafeguardingGround("Practice reason", "Practice authoriser"),
        "Midwife",
    )

    assert summary_of(own, KEY).author_role == "other"
    assert summary_of(ground, KEY).consent == "safeguarding_ground"
    assert "Practice reason" not in summary_of(ground, KEY).model_dump_json()


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_week_and_not_a_day_travels(day: date) -> None:
    year, week, _ = day.isocalendar()

    assert summary_of(told(a_record(day=day)), KEY).week == f"{year}-W{week:02d}"
