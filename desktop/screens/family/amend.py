"""A finished contact amended: the reason first; then a new version, the old one kept beside it."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, label, row, scrolling
from desktop.widgets.words import Words


class AmendView(FormView):
    """Asks why before anything can be changed."""

    def __init__(
        self, what: str, on_amend: Callable[[str], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__()
        self._on_amend = on_amend
        self._trouble = Notice("notice")
        self._reason = Words(name="amend.reason", spoken="Why it is amended", lines=4)
        go = button("&Amend this contact", "main", name="amend.go")
        go.clicked.connect(self._go)
        cancel = button("&Leave for now", name="amend.cancel")
        cancel.clicked.connect(on_cancel)
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Amend a finished contact", "title"),
            label(what, "soft"),
            *self.lines,
            card(
                label("Why is it amended?", "heading"),
                label(
                    "The finished version stays as it is and can always be read. You write in a new"
                    " one; a letter made from the old version is marked as superseded once the new"
                    " one is finished.",
                    "small",
                ),
                self._reason,
                self._trouble,
                row(cancel, 1, go),
            ),
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        self.setLayout(column(scrolling(content)))
        self.setFocusProxy(self._reason)
        self.follow(self._reason)

    def _go(self) -> None:
        reason = self._reason.toPlainText().strip()
        if reason:
            self._on_amend(reason)
        else:
            self.show_trouble("Write the reason first: it stands beside both versions.")

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)
