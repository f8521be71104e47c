"""Letters after they were made, and letters that came: joins their pages to the use cases."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.flows.check_letter import Checked, KnowsAVault, KnowsNothing, check_file, remember
from desktop.flows.exported import ClosedCopy, ExportedFlow, FamilyLetters, Removal
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.outside import read_in
from desktop.lane import Err, Lane, Ok, Result
from desktop.screens.letters.check import CheckActs, CheckLetterView
from desktop.screens.letters.files import FilesActs, LetterFilesView
from desktop.while_open import WhileOpen, is_there
from desktop.window import Window
from forms.ids import FamilyId, LetterId
from letters.copy_block import System
from letters.pdf_look import MOST_BYTES

T = TypeVar("T")

_REMOVED = {
    Removal.REMOVED: "✓ Removed. That it was is in the log.",
    Removal.GONE: "✓ It was not there any more, and is off the list.",
}
_NOT_OURS = (
    "That file is no longer the one Golden Thread wrote, so it was left where it is. Look at it"
    " before you remove it yourself."
)
_COPIED = (
    "✓ Copied for {name}: paste it now. It leaves the clipboard in 30 seconds, and that it was"
    " copied is in the log."
)


class Asks(Protocol):
    """A lane, or one that ends when the vault is locked."""

    def submit(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> object: ...


def show_check_locked(window: Window, lane: Lane, on_back: Callable[[], None]) -> None:
    """The page before unlocking: nobody is known, but what was changed is told."""

    def go(file: Path, password: str) -> None:
        _ask(lane, view, lambda: check_file(file, password, KnowsNothing()), view.show_checked)

    view = CheckLetterView(CheckActs(go, on_back))
    _put(window, view)


class AtLetters(QObject):
    """`again` remembers how to show the page anew."""

    def __init__(
        self,
        window: Window,
        lane: WhileOpen,
        clock: Clock,
        open_vault: OpenVault,
        again: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._window, self._lane, self._clock = window, lane, clock
        self._open, self._again = open_vault, again
        self._flow = ExportedFlow(open_vault, clock)

    def show_check(self, on_back: Callable[[], None]) -> None:
        """The page while the vault is open."""
        self._again(lambda: self.show_check(on_back))
        last: list[tuple[Path, str]] = []

        def look(file: Path, password: str) -> Checked:
            return check_file(file, password, KnowsAVault(self._open))

        def go(file: Path, password: str) -> None:
            last[:] = [(file, password)]
            _ask(self._lane, view, lambda: look(file, password), view.show_checked)

        def known(name: str) -> None:
            ((file, password),) = last

            def work() -> Checked:
                remember(self._open, read_in(file, MOST_BYTES), password, name, self._clock())
                return look(file, password)

            _ask(self._lane, view, work, view.show_checked)

        view = CheckLetterView(CheckActs(go, on_back, known))
        _put(self._window, view)

    def show_family(
        self,
        family: FamilyId,
        on_back: Callable[[], None],
        done: str = "",
        closed: ClosedCopy | None = None,
    ) -> None:
        """The letters of this family, and the files of them outside."""
        self._again(lambda: self.show_family(family, on_back))

        def then(result: Result[FamilyLetters]) -> None:
            match result:
                case Ok(value=held):
                    self._show_family(held, on_back, done, closed)
                case Err(failure=failure):
                    self._window.tell(str(failure))

        shown = self._window.screen_shown
        self._lane.submit(lambda: self._flow.of_family(family), then, shown_in=shown)

    def _show_family(
        self,
        held: FamilyLetters,
        on_back: Callable[[], None],
        done: str,
        closed: ClosedCopy | None,
    ) -> None:
        def remove(number: int) -> None:
            def removed(removal: Removal) -> None:
                if removal is Removal.CHANGED:
                    view.show_trouble(_NOT_OURS)
                else:
                    self.show_family(held.family, on_back, _REMOVED[removal])

            _ask(self._lane, view, lambda: self._flow.remove(number), removed)

        def close(letter: LetterId, folder: Path) -> None:
            def written(made: ClosedCopy) -> None:
                self.show_family(held.family, on_back, closed=made)

            _ask(self._lane, view, lambda: self._flow.export_closed(letter, folder), written)

        def copy(letter: LetterId, system: System) -> None:
            def copied(block: str) -> None:
                QGuiApplication.clipboard().setText(block)
                view.show_done(_COPIED.format(name=system.name))

            _ask(self._lane, view, lambda: self._flow.block(letter, system), copied)

        def check() -> None:
            self.show_check(lambda: self.show_family(held.family, on_back))

        view = LetterFilesView(held, FilesActs(remove, close, copy, check, on_back))
        view.show_done(done)
        if closed is not None:
            view.show_closed(closed)
        _put(self._window, view)


def _ask(
    lane: Asks,
    view: CheckLetterView | LetterFilesView,
    work: Callable[[], T],
    then: Callable[[T], None],
) -> None:
    """Do it on the vault's thread; whoever left the page meanwhile is not told."""

    def land(result: Result[T]) -> None:
        if not is_there(view):
            return
        match result:
            case Ok(value=value):
                then(value)
            case Err(failure=failure):
                view.show_trouble(str(failure))

    lane.submit(work, land)


def _put(window: Window, view: QWidget) -> None:
    window.show_screen(view)
    view.setFocus()
