"""Small parts every screen is made of. All text is plain text, whoever typed it."""

from collections.abc import Iterable
from typing import TypeVar

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QMargins, QSize
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)


def label(text: str = "", look: str = "", *, wraps: bool = True) -> QLabel:
    """Words on the screen, never read as markup."""
    made = _Label(text)
    set_named(made, textFormat="PlainText")
    made.setWordWrap(wraps)
    if look:
        made.setProperty("look", look)
    if wraps:
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return made


class _Label(QLabel):
    """Remembers how high its words are: layouts ask dozens of times for each change of a page."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._heights: dict[int, int] = {}

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        if width not in self._heights:
            self._heights[width] = super().heightForWidth(width)
        return self._heights[width]

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        if text != self.text():
            self._heights.clear()
            super().setText(text)

    def setWordWrap(self, on: bool) -> None:  # noqa: FBT001, N802 - Qt's name
        self._heights.clear()
        super().setWordWrap(on)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        self._heights.clear()  # another font or style
        super().changeEvent(event)


def set_named(widget: QWidget, **settings: str) -> None:
    """Set properties of Qt to values called by Qt's names, `textFormat="PlainText"`.

    The unlock window needs a few. Said as `Qt.TextFormat.PlainText`, the first makes Python build
    every enum of `Qt`, which takes a seventh of the time a bare window takes to start.
    A name that Qt does not know is a bug, and raises.
    """
    for name, value in settings.items():
        if not widget.setProperty(name, value):
            raise ValueError(f"{name} cannot be {value}")


def set_look(widget: QWidget, look: str) -> None:
    """Dress a widget anew; does nothing when it already looks so."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def unmarked(words: str) -> str:
    """Words from people on a button: an "&" is an "&", not the mark of a key."""
    return words.replace("&", "&&")


class Button(QPushButton):
    """A push button with room for its words in bold, which they become when it is chosen.

    Return presses it as Space does; a key held down presses once.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, held = QtCore.Qt.Key, QtCore.Qt.KeyboardModifier
        is_bare = event.modifiers() in {held.NoModifier, held.KeypadModifier}
        if event.key() not in {key.Key_Return, key.Key_Enter} or not is_bare:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        hint = super().sizeHint()
        if not self.isCheckable():
            return hint
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.Bold)
        heavy, light = QFontMetrics(bold), self.fontMetrics()
        more = max(
            heavy.horizontalAdvance(line) - light.horizontalAdvance(line)
            for line in (self.text().splitlines() or [""])
        )
        return hint.grownBy(QMargins(0, 0, max(0, more), 0))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()


def button(text: str, look: str = "", *, name: str = "") -> QPushButton:
    """A push button; `name` is its object name for tests and, without text, its spoken name."""
    made = Button(text)
    made.setAutoDefault(False)
    if look:
        made.setProperty("look", look)
    if name:
        made.setObjectName(name)
    return made


def column(*parts: QWidget | QLayout | int, gap: int = 8, margin: int = 0) -> QVBoxLayout:
    """Parts under each other; a number is a stretch of that weight."""
    return _filled(QVBoxLayout(), parts, gap, margin)


def row(*parts: QWidget | QLayout | int, gap: int = 8, margin: int = 0) -> QHBoxLayout:
    """Parts side by side; a number is a stretch of that weight."""
    return _filled(QHBoxLayout(), parts, gap, margin)


_Box = TypeVar("_Box", bound=QBoxLayout)


def _filled(box: _Box, parts: Iterable[QWidget | QLayout | int], gap: int, margin: int) -> _Box:
    box.setSpacing(gap)
    box.setContentsMargins(margin, margin, margin, margin)
    for part in parts:
        if isinstance(part, int):
            box.addStretch(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        else:
            box.addWidget(part)
    return box


def card(*parts: QWidget | QLayout | int, look: str = "card", gap: int = 8) -> QFrame:
    """A framed group of parts."""
    frame = QFrame()
    frame.setProperty("look", look)
    box = column(*parts, gap=gap)
    box.setContentsMargins(20, 16, 20, 16)
    frame.setLayout(box)
    return frame


def plain(layout: QLayout, *, look: str = "") -> QWidget:
    """A bare widget around a layout."""
    widget = QWidget()
    if look:
        widget.setProperty("look", look)
        widget.setAttribute(QtCore.Qt.WidgetAttribute.WA_StyledBackground, on=True)
    widget.setLayout(layout)
    return widget


def wide(widget: QWidget) -> QWidget:
    """The same widget, taking the room that its neighbours leave."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return widget


def hairline() -> QFrame:
    """A thin line between rows."""
    frame = QFrame()
    frame.setProperty("look", "hairline")
    return frame


def scrolling(content: QWidget) -> QScrollArea:
    """Content that scrolls when it is taller than its room, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    set_named(area, horizontalScrollBarPolicy="ScrollBarAlwaysOff", focusPolicy="NoFocus")
    if content.property("look") is None:
        content.setProperty("look", "clear")
    area.setWidget(content)
    return area


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner is not None:
            emptied(inner)
