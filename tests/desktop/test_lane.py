"""Real threads; the event loop of the test brings the results home."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from desktop.failures import Failure
from desktop.lane import Err, Lane, Ok, Result
from storage.errors import DiskFull


def test_work_is_done_on_one_other_thread_always_the_same_and_comes_home(
    lane: Lane, qtbot: QtBot
) -> None:
    worked: list[int] = []
    landed: list[int] = []

    for _ in range(5):
        lane.submit(
            lambda: worked.append(threading.get_ident()),
            lambda _: landed.append(threading.get_ident()),
        )
    qtbot.waitUntil(lambda: len(landed) == 5)

    assert len(set(worked)) == 1
    assert set(landed) == {threading.get_ident()}
    assert set(worked) != set(landed)


def test_results_come_in_the_order_of_asking(lane: Lane, qtbot: QtBot) -> None:
    landed: list[Result[int]] = []

    for number in range(20):
        lane.submit(lambda n=number: n, landed.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(landed) == 20)

    assert landed == [Ok(number) for number in range(20)]


def test_a_known_failure_comes_back_as_a_value(lane: Lane, qtbot: QtBot) -> None:
    failure = DiskFull()
    landed: list[Result[None]] = []

    lane.submit(lambda: _raise(failure), landed.append)
    qtbot.waitUntil(lambda: bool(landed))

    assert landed == [Err(failure)]


def test_a_bug_is_raised_on_the_windows_thread_and_the_next_work_is_done(
    lane: Lane, qtbot: QtBot
) -> None:
    landed: list[Result[object]] = []
    with qtbot.capture_exceptions() as raised:
        lane.submit(lambda: _raise(ZeroDivisionError("a bug")), landed.append)
        lane.submit(lambda: "next", landed.append)
        qtbot.waitUntil(lambda: bool(landed))

    assert [kind for kind, _, _ in raised] == [ZeroDivisionError]
    assert landed == [Ok("next")]


class Piece:
    """Part of a cycle; tells on which thread it was let go."""

    def __init__(self, let_go: list[int]) -> None:
        self._let_go, self._itself = let_go, self

    def __del__(self) -> None:
        self._let_go.append(threading.get_ident())


def test_rubbish_is_let_go_on_the_windows_thread_however_much_the_other_makes(
    lane: Lane, qtbot: QtBot
) -> None:
    let_go: list[int] = []
    made: list[Result[list[list[int]]]] = []
    lane.submit(list, made.append)
    for _ in range(50):
        Piece(let_go)

    lane.submit(lambda: [[number] for number in range(100_000)], made.append)
    qtbot.waitUntil(lambda: len(made) == 2)
    qtbot.waitUntil(lambda: len(let_go) == 50)

    assert set(let_go) == {threading.get_ident()}


@pytest.mark.usefixtures("qapp")
def test_closing_waits_for_what_is_under_way_and_takes_nothing_more() -> None:
    lane, may_go_on = Lane(), threading.Event()
    done: list[str] = []

    def slow() -> None:
        may_go_on.wait(10)
        done.append("slow")

    lane.submit(slow, lambda _: None)
    threading.Timer(0.05, may_go_on.set).start()
    lane.close()
    lane.submit(lambda: done.append("late"), lambda _: None)

    assert done == ["slow"]


def _raise(failure: Failure | Exception) -> None:
    raise failure
