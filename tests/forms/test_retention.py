"""How long a record is kept, and what may leave this laptop: proposed, never done."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.ids import FamilyId
from forms.people import Born, Died, Ended, Expected
from forms.retention import (
    Block,
    FamilyLife,
    HandedOver,
    InMainRecord,
    Proposal,
    RetentionPolicy,
    Rule,
    Why,
    kept_by,
    proposals,
    years_between,
    years_on,
)
from tests.builders import a_pack_info

POLICY = RetentionPolicy(a_pack_info("retention"), 25, 26, 17, 25, 30)
LEAP = date(2024, 2, 29)
BORN = Born(date(2026, 1, 5))
LAST = date(2026, 3, 2)
ONE = FamilyId("family-1")
days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
arrivals = st.one_of(
    st.builds(Expected, days),
    st.builds(Born, days),
    st.builds(Ended, days, days),
    days.flatmap(lambda born: st.builds(Died, days.map(lambda on: max(on, born)), st.just(born))),
)
elsewheres = st.one_of(st.builds(HandedOver, days), st.builds(InMainRecord, days))
lives = st.builds(
    FamilyLife,
    st.sampled_from([FamilyId("a"), FamilyId("b")]),
    st.lists(arrivals, max_size=3).map(tuple),
    st.none() | days,
    st.booleans(),
    st.lists(elsewheres, max_size=2).map(tuple),
)


def a_life(**changes: object) -> FamilyLife:
    told: dict[str, object] = {
        "family": ONE,
        "arrivals": (BORN,),
        "last_contact": LAST,
        **changes,
    }
    return FamilyLife(**told)  # type: ignore[arg-type]


def keep_until(life: FamilyLife) -> date | None:
    kept = kept_by(POLICY, life)
    return kept[0] if kept is not None else None


def the_one(life: FamilyLife, today: date, *held: FamilyId) -> Proposal | None:
    found = proposals(POLICY, [life], held, today)
    return found[0] if found else None


def test_a_child_born_on_a_leap_day_is_25_on_the_first_of_march() -> None:
    assert years_on(LEAP, 25) == date(2049, 3, 1)
    assert years_on(LEAP, 4) == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("last", "until"),
    [
        (date(2043, 1, 4), date(2051, 1, 5)),
        (date(2043, 1, 5), date(2052, 1, 5)),
        (LAST, date(2051, 1, 5)),
    ],
)
def test_a_child_is_kept_to_25_or_to_26_if_17_at_the_last_contact(last: date, until: date) -> None:
    assert keep_until(a_life(last_contact=last)) == until


def test_after_a_loss_the_maternity_record_is_kept_25_years_from_the_last_of_it() -> None:
    ended = Ended(date(2026, 3, 3), date(2026, 7, 1))

    assert keep_until(a_life(arrivals=(ended,), last_contact=None)) == date(2051, 3, 3)
    later = a_life(arrivals=(ended,), last_contact=date(2026, 4, 1))
    assert kept_by(POLICY, later) == (date(2051, 4, 1), Rule.MATERNITY)


@given(days, st.integers(1, 60))
def test_a_birthday_is_never_early_and_counts_right(born: date, years: int) -> None:
    birthday = years_on(born, years)

    assert years_between(born, birthday) == years
    assert years_between(born, birthday - timedelta(days=1)) == years - 1
    assert (birthday.month, birthday.day) in ((born.month, born.day), (3, 1))


@given(lives)
def test_no_record_of_a_child_may_go_before_the_25th_birthday(life: FamilyLife) -> None:
    until = keep_until(life)
    children = [a.on for a in life.arrivals if isinstance(a, Born)]
    children += [a.born for a in life.arrivals if isinstance(a, Died)]

    assert until is not None or not (life.arrivals or life.last_contact)
    assert all(until is not None and until >= years_on(born, 25) for born in children)


@given(st.lists(lives, max_size=4), st.frozensets(st.sampled_from(["a", "b"])), days)
def test_what_is_proposed_is_due_and_every_block_is_told(
    told: list[FamilyLife], held: frozenset[str], today: date
) -> None:
    holds = {FamilyId(one) for one in held}
    found = proposals(POLICY, told, holds, today)

    assert all(p.since <= today and p.why for p in found)
    assert all((Block.ON_HOLD in p.blocks) == (p.family in holds) for p in found)
    assert [p.since for p in found] == sorted(p.since for p in found)


@given(lives, days, days)
def test_what_was_proposed_stays_proposed(life: FamilyLife, one: date, other: date) -> None:
    earlier, later = sorted((one, other))

    assert not the_one(life, earlier) or the_one(life, later)


def test_a_local_copy_is_proposed_only_some_days_after_the_record_is_elsewhere() -> None:
    handed = a_life(elsewhere=(HandedOver(LAST),))

    assert the_one(handed, LAST + timedelta(days=29)) is None
    proposal = the_one(handed, LAST + timedelta(days=30))
    assert proposal is not None
    assert (proposal.why, proposal.since) == ((Why.ELSEWHERE,), LAST + timedelta(days=30))
    assert not proposal.is_blocked


def test_a_contact_after_the_main_record_was_confirmed_undoes_it() -> None:
    known = InMainRecord(LAST - timedelta(days=1))

    assert the_one(a_life(elsewhere=(known,)), date(2030, 1, 1)) is None


def test_a_record_that_is_nowhere_else_is_blocked_however_old_it_is() -> None:
    proposal = the_one(a_life(), date(2051, 1, 5))

    assert proposal is not None
    assert proposal.why == (Why.KEPT_LONG_ENOUGH,)
    assert proposal.blocks == (Block.NOWHERE_ELSE,)


def test_a_hold_and_a_contact_under_way_stand_against_it() -> None:
    life = a_life(elsewhere=(HandedOver(LAST),), under_way=True)
    proposal = the_one(life, date(2027, 1, 1), ONE)

    assert proposal is not None
    assert proposal.blocks == (Block.ON_HOLD, Block.UNDER_WAY)


def test_a_proposal_names_the_rules_it_rests_on() -> None:
    handed = a_life(elsewhere=(HandedOver(LAST),))

    early, late = (the_one(handed, day) for day in (date(2027, 1, 1), date(2051, 1, 5)))
    assert early is not None
    assert late is not None
    assert early.rules == (Rule.LOCAL_COPY,)
    assert late.rules == (Rule.LOCAL_COPY, Rule.CHILD)


def test_a_death_shortens_no_keeping_period() -> None:
    died = a_life(arrivals=(Died(date(2026, 2, 1), BORN.on),))

    assert kept_by(POLICY, died) == kept_by(POLICY, a_life())


def test_a_record_that_is_kept_on_is_not_proposed_before_the_day_it_was_kept_on_to() -> None:
    kept = a_life(elsewhere=(HandedOver(LAST),), kept_on_until=date(2027, 3, 2))

    assert the_one(kept, date(2027, 3, 1)) is None
    assert the_one(kept, date(2027, 3, 2)) is not None
