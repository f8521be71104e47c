"""Parts that the pages of the team share."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.widgets.choosing import choose_file, choose_folder
from desktop.widgets.parts import button, column, label, plain, row, scrolling
from desktop.widgets.words import Line


class PageView(QWidget):
    """A page whose keyboard begins at one of its parts.

    A focus proxy would keep Tab from what stands before that part.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._first: QWidget | None = None

    def begin_at(self, part: QWidget) -> None:
        self._first = part

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        if self._first is not None:
            self._first.setFocus(event.reason())


def act(text: str, name: str, do: Callable[[], None], look: str = "") -> QPushButton:
    """A button that does this."""
    made = button(text, look, name=name)
    made.clicked.connect(lambda _=False: do())
    return made


def folder_line(name: str, spoken: str, shown: str = "") -> tuple[Line, QWidget]:
    """A box for a folder's path, and a row of it with a way to look for the folder."""
    line = Line(name=name, spoken=spoken, longest=2000)
    line.show_words(shown)
    choose = button("Choose…", "small", name=f"{name}.choose")
    choose.setAccessibleName(f"{spoken}: choose")
    choose.clicked.connect(lambda: choose_folder(line, line.text(), line.setText))
    return line, plain(row(line, choose))


def file_line(name: str, spoken: str) -> tuple[Line, QWidget]:
    """The same for a file that is there."""
    line = Line(name=name, spoken=spoken, longest=2000)
    choose = button("Choose…", "small", name=f"{name}.choose")
    choose.setAccessibleName(f"{spoken}: choose")
    choose.clicked.connect(lambda: choose_file(line, line.text(), line.setText))
    return line, plain(row(line, choose))


def path_in(line: Line) -> Path:
    """What was typed, as a path."""
    return Path(line.text().strip()).expanduser()


def code_part(says: str, code: str, name: str) -> QWidget:
    """A short code, large and in groups, to be read aloud."""
    shown = label(code.replace("-", "  "), "title")
    shown.setObjectName(name)
    shown.setAccessibleName(" ".join(code.replace("-", " ")))
    return plain(column(label(says), shown, gap=4))


def page_of(*parts: QWidget) -> QWidget:
    """Parts of a page under each other, which scrolls."""
    content = QWidget()
    content.setProperty("look", "clear")
    box = column(*parts, 1, gap=14)
    box.setContentsMargins(24, 18, 24, 18)
    content.setLayout(box)
    return scrolling(content)
