"""Locks after quiet time, after sleep, and when the system says that the screen is locked.

Never asks: everything typed is in the vault already.
"""

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

TICK_MS = 1_000
ASLEEP_AFTER_S = 30.0
"""A gap this long between two ticks means the laptop slept, or was stopped."""

_ACTIVITY = (
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
)


def seconds_awake_or_asleep() -> float:
    """Seconds from some moment on, those the laptop slept included.

    Python's own stopwatch stands still on Linux while the laptop sleeps (clock_gettime(2)).
    """
    if sys.platform == "linux":
        now = time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":
        now = time.clock_gettime(time.CLOCK_MONOTONIC)
    else:
        now = time.monotonic()
    return now


def _is_the_key(event: QKeyEvent) -> bool:
    """Ctrl+L, where a dialog or an open list kept the window's own shortcut from it."""
    pressed = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_L
    return pressed and event.modifiers() == Qt.KeyboardModifier.ControlModifier


class IdleLock(QObject):
    """Watches the window, and every dialog over it, while a vault is open."""

    def __init__(
        self,
        window: QWidget,
        quiet_minutes: int,
        on_lock: Callable[[], None],
        moment: Callable[[], float] = seconds_awake_or_asleep,
    ) -> None:
        super().__init__(window)
        self._quiet_s = quiet_minutes * 60
        self._on_lock = on_lock
        self._moment = moment
        self._active = self._ticked = moment()
        self._heard: list[QWindow] = []
        self._application = QApplication.instance()
        if isinstance(self._application, QApplication):
            self._application.focusWindowChanged.connect(self._hear)
        self._hear(window.windowHandle())
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._system = SystemLock(on_lock)

    def set_quiet_minutes(self, minutes: int) -> None:
        """Lock after this many quiet minutes from now on."""
        self._quiet_s = minutes * 60

    def _hear(self, window: QWindow | None) -> None:
        """Watch this window too: a dialog is no rest, and the lock's key works in it."""
        if window is not None and all(window is not heard for heard in self._heard):
            self._heard.append(window)
            window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in _ACTIVITY:
            self._active = self._moment()
        if isinstance(event, QKeyEvent) and _is_the_key(event):
            self._on_lock()
            return True
        return False

    def tick(self) -> None:
        """Look at the clock; lock if it was quiet too long or the laptop slept."""
        now = self._moment()
        slept = now - self._ticked > ASLEEP_AFTER_S
        self._ticked = now
        if slept or now - self._active >= self._quiet_s:
            self._on_lock()

    def stop(self) -> None:
        """Nothing is open any more."""
        self._timer.stop()
        if isinstance(self._application, QApplication):
            self._application.focusWindowChanged.disconnect(self._hear)
        for window in self._heard:
            if isValid(window):
                window.removeEventFilter(self)
        self._system.stop()
        self.deleteLater()


class SystemLock(QObject):
    """Hears from Linux desktops that the screen is locked, the user switched, or sleep comes.

    Elsewhere sleep is noticed by the gap it leaves in the clock.
    """

    def __init__(self, on_lock: Callable[[], None]) -> None:
        super().__init__()
        self._on_lock = on_lock
        if sys.platform == "linux":
            self._listen()

    def _listen(self) -> None:
        from PySide6.QtCore import SLOT  # noqa: PLC0415 - only where there is a message bus
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415

        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        told = (
            (system, "org.freedesktop.login1", "org.freedesktop.login1.Manager", "PrepareForSleep"),
            (session, "", "org.freedesktop.ScreenSaver", "ActiveChanged"),
            (session, "", "org.gnome.ScreenSaver", "ActiveChanged"),
        )
        for bus, service, interface, name in told:
            if bus.isConnected():
                bus.connect(service, "", interface, name, self, SLOT("locked(bool)").encode())
        if system.isConnected():
            system.connect(
                "org.freedesktop.login1",
                "",
                "org.freedesktop.login1.Session",
                "Lock",
                self,
                SLOT("locked_now()").encode(),
            )

    @Slot(bool)
    def locked(self, begins: bool) -> None:  # noqa: FBT001 - the signal's own value
        """Sleep or a screen lock begins or ends."""
        if begins:
            self._on_lock()

    @Slot()
    def locked_now(self) -> None:
        """The session is being locked or left."""
        self._on_lock()

    def stop(self) -> None:
        self._on_lock = _nothing
        self.deleteLater()


def _nothing() -> None:
    """After the lock there is nothing left to lock."""


def close_dialogs(keep: QWidget) -> None:
    """Close every other window of the program, whatever it was asking."""
    for other in QApplication.topLevelWidgets():
        if other is not keep and other.isWindow() and other.isVisible():
            other.close()
