"""What the team's pages say, in the words of those who read them."""

from datetime import timedelta

import pytest

from desktop.flows.meeting import Progress
from desktop.text_team import (
    breakable,
    counts_words,
    lives_words,
    place_words,
    progress_words,
    refused_words,
)
from storage.lives import Began, Life
from storage.outbox import Counts
from storage.team import TeamPlace
from sync.errors import NameTaken, PlaceUnreachable
from sync.reasons import Reason
from tests.conftest import NOW


def test_the_outbox_in_a_line() -> None:
    days = timedelta(days=2, hours=3)

    assert counts_words(Counts(3, 12, 40, 0, NOW - days), NOW) == (
        "3 waiting, oldest 2 days; 12 handed over; 40 confirmed by the team."
    )
    assert counts_words(Counts(1, 0, 0, 2, NOW), NOW) == (
        "1 waiting, oldest from today; 0 handed over; 0 confirmed by the team; 2 not taken."
    )


def test_how_far_a_round_has_come() -> None:
    assert "Sent 120 of 900." in progress_words(Progress(120, 900), paused=False)
    assert progress_words(Progress(120, 900), paused=True).startswith("Paused. Sent 120 of 900.")


def test_a_place_that_failed_says_what_and_when_it_is_tried_again() -> None:
    hour = timedelta(hours=1)
    words = PlaceUnreachable.sentence
    failed = TeamPlace(1, "/practice", 1, NOW - hour, 2, NOW + hour, words)

    told = place_words(failed, NOW)

    assert words in told
    assert "Last met 2 Mar 2026" in told
    assert "Tried again by itself after 2 Mar 2026" in told


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_its_words(reason: Reason) -> None:
    assert refused_words(reason.value) == reason.words


def test_a_name_that_was_taken_has_words_and_so_has_a_reason_of_a_newer_program() -> None:
    assert refused_words("name_taken") == NameTaken.sentence
    assert refused_words("of a later version")


def test_a_vault_with_one_life_says_nothing_of_lives() -> None:
    first = Life(1, "0" * 16, Began.FIRST)

    assert lives_words(()) == lives_words((first,)) == ""
    assert "backup" in lives_words((first, Life(2, "1" * 16, Began.PUT_BACK)))
    assert "another" in lives_words((first, Life(2, "1" * 16, Began.ANOTHER_LAPTOP)))


def test_a_long_path_may_be_broken_and_reads_the_same() -> None:
    path = "/practice/a-long/path.to?the&team"

    assert breakable(path).replace("\u200b", "") == path
    assert "\u200b" in breakable(path)
