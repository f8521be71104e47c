"""The first thing anyone sees: who works on this laptop, and a place for a passphrase."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.parts import button, column, label, row, unmarked
from desktop.widgets.secret import Secret, centred
from storage.cards import VaultCard


class SignInView(QWidget):
    """Choose who you are, type the passphrase, and the vault opens."""

    def __init__(  # noqa: PLR0913, PLR0917 - built by hand, once
        self,
        vaults: Sequence[VaultCard],
        on_unlock: Callable[[Path, str], None],
        on_new: Callable[[], None],
        on_forgotten: Callable[[Path, str], None],
        on_restore: Callable[[Path], None],
        on_check: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._vaults = tuple(vaults)
        self._on_unlock = on_unlock
        self._chosen = next((v for v in vaults if v.trouble is None), vaults[0])
        self._passphrase = Secret(name="passphrase", spoken="Passphrase")
        self._passphrase.returnPressed.connect(self._unlock)
        self._show = button("Show", "small", name="show_passphrase")
        self._show.setCheckable(True)
        self._show.toggled.connect(self._passphrase.show_typed)
        self._unlock_button = button("&Unlock", "main", name="unlock")
        self._unlock_button.clicked.connect(self._unlock)
        self._trouble = label(look="refusal")
        self._trouble.setObjectName("trouble")
        forgotten = button("I have forgotten my passphrase", "link", name="forgotten")
        forgotten.clicked.connect(
            lambda: on_forgotten(self._chosen.folder, self._chosen.display_name)
        )
        restore = button("Put a backup back", "link", name="restore")
        restore.clicked.connect(lambda: on_restore(self._chosen.folder))
        check = button("Check a letter", "link", name="check_letter")
        check.clicked.connect(on_check)
        new = button("Someone else uses this laptop too", "link", name="new_person")
        new.clicked.connect(on_new)
        people = [label("Who are you?", "label"), self._people()] if len(vaults) > 1 else []
        greeting = label(self._greeting(), "title")
        self._greeting_label = greeting
        holder = QWidget()
        holder.setLayout(row(self._passphrase, self._show))
        card = centred(
            label("Golden Thread", "small"),
            greeting,
            *people,
            label("Your passphrase", "label"),
            holder,
            self._trouble,
            self._unlock_button,
            label("Everything on this laptop stays locked until you unlock it.", "small"),
            forgotten,
            restore,
            check,
            new,
        )
        self.setLayout(column(card))
        self.show_trouble(str(self._chosen.trouble) if self._chosen.trouble else "")

    def _people(self) -> QWidget:
        from desktop.widgets.choices import Choices, Option  # noqa: PLC0415 - most laptops: one

        people = Choices(
            [Option(v.folder, unmarked(v.display_name)) for v in self._vaults],
            look="answer",
            name="person",
            spoken="Who are you?",
            columns=2,
        )
        people.show_choice(self._chosen.folder)
        people.chosen.connect(self._choose)
        return people

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the passphrase. A focus proxy would keep Tab from what stands before it."""
        super().focusInEvent(event)
        self._passphrase.setFocus()  # its reason would load every enum of Qt before the first paint

    def _greeting(self) -> str:
        return "Welcome back" if len(self._vaults) > 1 else f"Hello, {self._chosen.display_name}"

    def _choose(self, folder: Path) -> None:
        self._chosen = next(v for v in self._vaults if v.folder == folder)
        self.show_trouble(str(self._chosen.trouble) if self._chosen.trouble else "")
        self._passphrase.clear()
        self._passphrase.setFocus()

    def _unlock(self) -> None:
        if not self._passphrase.text():
            self.show_trouble("Type your passphrase first.")
            return
        self.show_busy(busy=True)
        self._on_unlock(self._chosen.folder, self._passphrase.text())

    def show_busy(self, *, busy: bool) -> None:
        self._unlock_button.setEnabled(not busy)
        self._unlock_button.setText("Unlocking…" if busy else "&Unlock")
        self._passphrase.setReadOnly(busy)
        if busy:
            self.show_trouble("")

    def show_trouble(self, words: str) -> None:
        """Say what went wrong; the passphrase can be typed again at once."""
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))
        if words:
            self._unlock_button.setEnabled(True)
            self._unlock_button.setText("&Unlock")
            self._passphrase.setReadOnly(False)
            self._passphrase.selectAll()
            self._passphrase.setFocus()
