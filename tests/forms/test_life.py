"""A birth and a loss: the same record goes on, or is closed kindly."""

import re
from datetime import date, timedelta

import pytest

from forms.ages import age_words
from forms.ids import InfantId
from forms.life import (
    Birth,
    born,
    close_after_death,
    close_after_loss,
    nameless_slip,
    reason_slip,
    reopen,
    was_due_words,
)
from forms.pack import Stage
from forms.people import (
    Born,
    Ended,
    Expected,
    Family,
    Infant,
    arrival_day,
    family_name,
    infant_name,
    is_closed,
)
from forms.refusal import Refusal
from forms.steps import stage_of
from tests.builders import (
    DAY,
    DUE_ON,
    INFANT,
    a_carer,
    a_family,
    a_father,
    an_expected_infant,
    an_infant,
)

LOSS = date(2026, 3, 1)
EXPECTING = a_family(infants=(an_expected_infant(),))
BIRTH = Birth(date(2026, 2, 28), "Practice Fern", 33, "999 000 0018")
UNKIND = re.compile(r"\b(baby|babies|due|weeks?|pregnant|born)\b", re.IGNORECASE)


def closed() -> Family:
    family = close_after_loss(EXPECTING, INFANT, LOSS, DAY)
    assert isinstance(family, Family)
    return family


def refused(said: Family | Refusal) -> str:
    assert isinstance(said, Refusal)
    return said.reason


def test_the_expected_baby_becomes_the_named_one_under_the_same_id() -> None:
    family = born(EXPECTING, INFANT, BIRTH, DAY)

    assert isinstance(family, Family)
    assert family.infants == (
        Infant(INFANT, Born(date(2026, 2, 28), 33), "Practice Fern", "9990000018"),
    )
    assert family.carers == EXPECTING.carers


def test_a_birth_is_recorded_once() -> None:
    family = born(EXPECTING, INFANT, BIRTH, DAY)
    assert isinstance(family, Family)

    again = refused(born(family, INFANT, BIRTH, DAY))
    assert again == (
        "The birth of Practice Fern is recorded already, on 28 February 2026."
        " To correct it, change the details."
    )


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (Birth(DAY + timedelta(days=1)), "still expected"),
        (Birth(date(2025, 2, 28)), "does not fit the due date"),
        (Birth(DAY, gestation_weeks=21), "22 to 45"),
        (Birth(DAY, gestation_weeks=46), "22 to 45"),
        (Birth(DAY, nhs_number="9990000019"), "wrong digit"),
    ],
)
def test_a_birth_that_cannot_be_is_refused_with_a_sentence(birth: Birth, words: str) -> None:
    assert words in refused(born(EXPECTING, INFANT, birth, DAY))


def test_a_name_that_is_not_told_at_birth_leaves_the_one_the_parents_had_chosen() -> None:
    named = a_family(infants=(an_expected_infant(name="Practice Fern"),))
    family = born(named, INFANT, Birth(DAY), DAY)

    assert isinstance(family, Family)
    assert family.infants[0].name == "Practice Fern"


def test_after_a_loss_no_word_speaks_of_a_baby_a_due_date_or_weeks() -> None:
    family = closed()
    said = (
        family_name(family),
        infant_name(family.infants[0], family.carers),
        age_words(family.infants[0], DAY),
    )

    assert [words for words in said if UNKIND.search(words)] == []
    assert said == (
        "Family of Practice Ash Rowan",
        "Pregnancy ended 1 March 2026",
        "Pregnancy ended 1 March 2026",
    )
    assert is_closed(family)


def test_the_name_the_parents_chose_stays_after_a_loss() -> None:
    named = a_family(infants=(an_expected_infant(name="Practice Fern"),))
    family = close_after_loss(named, INFANT, LOSS, DAY)

    assert isinstance(family, Family)
    assert family_name(family) == infant_name(family.infants[0], ()) == "Practice Fern"


def test_a_twin_who_lives_names_the_family_and_keeps_it_open() -> None:
    twin = an_infant(id=InfantId("infant-2"), name="Practice Clover")
    family = close_after_loss(a_family(infants=(an_expected_infant(), twin)), INFANT, LOSS, DAY)

    assert isinstance(family, Family)
    assert family_name(family) == "Practice Clover"
    assert not is_closed(family)


def test_a_closed_record_keeps_its_stage_and_is_known_by_the_day_of_the_loss() -> None:
    infant = closed().infants[0]

    assert infant.arrival == Ended(LOSS, DUE_ON)
    assert arrival_day(infant.arrival) == LOSS
    assert stage_of(infant) is Stage.ANTENATAL
    assert not infant.is_expected
    assert infant.is_closed


@pytest.mark.parametrize(
    ("family", "on", "words"),
    [
        (closed(), LOSS, "closed already"),
        (a_family(), LOSS, "A birth is recorded"),
        (EXPECTING, DAY + timedelta(days=1), "in the future"),
        (EXPECTING, date(2025, 3, 1), "outside this pregnancy"),
    ],
)
def test_a_loss_that_cannot_be_is_refused_with_a_sentence(
    family: Family, on: date, words: str
) -> None:
    assert words in refused(close_after_loss(family, INFANT, on, DAY))


def test_a_record_closed_in_error_is_as_it_was_once_a_reason_is_given() -> None:
    assert "reason" in refused(reopen(closed(), INFANT, "  "))
    assert reopen(closed(), INFANT, "The wrong family was chosen.") == EXPECTING
    assert "open" in refused(reopen(EXPECTING, INFANT, "x"))
    assert "Open it again" in refused(born(closed(), INFANT, BIRTH, DAY))


def test_a_reason_says_something_and_is_not_a_story() -> None:
    assert reason_slip("Moved away.") is None
    assert reason_slip(" \n ") is not None
    assert reason_slip("x" * 501) is not None


@pytest.mark.parametrize(
    "reason", ["clover moved away", "Asked by Mr. Rowan.", "Number 999 000 0018 was wrong"]
)
def test_a_reason_that_stays_when_the_record_is_gone_holds_no_name(reason: str) -> None:
    family = a_family(infants=(an_infant(nhs_number="9990000018"),), carers=(a_carer(), a_father()))

    assert nameless_slip(reason, family) is not None
    assert nameless_slip("The main record holds it all.", family) is None


def test_when_a_born_baby_was_due_is_still_told() -> None:
    assert was_due_words(an_infant(), DUE_ON) == "was due 20 Apr 2026"
    assert was_due_words(an_infant(), None) == ""
    assert was_due_words(an_expected_infant(arrival=Expected(DUE_ON)), DUE_ON) == ""


# A baby who died

DIED = date(2026, 3, 1)


def grieving(*others: Infant) -> Family:
    family = close_after_death(a_family(infants=(an_infant(), *others)), INFANT, DIED, DAY)
    assert isinstance(family, Family)
    return family


def test_after_a_death_the_name_stays_and_no_age_and_nothing_due_is_said() -> None:
    family = grieving()
    infant = family.infants[0]

    assert infant.name == an_infant().name
    assert age_words(infant, DAY) == "Died 1 March 2026"
    assert infant.is_closed
    assert is_closed(family)
    assert stage_of(infant) is Stage.POSTNATAL


def test_when_one_twin_dies_both_names_stay_and_the_others_record_goes_on() -> None:
    twin = an_infant(id=InfantId("infant-2"), name="Practice Daisy")
    family = grieving(twin)

    assert family.infants[1] == twin
    assert not is_closed(family)
    assert family_name(family) == f"{an_infant().name} and Practice Daisy"


def test_a_death_recorded_in_error_is_undone_with_a_reason_and_nothing_is_lost() -> None:
    assert "reason" in refused(reopen(grieving(), INFANT, " "))

    assert reopen(grieving(), INFANT, "The wrong family.") == a_family(infants=(an_infant(),))


@pytest.mark.parametrize(
    ("family", "on", "words"),
    [
        (grieving(), DIED, "closed already"),
        (closed(), DIED, "closed already"),
        (EXPECTING, DIED, "Record the birth first"),
        (a_family(), DAY + timedelta(days=1), "in the future"),
        (a_family(), date(2020, 1, 1), "The day of birth is"),
    ],
)
def test_a_death_that_cannot_be_is_refused_with_a_sentence(
    family: Family, on: date, words: str
) -> None:
    assert words in refused(close_after_death(family, INFANT, on, DAY))


def test_after_a_death_neither_a_birth_nor_a_loss_can_be_recorded() -> None:
    assert "closed" in refused(born(grieving(), INFANT, BIRTH, DAY))
    assert "closed already" in refused(close_after_loss(grieving(), INFANT, DIED, DAY))
