"""The recovery sheet and the way back in: joins their screens to the use cases."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from desktop.flows.opened import Clock, OpenVault
from desktop.flows.outside import check_writable, write_out
from desktop.flows.recovery import BackIn, RecoveryFlow
from desktop.lane import Err, Lane, Ok, Result
from desktop.screens.sign_in.recover import RecoverView, Typed
from desktop.screens.sign_in.sheet import SheetView
from desktop.while_open import WhileOpen, is_there
from desktop.window import Window
from forms.refusal import Refusal
from storage.recovery import RecoverySheet
from storage.recovery_words import WordsRefused

SHEET_FILE = "Golden-Thread-recovery-sheet.pdf"


class Recovering(QObject):
    """`on_open` takes over once a vault is open, with its new sheet to be offered."""

    def __init__(
        self,
        window: Window,
        lane: Lane,
        clock: Clock,
        on_open: Callable[[OpenVault, RecoverySheet], None],
    ) -> None:
        super().__init__(window)
        self._window, self._lane = window, lane
        self._flow = RecoveryFlow(clock)
        self._on_open = on_open

    def show_recover(self, folder: Path, name: str, on_cancel: Callable[[], None]) -> None:
        """Ask for the words and a new passphrase."""

        def recover(typed: Typed) -> None:
            def work() -> BackIn | Refusal | WordsRefused:
                match typed.words:
                    case (words,):
                        return self._flow.with_sheet(folder, words, typed.new, typed.again)
                    case (first, second, *_):
                        both = (first, second)
                        return self._flow.with_shares(folder, both, typed.new, typed.again)
                    case _:
                        return Refusal("Type the words first.")

            def then(result: Result[BackIn | Refusal | WordsRefused]) -> None:
                trouble = ""
                match result:
                    case Ok(value=value):
                        if isinstance(value, BackIn):
                            self._on_open(value.open_vault, value.sheet)
                        else:
                            trouble = value.reason
                    case Err(failure=failure):
                        trouble = str(failure)
                if trouble and is_there(view):
                    view.show_trouble(trouble)

            self._lane.submit(work, then)

        view = RecoverView(name, recover, on_cancel)
        self._window.show_screen(view)
        view.setFocus()


def show_sheet(  # noqa: PLR0913, PLR0917 - built by hand
    window: Window,
    lane: WhileOpen,
    clock: Clock,
    open_vault: OpenVault,
    sheet: RecoverySheet,
    on_done: Callable[[], None],
) -> None:
    """Offer this sheet; `on_done` comes after it was saved or left."""

    def save(folder: Path) -> None:
        def work() -> Path:
            check_writable(folder)
            path = folder / SHEET_FILE
            write_out(path, RecoveryFlow(clock).sheet_pdf(open_vault.vault.folder, sheet))
            return path

        def then(result: Result[Path]) -> None:
            match result:
                case Ok(value=path):
                    view.show_saved(str(path))
                case Err(failure=failure):
                    view.show_trouble(str(failure))

        lane.submit(work, then, shown_in=view)

    documents = QStandardPaths.StandardLocation.DocumentsLocation
    view = SheetView(QStandardPaths.writableLocation(documents), save, on_done)
    window.show_screen(view)
    view.setFocus()
