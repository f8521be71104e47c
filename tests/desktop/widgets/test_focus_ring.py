"""Where the keyboard is can be seen on light ground and on the dark rail."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.palette import LIGHT, contrast
from desktop.widgets.focus_ring import FocusRing
from desktop.widgets.parts import button, card


@pytest.mark.parametrize(("look", "ground"), [("rail", LIGHT.rail), ("main", LIGHT.card)])
def test_the_ring_stands_out_from_what_it_lies_on(
    qtbot: QtBot, qapp: QApplication, look: str, ground: str
) -> None:
    made = button("Practice", look)
    window = card(made)
    window.setStyleSheet(f"QFrame {{ background: {ground}; border: 0; }}")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made.setFocus()
    FocusRing(window).follow(qapp)
    inside = made.geometry()
    at = (inside.left() - 4, inside.center().y())

    def ring() -> str:
        return window.grab().toImage().pixelColor(*at).name(QColor.NameFormat.HexRgb)

    qtbot.waitUntil(lambda: bool(window.findChildren(QWidget)) and ring() != ground.lower())

    assert contrast(ring(), ground) >= 3
