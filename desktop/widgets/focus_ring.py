"""The ring that shows where the keyboard is: 3 px of ink, 2 px away, on every control."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFocusFrame, QWidget

from desktop.theme.palette import LIGHT


class FocusRing(QFocusFrame):
    """Follows the keyboard from control to control within one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def follow(self, application: QApplication) -> None:
        """Start following."""
        application.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        wanted = now is not None and now is not self._window and self._window.isAncestorOf(now)
        self.setWidget(now if wanted else None)  # type: ignore[arg-type]  # None lets go, as documented

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        if self.widget() is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(LIGHT.ink), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), 9, 9)
