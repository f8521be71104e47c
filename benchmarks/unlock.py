"""From pressing Unlock to the painted caseload, with few families and with very many.

The key is derived slowly on purpose, so its time is measured apart in the same run and taken
off. The reference is Qt's own table, filled with as many lines of as many words and painted.
"""

import statistics
import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication, QTableView, QTableWidget, QTableWidgetItem

from benchmarks._figures import tell, timed_ms
from benchmarks._window import PASSPHRASE, Shown, a_vault, an_application
from storage import keys
from storage.header import read_header

ROUNDS = 7
COLUMNS = 5
SIZES = (100, 10_000)


def main() -> int:
    """Measure and print. Nothing is promised here in numbers."""
    application = an_application()
    for families in SIZES:
        with tempfile.TemporaryDirectory() as home:
            bare, derived, whole = measured(application, Path(home), families)
        print(f"{families} families")
        tell("a bare table of as many", bare)
        tell("deriving the key", derived)
        tell("unlock to painted caseload", whole)
        rest = statistics.median(whole) - statistics.median(derived)
        print(f"without deriving the key: {rest:.0f} ms")
        print(f"that / a bare table: {rest / statistics.median(bare):.2f}")
    return 0


def measured(application: QApplication, home: Path, families: int) -> tuple[list[float], ...]:
    """Milliseconds of the bare table, of deriving the key and of unlocking, taking turns."""
    header = read_header(a_vault(home, families))
    rounds = [
        (
            timed_ms(lambda: bare_table(application, families)),
            timed_ms(lambda: keys.unwrap(header.passphrase_slot, header.vault, PASSPHRASE)),
            unlocked(application, home, families),
        )
        for _ in range(ROUNDS + 1)
    ]
    return tuple(list(times) for times in zip(*rounds[1:], strict=True))  # the first warms up


def unlocked(application: QApplication, home: Path, families: int) -> float:
    """Milliseconds from the press to the painted list."""
    shown = Shown(application, home)
    application.processEvents()
    took = timed_ms(lambda: unlock(shown, families))
    shown.close()
    return took


def unlock(shown: Shown, families: int) -> None:
    """Press Unlock and wait until the whole caseload is painted."""
    shown.unlock()
    shown.wait(lambda: rows(shown) == families)
    shown.window.repaint()


def rows(shown: Shown) -> int:
    """How many families the list holds now; 0 while there is none."""
    table = shown.window.findChild(QTableView)
    return table.model().rowCount() if table is not None and table.model() is not None else 0


def bare_table(application: QApplication, lines: int) -> None:
    """Fill a table and paint it."""
    table = QTableWidget(lines, COLUMNS)
    for line in range(lines):
        for column in range(COLUMNS):
            table.setItem(line, column, QTableWidgetItem(f"Practice Robin {line}"))
    table.resize(1280, 800)
    table.show()
    application.processEvents()
    table.repaint()
    table.close()


if __name__ == "__main__":
    sys.exit(main())
