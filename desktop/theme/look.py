"""The look of the whole application: bundled type, palette and text size."""

import json
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

import desktop.theme
import letters
from desktop.theme.palette import LIGHT
from desktop.theme.style import style_sheet

SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)
STYLE = ("-style", "Fusion")
"""Qt's own words for it: asked for as a QStyle, Python would first build all that QStyle knows."""
_FONTS = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")


class Look:
    """Owns the text size; kept on the laptop, outside any vault, so that sign-in can be read."""

    def __init__(self, application: QApplication, kept_in: Path) -> None:
        self._application = application
        self._kept_in = kept_in
        self._scale = _read(kept_in)

    @property
    def scale(self) -> float:
        """1.0 for ordinary text, 2.0 for twice the size."""
        return self._scale

    def put_on(self) -> None:
        """Load the type and dress the application."""
        for name in _FONTS:
            QFontDatabase.addApplicationFont(str(Path(letters.__path__[0], "fonts", name)))
        self._dress()

    def larger(self) -> None:
        self.set_scale(next((s for s in SIZES if s > self._scale), SIZES[-1]))

    def smaller(self) -> None:
        self.set_scale(next((s for s in reversed(SIZES) if s < self._scale), SIZES[0]))

    def ordinary(self) -> None:
        """The text size there is as long as nobody chooses another."""
        self.set_scale(SIZES[0])

    def set_scale(self, scale: float) -> None:
        """Use this text size from now on, and remember it if the laptop lets us."""
        self._scale = scale
        self._dress()
        try:
            self._kept_in.parent.mkdir(parents=True, exist_ok=True)
            self._kept_in.write_text(json.dumps({"text_size": scale}))
        except OSError:
            return  # the size still holds until the program ends

    def px(self, length: float) -> int:
        """A length of the design, at today's text size, in pixels."""
        return round(length * self._scale)

    def _dress(self) -> None:
        font = QFont("Noto Sans")
        font.setPixelSize(self.px(16))
        self._application.setFont(font)
        tick = Path(desktop.theme.__path__[0], "tick.svg")
        self._application.setStyleSheet(style_sheet(LIGHT, self._scale, tick.as_posix()))


def _read(kept_in: Path) -> float:
    try:
        size = json.loads(kept_in.read_text()).get("text_size")
    except (OSError, ValueError, AttributeError):
        return SIZES[0]
    return size if size in SIZES else SIZES[0]
