"""A copy leaves only once every item is decided, and what is left out is gone everywhere."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.contact_items import items
from forms.redaction import (
    LEFT_OUT,
    Decision,
    Item,
    ItemId,
    Redacted,
    Suggestion,
    Undecided,
    follows_suggestions,
    redacted,
)
from tests.builders import MOTHER
from tests.forms.whole_record import ALONE_WORDS, HIS_WORDS, PACKS, VOICE, whole_record

ITEMS = items(whole_record(), MOTHER, PACKS)


def an_item(text: str, *, code: str = "one", words: tuple[str, ...] = ()) -> Item:
    return Item(ItemId(code), "Part", "Where", text, words, "", "", Suggestion.KEEP, "")


def done(decisions: dict[ItemId, Decision], told: tuple[Item, ...] = ITEMS) -> tuple[Redacted, ...]:
    found = redacted(told, decisions)
    assert not isinstance(found, Undecided)
    return found


def everything(decided: tuple[Redacted, ...]) -> str:
    return " ".join(f"{x.part} {x.where} {x.text} {x.when}" for x in decided)


def test_one_item_without_a_decision_stops_the_copy() -> None:
    decisions = dict(follows_suggestions(ITEMS))
    missing = decisions.popitem()[0]

    waiting = redacted(ITEMS, decisions)
    assert isinstance(waiting, Undecided)
    assert [item.id for item in waiting.items] == [missing]


def test_a_decision_about_other_words_is_none() -> None:
    decisions = follows_suggestions(ITEMS)
    changed = (replace(ITEMS[0], id=ItemId("written since")), *ITEMS[1:])

    assert isinstance(redacted(changed, decisions), Undecided)


def test_words_left_out_are_left_out_of_a_letter_that_is_kept_however_it_is_wrapped() -> None:
    decisions = dict(follows_suggestions(ITEMS))
    letter = next(i for i in ITEMS if "team copy" in i.where)
    decisions[letter.id] = Decision.KEEP

    said = everything(done(decisions))
    assert VOICE[:-1] in said
    assert "river" not in said
    assert f"To the team: {LEFT_OUT}, and" in said


def test_neither_the_words_nor_the_question_of_an_item_left_out_are_told() -> None:
    said = everything(done(dict(follows_suggestions(ITEMS))))

    assert HIS_WORDS not in said
    assert ALONE_WORDS not in said
    assert "Invented question ALONE" not in said
    assert VOICE in said


def test_a_short_word_left_out_does_not_tear_other_sentences() -> None:
    told = (an_item("No", words=("No",)), an_item("No news is fine.", code="two"))
    decided = done({ItemId("one"): Decision.REDACT, ItemId("two"): Decision.KEEP}, told)

    assert [x.text for x in decided] == [LEFT_OUT, "No news is fine."]


@given(st.data())
def test_whatever_is_decided_no_words_left_out_stand_anywhere(data: st.DataObject) -> None:
    decisions = {item.id: data.draw(st.sampled_from(Decision)) for item in ITEMS}
    decided = done(decisions)
    said = " ".join(everything(decided).split()).casefold()
    gone = [
        " ".join(words.split()).casefold()
        for item in ITEMS
        if decisions[item.id] is Decision.REDACT
        for words in item.words
        if len(words) >= 4
    ]

    assert [words for words in gone if words in said] == []
    assert len(decided) == len(ITEMS)


@pytest.mark.parametrize("text", ["He (Practice) said: a+b?", "x" * 3000, "ends with dot."])
def test_words_are_left_out_as_they_are_written_and_not_as_a_pattern(text: str) -> None:
    told = (an_item(text, words=(text,)), an_item(f"Before {text} after", code="two"))
    decided = done({ItemId("one"): Decision.REDACT, ItemId("two"): Decision.KEEP}, told)

    assert decided[1].text == f"Before {LEFT_OUT} after"
