"""After unlocking: this vault is not as it was left here. Told once, and nothing waits for it."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.parts import button, column, label, row
from desktop.widgets.secret import centred

WHAT_TO_DO = (
    "You can go on with your families at once: nothing is locked and nothing was deleted.",
    "If you or your IT support put an older copy of the vault back, say so here. It is kept in the"
    " log, and this page does not come again.",
    "If nobody did, tell your organisation today. Newer work may be in a backup: lock, then choose"
    " “Put a backup back”.",
)


class NotAsLeftView(QWidget):
    """Sentences, what to do, and the way on. `on_meant` is None where nobody can have meant it."""

    def __init__(
        self,
        told: Sequence[str],
        on_go_on: Callable[[], None],
        on_meant: Callable[[], None] | None,
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        go_on = button("&Go on", "main", name="not_as_left.go_on")
        go_on.clicked.connect(on_go_on)
        self._trouble = label(look="refusal")
        self._trouble.hide()
        foot = row(1, go_on)
        if on_meant is not None:
            meant = button("&An older copy was put back on purpose", name="not_as_left.meant")
            meant.clicked.connect(on_meant)
            foot = row(meant, 1, go_on)
        buttons = QWidget()
        buttons.setLayout(foot)
        said = label("\n".join(told), "refusal")
        said.setObjectName("not_as_left.told")
        steps = [words for at, words in enumerate(WHAT_TO_DO) if at != 1 or on_meant is not None]
        card = centred(
            label("This vault is not as it was left", "title"),
            said,
            label("What to do", "label"),
            *(label(words) for words in steps),
            self._trouble,
            buttons,
            width=680,
        )
        self.setLayout(column(card))
        self._go_on = go_on

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the way on. A focus proxy would keep Tab from what stands before it."""
        self._go_on.setFocus(event.reason())

    def show_trouble(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.show()
