"""What a person, or a screen reader, can find in the window at this moment."""

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

W = TypeVar("W", bound=QWidget)


def seen(window: QWidget, kind: type[W], name: str = "") -> list[W]:
    """The visible widgets of this kind, and of this name if one is given."""
    found = window.findChildren(kind, name) if name else window.findChildren(kind)
    return [widget for widget in found if widget.isVisible()]


def is_seen(window: QWidget, name: str) -> bool:
    return bool(seen(window, QWidget, name))


def one(window: QWidget, kind: type[W], name: str) -> W:
    """The one visible widget of this kind and name."""
    found = seen(window, kind, name)
    assert len(found) == 1, f"{len(found)} of {name} are on the screen"
    return found[0]


def names(window: QWidget, start: str, end: str = "") -> list[str]:
    """The names on the screen that begin and end like this, in the order they were made."""
    found = (w.objectName() for w in seen(window, QWidget))
    return [name for name in found if name.startswith(start) and name.endswith(end)]


def all_words(window: QWidget) -> str:
    """Every word on the screen, or told to a screen reader, one widget to a line."""
    lines = [window.windowTitle()]
    for widget in seen(window, QWidget):
        lines += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()]
        lines += _own_words(widget)
    return "\n".join(line for line in lines if line)


def _own_words(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit():
            yield widget.displayText()
            yield widget.placeholderText()
        case QPlainTextEdit():
            yield widget.toPlainText()
            yield widget.placeholderText()
        case QComboBox():
            yield widget.currentText()
        case QTableView():
            yield from cells(widget)
        case _:
            return


def cells(table: QTableView) -> Iterator[str]:
    """The words of every cell of a table."""
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            yield str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole))
