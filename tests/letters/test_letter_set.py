"""Each letter of the set, from one saved contact: what it says, and what it must not."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.answers import Decision, Rating, Seen, Topic
from forms.gaps import Missing
from forms.headings import HEADING_OF, LetterHeading
from forms.letter_kinds import HOLDERS, SLOTS, Copy, Holder, LetterKind, LetterOrder, Slot, everyone
from forms.pack import Language
from forms.people import SafeToContact
from forms.preferences import Preferences
from letters.document import Letterhead, Lines, Note, Paragraph
from letters.html import to_html
from letters.letter_set import compose
from letters.passage import language_of
from letters.plain import to_text
from letters.set_words import SetWords
from letters.set_words_cy import WELSH_SET
from letters.set_words_en import ENGLISH_SET
from letters.wording import NEVER_PRINTED
from letters.words import Words
from letters.words_cy import WELSH
from letters.words_en import ENGLISH
from tests.letters import families
from tests.letters.families import (
    FATHER,
    MOTHER,
    Story,
    expected_baby,
    foster_carer,
    fullest_ordinary,
    noted,
    rated,
    seen,
    told,
)
from tests.letters.test_family_copy import HIDING, SECRETS, Secret, _story

FAMILY, TEAM, REFERRER = Copy(Holder.FAMILY), Copy(Holder.TEAM), Copy(Holder.REFERRER)
ABSENT = Copy(Holder.CARER, FATHER)


def order(kind: LetterKind, language: Language = Language.ENGLISH) -> LetterOrder:
    return LetterOrder(kind, everyone(kind, (FATHER,)), language)


def text(story: Story, kind: LetterKind, copy: Copy, **said: str) -> str:
    written = {Slot(slot): words for slot, words in said.items()}
    ordered = replace(order(kind), written=written)
    return " ".join(to_text(compose(story.facts(), ordered, copy)).split())


def every_copy() -> Iterator[tuple[LetterKind, Copy]]:
    return ((kind, copy) for kind in LetterKind for copy in everyone(kind, (FATHER,)))


ALL = [pytest.param(k, c, id=f"{k.value}-{c.holder.value}") for k, c in every_copy()]
NOT_THE_TEAMS = [
    pytest.param(k, c, id=f"{k.value}-{c.holder.value}")
    for k, c in every_copy()
    if c.is_for_the_family
    or k in {LetterKind.CONSULTATION, LetterKind.FOLLOW_UP, LetterKind.ALLOCATION}
]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("kind", "copy"), ALL)
def test_each_copy_is_whole_in_each_language(
    kind: LetterKind, copy: Copy, language: Language
) -> None:
    made = compose(fullest_ordinary().facts(), order(kind, language), copy)

    assert made.language is language
    assert isinstance(made.blocks[0], Letterhead)
    assert "{" not in to_text(made)
    assert "Owen" not in made.title + made.file_stem + made.reference


@pytest.mark.parametrize("secret", HIDING)
@pytest.mark.parametrize(("kind", "copy"), NOT_THE_TEAMS)
def test_what_the_familys_copy_leaves_out_is_in_no_copy_that_lies_about(
    kind: LetterKind, copy: Copy, secret: Secret
) -> None:
    facts = _story().with_answers(secret.answers).facts()
    made = compose(facts, order(kind), copy)

    assert secret.marker not in repr(made.blocks)
    assert secret.marker not in to_text(made)
    assert secret.marker not in to_html(made)


def test_all_secrets_reach_the_hand_over_sheet_so_the_search_can_find_them() -> None:
    story = _story()
    for secret in SECRETS:
        said = text(story.with_answers(secret.answers), LetterKind.HAND_OVER, TEAM)
        assert secret.marker in said, secret.named


TELLING = ("Siân", "Sian", "Tom", "Owen", "Gwil", "Practice Row", "Surgery", "0018", "900123")


@pytest.mark.parametrize("language", Language)
def test_a_consultation_names_nobody_even_where_the_words_did(language: Language) -> None:
    typed = (
        "SIAN and Tom Owen of 1 Practice Row worry since 2 October 2026. Gwil's number is"
        " 999 000 0018, ring 07700 900123 or tom@practice.example."
    )
    story = fullest_ordinary().with_answers(told(Topic.CONCERN, typed))
    made = compose(story.facts(), order(LetterKind.CONSULTATION, language), TEAM)
    said = repr([b for b in made.blocks if not isinstance(b, Letterhead)])

    assert [word for word in TELLING if word in said] == []
    assert "October" not in said
    assert "@" not in said
    assert "07700" not in said


def test_a_consultation_says_whose_care_it_stays() -> None:
    said = text(expected_baby(), LetterKind.CONSULTATION, TEAM, question="Where to begin with Tom?")

    assert "Where to begin with [the father]?" in said
    assert "stay responsible for this family's care" in said


def test_the_follow_up_goes_to_who_came_and_names_who_holds_copies() -> None:
    story = expected_baby().with_answers(seen(FATHER, Seen.NOT_HERE))
    said = text(story, LetterKind.FOLLOW_UP, FAMILY, next="We meet again on Monday.")

    assert "Dear Practice Siân Owen," in said
    assert "Copies of this letter go to: Practice Tom Owen, the health visitor and the GP." in said
    assert "What happens next ----------------- We meet again on Monday." in said


def test_an_absent_carers_copy_leaves_out_what_the_other_said_of_themselves() -> None:
    story = expected_baby().with_answers(
        {
            **seen(FATHER, Seen.NOT_HERE),
            **rated("X02", Rating.WORRY, "Quokka.", "Numbat.", MOTHER),
        }
    )

    assert "Quokka" in text(story, LetterKind.FOLLOW_UP, FAMILY)
    absent = text(story, LetterKind.FOLLOW_UP, ABSENT)
    assert "Quokka" not in absent
    assert "Numbat" not in absent
    assert "Dear Practice Tom Owen," in absent


def test_a_request_for_more_names_each_gap_under_its_heading() -> None:
    bare = replace(expected_baby(), address="")
    answers = {q: a for q, a in bare.answers.items() if q != next(iter(told(Topic.VOICE, "x")))}
    said = text(replace(bare, answers=answers), LetterKind.MORE_INFORMATION, REFERRER)

    assert "The baby's voice and the family's wishes: the voice of the baby" in said
    assert "Who it is about: the address" in said


def test_waiting_asks_to_keep_up_support_and_declining_says_why_and_what_else() -> None:
    story = fullest_ordinary()
    declined = {"reason": "Wombat.", "reason_family": "Too far.", "alternative": "The baby group."}

    assert "Please keep up your support" in text(story, LetterKind.WAITING, REFERRER)
    to_referrer = text(story, LetterKind.DECLINED, REFERRER, **declined)
    to_family = text(story, LetterKind.DECLINED, FAMILY, **declined)
    assert "Wombat." in to_referrer
    assert "The baby group." in to_referrer
    assert "Wombat" not in to_family
    assert "Too far." in to_family
    assert "The baby group." in to_family


def test_a_notice_of_a_self_referral_tells_nothing_of_what_was_told() -> None:
    said = text(fullest_ordinary(), LetterKind.SELF_REFERRAL, Copy(Holder.GP))

    assert "To: Practice Surgery" in said
    assert "Practice Gwil" in said
    assert "Looked away" not in said
    assert "guessing" not in said


def test_the_page_of_reasons_reads_alone() -> None:
    said = text(foster_carer(), LetterKind.REASONS, TEAM)

    assert "1 significant factor or 4 minor factors" in said
    assert "Checklist core-factors 2026.1" in said
    assert "Persistent feeding difficulty" in said
    assert "goes another way than the checklist suggests" in said
    assert "Three homes in five months" in said
    assert "Every factor for this stage was asked." in said
    assert "Decided by Practice H. Visitor, Health visitor on 20 November 2026." in said


def test_the_page_for_the_meeting_says_initials_and_that_safety_waits_never_what() -> None:
    story = fullest_ordinary().with_answers(noted("Z02", note="Pangolin"))
    made = compose(story.facts(), order(LetterKind.ALLOCATION), TEAM)
    said = to_text(made)

    assert "Baby: PG, 7 weeks" in said
    assert "Urgent: see record" in said
    assert "Thoughts of harming" not in said
    assert "3 significant factors" in said


def test_a_family_told_no_is_not_told_who_decided_about_a_recommendation_of_theirs() -> None:
    for kind in (LetterKind.ACCEPTED, LetterKind.WAITING, LetterKind.DECLINED):
        made = compose(fullest_ordinary().facts(), order(kind), FAMILY)
        assert "recommendation" not in to_text(made)


def test_the_address_stands_in_the_window_only_where_the_whole_home_is_safe() -> None:
    window = Preferences(window_envelope=True, organisation="Practice Trust")
    story = replace(expected_baby(), preferences=window)
    unsafe = replace(families.TOM, safe_to_contact=SafeToContact.NOT_ASKED)

    def lines(told_to: Story) -> list[Lines]:
        made = compose(told_to.facts(), order(LetterKind.FOLLOW_UP), FAMILY)
        assert made.blocks[0] == Letterhead("Practice Trust", "20 November 2026")
        return [b for b in made.blocks if isinstance(b, Lines) and b.in_window]

    (safe,) = lines(story)
    (not_known,) = lines(replace(story, carers=(families.SIAN, unsafe)))
    assert safe.lines[1:] == ("1 Practice Row, Practice Town",)
    assert not_known.lines[1:] == ()


def _phrases(words: Words | SetWords) -> dict[str, object]:
    return {f.name: getattr(words, f.name) for f in fields(words)}


@pytest.mark.parametrize(("english", "welsh"), [(ENGLISH, WELSH), (ENGLISH_SET, WELSH_SET)])
def test_every_phrase_is_there_in_both_languages_and_the_welsh_is_marked(
    english: Words | SetWords, welsh: Words | SetWords
) -> None:
    assert "qualified translator" in welsh.translation
    for name, said in _phrases(english).items():
        other = _phrases(welsh)[name]
        assert bool(said) == bool(other) or name == "translation", name
        if isinstance(said, str) and isinstance(other, str) and len(said) > 30:
            assert said != other, name
            assert _holes(said) <= _holes(other) | {"done", "to", "noun"}, name


def _said(value: object) -> object:
    return list(value.values()) if isinstance(value, Mapping) else value


def _holes(text: str) -> set[str]:
    return {part.split("}")[0] for part in text.split("{")[1:]}


def test_each_gap_slot_and_holder_has_its_words() -> None:
    for words in (ENGLISH_SET, WELSH_SET):
        assert set(words.missing) == set(Missing) == set(HEADING_OF)
        assert set(words.headings) == set(LetterHeading)
        assert set(words.slots) == set(Slot)
        assert set(words.holders) == set(Holder)
        assert set(words.titles) == set(words.openings) == set(LetterKind) == set(HOLDERS)
    assert set(SLOTS) == set(LetterKind)


def test_our_own_sentences_of_the_set_never_label_anyone() -> None:
    ours = repr([_said(value) for value in _phrases(ENGLISH_SET).values()]).lower()

    assert "checklist" in ours
    assert [word for word in NEVER_PRINTED if word in ours] == []


def test_a_passage_in_the_other_language_is_marked_and_names_are_not_guessed_at() -> None:
    story = expected_baby().with_answers(
        told(Topic.CONCERN, "Mae'r fam yn dweud bod y baban yn dawel ac nid yw hi'n cysgu.")
    )
    made = compose(story.facts(), order(LetterKind.FOLLOW_UP), FAMILY)
    marked = [b.text for b in made.blocks if isinstance(b, Paragraph) and b.language]

    assert marked == ["Mae'r fam yn dweud bod y baban yn dawel ac nid yw hi'n cysgu."]
    assert language_of("Siân Owen") is None
    welsh = compose(story.facts(), order(LetterKind.FOLLOW_UP, Language.WELSH), FAMILY)
    assert welsh.blocks[-1] == Note(
        "This letter is also available in English.", language=Language.ENGLISH
    )


class _Read(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.languages: list[str] = []
        self.words: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.languages += [value for name, value in attrs if name == "lang" and value]
        assert not [name for name, _ in attrs if name.startswith("on")]
        self._in_style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._in_style = self._in_style and tag != "style"

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.words.append(data)


def _read(page: str) -> _Read:
    read = _Read()
    read.feed(page)
    read.close()
    return read


@pytest.mark.parametrize(("kind", "copy"), ALL)
def test_the_page_of_html_says_what_the_text_says_in_its_order(
    kind: LetterKind, copy: Copy
) -> None:
    made = compose(fullest_ordinary().facts(), order(kind, Language.WELSH), copy)
    read = _read(to_html(made))

    assert read.languages[0] == "cy"
    assert read.tags.count("h1") == 1
    assert "script" not in read.tags
    said = iter(" ".join(read.words).split())
    text_words = [w for w in to_text(made).split() if w.strip("-=|•")]
    own = [w for w in text_words if w in set(" ".join(read.words).split())]
    assert len(own) > 0.8 * len(text_words)
    assert all(word in said for word in own[:20])


@settings(max_examples=60, deadline=None)
@given(typed=st.text(st.characters(exclude_categories=()), max_size=120))
def test_no_markup_that_was_typed_becomes_markup(typed: str) -> None:
    hostile = f"<script>alert(1)</script><img src=x onerror=y>&amp;\"'{typed}"
    story = expected_baby().with_answers(told(Topic.CONCERN, hostile))
    plain = expected_baby().with_answers(told(Topic.CONCERN, "words"))

    def tags(told_by: Story) -> list[str]:
        made = compose(told_by.facts(), order(LetterKind.RECOMMENDATION), TEAM)
        return [tag for tag in _read(to_html(made)).tags if tag != "p"]

    assert tags(story) == tags(plain)


def test_a_decision_against_it_is_told_to_the_parents_as_it_is() -> None:
    story = expected_baby().with_answers(families.judged(Decision.NOT_NOW, "Reason"))

    said = text(story, LetterKind.FOLLOW_UP, FAMILY)
    assert "Nothing is sent to another team now." in said
    assert "Reason" not in said
