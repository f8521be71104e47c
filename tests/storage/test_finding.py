"""A family is found the way people remember it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forms.ids import FamilyId, InfantId
from forms.people import Expected, Infant
from storage.families import FamilyStore
from storage.finding import finding_words, folded, sought
from storage.vault import Vault
from tests.storage.samples import LATER, NOW, a_carer, a_family, an_infant

MAYA = a_family(
    "maya",
    infants=(replace(an_infant("Siân Llŷr Practice"), id=InfantId("i-maya")),),
    carers=(a_carer("Łucja Ŵyn-Østby", code="c-maya"),),
)
OMAR = a_family(
    "omar",
    infants=(Infant(InfantId("i-omar"), Expected(date(2026, 4, 3)), "", "9990000077"),),
    carers=(a_carer("Omar 100%_Practice", code="c-omar"),),
)

FOUND = (
    ("sian", {"maya"}),
    ("SIÂN LLYR", {"maya"}),
    ("llyr sian", {"maya"}),
    ("lucja", {"maya"}),
    ("wyn-ostby", {"maya"}),
    ("yr prac", {"maya"}),
    ("practice", {"maya", "omar"}),
    ("5/1/2026", {"maya"}),
    ("05.01.26", {"maya"}),
    ("2026-1-5", {"maya"}),
    ("3-4-2026", {"omar"}),
    ("2026-04-03", {"omar"}),
    ("omar 3/4/26", {"omar"}),
    ("sian 3/4/26", set[str]()),
    ("9990000018", {"maya"}),
    ("5 January 2026", {"maya"}),
    ("5th of Jan 26", {"maya"}),
    ("january 5, 2026", {"maya"}),
    ("Jan 2026", {"maya"}),
    ("1/2026", {"maya"}),
    ("5 jan", {"maya"}),
    ("5/1", {"maya"}),
    ("3.4", {"omar"}),
    ("3 april 2026 omar 0077", {"omar"}),
    ("31 feb", set[str]()),
    ("sl", set[str]()),
    ("ll", {"maya"}),
    ("si ll", {"maya"}),
    ("om 3/4/26", {"omar"}),
    ("e", {"maya", "omar"}),
    ("999 000 0077", {"omar"}),
    ("999-000-0077", {"omar"}),
    ("0077", {"omar"}),
    ("%", {"omar"}),
    ("_", {"omar"}),
    ("31/2/2026", set[str]()),
    ("!", set[str]()),
    ('"', set[str]()),
    ('sian" OR "omar', set[str]()),
    ("sian*", set[str]()),
    ("NEAR(sian omar)", set[str]()),
    ("-sian", set[str]()),
    ("words:sian", set[str]()),
    ("", {"maya", "omar"}),
    ("   ", {"maya", "omar"}),
)


@pytest.mark.parametrize(("typed", "expected"), FOUND)
def test_a_family_is_found_by_what_was_typed(vault: Vault, typed: str, expected: set[str]) -> None:
    store = FamilyStore(vault)
    store.save(MAYA, NOW)
    store.save(OMAR, NOW)

    assert {line.family.id for line in store.find(typed)} == expected


def test_a_family_is_still_found_by_a_name_it_had_before(vault: Vault) -> None:
    store = FamilyStore(vault)
    store.save(MAYA, NOW)
    store.save(replace(MAYA, carers=(a_carer("Practice Brown", code="c-maya"),)), LATER)

    assert [line.family.id for line in store.find("ostby")] == ["maya"]
    assert store.find("ostby")[0].family == store.load(FamilyId("maya"))


@given(st.text())
@example("\u213b \u0130 \u1e9e \ufb03 \u1d2c")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=20), st.data())
def test_any_piece_of_a_name_fits_its_own_words(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    piece = name[start : data.draw(st.integers(start + 1, len(name)))]
    words = finding_words(a_family(infants=(an_infant(name),), carers=()), ())

    assert all(word in words for word in sought(piece))
