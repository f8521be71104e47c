"""Put a backup back: choose one, see what is in it, put it in place. The vault before is kept."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.widgets.panes import sized
from desktop.widgets.parts import button, column, label, plain, row
from desktop.widgets.secret import Secret, centred


class RestoreView(QWidget):
    """Shows backups as lines of words; `on_look` gets the number of the line.

    `why` says what is wrong with the vault that is here, if that led to this page. `on_salvage`
    reads what still reads of it; `on_adopt` puts that in place.
    """

    def __init__(  # noqa: PLR0913 - built by hand
        self,
        on_look: Callable[[int, str], None],
        on_restore: Callable[[], None],
        on_salvage: Callable[[str], None],
        on_adopt: Callable[[], None],
        on_cancel: Callable[[], None],
        *,
        why: str = "",
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._on_look = on_look
        self._list = QListWidget()
        self._list.setObjectName("restore.list")
        self._list.setAccessibleName("Backups, newest first")
        self._list.setMinimumHeight(sized(200))
        self._passphrase = Secret(name="restore.passphrase", spoken="Passphrase of that day")
        self._passphrase.returnPressed.connect(self._look)
        look = button("&Look inside", name="restore.look")
        look.clicked.connect(self._look)
        self._inside = label(look="label")
        self._inside.setObjectName("restore.inside")
        self._inside.hide()
        self._trouble = label(look="refusal")
        self._trouble.setObjectName("restore.trouble")
        self._trouble.hide()
        self._restore = button("&Put this backup in place", "main", name="restore.go")
        self._restore.clicked.connect(on_restore)
        self._restore.setEnabled(False)
        reason = label(why, "refusal")
        reason.setObjectName("restore.why")
        if not why:
            reason.hide()
        cancel = button("&Cancel", name="restore.cancel")
        cancel.clicked.connect(on_cancel)
        self._list.currentRowChanged.connect(self._forget)
        asking, foot = QWidget(), QWidget()
        asking.setLayout(row(self._passphrase, look))
        foot.setLayout(row(cancel, 1, self._restore))
        card = centred(
            label("Put a backup back", "title"),
            reason,
            label(
                "Choose one and look inside first. The vault that is here now is kept whole beside"
                " it; nothing is deleted.",
                "soft",
            ),
            self._list,
            label("The passphrase of that day", "label"),
            asking,
            self._inside,
            self._salvage_part(on_salvage, on_adopt),
            self._trouble,
            foot,
            width=680,
        )
        self.setLayout(column(card))
        self.setFocusProxy(self._list)

    def _salvage_part(
        self, on_salvage: Callable[[str], None], on_adopt: Callable[[], None]
    ) -> QWidget:
        salvage = button("See what can be &read of a damaged vault", name="salvage.look")
        salvage.clicked.connect(lambda: on_salvage(self._passphrase.text()))
        self._salvaged = label(look="label")
        self._salvaged.setObjectName("salvage.inside")
        self._adopt = button("Put what could be read in place", name="salvage.go")
        self._adopt.clicked.connect(on_adopt)
        self._salvaged.hide()
        self._adopt.hide()
        return plain(column(row(salvage, 1), self._salvaged, row(self._adopt, 1)))

    def show_backups(self, lines: Sequence[str]) -> None:
        self._list.clear()
        for line in lines:
            self._list.addItem(QListWidgetItem(line))
        if lines:
            self._list.setCurrentRow(0)
        else:
            self.show_trouble(
                "No backup of this vault was found on this laptop or its second place."
            )

    def _look(self) -> None:
        if self._list.currentRow() >= 0:
            self._on_look(self._list.currentRow(), self._passphrase.text())

    def _forget(self, _row: int) -> None:
        self._inside.hide()
        self._trouble.hide()
        self._restore.setEnabled(False)

    def show_inside(self, words: str) -> None:
        """What is in the chosen backup; now it can be put in place."""
        self._trouble.hide()
        self._inside.setText(words)
        self._inside.show()
        self._restore.setEnabled(True)
        self._restore.setFocus()

    def choose(self, number: int) -> None:
        """Choose this line."""
        self._list.setCurrentRow(number)

    def show_passphrase(self, passphrase: str) -> None:
        """The passphrase that was typed at the door a moment ago."""
        self._passphrase.setText(passphrase)

    def show_salvaged(self, words: str) -> None:
        """What could still be read; now it can be put in place."""
        self._trouble.hide()
        self._salvaged.setText(words)
        self._salvaged.show()
        self._adopt.show()
        self._adopt.setFocus()

    def show_trouble(self, words: str) -> None:
        self._trouble.setText(words)
        self._trouble.show()
