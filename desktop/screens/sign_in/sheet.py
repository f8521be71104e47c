"""The recovery sheet, offered once: saved to be printed, and not kept on the laptop."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.widgets.choosing import choose_folder
from desktop.widgets.parts import button, column, label, row
from desktop.widgets.secret import centred
from desktop.widgets.words import Line


class SheetView(QWidget):
    """Saves the sheet where the practitioner says; going on without it is allowed, and said."""

    def __init__(
        self, folder: str, on_save: Callable[[Path], None], on_done: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._folder = Line(name="sheet.folder", spoken="Folder to save the sheet to", longest=1000)
        self._folder.show_words(folder)
        choose = button("Choose a folder…", "small", name="sheet.choose")
        choose.clicked.connect(self._choose)
        save = button("&Save the sheet as PDF", "main", name="sheet.save")
        save.clicked.connect(lambda: on_save(Path(self._folder.text())))
        self._go_on = button("&Go on without a sheet", name="sheet.done")
        self._go_on.clicked.connect(on_done)
        self._told = label(look="ok")
        self._told.setObjectName("sheet.told")
        self._told.hide()
        self._trouble = label(look="refusal")
        self._trouble.hide()
        choosing, foot = QWidget(), QWidget()
        choosing.setLayout(row(choose, 1))
        foot.setLayout(row(self._go_on, 1, save))
        card = centred(
            label("Your recovery sheet", "title"),
            label(
                "If you forget your passphrase, the words on this sheet open the vault, without a"
                " network. Nobody else has them. Print it, keep it where your organisation says,"
                " never with the laptop, then delete the file.",
                "soft",
            ),
            label("Save to", "label"),
            self._folder,
            choosing,
            self._told,
            self._trouble,
            foot,
            width=620,
        )
        self.setLayout(column(card))
        self.setFocusProxy(self._folder)

    def _choose(self) -> None:
        choose_folder(self, self._folder.text(), self._folder.setText)

    def show_saved(self, where: str) -> None:
        """The sheet is a file now; going on is safe."""
        self._trouble.hide()
        self._told.setText(f"✓ Saved as {where}. Print it, then delete the file.")
        self._told.show()
        self._go_on.setText("&Go on")
        self._go_on.setFocus()

    def show_trouble(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.show()
