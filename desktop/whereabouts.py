"""Where the practitioner is: the contact or the form, the field in it, and the cursor there."""

from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.widgets.words import Words
from forms.ids import ContactId
from storage.half_written import FormKey


@dataclass(frozen=True, slots=True)
class Spot:
    """The field that has the keyboard, and the cursor in it: a name and a number only."""

    field: str
    cursor: int


@dataclass(frozen=True, slots=True)
class Place:
    """What is on the screen, and the spot in it."""

    where: ContactId | FormKey
    spot: Spot


def spot_in(window: QWidget) -> Spot:
    """Where the keyboard is now. How far a passphrase was typed is nobody's business."""
    focused: object = window.focusWidget()
    name, at = "", 0
    if isinstance(focused, QWidget):
        name = focused.objectName()
    if isinstance(focused, QPlainTextEdit):
        at = focused.textCursor().position()
    elif isinstance(focused, QLineEdit) and focused.echoMode() is QLineEdit.EchoMode.Normal:
        at = focused.cursorPosition()
    return Spot(name, at)


def come_back(screen: QWidget | None, spot: Spot | None) -> None:
    """Put the keyboard where it was, as far as that is on this screen."""
    if screen is None or spot is None or not spot.field:
        return
    field = screen.findChild(QWidget, spot.field)
    if isinstance(field, Words):
        field.place_cursor(spot.cursor)
    elif isinstance(field, QLineEdit):
        field.setCursorPosition(spot.cursor)
    if isinstance(field, QWidget):
        field.setFocus()
