"""A record's whole life on the screen: amended, born, ended, copied, handed over."""

from pathlib import Path
from typing import Self

from PySide6.QtWidgets import QLabel, QPushButton

from tests.pages.families import FamilyPage
from tests.pages.keyboard import Keyboard
from tests.pages.sight import all_words, is_seen, names, one


class AmendPage:
    """Asks why a finished contact is amended."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.push(names(keys.window, "amend.")[0])
        keys.wait_for("amend.reason")

    def go(self, reason: str = "") -> None:
        if reason:
            self._keys.fill("amend.reason", reason)
        self._keys.push("amend.go")

    def expect_words(self, words: str) -> None:
        self._keys.wait(lambda: words in all_words(self._keys.window))


def both_versions(keys: Keyboard) -> str:
    """Every word of the newest amendment and of the version before it."""
    keys.push(names(keys.window, "compare.")[0])
    keys.wait_for("compare.back")
    told = all_words(keys.window)
    keys.push("compare.back")
    FamilyPage(keys)
    return told


class BirthPage:
    """The baby is born."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.push(names(keys.window, "born.")[0])
        keys.wait_for("birth.go")

    def record(self, day: str, name: str, weeks: str) -> None:
        self._keys.fill("birth.day", day)
        self._keys.fill("birth.name", name)
        self._keys.fill("birth.weeks", weeks)
        self._keys.push("birth.go")


def end_pregnancy(keys: Keyboard, day: str) -> FamilyPage:
    """The pregnancy has ended."""
    keys.push(names(keys.window, "ended.")[0])
    keys.wait_for("ended.go")
    keys.fill("ended.day", day)
    keys.push("ended.go")
    keys.wait(lambda: not is_seen(keys.window, "ended.go"))
    return FamilyPage(keys)


def close_after_death(keys: Keyboard, day: str, baby: int = 0) -> FamilyPage:
    """A baby has died; babies whose record is open are counted from 0."""
    keys.push(names(keys.window, "died.")[baby])
    keys.wait_for("ended.go")
    keys.fill("ended.day", day)
    keys.push("ended.go")
    keys.wait(lambda: not is_seen(keys.window, "ended.go"))
    return FamilyPage(keys)


def say_why(keys: Keyboard, link: str, words: str) -> FamilyPage:
    """Follow a link of a family's page to the form that asks for a few words, and write them."""
    keys.push(link)
    keys.wait_for("reason.go")
    keys.fill("reason.words", words)
    keys.push("reason.go")
    keys.wait(lambda: not is_seen(keys.window, "reason.go"))
    return FamilyPage(keys)


class RecordsPage:
    """Records to look at."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("records.back")

    @classmethod
    def from_the_vault(cls, keys: Keyboard) -> Self:
        keys.alt("v")
        keys.wait_for("records")
        keys.push("records")
        return cls(keys)

    @property
    def words(self) -> str:
        return all_words(self._keys.window)

    def expect_words(self, *words: str) -> None:
        self._keys.wait(lambda: all(word in self.words for word in words))

    def records(self) -> list[str]:
        return names(self._keys.window, "look.")

    def look(self) -> "OneRecordPage":
        """Look at the first."""
        self._keys.push(self.records()[0])
        return OneRecordPage(self._keys)


class OneRecordPage:
    """How one record is kept."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.wait_for("keeping.back")

    @classmethod
    def from_the_family(cls, keys: Keyboard) -> Self:
        keys.push("keeping")
        return cls(keys)

    @property
    def words(self) -> str:
        return all_words(self._keys.window)

    def expect_words(self, *words: str) -> None:
        self._keys.wait(lambda: all(word in self.words for word in words))

    def keep_on(self, reason: str) -> None:
        """For three months."""
        self._keys.tab_to("keep_on.days.1")
        self._keys.digit(1)
        self._keys.fill("keep_on.reason", reason)
        self._keys.push("keep_on.go")

    def hold(self, asked_by: str, reason: str) -> None:
        self._keys.fill("hold.asked_by", asked_by)
        self._keys.fill("hold.reason", reason)
        self._keys.push("hold.go")

    def lift(self, reason: str) -> None:
        self._keys.fill("lift.reason", reason)
        self._keys.push("lift.go")

    def confirm(self, where: str) -> None:
        self._keys.fill("confirm.where", where)
        self._keys.push("confirm.go")

    def offers_removal(self) -> bool:
        return is_seen(self._keys.window, "remove.go")

    def can_be_removed(self) -> bool:
        return one(self._keys.window, QPushButton, "remove.go").isEnabled()

    def write_removal(self, reason: str, typed: str) -> None:
        self._keys.fill("remove.reason", reason)
        self._keys.fill("remove.typed", typed)

    def remove(self) -> None:
        self._keys.push("remove.go")

    def back(self) -> None:
        self._keys.push("keeping.back")


class ReopenPage:
    """Closed by mistake."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.push(names(keys.window, "reopen.")[0])
        keys.wait_for("reason.go")

    def go(self, reason: str = "") -> None:
        if reason:
            self._keys.fill("reason.words", reason)
        self._keys.push("reason.go")

    def expect_words(self, words: str) -> None:
        self._keys.wait(lambda: words in all_words(self._keys.window))


class CopyPage:
    """A copy of everything, item by item."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.push("copy")
        keys.wait(lambda: bool(self._items))

    @property
    def _items(self) -> list[str]:
        return [name.removesuffix(".1") for name in names(self._keys.window, "item.", ".1")]

    @property
    def can_be_written(self) -> bool:
        return one(self._keys.window, QPushButton, "copy.write").isEnabled()

    def decide_each(self, *, leave_out: str) -> None:
        """Go through the items one by one; leave out those that hold these words."""
        for item in self._items:
            assert not self.can_be_written
            self._keys.tab_to(f"{item}.1")
            said = one(self._keys.window, QPushButton, f"{item}.1").accessibleName()
            self._keys.digit(2 if leave_out in said else 1)

    def write_to(self, folder: Path) -> None:
        self._keys.fill("copy.folder", str(folder))
        self._keys.push("copy.write")
        self._keys.wait(lambda: "✓ Written" in all_words(self._keys.window))


class HandOverPage:
    """A family handed over to a named colleague."""

    def __init__(self, keys: Keyboard) -> None:
        self._keys = keys
        keys.push("hand_over")
        keys.wait_for("handover.seal")

    @property
    def can_be_sealed(self) -> bool:
        return one(self._keys.window, QPushButton, "handover.seal").isEnabled()

    def read_card(self, card: Path) -> str:
        """Whose card it is, with the code to compare."""
        self._keys.fill("handover.card", str(card))
        self._keys.push("handover.read")
        self._keys.wait(lambda: self.can_be_sealed)
        return one(self._keys.window, QLabel, "handover.who").text()

    def seal_to(self, folder: Path) -> None:
        self._keys.fill("handover.folder", str(folder))
        self._keys.push("handover.seal")
        self._keys.wait(lambda: "✓ Sealed as" in all_words(self._keys.window))

    def read_receipt(self, receipt: Path) -> None:
        self._keys.fill("handover.receipt", str(receipt))
        self._keys.push("handover.confirm")
        self._keys.wait(
            lambda: "✓ Your colleague has this family now." in all_words(self._keys.window)
        )

    @property
    def words(self) -> str:
        return all_words(self._keys.window)

    def back(self) -> FamilyPage:
        self._keys.push("handover.back")
        return FamilyPage(self._keys)
