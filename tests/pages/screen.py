"""The neutral screen that anyone may see."""

from PySide6.QtCore import Qt

from desktop.name import APP
from tests.pages.keyboard import Keyboard
from tests.pages.sight import all_words


def press_f9(keys: Keyboard) -> None:
    """Hide the screen, or bring it back."""
    keys.press(Qt.Key.Key_F9)


class HiddenScreen:
    """Tells only how to come back."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        assert "Press F9 to come back" in all_words(keys.window)

    def expect_nothing_of(self, *words: str) -> None:
        told = all_words(self._keys.window)
        assert [word for word in words if word in told] == []
        assert self._keys.window.windowTitle() == APP
