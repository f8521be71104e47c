"""What the screens round a passphrase share: a box for it, and a card in the middle."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.widgets.panes import sized
from desktop.widgets.parts import column, scrolling, set_named


def centred(*parts: QWidget, width: float = 460) -> QWidget:
    """A card in the middle of the window that scrolls where it is taller."""
    frame = QFrame()
    frame.setProperty("look", "card")
    box = QVBoxLayout(frame)
    box.setContentsMargins(28, 24, 28, 24)
    box.setSpacing(10)
    for part in parts:
        box.addWidget(part)
    frame.setMaximumWidth(sized(width))
    content = QWidget()
    content.setProperty("look", "clear")
    middle = QHBoxLayout()
    middle.addStretch(1)
    middle.addWidget(frame, 20)
    middle.addStretch(1)
    outer = column(1, gap=0)
    outer.setContentsMargins(12, 12, 12, 12)
    outer.addLayout(middle)
    outer.addStretch(1)
    content.setLayout(outer)
    return scrolling(content)


class Secret(QLineEdit):
    """A box for a passphrase: hidden as it is typed, shown on request, pasting allowed."""

    def __init__(self, *, name: str, spoken: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self.show_typed(False)

    def show_typed(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signal
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)
        # Qt forgets these when what is typed is shown; the keyboard must still not learn it.
        set_named(self, inputMethodHints="ImhHiddenText|ImhSensitiveData|ImhNoPredictiveText")
