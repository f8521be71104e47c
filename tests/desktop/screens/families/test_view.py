"""The caseload on the screen: what is typed finds, what is scrolled to is read."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTableView
from pytestqt.qtbot import QtBot

from desktop.screens.families.view import FamiliesView
from forms.ids import FamilyId
from storage.caseload import CaseloadPage
from tests.builders import DAY
from tests.desktop.screens.families.test_model import a_page


class Screen:
    """The view, and everything it asked for."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.finds: list[tuple[str, int]] = []
        self.opened: list[FamilyId] = []
        self.view = FamiliesView(
            DAY,
            on_find=lambda wanted, first: self.finds.append((wanted, first)),
            on_open=self.opened.append,
            on_add=lambda: None,
        )
        qtbot.addWidget(self.view)
        self.view.resize(1000, 700)
        self.view.show()
        qtbot.waitExposed(self.view)

    @property
    def table(self) -> QTableView:
        found = self.view.findChild(QTableView, "families")
        assert isinstance(found, QTableView)
        return found

    def type_in(self, words: str) -> None:
        box = self.view.findChild(QLineEdit, "search")
        assert isinstance(box, QLineEdit)
        QTest.keyClicks(box, words)

    @property
    def words(self) -> list[str]:
        return [label.text() for label in self.view.findChildren(QLabel) if label.isVisible()]


@pytest.fixture
def screen(qtbot: QtBot) -> Iterator[Screen]:
    made = Screen(qtbot)
    made.view.show_page(a_page(), wanted="")
    yield made
    made.view.close()


def test_the_number_of_families_is_told_though_only_the_first_are_read(screen: Screen) -> None:
    assert "10,000 families" in screen.words
    assert screen.table.model().rowCount() == 10_000


@pytest.mark.parametrize(("total", "told"), [(0, "0 families"), (1, "1 family")])
def test_few_families_are_counted_as_people_say_it(screen: Screen, total: int, told: str) -> None:
    screen.view.show_page(a_page(total=total), wanted="")

    assert told in screen.words


def test_scrolling_to_the_end_reads_the_last_page_and_not_all_of_them(screen: Screen) -> None:
    screen.table.scrollToBottom()

    screen.qtbot.waitUntil(lambda: ("", 9980) in screen.finds)
    assert len(screen.finds) <= 3


def test_the_last_family_is_opened_from_the_keyboard_once_it_is_read(screen: Screen) -> None:
    QTest.keyClick(screen.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    screen.qtbot.waitUntil(lambda: ("", 9980) in screen.finds)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert screen.opened == []

    screen.view.show_page(a_page(9980), wanted="")
    QTest.keyClick(screen.table, Qt.Key.Key_Return)

    assert screen.opened == ["family-9999"]


def test_typing_asks_once_for_what_is_typed_when_the_hand_rests(screen: Screen) -> None:
    screen.type_in("rob")

    screen.qtbot.waitUntil(lambda: bool(screen.finds))
    assert screen.finds == [("rob", 0)]


def test_what_was_found_for_fewer_letters_does_not_replace_what_is_typed_now(
    screen: Screen,
) -> None:
    screen.type_in("rob")

    screen.view.show_page(a_page(total=3), wanted="ro")
    assert "10,000 families" in screen.words
    screen.view.show_page(a_page(total=2), wanted="rob")
    assert "2 families" in screen.words


def test_a_page_of_another_search_is_never_mixed_in(screen: Screen) -> None:
    screen.table.scrollToBottom()
    screen.qtbot.waitUntil(lambda: ("", 9980) in screen.finds)
    screen.type_in("rob")
    screen.view.show_page(a_page(total=30), wanted="rob")

    screen.view.show_page(a_page(20), wanted="")

    assert screen.table.model().rowCount() == 30
    assert screen.view.chosen == "family-0"


def test_the_chosen_family_stays_chosen_while_it_is_still_found(screen: Screen) -> None:
    screen.table.selectRow(7)
    screen.type_in("rob")

    fewer = a_page(5, total=12)
    screen.view.show_page(CaseloadPage(fewer.lines, 0, len(fewer.lines)), wanted="rob")

    assert screen.view.chosen == "family-7"
    assert screen.table.currentIndex().row() == 2


def test_a_page_that_cannot_be_read_is_said_and_asked_for_again(screen: Screen) -> None:
    screen.table.scrollToBottom()
    screen.qtbot.waitUntil(lambda: ("", 9980) in screen.finds)
    screen.finds.clear()

    screen.view.show_trouble("The disk did not answer.")
    screen.table.viewport().update()

    screen.qtbot.waitUntil(lambda: ("", 9980) in screen.finds)
    assert any("The disk did not answer." in words for words in screen.words)
