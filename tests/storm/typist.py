"""Someone who types numbered words into the real window, and tells each as it is typed.

Run as `python -m tests.storm.typist DOING HOME SEED`; it goes on until it is killed.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.app import build
from desktop.singletons import keep_constants_alive
from storage.header import RECORDS_FILE
from tests.pages.contact import HERE, ContactPage
from tests.pages.families import FamiliesPage
from tests.pages.keyboard import ALT, CTRL, Keyboard
from tests.pages.opening import vault_in
from tests.pages.signing_in import SignInPage

BOXES = ("topic.voice", "topic.concern", "topic.strengths")
"""The boxes typed into, in the order of their pages."""


LOCKING, LOCKED = "locking", "locked"
"""What is told before the key of the lock is pressed, and once the vault is closed."""


class Doing(Enum):
    """Typing all the time, or locking and unlocking between a few words."""

    TYPING = "typing"
    LOCKING = "locking"


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
    doing, home = Doing(sys.argv[1]), Path(sys.argv[2])
    chance = random.Random(sys.argv[3])  # noqa: S311 - no secret
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
    match doing:
        case Doing.TYPING:
            type_on(keys, chance)
        case Doing.LOCKING:
            lock_again_and_again(keys, chance, home)


def type_on(keys: Keyboard, chance: random.Random) -> None:
    """Type word after word, now and then on another page, at a quick typist's pace."""
    number, box = 0, 0
    while True:
        number = _type_words(keys, chance, BOXES[box], number, chance.randint(5, 40))
        box = _turn_to_another_page(keys, box, chance)


def lock_again_and_again(keys: Keyboard, chance: random.Random, home: Path) -> None:
    """Type a few words, lock with the last one still warm, come back and go on."""
    number, unfinished = 0, vault_in(home) / f"{RECORDS_FILE}-wal"
    while True:
        number = _type_words(keys, chance, BOXES[0], number, chance.randint(1, 8))
        _tell(LOCKING)
        keys.ctrl("l")
        keys.wait(lambda: not unfinished.exists())
        _tell(LOCKED)
        SignInPage(keys).unlock()
        keys.wait_for(BOXES[0])


def _type_words(keys: Keyboard, chance: random.Random, box: str, number: int, how_many: int) -> int:
    """Type so many words more at the end of this box; the number of the last one."""
    keys.tab_to(box)
    keys.press(Qt.Key.Key_End, CTRL)
    for _ in range(how_many):
        number += 1
        for character in f"{word(number)} ":
            keys.write(character)
            _rest(chance.uniform(0.001, 0.01))
        _tell(str(number))
    return number


def _tell(what: str) -> None:
    os.write(1, f"{what} {time.monotonic_ns()}\n".encode())


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
