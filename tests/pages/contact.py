"""A contact in hand: one page at a time, from who is here to the letter."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton

from desktop.text import SAVED
from desktop.urgent import UrgentPanel
from tests.pages.keyboard import ALT, CTRL, Keyboard
from tests.pages.sight import all_words, is_seen, names, one, seen

HERE, ALONE, NOT_HERE = 1, 2, 3
GOING_WELL, MIXED, WORRY = 1, 2, 3
PRESENT, NOT_PRESENT = 1, 2
RECOMMEND, NOT_NOW = 1, 2
_MOST_PAGES = 60


class ContactPage:
    """Whatever page of the contact is shown."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("back")
        keys.wait(lambda: is_seen(keys.window, "who.saving"))

    @property
    def words(self) -> str:
        """Every word on the screen."""
        return all_words(self._keys.window)

    # Moving

    def next(self) -> None:
        self._keys.press(Qt.Key.Key_Return, CTRL)

    def next_until(self, name: str) -> None:
        """Turn pages until a control of this name is there."""
        for _ in range(_MOST_PAGES):
            if is_seen(self._keys.window, name):
                return
            self.next()
        raise AssertionError(f"no page has {name}")

    def next_until_words(self, words: str) -> None:
        """Turn pages until these words are there."""
        for _ in range(_MOST_PAGES):
            if words in self.words:
                return
            self.next()
        raise AssertionError(f"no page says {words!r}")

    def back_until(self, name: str) -> None:
        """Turn back until a control of this name is there."""
        for _ in range(_MOST_PAGES):
            if is_seen(self._keys.window, name):
                return
            self._keys.press(Qt.Key.Key_Left, ALT)
        raise AssertionError(f"no page before has {name}")

    def back_until_words(self, words: str) -> None:
        """Turn back until these words are there."""
        for _ in range(_MOST_PAGES):
            if words in self.words:
                return
            self._keys.press(Qt.Key.Key_Left, ALT)
        raise AssertionError(f"no page before says {words!r}")

    def every_page(self) -> list[str]:
        """The words of this page and of every page after it."""
        pages = [self.words]
        while is_seen(self._keys.window, "next"):
            self.next()
            pages.append(self.words)
        return pages

    # Who is here

    def say_present(self, *seen_how: int) -> None:
        """Say of each carer in turn whether they are here."""
        for first, how in zip(names(self._keys.window, "present.", ".1"), seen_how, strict=True):
            self._keys.tab_to(_any_of(self._keys, first))
            self._keys.digit(how)

    # One prompt

    def rate(self, rating: int) -> None:
        """Answer from anywhere on the page."""
        self._keys.digit(rating, CTRL)

    def write(self, name: str, words: str) -> None:
        self._keys.fill(name, words)

    def typed(self, name: str) -> str:
        return one(self._keys.window, QPlainTextEdit, name).toPlainText()

    # Factors, judgement, agreement

    def tick(self, factor: str, state: int = PRESENT) -> None:
        first = f"factor.{factor}.1"
        self.next_until(first)
        self._keys.tab_to(_any_of(self._keys, first))
        self._keys.digit(state)

    def decide(self, decision: int) -> None:
        self.next_until("decision.1")
        self._keys.digit(decision, CTRL)

    def agree(self) -> None:
        """Every carer agrees to everything that is asked."""
        self.next_until_agreement()
        for first in names(self._keys.window, "to_", ".1"):
            self._keys.tab_to(_any_of(self._keys, first))
            self._keys.digit(1)

    def next_until_agreement(self) -> None:
        self.next_until("may_share")

    def letter(self) -> "LetterPage":
        self.next_until("export")
        return LetterPage(self._keys)

    def finish(self) -> None:
        """End without a letter."""
        self._keys.push("finish")

    # Safety

    def expect_urgent_panel(self, *words: str) -> None:
        expect_urgent_panel(self._keys, *words)

    def expect_no_urgent_panel(self) -> None:
        assert not seen(self._keys.window, UrgentPanel)

    def close_urgent_panel(self) -> None:
        self._keys.press(Qt.Key.Key_Escape)
        self.expect_no_urgent_panel()

    # Saving

    @property
    def saving(self) -> str:
        return one(self._keys.window, QLabel, "who.saving").text()

    def expect_saved(self) -> None:
        self._keys.wait(lambda: self.saving == SAVED)

    def expect_saving_says(self, words: str) -> None:
        self._keys.wait(lambda: words in self.saving)

    def expect_page(self, words: str) -> None:
        self._keys.wait(lambda: words in self.words)

    @property
    def suggestion(self) -> str:
        return one(self._keys.window, QLabel, "so_far").text()


def _any_of(keys: Keyboard, first: str) -> str:
    """Where Tab arrives in a row of choices: the chosen one, or the first."""
    row = first.removesuffix(".1")
    chosen = [b for b in names(keys.window, f"{row}.") if _is_checked(keys, b)]
    return chosen[0] if chosen else first


def _is_checked(keys: Keyboard, name: str) -> bool:
    found = seen(keys.window, QPushButton, name)
    return bool(found) and found[0].isChecked()


def expect_urgent_panel(keys: Keyboard, *words: str) -> None:
    """The panel lies over the screen, without any wait, and says these words."""
    panel = one_panel(keys)
    told = all_words(panel)
    assert "Call 999" in told
    assert [word for word in words if word not in told] == []


def one_panel(keys: Keyboard) -> UrgentPanel:
    panels = seen(keys.window, UrgentPanel)
    assert len(panels) == 1
    return panels[0]


class LetterPage:
    """The letter, and its way out."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("export")

    def export_to(self, folder: Path, initials: str = "PAR", day: str = "20/4/2026") -> None:
        self._keys.fill("folder", str(folder))
        self.say_whom(initials, day)
        self.expect_ready()
        self._keys.alt("l")

    def say_whom(self, initials: str, day: str) -> None:
        """Type again whom the letter is about."""
        self._keys.fill("guard.initials", initials)
        self._keys.fill("guard.day", day)

    def choose(self, letter: str) -> None:
        """Turn to another letter of the set by its words."""
        box = one(self._keys.window, QComboBox, "letter.kind")
        self._keys.tab_to("letter.kind")
        for _ in range(box.count()):
            if box.currentText() == letter:
                return
            self._keys.press(Qt.Key.Key_Down)
        assert box.currentText() == letter

    def tick(self, name: str) -> None:
        self._keys.push(name)

    def expect_page_of_letter(self) -> None:
        """The choice of letters is there, ready or not."""
        self._keys.wait_for("letter.kind")
        self._keys.wait(lambda: bool(names(self._keys.window, "copy.")))

    def expect_ready(self) -> None:
        self._keys.wait(lambda: one(self._keys.window, QPushButton, "export").isEnabled())

    def expect_not_ready(self) -> None:
        assert not one(self._keys.window, QPushButton, "export").isEnabled()

    def expect_missing(self, *gaps: str) -> None:
        """These are said to be missing."""
        self._keys.wait(lambda: all(is_seen(self._keys.window, f"gap.{gap}") for gap in gaps))

    def go_to_gap(self, gap: str) -> None:
        self._keys.push(f"gap.{gap}")

    def expect_done(self) -> None:
        """The letter is out, and the family's page says so."""
        self._keys.wait_for("good.words")

    def expect_trouble(self, words: str) -> None:
        self._keys.wait_for("letter.trouble")
        assert words in one(self._keys.window, QLabel, "letter.trouble").text()
