"""The urgent panel: opens at once when safety is in question, whatever the count says."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.widgets.panes import sized
from desktop.widgets.parts import button, column, hairline, label, plain, row, scrolling
from desktop.widgets.words import Words

STEPS = (
    (
        "Is anyone in danger now?",
        "Call 999. Stay with the person, or make sure someone safe does. Keep the baby with"
        " someone safe.",
    ),
    (
        "Thoughts of suicide or of harming the baby, or confused, racing or very changed thinking?",
        "Same-day mental health assessment: the crisis line or perinatal mental health team. NHS"
        " 111, then option 2, reaches mental health help at any hour. Do not leave the parent"
        " alone with the baby while you arrange it. Frightening thoughts that a parent does not"
        " want are common and are not the same as intent; telling them apart is for an assessor.",
    ),
    (
        "Might a baby, child or adult be harmed or neglected, or be afraid of someone at home?",
        "Follow your safeguarding procedure today: your safeguarding lead or duty social care. Any"
        " bruise or injury in a baby who cannot move alone goes to the bruising protocol at once."
        " Ask about fear only when alone, and leave nothing behind that could be found.",
    ),
)


class UrgentPanel(QFrame):
    """Lies over the page; never waits for a count, a save or a letter.

    Signals:
        done_typed: what was done about safety, as typed.
        closed: the practitioner has read it and goes on.
    """

    done_typed = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "urgent")
        self.setAccessibleName("Safety first")
        self._numbers = label(look="label")
        self._why = label()
        self._done = Words(
            name="safety.done", spoken="What was done about safety, and with whom", lines=3
        )
        self._done.typed.connect(self.done_typed)
        self._done_part = plain(
            column(
                hairline(),
                label("What was done, with whom and when", "label"),
                label("Kept with this contact.", "small"),
                self._done,
            )
        )
        self._close = button("I have read this, &go on", "urgent", name="urgent.close")
        self._close.clicked.connect(self.closed)
        content = QWidget()
        content.setProperty("look", "clear-urgent")
        box = QVBoxLayout(content)
        box.setSpacing(8)
        box.addWidget(label("Safety first", "urgent-title"))
        box.addWidget(self._why)
        for question, answer in STEPS:
            box.addWidget(label(question, "label"))
            box.addWidget(label(answer))
        box.addWidget(hairline())
        box.addWidget(self._numbers)
        box.addWidget(self._done_part)
        box.addStretch(1)
        area = scrolling(content)
        area.setAccessibleName("What to do now")
        area.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._area = area
        outer = column(area, row(1, self._close), gap=10)
        outer.setContentsMargins(18, 14, 18, 14)
        self.setLayout(outer)
        self.hide()

    def open(self, *, why: str, numbers: str, done: str | None) -> None:
        """Show the panel over everything; `done` is None where no contact is in hand."""
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._numbers.setText(
            numbers.strip() or "No local numbers are set yet: add them under Settings."
        )
        self._done_part.setVisible(done is not None)
        self._done.show_words(done or "")
        parent = self.parentWidget()
        if parent is not None:
            self.fit(parent)
        self.show()
        self.raise_()
        # Later, for the key that opened it may still be moving the keyboard along a row.
        QTimer.singleShot(0, self, self._take_keyboard)

    def _take_keyboard(self) -> None:
        """Where words are wanted, never on the button: a stray space must not close the panel."""
        if self.isVisible():
            wanted = self._done if self._done_part.isVisible() else self._area
            wanted.setFocus()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, FBT001 - Qt's name
        """Tab stays in the panel: what lies under it cannot be changed unseen."""
        stops = [stop for stop in (self._done, self._close) if stop.isVisible()]
        if not stops:
            return super().focusNextPrevChild(forward)
        at = next((i for i, stop in enumerate(stops) if stop.hasFocus()), 0)
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def fit(self, parent: QWidget) -> None:
        """Lie over the middle of the window, whatever its size."""
        room = parent.rect()
        width = min(room.width() - 24, max(sized(760), room.width() * 2 // 3))
        height = min(room.height() - 24, max(sized(620), room.height() * 3 // 4))
        self.setGeometry((room.width() - width) // 2, (room.height() - height) // 2, width, height)
