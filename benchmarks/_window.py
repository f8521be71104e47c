"""The real window over a real vault, for measuring in one process. Nobody here is real."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from desktop.app import build
from desktop.singletons import keep_constants_alive
from desktop.theme.look import STYLE
from forms.ids import CarerId, FamilyId, InfantId
from forms.people import Born, Carer, Family, Infant, Practitioner, Relationship
from storage.families import FamilyStore
from storage.vault import Vault

PASSPHRASE = "practice kettle lantern"  # noqa: S105 - opens invented families only
NOW = datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
PATIENCE_S = 60.0
_POLL_MS = 1

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)


def an_application() -> QApplication:
    """The program's own application, off screen where there is no display."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_constants_alive()
    return QApplication([sys.argv[0], *STYLE])


def a_vault(home: Path, families: int) -> Path:
    """A closed vault in this home, with so many invented families."""
    folder = home / "vaults" / "practice"
    vault = Vault.create(folder, Practitioner("Practice Jo", "Midwife", "Team"), PASSPHRASE)
    store = FamilyStore(vault)
    with vault.transaction():
        for number in range(families):
            store.save(a_family(number), NOW)
    vault.close()
    return folder


def a_family(number: int) -> Family:
    """One baby, two carers, told apart by their number."""
    born = Born(date(2026, 1, 5) - timedelta(days=number % 200), 39)
    carers = (
        Carer(CarerId(f"{number}-a"), f"Practice Maya {number}", Relationship.MOTHER),
        Carer(CarerId(f"{number}-b"), f"Practice Tom {number}", Relationship.FATHER),
    )
    infant = Infant(InfantId(f"{number}"), born, f"Practice Robin {number}")
    return Family(FamilyId(f"family-{number}"), (infant,), carers, "1 Practice Street")


class Shown:
    """The window, shown in this home, at the sign-in screen."""

    def __init__(self, application: QApplication, home: Path) -> None:
        self.application = application
        self.window, self.lane, self.desk = build(application, home, lambda: NOW)
        self.window.show()
        self.wait_for("passphrase")

    def unlock(self) -> None:
        """Press Unlock with the passphrase typed; does not wait."""
        self.one(QLineEdit, "passphrase").setText(PASSPHRASE)
        self.one(QPushButton, "unlock").click()

    def one(self, kind: type[W], name: str) -> W:
        """The control of this name."""
        return found(self.window.findChild(kind, name))

    def wait_for(self, name: str) -> None:
        self.wait(lambda: self.window.findChild(QWidget, name) is not None)

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the window live until this is so; looks every millisecond."""
        give_up = time.monotonic() + PATIENCE_S
        loop, look = QEventLoop(), QTimer()

        def see() -> None:
            if until() or time.monotonic() > give_up:
                loop.quit()

        look.timeout.connect(see)
        look.start(_POLL_MS)
        loop.exec()
        look.stop()
        if not until():
            raise TimeoutError

    def close(self) -> None:
        """Lock, and let the worker go."""
        self.desk.lock()
        self.application.processEvents()
        with suppress(RuntimeError):
            self.window.close()
        self.lane.close()
        self.application.processEvents()


def found(it: T | None) -> T:
    """What must be there."""
    if it is None:
        raise LookupError
    return it
