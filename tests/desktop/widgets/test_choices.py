import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.widgets.choices import Choices, Option

VALUES = ("well", "mixed", "worry")


@pytest.fixture
def choices(qtbot: QtBot) -> Choices:
    made = Choices(
        [Option(value, value.capitalize()) for value in VALUES],
        look="answer",
        name="rating",
        spoken="How was it?",
    )
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def chosen(choices: Choices) -> list[object]:
    emitted: list[object] = []
    choices.chosen.connect(emitted.append)
    return emitted


@pytest.mark.parametrize("value", [*VALUES, None, "no option"])
def test_showing_a_choice_never_emits(
    choices: Choices, chosen: list[object], value: object
) -> None:
    choices.show_choice("mixed")
    choices.show_choice(value)

    assert choices.value == (value if value in VALUES else None)
    assert chosen == []


@pytest.mark.parametrize(
    ("key", "value"), [(Qt.Key.Key_1, "well"), (Qt.Key.Key_2, "mixed"), (Qt.Key.Key_3, "worry")]
)
def test_a_number_key_chooses(
    choices: Choices, chosen: list[object], key: Qt.Key, value: str
) -> None:
    choices.setFocus()
    QTest.keyClick(QApplication.focusWidget() or choices, key)

    assert (chosen, choices.value) == ([value], value)


def test_a_number_beyond_the_last_option_does_nothing(
    choices: Choices, chosen: list[object]
) -> None:
    choices.setFocus()
    QTest.keyClick(QApplication.focusWidget() or choices, Qt.Key.Key_4)
    choices.choose(3)

    assert (chosen, choices.value) == ([], None)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_arrows_walk_and_a_key_chooses(
    choices: Choices, chosen: list[object], key: Qt.Key
) -> None:
    choices.setFocus()
    QTest.keyClick(QApplication.focusWidget() or choices, Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget() or choices, key)

    assert chosen[-1:] == ["mixed"]
    assert choices.value == "mixed"


def test_where_it_can_only_be_read_nothing_can_be_chosen(
    choices: Choices, chosen: list[object]
) -> None:
    choices.show_choice("mixed")
    choices.set_read_only(read_only=True)
    choices.choose(0)
    choices.choose(1)

    assert choices.value == "mixed"
    assert set(chosen) <= {"mixed"}


def test_each_option_is_told_with_its_question(choices: Choices) -> None:
    spoken = [made.accessibleName() for made in choices.findChildren(QPushButton)]

    assert spoken == [f"How was it?: {value.capitalize()}" for value in VALUES]
