from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.ids import CarerId, InfantId
from forms.people import (
    Born,
    Expected,
    Relationship,
    arrival_day,
    family_name,
    infant_name,
    parse_nhs_number,
    spaced_nhs_number,
)
from forms.refusal import Refusal
from tests.builders import a_carer, a_family, a_father, an_expected_infant, an_infant

NEVER_ISSUED = [
    "9990000018",
    "9990000077",
    "9990000212",
    "9990000352",
    "9990000425",
    "9990000492",
    "9990000565",
    "9990000638",
    "9990000700",
    "9990000778",
]


@pytest.mark.parametrize("number", NEVER_ISSUED)
def test_a_right_nhs_number_is_taken_however_it_is_spaced(number: str) -> None:
    assert parse_nhs_number(number) == number
    assert parse_nhs_number(spaced_nhs_number(number)) == number
    assert parse_nhs_number(f" {number[:3]}-{number[3:6]}\u00a0{number[6:]} ") == number


@pytest.mark.parametrize("typed", ["", "   ", " - "])
def test_an_nhs_number_that_is_not_known_yet_may_be_left_empty(typed: str) -> None:
    assert parse_nhs_number(typed) == ""


@pytest.mark.parametrize(
    "typed",
    ["999000001", "99900000188", "999000001A", "99900 00 01B", "٩٩٩٠٠٠٠٠١٨", "999000001²", "x"],
)
def test_anything_but_ten_digits_is_refused(typed: str) -> None:
    refusal = parse_nhs_number(typed)
    assert isinstance(refusal, Refusal)
    assert "10 digits" in refusal.reason


@given(st.sampled_from(NEVER_ISSUED), st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(number: str, place: int, by: int) -> None:
    wrong = str((int(number[place]) + by) % 10)
    refusal = parse_nhs_number(number[:place] + wrong + number[place + 1 :])
    assert isinstance(refusal, Refusal)
    assert "wrong digit" in refusal.reason


@given(st.sampled_from(NEVER_ISSUED), st.integers(0, 8))
def test_two_neighbours_swapped_are_always_noticed(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert (swapped == number) is (parse_nhs_number(swapped) == swapped)


@given(st.from_regex(r"999[0-9]{6}", fullmatch=True))
def test_at_most_one_check_digit_is_right(nine: str) -> None:
    right = [d for d in "0123456789" if parse_nhs_number(nine + d) == nine + d]
    weighted = sum(int(digit) * (10 - place) for place, digit in enumerate(nine))
    assert len(right) <= 1
    for digit in right:
        assert (weighted + int(digit)) % 11 == 0


def test_a_number_whose_check_would_be_ten_is_never_right() -> None:
    for digit in "0123456789":
        assert isinstance(parse_nhs_number("999000014" + digit), Refusal)


def test_a_number_is_shown_in_three_groups_and_no_number_as_nothing() -> None:
    assert spaced_nhs_number("9990000018") == "999 000 0018"
    assert spaced_nhs_number("") == ""


def test_a_baby_is_called_by_its_name() -> None:
    assert infant_name(an_infant(name=" Practice Fern "), (a_carer(),)) == "Practice Fern"


def test_a_baby_without_a_name_is_called_after_its_mother() -> None:
    carers = (a_father(name="Practice Bay"), a_carer(name="Practice Ash"))
    assert infant_name(an_expected_infant(), carers) == "Baby of Practice Ash"


def test_a_baby_without_a_mother_here_is_called_after_the_first_carer() -> None:
    carers = (
        a_carer(name="Practice Elm", relationship=Relationship.FOSTER_CARER),
        a_father(name="Practice Bay"),
    )
    assert infant_name(an_infant(name=" "), carers) == "Baby of Practice Elm"
    assert infant_name(an_infant(name=""), ()) == "Baby, not named yet"


@pytest.mark.parametrize(
    ("names", "called"),
    [
        ((), "Family, no baby recorded yet"),
        (("Fern",), "Fern"),
        (("Fern", "Moss"), "Fern and Moss"),
        (("Fern", "Moss", "Reed"), "Fern, Moss and Reed"),
        (("", ""), "Baby of Practice Ash (2 babies)"),
        (("", "", ""), "Baby of Practice Ash (3 babies)"),
    ],
)
def test_a_family_is_called_by_its_babies(names: tuple[str, ...], called: str) -> None:
    infants = tuple(an_infant(id=InfantId(str(n)), name=name) for n, name in enumerate(names))
    family = a_family(infants=infants, carers=(a_carer(name="Practice Ash"),))
    assert family_name(family) == called


def test_everyone_in_a_family_is_found_by_id() -> None:
    other = an_infant(id=InfantId("infant-2"))
    family = a_family(infants=(an_infant(), other), carers=(a_carer(), a_father()))
    assert family.infant(other.id) is other
    assert family.carer(CarerId("carer-2")) == a_father()


def test_replacing_one_twin_leaves_the_other() -> None:
    first, second = an_infant(), an_infant(id=InfantId("infant-2"), name="Practice Moss")
    family = a_family(infants=(first, second))
    renamed = an_infant(id=second.id, name="Practice Reed")
    assert family.replacing_infant(renamed).infants == (first, renamed)
    assert family.infants == (first, second)


def test_age_counts_from_the_birth_or_from_the_due_date() -> None:
    assert arrival_day(Born(date(2026, 1, 5))) == date(2026, 1, 5)
    assert arrival_day(Expected(date(2026, 4, 20))) == date(2026, 4, 20)
    assert an_expected_infant().is_expected
    assert not an_infant().is_expected
