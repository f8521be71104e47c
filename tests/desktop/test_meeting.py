"""What waits for a place waits on a thread of its own; the vault answers, pauses and locks."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from desktop.flows.meeting import MeetingFlow, Progress
from desktop.lane import Lane, LaneClosed, Ok, Result
from desktop.meeting import Meeting
from storage.outbox import Counts, Outbox
from storage.vault import Vault
from sync.errors import RoundEnded
from sync.places.folder import FolderPlace
from sync.places.place import Box, Place, Put
from tests.storage.samples import PASSPHRASE
from tests.sync.teams import AT, Laptop, a_laptop, a_lead, enrolled

T = TypeVar("T")
WAITING = 3


class SlowPlace:
    """A folder behind a network that takes one file at a time, once it is let."""

    def __init__(self, root: Path, *, reached: threading.Event, let: threading.Event) -> None:
        self._folder, self._reached, self._let = FolderPlace(root), reached, let
        self.names, self.get = self._folder.names, self._folder.get
        self.set_aside, self.taken = self._folder.set_aside, self._folder.taken
        self.close = self._folder.close

    def put(self, box: Box, name: str, content: bytes) -> Put:
        self._reached.set()
        assert self._let.wait(20)
        return self._folder.put(box, name, content)


class Slow:
    """Where the team is met in these tests, and a vault that has something for it."""

    def __init__(self, laptop: Laptop, lane: Lane, qtbot: QtBot) -> None:
        self.reached, self.let = threading.Event(), threading.Event()
        self._lane, self._qtbot = lane, qtbot
        laptop.vault.close()
        folder = laptop.vault.folder
        self.vault = self.on_lane(lambda: Vault.open(folder, PASSPHRASE))

    def place(self, address: str) -> Place:
        return SlowPlace(Path(address), reached=self.reached, let=self.let)

    def on_lane(self, work: Callable[[], T]) -> T:
        landed: list[Result[T]] = []
        self._lane.submit(work, landed.append)
        self._qtbot.waitUntil(lambda: bool(landed))
        (result,) = landed
        assert isinstance(result, Ok)
        return result.value

    def counts(self) -> Counts:
        return self.on_lane(lambda: Outbox(self.vault).counts())


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Laptop]:
    made = a_lead(tmp_path / "lead", tmp_path / "share")
    yield made
    made.vault.close()


@pytest.fixture
def laptop(tmp_path: Path, lead: Laptop) -> Laptop:
    made = enrolled(lead, a_laptop(tmp_path / "laptop", tmp_path / "share", "Practice Dale Heath"))
    made.known()
    for _ in range(WAITING):
        made.seals()
    return made


@pytest.fixture
def slow(laptop: Laptop, lane: Lane, qtbot: QtBot) -> Iterator[Slow]:
    made = Slow(laptop, lane, qtbot)
    yield made
    made.let.set()
    lane.submit(made.vault.close, lambda _: None)


@pytest.fixture
def meeting(slow: Slow, lane: Lane) -> Meeting:
    return Meeting(lane, MeetingFlow(slow.vault, lane.ask, lambda: AT, slow.place))


def test_the_vault_answers_while_a_round_waits_for_its_place(
    slow: Slow, meeting: Meeting, qtbot: QtBot
) -> None:
    meeting.now()
    qtbot.waitUntil(slow.reached.is_set)

    assert slow.counts() == Counts(WAITING, 0, 0, 0, AT)

    with qtbot.waitSignal(meeting.ended):
        slow.let.set()
    assert meeting.state.progress == Progress(WAITING, WAITING)
    assert slow.counts() == Counts(0, WAITING, 0, 0, None)


def test_locking_waits_for_no_place_and_what_was_under_way_still_waits_afterwards(
    slow: Slow, meeting: Meeting, lane: Lane, qtbot: QtBot, laptop: Laptop
) -> None:
    meeting.now()
    qtbot.waitUntil(slow.reached.is_set)

    meeting.stop()
    slow.on_lane(slow.vault.close)

    folder = laptop.vault.folder
    slow.vault = slow.on_lane(lambda: Vault.open(folder, PASSPHRASE))
    slow.let.set()
    over: list[Result[None]] = []
    lane.away(lambda: None, over.append)
    qtbot.waitUntil(lambda: bool(over))
    assert slow.counts().waiting == WAITING


def test_a_pause_ends_the_round_after_the_file_under_way_and_going_on_sends_the_rest(
    slow: Slow, meeting: Meeting, qtbot: QtBot
) -> None:
    meeting.now()
    qtbot.waitUntil(slow.reached.is_set)
    with qtbot.waitSignal(meeting.ended):
        meeting.pause()
        slow.let.set()

    assert slow.counts() == Counts(WAITING - 1, 1, 0, 0, AT)
    meeting.look()
    assert meeting.state.paused

    with qtbot.waitSignal(meeting.ended):
        meeting.now()
    assert slow.counts() == Counts(0, WAITING, 0, 0, None)


def test_a_folder_that_is_there_again_is_visited_although_its_wait_is_not_over(
    laptop: Laptop,
) -> None:
    flow = MeetingFlow(laptop.vault, lambda work: work(), lambda: AT)
    away = laptop.root.rename(laptop.root.with_name("out"))
    (failed,) = flow.by_itself(_nobody)
    assert failed.failure is not None
    flow.by_itself(_nobody)

    away.rename(laptop.root)

    (met,) = flow.by_itself(_nobody)
    assert (met.failure, met.visited.handed_over) == (None, WAITING)
    assert flow.by_itself(_nobody) == ()
    laptop.vault.close()


def test_a_vault_in_no_team_is_left_alone(tmp_path: Path) -> None:
    alone = a_laptop(tmp_path / "alone", tmp_path / "share", "Practice Alone")
    flow = MeetingFlow(alone.vault, lambda work: work(), lambda: AT)

    assert flow.by_itself(_nobody) == ()
    assert flow.after_sending(_nobody) == ()
    alone.vault.close()


def test_after_the_end_nothing_reaches_the_vault(laptop: Laptop) -> None:
    flow = MeetingFlow(laptop.vault, lambda work: work(), lambda: AT)
    flow.end()

    with pytest.raises(RoundEnded):
        flow.now(_nobody)
    laptop.vault.close()


def test_what_is_asked_of_the_vault_is_done_on_its_thread(lane: Lane, qtbot: QtBot) -> None:
    threads: list[Result[tuple[int, int]]] = []
    vaults: list[Result[int]] = []
    lane.submit(threading.get_ident, vaults.append)

    lane.away(lambda: (threading.get_ident(), lane.ask(threading.get_ident)), threads.append)

    qtbot.waitUntil(lambda: bool(threads))
    (landed,), (vault,) = threads, vaults
    assert isinstance(landed, Ok)
    assert isinstance(vault, Ok)
    beside, asked = landed.value
    assert asked == vault.value
    assert len({beside, asked, threading.get_ident()}) == 3


@pytest.mark.usefixtures("qapp")
def test_a_closed_lane_answers_no_more() -> None:
    lane = Lane()
    lane.submit(lambda: None, lambda _: None)
    lane.close()

    with pytest.raises(LaneClosed):
        lane.ask(lambda: None)


def _nobody(_progress: Progress) -> None:
    """Nobody looks on."""
