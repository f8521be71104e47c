"""The caseload, one family's page, and the form that adds a family."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from tests.pages.keyboard import Keyboard
from tests.pages.sight import all_words, cells, names


@dataclass(frozen=True)
class Baby:
    """A baby as it is typed; `day` is a date of birth, or a due date while expected."""

    day: str
    name: str = ""
    expected: bool = True


class FamiliesPage:
    """Every family, found by a few letters."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("add_family")
        keys.wait(lambda: bool(self.rows()) or "No family" in all_words(keys.window))

    def add(self) -> "EditFamilyPage":
        self._keys.alt("a")
        return EditFamilyPage(self._keys)

    def open_found(self, wanted: str) -> "FamilyPage":
        """Search, and open the one family that is left with Return."""
        self._keys.fill("search", wanted)
        self._keys.wait(lambda: len(self.rows()) == 1)
        self._keys.press(Qt.Key.Key_Return)
        return FamilyPage(self._keys)

    def rows(self) -> list[tuple[str, ...]]:
        table = self._keys.window.findChild(QTableView, "families")
        if not isinstance(table, QTableView) or not table.isVisible():
            return []
        said = list(cells(table))
        across = table.model().columnCount()
        return [tuple(said[at : at + across]) for at in range(0, len(said), across)]

    def expect_row(self, *words: str) -> None:
        """One row holds all of these words."""
        self._keys.wait(
            lambda: any(all(word in " ".join(row) for word in words) for row in self.rows())
        )


class EditFamilyPage:
    """The form: babies, carers, home."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("infant.0.day")

    def write(self, babies: Sequence[Baby], carers: Sequence[str]) -> "EditFamilyPage":
        for number, baby in enumerate(babies):
            if number:
                self._keys.alt("b")
            if not baby.expected:
                choice = f"infant.{number}.expected"
                self._keys.tab_to(f"{choice}.1", f"{choice}.2")  # a twin's row has it chosen
                self._keys.digit(2)
            self._keys.fill(f"infant.{number}.day", baby.day)
            if baby.name:
                self._keys.fill(f"infant.{number}.name", baby.name)
        for number, carer in enumerate(carers):
            if number:
                self._keys.alt("c")
            self._keys.fill(f"carer.{number}.name", carer)
        return self

    def choose(self, name: str, first_letter: str) -> None:
        """Choose in a list by the first letter of the words."""
        self._keys.tab_to(name)
        self._keys.write(first_letter)

    def keep(self) -> "FamilyPage":
        self._keys.alt("k")
        return FamilyPage(self._keys)


class FamilyPage:
    """One family: who they are and what was done."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("copy")

    @property
    def words(self) -> str:
        return all_words(self._keys.window)

    def start(self, baby: int = 0) -> None:
        """Start a contact about this baby, counted from 0."""
        self._keys.push(names(self._keys.window, "start.")[baby])
        self._keys.wait_for("next")

    def start_and_do_not_wait(self) -> None:
        self._keys.push(names(self._keys.window, "start.")[0])

    def carry_on(self) -> None:
        self._keys.push(names(self._keys.window, "carry_on.")[0])
        self._keys.wait_for("next")

    def read(self) -> None:
        """Read the newest contact again."""
        self._keys.push(names(self._keys.window, "open.")[0])
        self._keys.wait_for("back")

    def expect_words(self, *words: str) -> None:
        self._keys.wait(lambda: all(word in self.words for word in words))

    def back(self) -> FamiliesPage:
        self._keys.push("back")
        return FamiliesPage(self._keys)
