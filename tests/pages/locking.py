"""The laptop once it is locked, as whoever takes it finds it; and the ways in which it locks."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop.name import APP
from tests.pages.keyboard import CTRL, Keyboard
from tests.pages.opening import Opened
from tests.pages.sight import all_words
from tests.pages.signing_in import SignInPage


class LockedLaptop:
    """Tells who works here, and nothing else."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        SignInPage(opened.keys)

    def expect_nothing_of(self, *words: str) -> None:
        """None of these words in any window there is, nor on the clipboard."""
        told = "\n".join(all_words(window) for window in _windows())
        told += QApplication.clipboard().text()
        assert [word for word in words if word in told] == []

    def expect_one_window(self) -> None:
        """Every dialog is closed, and what stays is called by the program's name alone."""
        self._opened.keys.wait(lambda: _windows() == [self._opened.window])
        assert self._opened.window.windowTitle() == APP

    def expect_closed(self) -> None:
        """Another program could open the vault, and whatever was under way has come home."""
        self._opened.wait_until_the_vault_is_closed()
        home: list[object] = []
        self._opened.lane.submit(lambda: None, home.append)
        self._opened.keys.wait(lambda: bool(home))


def _windows() -> list[QWidget]:
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def open_file_dialog(keys: Keyboard, button: str) -> QFileDialog:
    """Open the dialog behind this button, and wait until the keyboard is in it."""
    keys.push(button)
    keys.wait(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    return dialog


def press_lock_in(window: QWidget) -> None:
    """Ctrl+L, given to another window of the program as the system gives it."""
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_L, CTRL)
    QApplication.processEvents()


@contextmanager
def vault_busy(opened: Opened) -> Iterator[None]:
    """What is asked of the vault meanwhile waits, and comes home afterwards."""
    gate = Event()
    opened.lane.submit(gate.wait, lambda _: None)
    try:
        yield
    finally:
        gate.set()
