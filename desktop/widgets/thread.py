"""The golden thread: the steps of a contact, where you are, and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.theme.palette import LIGHT
from desktop.widgets.panes import sized
from desktop.widgets.parts import button, emptied, unmarked

WIDTH, ROOM = 224, 186
"""Design pixels: how wide the thread is, and how much of that is for words."""


class Mark(Enum):
    """How far a step is."""

    DONE = auto()
    HERE = auto()
    AHEAD = auto()


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One step: its name, a small detail such as "2 of 4", and how far it is."""

    text: str
    detail: str
    mark: Mark
    page: int


_SPOKEN = {Mark.DONE: "done", Mark.HERE: "you are here", Mark.AHEAD: "not yet"}


class ThreadView(QWidget):
    """The steps, drawn on a line that is gold as far as the contact has come.

    Signals:
        page_chosen: the practitioner wants to go to this page.
    """

    page_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ThreadLine, ...] = ()
        self._buttons: list[QPushButton] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.setAccessibleName("Steps of this contact")

    def show_lines(self, lines: Sequence[ThreadLine]) -> None:
        """Show these steps; buttons are kept where the steps are the same ones."""
        if [line.page for line in lines] != [line.page for line in self._lines]:
            self._rebuild(lines)
        self._lines = tuple(lines)
        for made, line in zip(self._buttons, lines, strict=True):
            made.setText(unmarked(self._fitting(line)))
            made.setChecked(line.mark is Mark.HERE)
            made.setAccessibleName(f"{line.text}, {_SPOKEN[line.mark]}")
        self.update()

    def _fitting(self, line: ThreadLine) -> str:
        """The step's words, the name cut with dots where the thread is too narrow for it."""
        detail = f"  {line.detail}" if line.detail else ""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Bold)
        room = sized(ROOM) - QFontMetrics(bold).horizontalAdvance(detail)
        return QFontMetrics(bold).elidedText(line.text, Qt.TextElideMode.ElideRight, room) + detail

    def _rebuild(self, lines: Sequence[ThreadLine]) -> None:
        emptied(self._box)
        self._buttons = []
        for line in lines:
            made = button(line.text, "thread", name=f"step.{line.page}")
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            made.clicked.connect(lambda _=False, page=line.page: self.page_chosen.emit(page))
            self._buttons.append(made)
            self._box.addWidget(made)
        self._box.addStretch(1)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if not self._buttons:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self.fontMetrics().height() / 22
        dots = [QPointF(11 * unit, b.geometry().center().y() + 0.5) for b in self._buttons]
        gold, grey = QColor(LIGHT.thread), QColor(LIGHT.line)
        for index in range(len(dots) - 1):
            come = self._lines[index].mark is Mark.DONE
            painter.setPen(QPen(gold if come else grey, 3 * unit))
            painter.drawLine(dots[index], dots[index + 1])
        for dot, line in zip(dots, self._lines, strict=True):
            self._paint_dot(painter, dot, line.mark, unit)

    def _paint_dot(self, painter: QPainter, dot: QPointF, mark: Mark, unit: float) -> None:
        if mark is Mark.HERE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(LIGHT.thread_soft))
            painter.drawEllipse(dot, 11 * unit, 11 * unit)
        edge = LIGHT.line if mark is Mark.AHEAD else LIGHT.thread
        painter.setPen(QPen(QColor(edge), 3 * unit))
        painter.setBrush(QColor(LIGHT.thread if mark is Mark.DONE else LIGHT.card))
        painter.drawEllipse(QRectF(dot.x() - 6 * unit, dot.y() - 6 * unit, 12 * unit, 12 * unit))
