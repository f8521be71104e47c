"""When a backup is due, and where it goes."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.backup_due import EVERY, due
from storage.backup_places import PLACES_FILE, choose_second_place, places
from storage.paths import home
from tests.storage.samples import NOW

spans = st.timedeltas(timedelta(0), timedelta(days=3))


@given(spans, st.booleans())
def test_nothing_new_is_never_due(since: timedelta, locking: bool) -> None:  # noqa: FBT001
    assert not due(NOW - since, None, NOW, locking=locking)


@given(spans)
def test_new_work_is_due_when_locking_and_after_half_an_hour(worked: timedelta) -> None:
    assert due(NOW - timedelta(days=4), NOW - worked, NOW, locking=True)
    assert due(NOW - timedelta(days=4), NOW - worked, NOW) == (worked >= EVERY)


def test_the_first_backup_does_not_wait_and_a_clock_put_back_does_not_put_it_off() -> None:
    assert due(None, NOW, NOW)
    assert due(NOW, NOW + timedelta(days=1), NOW)


def test_a_second_place_is_kept_until_it_is_taken_back(tmp_path: Path) -> None:
    assert places().all == (home() / "backups",)
    assert choose_second_place(tmp_path / "stick").second == tmp_path / "stick"
    assert places().all == (home() / "backups", tmp_path / "stick")
    assert choose_second_place(None).second is None


@pytest.mark.parametrize("held", [b"", b"{}", b"[1]", b'{"format": 9, "second": "x"}', b"\xff"])
def test_a_choice_that_does_not_read_counts_as_none(held: bytes) -> None:
    home().mkdir(exist_ok=True)
    (home() / PLACES_FILE).write_bytes(held)
    assert places().second is None
