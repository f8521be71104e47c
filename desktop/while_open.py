"""What the screens ask of the vault: once it is locked, no answer reaches a screen any more."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.lane import Err, Lane, Result
from storage.errors import RecordsDamaged

T = TypeVar("T")


class WhileOpen:
    """A lane for questions. What must be done in any case, such as saving, goes to the lane.

    `on_damaged` comes after an answer that could not be read out of the records.
    """

    def __init__(self, lane: Lane, on_damaged: Callable[[], None] = lambda: None) -> None:
        self._lane, self._on_damaged = lane, on_damaged
        self._ended = False

    def submit(
        self,
        work: Callable[[], T],
        then: Callable[[Result[T]], None],
        *,
        shown_in: QWidget | None = None,
    ) -> None:
        """As the lane's own; nothing is asked after the end, and what comes home is dropped.

        So is what was asked for a screen that is no longer the one shown, or under what covers it.
        """

        def land(result: Result[T]) -> None:
            if not self._ended and (shown_in is None or is_there(shown_in)):
                then(result)
                if isinstance(result, Err) and isinstance(result.failure, RecordsDamaged):
                    self._on_damaged()

        if not self._ended:
            self._lane.submit(work, land)

    def end(self) -> None:
        """The vault is being locked."""
        self._ended = True


def is_there(screen: QWidget) -> bool:
    """Whether this screen was not left for another one; one that was left is let go soon after."""
    return isValid(screen) and not screen.isHidden()
