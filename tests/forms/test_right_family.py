from dataclasses import replace
from datetime import date

import pytest

from forms.ids import FamilyId, InfantId
from forms.people import Infant
from forms.refusal import Refusal
from forms.right_family import Known, confirmed, initials, is_alike, known, taken_for
from tests.builders import BORN_ON, a_family, an_expected_infant, an_infant

RIGHT = f"{BORN_ON.day}/{BORN_ON.month}/{BORN_ON.year}"
TWIN = InfantId("infant-2")


def a_twin(name: str) -> Infant:
    return replace(an_infant(), id=TWIN, name=name)


@pytest.mark.parametrize("typed", ["PC", "pc", "P.C.", " p c ", "Practice Clover"])
def test_initials_or_the_name_with_the_right_day_are_this_baby(typed: str) -> None:
    family = a_family()
    assert confirmed(family, family.infants[0], typed, RIGHT) is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [("", RIGHT), ("PX", RIGHT), ("CP", RIGHT), ("PC", ""), ("PC", "6/1/2026"), ("PC", "May")],
)
def test_anything_else_stops_the_letter(typed: str, day: str) -> None:
    family = a_family()
    assert isinstance(confirmed(family, family.infants[0], typed, day), Refusal)


def test_accents_do_not_matter_and_an_unborn_baby_goes_by_the_mother_and_the_due_date() -> None:
    infant = an_expected_infant()
    family = a_family(infants=(infant,))

    assert initials(family, infant) == "PAR"
    assert confirmed(family, infant, "pár", "20 April 2026") is None


def test_a_twin_with_the_same_initials_is_asked_for_by_name() -> None:
    mine, twin = an_infant(name="Carys"), a_twin("Cadi")
    family = a_family(infants=(mine, twin))

    assert isinstance(confirmed(family, mine, "C", RIGHT), Refusal)
    assert isinstance(confirmed(family, mine, "Cadi", RIGHT), Refusal)
    assert confirmed(family, mine, "carys", RIGHT) is None


def test_twins_are_told_of_and_so_are_alike_names_elsewhere() -> None:
    mine = an_infant(name="Practice Zara")
    family = a_family(infants=(mine, a_twin("Practice Otto")))
    there = FamilyId("elsewhere")
    others = (
        Known(there, InfantId("x"), "Practice Zára", date(2026, 1, 1)),
        Known(there, InfantId("y"), "Somebody Else", date(2026, 1, 1)),
    )

    said = " ".join(taken_for(family, mine, (*known(family), *others)))
    assert "not about Practice Otto" in said
    assert "Practice Zára, 1 Jan 2026" in said
    assert "Somebody" not in said


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Łucja Nowak", "Lucja Nowak", True),
        ("Ola Nowak", "Ala Nowak", True),
        ("Jan", "Theo", False),
        ("", "", False),
    ],
)
def test_names_are_alike_or_not(one: str, other: str, *, alike: bool) -> None:
    assert is_alike(one, other) is alike
