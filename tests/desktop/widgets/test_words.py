import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.widgets.words import LONGEST, Line, Words

SAID = 'She said: "<b>no</b>" & smiled ŵ ŷ\nدلشاد 🙂'


@pytest.fixture
def words(qtbot: QtBot) -> Words:
    made = Words(name="seen", spoken="What you saw", lines=2)
    qtbot.addWidget(made)
    return made


def test_showing_words_never_emits_and_shows_them_as_they_are(words: Words) -> None:
    typed: list[str] = []
    words.typed.connect(typed.append)

    words.show_words(SAID)
    words.show_words("")
    words.show_words(SAID)

    assert words.toPlainText() == SAID
    assert typed == []


def test_what_is_typed_comes_out_whole(words: Words) -> None:
    typed: list[str] = []
    words.typed.connect(typed.append)

    words.insertPlainText(SAID)

    assert typed == [SAID]


def test_showing_the_same_words_leaves_the_cursor_where_it_is(words: Words) -> None:
    words.show_words("Looked up and smiled.")
    words.place_cursor(6)
    words.show_words("Looked up and smiled.")
    assert words.textCursor().position() == 6

    words.show_words("Looked away.")
    assert words.textCursor().position() == 6


def test_a_box_takes_no_more_than_it_can_hold(words: Words) -> None:
    typed: list[str] = []
    words.typed.connect(typed.append)
    words.show_words("a" * (LONGEST - 1))
    words.moveCursor(QTextCursor.MoveOperation.End)

    words.insertPlainText("bcd")

    assert words.toPlainText() == "a" * (LONGEST - 1) + "b"
    assert typed[-1] == words.toPlainText()


def test_a_box_grows_with_what_is_written(words: Words) -> None:
    before = words.sizeHint().height()
    words.resize(300, before)
    words.show_words("line\n" * 8)

    assert words.sizeHint().height() > before


def test_going_elsewhere_is_told(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    words, line = Words(name="seen", spoken="Seen"), Line(name="since", spoken="Since")
    box = QVBoxLayout(holder)
    box.addWidget(words)
    box.addWidget(line)
    holder.show()
    holder.activateWindow()
    qtbot.waitUntil(holder.isActiveWindow)
    left: list[str] = []
    words.left.connect(lambda: left.append("words"))
    line.left.connect(lambda: left.append("line"))

    words.setFocus()
    line.setFocus()
    QTest.keyClicks(line, "May")
    words.setFocus()

    assert left == ["words", "line"]


def test_a_line_emits_what_is_typed_and_never_what_is_shown(qtbot: QtBot) -> None:
    line = Line(name="since", spoken="Since when", longest=5)
    qtbot.addWidget(line)
    typed: list[str] = []
    line.typed.connect(typed.append)

    line.show_words("May")
    line.setCursorPosition(3)
    QTest.keyClicks(line, " 26")

    assert typed == ["May ", "May 2"]
