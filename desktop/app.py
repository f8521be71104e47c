"""Everything is constructed here, by hand, once; before the first paint, as little as possible."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from desktop.desk import Desk
from desktop.lane import Lane
from desktop.name import APP
from desktop.singletons import keep_constants_alive
from desktop.theme.look import STYLE, Look
from desktop.window import Window
from storage.paths import home

if TYPE_CHECKING:
    from storage.header import KdfCost

SIZE = 1280, 800
"""The window as it was drawn; it opens smaller where the screen is."""

FIRST_PAINT = "GOLDEN_THREAD_FIRST_PAINT"
"""When set in the environment, the program tells when it first painted, and ends."""


def now() -> datetime:
    """The present moment in local time, with its zone."""
    return datetime.now().astimezone()


def main(arguments: list[str] | None = None) -> int:
    """Open the window and stay until it is closed."""
    os.umask(0o077)
    application = QApplication([*(arguments if arguments is not None else sys.argv), *STYLE])
    application.setApplicationName(APP)
    window, lane, _desk = build(application, home())
    room = application.primaryScreen().availableSize()
    if room.width() < window.width() or room.height() < window.height():
        window.resize(min(room.width(), window.width()), min(room.height(), window.height()))
    if os.environ.get(FIRST_PAINT):
        window.first_painted.connect(lambda: _tell_first_paint(application))
    window.first_painted.connect(_after_first_paint)
    window.show()
    code = application.exec()
    lane.close()
    return code


def build(
    application: QApplication,
    kept_in: Path,
    clock: Callable[[], datetime] = now,
    cost: Callable[[], KdfCost] | None = None,
) -> tuple[Window, Lane, Desk]:
    """The window with everything behind it, at the sign-in screen; `clock` tells the moment.

    `cost`: what a guess at a new vault's passphrase costs; None measures it on this machine.
    """
    look = Look(application, kept_in / "look.json")
    look.put_on()
    lane = Lane()
    desk = Desk(look, lane, clock, kept_in, cost)
    window = desk.window
    window.follow_focus(application)
    window.resize(*SIZE)
    desk.start()
    return window, lane, desk


def _after_first_paint() -> None:
    """What nobody needs to wait for; the first window makes a few hundred calls of Qt."""
    keep_constants_alive()
    gc.enable()


def _tell_first_paint(application: QApplication) -> None:
    sys.stdout.write(f"first paint {time.monotonic_ns()}\n")
    sys.stdout.flush()
    application.exit(0)
