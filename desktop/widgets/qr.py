"""A QR code on the screen, for another laptop's camera or a telephone."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

Modules = Sequence[Sequence[bool]]
_QUIET = 4
"""Empty squares around it, without which cameras do not find it."""
_SIDE = 360


class QrCode(QWidget):
    """Whole screen pixels to each square, so that no edge is blurred."""

    def __init__(self, modules: Modules, *, spoken: str) -> None:
        super().__init__()
        self._modules = modules
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def _module(self) -> int:
        return max(2, _SIDE // (len(self._modules) + 2 * _QUIET))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        side = self._module() * (len(self._modules) + 2 * _QUIET)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#FFFFFF"))
        side, dark = self._module(), QColor("#000000")
        for down, line in enumerate(self._modules, start=_QUIET):
            for across, is_dark in enumerate(line, start=_QUIET):
                if is_dark:
                    painter.fillRect(QRectF(across * side, down * side, side, side), dark)
