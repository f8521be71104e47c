"""Back in without the passphrase: the words of the sheet, or of two of the organisation's three."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.widgets.choices import Choices, Option
from desktop.widgets.parts import button, column, label, row
from desktop.widgets.secret import Secret, centred
from desktop.widgets.words import Words
from forms.passphrase import AT_LEAST


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: one set of words (the sheet) or two (two holders), and the passphrase."""

    words: tuple[str, ...]
    new: str
    again: str


class RecoverView(QWidget):
    """Works with no network; a wrong word is named by its number."""

    def __init__(
        self,
        name: str,
        on_recover: Callable[[Typed], None],
        on_cancel: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._on_recover = on_recover
        self._way = Choices(
            [
                Option(value=1, text="With my recovery sheet"),
                Option(value=2, text="With two people of my organisation"),
            ],
            look="segment",
            name="recover.way",
            spoken="How to get back in",
            columns=1,
        )
        self._way.show_choice(1)
        self._way.chosen.connect(self._choose)
        hint = "The words in their order; numbers, capitals and first four letters are all fine."
        self._first_label = label("The words of the sheet", "label")
        self._first = Words(name="recover.first", spoken="The words", lines=4, hint=hint)
        self._second_label = label("The second holder's words", "label")
        self._second = Words(name="recover.second", spoken="Second holder's words", lines=4)
        self._new = Secret(name="recover.new", spoken="New passphrase")
        self._again = Secret(name="recover.again", spoken="The same again")
        self._trouble = label(look="refusal")
        self._trouble.setObjectName("recover.trouble")
        self._trouble.hide()
        self._go = button("&Open my vault", "main", name="recover.go")
        self._go.clicked.connect(self._recover)
        cancel = button("&Cancel", name="recover.cancel")
        cancel.clicked.connect(on_cancel)
        foot = QWidget()
        foot.setLayout(row(cancel, 1, self._go))
        card = centred(
            label(f"Back into the vault of {name}", "title"),
            self._way,
            self._first_label,
            self._first,
            self._second_label,
            self._second,
            label("A new passphrase", "label"),
            label(f"At least {AT_LEAST} characters: three or four unrelated words.", "small"),
            self._new,
            label("The same again", "label"),
            self._again,
            self._trouble,
            foot,
            width=620,
        )
        self.setLayout(column(card))
        self.setFocusProxy(self._way)
        self._choose(1)

    def _choose(self, holders: int) -> None:
        self._way.show_choice(holders)
        both = holders > 1
        self._first_label.setText("The first holder's words" if both else "The words of the sheet")
        self._second_label.setVisible(both)
        self._second.setVisible(both)

    def _recover(self) -> None:
        first, second = self._first.toPlainText(), self._second.toPlainText()
        words = (first, second) if self._way.value == 2 else (first,)  # noqa: PLR2004 - two holders
        self._go.setEnabled(False)
        self._on_recover(Typed(words, self._new.text(), self._again.text()))

    def show_trouble(self, words: str) -> None:
        """Say what was wrong; everything typed stays for mending."""
        self._go.setEnabled(True)
        self._trouble.setText(words)
        self._trouble.show()
