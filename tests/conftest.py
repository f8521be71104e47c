"""What every test stands on: no screen, no real home, a fixed clock, nothing left behind."""

import logging
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from desktop.singletons import keep_constants_alive
from forms.pack import Packs
from forms.pack_loader import load_packs

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
keep_constants_alive()

NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
"""A Monday morning, on which every test with a clock takes place."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home for the tool that is gone after the test; the real one is never touched."""
    place = tmp_path / "home"
    monkeypatch.setenv("GOLDEN_THREAD_HOME", str(place))
    return place


@pytest.fixture(autouse=True)
def _no_thread_is_left_running() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    # A Qt thread that ran Python stays listed under a dummy name, and cannot be joined.
    left = [t for t in threading.enumerate() if t not in before and not t.name.startswith("Dummy")]
    for thread in left:
        thread.join(timeout=2)
    assert [thread.name for thread in left if thread.is_alive()] == []


@pytest.fixture(autouse=True)
def _no_log_line_is_stray(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture
) -> Iterator[None]:
    yield
    expected = request.node.get_closest_marker("expects_logs") is not None
    stray = [r.getMessage() for r in caplog.get_records("call") if r.levelno >= logging.WARNING]
    assert expected or stray == []


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def today() -> date:
    return NOW.date()


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands still."""
    return lambda: NOW


@pytest.fixture(scope="session")
def packs() -> Packs:
    """The content packs as shipped."""
    return load_packs()
