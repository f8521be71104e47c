"""The log on a page of its own, joined to the use case behind it."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.flows.log import LogFlow
from desktop.flows.opened import OpenVault
from desktop.lane import Ok, Result
from desktop.log_words import by_day
from desktop.screens.vault.log import LogView
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.ids import FamilyId
from storage.audit_event import Event

_WHOSE = (
    "Newest first. All of it was done in the vault of {name}, opened with the passphrase or a"
    " recovery sheet. Each entry is bound to the one before it, so none can be taken out unseen."
)
_FIRST = 1


class AtLog(QObject):
    """`again` remembers how to show the page anew."""

    def __init__(
        self,
        window: Window,
        lane: WhileOpen,
        open_vault: OpenVault,
        again: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._window, self._lane, self._again = window, lane, again
        self._flow = LogFlow(open_vault)
        self._about = _WHOSE.format(name=open_vault.practitioner.name)

    def show_vault(self, on_back: Callable[[], None], before: int | None = None) -> None:
        """The log of the vault, or the part of it before this entry."""
        self._again(lambda: self.show_vault(on_back, before))

        def then(result: Result[tuple[Event, ...]]) -> None:
            if isinstance(result, Ok):
                events = result.value
                oldest = events[-1].seq if events else _FIRST
                older = lambda: self.show_vault(on_back, oldest)  # noqa: E731 - one call
                self._put(events, on_back, older if oldest > _FIRST else None)
            else:
                self._window.tell(str(result.failure))

        shown = self._window.screen_shown
        self._lane.submit(lambda: self._flow.of_vault(before), then, shown_in=shown)

    def show_family(self, family: FamilyId, on_back: Callable[[], None]) -> None:
        """Every entry about this family."""
        self._again(lambda: self.show_family(family, on_back))

        def then(result: Result[tuple[Event, ...]]) -> None:
            if isinstance(result, Ok):
                self._put(result.value, on_back, None)
            else:
                self._window.tell(str(result.failure))

        shown = self._window.screen_shown
        self._lane.submit(lambda: self._flow.of_family(family), then, shown_in=shown)

    def _put(
        self,
        events: tuple[Event, ...],
        on_back: Callable[[], None],
        on_older: Callable[[], None] | None,
    ) -> None:
        view = LogView(self._about, by_day(events), on_back, on_older)
        self._window.show_screen(view)
        view.setFocus()
