"""What this program puts on the clipboard does not stay there."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QClipboard

CLEARED_AFTER_MS = 30_000


class ShortClipboard(QObject):
    """Clears the clipboard 30 seconds after something of ours came onto it; never anyone else's.

    Signals:
        copied: something of ours came onto it.
    """

    copied = Signal()

    def __init__(self, clipboard: QClipboard, cleared_after_ms: int = CLEARED_AFTER_MS) -> None:
        super().__init__()
        self._clipboard = clipboard
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(cleared_after_ms)
        self._timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._changed)

    def _changed(self) -> None:
        if self._clipboard.ownsClipboard():
            self._timer.start()
            self.copied.emit()
        else:
            self._timer.stop()

    def clear(self) -> None:
        """Clear it now, if what is on it is ours."""
        self._timer.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()
