"""Invented families for the letters, with small packs of their own and one contact each."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Agreement,
    Answer,
    Consent,
    Decision,
    FactorState,
    Judged,
    Narrative,
    Noted,
    Observed,
    Presence,
    Question,
    Rating,
    SafeguardingGround,
    Seen,
    Topic,
)
from forms.ids import (
    CarerId,
    ContactId,
    FactorCode,
    FamilyId,
    InfantId,
    PackVersion,
    PromptCode,
)
from forms.judgement import freeze
from forms.pack import (
    AgeBand,
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
from forms.people import (
    Born,
    Carer,
    ContactBy,
    Expected,
    Family,
    Infant,
    Practitioner,
    Relationship,
    SafeToContact,
)
from forms.preferences import Preferences
from forms.record import ContactRecord, Setting
from forms.steps import weigh_record
from letters.facts import LetterFacts

TODAY = date(2026, 11, 20)
MADE_AT = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)
MOTHER, FATHER = CarerId("carer-1"), CarerId("carer-2")
INFANT = InfantId("infant-1")


def _info(pack: str) -> PackInfo:
    return PackInfo(
        pack,
        "2026.1",
        Text(pack),
        ("Invented for tests",),
        date(2027, 11, 1),
        NotApproved("Reconstruction, not yet approved."),
    )


def a_prompt(code: str, domain: str, focus: Focus, **flags: bool) -> Prompt:
    return Prompt(
        PromptCode(code),
        "band",
        focus,
        Manner.ASK,
        Text("How is it going?"),
        Text("What to notice"),
        Text("What may worry"),
        Text(domain),
        alone_only=flags.get("alone_only", False),
        red_flag=flags.get("red_flag", False),
        asked_of=AskedOf.EVERYONE,
        points_to=(),
    )


def a_factor(code: str, text: str, weight: Weight = Weight.MINOR, **flags: bool) -> Factor:
    return Factor(
        FactorCode(code),
        "group",
        Text(text),
        Text("Guidance"),
        weight,
        frozenset(Stage),
        opens_urgent=flags.get("opens_urgent", False),
        alone_only=flags.get("alone_only", False),
        sources=(),
        confidence="high",
        weight_confidence="medium",
        beside_private=flags.get("beside_private", False),
    )


PROMPTS = (
    a_prompt("X01", "imagining the baby", Focus.BETWEEN),
    a_prompt("X02", "own wellbeing", Focus.CARER),
    a_prompt("X03", "help around you", Focus.SUPPORT),
    a_prompt("X04", "the baby's day", Focus.INFANT),
    a_prompt("X05", "comforting", Focus.BETWEEN),
    a_prompt("X06", "playing and talking", Focus.BETWEEN),
    a_prompt("X07", "thoughts that frighten", Focus.CARER, red_flag=True),
    a_prompt("X08", "safety at home", Focus.SUPPORT, alone_only=True),
)
FACTORS = (
    a_factor("Y01", "Depression in pregnancy or after birth, not lifting", Weight.SIGNIFICANT),
    a_factor("Y02", "Death of a baby or child of either parent", Weight.SIGNIFICANT),
    a_factor("Y03", "Earlier loss or trauma that still feels raw or overwhelming"),
    a_factor("Y04", "Caring alone without reliable help"),
    a_factor("Y05", "Isolated: few or no trusted people, cut off from family or community"),
    a_factor("Y06", "Serious money worries, debt or long-term unemployment"),
    a_factor("Y07", "Home is insecure, overcrowded, temporary or unsafe"),
    a_factor("Y08", "Persistent feeding difficulty or faltering growth"),
    a_factor("Y09", "Parent is under 20"),
    a_factor("Y10", "Learning disability that affects caring for a baby without support"),
    a_factor("Z01", "Domestic abuse", Weight.SIGNIFICANT, alone_only=True, opens_urgent=True),
    a_factor("Z02", "Thoughts of harming", Weight.SIGNIFICANT, opens_urgent=True),
    a_factor("Z03", "Very mixed feelings that were told alone", alone_only=True),
)
PACKS = Packs(
    PromptPack(
        _info("core-prompts"),
        (AgeBand("band", Stage.ANTENATAL, -40, 4, Text("Any"), Text("Any")),),
        PROMPTS,
    ),
    FactorPack(_info("core-factors"), Rule(1, 4), (FactorGroup("group", Text("Group")),), FACTORS),
)

SIAN = Carer(
    MOTHER,
    "Practice Siân Owen",
    Relationship.MOTHER,
    ContactBy.TEXT,
    SafeToContact.SAFE,
    "07700 900123",
    "Welsh and English",
)
TOM = Carer(
    FATHER,
    "Practice Tom Owen",
    Relationship.FATHER,
    ContactBy.EMAIL,
    SafeToContact.SAFE,
    "tom@practice.example",
    "English",
    access_needs="letters in large print",
)
VISITOR = Practitioner("Practice H. Visitor", "Health visitor", "Practice Cwm Team", "01632 960123")


@dataclass(frozen=True)
class Story:
    """A family and what was answered; `facts()` finishes the contact."""

    infant: Infant
    carers: tuple[Carer, ...]
    answers: Mapping[Question, Answer]
    preferences: Preferences = field(default_factory=Preferences)
    address: str = "1 Practice Row, Practice Town"
    packs: Packs = PACKS

    def with_answers(self, more: Mapping[Question, Answer]) -> "Story":
        return replace(self, answers={**self.answers, **more})

    def facts(self) -> LetterFacts:
        family = Family(
            FamilyId("family-1"), (self.infant,), self.carers, self.address, "Practice Surgery"
        )
        record = ContactRecord(
            ContactId("contact-1"),
            family.id,
            self.infant.id,
            date(2026, 11, 18),
            Setting.HOME,
            Stage.ANTENATAL if self.infant.is_expected else Stage.POSTNATAL,
            "band",
            PackVersion("core-prompts 2026.1"),
            PackVersion("core-factors 2026.1"),
            self.answers,
        )
        weighing = weigh_record(self.packs.factors, record)
        outcome = freeze(self.packs, record, weighing, MADE_AT)
        return LetterFacts(
            family,
            self.infant,
            record,
            self.packs,
            outcome,
            VISITOR,
            self.preferences,
            TODAY,
        )


def told(topic: Topic, text: str) -> dict[Question, Answer]:
    return {AboutTopic(topic): Narrative(text)}


def seen(carer: CarerId, how: Seen) -> dict[Question, Answer]:
    return {AboutTopic(Topic.PRESENT, carer): Presence(how)}


def agreed(carer: CarerId) -> dict[Question, Answer]:
    yes = Agreement(Consent.AGREED, Consent.AGREED, Consent.AGREED)
    return {AboutTopic(Topic.AGREEMENT, carer): yes}


def noted(
    code: str, state: FactorState = FactorState.PRESENT, **more: str
) -> dict[Question, Answer]:
    about = more.get("about")
    carers = (CarerId(about),) if about else ()
    answer = Noted(state, carers, more.get("since", ""), more.get("note", ""))
    return {AboutFactor(FactorCode(code)): answer}


def rated(
    code: str, rating: Rating, words: str, own: str = "", carer: CarerId | None = MOTHER
) -> dict[Question, Answer]:
    return {AboutPrompt(PromptCode(code), carer): Observed(rating, words, own)}


def judged(decision: Decision = Decision.RECOMMEND, reason: str = "") -> dict[Question, Answer]:
    return {AboutTopic(Topic.JUDGEMENT): Judged(decision, reason)}


def ground(reason: str, by: str) -> dict[Question, Answer]:
    return {AboutTopic(Topic.GROUND): SafeguardingGround(reason, by)}


def expected_baby() -> Story:
    """Two parents, an unborn baby, four minor factors: the family in the picture."""
    return Story(
        Infant(INFANT, Expected(date(2027, 1, 14))),
        (SIAN, TOM),
        {
            **seen(MOTHER, Seen.HERE),
            **seen(FATHER, Seen.HERE),
            **told(
                Topic.CONCERN,
                "You told me you sometimes find it hard to picture your baby, and that most days"
                " you face it alone. I would like the team to think with you about this.",
            ),
            **told(Topic.VOICE, "I go quiet when your voice goes quiet. I like it when Dad hums."),
            **told(
                Topic.STRENGTHS,
                "You came early and asked about movements.\nTom spoke, and the baby moved.",
            ),
            **rated(
                "X01",
                Rating.MIXED,
                "Paused when asked what the baby might be like.",
                "I can't see a face yet.",
            ),
            **rated("X05", Rating.GOING_WELL, "Rests a hand on her bump when the baby kicks."),
            **noted("Y03", about=MOTHER, since="2024", note="Would like to talk about it."),
            **noted("Y04"),
            **noted("Y05"),
            **noted("Y06", since="the summer"),
            **noted("Y09", FactorState.NOT_PRESENT),
            **noted("Y10", FactorState.DECLINED),
            **judged(),
            **agreed(MOTHER),
            **agreed(FATHER),
            **told(Topic.TRIED, "Two listening visits; the antenatal group on Tuesdays."),
            **told(Topic.ALONGSIDE, "Siân would like her sister to come to the first meeting."),
            **told(Topic.NEEDS, "Mornings suit best. The bus stops outside the children's centre."),
        },
    )


def fullest_ordinary() -> Story:
    """As full as an ordinary contact gets: 8 factors, 6 strengths, 12 observations, 2 carers."""
    observed: dict[Question, Answer] = {}
    for code in ("X01", "X02", "X03", "X05", "X06"):
        for carer in (MOTHER, FATHER):
            observed |= rated(
                code,
                Rating.MIXED if carer == MOTHER else Rating.WORRY,
                "Looked away when the baby fussed, then came back with a soft voice.",
                "I never know what he wants.",
                carer,
            )
    observed |= rated("X04", Rating.MIXED, "Quiet and watchful for most of the visit.", carer=None)
    observed |= rated("X07", Rating.GOING_WELL, "Speaks freely about hard nights.", "We manage.")
    strengths = "\n".join(  # noqa: FLY002 - one to a line
        (
            "Both parents came, and both had questions.",
            "Siân notices when he is tired before he cries.",
            "Tom carries him in the sling every evening.",
            "Nan comes on Sundays and everyone looks forward to it.",
            "They have asked for help early.",
        )
    )
    story = expected_baby()
    return replace(
        story,
        infant=Infant(INFANT, Born(date(2026, 10, 2), 38), "Practice Gwil", "9990000018"),
        answers={
            **{q: a for q, a in story.answers.items() if not isinstance(q, AboutPrompt)},
            **observed,
            **told(Topic.STRENGTHS, strengths),
            **told(
                Topic.CONCERN,
                "Gwil is quiet, and Siân and Tom often feel they are guessing. They would like to"
                " enjoy him more and to feel that he knows them.",
            ),
            **told(
                Topic.VOICE,
                "I watch your faces. Sometimes I look away because it is a lot. When Dad carries"
                " me I can hear his heart, and when Mam sings I know where I am.",
            ),
            **noted("Y01", about=MOTHER, since="birth", note="GP aware; medicine since October."),
            **noted("Y02", about=MOTHER, since="2022"),
            **noted("Y07"),
            **noted("Y08", since="two weeks", note="Weight is picking up."),
        },
    )


def foster_carer() -> Story:
    """One carer, a born baby with no name recorded, a rule not met and a judgement against it."""
    carer = Carer(
        MOTHER,
        "Practice Ama Mensah",
        Relationship.FOSTER_CARER,
        ContactBy.PHONE,
        SafeToContact.SAFE,
        "07700 900456",
        "Twi and English",
        needs_interpreter=True,
    )
    states: dict[Question, Answer] = {}
    for factor in FACTORS:
        states |= noted(factor.code, FactorState.NOT_PRESENT)
    return Story(
        Infant(INFANT, Born(date(2026, 6, 1), 33), "Practice Kofi"),
        (carer,),
        {
            **seen(MOTHER, Seen.ALONE),
            **told(Topic.CONCERN, "Kofi does not yet turn to Ama when he is startled."),
            **told(Topic.VOICE, "I have met many arms. I am finding out about these."),
            **states,
            **noted("Y08", since="placement", note="Small feeds, often."),
            **rated("X05", Rating.WORRY, "Froze when a door banged.", "He does not look for me."),
            **judged(reason="Three homes in five months; Ama asks for help to reach him."),
            **agreed(MOTHER),
        },
    )
