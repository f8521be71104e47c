"""The two screens before a vault is open."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.pages.keyboard import Keyboard
from tests.pages.sight import all_words, is_seen, one

PASSPHRASE = "practice kettle lantern"  # noqa: S105 - opens invented families only


class SetupPage:
    """First run."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("make")

    def make(
        self,
        *,
        name: str = "Practice Dale Heath",
        team: str = "Practice Cwm Team",
        contact: str = "01632 960 001",
        passphrase: str = PASSPHRASE,
        again: str | None = None,
    ) -> None:
        """Fill in everything and press Return, as one does in the last box."""
        self._keys.fill("name", name)
        self._keys.fill("team", team)
        self._keys.fill("contact", contact)
        self._keys.fill("passphrase", passphrase)
        self._keys.fill("again", passphrase if again is None else again)
        self._keys.press(Qt.Key.Key_Return)

    @property
    def fingerprint(self) -> str:
        """Of the organisation's key, once it was read."""
        self._keys.wait_for("organisation.fingerprint")
        return one(self._keys.window, QLabel, "organisation.fingerprint").text()

    def choose_about_the_key(self, number: int) -> None:
        """Choose the first or the second thing to do about the organisation's key."""
        self._keys.wait_for("organisation.1")
        self._keys.tab_to("organisation.1")
        self._keys.digit(number)

    def leave_the_sheet(self) -> None:
        """Go on from the recovery sheet without saving it."""
        self._keys.wait_for("sheet.done")
        self._keys.alt("g")

    def expect_trouble(self, words: str) -> None:
        expect_trouble(self._keys, words)


class SignInPage:
    """Who works on this laptop, and a place for the passphrase, which has the keyboard."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("unlock")

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type at once: the passphrase has the keyboard, and what was there is replaced."""
        self._keys.write(passphrase)
        self._keys.press(Qt.Key.Key_Return)

    def expect_trouble(self, words: str) -> None:
        expect_trouble(self._keys, words)

    def expect_nothing_of(self, *words: str) -> None:
        told = all_words(self._keys.window)
        assert [word for word in words if word in told] == []


def expect_trouble(keys: Keyboard, words: str) -> None:
    keys.wait(lambda: is_seen(keys.window, "trouble"))
    keys.wait(lambda: words in one(keys.window, QLabel, "trouble").text())
