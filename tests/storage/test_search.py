"""The caseload in pages, in its order, and the index that finds what was typed."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.ids import InfantId
from forms.people import Family
from storage.families import FamilyStore
from storage.files import open_new_private
from storage.finding import finding_words, sought
from storage.migrations import STEPS, migrate
from storage.records import RecordStore
from storage.search import found, index_anew
from storage.sql import Connection
from storage.vault import Vault
from tests.storage.samples import (
    LATER,
    NOW,
    TODAY,
    a_carer,
    a_family,
    a_record,
    a_started_contact,
    an_infant,
    an_outcome,
)

MANY = 450
"""More than are counted while a page is looked up."""


def a_named_family(code: str, *, baby: str = "Practice Robin", carer: str = "") -> Family:
    infant = replace(an_infant(baby), id=InfantId(f"i-{code}"))
    carers = (a_carer(carer, code=f"c-{code}"),) if carer else ()
    return a_family(code, infants=(infant,), carers=carers)


def with_families(vault: Vault, number: int) -> FamilyStore:
    store = FamilyStore(vault)
    with vault.transaction():
        for at in range(number):
            store.save(a_named_family(f"f{at}"), NOW)
    return store


def see(vault: Vault, family: str, day: date) -> None:
    """Start a contact with this family."""
    code = f"{family}-{day.isoformat()}"
    RecordStore(vault).start(a_record(code, family=family, infant=f"i-{family}", day=day), NOW)


def listed(store: FamilyStore, text: str = "") -> list[str]:
    return [line.family.id for line in store.find(text)]


@pytest.mark.parametrize("text", ["", "robin", "in", "robin in"])
def test_pages_put_end_to_end_are_the_whole_list_and_each_knows_how_long_it_is(
    vault: Vault, text: str
) -> None:
    store = with_families(vault, MANY)

    pages = [store.page(text, first=first, most=100) for first in range(0, MANY, 100)]

    assert [line for page in pages for line in page.lines] == list(store.find(text))
    assert len({line.family.id for page in pages for line in page.lines}) == MANY
    assert [(page.first, page.total) for page in pages] == [(f, MANY) for f in range(0, MANY, 100)]


def test_a_page_behind_the_end_is_empty_and_still_tells_how_many_there_are(vault: Vault) -> None:
    store = with_families(vault, 3)

    for text in ("", "robin"):
        page = store.page(text, first=40)
        assert (page.lines, page.total) == ((), 3)


def test_who_was_seen_last_comes_first_whatever_was_typed(vault: Vault) -> None:
    store = with_families(vault, 4)
    for family, days_ago in (("f1", 9), ("f2", 2), ("f3", 2), ("f1", 5)):
        see(vault, family, TODAY - timedelta(days=days_ago))

    for text in ("", "robin", "ro"):
        assert listed(store, text) == ["f3", "f2", "f1", "f0"]


def test_writing_up_an_old_contact_does_not_bring_a_family_to_the_front(vault: Vault) -> None:
    store = with_families(vault, 2)
    see(vault, "f0", TODAY - timedelta(days=3))
    see(vault, "f1", TODAY)
    see(vault, "f1", TODAY - timedelta(days=30))
    see(vault, "f0", TODAY - timedelta(days=4))

    assert listed(store) == ["f1", "f0"]


def test_an_amendment_leaves_a_family_where_its_day_puts_it(vault: Vault) -> None:
    records, revision = a_started_contact(vault)
    records.finish(a_record().id, an_outcome(), based_on=revision, at=NOW)
    store = FamilyStore(vault)
    store.save(a_named_family("seen-later"), NOW)
    see(vault, "seen-later", TODAY + timedelta(days=1))

    records.amend(a_record().id, "a practice reason", LATER)

    assert listed(store) == ["seen-later", "family-1"]


def test_a_family_is_found_by_new_words_where_it_stands(vault: Vault) -> None:
    store = FamilyStore(vault)
    for code in ("a", "b"):
        store.save(a_named_family(code, carer="Practice Maya"), NOW)
    see(vault, "a", TODAY)

    store.save(a_named_family("a", carer="Practice Zoë Quill"), LATER)

    assert listed(store, "zoe quill") == ["a"]
    assert listed(store, "maya") == ["a", "b"]


def test_a_save_that_is_undone_is_not_found(vault: Vault) -> None:
    store = FamilyStore(vault)

    def save_and_fail() -> None:
        with vault.transaction():
            store.save(a_named_family("a", carer="Practice Quill"), NOW)
            raise KeyError

    with pytest.raises(KeyError):
        save_and_fail()

    assert (listed(store), listed(store, "quill")) == ([], [])


names = st.text(st.sampled_from("abcñÉ ł'-\""), min_size=1, max_size=8)


def test_exactly_those_are_found_whose_words_hold_every_word_typed(vault: Vault) -> None:
    store, numbers = FamilyStore(vault), count()

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(names, names), min_size=1, max_size=5), st.lists(names, max_size=3))
    def are_found(people: list[tuple[str, str]], typed: list[str]) -> None:
        made = [a_named_family(f"x{next(numbers)}", baby=b, carer=c) for b, c in people]
        with vault.transaction() as sql:
            sql.run("DELETE FROM finding")
            for family in made:
                store.save(family, NOW)
        words = {family.id: finding_words(family, ()) for family in made}
        text = " ".join(typed)

        expected = {i for i, held in words.items() if all(word in held for word in sought(text))}

        assert set(listed(store, text)) == expected

    are_found()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_nothing_that_can_be_typed_is_more_than_text(text: str) -> None:
    words = sought(text)

    assert all(word and word == "".join(word.split()) for word in words)
    assert all(word.isprintable() for word in words)


def test_a_whole_page_pasted_into_the_search_is_only_not_found(vault: Vault) -> None:
    store = with_families(vault, 2)

    assert listed(store, " ".join(f"word{at}" for at in range(5000))) == []


def test_the_index_made_anew_says_the_same_as_the_one_that_grew(vault: Vault) -> None:
    store = with_families(vault, 5)
    for at, family in enumerate(("f3", "f0", "f4")):
        see(vault, family, TODAY - timedelta(days=at))
    grown = [listed(store, text) for text in ("", "robin", "ro")]

    with vault.transaction() as sql:
        sql.run("UPDATE finding SET place = -place")
        sql.run("INSERT INTO finding_text (finding_text) VALUES ('delete-all')")
        index_anew(sql)

    assert [sorted(each) for each in grown] == [sorted(grown[0])] * 3
    assert [listed(store, text)[:3] for text in ("", "robin", "ro")] == [g[:3] for g in grown]
    assert listed(store, "robin") == listed(store)


def test_the_index_agrees_with_the_words_it_was_made_from(vault: Vault) -> None:
    store = with_families(vault, 5)
    see(vault, "f2", TODAY)
    store.save(a_named_family("f2", baby="Practice Wren"), LATER)

    with vault.transaction() as sql:
        sql.run("INSERT INTO finding_text (finding_text, rank) VALUES ('integrity-check', 1)")


@pytest.fixture
def older(tmp_path: Path) -> Connection:
    """Tables as they were before there were places, with three families; two were seen."""
    open_new_private(tmp_path / "older.db").close()
    connection = Connection.to(tmp_path / "older.db", b"k" * 32)
    migrate(connection, STEPS[: STEPS.index(_search_step())])
    for code in ("a", "b", "c"):
        connection.run("INSERT INTO family VALUES (?, '', '', '')", (code,))
        connection.run(
            "INSERT INTO infant (id, family, position, born, name, nhs_number, saved_at)"
            " VALUES (?, ?, 0, '2026-01-05', 'Practice Robin', '', '')",
            (f"i-{code}", code),
        )
        connection.run("INSERT INTO finding VALUES (?, ?)", (code, f"practice {code * 4}"))
    for code, day in (("b", "2026-02-01"), ("c", "2026-03-01"), ("b", "2026-01-01")):
        connection.run(
            "INSERT INTO contact (id, family, infant, day, setting, stage, band, prompt_pack,"
            " factor_pack, started_at, revision, place)"
            " VALUES (?, ?, ?, ?, 'home', 'postnatal', '', '', '', '', 1, '')",
            (f"{code}{day}", code, f"i-{code}", day),
        )
    return connection


def _search_step() -> str:
    return next(step for step in STEPS if "finding_text" in step)


def test_an_older_vault_is_listed_in_its_order_and_searched_at_once(older: Connection) -> None:
    migrate(older)

    assert found(older, "", 0, 9).families == ("c", "b", "a")
    assert found(older, "bbbb", 0, 9).families == ("b",)
    older.close()
