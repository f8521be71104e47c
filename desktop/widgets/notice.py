"""A strip of words over a page: something to know, to mend, or to be glad of."""

from PySide6.QtWidgets import QFrame

from desktop.widgets.parts import column, label


class Notice(QFrame):
    """Hidden while it has nothing to say. `look`: banner, notice or good."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.setProperty("look", look)
        self._words = label(look="small-ink")
        self._words.setObjectName(f"{look}.words")
        box = column(self._words)
        box.setContentsMargins(14, 9, 14, 9)
        self.setLayout(box)
        self.hide()

    def show_words(self, words: str) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))
