"""Boxes for words: what people type is kept exactly, and shown as plain text."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

LONGEST = 20_000
"""Characters one box takes; about eight pages."""


class Words(QPlainTextEdit):
    """A box for sentences that grows with them.

    Signals:
        typed: the practitioner changed the words. Showing words never emits.
        left: the practitioner went elsewhere; what was typed may settle into history.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, *, name: str, spoken: str, lines: int = 3, hint: str = "") -> None:
        super().__init__()
        self._lines = lines
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def show_words(self, words: str) -> None:
        """Show these words; the cursor stays where it was, or goes behind earlier words."""
        if words == self.toPlainText():
            return
        at = self.textCursor().position() if self.toPlainText() else len(words)
        with QSignalBlocker(self):
            self.setPlainText(words)
        self.place_cursor(at)

    def place_cursor(self, at: int) -> None:
        """Put the cursor after this many characters, or at the end."""
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(self.toPlainText())))
        self.setTextCursor(cursor)

    def _changed(self) -> None:
        words = self.toPlainText()
        if len(words) > LONGEST:
            self.show_words(words[:LONGEST])
            self.moveCursor(QTextCursor.MoveOperation.End)
        self.typed.emit(self.toPlainText())

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self.left.emit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        lines = max(self._lines, min(14, int(self.document().size().height())))
        height = lines * self.fontMetrics().lineSpacing() + 26
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(80, self.sizeHint().height())


class Line(QLineEdit):
    """A box for a few words.

    Signals:
        typed: the practitioner changed the words. Showing words never emits.
        left: the practitioner went elsewhere.
    """

    typed = Signal(str)
    left = Signal()

    def __init__(self, *, name: str, spoken: str, hint: str = "", longest: int = 500) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.setPlaceholderText(hint)
        self.setMaxLength(longest)
        self.textEdited.connect(self.typed)
        self.editingFinished.connect(self.left)

    def show_words(self, words: str) -> None:
        if words != self.text():
            at = self.cursorPosition()
            self.setText(words)
            self.setCursorPosition(min(at, len(words)))
