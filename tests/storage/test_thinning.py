"""Thinning: never the newest, never the future, the same whatever the order, no wider gaps."""

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from storage.thinning import HALF_HOUR, RECENT, TIERS, thin

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
moments = st.integers(-1_000_000, 600_000).map(lambda minutes: NOW + timedelta(minutes=minutes))
past_months = st.integers(-440_000, 0).map(lambda minutes: NOW + timedelta(minutes=minutes))
shelves = st.lists(moments, max_size=200)


@given(shelves, moments)
def test_thinning_twice_drops_nothing_more(times: list[datetime], now: datetime) -> None:
    kept, _ = thin(times, now)
    assert thin(kept, now) == (kept, ())


@given(shelves, moments, st.randoms(use_true_random=False))
def test_the_order_of_the_backups_does_not_matter(
    times: list[datetime], now: datetime, chance: random.Random
) -> None:
    shuffled = list(times)
    chance.shuffle(shuffled)
    assert thin(shuffled, now) == thin(times, now)


@given(st.lists(moments, min_size=1), moments, st.data())
def test_the_newest_and_the_newest_sound_one_stay_and_so_does_the_future(
    times: list[datetime], now: datetime, data: st.DataObject
) -> None:
    sound = data.draw(st.lists(st.sampled_from(times)))
    kept, dropped = thin(times, now, sound=sound)
    assert max(times) in kept
    assert not sound or max(sound) in kept
    assert all(t <= now for t in dropped)
    assert set(kept) | set(dropped) == set(times)
    assert not set(kept) & set(dropped)


@settings(max_examples=5, deadline=None)
@given(moments)
def test_a_dense_shelf_keeps_no_wider_gap_than_its_tier_allows(now: datetime) -> None:
    every = timedelta(minutes=30)
    kept, _ = thin([now - every * n for n in range(48 * 380)], now)
    reach = RECENT
    spacings = [(reach, HALF_HOUR)]
    for tier in TIERS:
        reach += tier.spacing * (tier.slots - 1)
        spacings.append((reach, tier.spacing))
    for newer, older in pairwise(kept):
        spacing_there = [spacing for end, spacing in spacings if now - older < end]
        assert newer - older <= (spacing_there or [TIERS[-1].spacing])[0] + every
    assert now - kept[-1] > timedelta(days=2 + 12 + 7 * 10 + 30 * 8)


def test_a_year_of_working_days_thinned_after_each_backup_still_reaches_back_most_of_a_year() -> (
    None
):
    shelf: tuple[datetime, ...] = ()
    start = NOW - timedelta(days=400)
    for day in range(400):
        for half_hour in range(16):
            at = start + timedelta(days=day, hours=8, minutes=30 * half_hour)
            shelf = thin((*shelf, at), at)[0]
    gaps = [newer - older for newer, older in pairwise(shelf)]
    assert shelf[0] - shelf[-1] > timedelta(days=300)
    assert max(gaps) <= timedelta(days=30 + 7)
    assert len(shelf) <= 97 + 13 + 11 + 10


@given(st.lists(past_months, min_size=40))
def test_a_clock_put_forward_by_years_does_not_empty_the_shelf(times: list[datetime]) -> None:
    wrong = NOW + timedelta(days=3650)
    kept, _ = thin([*times, wrong], wrong)
    days = {t.date() for t in times}
    assert len(kept) >= min(len(days), 12)
