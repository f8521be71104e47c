"""What is suggested to be left out of a copy, and why; everything recorded is an item."""

from forms.contact_items import items
from forms.ids import CarerId
from forms.people import SafeToContact
from forms.record_items import (
    ASKED_ALONE,
    GROUND,
    NAMES_OTHER,
    OTHER_CARER,
    SAFETY,
    TEAM_COPY,
    WHEREABOUTS,
)
from forms.redaction import Item, Suggestion
from tests.builders import FATHER, MOTHER, a_father
from tests.forms.whole_record import (
    ALONE_WORDS,
    GROUND_WORDS,
    HER_WORDS,
    HIS_PHONE,
    HIS_WORDS,
    PACKS,
    TEAM_LETTER,
    VOICE,
    whole_record,
)


def of(reader: CarerId | None) -> tuple[Item, ...]:
    return items(whole_record(), reader, PACKS)


def holding(text: str, reader: CarerId | None = MOTHER) -> list[Item]:
    found = [item for item in of(reader) if text in item.text or text in item.where]
    assert found
    return found


def whys(text: str, reader: CarerId | None = MOTHER) -> set[str]:
    found = holding(text, reader)
    assert {item.suggestion for item in found} == {Suggestion.REDACT}
    return {item.why for item in found}


def test_what_another_carer_said_and_how_to_reach_them_is_suggested_to_be_left_out() -> None:
    assert whys(HIS_PHONE) == {OTHER_CARER}
    assert OTHER_CARER in {i.why for i in holding(HIS_WORDS) if "team copy" not in i.where}
    assert whys("his note") == {OTHER_CARER}
    assert whys("Agreement, Practice Bay") == {OTHER_CARER}


def test_what_was_only_asked_alone_stays_out_even_of_the_readers_own_copy() -> None:
    assert whys(ALONE_WORDS) == {ASKED_ALONE}
    assert whys("Invented factor F2") == {ASKED_ALONE}
    assert whys("an old answer") == {ASKED_ALONE}


def test_safety_the_ground_and_the_teams_letter_are_suggested_to_be_left_out() -> None:
    assert whys("a plan was made") == {SAFETY}
    assert whys("Invented factor F3") == {SAFETY}
    assert whys(GROUND_WORDS) == {GROUND}
    assert [i.why for i in of(MOTHER) if i.text == TEAM_LETTER] == [TEAM_COPY]


def test_words_that_name_another_carer_are_noticed() -> None:
    assert whys("own idea of walks") == {NAMES_OTHER}
    assert [i.suggestion for i in holding("own idea of walks", FATHER)] == [Suggestion.KEEP]


def test_an_address_is_no_small_thing_where_another_carer_may_not_be_safe() -> None:
    assert whys("1 Practice Street") == {WHEREABOUTS}
    assert a_father().safe_to_contact is not SafeToContact.NOT_SAFE
    assert [i.suggestion for i in holding("1 Practice Street", FATHER)] == [Suggestion.KEEP]


def test_the_readers_own_words_the_baby_and_the_practitioners_work_may_stay() -> None:
    kept = [HER_WORDS, VOICE, "reaches out", "the mornings decide it", "The buggy arrived."]

    found = [i for text in kept for i in holding(text) if i.text != TEAM_LETTER]
    assert {i.suggestion for i in found} == {Suggestion.KEEP}


def test_for_someone_who_is_no_carer_every_carer_is_another_one() -> None:
    assert OTHER_CARER in whys(HER_WORDS, None)


def test_every_answer_ever_given_is_an_item_with_its_moment() -> None:
    tired, smiles = holding("tired")[0], holding("smiles")[0]

    assert tired.when == "2 Mar 2026 10:30 UTC, changed since"
    assert smiles.when == "2 Mar 2026 10:35 UTC"
    assert "due 20 April 2026" in holding("due 20 April")[0].text
    assert holding("viewed")[0].text.splitlines() == [
        "2 Mar 2026 10:30 UTC: viewed",
        "2 Mar 2026 10:30 UTC: exported",
    ]


def test_ids_are_of_the_words_so_that_a_decision_never_holds_for_other_words() -> None:
    ids = [item.id for item in of(MOTHER)]

    assert len(set(ids)) == len(ids)
    assert ids == [item.id for item in of(MOTHER)]
    assert not {i.id for i in holding("tired")} & {i.id for i in holding("smiles")}
