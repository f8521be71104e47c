"""Putting a backup back: joins its screen to the use case. No vault is open meanwhile."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

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
from storage.salvage import Salvaged

T = TypeVar("T")
_MIB = 1024 * 1024


class Restoring(QObject):
    """`on_done` comes when the practitioner is finished here, with words to show.

    Where the vault did not open for its passphrase, `why` says so, and the newest backup is looked
    into at once.
    """

    def __init__(  # noqa: PLR0913 - built by hand
        self,
        window: Window,
        lane: Lane,
        clock: Clock,
        folder: Path,
        on_done: Callable[[str], None],
        *,
        why: str = "",
        passphrase: str = "",
    ) -> None:
        super().__init__(window)
        self._window, self._lane, self._on_done = window, lane, on_done
        self._flow = RestoreFlow(folder, clock, places())
        self._cards: tuple[BackupCard, ...] = ()
        self._chosen: tuple[BackupCard, str] | None = None
        self._salvaged: tuple[Salvaged, str] | None = None
        self._passphrase = passphrase
        self._view = RestoreView(
            self._look,
            self._restore,
            self._salvage,
            self._adopt,
            lambda: on_done(""),
            why=why,
        )
        self._view.show_passphrase(passphrase)

    def show(self) -> None:
        """Show the backups there are, newest first."""
        self._window.show_screen(self._view)
        self._view.setFocus()

        def then(result: Result[tuple[BackupCard, ...]]) -> None:
            match result:
                case Ok(value=cards):
                    self._cards = cards
                    self._view.show_backups([_line(card) for card in cards])
                    sound = next((n for n, card in enumerate(cards) if card.readable), None)
                    if self._passphrase and sound is not None:
                        self._view.choose(sound)
                        self._look(sound, self._passphrase)
                case Err(failure=failure):
                    self._view.show_trouble(str(failure))

        self._ask(self._flow.backups, then)

    def _ask(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> None:
        """As the lane's own; what comes home after this page is gone is dropped."""
        self._lane.submit(work, lambda result: then(result) if isValid(self._view) else None)

    def _look(self, number: int, passphrase: str) -> None:
        card = self._cards[number]

        def then(result: Result[Counts]) -> None:
            match result:
                case Ok(value=counts):
                    self._chosen = (card, passphrase)
                    self._view.show_inside(_inside(counts))
                case Err(failure=failure):
                    self._view.show_trouble(str(failure))

        self._ask(lambda: self._flow.look_inside(card, passphrase), then)

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

        self._ask(lambda: self._flow.restore(card, passphrase), then)

    def _salvage(self, passphrase: str) -> None:
        def then(result: Result[Salvaged]) -> None:
            match result:
                case Ok(value=salvaged):
                    self._salvaged = (salvaged, passphrase)
                    self._view.show_salvaged(_salvaged(salvaged))
                case Err(failure=failure):
                    self._view.show_trouble(str(failure))

        self._ask(lambda: self._flow.salvage(passphrase), then)

    def _adopt(self) -> None:
        if self._salvaged is None:
            return
        salvaged, passphrase = self._salvaged

        def then(result: Result[Path | None]) -> None:
            match result:
                case Ok():
                    self._on_done(
                        "What could be read is in place. The damaged vault is kept beside it."
                    )
                case Err(failure=failure):
                    self._view.show_trouble(str(failure))

        self._ask(lambda: self._flow.adopt(salvaged, passphrase), then)


def _line(card: BackupCard) -> str:
    at = card.at.astimezone()
    size = max(1, round(card.size / _MIB))
    told = f"{short_day(at.date())} {at:%H:%M} · {card.display_name} · {size} MB"
    return told if card.trouble is None else f"{told} · cannot be used: {card.trouble}"


def _salvaged(salvaged: Salvaged) -> str:
    rows = sum(table.lost or 0 for table in salvaged.tables)
    unknown = any(table.lost is None for table in salvaged.tables)
    lost = "Nothing is missing." if salvaged.whole else f"{counted(rows, 'entry', 'entries')} lost"
    if not salvaged.whole:
        lost += ", and how many more cannot be told." if unknown else "."
    return f"✓ Could be read: {_counted(salvaged.counts)}. {lost}"


def _inside(counts: Counts) -> str:
    return f"✓ Opened and checked: {_counted(counts)}."


def _counted(counts: Counts) -> str:
    families = counted(counts.families, "family", "families")
    last = f", last contact {short_day(counts.last_contact)}" if counts.last_contact else ""
    contacts, letters = counted(counts.contacts, "contact"), counted(counts.letters, "letter")
    return f"{families}, {contacts}, {letters}{last}"
