"""The ring that shows where the keyboard is: 3 px, 2 px away, on every control.

Of ink, or white on the dark rail.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from desktop.theme.palette import LIGHT

_GAP, _WIDTH = 2, 3
_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.LayoutRequest,
)


class FocusRing(QObject):
    """Follows the keyboard from control to control within one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._around: QWidget | None = None
        self._watched: list[QWidget] = []
        self._ring: _Ring | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._follow)

    def follow(self, application: QApplication) -> None:
        """Start following."""
        # The signal also comes while the control that had the keyboard is being destroyed, so
        # what it carries is left alone, and the keyboard is looked for a moment later.
        application.focusChanged.connect(self._moved)
        self._moved()

    def _moved(self) -> None:
        self._soon.start()

    def _follow(self) -> None:
        self._let_go()
        now = QApplication.focusWidget()
        if now is None or now is self._window or not self._window.isAncestorOf(now):
            return
        self._around = now
        ground = _ground(now, self._window)
        self._ring = _Ring(ground, on_dark=now.property("look") == "rail")
        inner: QWidget | None = now
        while inner is not None and inner is not ground:
            inner.installEventFilter(self)
            self._watched.append(inner)
            inner = inner.parentWidget()
        self._place()

    def _let_go(self) -> None:
        for watched in self._watched:
            if isValid(watched):
                watched.removeEventFilter(self)
        self._watched = []
        self._around = None
        if self._ring is not None and isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in _MOVES and watched in self._watched:
            self._place()
        return False

    def _place(self) -> None:
        ring, around = self._ring, self._around
        if ring is None or around is None or not (isValid(ring) and isValid(around)):
            return
        if not ring.ground.isAncestorOf(around):  # it was taken off the page, and will be deleted
            ring.hide()
            return
        corner = around.mapTo(ring.ground, QPoint(0, 0))
        reach = _GAP + _WIDTH
        ring.setGeometry(QRect(corner, around.size()).adjusted(-reach, -reach, reach, reach))
        ring.setVisible(around.isVisible())
        ring.raise_()


def _ground(widget: QWidget, window: QWidget) -> QWidget:
    """What the ring lies on: the content that scrolls with the control, or the window."""
    inner: QWidget | None = widget
    while inner is not None and inner is not window:
        outer = inner.parentWidget()
        area = outer.parentWidget() if outer is not None else None
        if isinstance(area, QScrollArea) and area.widget() is inner and inner is not widget:
            return inner
        inner = outer
    return window


class _Ring(QWidget):
    """Paints the ring; lets the mouse through and is not there for screen readers."""

    def __init__(self, ground: QWidget, *, on_dark: bool) -> None:
        super().__init__(ground)
        self.ground = ground
        self._colour = QColor(LIGHT.on_deep if on_dark else LIGHT.ink)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._colour, _WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = _WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 11, 11)
