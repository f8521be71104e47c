"""Meets the team in the background while a vault is open; nothing else waits for it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.flows.meeting import MeetingFlow, Progress
from desktop.lane import Err, Lane, Result
from sync.errors import NotInATeam
from sync.rounds import Met

FIRST_LOOK_MS = 5_000
"""The first words after unlocking come before anything is fetched."""

LOOK_EVERY_MS = 30_000
"""How often to look whether a place is due, or a folder is there again."""


NOT_BEGUN = Progress()


@dataclass(frozen=True, slots=True)
class MeetingState:
    """How meeting the team stands now; `trouble` is not about a place: each place has its own."""

    running: bool = False
    paused: bool = False
    progress: Progress = NOT_BEGUN
    trouble: str = ""


class Meeting(QObject):
    """One round at a time, on the thread that may wait.

    Signals:
        changed: how it stands now, a MeetingState.
        ended: a round is over; what is where may have changed.
    """

    changed = Signal(object)
    ended = Signal()
    _told = Signal(object)

    def __init__(self, lane: Lane, flow: MeetingFlow) -> None:
        super().__init__()
        self._lane, self._flow = lane, flow
        self.state = MeetingState()
        self._wanted: Callable[[], None] | None = None
        self._stopped = False
        self._told.connect(self._came_on)
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_EVERY_MS)
        self._looking.timeout.connect(self.look)
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(FIRST_LOOK_MS)
        self._first.timeout.connect(self.look)

    def begin(self) -> None:
        """The vault is open."""
        self._looking.start()
        self._first.start()

    def look(self) -> None:
        """Meet the team where it is due."""
        if not self.state.running and not self.state.paused:
            self._go(self._flow.by_itself, quietly=True)

    def now(self) -> None:
        """Meet the team everywhere; also the way on from a pause."""
        self._flow.go_on()
        self._once_free(self.now, lambda: self._go(self._flow.now))

    def after_sending(self) -> None:
        """Something waits that was not there before."""
        if not self.state.paused:
            self._once_free(self.after_sending, lambda: self._go(self._flow.after_sending))

    def pause(self) -> None:
        self._flow.pause()
        self._wanted = None
        self._show(MeetingState(self.state.running, True, self.state.progress))

    def stop(self) -> None:
        """The vault is being locked. A round under way ends by itself; nobody waits for it."""
        self._stopped = True
        self._flow.end()
        self._looking.stop()
        self._first.stop()

    def _once_free(self, again: Callable[[], None], go: Callable[[], None]) -> None:
        if self.state.running:
            self._wanted = again
        else:
            go()

    def _go(
        self,
        work: Callable[[Callable[[Progress], None]], tuple[Met, ...]],
        *,
        quietly: bool = False,
    ) -> None:
        if self._stopped:
            return
        if quietly:  # most looks find nothing to do
            self.state = MeetingState(running=True)
        else:
            self._show(MeetingState(running=True))

        def then(result: Result[tuple[Met, ...]]) -> None:
            self._landed(result, quietly=quietly)

        self._lane.away(lambda: work(self._told.emit), then)

    def _came_on(self, progress: Progress) -> None:
        if self.state.running and not self._stopped:
            self._show(MeetingState(True, self.state.paused, progress))

    def _landed(self, result: Result[tuple[Met, ...]], *, quietly: bool) -> None:
        if self._stopped:
            return
        trouble = ""
        if isinstance(result, Err) and not (quietly and isinstance(result.failure, NotInATeam)):
            trouble = str(result.failure)
        self._show(MeetingState(False, self.state.paused, self.state.progress, trouble))
        if isinstance(result, Err) or result.value or not quietly:
            self.ended.emit()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            wanted()

    def _show(self, state: MeetingState) -> None:
        self.state = state
        self.changed.emit(state)
