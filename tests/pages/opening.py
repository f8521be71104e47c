"""The real window with a real vault behind it, in a home of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import build
from desktop.desk import Desk
from desktop.lane import Lane
from desktop.window import Window
from tests.pages.keyboard import Keyboard


class Opened:
    """The program as it stands open on the laptop."""

    def __init__(self, window: Window, lane: Lane, desk: Desk, qtbot: QtBot) -> None:
        self.window, self.lane, self.desk = window, lane, desk
        self.keys = Keyboard(window, qtbot)

    def close(self) -> None:
        """Close the window as a person does, and wait until it lets itself be closed."""
        self.window.close()
        self.keys.wait(lambda: not self.window.isVisible())
        self.lane.close()


@contextmanager
def opened_window(application: QApplication, home: Path, qtbot: QtBot) -> Iterator[Opened]:
    """The program, started in this home; closed afterwards if the test left it open."""
    window, lane, desk = build(application, home)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    opened = Opened(window, lane, desk, qtbot)
    try:
        yield opened
    finally:
        if window.isVisible():
            window.close()
        lane.close()
        window.hide()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
