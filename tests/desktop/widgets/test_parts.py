import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.widgets.parts import button


@pytest.fixture
def pressed() -> list[bool]:
    return []


@pytest.fixture
def a_button(qtbot: QtBot, pressed: list[bool]) -> QPushButton:
    made = button("Practice")
    made.clicked.connect(lambda: pressed.append(True))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_with_the_keyboard_is_pressed_once(
    a_button: QPushButton, pressed: list[bool], key: Qt.Key
) -> None:
    QTest.keyClick(a_button, key)

    assert pressed == [True]


def test_return_with_another_key_is_somebody_elses(
    a_button: QPushButton, pressed: list[bool]
) -> None:
    QTest.keyClick(a_button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert pressed == []


def test_a_key_held_down_presses_once(a_button: QPushButton, pressed: list[bool]) -> None:
    for again in (False, True, True):
        held = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            again,
        )
        QApplication.sendEvent(a_button, held)

    assert pressed == [True]
