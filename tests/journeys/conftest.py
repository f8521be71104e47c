"""Every journey starts with the program open in an empty home."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.pages.opening import Opened, opened_window


@pytest.fixture
def open_window(qapp: QApplication, qtbot: QtBot, home: Path) -> Iterator[Callable[[], Opened]]:
    """Starts the program in the test's home, as often as it is called."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(opened_window(qapp, home, qtbot))
