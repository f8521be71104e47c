"""The bar that says who the family is and whether everything is saved."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.text import NOT_SAVED, SAVED, SAVING, URGENT
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.panes import sized
from desktop.widgets.parts import label, row, set_look


class WhoBar(QFrame):
    """Always in the same place, on every screen about a family."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "who")
        self._name = label(look="name", wraps=False)
        self._name.setObjectName("who.name")
        self._meta = label(look="soft", wraps=False)
        self._urgent = label(look="chip-urgent", wraps=False)
        self._urgent.setObjectName("who.urgent")
        self._saving = label(look="saved", wraps=False)
        self._saving.setObjectName("who.saving")
        self._chips: list[QWidget] = []
        names = QWidget()
        self._layout = FlowLayout(names, gap=12)
        for part in (self._name, self._meta, self._urgent):
            self._layout.addWidget(part)
        self._saving.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self._saving.setMinimumWidth(sized(66))  # room for the longer of its two usual words
        self._saving.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        outer = row(gap=12)
        outer.addWidget(names, 1)
        outer.addWidget(self._saving)
        outer.setContentsMargins(24, 12, 24, 12)
        self.setLayout(outer)
        self._urgent.hide()

    def show_who(self, name: str, meta: str, chips: Sequence[str]) -> None:
        self._name.setText(name)
        self._meta.setText(meta)
        if [chip.property("said") for chip in self._chips] != list(chips):
            self._show_chips(chips)

    def _show_chips(self, chips: Sequence[str]) -> None:
        for chip in self._chips:
            self._layout.removeWidget(chip)
            chip.deleteLater()
        self._chips = []
        self._layout.removeWidget(self._urgent)
        for said in chips:
            chip = label(said, "chip", wraps=False)
            chip.setProperty("said", said)
            self._chips.append(chip)
            self._layout.addWidget(chip)
        self._layout.addWidget(self._urgent)

    def show_saving(self, *, saved: bool, trouble: str) -> None:
        """Say whether everything is in the vault, never by colour alone."""
        set_look(self._saving, "not-saved" if trouble else "saved")
        self._saving.setWordWrap(bool(trouble))
        self._saving.setText(f"{NOT_SAVED}{trouble}" if trouble else SAVED if saved else SAVING)
        self._saving.setVisible(True)

    def say(self, words: str) -> None:
        """Say something else in the place where saving is told, or nothing."""
        set_look(self._saving, "small")
        self._saving.setText(words)
        self._saving.setVisible(bool(words))

    def show_waiting(self, *, waiting: bool) -> None:
        """Say that something about safety waits to be written down; never what."""
        self._urgent.setText(URGENT)
        self._urgent.setVisible(waiting)

    def show_urgent(self, count: int) -> None:
        things = "1 answer needs" if count == 1 else f"{count} answers need"
        self._urgent.setText(f"Safety: {things} action today · F8")
        self._urgent.setVisible(count > 0)
        self._urgent.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
