"""What anyone may see: no family, no word of what was open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.widgets.parts import column, label


class Neutral(QWidget):
    """An empty page that says how to come back."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "neutral")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Screen hidden. Press F9 to come back.")
        words = label("Press F9 to come back", "soft")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setLayout(column(1, words, 1))
