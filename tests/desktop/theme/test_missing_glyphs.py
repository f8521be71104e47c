"""What no font on the laptop holds is drawn as something: a name never seems shorter than it is."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.theme.look import Look


@pytest.mark.parametrize(
    "typed", ["\U0001f31f", "\U0001f469\u200d\U0001f467", "\ue000", "\ud83d"], ids=ascii
)
def test_a_character_without_a_font_leaves_a_mark(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, typed: str
) -> None:
    Look(qapp, tmp_path / "look.json").put_on()
    line = QLineEdit()
    line.setReadOnly(True)
    qtbot.addWidget(line)
    line.show()
    blank = line.grab().toImage()

    line.setText(typed)

    drawn = line.grab().toImage()
    inked = sum(
        drawn.pixelColor(x, y) != blank.pixelColor(x, y)
        and drawn.pixelColor(x, y) != QColor("white")
        for x in range(drawn.width())
        for y in range(drawn.height())
    )
    assert inked >= 5
