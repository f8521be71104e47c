"""What holds on every screen: names for those who do not see it, keys, room for large text."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.flows.opened import Clock
from desktop.urgent import UrgentPanel
from desktop.widgets.choices import Choices
from storage.vault import Vault
from tests.builders import a_practitioner
from tests.desktop.tour import FAMILIES, Tour
from tests.pages.families import FamiliesPage
from tests.pages.opening import Opened, keep_families, opened_window, vault_in
from tests.pages.sight import seen
from tests.pages.signing_in import PASSPHRASE, SetupPage, SignInPage

AT_MOST_TABS = 200
LAYOUTS_REST_MS = 1_000


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, home: Path, clock: Clock) -> Iterator[Opened]:
    """The program at the sign-in screen, with a vault that has families."""
    keep_families(home, clock, *FAMILIES)
    with opened_window(qapp, home, qtbot, clock) as window:
        yield window


def screens(opened: Opened) -> Iterator[str]:
    """Every screen from the first to the letter; text size is kept."""
    yield "sign in"
    opened.keys.push("new_person")
    SetupPage(opened.keys)
    yield "set up"
    opened.keys.push("cancel")
    SignInPage(opened.keys).unlock()
    FamiliesPage(opened.keys).expect_row("Practice Clover")
    yield from Tour(opened).screens()


def root_of(opened: Opened) -> QWidget:
    """What can be reached now: the urgent panel where it lies over everything, or the window."""
    panels = seen(opened.window, UrgentPanel)
    return panels[0] if panels else opened.window


def controls(opened: Opened) -> list[QWidget]:
    """Everything Tab must come to."""
    return [
        widget
        for widget in seen(root_of(opened), QWidget)
        if widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    ]


def test_every_control_has_a_name_that_can_be_spoken(opened: Opened) -> None:
    nameless = {}
    for screen in screens(opened):
        found = controls(opened)
        assert found
        without = [f"{type(w).__name__} {w.objectName()}" for w in found if not _spoken(w)]
        if without:
            nameless[screen] = without

    assert nameless == {}


def _spoken(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip()


def test_no_letter_with_alt_stands_for_two_things_on_one_screen(opened: Opened) -> None:
    doubled = {}
    for screen in screens(opened):
        letters = Counter(_mnemonics(root_of(opened)))
        twice = {letter: n for letter, n in letters.items() if n > 1}
        if twice:
            doubled[screen] = twice

    assert doubled == {}


def _mnemonics(root: QWidget) -> Iterator[str]:
    for made in seen(root, QAbstractButton):
        if made.isEnabled():
            yield from (m.lower() for m in re.findall(r"&(\w)", made.text().replace("&&", "")))


def test_tab_comes_to_every_control_and_back_again(opened: Opened) -> None:
    missed, stuck = {}, []
    for screen in screens(opened):
        passed = _tab_round(opened)
        if passed is None:
            stuck.append(screen)
            continue
        rows_passed = {w.parentWidget() for w in passed if isinstance(w.parentWidget(), Choices)}
        never = [
            w.objectName() or type(w).__name__
            for w in controls(opened)
            if w not in passed and w.parentWidget() not in rows_passed
        ]
        if never:
            missed[screen] = never

    assert stuck == []
    assert missed == {}


def test_where_two_people_share_a_laptop_tab_comes_to_who_one_is(
    qapp: QApplication, qtbot: QtBot, home: Path, clock: Clock
) -> None:
    for name in ("practice", "other"):
        Vault.create(vault_in(home, name), a_practitioner(), PASSPHRASE).close()
    with opened_window(qapp, home, qtbot, clock) as opened:
        SignInPage(opened.keys)

        opened.keys.tab_to("person.1")
        opened.keys.press(Qt.Key.Key_Right)
        opened.keys.press(Qt.Key.Key_Space)
        SignInPage(opened.keys).unlock()

        FamiliesPage(opened.keys)


def _tab_round(opened: Opened) -> list[QWidget] | None:
    """What Tab comes to, until it is back where it began; None if it never is."""
    opened.keys.press(Qt.Key.Key_Tab)
    passed: list[QWidget] = []
    for _ in range(AT_MOST_TABS):
        at = opened.keys.focused
        if at in passed:
            return passed if at is passed[0] else None
        passed.append(at)
        opened.keys.press(Qt.Key.Key_Tab)
    return None


@contextmanager
def with_text_size(opened: Opened, scale: float) -> Iterator[None]:
    with ExitStack() as stack:
        stack.callback(opened.desk.look.set_scale, 1.0)
        opened.desk.look.set_scale(scale)
        opened.desk.start()
        yield


@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["100 %", "200 %"])
def test_no_word_is_cut_off_and_nothing_scrolls_sideways(
    opened: Opened, qtbot: QtBot, scale: float
) -> None:
    cut = {}
    with with_text_size(opened, scale):
        for screen in screens(opened):
            assert (opened.window.width(), opened.window.height()) == (1280, 800)
            if found := _cut_at_rest(opened.window, qtbot):
                cut[screen] = found

    assert cut == {}


def _cut_at_rest(window: QWidget, qtbot: QtBot) -> list[str]:
    """What is still cut off once layouts have come to rest."""

    def found() -> list[str]:
        return [*_cut(window), *_wider_than_its_room(window)]

    window.grab()
    with suppress(qtbot.TimeoutError):
        qtbot.waitUntil(lambda: not found(), timeout=LAYOUTS_REST_MS)
    return found()


def _cut(window: QWidget) -> Iterator[str]:
    for label in seen(window, QLabel):
        needed = label.minimumSizeHint().width() if label.wordWrap() else label.sizeHint().width()
        if label.text() and label.width() < needed:
            yield f"{label.text()[:50]!r}: {label.width()} of {needed} across"
        elif label.wordWrap() and label.height() < label.heightForWidth(label.width()):
            needed = label.heightForWidth(label.width())
            yield f"{label.text()[:50]!r}: {label.height()} of {needed} down"
    for made in [*seen(window, QPushButton), *seen(window, QCheckBox)]:
        if made.text() and made.width() < made.minimumSizeHint().width():
            yield f"{made.text()!r}: {made.width()} of {made.minimumSizeHint().width()}"
    for widget in seen(window, QWidget):
        if not isinstance(widget, QAbstractScrollArea) and _beyond(widget, window):
            yield f"{widget.objectName() or type(widget).__name__} stands out of the window"


def _beyond(widget: QWidget, window: QWidget) -> bool:
    left = widget.mapTo(window, QPoint(0, 0)).x()
    outside = left < -1 or left + widget.width() > window.width() + 1
    return outside and bool(widget.objectName())


def _wider_than_its_room(window: QWidget) -> Iterator[str]:
    for area in seen(window, QScrollArea):
        inner = area.widget()
        assert inner is not None
        if inner.width() > area.viewport().width():
            yield f"{inner.width()} in {area.viewport().width()}"
    for table in seen(window, QTableView):
        if table.horizontalScrollBar().maximum():
            yield f"the table scrolls by {table.horizontalScrollBar().maximum()}"
