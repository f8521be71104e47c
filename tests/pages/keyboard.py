"""Hands on a keyboard: every key goes to whatever has the keyboard, as in a real window."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.window import Window
from tests.pages.sight import is_seen

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
_PLAIN = Qt.KeyboardModifier.NoModifier
_MOST_TABS = 150
PATIENCE_MS = 15_000


class Patience(Protocol):
    """Lets the program run until something is so; pytest-qt's bot has it."""

    def waitUntil(  # noqa: N802 - its name there
        self, callback: Callable[[], bool], *, timeout: int
    ) -> None: ...


class Keyboard:
    """Types into one window, and waits for what it must show."""

    def __init__(self, window: Window, patience: Patience) -> None:
        self.window = window
        self._patience = patience

    @property
    def focused(self) -> QWidget:
        """What has the keyboard now; the window itself where nothing has."""
        return QApplication.focusWidget() or self.window

    def press(self, key: Qt.Key, with_: Qt.KeyboardModifier = _PLAIN, times: int = 1) -> None:
        for _ in range(times):
            QTest.keyClick(self.focused, key, with_)
            QApplication.processEvents()

    def alt(self, letter: str) -> None:
        self.press(Qt.Key(ord(letter.upper())), ALT)

    def ctrl(self, letter: str) -> None:
        self.press(Qt.Key(ord(letter.upper())), CTRL)

    def f(self, number: int) -> None:
        """A function key."""
        self.press(Qt.Key(Qt.Key.Key_F1 + number - 1))

    def digit(self, number: int, with_: Qt.KeyboardModifier = _PLAIN) -> None:
        self.press(Qt.Key(Qt.Key.Key_0 + number), with_)

    def write(self, words: str) -> None:
        """Type these words, whatever their script."""
        for character in words:
            if character == "\n":
                self.press(Qt.Key.Key_Return)
            else:
                self._type(character)

    def _type(self, character: str) -> None:
        # QTest's own typing ends the program at a character beyond Latin-1.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, _PLAIN, character)
            QApplication.sendEvent(self.focused, event)
        QApplication.processEvents()

    def clear(self) -> None:
        self.ctrl("a")
        self.press(Qt.Key.Key_Backspace)

    def tab_to(self, *names: str) -> None:
        """Press Tab until the control of this name, or of one of these, has the keyboard."""
        passed = []
        for _ in range(_MOST_TABS):
            if self.focused.objectName() in names:
                return
            passed.append(self.focused.objectName())
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(f"Tab never came to {names}: {passed}")

    def tab_round(self, times: int) -> list[str]:
        """The names of what Tab passes."""
        passed = []
        for _ in range(times):
            self.press(Qt.Key.Key_Tab)
            passed.append(self.focused.objectName())
        return passed

    def fill(self, name: str, words: str) -> None:
        """Go to a box by Tab and write into it."""
        self.tab_to(name)
        self.clear()
        self.write(words)

    def push(self, name: str) -> None:
        """Go to a button by Tab and press Space."""
        self.tab_to(name)
        self.press(Qt.Key.Key_Space)

    def push_with_return(self, name: str) -> None:
        """Go to a button by Tab and press Return."""
        self.tab_to(name)
        self.press(Qt.Key.Key_Return)

    def wait(self, until: Callable[[], bool]) -> None:
        self._patience.waitUntil(until, timeout=PATIENCE_MS)

    def wait_for(self, name: str) -> None:
        """Wait until the control of this name is on the screen."""
        self.wait(lambda: is_seen(self.window, name))
