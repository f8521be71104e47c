"""Every journey starts with the program open in a home of its own, on the day of NOW."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.flows.opened import Clock
from forms.people import Family
from tests.pages.families import FamiliesPage
from tests.pages.opening import Opened, keep_families, opened_window
from tests.pages.signing_in import SignInPage

OpenWindow = Callable[[], Opened]


@pytest.fixture
def open_window(
    qapp: QApplication, qtbot: QtBot, home: Path, clock: Clock
) -> Iterator[Callable[[], Opened]]:
    """Starts the program in the test's home, as often as it is called."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(opened_window(qapp, home, qtbot, clock))


@pytest.fixture
def open_with(open_window: Callable[[], Opened], home: Path, clock: Clock) -> Callable[..., Opened]:
    """Starts the program, unlocked, with these families in the vault."""

    def open_with_families(*families: Family) -> Opened:
        keep_families(home, clock, *families)
        opened = open_window()
        SignInPage(opened.keys).unlock()
        FamiliesPage(opened.keys)
        return opened

    return open_with_families
