"""What the screens ask of the vault: once it is locked, no answer reaches a screen any more."""

from collections.abc import Callable
from typing import TypeVar

from desktop.lane import Lane, Result

T = TypeVar("T")


class WhileOpen:
    """A lane for questions. What must be done in any case, such as saving, goes to the lane."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self._ended = False

    def submit(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> None:
        """As the lane's own; nothing is asked after the end, and what comes home is dropped."""

        def land(result: Result[T]) -> None:
            if not self._ended:
                then(result)

        if not self._ended:
            self._lane.submit(work, land)

    def end(self) -> None:
        """The vault is being locked."""
        self._ended = True
