"""The page after unlocking a vault that is not as it was left."""

from PySide6.QtWidgets import QLabel

from tests.pages.keyboard import Keyboard
from tests.pages.sight import is_seen, one


class NotAsLeftPage:
    """Tells what differs, and lets one go on."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("not_as_left.told")

    @property
    def told(self) -> str:
        return one(self._keys.window, QLabel, "not_as_left.told").text()

    @property
    def can_be_meant(self) -> bool:
        return is_seen(self._keys.window, "not_as_left.meant")

    def go_on(self) -> None:
        """Return at once: the way on has the keyboard."""
        self._keys.alt("g")

    def say_it_was_meant(self) -> None:
        self._keys.push("not_as_left.meant")
