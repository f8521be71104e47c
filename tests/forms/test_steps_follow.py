"""What must not be named yet, what is urgent, and what follows from the answers so far."""

from collections.abc import Sequence
from typing import get_args

import pytest

from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Answer,
    Decision,
    FactorState,
    Judged,
    Narrative,
    Noted,
    Observed,
    Presence,
    Question,
    Rating,
    Seen,
    Topic,
)
from forms.ids import CarerId, FactorCode, PromptCode
from forms.pack import (
    AgeBand,
    Factor,
    Packs,
    Prompt,
    PromptPack,
    Stage,
    Text,
    Weight,
)
from forms.people import Carer
from forms.steps import (
    VOICE_TOPICS,
    Asking,
    Strength,
    factor_is_masked,
    is_answered,
    is_masked,
    is_visited,
    needs_action,
    pointed_to,
    safety_questions,
    strengths,
    urgent_questions,
    weigh_record,
)
from tests.builders import (
    FATHER,
    MOTHER,
    a_carer,
    a_factor,
    a_factor_pack,
    a_father,
    a_pack_info,
    a_prompt,
    a_record,
    an_antenatal_record,
)

BAND = AgeBand("6-8w", Stage.POSTNATAL, 0, 104, Text("Invented"), Text("Invented"))
CARERS = (a_carer(), a_father())


def some_packs(prompts: Sequence[Prompt] = (), factors: Sequence[Factor] = ()) -> Packs:
    pack = PromptPack(a_pack_info("invented-prompts"), (BAND,), tuple(prompts))
    return Packs(pack, a_factor_pack(*factors))


@pytest.mark.parametrize(
    ("seen", "masked"),
    [(None, True), (Seen.NOT_HERE, True), (Seen.HERE, True), (Seen.ALONE, False)],
)
def test_what_is_for_a_carer_alone_is_masked_until_they_are(
    seen: Seen | None, *, masked: bool
) -> None:
    record = a_record()
    if seen:
        record = record.with_answer(AboutTopic(Topic.PRESENT, MOTHER), Presence(seen))
    private, open_ = a_prompt("p", alone_only=True), a_prompt("o")
    assert is_masked(asking(private, a_carer()), record) is masked
    assert not is_masked(asking(open_, a_carer()), record)
    assert factor_is_masked(a_factor("P", alone_only=True), record, CARERS) is masked
    assert not factor_is_masked(a_factor("O"), record, CARERS)


def asking(prompt: Prompt, carer: Carer | None) -> Asking:
    return Asking(AboutPrompt(prompt.code, carer.id if carer else None), prompt, carer)


def test_one_carer_alone_does_not_unmask_the_questions_of_another() -> None:
    record = a_record().with_answer(AboutTopic(Topic.PRESENT, FATHER), Presence(Seen.ALONE))
    private = a_prompt("p", alone_only=True)
    assert is_masked(asking(private, a_carer()), record)
    assert not is_masked(asking(private, a_father()), record)


def test_a_prompt_that_looks_at_the_baby_alone_is_never_masked() -> None:
    assert not is_masked(asking(a_prompt("p", alone_only=True), None), a_record())


def test_a_private_factor_is_masked_where_nobody_in_the_family_is_alone() -> None:
    stranger = a_record().with_answer(
        AboutTopic(Topic.PRESENT, CarerId("someone else")), Presence(Seen.ALONE)
    )
    assert factor_is_masked(a_factor("P", alone_only=True), stranger, CARERS)
    assert factor_is_masked(a_factor("P", alone_only=True), a_record(), ())


def worry_about(prompt: str, rating: Rating = Rating.WORRY) -> tuple[AboutPrompt, Observed]:
    return AboutPrompt(PromptCode(prompt), MOTHER), Observed(rating)


@pytest.mark.parametrize("rating", Rating)
def test_only_a_worry_at_a_red_flag_opens_the_urgent_panel(rating: Rating) -> None:
    packs = some_packs([a_prompt("red", red_flag=True), a_prompt("calm")])
    record = a_record().with_answer(*worry_about("red", rating))
    record = record.with_answer(*worry_about("calm", rating))
    red = AboutPrompt(PromptCode("red"), MOTHER)
    assert urgent_questions(packs, record) == ((red,) if rating is Rating.WORRY else ())


@pytest.mark.parametrize("state", FactorState)
def test_only_a_present_safety_factor_opens_the_urgent_panel(state: FactorState) -> None:
    packs = some_packs(factors=[a_factor("U", opens_urgent=True), a_factor("N")])
    record = a_record()
    for code in ("U", "N"):
        record = record.with_answer(AboutFactor(FactorCode(code)), Noted(state))
    urgent = (AboutFactor(FactorCode("U")),) if state is FactorState.PRESENT else ()
    assert urgent_questions(packs, record) == urgent


def test_every_carers_worry_is_urgent_on_its_own() -> None:
    packs = some_packs([a_prompt("red", red_flag=True)], [a_factor("U", opens_urgent=True)])
    record = a_record().with_answer(AboutFactor(FactorCode("U")), Noted(FactorState.PRESENT))
    for carer in (FATHER, MOTHER):
        about = AboutPrompt(PromptCode("red"), carer)
        record = record.with_answer(about, Observed(Rating.WORRY))
    assert urgent_questions(packs, record) == (
        AboutPrompt(PromptCode("red"), FATHER),
        AboutPrompt(PromptCode("red"), MOTHER),
        AboutFactor(FactorCode("U")),
    )


@pytest.mark.parametrize(("words", "waits"), [("", True), ("  \n", True), ("Rang at ten.", False)])
def test_safety_waits_until_what_was_done_is_written(words: str, waits: bool) -> None:  # noqa: FBT001 - a row of the table
    packs = some_packs(factors=[a_factor("U", opens_urgent=True)])
    calm = a_record().with_answer(AboutTopic(Topic.SAFETY), Narrative(words))
    record = calm.with_answer(AboutFactor(FactorCode("U")), Noted(FactorState.PRESENT))

    assert needs_action(packs, record) is waits
    assert not needs_action(packs, calm)


def test_what_safety_rests_on_is_asked_for_and_nothing_else() -> None:
    packs = some_packs(
        [a_prompt("red", red_flag=True), a_prompt("calm")],
        [a_factor("U", opens_urgent=True), a_factor("N")],
    )

    assert safety_questions(packs) == (
        AboutPrompt(PromptCode("red")),
        AboutFactor(FactorCode("U")),
        AboutTopic(Topic.SAFETY),
    )


def test_a_worry_points_to_its_factors_once_in_the_order_of_the_pack() -> None:
    factors = [a_factor(code) for code in ("A", "B", "C")]
    codes = [f.code for f in factors]
    prompts = [
        a_prompt("first", points_to=(codes[2], codes[0])),
        a_prompt("second", points_to=(codes[0], codes[1])),
        a_prompt("quiet", points_to=(codes[1],)),
    ]
    packs = some_packs(prompts, factors)
    record = a_record().with_answer(*worry_about("second")).with_answer(*worry_about("first"))
    record = record.with_answer(*worry_about("quiet", Rating.MIXED))
    assert pointed_to(packs, record) == ("C", "A", "B")
    assert pointed_to(packs, a_record()) == ()


def test_a_factor_of_the_other_stage_is_not_pointed_to() -> None:
    factors = [a_factor("after", stages=frozenset({Stage.POSTNATAL})), a_factor("both")]
    prompts = [a_prompt("p", points_to=tuple(f.code for f in factors))]
    packs = some_packs(prompts, factors)
    assert pointed_to(packs, a_record().with_answer(*worry_about("p"))) == ("after", "both")
    before = an_antenatal_record().with_answer(*worry_about("p"))
    assert pointed_to(packs, before) == ("both",)


def test_a_record_is_weighed_at_its_own_stage() -> None:
    heavy = a_factor("A", weight=Weight.SIGNIFICANT, stages=frozenset({Stage.POSTNATAL}))
    pack, present = a_factor_pack(heavy), Noted(FactorState.PRESENT)
    about = AboutFactor(heavy.code)
    assert weigh_record(pack, a_record().with_answer(about, present)).significant == (heavy,)
    assert weigh_record(pack, an_antenatal_record().with_answer(about, present)).significant == ()


def test_strengths_are_what_was_seen_going_well_and_each_written_line() -> None:
    def seen(rating: Rating, words: str) -> Observed:
        return Observed(rating, words, "never shown as a strength")

    record = (
        a_record()
        .with_answer(AboutTopic(Topic.STRENGTHS), Narrative(" sings \n\n\t\nlaughs"))
        .with_answer(AboutPrompt(PromptCode("a"), MOTHER), seen(Rating.GOING_WELL, " holds close "))
        .with_answer(AboutPrompt(PromptCode("b")), seen(Rating.GOING_WELL, "looks around"))
        .with_answer(AboutPrompt(PromptCode("c"), MOTHER), seen(Rating.GOING_WELL, "  "))
        .with_answer(AboutPrompt(PromptCode("d"), MOTHER), seen(Rating.MIXED, "sometimes"))
        .with_answer(AboutFactor(FactorCode("F01")), Noted(FactorState.PRESENT, note="note"))
    )
    assert strengths(record) == (
        Strength("holds close", MOTHER),
        Strength("looks around", None),
        Strength("sings", None),
        Strength("laughs", None),
    )
    assert strengths(a_record()) == ()


PROMPT, TOPIC, FACTOR = (
    AboutPrompt(PromptCode("p"), MOTHER),
    AboutTopic(Topic.VOICE),
    AboutFactor(FactorCode("F01")),
)


@pytest.mark.parametrize(
    ("question", "answer", "answered"),
    [
        (PROMPT, Observed(), False),
        (PROMPT, Observed(seen=" ", own_words="\n"), False),
        (PROMPT, Observed(Rating.MIXED), True),
        (PROMPT, Observed(seen="words"), True),
        (PROMPT, Observed(own_words="words"), True),
        (TOPIC, Narrative(" \n"), False),
        (TOPIC, Narrative("words"), True),
        (FACTOR, Noted(FactorState.NOT_ASKED), True),
        (AboutTopic(Topic.JUDGEMENT), Judged(Decision.NOT_NOW), True),
    ],
)
def test_words_or_a_rating_make_an_answer_and_any_answer_a_visit(
    question: Question, answer: Answer, *, answered: bool
) -> None:
    record = a_record().with_answer(question, answer)
    assert is_answered(record, question) is answered
    assert is_visited(record, question)


def test_a_question_never_touched_is_neither_answered_nor_visited() -> None:
    assert not is_answered(a_record(), PROMPT)
    assert not is_visited(a_record(), PROMPT)


def test_the_voice_of_the_baby_is_the_first_thing_written() -> None:
    assert VOICE_TOPICS[0] == AboutTopic(Topic.VOICE)
    assert len(set(VOICE_TOPICS)) == len(VOICE_TOPICS)
    assert {type(q) for q in VOICE_TOPICS} <= set(get_args(Question))
