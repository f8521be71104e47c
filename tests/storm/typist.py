"""Someone who types numbered words into the real window, and tells each as it is typed.

Run as `python -m tests.storm.typist HOME SEED`; it types until it is killed.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.app import build
from desktop.singletons import keep_constants_alive
from tests.pages.contact import HERE, ContactPage
from tests.pages.families import FamiliesPage
from tests.pages.keyboard import ALT, CTRL, Keyboard
from tests.pages.signing_in import SignInPage

BOXES = ("topic.voice", "topic.concern", "topic.strengths")
"""The boxes typed into, in the order of their pages."""


class Waiting:
    """Lets the program run until something is so."""

    def waitUntil(  # noqa: N802 - the name pytest-qt gave it
        self, callback: Callable[[], bool], *, timeout: int
    ) -> None:
        end = time.monotonic() + timeout / 1000
        while not callback():
            if time.monotonic() > end:
                raise TimeoutError
            QApplication.processEvents()


def word(number: int) -> str:
    return f"w{number:05}"


def main() -> None:
    """Unlock, start a contact, and type."""
    home, chance = Path(sys.argv[1]), random.Random(sys.argv[2])  # noqa: S311 - no secret
    keep_constants_alive()
    application = QApplication([])
    window, _lane, _desk = build(application, home)
    window.show()
    window.activateWindow()
    keys = Keyboard(window, Waiting())
    keys.wait(window.isActiveWindow)
    SignInPage(keys).unlock()
    FamiliesPage(keys).open_found("Clover").start()
    contact = ContactPage(keys)
    contact.say_present(HERE)
    contact.next_until(BOXES[0])
    type_on(keys, chance)


def type_on(keys: Keyboard, chance: random.Random) -> None:
    """Type word after word, now and then on another page, at a quick typist's pace."""
    number, box = 0, 0
    while True:
        keys.tab_to(BOXES[box])
        keys.press(Qt.Key.Key_End, CTRL)
        for _ in range(chance.randint(5, 40)):
            number += 1
            for character in f"{word(number)} ":
                keys.write(character)
                _rest(chance.uniform(0.001, 0.01))
            os.write(1, f"{number} {time.monotonic_ns()}\n".encode())
        box = _turn_to_another_page(keys, box, chance)


def _turn_to_another_page(keys: Keyboard, box: int, chance: random.Random) -> int:
    if box == 0 or (box == 1 and chance.random() < 1 / 2):
        keys.press(Qt.Key.Key_Return, CTRL)
        return box + 1
    keys.press(Qt.Key.Key_Left, ALT)
    return box - 1


def _rest(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()


if __name__ == "__main__":
    main()
