"""Taking a family in from a colleague: your card goes out, their package comes in."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFrame

from desktop.widgets.choosing import choose_file
from desktop.widgets.parts import button, card, label, row
from desktop.widgets.words import Line


class ReceivingPart(QFrame):
    """A part of the vault's screen."""

    def __init__(
        self,
        folder: str,
        on_card: Callable[[Path], None],
        on_look: Callable[[Path], None],
        on_take: Callable[[Path, Path], None],
    ) -> None:
        super().__init__()
        self._folder = Line(name="receive.folder", spoken="Folder for the card", longest=1000)
        self._folder.show_words(folder)
        self._package = Line(name="receive.package", spoken="The package", longest=1000)
        self._offered = label(look="label")
        self._offered.setObjectName("receive.offered")
        write = button("Write my receiving car&d", name="receive.card")
        write.clicked.connect(lambda: on_card(self._chosen(self._folder)))
        choose = button("Choose…", "small", name="receive.choose")
        choose.clicked.connect(self._choose)
        look = button("Look i&nto the package", name="receive.look")
        look.clicked.connect(lambda: on_look(self._chosen(self._package)))
        self._take = button("&Take the family in", "main", name="receive.take")
        self._take.setEnabled(False)
        self._take.clicked.connect(
            lambda: on_take(self._chosen(self._package), self._chosen(self._folder))
        )
        inner = card(
            label("Receiving a family from a colleague", "heading"),
            label("Your card, and the receipt later, go into this folder", "label"),
            self._folder,
            row(write, 1),
            label("The package they sealed to your card", "label"),
            row(self._package, choose),
            row(look, 1),
            self._offered,
            row(self._take, 1),
        )
        box = row(inner)
        self.setLayout(box)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is typed here."""
        return self._folder, self._package

    def _chosen(self, line: Line) -> Path:
        return Path(line.text().strip())

    def _choose(self) -> None:
        choose_file(self, self._package.text(), self._package.setText)

    def show_offered(self, words: str, *, can_take: bool) -> None:
        """What the package holds and whom it is from, with the code to compare aloud."""
        self._offered.setText(words)
        self._take.setEnabled(can_take)
