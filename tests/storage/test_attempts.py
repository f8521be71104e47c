"""Each wrong passphrase makes the next try wait longer, and is told afterwards."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.attempts import (
    ATTEMPTS_FILE,
    MOST_WAIT_SECONDS,
    News,
    Notice,
    NoticeKind,
    TooSoon,
    add_notice,
    delay_after,
    news_of,
    news_told,
    record_failure,
    record_success,
    wait_before_next,
)
from tests.storage.samples import NOW


def fail(folder: Path, times: int) -> None:
    for _ in range(times):
        record_failure(folder, NOW)


def test_the_first_two_slips_are_free_and_then_the_wait_doubles_up_to_five_minutes() -> None:
    assert [delay_after(n) for n in range(7)] == [0, 0, 0, 1, 2, 4, 8]
    assert [delay_after(n) for n in (10, 11, 12, 10_000)] == [128, 256, 300, 300]


@given(st.integers(0, 10**9))
def test_the_wait_never_shrinks_with_another_failure(failures: int) -> None:
    assert 0 <= delay_after(failures) <= delay_after(failures + 1) <= MOST_WAIT_SECONDS


def test_the_wait_counts_down_from_the_last_failure_and_is_kept_in_the_folder(
    tmp_path: Path,
) -> None:
    assert wait_before_next(tmp_path, NOW) == 0
    fail(tmp_path, 2)
    assert wait_before_next(tmp_path, NOW) == 0
    fail(tmp_path, 3)

    assert wait_before_next(tmp_path, NOW) == 4
    assert wait_before_next(tmp_path, NOW + timedelta(seconds=2.5)) == 1.5
    assert wait_before_next(tmp_path, NOW + timedelta(seconds=4)) == 0


def test_a_clock_put_back_starts_the_wait_anew_but_locks_nobody_out_for_a_day(
    tmp_path: Path,
) -> None:
    fail(tmp_path, 6)
    yesterday = NOW - timedelta(days=1)

    assert wait_before_next(tmp_path, NOW + timedelta(seconds=7)) == 1
    assert wait_before_next(tmp_path, yesterday) == 8
    assert wait_before_next(tmp_path, yesterday + timedelta(seconds=3)) == 5
    assert wait_before_next(tmp_path, yesterday + timedelta(seconds=8)) == 0


def test_unlocking_ends_the_wait_but_not_what_is_to_be_told(tmp_path: Path) -> None:
    fail(tmp_path, 6)
    add_notice(tmp_path, Notice(NoticeKind.RECOVERED_WITH_SHEET, NOW))
    record_success(tmp_path)

    assert wait_before_next(tmp_path, NOW) == 0
    assert news_of(tmp_path) == News((NOW,) * 6, (Notice(NoticeKind.RECOVERED_WITH_SHEET, NOW),))
    assert news_of(tmp_path).failures == 6

    news_told(tmp_path)
    assert news_of(tmp_path) == News()


def test_being_told_does_not_end_the_wait(tmp_path: Path) -> None:
    fail(tmp_path, 5)
    news_told(tmp_path)

    assert wait_before_next(tmp_path, NOW) == 4


def test_the_list_of_failures_does_not_grow_for_ever(tmp_path: Path) -> None:
    fail(tmp_path, 60)

    assert news_of(tmp_path).failures == 50
    assert wait_before_next(tmp_path, NOW) == MOST_WAIT_SECONDS


@pytest.mark.parametrize(
    "held",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"format": 1, "in_a_row": "many"}',
        b'{"format":1,"in_a_row":9,"counted_from":"2026-01-01","failed_at":[],"notices":[]}',
        b'{"format":1,"in_a_row":9,"counted_from":null,"failed_at":[],"notices":[{"kind":"x","at":"y"}]}',
    ],
)
def test_a_damaged_file_locks_nobody_out(tmp_path: Path, held: bytes) -> None:
    (tmp_path / ATTEMPTS_FILE).write_bytes(held)

    assert wait_before_next(tmp_path, NOW) == 0
    assert news_of(tmp_path) == News()
    record_failure(tmp_path, NOW)
    assert news_of(tmp_path) == News((NOW,))


def test_the_file_is_private_and_alone(tmp_path: Path) -> None:
    fail(tmp_path, 2)

    assert [path.name for path in tmp_path.iterdir()] == [ATTEMPTS_FILE]
    if os.name != "nt":
        assert (tmp_path / ATTEMPTS_FILE).stat().st_mode & 0o077 == 0


def test_the_wait_is_said_in_seconds() -> None:
    assert str(TooSoon(1)).endswith("Try again in 1 second.")
    assert str(TooSoon(64)).endswith("Try again in 64 seconds.")
    assert TooSoon(64).seconds == 64
