"""What a backup under way costs the one who is typing: the same ticks with and without it.

The real window over a vault of 10,000 families, at the factors of a contact. Ticks with a backup
running and ticks without take turns, in the same run. Beside them: how long the vault's thread
lets a question wait, which is what a save would wait.
"""

import os
import sys
import tempfile
import time
from functools import partial
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from benchmarks._figures import p99, tell, timed_ms, verdict
from benchmarks._window import Shown, a_vault, an_application, found
from benchmarks.tick import at_the_factors, click
from desktop.at_contact import AtContact
from desktop.backing_up import BackingUp
from desktop.flows.backup import BackupState
from desktop.lane import Ok, Result
from desktop.screens.contact.factors_page import FactorRow
from desktop.urgent import UrgentPanel
from storage.paths import HOME_VARIABLE

FAMILIES = 10_000
TURNS, TICKS = 16, 25
MOST_RATIO = 1.5


class Backups:
    """The window's own backups, begun and watched."""

    def __init__(self, shown: Shown, backing_up: BackingUp) -> None:
        self._shown, self._backing_up = shown, backing_up
        self.running = False
        backing_up.changed.connect(self._changed)

    def _changed(self, state: BackupState) -> None:
        self.running = state.running

    def begin(self) -> None:
        """Begin one, unless one is under way."""
        if not self.running:
            self._backing_up.begin()
            self._shown.wait(lambda: self.running)

    def finish(self) -> None:
        self._shown.wait(lambda: not self.running)


class Ticks:
    """Ticks down the page of factors, again and again."""

    def __init__(self, shown: Shown, contact: AtContact) -> None:
        self._shown, self._contact = shown, contact
        rows = [row for row in shown.window.findChildren(FactorRow) if row.isVisible()]
        options = [row.findChildren(QPushButton)[:4] for row in rows]
        self._wanted = cycle([row[index] for index in range(4) for row in options])
        self._panel = found(shown.window.findChild(UrgentPanel))
        self.times: dict[bool, list[float]] = {False: [], True: []}
        self.waits: dict[bool, list[float]] = {False: [], True: []}

    def take(self, *, backing_up: bool) -> None:
        """One tick, and one question to the vault's thread."""
        button = next(self._wanted)
        if not button.isChecked():
            took = timed_ms(partial(click, button, self._shown.application))
            self.times[backing_up].append(took)
        self._shown.wait(lambda: self._contact.is_saved)
        if self._panel.isVisible():  # a safety factor opened it
            QTest.keyClick(self._panel, Qt.Key.Key_Escape)
        self._ask(self.waits[backing_up])

    def _ask(self, waits: list[float]) -> None:
        began, before = time.perf_counter_ns(), len(waits)

        def then(result: Result[int]) -> None:
            if isinstance(result, Ok):
                waits.append((result.value - began) / 1e6)

        self._shown.lane.submit(time.perf_counter_ns, then)
        self._shown.wait(lambda: len(waits) > before)


def main() -> int:
    """Measure, print, and say by the exit code whether the promise holds."""
    application = an_application()
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        a_vault(Path(home), FAMILIES)
        shown = Shown(application, Path(home))
        ticks = Ticks(shown, at_the_factors(shown))
        work = found(shown.desk.work)
        backups = Backups(shown, work._backing_up)  # noqa: SLF001 - measured from outside
        for _ in range(TURNS):
            for _ in range(TICKS):
                ticks.take(backing_up=False)
            backups.begin()
            for _ in range(TICKS):
                backups.begin()
                ticks.take(backing_up=True)
            backups.finish()
        shown.close()
    tell("a factor", ticks.times[False])
    tell("a factor, backing up", ticks.times[True])
    tell("a question waits", ticks.waits[False])
    tell("a question waits, backing up", ticks.waits[True])
    ratio = p99(ticks.times[True]) / p99(ticks.times[False])
    return 0 if verdict("tick with a backup / without, p99", ratio, MOST_RATIO) else 1


if __name__ == "__main__":
    sys.exit(main())
