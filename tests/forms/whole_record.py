"""One invented family's whole record, in which everything that must be weighed up stands once."""

from datetime import UTC, date, datetime, timedelta

from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Agreement,
    Answer,
    Consent,
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
from forms.family_record import (
    AnswerVersion,
    CarerVersion,
    ContactStory,
    FamilyRecord,
    HomeVersion,
    InfantVersion,
    LetterStory,
    LogLine,
    Remark,
)
from forms.ids import ContactId, FactorCode, LetterId, PromptCode
from forms.pack import Focus, Packs, PromptPack, Stage
from forms.people import Expected, SafeToContact
from forms.preferences import LetterTo
from forms.record import Setting
from tests.builders import (
    DUE_ON,
    FAMILY,
    FATHER,
    MOTHER,
    a_carer,
    a_factor,
    a_factor_pack,
    a_father,
    a_pack_info,
    a_prompt,
    an_infant,
)

AT = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
PACKS = Packs(
    PromptPack(
        a_pack_info("invented-prompts"),
        (),
        (
            a_prompt("OWN"),
            a_prompt("ALONE", alone_only=True),
            a_prompt("BABY", focus=Focus.INFANT),
        ),
    ),
    a_factor_pack(
        a_factor("F1"), a_factor("F2", alone_only=True), a_factor("F3", opens_urgent=True)
    ),
)
HIS_WORDS = "he said the river was too loud"
HIS_PHONE = "0000 practice 2"
ALONE_WORDS = "she spoke of the green door"
GROUND_WORDS = "the practice board authorised it"
HER_WORDS = "I love our mornings"
VOICE = "I like the window light."
TEAM_LETTER = "To the team: he said\n    the river was too loud, and I like the window light."


def _said(question: Question, answer: Answer, minutes: int = 0) -> AnswerVersion:
    return AnswerVersion(question, answer, AT + timedelta(minutes=minutes), settled=True)


def _answers() -> tuple[AnswerVersion, ...]:
    own = AboutPrompt(PromptCode("OWN"), MOTHER)
    agreed = Agreement(Consent.AGREED, Consent.AGREED, Consent.REFUSED)
    return (
        _said(AboutTopic(Topic.PRESENT, MOTHER), Presence(Seen.ALONE)),
        _said(own, Observed(Rating.MIXED, "tired", "")),
        _said(own, Observed(Rating.GOING_WELL, "smiles", HER_WORDS), 5),
        _said(
            AboutPrompt(PromptCode("OWN"), FATHER),
            Observed(Rating.WORRY, "looked away", HIS_WORDS),
        ),
        _said(AboutPrompt(PromptCode("ALONE"), MOTHER), Observed(Rating.WORRY, ALONE_WORDS)),
        _said(AboutPrompt(PromptCode("BABY")), Observed(Rating.GOING_WELL, "reaches out")),
        _said(AboutPrompt(PromptCode("GONE"), MOTHER), Observed(Rating.MIXED, "an old answer")),
        _said(AboutFactor(FactorCode("F1")), Noted(FactorState.PRESENT, (FATHER,), "", "his note")),
        _said(AboutFactor(FactorCode("F2")), Noted(FactorState.PRESENT, (MOTHER,))),
        _said(AboutFactor(FactorCode("F3")), Noted(FactorState.PRESENT)),
        _said(AboutTopic(Topic.VOICE), Narrative(VOICE)),
        _said(AboutTopic(Topic.TRIED), Narrative("Bay's own idea of walks.")),
        _said(AboutTopic(Topic.SAFETY), Narrative("a plan was made")),
        _said(AboutTopic(Topic.JUDGEMENT), Judged(None, "the mornings decide it")),
        _said(AboutTopic(Topic.AGREEMENT, FATHER), agreed),
        _said(AboutTopic(Topic.AGREEMENT, MOTHER), agreed),
        _said(AboutTopic(Topic.GROUND), SafeguardingGround(GROUND_WORDS, "Practice Lead")),
    )


def whole_record() -> FamilyRecord:
    """A mother and a father, a baby who was expected first, one contact, two letters."""
    father = a_father(contact_detail=HIS_PHONE, safe_to_contact=SafeToContact.NOT_SAFE)
    contact = ContactStory(
        id=ContactId("contact-1"),
        infant=an_infant().id,
        day=date(2026, 3, 2),
        setting=Setting.HOME,
        stage=Stage.POSTNATAL,
        started_at=AT,
        finished_at=AT + timedelta(hours=1),
        answers=_answers(),
        outcome=None,
        amends=None,
        amend_reason="",
    )
    expected = an_infant(arrival=Expected(DUE_ON), name="")
    return FamilyRecord(
        id=FAMILY,
        homes=(HomeVersion("1 Practice Street", "Practice Surgery", AT),),
        infants=(
            (
                InfantVersion(expected, listed=True, since=AT - timedelta(days=90)),
                InfantVersion(an_infant(), listed=True, since=AT),
            ),
        ),
        carers=(
            (CarerVersion(a_carer(), listed=True, since=AT),),
            (CarerVersion(father, listed=True, since=AT),),
        ),
        contacts=(contact,),
        letters=(
            LetterStory(LetterId("l1"), contact.id, LetterTo.FAMILY, AT, "Dear Practice Ash", ()),
            LetterStory(LetterId("l2"), contact.id, LetterTo.TEAM, AT, TEAM_LETTER, ((AT, "x"),)),
        ),
        remarks=(Remark("note", AT, "The buggy arrived."),),
        log=(LogLine("viewed", AT), LogLine("exported", AT)),
        came_from=(),
    )
