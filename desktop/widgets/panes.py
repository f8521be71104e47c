"""Panes side by side while there is room, under each other when there is not."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QSizePolicy, QWidget


def sized(length: float) -> int:
    """A length of the design in pixels at today's text size; 16 px is the size it was drawn in."""
    pixels = QApplication.font().pixelSize()
    return round(length * (pixels if pixels > 0 else 16) / 16)


_UNBOUNDED = 16_777_215
"""Qt's own largest widget size."""


class Panes(QWidget):
    """A main pane and side panes; below `together_from` they stand in a column.

    Widths are in design pixels; a side pane is `side_from` to `side_to` wide beside the main one.
    """

    def __init__(
        self,
        main: QWidget,
        sides: Sequence[QWidget],
        *,
        together_from: int,
        side_from: int = 240,
        side_to: int = 280,
    ) -> None:
        super().__init__()
        self._sides = tuple(sides)
        self._together_from = together_from
        self._side_from, self._side_to = side_from, side_to
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(20)
        self._box.addWidget(main, 1)
        for side in self._sides:
            self._box.addWidget(side)
            side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange(event.size())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, super().minimumSizeHint().height())

    def _arrange(self, size: QSize) -> None:
        together = size.width() >= sized(self._together_from)
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if together else direction.TopToBottom)
        for side in self._sides:
            side.setMaximumWidth(sized(self._side_to) if together else _UNBOUNDED)
            side.setMinimumWidth(sized(self._side_from) if together else 0)
