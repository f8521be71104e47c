"""Which questions a contact puts, to whom, and at which age."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from forms.ages import weeks_old
from forms.answers import (
    AboutPrompt,
    AboutTopic,
    Presence,
    Seen,
    Topic,
)
from forms.ids import CarerId
from forms.pack import (
    AgeBand,
    AskedOf,
    Factor,
    Focus,
    Packs,
    Prompt,
    PromptPack,
    Stage,
    Text,
)
from forms.people import Born, Carer, Infant, Relationship, arrival_day
from forms.record import ContactRecord
from forms.steps import (
    Asking,
    StepKind,
    band_for,
    band_on,
    stage_of,
    steps,
)
from tests.builders import (
    BORN_ON,
    FATHER,
    MOTHER,
    a_carer,
    a_factor_pack,
    a_father,
    a_pack_info,
    a_prompt,
    a_record,
    an_expected_infant,
    an_infant,
)

BAND = AgeBand("6-8w", Stage.POSTNATAL, 0, 104, Text("Invented"), Text("Invented"))
CARERS = (a_carer(), a_father())


def some_packs(prompts: Sequence[Prompt] = (), factors: Sequence[Factor] = ()) -> Packs:
    pack = PromptPack(a_pack_info("invented-prompts"), (BAND,), tuple(prompts))
    return Packs(pack, a_factor_pack(*factors))


def here(*carers: Carer, record: ContactRecord | None = None) -> ContactRecord:
    record = record or a_record()
    for carer in carers:
        record = record.with_answer(AboutTopic(Topic.PRESENT, carer.id), Presence(Seen.HERE))
    return record


def test_the_thread_has_a_step_for_each_carer_who_is_here(packs: Packs) -> None:
    def kinds(record: ContactRecord) -> list[tuple[StepKind, CarerId | None]]:
        return [(s.kind, s.carer.id if s.carer else None) for s in steps(packs, record, CARERS)]

    rest = [(kind, None) for kind in StepKind if kind not in (StepKind.BEFORE, StepKind.CARER)]
    before = (StepKind.BEFORE, None)
    assert kinds(a_record()) == [before, *rest]
    assert kinds(here(a_father())) == [before, (StepKind.CARER, FATHER), *rest]
    assert kinds(here(*CARERS)) == [
        before,
        (StepKind.CARER, MOTHER),
        (StepKind.CARER, FATHER),
        *rest,
    ]


def test_each_prompt_is_put_where_its_focus_belongs() -> None:
    prompts = [a_prompt(focus.name, focus=focus) for focus in Focus]
    thread = steps(some_packs(prompts), here(*CARERS), CARERS)
    put = [(s.kind, a.question.prompt, a.question.carer) for s in thread for a in s.askings]
    assert put == [
        (StepKind.CARER, "CARER", MOTHER),
        (StepKind.CARER, "SUPPORT", MOTHER),
        (StepKind.CARER, "CARER", FATHER),
        (StepKind.CARER, "SUPPORT", FATHER),
        (StepKind.INFANT, "INFANT", None),
        (StepKind.BETWEEN, "BETWEEN", MOTHER),
        (StepKind.BETWEEN, "BETWEEN", FATHER),
    ]


def test_an_asking_carries_its_prompt_and_its_carer() -> None:
    prompt = a_prompt("one")
    thread = steps(some_packs([prompt]), here(a_father()), CARERS)
    assert thread[1].askings == (Asking(AboutPrompt(prompt.code, FATHER), prompt, a_father()),)


@pytest.mark.parametrize("relationship", Relationship)
def test_a_prompt_for_the_other_carers_is_not_put_to_the_mother(
    relationship: Relationship,
) -> None:
    prompts = [a_prompt("all"), a_prompt("others", asked_of=AskedOf.OTHER_CARERS)]
    carer = a_carer(relationship=relationship)
    thread = steps(some_packs(prompts), here(carer), (carer,))
    asked = [a.question.prompt for a in thread[1].askings]
    assert asked == (["all"] if relationship is Relationship.MOTHER else ["all", "others"])


def test_only_the_prompts_of_the_records_own_band_are_put() -> None:
    prompts = [a_prompt("now"), a_prompt("later", band="12-24m")]
    thread = steps(some_packs(prompts), here(a_carer()), CARERS)
    assert [a.question.prompt for s in thread for a in s.askings] == ["now"]


def put_at(packs: Packs, infant: Infant, since: timedelta) -> dict[Focus, int]:
    """How many prompts of each focus are put on this day of this baby."""
    today = arrival_day(infant.arrival) + since
    band = band_on(packs.prompts, infant, today)
    assert band.stage is stage_of(infant)
    record = here(a_carer(), record=a_record(stage=band.stage, band=band.code, day=today))
    found = dict.fromkeys(Focus, 0)
    for step in steps(packs, record, (a_carer(),)):
        for asking in step.askings:
            found[asking.prompt.focus] += 1
    return found


def test_every_day_of_a_pregnancy_asks_about_everyone(packs: Packs) -> None:
    days = range(-32 * 7, 3 * 7)
    for day in days:
        assert all(put_at(packs, an_expected_infant(), timedelta(day)).values()), day
    assert len(days) == 245


@pytest.mark.parametrize("gestation", [24, 30, 36, 37, 40, 42, None])
def test_every_day_from_the_birth_to_two_years_asks_about_everyone(
    packs: Packs, gestation: int | None
) -> None:
    infant = an_infant(arrival=Born(BORN_ON, gestation))
    days = range(105 * 7)
    for day in days:
        assert all(put_at(packs, infant, timedelta(day)).values()), day
    assert len(days) == 735


def test_every_week_is_in_exactly_the_band_that_says_so(packs: Packs) -> None:
    for stage, weeks in ((Stage.ANTENATAL, range(-32, 3)), (Stage.POSTNATAL, range(105))):
        for week in weeks:
            holding = [
                b
                for b in packs.prompts.bands
                if b.stage is stage and b.from_week <= week <= b.to_week
            ]
            assert holding == [band_for(packs.prompts, stage, week)]


@pytest.mark.parametrize(
    ("stage", "weeks", "band"),
    [
        (Stage.ANTENATAL, -40, "antenatal-early"),
        (Stage.ANTENATAL, -25, "antenatal-early"),
        (Stage.ANTENATAL, -24, "antenatal-mid"),
        (Stage.ANTENATAL, -13, "antenatal-mid"),
        (Stage.ANTENATAL, -12, "antenatal-late"),
        (Stage.ANTENATAL, 0, "antenatal-late"),
        (Stage.ANTENATAL, 9, "antenatal-late"),
        (Stage.POSTNATAL, -12, "0-2w"),
        (Stage.POSTNATAL, 0, "0-2w"),
        (Stage.POSTNATAL, 3, "0-2w"),
        (Stage.POSTNATAL, 4, "6-8w"),
        (Stage.POSTNATAL, 11, "6-8w"),
        (Stage.POSTNATAL, 12, "3-5m"),
        (Stage.POSTNATAL, 26, "6-12m"),
        (Stage.POSTNATAL, 52, "12-24m"),
        (Stage.POSTNATAL, 104, "12-24m"),
        (Stage.POSTNATAL, 400, "12-24m"),
    ],
)
def test_the_nearest_band_serves_beyond_the_ends(
    packs: Packs, stage: Stage, weeks: int, band: str
) -> None:
    assert band_for(packs.prompts, stage, weeks).code == band


def test_a_preterm_baby_is_asked_about_by_corrected_age(packs: Packs) -> None:
    infant = an_infant(arrival=Born(BORN_ON, 28))
    today = BORN_ON + timedelta(weeks=15)
    assert weeks_old(infant, today) == 15
    assert band_on(packs.prompts, infant, today).code == "0-2w"


def test_pregnancy_lasts_until_the_birth_is_recorded_however_late(packs: Packs) -> None:
    expected = an_expected_infant()
    late = put_at(packs, expected, timedelta(weeks=6))
    assert stage_of(expected) is Stage.ANTENATAL
    assert all(late.values())
    assert stage_of(an_infant()) is Stage.POSTNATAL
