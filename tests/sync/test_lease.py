"""A vault that has not heard from its team for too long can only be read, until it meets it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from forms.ids import ContactId, FamilyId
from forms.people import Family
from forms.preferences import LetterTo
from storage.audit import newest_seq
from storage.errors import LeaseOver
from storage.families import FamilyStore
from storage.half_written import Form, FormKey, HalfWrittenStore
from storage.handover import HandOverStore
from storage.letters import LetterStore
from storage.life import LifeStore
from storage.preferences import PreferenceStore
from storage.records import RecordStore, Revision
from storage.vault import Vault
from sync import lease
from sync.errors import PlaceShrunk
from sync.roster import DEFAULT_LEASE
from tests.storage.samples import (
    PASSPHRASE,
    TODAY,
    a_carer,
    a_family,
    a_record,
    an_infant,
    an_outcome,
)
from tests.sync.teams import AT, Laptop, a_laptop, enrolled


def another(code: str) -> Family:
    """A family that was not here before."""
    people = (an_infant(code=f"infant-{code}"),), (a_carer(code=f"carer-{code}"),)
    return a_family(f"family-{code}", infants=people[0], carers=people[1])


FAMILY, CONTACT, FIRST = FamilyId("family-1"), ContactId("contact-1"), Revision(1)
OVER = AT + DEFAULT_LEASE
DOORS: dict[str, Callable[[Vault], object]] = {
    "family": lambda v: FamilyStore(v).save(another("2"), OVER),
    "start": lambda v: RecordStore(v).start(a_record("contact-2"), OVER),
    "save": lambda v: RecordStore(v).save(
        CONTACT, {}, based_on=FIRST, settled=True, place="", at=OVER
    ),
    "finish": lambda v: RecordStore(v).finish(CONTACT, an_outcome(), based_on=FIRST, at=OVER),
    "amend": lambda v: RecordStore(v).amend(CONTACT, "practice reason", OVER),
    "letter": lambda v: LetterStore(v).keep(CONTACT, LetterTo.TEAM, b"%PDF", "words", OVER),
    "note": lambda v: LifeStore(v).note(FAMILY, None, "words", OVER),
    "close": lambda v: LifeStore(v).close(a_family(), a_family().infants[0].id, "words", OVER),
    "hold": lambda v: LifeStore(v).hold(FAMILY, "practice reason", OVER),
    "main record": lambda v: LifeStore(v).confirm_in_main_record(FAMILY, "words", OVER),
    "keep on": lambda v: LifeStore(v).keep_on(FAMILY, TODAY, "practice reason", OVER),
}


@pytest.fixture
def working(laptop: Laptop) -> Laptop:
    """A laptop with a family and a contact under way, that met its team at AT."""
    FamilyStore(laptop.vault).save(a_family(), AT)
    RecordStore(laptop.vault).start(a_record(), AT)
    laptop.visits()
    return laptop


@contextmanager
def unlocked(laptop: Laptop, after: timedelta) -> Iterator[Vault]:
    """Its vault, locked and unlocked again this long after AT."""
    laptop.vault.close()
    laptop.vault = Vault.open(laptop.vault.folder, PASSPHRASE, clock=lambda: AT + after)
    lease.judge(laptop.vault)
    yield laptop.vault


def test_nothing_is_written_about_families_once_the_lease_is_over(working: Laptop) -> None:
    with unlocked(working, DEFAULT_LEASE) as vault:
        card, _ = HandOverStore(vault).card()
        before = newest_seq(vault)
        for door in DOORS.values():
            with pytest.raises(LeaseOver):
                door(vault)
        with pytest.raises(LeaseOver):
            HandOverStore(vault).seal(FAMILY, card, OVER)
        assert newest_seq(vault) == before


def test_everything_can_still_be_read_and_the_rest_is_written(working: Laptop) -> None:
    with unlocked(working, DEFAULT_LEASE * 10) as vault:
        assert FamilyStore(vault).load(FAMILY) == a_family()
        assert RecordStore(vault).load(CONTACT).record == a_record()
        HalfWrittenStore(vault).keep({FormKey(Form.NEW_FAMILY): {"baby": "Practice Fern"}}, OVER)
        preferences = PreferenceStore(vault)
        preferences.save(replace(preferences.load(), urgent_numbers="0300 123 4567"))
        assert working.seals().link.sequence == 1


def test_meeting_the_team_ends_it_at_once_and_the_lease_runs_anew(working: Laptop) -> None:
    with unlocked(working, DEFAULT_LEASE * 2) as vault:
        working.visits(at=AT + DEFAULT_LEASE * 2)
        FamilyStore(vault).save(another("2"), OVER)
    with unlocked(working, DEFAULT_LEASE * 3 - timedelta(seconds=1)) as vault:
        FamilyStore(vault).save(another("3"), OVER)


def test_a_place_that_is_not_the_teams_does_not_end_it(working: Laptop, root: Path) -> None:
    with unlocked(working, DEFAULT_LEASE) as vault:
        for file in (root / "roster").iterdir():
            file.unlink()
        with pytest.raises(PlaceShrunk):
            working.visits(at=OVER)
        assert vault.only_read is LeaseOver


def test_until_then_and_while_the_vault_stays_open_all_is_written(working: Laptop) -> None:
    with unlocked(working, DEFAULT_LEASE - timedelta(seconds=1)) as vault:
        assert vault.only_read is None
        FamilyStore(vault).save(another("2"), AT + DEFAULT_LEASE * 2)


def test_a_vault_in_no_team_and_one_that_nobody_else_leads_have_no_lease(
    tmp_path: Path, root: Path, lead: Laptop
) -> None:
    alone = a_laptop(tmp_path / "alone", root, "Practice Alone")
    with unlocked(alone, DEFAULT_LEASE * 9) as vault:
        assert vault.only_read is None
    with unlocked(lead, DEFAULT_LEASE * 9) as vault:
        assert vault.only_read is None
    second = enrolled(lead, alone, as_lead=True)
    with unlocked(lead, DEFAULT_LEASE * 9) as vault:
        assert vault.only_read is LeaseOver
    second.vault.close()
