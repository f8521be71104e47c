"""A long day's calls of Qt must not end the interpreter; see docs/adr/0009."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 20_000


class _Told(QObject):
    told = Signal(object)


def test_calls_that_return_nothing_leave_plenty_of_references(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    teller = _Told()
    teller.told.connect(lambda _: None)

    for number in range(CALLS):
        label.setText(str(number))
        teller.told.emit(None)

    assert sys.getrefcount(None) > CALLS
    assert sys.getrefcount(True) > CALLS
