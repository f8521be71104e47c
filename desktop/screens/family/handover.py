"""Handing a family over to a named colleague: their card, a code said aloud, a sealed package."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.widgets.choosing import choose_file, choose_folder
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, label, row, scrolling
from desktop.widgets.words import Line


class FileLine(QWidget):
    """A place for a file's path, with a button to look for it."""

    def __init__(self, *, name: str, spoken: str, folder: bool = False) -> None:
        super().__init__()
        self._folder = folder
        self.line = Line(name=name, spoken=spoken, longest=1000)
        choose = button("Choose…", "small", name=f"{name}.choose")
        choose.clicked.connect(self._choose)
        self.setLayout(row(self.line, choose))

    def _choose(self) -> None:
        choose = choose_folder if self._folder else choose_file
        choose(self, self.line.text(), self.line.setText)

    @property
    def path(self) -> Path:
        return Path(self.line.text().strip())


class HandOverView(FormView):
    """Two steps: read the colleague's card and compare the code; then seal."""

    stays = True

    def __init__(  # noqa: PLR0913 - one act each
        self,
        name: str,
        folder: str,
        *,
        on_card: Callable[[Path], None],
        on_seal: Callable[[Path], None],
        on_receipt: Callable[[Path], None],
        on_cancel: Callable[[], None],
    ) -> None:
        super().__init__()
        self._card = FileLine(name="handover.card", spoken="The colleague's card")
        self._to = FileLine(name="handover.folder", spoken="Folder for the package", folder=True)
        self._to.line.show_words(folder)
        self._receipt = FileLine(name="handover.receipt", spoken="The receipt")
        self._who = label(look="label")
        self._who.setObjectName("handover.who")
        self._good, self._trouble = Notice("good"), Notice("notice")
        read = button("&Read the card", name="handover.read")
        read.clicked.connect(lambda: on_card(self._card.path))
        self._seal = button("&Seal and hand over", "main", name="handover.seal")
        self._seal.setEnabled(False)
        self._seal.clicked.connect(lambda: on_seal(self._to.path))
        confirm = button("Read the re&ceipt", name="handover.confirm")
        confirm.clicked.connect(lambda: on_receipt(self._receipt.path))
        back = button("← &Back", name="handover.back")
        back.clicked.connect(on_cancel)
        self.setLayout(column(self._laid_out(name, read, confirm, back)))
        self.setFocusProxy(self._card.line)
        self.follow(self._card.line, self._to.line, self._receipt.line)

    def _laid_out(self, name: str, read: QWidget, confirm: QWidget, back: QWidget) -> QWidget:
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Hand this family over", "title"),
            label(f"{name}: the whole record goes, and stays here to be read.", "soft"),
            *self.lines,
            self._good,
            self._trouble,
            card(
                label("1. Your colleague's receiving card", "heading"),
                label("They write it under Vault and send it to you.", "small"),
                self._card,
                row(read, 1),
                self._who,
            ),
            card(
                label("2. Seal the record to it", "heading"),
                label("Compare the code aloud first, by phone or face to face.", "small"),
                self._to,
                row(self._seal, 1),
            ),
            card(
                label("3. The receipt that comes back", "heading"),
                self._receipt,
                row(confirm, 1),
            ),
            row(back, 1),
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        return scrolling(content)

    def show_card(self, name: str, code: str) -> None:
        """Whose card it is, with the code to compare aloud."""
        self._who.setText(f"{name} · code {code}")
        self._seal.setEnabled(True)
        self._trouble.show_words("")

    def show_done(self, words: str) -> None:
        self._trouble.show_words("")
        self._good.show_words(words)

    def show_trouble(self, words: str) -> None:
        self._good.show_words("")
        self._trouble.show_words(words)
