"""Putting a backup back: joins its screen to the use case. No vault is open meanwhile."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.flows.backup import RestoreFlow
from desktop.flows.opened import Clock
from desktop.lane import Err, Lane, Ok, Result
from desktop.screens.sign_in.restore import RestoreView
from desktop.text import counted
from desktop.window import Window
from forms.dates import short_day
from storage.backup_check import Counts
from storage.backup_places import places
from storage.backup_shelf import BackupCard
from storage.restore import Restored

_MIB = 1024 * 1024


class Restoring(QObject):
    """`on_done` comes when the practitioner is finished here, with words to show."""

    def __init__(
        self,
        window: Window,
        lane: Lane,
        clock: Clock,
        folder: Path,
        on_done: Callable[[str], None],
    ) -> None:
        super().__init__(window)
        self._window, self._lane, self._on_done = window, lane, on_done
        self._flow = RestoreFlow(folder, clock, places())
        self._cards: tuple[BackupCard, ...] = ()
        self._chosen: tuple[BackupCard, str] | None = None
        self._view = RestoreView(self._look, self._restore, lambda: on_done(""))

    def show(self) -> None:
        """Show the backups there are, newest first."""
        self._window.show_screen(self._view)
        self._view.setFocus()

        def then(result: Result[tuple[BackupCard, ...]]) -> None:
            match result:
                case Ok(value=cards):
                    self._cards = cards
                    self._view.show_backups([_line(card) for card in cards])
                case Err(failure=failure):
                    self._view.show_trouble(str(failure))

        self._lane.submit(self._flow.backups, then)

    def _look(self, number: int, passphrase: str) -> None:
        card = self._cards[number]

        def then(result: Result[Counts]) -> None:
            match result:
                case Ok(value=counts):
                    self._chosen = (card, passphrase)
                    self._view.show_inside(_inside(counts))
                case Err(failure=failure):
                    self._view.show_trouble(str(failure))

        self._lane.submit(lambda: self._flow.look_inside(card, passphrase), then)

    def _restore(self) -> None:
        if self._chosen is None:
            return
        card, passphrase = self._chosen

        def then(result: Result[Restored]) -> None:
            match result:
                case Ok():
                    self._on_done(
                        f"The backup of {short_day(card.at.astimezone().date())} is in place. The"
                        " vault that was here is kept beside it."
                    )
                case Err(failure=failure):
                    self._view.show_trouble(str(failure))

        self._lane.submit(lambda: self._flow.restore(card, passphrase), then)


def _line(card: BackupCard) -> str:
    at = card.at.astimezone()
    size = max(1, round(card.size / _MIB))
    told = f"{short_day(at.date())} {at:%H:%M} · {card.display_name} · {size} MB"
    return told if card.trouble is None else f"{told} · cannot be used: {card.trouble}"


def _inside(counts: Counts) -> str:
    families = counted(counts.families, "family", "families")
    last = f", last contact {short_day(counts.last_contact)}" if counts.last_contact else ""
    contacts, letters = counted(counts.contacts, "contact"), counted(counts.letters, "letter")
    return f"✓ Opened and checked: {families}, {contacts}, {letters}{last}."
