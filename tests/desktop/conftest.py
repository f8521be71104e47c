"""A thread for the vault, and the program open on one screen after another."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desktop.lane import Lane


@pytest.fixture
def lane(qapp: QApplication) -> Iterator[Lane]:
    made = Lane()
    yield made
    made.close()
    qapp.processEvents()
