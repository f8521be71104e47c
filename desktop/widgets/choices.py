"""One choice out of a few, by mouse, arrow keys or Tab: the answers of a prompt or a factor."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from desktop.widgets.parts import Button


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `value` comes back in `chosen`; `tone` colours it when chosen."""

    value: object
    text: str
    tone: str = ""


class Choices(QWidget):
    """A row of options of which at most one is chosen.

    Signals:
        chosen: the practitioner chose this option's value. Showing a choice never emits.
    """

    chosen = Signal(object)

    def __init__(
        self, options: Sequence[Option], *, look: str, name: str, spoken: str, columns: int = 0
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(spoken)
        self._options = tuple(options)
        self._group = QButtonGroup(self)
        self._buttons = tuple(self._make(i, o, look, spoken) for i, o in enumerate(options))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10 if look == "answer" else 4)
        across = columns or len(options)
        for index, made in enumerate(self._buttons):
            grid.addWidget(made, index // across, index % across)
        self._group.idClicked.connect(lambda i: self.chosen.emit(self._options[i].value))
        self.setFocusProxy(self._buttons[0])

    def _make(self, index: int, option: Option, look: str, spoken: str) -> QPushButton:
        made = _ChoiceButton(option.text)
        made.setAutoDefault(False)
        made.setProperty("look", look)
        made.setProperty("tone", option.tone)
        made.setCheckable(True)
        made.setObjectName(f"{self.objectName()}.{index + 1}")
        made.setAccessibleName(f"{spoken}: {option.text.splitlines()[0]}")
        self._group.addButton(made, index)
        return made

    def show_choice(self, value: object) -> None:
        """Show this value as chosen; None, or a value that is no option, shows nothing chosen."""
        found = next((i for i, o in enumerate(self._options) if o.value == value), None)
        self._group.setExclusive(False)
        for index, made in enumerate(self._buttons):
            made.setChecked(index == found)
        self._group.setExclusive(True)
        self.setFocusProxy(self._buttons[found or 0])

    @property
    def buttons(self) -> tuple[QWidget, ...]:
        """The buttons of the row, in order."""
        return self._buttons

    @property
    def values(self) -> tuple[object, ...]:
        """What may be chosen, in order."""
        return tuple(option.value for option in self._options)

    @property
    def value(self) -> object:
        """The value shown as chosen, or None."""
        found = self._group.checkedId()
        return self._options[found].value if found >= 0 else None

    def choose(self, index: int) -> None:
        """Choose as if by a press of the key; beyond the end does nothing."""
        if index < len(self._buttons) and self._buttons[index].isEnabled():
            self._buttons[index].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._buttons[index].click()

    def set_read_only(self, *, read_only: bool) -> None:
        for made in self._buttons:
            made.setEnabled(not read_only or made.isChecked())


class _ChoiceButton(Button):
    """Arrow keys walk the row and number keys choose."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        parent = self.parent()
        digit = event.key() - Qt.Key.Key_1
        plain_key = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if isinstance(parent, Choices) and plain_key and 0 <= digit <= _LAST_DIGIT:
            parent.choose(digit)
            return
        super().keyPressEvent(event)


_LAST_DIGIT = 8
