"""Everything is constructed here, by hand, once; before the first paint, as little as possible."""

import os
import sys
import time
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from desktop.desk import Desk
from desktop.lane import Lane
from desktop.singletons import keep_constants_alive
from desktop.text import APP
from desktop.theme.look import Look
from desktop.window import Window
from storage.paths import home

FIRST_PAINT = "GOLDEN_THREAD_FIRST_PAINT"
"""When set in the environment, the program tells when it first painted, and ends."""


def now() -> datetime:
    """The present moment in local time, with its zone."""
    return datetime.now().astimezone()


def main(arguments: list[str] | None = None) -> int:
    """Open the window and stay until it is closed."""
    keep_constants_alive()
    os.umask(0o077)
    application = QApplication(arguments if arguments is not None else sys.argv)
    application.setApplicationName(APP)
    window, lane, _desk = build(application, home())
    if os.environ.get(FIRST_PAINT):
        watcher = _FirstPaint(application, window)
        window.installEventFilter(watcher)
    window.show()
    code = application.exec()
    lane.close()
    return code


def build(application: QApplication, kept_in: Path) -> tuple[Window, Lane, Desk]:
    """The window with everything behind it, at the sign-in screen."""
    look = Look(application, kept_in / "look.json")
    look.put_on()
    lane = Lane()
    desk = Desk(look, lane, now, kept_in)
    window = desk.window
    window.follow_focus(application)
    window.resize(1280, 800)
    desk.start()
    return window, lane, desk


class _FirstPaint(QObject):
    """Tells when the window was first painted, for benchmarks."""

    def __init__(self, application: QApplication, window: Window) -> None:
        super().__init__(window)
        self._application = application

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            sys.stdout.write(f"first paint {time.monotonic_ns()}\n")
            sys.stdout.flush()
            self._application.exit(0)
        return False
