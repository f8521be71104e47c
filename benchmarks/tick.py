"""From a tick on the factors page to its result on the screen, beside a bare check box.

The real window over a real vault at a real contact. One tick is: the press of a mouse button is
delivered, the state is derived, every part that changed is laid out and painted. Saving happens
on the other thread and is waited for between the ticks; what its news costs the window is told
apart.
"""

import sys
import tempfile
from functools import partial
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget

from benchmarks._figures import p99, tell, timed_ms, verdict
from benchmarks._window import Shown, a_vault, an_application, found
from desktop.at_contact import AtContact
from desktop.screens.contact.factors_page import FactorRow
from desktop.screens.contact.pages import FactorsPage
from desktop.urgent import UrgentPanel
from forms.ids import FamilyId

ROUNDS = 401
MOST_MS = 16.0


def main() -> int:
    """Measure, print, and say by the exit code whether the promise holds."""
    application = an_application()
    bare = bare_ticks(application)
    with tempfile.TemporaryDirectory() as home:
        a_vault(Path(home), 1)
        shown = Shown(application, Path(home))
        contact = at_the_factors(shown)
        ticks = factor_ticks(shown, contact)
        news = [timed_ms(lambda: settled_paint(contact, application)) for _ in range(100)]
        shown.close()
    tell("a bare check box", bare)
    tell("a factor", ticks)
    tell("news that it is saved", news)
    print(f"a factor / a bare check box, p99: {p99(ticks) / p99(bare):.1f}")
    return 0 if verdict("tick to shown result, p99", p99(ticks), MOST_MS, " ms") else 1


def bare_ticks(application: QApplication) -> list[float]:
    """Ticks of a check box in a window of its own."""
    window = QWidget()
    box = QCheckBox(window)
    box.resize(box.sizeHint())  # a press anywhere on it hits
    window.resize(1280, 800)
    window.show()
    application.processEvents()
    times = [timed_ms(lambda: click(box, application)) for _ in range(ROUNDS)]
    window.close()
    if box.isChecked() != ROUNDS % 2:
        raise LookupError("the box missed a press")
    return times


def at_the_factors(shown: Shown) -> AtContact:
    """Unlock, start a contact, and go to the heading with the most factors."""
    shown.unlock()
    shown.wait(lambda: shown.desk.work is not None)
    work = shown.desk.work
    assert work is not None  # noqa: S101 - told to the type checker
    work.open_family(FamilyId("family-0"))
    shown.wait_for("start.0")
    shown.one(QPushButton, "start.0").click()
    shown.wait(lambda: work.at_contact is not None)
    contact = work.at_contact
    assert contact is not None  # noqa: S101 - the same
    factors = contact.presenter.state.contact.packs.factors

    def at_heading(index: int) -> int:
        page = contact.presenter.state.pages[index].page
        code = page.group.code if isinstance(page, FactorsPage) else ""
        return sum(factor.group == code for factor in factors.at(contact.presenter.record.stage))

    contact.presenter.go(max(range(len(contact.presenter.state.pages)), key=at_heading))
    shown.wait(lambda: contact.is_saved)
    return contact


def factor_ticks(shown: Shown, contact: AtContact) -> list[float]:
    """Ticks down the page, again and again: present, not present, not asked, not said."""
    rows = [row for row in shown.window.findChildren(FactorRow) if row.isVisible()]
    options = [row.findChildren(QPushButton)[:4] for row in rows]
    wanted = cycle([row[index] for index in range(4) for row in options])
    panel = found(shown.window.findChild(UrgentPanel))
    times = []
    for button, _ in zip(wanted, range(ROUNDS), strict=False):
        if button.isChecked():
            continue
        times.append(timed_ms(partial(click, button, shown.application)))
        shown.wait(lambda: contact.is_saved)
        if panel.isVisible():  # a safety factor opened it
            QTest.keyClick(panel, Qt.Key.Key_Escape)
        shown.application.processEvents()
    return times


def click(button: QWidget, application: QApplication) -> None:
    """Press and let everything that follows be painted."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    application.processEvents()


def settled_paint(contact: AtContact, application: QApplication) -> None:
    """Show the same state once more, as the news of a save does."""
    contact.presenter.show()
    application.processEvents()


if __name__ == "__main__":
    sys.exit(main())
