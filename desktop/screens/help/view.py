"""Help: what the program does, what it never does, and every key."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.shortcuts import KEYS
from desktop.widgets.parts import button, card, column, label, plain, row, scrolling

_SAYS = (
    (
        "What it is for",
        "Golden Thread helps you notice how a baby and their parents are getting on together, and"
        " write it down so that the specialised parent-infant relationship team can help the"
        " right family.",
    ),
    (
        "What the checklist does",
        "It counts: one significant factor, or four minor ones, suggests thinking with the team."
        " It always shows its reasons, and never reads “not asked” as “no”. It will not find every"
        " baby, it leans towards families whose hardship is easy to see, and it does not diagnose."
        " You decide, both ways.",
    ),
    (
        "What is kept",
        "Everything you type is in the encrypted vault on this laptop within a second. There is no"
        " Save button. Nothing leaves the laptop unless you export a letter.",
    ),
    (
        "When someone may not be safe",
        "Press F8. Never wait for a form, a count or a letter.",
    ),
)


class HelpView(QWidget):
    """One page, read top to bottom."""

    def __init__(self, content_note: str, on_check: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("look", "page")
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(16)
        for at, (keys, what) in enumerate(KEYS):
            grid.addWidget(label(keys, "label", wraps=False), at, 0)
            grid.addWidget(label(what), at, 1)
        parts = [card(label(title, "heading"), label(words)) for title, words in _SAYS]
        check = button("Check a letter", name="check_letter")
        check.clicked.connect(on_check)
        parts.insert(
            0,
            card(
                label("A letter somebody sent you", "heading"),
                label("Is it genuine, and is it as it was signed?"),
                row(check, 1),
            ),
        )
        if content_note:
            parts.append(card(label("About the content", "heading"), label(content_note)))
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Help", "title"), *parts, card(label("Keys", "heading"), plain(grid)), 1, gap=14
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        self._area = scrolling(content)
        self.setLayout(column(self._area))
        self.setFocusProxy(self._area)
