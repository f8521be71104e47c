"""The real window with a real vault behind it, in a home of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import build
from desktop.desk import Desk
from desktop.flows.caseload import CaseloadFlow
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.unlock import opened as stores_of
from desktop.lane import Lane
from desktop.window import Window
from forms.people import Family
from storage.errors import VaultBusy
from storage.header import DEFAULT_COST
from storage.vault import Vault
from tests.builders import a_practitioner
from tests.pages.keyboard import PATIENCE_MS, Keyboard
from tests.pages.signing_in import PASSPHRASE, SignInPage


class Opened:
    """The program as it stands open on the laptop."""

    def __init__(self, home: Path, window: Window, lane: Lane, desk: Desk, qtbot: QtBot) -> None:
        self.home, self.window, self.lane, self.desk = home, window, lane, desk
        self.keys = Keyboard(window, qtbot)

    def lock_and_unlock(self) -> None:
        """Lock with the last key still warm, and come back."""
        self.keys.ctrl("l")
        SignInPage(self.keys).unlock()

    @property
    def at_contact(self) -> bool:
        """Whether a contact is in hand, shown or hidden."""
        return self.desk.work is not None and self.desk.work.at_contact is not None

    def leave_no_room(self) -> None:
        """The disk is full from now on; SQLite itself refuses another page."""
        self._ask_the_vault("PRAGMA max_page_count = 1")

    def make_room(self) -> None:
        self._ask_the_vault("PRAGMA max_page_count = 1000000")

    def _ask_the_vault(self, pragma: str) -> None:
        work = self.desk.work
        assert work is not None
        vault = work._open.vault
        done: list[object] = []
        self.lane.submit(lambda: vault.sql.one(pragma), done.append)
        self.keys.wait(lambda: bool(done))

    def wait_until_the_vault_is_closed(self) -> None:
        """A lock is done when another program could open the vault."""
        folder = next(self.home.glob("vaults/*"))
        self.keys.wait(lambda: _is_free(folder))

    def close(self) -> None:
        """Close the window as a person does, and wait until it lets itself be closed."""
        self.window.close()
        self.keys.wait(lambda: not self.window.isVisible())
        self.lane.close()


def _is_free(folder: Path) -> bool:
    try:
        Vault.open(folder, PASSPHRASE).close()
    except VaultBusy:
        return False
    return True


@contextmanager
def opened_window(
    application: QApplication, home: Path, qtbot: QtBot, clock: Clock
) -> Iterator[Opened]:
    """The program, started in this home; closed afterwards if the test left it open."""
    window, lane, desk = build(application, home, clock, lambda: DEFAULT_COST)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    opened = Opened(home, window, lane, desk, qtbot)
    try:
        yield opened
    finally:
        if window.isVisible():
            window.close()
            qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE_MS)
        lane.close()
        window.hide()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def vault_in(home: Path, name: str = "practice") -> Path:
    """Where the one vault of this home is, or the one of this name."""
    return home / "vaults" / name


def keep_families(home: Path, clock: Clock, *families: Family) -> None:
    """A vault in this home that already has these families."""
    vault = Vault.create(vault_in(home), a_practitioner(), PASSPHRASE)
    caseload = CaseloadFlow(stores_of(vault), clock)
    for family in families:
        caseload.keep(family)
    vault.close()


@contextmanager
def read_vault(home: Path) -> Iterator[OpenVault]:
    """The vault as the next program would read it."""
    vault = Vault.open(vault_in(home), PASSPHRASE)
    try:
        yield stores_of(vault)
    finally:
        vault.close()
