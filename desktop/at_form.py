"""The form on the screen, joined to what is kept of it."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from desktop.flows.half_written import is_settled
from desktop.keeping import Keeping
from desktop.lane import Err, Ok, Result
from desktop.text import NOT_SAVED
from desktop.whereabouts import Spot, come_back
from desktop.while_open import is_there
from desktop.widgets.form import AFRESH, AGAIN, FormView
from desktop.window import Window
from storage.half_written import NOTHING_TYPED, Fields, FormKey

T = TypeVar("T")
Make = Callable[[], FormView]


class AtForm(QObject):
    """One form at a time. `on_again` remembers how to show it anew, at another text size."""

    def __init__(
        self, window: Window, keeping: Keeping, on_again: Callable[[Callable[[], None]], None]
    ) -> None:
        super().__init__()
        self._window, self._keeping, self._on_again = window, keeping, on_again
        self._view: FormView | None = None
        self._key: FormKey | None = None
        self._resume: tuple[FormKey, Spot] | None = None
        keeping.told.connect(self._say_unsaved)

    def resume(self, key: FormKey, spot: Spot) -> None:
        """Once this form is shown, the keyboard goes to this spot in it."""
        self._resume = key, spot

    @property
    def key(self) -> FormKey | None:
        """Which form is on the screen, if one is."""
        return self._key if self._window.screen_shown is self._view else None

    def is_shown(self, view: FormView) -> bool:
        """Whether this very form is on the screen."""
        return self._window.screen_shown is view

    def show(self, key: FormKey, make: Make, here: str = "families") -> None:
        """Show this form with what was typed into it before."""
        self._on_again(lambda: self.show(key, make, here))
        fields = self._keeping.words(key)
        view = self._shown(key, make, fields)
        if fields:
            view.kept_line.show_words(AGAIN, "Start afresh", lambda: self._afresh(key, make))
        self._window.show_here(here)
        self._window.show_screen(view)
        view.setFocus()
        # Else Tab passes over what stands before the first field. Qt takes None; its stubs do not.
        view.setFocusProxy(None)  # type: ignore[arg-type]
        if self._resume is not None and self._resume[0] == key:
            come_back(view, self._resume[1])
        self._resume = None

    def _shown(self, key: FormKey, make: Make, fields: Fields) -> FormView:
        view = make()
        self._view, self._key = view, key
        view.show_fields(fields)
        view.typed.connect(lambda: self._typed(key, view))
        view.on_shown()
        return view

    def _typed(self, key: FormKey, view: FormView) -> None:
        if self._view is view:
            self._keeping.take(key, view.fields)

    def _afresh(self, key: FormKey, make: Make) -> None:
        dropped = self._keeping.words(key)
        self._keeping.take(key, NOTHING_TYPED)

        def bring_back() -> None:
            self._keeping.take(key, dropped)
            self.show(key, make)

        self.show(key, make)
        if self._view is not None:
            self._view.kept_line.show_words(AFRESH, "Bring the words back", bring_back)

    def settle(  # noqa: PLR0913 - what a form may say about itself
        self,
        key: FormKey,
        act: Callable[[], T],
        then: Callable[[Result[T]], None],
        *,
        part: str = "",
        writes_files: bool = False,
        even_if_left: bool = False,
    ) -> None:
        """Let this form become a record; what was typed is no longer half written then.

        `part` is how the names of the fields begin that are settled, where not all of them are.
        Whoever has left the form meanwhile is told what went wrong, and stays where they went:
        `then` is not called, unless it must be `even_if_left`.
        """
        asked_on = self._window.screen_shown

        def settled(result: Result[T]) -> None:
            left = asked_on is not None and not is_there(asked_on)
            if left and isinstance(result, Err):
                self._window.tell(str(result.failure))
            if isinstance(result, Ok) and is_settled(result.value) and self.key == key:
                left = left and self._say_settled()
            if not left or even_if_left:
                then(result)

        self._keeping.settle(key, act, settled, part=part, writes_files=writes_files)

    def _say_settled(self) -> bool:
        """Tell whether the form stays on the screen."""
        if self._view is not None and self._view.stays:
            self._view.say_settled()
            return True
        self._view = None
        return False

    def _say_unsaved(self, trouble: str) -> None:
        if self._view is not None and self._window.screen_shown is self._view:
            self._view.show_unsaved(f"{NOT_SAVED}{trouble}" if trouble else "")
