"""What must not reach someone who reads over a shoulder, opens the post, or takes a file apart."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import pytest

from forms.answers import (
    AboutTopic,
    Agreement,
    Answer,
    Consent,
    Decision,
    FactorState,
    Question,
    Rating,
    Seen,
    Topic,
)
from forms.ids import CarerId, FactorCode
from forms.people import Carer, Relationship, SafeToContact
from forms.preferences import LetterTo, Preferences
from letters.facts import Reader, addressees
from letters.family_copy import for_the_family
from letters.left_out import left_out
from tests.letters import families
from tests.letters.families import (
    FATHER,
    MOTHER,
    SIAN,
    TOM,
    Story,
    a_factor,
    expected_baby,
    ground,
    judged,
    noted,
    rated,
    told,
)
from tests.letters.reading import document, pdf, read, running_text, text


class Secret(NamedTuple):
    """Something recorded, and the word in it that must not come out."""

    named: str
    marker: str
    answers: Mapping[Question, Answer]


WORRY, MIXED, WELL = Rating.WORRY, Rating.MIXED, Rating.GOING_WELL
SECRETS = (
    Secret("a question asked alone", "Quagga", rated("X08", WORRY, "Quagga.")),
    Secret("words to a question asked alone", "Okapi", rated("X08", MIXED, "", "Okapi.")),
    Secret("a strength told alone", "Narwhal", rated("X08", WELL, "Narwhal.")),
    Secret("a worry that may need urgent help", "Ocelot", rated("X07", WORRY, "Ocelot.")),
    Secret("mixed words about something urgent", "Tapir", rated("X07", MIXED, "Tapir.")),
    Secret("a question the pack has lost", "Kakapo", rated("Q99", MIXED, "Kakapo.")),
    Secret("a factor asked alone", "told alone", noted("Z03")),
    Secret("what would hint at a factor asked alone", "Serious conflict", noted("Z04")),
    Secret("domestic abuse", "Domestic abuse", noted("Z01", note="Axolotl", about=MOTHER)),
    Secret("an urgent factor", "Thoughts of harming", noted("Z02", since="Wombat")),
    Secret("an urgent factor's note", "Pangolin", noted("Z02", note="Pangolin")),
    Secret("a declined factor", "Parent is under 20", noted("Y09", FactorState.DECLINED)),
    Secret("the safeguarding ground", "Capybara", ground("Capybara", "Practice Lead")),
    Secret("who authorised it", "Dugong", ground("Reason", "Dugong")),
    Secret("the reason for the judgement", "Manatee", judged(reason="Manatee")),
    Secret("needs and how to make contact", "Aardvark", told(Topic.NEEDS, "Aardvark")),
)
HIDING = [pytest.param(s, id=s.named) for s in SECRETS]


BESIDE = a_factor("Z04", "Serious conflict of the parents", beside_private=True)


def _story() -> Story:
    """The family in the picture, but with nothing in it that the family's copy leaves out."""
    story = expected_baby()
    left = {AboutTopic(Topic.NEEDS)}
    answers = {q: a for q, a in story.answers.items() if q not in left}
    factors = replace(story.packs.factors, factors=(*story.packs.factors.factors, BESIDE))
    return replace(story, answers=answers, packs=replace(story.packs, factors=factors))


@pytest.mark.parametrize("secret", HIDING)
def test_the_team_is_told(secret: Secret) -> None:
    story = _story().with_answers(secret.answers)

    assert secret.marker in running_text(story, Reader.TEAM)
    assert secret.marker in read(pdf(story.facts(), Reader.TEAM)).running


@pytest.mark.parametrize("secret", HIDING)
def test_the_familys_copy_never_holds_it_in_any_layer(secret: Secret) -> None:
    story = _story().with_answers(secret.answers)
    read_back = read(pdf(story.facts(), Reader.FAMILY))

    assert secret.marker not in repr(document(story, Reader.FAMILY))
    assert secret.marker not in text(story, Reader.FAMILY)
    assert secret.marker not in read_back.running
    assert secret.marker.encode() not in read_back.streams
    assert secret.marker not in read_back.properties


@pytest.mark.parametrize("secret", HIDING)
def test_the_familys_copy_is_the_same_bytes_as_if_it_had_not_been_recorded(secret: Secret) -> None:
    without, with_it = _story(), _story().with_answers(secret.answers)

    assert pdf(without.facts(), Reader.FAMILY) == pdf(with_it.facts(), Reader.FAMILY)
    assert text(without, Reader.FAMILY) == text(with_it, Reader.FAMILY)


@pytest.mark.parametrize("secret", HIDING)
def test_what_the_familys_copy_is_made_from_does_not_hold_it_either(secret: Secret) -> None:
    kept = for_the_family(_story().with_answers(secret.answers).facts())

    assert secret.marker not in repr((kept.record, kept.outcome, kept.family))


@pytest.mark.parametrize("secret", HIDING)
def test_the_practitioner_is_told_that_something_is_left_out_but_not_what(secret: Secret) -> None:
    said = left_out(_story().with_answers(secret.answers).facts())

    assert said
    assert secret.marker not in " ".join(said)


def test_what_lies_beside_a_factor_asked_alone_says_nothing_of_it_there_or_missing() -> None:
    """Told openly, told with the other factor, or not told: the reader holds the same pages."""
    conflict, abuse = noted("Z04"), noted("Z01", note="Axolotl", about=MOTHER)
    told = (conflict, abuse, {**conflict, **abuse})
    stories = [_story(), *(_story().with_answers(answers) for answers in told)]

    assert len({pdf(story.facts(), Reader.FAMILY) for story in stories}) == 1
    assert len({pdf(story.facts(), Reader.TEAM) for story in stories}) == len(stories)


def test_all_secrets_at_once_leave_the_same_copy() -> None:
    everything = _story()
    for secret in SECRETS:
        everything = everything.with_answers(secret.answers)

    assert pdf(_story().facts(), Reader.FAMILY) == pdf(everything.facts(), Reader.FAMILY)


def test_no_number_of_factors_and_no_threshold_stands_in_the_familys_copy() -> None:
    said = running_text(families.fullest_ordinary(), Reader.FAMILY).lower()

    assert "significant" not in said
    assert "minor" not in said
    assert "suggests" not in said


def test_no_code_stands_in_either_copy() -> None:
    story = families.fullest_ordinary()
    codes = [p.code for p in families.PROMPTS] + [f.code for f in families.FACTORS]

    for reader in Reader:
        assert [code for code in codes if code in text(story, reader)] == []


def test_notes_and_names_beside_factors_stay_out_where_more_than_one_carer_reads() -> None:
    story = _story().with_answers(noted("Y04", note="Bandicoot", about=FATHER, since="Quokka"))

    assert "Bandicoot" in running_text(story, Reader.TEAM)
    assert "Bandicoot" not in text(story, Reader.FAMILY)
    assert "Quokka" not in text(story, Reader.FAMILY)
    assert "for Practice Tom Owen" not in running_text(story, Reader.FAMILY)


def test_a_note_about_the_only_carer_is_shown_to_that_carer() -> None:
    story = replace(_story(), carers=(SIAN,)).with_answers(
        noted("Y04", note="Numbat", about=MOTHER)
    )

    assert "Numbat" in running_text(story, Reader.FAMILY)


def test_what_one_carer_said_alone_is_not_read_by_the_other() -> None:
    said = rated("X02", MIXED, "Gecko.", "Skink.")
    together = _story().with_answers(said)
    alone = together.with_answers(families.seen(MOTHER, Seen.ALONE))

    assert "Gecko" in running_text(together, Reader.FAMILY)
    assert "Gecko" not in running_text(alone, Reader.FAMILY)
    assert "Skink" not in running_text(alone, Reader.FAMILY)
    assert "Gecko" in running_text(alone, Reader.TEAM)


def test_a_strength_told_alone_stays_but_not_in_the_carers_own_words() -> None:
    alone = _story().with_answers(
        {**rated("X02", WELL, "Gecko.", "Skink."), **families.seen(MOTHER, Seen.ALONE)}
    )

    assert "Gecko" in running_text(alone, Reader.FAMILY)
    assert "Skink" not in running_text(alone, Reader.FAMILY)


UNSAFE_SIAN = replace(SIAN, safe_to_contact=SafeToContact.NOT_SAFE, language="Numbatish")


def _unsafe() -> Story:
    return replace(_story(), carers=(UNSAFE_SIAN, TOM))


@pytest.mark.parametrize("letter_to", LetterTo)
def test_a_carer_who_is_not_safe_to_contact_is_never_written_to(letter_to: LetterTo) -> None:
    story = replace(_unsafe(), preferences=Preferences(letter_to=letter_to))
    said = text(story, Reader.FAMILY).split("About Baby")[0]

    assert addressees(story.facts()) == (TOM,)
    assert UNSAFE_SIAN.name not in said


def test_nothing_of_how_to_reach_a_carer_who_is_not_safe_to_contact_is_printed() -> None:
    said = text(_unsafe(), Reader.FAMILY)

    assert "900123" not in said
    assert "Numbatish" not in said
    assert "1 Practice Row" not in said
    assert "safe" not in said.lower()
    assert f"{UNSAFE_SIAN.name}: Agreed" not in said


def test_addresses_and_numbers_are_left_out_for_every_family_so_that_their_lack_says_nothing() -> (
    None
):
    said = text(_story(), Reader.FAMILY)

    assert "900123" not in said
    assert "1 Practice Row" not in said
    assert "tom@practice.example" not in said
    assert "900123" in text(_story(), Reader.TEAM)


def test_where_nobody_is_safe_the_letter_goes_to_the_team_and_the_practitioner_is_warned() -> None:
    unsafe_tom = replace(TOM, safe_to_contact=SafeToContact.NOT_SAFE)
    story = replace(_story(), carers=(UNSAFE_SIAN, unsafe_tom))

    assert "To: Parent-infant relationship team" in text(story, Reader.TEAM)
    assert "Copy to" not in text(story, Reader.TEAM)
    assert "do not send the family a copy" in left_out(story.facts())[-1]


def test_a_carer_who_was_not_there_is_not_written_to() -> None:
    story = _story().with_answers(families.seen(FATHER, Seen.NOT_HERE))

    assert addressees(story.facts()) == (SIAN,)


def test_a_refusal_is_told_to_the_team_and_not_to_the_other_carer() -> None:
    no = Agreement(Consent.REFUSED, Consent.REFUSED, Consent.NOT_ASKED)
    story = _story().with_answers({AboutTopic(Topic.AGREEMENT, FATHER): no})

    assert "Practice Tom Owen: Did not agree to" in running_text(story, Reader.TEAM)
    assert "agree to" not in running_text(story, Reader.FAMILY).replace("Agreed to", "")


def test_a_judgement_against_the_checklist_is_explained_to_the_team_alone() -> None:
    story = families.foster_carer().with_answers(judged(Decision.RECOMMEND, "Echidna"))

    assert "goes another way" in running_text(story, Reader.TEAM)
    assert "Echidna" in running_text(story, Reader.TEAM)
    assert "another way" not in running_text(story, Reader.FAMILY)


def test_a_factor_of_a_pack_that_is_no_longer_held_is_left_out_of_the_familys_copy() -> None:
    facts = _story().facts()
    fewer = tuple(f for f in families.FACTORS if f.code != FactorCode("Y04"))
    packs = replace(facts.packs, factors=replace(facts.packs.factors, factors=fewer))
    newer = replace(_story(), packs=packs)
    kept = for_the_family(replace(facts, packs=packs))

    assert [c.code for c in kept.outcome.minor] == ["Y03", "Y05", "Y06"]
    assert newer.packs is packs


def test_an_answer_about_a_carer_who_left_the_family_is_kept_from_the_others() -> None:
    gone = Carer(CarerId("carer-9"), "Practice Gone", Relationship.FATHER)
    story = _story().with_answers(rated("X02", MIXED, "Gecko.", carer=gone.id))

    assert "Gecko" not in running_text(story, Reader.FAMILY)
    assert "Gecko" in running_text(story, Reader.TEAM)
