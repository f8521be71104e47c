"""Backs up in the background while a vault is open: short slices on the vault's own thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.flows.backup import BackupFlow, BackupState
from desktop.lane import Lane, Ok, Result
from storage.backup_places import Places

LOOK_EVERY_MS = 60_000
SLICE_EVERY_MS = 15


class BackingUp(QObject):
    """Typing always comes first: one slice at a time, with a pause after each.

    Signals:
        changed: how backups stand now, a BackupState.
    """

    changed = Signal(object)

    def __init__(self, lane: Lane, make: Callable[[], BackupFlow]) -> None:
        super().__init__()
        self._lane, self._make = lane, make
        self._made: BackupFlow | None = None
        self._stopped = False
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_EVERY_MS)
        self._looking.timeout.connect(self.look)
        self._looking.start()
        self._slicing = QTimer(self)
        self._slicing.setSingleShot(True)
        self._slicing.setInterval(SLICE_EVERY_MS)
        self._slicing.timeout.connect(self._go_on)

    def _flow(self) -> BackupFlow:
        """On the vault's thread only."""
        if self._made is None:
            self._made = self._make()
        return self._made

    def now_in(self, where: Places) -> None:
        """On the vault's thread: the next backup goes to these places."""
        self._flow().now_in(where)

    def last_one(self, seconds: float) -> None:
        """On the vault's thread: a last backup before the vault is closed, if there is time."""
        self._flow().when_locking(seconds)

    def look(self) -> None:
        """Begin a backup if one is due."""
        self._lane.submit(lambda: self._flow().due(), self._looked)

    def _looked(self, result: Result[bool]) -> None:
        if isinstance(result, Ok) and result.value:
            self.begin()

    def begin(self) -> None:
        """Do a slice, of a new backup if none is under way."""
        if not self._stopped:
            self._lane.submit(lambda: self._flow().step(), self._stepped)

    def _go_on(self) -> None:
        if not self._stopped:
            self._lane.submit(lambda: self._flow().go_on(), self._stepped)

    def _stepped(self, result: Result[BackupState]) -> None:
        if isinstance(result, Ok) and not self._stopped:
            self.changed.emit(result.value)
            if result.value.running:
                self._slicing.start()

    def stop(self) -> None:
        """The vault is closing; what is under way is the closing's affair."""
        self._stopped = True
        self._looking.stop()
        self._slicing.stop()
