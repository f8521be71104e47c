"""What the recommendation letter says, in which order, and in whose words."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from forms.answers import AboutTopic, Agreement, Answer, Consent, Question, Rating, Topic
from forms.ids import CarerId, ContactId, FamilyId
from forms.pack import Language
from forms.people import Born, Carer, Expected, Family, Infant, Practitioner
from forms.preferences import LetterTo, Preferences, Wording
from letters.document import Block, Bullets, Heading, Paragraph, VoiceBox
from letters.facts import Reader
from letters.plain import to_text
from letters.recommendation import recommendation
from letters.wording import NEVER_PRINTED
from letters.words_en import ENGLISH
from tests.letters import families
from tests.letters.families import (
    FATHER,
    INFANT,
    MOTHER,
    Story,
    expected_baby,
    foster_carer,
    fullest_ordinary,
    ground,
    rated,
    told,
)
from tests.letters.reading import document, running_text, text

GOLDEN = Path(__file__).parent / "golden"


def _to_the_team() -> Story:
    """The fullest contact, as a team that says referral and writes to the relationship team."""
    preferences = Preferences(
        Wording.REFERRAL,
        LetterTo.TEAM,
        relationship_team="Practice Bay Parent-Infant Team",
        relationship_team_address="2 Practice Quay\nPractice Town",
    )
    return replace(fullest_ordinary(), preferences=preferences)


class Golden(NamedTuple):
    file: str
    story: Story
    reader: Reader


GOLDENS = (
    Golden("expected-baby-family.txt", expected_baby(), Reader.FAMILY),
    Golden("expected-baby-team.txt", expected_baby(), Reader.TEAM),
    Golden("foster-carer-team.txt", foster_carer(), Reader.TEAM),
    Golden("foster-carer-family.txt", foster_carer(), Reader.FAMILY),
    Golden("referral-to-the-team.txt", _to_the_team(), Reader.TEAM),
    Golden("referral-to-the-team-family.txt", _to_the_team(), Reader.FAMILY),
)


@pytest.mark.parametrize("golden", [pytest.param(g, id=g.file) for g in GOLDENS])
def test_the_letter_reads_as_a_person_has_read_and_agreed(golden: Golden) -> None:
    agreed = (GOLDEN / golden.file).read_text(encoding="utf-8")

    assert text(golden.story, golden.reader) == agreed


def _without(story: Story, *topics: Topic) -> Story:
    left = {AboutTopic(topic) for topic in topics}
    return replace(story, answers={q: a for q, a in story.answers.items() if q not in left})


def _headings(blocks: tuple[Block, ...]) -> list[str]:
    found = []
    for block in blocks:
        match block:
            case Heading(text=said) | VoiceBox(title=said):
                found.append(said)
            case _:
                pass
    return found


def test_the_concern_and_the_voice_of_the_baby_come_before_anything_else() -> None:
    title = "Recommendation to the parent-infant relationship team"
    family, team = (_headings(document(expected_baby(), reader).blocks)[:4] for reader in Reader)

    assert family == [title, "Why I am writing", "If your baby could speak", "What is going well"]
    assert team == [
        title,
        "The concern about the relationship",
        "The voice of the baby",
        "What is going well",
    ]


def test_strengths_come_before_what_makes_it_harder() -> None:
    headings = _headings(document(expected_baby(), Reader.TEAM).blocks)

    assert headings.index("What is going well") < headings.index("What may be making it harder")


def test_a_voice_that_was_not_written_down_is_said_to_be_missing() -> None:
    story = _without(expected_baby(), Topic.VOICE, Topic.CONCERN)
    box = next(b for b in document(story, Reader.TEAM).blocks if isinstance(b, VoiceBox))

    assert box.paragraphs == ("Not recorded at this contact.",)


def test_what_was_seen_is_told_apart_from_what_was_said() -> None:
    story = expected_baby().with_answers(rated("X06", Rating.WORRY, "Sat far off.", "He is cross."))

    assert "Sat far off. In their own words: “He is cross.”" in running_text(story, Reader.TEAM)


def test_a_prompt_with_a_rating_but_no_words_is_not_printed() -> None:
    story = expected_baby().with_answers(rated("X06", Rating.WORRY, "  "))

    assert "Playing and talking" not in text(story, Reader.TEAM)


def test_words_without_a_rating_are_not_lost() -> None:
    story = expected_baby().with_answers(rated("X06", Rating.NOT_ASKED, "Sang to the baby."))

    assert "Playing and talking, Practice Siân Owen: Sang to the baby." in running_text(
        story, Reader.TEAM
    )


def test_not_asked_is_counted_named_and_said_not_to_be_no() -> None:
    said = running_text(expected_baby(), Reader.TEAM)

    assert "7 of the factors for this stage were not asked. Not asked is not “no”." in said
    assert "Death of a baby or child of either parent" in said


def test_the_rule_its_version_and_that_nobody_has_approved_it_are_said() -> None:
    said = running_text(expected_baby(), Reader.TEAM)

    assert "when 1 significant factor or 4 minor factors are present" in said
    assert "Checklist core-factors 2026.1" in said
    assert "not yet approved" in said
    assert "not yet approved" in running_text(expected_baby(), Reader.FAMILY)


def test_the_letter_keeps_to_the_outcome_and_never_weighs_again() -> None:
    facts = expected_baby().facts()
    stricter = replace(facts.packs.factors, rule=replace(facts.packs.factors.rule, minor=9))
    later = replace(facts, packs=replace(facts.packs, factors=stricter))

    assert recommendation(later, Reader.TEAM) == recommendation(facts, Reader.TEAM)


def test_an_expected_baby_is_named_after_its_mother_and_never_given_an_age() -> None:
    said = running_text(expected_baby(), Reader.TEAM)

    assert "About Baby of Practice Siân Owen, due 14 January 2027 (32 weeks)" in said
    assert "born on" not in said


def test_a_baby_long_past_the_due_date_gets_neither_an_age_nor_impossible_weeks() -> None:
    overdue = replace(expected_baby(), infant=Infant(INFANT, Expected(date(2026, 6, 1))))
    said = running_text(overdue, Reader.TEAM)

    assert "due 1 June 2026 " in said
    assert "(64 weeks)" not in said


def test_a_baby_born_early_is_given_both_ages() -> None:
    assert "now 5 months (17 weeks corrected)" in running_text(foster_carer(), Reader.TEAM)


def test_sharing_on_a_safeguarding_ground_says_so_to_the_team() -> None:
    refused = Agreement(Consent.REFUSED, Consent.REFUSED, Consent.REFUSED)
    answers: dict[Question, Answer] = {
        AboutTopic(Topic.AGREEMENT, MOTHER): refused,
        AboutTopic(Topic.AGREEMENT, FATHER): refused,
        **ground("Someone may be hurt", "Practice Lead"),
    }
    said = running_text(expected_baby().with_answers(answers), Reader.TEAM)

    assert "shared without relying on agreement" in said
    assert "Someone may be hurt. Authorised by: Practice Lead." in said


class Worded(NamedTuple):
    wording: Wording
    title: str
    verb: str
    stem: str


WORDED = (
    Worded(Wording.RECOMMENDATION, "Recommendation to the parent", "recommend", "recommendation-"),
    Worded(Wording.REFERRAL, "Referral to the parent", "refer", "referral-"),
    Worded(Wording.REGISTRATION, "Registration with the parent", "register", "registration-"),
)


@pytest.mark.parametrize("worded", WORDED)
@pytest.mark.parametrize("reader", Reader)
def test_the_teams_own_word_runs_through_title_body_and_file_name(
    worded: Worded, reader: Reader
) -> None:
    story = replace(expected_baby(), preferences=Preferences(wording=worded.wording))
    made = document(story, reader)
    said = to_text(made).lower()
    others = {"recommend", "referral", "registration", "register"} - {
        word
        for word in ("recommend", "referral", "registration", "register")
        if word in worded.stem
    }

    assert made.title.startswith(worded.title)
    assert made.file_stem.startswith(worded.stem)
    whose = "your" if reader is Reader.FAMILY else "this"
    assert f"would like to {worded.verb} {whose} family" in " ".join(said.split())
    assert [word for word in others - {worded.verb} if word in said] == []


def test_no_name_stands_in_the_title_the_author_or_the_file_name() -> None:
    made = document(expected_baby(), Reader.TEAM)
    said = f"{made.title} {made.author} {made.file_stem} {made.reference}"

    assert "Owen" not in said
    assert "Visitor" not in said


def test_a_letter_in_welsh_is_welsh_and_marks_what_is_english() -> None:
    story = replace(expected_baby(), preferences=Preferences(language=Language.WELSH))
    made = document(story, Reader.FAMILY)
    concern = next(b for b in made.blocks if isinstance(b, Paragraph) and "picture" in b.text)

    assert made.language is Language.WELSH
    assert "Beth sy'n mynd yn dda" in text(story, Reader.FAMILY)
    assert concern.language is Language.ENGLISH


def test_our_own_sentences_never_label_anyone() -> None:
    ours = repr(ENGLISH).lower()

    assert [word for word in NEVER_PRINTED if word in ours] == []
    assert "does not diagnose anyone" in " ".join(ours.split())


def test_braces_in_a_name_are_only_braces() -> None:
    practitioner = Practitioner("{noun}", "{0}", "{team", "}")
    facts = replace(
        families.expected_baby().with_answers(told(Topic.CONCERN, "{who} {")).facts(),
        practitioner=practitioner,
        preferences=Preferences(relationship_team="{day} {"),
    )
    said = to_text(recommendation(facts, Reader.TEAM))

    assert "{who} {" in said
    assert "Recommendation to {day} {" in said
    assert "{noun}" in said


def test_a_contact_with_nothing_in_it_still_makes_both_copies() -> None:
    nobody = Story(Infant(INFANT, Born(date(2026, 11, 1))), (), {})

    for reader in Reader:
        assert "Not recorded at this contact." in text(nobody, reader)
        assert "Dear colleagues," in text(nobody, reader)


def test_a_carer_with_an_empty_name_leaves_no_hole() -> None:
    blank = Carer(MOTHER, "  ", families.SIAN.relationship)
    story = replace(expected_baby(), carers=(blank,))

    assert "Dear ," not in text(story, Reader.FAMILY)


def test_strengths_name_the_carer_they_were_seen_with() -> None:
    made = document(expected_baby(), Reader.TEAM)
    lists = [b for b in made.blocks if isinstance(b, Bullets)]

    assert lists[0].items[0].lead == "Practice Siân Owen"


def test_the_family_is_addressed_and_the_team_gets_the_copy_or_the_other_way_round() -> None:
    to_family, to_team = text(expected_baby(), Reader.FAMILY), text(_to_the_team(), Reader.FAMILY)

    assert "Dear Practice Siân Owen and Practice Tom Owen," in to_family
    assert "Copy to: Parent-infant relationship team" in to_family
    assert "Dear colleagues," in to_team
    assert "Copy to: Practice Siân Owen and Practice Tom Owen" in to_team


def test_the_teams_copy_never_speaks_to_the_family() -> None:
    said = text(expected_baby(), Reader.TEAM)

    assert "Dear colleagues," in said
    assert "To: Parent-infant relationship team" in said
    assert "Dear Practice" not in said


def test_the_same_facts_make_the_same_letter() -> None:
    assert document(expected_baby(), Reader.TEAM) == document(expected_baby(), Reader.TEAM)


def test_one_letter_has_one_reference_in_both_copies_and_two_letters_have_two() -> None:
    facts = expected_baby().facts()
    other = replace(facts, record=replace(facts.record, id=ContactId("contact-2")))
    mine = {recommendation(facts, reader).reference for reader in Reader}

    assert len(mine) == 1
    assert recommendation(other, Reader.TEAM).reference not in mine


def test_a_letter_can_be_written_without_the_pdf_library() -> None:
    code = (
        "import sys, letters.recommendation, letters.plain;"
        "sys.exit(sum(n.split('.')[0] in ('reportlab', 'uharfbuzz') for n in sys.modules))"
    )

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_paragraph_of_the_concern_stays_a_paragraph() -> None:
    story = expected_baby().with_answers(told(Topic.CONCERN, "One.\n\nTwo.\r\nThree."))
    said = [b.text for b in document(story, Reader.TEAM).blocks if isinstance(b, Paragraph)]

    assert [line for line in ("One.", "Two.", "Three.") if line not in said] == []


def test_both_parents_who_agreed_to_the_same_are_named_together() -> None:
    assert (
        "Practice Siân Owen and Practice Tom Owen: Agreed to being recommended to the team"
        in running_text(expected_baby(), Reader.FAMILY)
    )


def test_family_is_a_family_of_any_size() -> None:
    carers = tuple(
        Carer(CarerId(f"c{n}"), f"Practice Carer {n}", families.SIAN.relationship) for n in range(3)
    )
    facts = replace(expected_baby().facts(), family=Family(FamilyId("f"), (), carers))
    said = to_text(recommendation(replace(facts, today=date(2026, 11, 20)), Reader.TEAM))

    assert "Practice Carer 0" in said
    assert "Practice Carer 2" in said


def test_a_contact_without_factors_or_judgement_says_so_to_the_team() -> None:
    nothing = Story(Infant(INFANT, Born(date(2026, 11, 1))), (families.SIAN,), {})
    said = running_text(nothing, Reader.TEAM)

    assert "Nothing on the checklist was noted as present" in said
    assert "No judgement was recorded." in said
    assert "the checklist cannot tell yet" in said


def test_a_judgement_against_the_checklist_without_a_reason_says_that_none_was_recorded() -> None:
    story = foster_carer().with_answers(families.judged())

    assert "No reason was recorded." in running_text(story, Reader.TEAM)


@pytest.mark.parametrize("reader", Reader)
def test_what_is_not_decided_yet_is_a_draft_and_says_so_first(reader: Reader) -> None:
    decided = expected_baby()
    open_still = _without(decided, Topic.JUDGEMENT)

    assert document(decided, reader).draft == ""
    assert document(open_still, reader).draft.startswith("Draft.")
    assert text(open_still, reader).startswith("Draft. Nothing is decided yet")
    assert "Draft" not in text(decided, reader)
