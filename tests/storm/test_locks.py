"""Locked at a random moment, from every screen and dialog: nothing stays on the screen.

`make storm` runs it. GOLDEN_THREAD_STORM_SEED repeats a run; GOLDEN_THREAD_STORM_LOCKS shortens it.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storage.verify import verify
from tests.conftest import NOW
from tests.pages.opening import opened_window, vault_in
from tests.pages.signing_in import PASSPHRASE
from tests.storm.dialogs import keep_a_caseload
from tests.storm.figures import LOCKS, Run, Storm, how_many, told
from tests.storm.holdings import at_home
from tests.storm.locks import EVERYWHERE, come_in, one_lock, views_there_are
from tests.storm.team_dialogs import NOTHING, not_confirmed

IN_ONE_WINDOW = len(EVERYWHERE)
"""One vault lives through all of it, from no team to leading one."""


@pytest.mark.storm
@pytest.mark.qt_log_ignore("does not support (raise|grabbing)")
def test_a_lock_at_any_moment_leaves_nothing_on_the_screen_and_loses_nothing(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, storm: Storm
) -> None:
    total, shown = how_many(LOCKS), set[str]()
    runs: list[Run] = []
    for first in range(0, total, IN_ONE_WINDOW):
        home = tmp_path / f"home {first}"
        at_home(home)
        keep_a_caseload(home)
        with opened_window(qapp, home, qtbot, lambda: NOW) as opened:
            come_in(opened)
            numbers = range(first, min(total, first + IN_ONE_WINDOW))
            runs += [one_lock(opened, number, storm.seed, shown) for number in numbers]
        assert verify(vault_in(home), PASSPHRASE) == ()
        assert not_confirmed(home) == NOTHING
    storm.runs += runs

    assert told(runs) == []
    if total >= len(EVERYWHERE):
        never = sorted(views_there_are() - shown)
        assert not never, f"give each of these a Go in tests/storm, so that it is locked: {never}"
