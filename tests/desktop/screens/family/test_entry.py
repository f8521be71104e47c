from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.screens.family.entry import (
    CarerEntry,
    FamilyEntry,
    InfantEntry,
    Slip,
    entry_of,
    parse_family,
)
from forms.dates import short_day
from forms.people import Born, Carer, ContactBy, Expected, Family, Infant, SafeToContact
from tests.builders import (
    BORN_ON,
    DAY,
    DUE_ON,
    a_carer,
    a_family,
    a_father,
    an_expected_infant,
    an_infant,
)

BORN = InfantEntry(is_expected=False, day="5/1/2026", name=" Practice Clover ", gestation="38")
UNBORN = InfantEntry(day="20 April 2026")
ASH = CarerEntry(name=" Practice Ash ")


def typed(*infants: InfantEntry, carers: tuple[CarerEntry, ...] = (ASH,)) -> FamilyEntry:
    return FamilyEntry(infants=infants, carers=carers, address=" 1 Practice Street ")


def test_what_was_typed_becomes_a_family_without_the_blanks_around_it() -> None:
    family = parse_family(typed(BORN, UNBORN), DAY)

    assert isinstance(family, Family)
    assert [infant.arrival for infant in family.infants] == [Born(BORN_ON, 38), Expected(DUE_ON)]
    assert [infant.name for infant in family.infants] == ["Practice Clover", ""]
    assert [carer.name for carer in family.carers] == ["Practice Ash"]
    assert family.address == "1 Practice Street"


def day(days: int) -> str:
    return short_day(DAY + timedelta(days=days))


@pytest.mark.parametrize(
    ("entry", "field", "words"),
    [
        (typed(replace(UNBORN, day="")), "infant.0.day", "Due date"),
        (typed(replace(BORN, day="soon")), "infant.0.day", "Date of birth"),
        (typed(BORN, replace(BORN, day="31/2/2026")), "infant.1.day", "no such day"),
        (typed(replace(UNBORN, day=day(7 * 42 + 1))), "infant.0.day", "Check the year"),
        (typed(replace(UNBORN, day=day(-7 * 6 - 1))), "infant.0.day", "Check the year"),
        (typed(replace(BORN, day=day(1))), "infant.0.day", "still expected"),
        (typed(replace(BORN, day=day(-365 * 6 - 1))), "infant.0.day", "Check the year"),
        (typed(replace(BORN, gestation="21")), "infant.0.gestation", "22 to 45"),
        (typed(replace(BORN, gestation="46")), "infant.0.gestation", "22 to 45"),
        (typed(replace(BORN, gestation="³8")), "infant.0.gestation", "22 to 45"),
        (typed(replace(BORN, nhs_number="123")), "infant.0.nhs_number", "10 digits"),
        (typed(replace(BORN, nhs_number="9990000019")), "infant.0.nhs_number", "wrong digit"),
        (typed(BORN, carers=(ASH, CarerEntry(name=" "))), "carer.1.name", "name for each carer"),
        (typed(), "add_baby", "at least one baby"),
        (typed(UNBORN, carers=()), "add_carer", "at least one carer"),
    ],
)
def test_each_slip_names_its_field_and_says_what_to_do(
    entry: FamilyEntry, field: str, words: str
) -> None:
    slip = parse_family(entry, DAY)

    assert isinstance(slip, Slip)
    assert slip.field == field
    assert words in slip.reason


@pytest.mark.parametrize(
    "entry",
    [
        typed(replace(UNBORN, day=day(7 * 42))),
        typed(replace(UNBORN, day=day(-7 * 6))),
        typed(replace(BORN, day=day(0))),
        typed(replace(BORN, day=day(-365 * 6))),
        typed(replace(BORN, gestation="22")),
        typed(replace(BORN, gestation="45")),
        typed(replace(BORN, gestation=" ")),
        typed(replace(BORN, nhs_number="999 000 0018")),
        typed(BORN, carers=()),
    ],
)
def test_what_lies_just_within_the_bounds_is_taken(entry: FamilyEntry) -> None:
    assert isinstance(parse_family(entry, DAY), Family)


CARERS = st.builds(
    Carer,
    id=st.just(a_carer().id),
    name=st.sampled_from(["Practice Ash", "Practice Ŵyn O'Dale", "دلشاد"]),
    relationship=st.just(a_father().relationship),
    contact_by=st.sampled_from(ContactBy),
    safe_to_contact=st.sampled_from(SafeToContact),
    contact_detail=st.sampled_from(["", "01632 960 001"]),
    language=st.sampled_from(["", "Cymraeg"]),
    needs_interpreter=st.booleans(),
    access_needs=st.sampled_from(["", "Reads lips"]),
)
INFANTS: st.SearchStrategy[Infant] = st.sampled_from(
    [
        an_infant(),
        an_infant(arrival=Born(BORN_ON), nhs_number="9990000077"),
        an_expected_infant(),
        an_expected_infant(name="Practice Bump"),
    ]
)


@settings(deadline=None)
@given(infants=st.lists(INFANTS, min_size=1, max_size=3), carers=st.lists(CARERS, min_size=1))
def test_a_family_that_is_shown_and_kept_again_is_the_same_family(
    infants: list[Infant], carers: list[Carer]
) -> None:
    family = a_family(infants=tuple(infants), carers=tuple(carers), address="1 Practice Street")

    assert parse_family(entry_of(family), DAY) == family
