"""A form outside a contact: what is typed into it is kept while it is typed, and is there again."""

from collections.abc import Callable, Mapping
from enum import Enum
from typing import TypeAlias

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from desktop.widgets.choices import Choices
from desktop.widgets.parts import button, label, row, wide
from desktop.widgets.words import Line, Words

Field: TypeAlias = Line | Words | QComboBox | Choices
"""What a form keeps. A box for a passphrase or for recovery words is none of these."""

AGAIN = "What you had typed here is here again."
AFRESH = "Started afresh."


class KeptLine(QFrame):
    """A quiet line with one thing to do about it; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "banner")
        self._said = label(look="small-ink")
        self._said.setObjectName("kept.words")
        self._button = button("", "small", name="kept.act")
        self._button.clicked.connect(self._do)
        self._act: Callable[[], None] = _nothing
        box = row(wide(self._said), self._button)
        box.setContentsMargins(14, 6, 14, 6)
        self.setLayout(box)
        self.hide()

    def _do(self) -> None:
        self._act()

    def show_words(
        self, words: str, act_words: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Say this, with this to do."""
        self._said.setText(words)
        self._button.setText(act_words)
        self._button.setVisible(act is not None)
        self._act = act if act is not None else _nothing
        self.setVisible(bool(words))


class FormView(QWidget):
    """What differs from what the form first showed is what was typed.

    Signals:
        typed: something in the form changed; showing what was kept may emit it too.
    """

    typed = Signal()
    stays = False
    """Whether the form stays on the screen once it became a record."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self.kept_line = KeptLine()
        self._unsaved = KeptLine()
        self._followed: dict[str, Field] = {}
        self._at_first: dict[str, str] = {}

    def follow(self, *fields: Field) -> None:
        """Keep what is typed into these; their names tell them apart."""
        for field in fields:
            self._followed[field.objectName()] = field
            match field:
                case Line() | Words():
                    field.textChanged.connect(self.typed)
                case QComboBox():
                    field.currentIndexChanged.connect(self.typed)
                case Choices():
                    field.chosen.connect(self.typed)
        self._at_first = {name: said(field) for name, field in self._followed.items()}

    @property
    def fields(self) -> Mapping[str, str]:
        """What was typed and chosen and is not in the record."""
        now = {name: said(field) for name, field in self._followed.items()}
        return {name: words for name, words in now.items() if words != self._at_first[name]}

    def show_fields(self, fields: Mapping[str, str]) -> None:
        """Lay what was typed before over what the record says."""
        for name, words in fields.items():
            if name in self._followed:
                show(self._followed[name], words)

    def show_record(self, field: Line, words: str) -> None:
        """Show what the record says by now, unless something else was typed there."""
        name = field.objectName()
        untouched = field.text() == self._at_first[name]
        self._at_first[name] = words
        if untouched:
            with QSignalBlocker(field):
                field.show_words(words)

    def say_settled(self) -> None:
        """What was typed is a record now."""
        self._at_first = {name: said(field) for name, field in self._followed.items()}
        self.kept_line.show_words("")

    def show_unsaved(self, words: str) -> None:
        """Say that the last words could not be kept yet, or that they are by now."""
        self._unsaved.show_words(words)

    def on_shown(self) -> None:
        """The form stands with what was typed before; what it needs may be asked for now."""

    @property
    def lines(self) -> tuple[QWidget, QWidget]:
        """What stands under the title."""
        return self._unsaved, self.kept_line


def said(field: Field) -> str:
    """What stands in a field, as text that can be kept."""
    match field:
        case Line():
            return field.text()
        case Words():
            return field.toPlainText()
        case QComboBox():
            return _text(field.currentData())
        case Choices():
            return _text(field.value)


def show(field: Field, words: str) -> None:
    """Show what was kept; a choice that is no longer offered is left out."""
    match field:
        case Line() | Words():
            field.show_words(words)
        case QComboBox():
            texts = [_text(field.itemData(at)) for at in range(field.count())]
            if words in texts:
                field.setCurrentIndex(texts.index(words))
        case Choices():
            for value in field.values:
                if _text(value) == words:
                    field.show_choice(value)


def _text(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return "" if value is None else str(value)


def _nothing() -> None:
    """There is nothing to do."""
