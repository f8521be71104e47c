"""The screens of the vault itself: its own page, its sheet, the way back in, a backup put back."""

import re
from pathlib import Path

import pypdf
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton

from desktop.name import APP
from tests.pages.keyboard import Keyboard
from tests.pages.sight import all_words, is_seen, names, one

_NUMBERED = re.compile(r"^(\d+)\.\s*([a-z]+)$", re.MULTILINE)


class VaultPage:
    """Your vault."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        if not is_seen(keys.window, "change_passphrase"):
            keys.alt("v")
        keys.wait_for("change_passphrase")

    @property
    def words(self) -> str:
        return all_words(self._keys.window)

    def expect_words(self, *words: str) -> None:
        self._keys.wait(lambda: all(word in self.words for word in words))

    def change_passphrase(self, old: str, new: str, again: str | None = None) -> None:
        self._keys.fill("old", old)
        self._keys.fill("new", new)
        self._keys.fill("again", new if again is None else again)
        self._keys.push("change_passphrase")

    def new_sheet(self, passphrase: str) -> "SheetPage":
        self._keys.fill("sheet_passphrase", passphrase)
        self._keys.push("new_sheet")
        return SheetPage(self._keys)

    def lock_after(self, words: str) -> None:
        """Choose these minutes, from those that are chosen now."""
        self._keys.tab_to(self._chosen().objectName())
        wanted = next(made for made in self._minutes() if made.text() == words)
        self._keys.digit(self._minutes().index(wanted) + 1)

    @property
    def minutes(self) -> str:
        return self._chosen().text()

    def _chosen(self) -> QPushButton:
        return next(made for made in self._minutes() if made.isChecked())

    def _minutes(self) -> list[QPushButton]:
        row = names(self._keys.window, "lock_after.")
        return [one(self._keys.window, QPushButton, name) for name in row]

    def back_up_now(self) -> None:
        self._keys.push("back_up_now")

    def second_place(self, folder: Path) -> None:
        self._keys.fill("second_place", str(folder))
        self._keys.push("keep_place")

    @property
    def backups(self) -> str:
        return one(self._keys.window, QLabel, "backups").text()

    def expect_backed_up(self) -> None:
        self._keys.wait(lambda: "✓ Backed up" in self.backups)


class SheetPage:
    """A recovery sheet, offered once."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("sheet.save")

    def save_to(self, folder: Path) -> str:
        """Save the sheet, go on, and give the words as they are printed, numbers and all."""
        self._keys.fill("sheet.folder", str(folder))
        self._keys.push("sheet.save")
        self._keys.wait(lambda: is_seen(self._keys.window, "sheet.told"))
        self._keys.push("sheet.done")
        return printed_words(next(folder.glob("*.pdf")))

    def leave(self) -> None:
        self._keys.push("sheet.done")


class RecoverPage:
    """Back in without the passphrase."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.push("forgotten")
        keys.wait_for("recover.go")

    def open_with(self, words: str, new: str, second: str = "") -> None:
        """With the words of a sheet; with a second holder's words, of two holders' sheets."""
        if second:
            ways = [one(self._keys.window, QPushButton, f"recover.way.{way}") for way in (1, 2)]
            self._keys.tab_to(next(way.objectName() for way in ways if way.isChecked()))
            self._keys.digit(2)
            self._keys.fill("recover.second", second)
        self._keys.fill("recover.first", words)
        self._keys.fill("recover.new", new)
        self._keys.fill("recover.again", new)
        self._keys.push("recover.go")

    def expect_trouble(self, *words: str) -> None:
        self._keys.wait(lambda: is_seen(self._keys.window, "recover.trouble"))
        self._keys.wait(lambda: all(word in self._trouble for word in words))

    @property
    def _trouble(self) -> str:
        return one(self._keys.window, QLabel, "recover.trouble").text()


class RestorePage:
    """Put a backup back: choose, look inside, put in place."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        if not is_seen(keys.window, "restore.list"):
            keys.push("restore")
        keys.wait(lambda: bool(self.lines))

    @property
    def lines(self) -> list[str]:
        if not is_seen(self._keys.window, "restore.list"):
            return []
        shown = one(self._keys.window, QListWidget, "restore.list")
        return [shown.item(row).text() for row in range(shown.count())]

    def choose(self, line: int) -> None:
        self._keys.tab_to("restore.list")
        self._keys.press(Qt.Key.Key_Home)
        self._keys.press(Qt.Key.Key_Down, times=line)

    def look_inside(self, passphrase: str) -> None:
        self._keys.fill("restore.passphrase", passphrase)
        self._keys.push("restore.look")

    def expect_inside(self, *words: str) -> None:
        self._keys.wait_for("restore.inside")
        told = one(self._keys.window, QLabel, "restore.inside").text()
        assert [word for word in words if word not in told] == []

    def expect_trouble(self, words: str) -> None:
        self._keys.wait_for("restore.trouble")
        assert words in one(self._keys.window, QLabel, "restore.trouble").text()

    @property
    def can_be_put_in_place(self) -> bool:
        return one(self._keys.window, QPushButton, "restore.go").isEnabled()

    def see_what_can_be_read(self) -> None:
        self._keys.push("salvage.look")
        self._keys.wait_for("salvage.inside")

    @property
    def can_be_read(self) -> str:
        return one(self._keys.window, QLabel, "salvage.inside").text()

    @property
    def why(self) -> str:
        return one(self._keys.window, QLabel, "restore.why").text()

    def put_what_was_read_in_place(self) -> None:
        self._keys.push("salvage.go")

    def put_in_place(self) -> None:
        self._keys.push("restore.go")


class NewsBar:
    """What must be heard after unlocking."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys

    def expect_words(self, *words: str) -> None:
        self._keys.wait_for("news")
        told = one(self._keys.window, QLabel, "news").text()
        assert [word for word in words if word not in told] == []

    def put_away(self) -> None:
        self._keys.push("news.heard")
        self.expect_none()

    def expect_none(self) -> None:
        assert not is_seen(self._keys.window, "news")
        assert self._keys.window.windowTitle() == APP


def printed_words(pdf: Path) -> str:
    """The words of a recovery sheet as they stand on paper, in their order, with their numbers."""
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(pdf).pages)
    numbered = sorted((int(number), word) for number, word in _NUMBERED.findall(text))
    return "\n".join(f"{number}. {word}" for number, word in numbered)
