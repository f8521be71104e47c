"""Records to look at, and one of them, joined to the use cases."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.at_form import AtForm
from desktop.flows.life import Kept, LifeFlow, Records
from desktop.flows.opened import Clock, OpenVault
from desktop.lane import Err, Ok, Result
from desktop.screens.vault.one_record import OneRecordView
from desktop.screens.vault.retention import RecordsView
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.ids import FamilyId
from forms.refusal import Refusal
from storage.half_written import Form, FormKey
from storage.tombstones import Tombstone

KEPT_ON = "✓ Kept on."
HELD = "✓ On hold. Nothing of it can be removed."
LIFTED = "✓ The hold is lifted."
CONFIRMED = "✓ Confirmed: all of it is in the main record as of today."
REMOVED = "The record is removed from this laptop. What stays of it is in the list below."


@dataclass(frozen=True, slots=True)
class Back:
    """Where the page of one record goes back to, and where it goes once the record is removed."""

    kept: Callable[[], None]
    removed: Callable[[str], None]


class AtRetention(QObject):
    """`again` remembers how to show the page anew; nothing here waits for anything else."""

    def __init__(  # noqa: PLR0913, PLR0917 - built by hand
        self,
        window: Window,
        lane: WhileOpen,
        clock: Clock,
        open_vault: OpenVault,
        forms: AtForm,
        again: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._window, self._lane, self._again, self._forms = window, lane, again, forms
        self._lives = LifeFlow(open_vault, clock)

    def show(self, on_back: Callable[[], None], done: str = "") -> None:
        """The list; `done` says what was just done."""
        self._again(lambda: self.show(on_back))

        def then(result: Result[Records]) -> None:
            match result:
                case Ok(value=records):
                    view = RecordsView(records, look, on_back)
                    view.show_done(done)
                    self._put(view)
                case Err(failure=failure):
                    self._window.tell(str(failure))

        def look(family: FamilyId) -> None:
            here = Back(lambda: self.show(on_back), lambda words: self.show(on_back, words))
            self.show_one(family, here)

        self._lane.submit(self._lives.records, then, shown_in=self._window.screen_shown)

    def show_one(self, family: FamilyId, back: Back, done: str = "") -> None:
        """One record; `done` says what was just done."""
        self._again(lambda: self.show_one(family, back))

        def then(result: Result[Kept]) -> None:
            match result:
                case Ok(value=kept):
                    self._show_one(kept, back, done)
                case Err(failure=failure):
                    self._window.tell(str(failure))

        shown = self._window.screen_shown
        self._lane.submit(lambda: self._lives.kept(family), then, shown_in=shown)

    def _show_one(self, kept: Kept, back: Back, done: str) -> None:
        def make() -> OneRecordView:
            acts = _OneRecord(self, self._forms, self._lives, kept.family.id, back)
            acts.view = view = OneRecordView(kept, acts)
            view.show_done(done)
            return view

        self._forms.show(FormKey(Form.KEEPING, kept.family.id), make, "vault")

    def _put(self, view: QWidget) -> None:
        self._window.show_here("vault")
        self._window.show_screen(view)
        view.setFocus()


class _OneRecord:
    """What is done to one record from its page."""

    view: OneRecordView

    def __init__(
        self, pages: AtRetention, forms: AtForm, lives: LifeFlow, family: FamilyId, back: Back
    ) -> None:
        self._pages, self._forms, self._lives = pages, forms, lives
        self._family, self._back = family, back
        self._key = FormKey(Form.KEEPING, family)

    def keep_on(self, days: int, reason: str) -> None:
        self._do(lambda: self._lives.keep_on(self._family, days, reason), KEPT_ON, "keep_on.")

    def hold(self, reason: str, asked_by: str) -> None:
        self._do(lambda: self._lives.hold(self._family, reason, asked_by), HELD, "hold.")

    def lift(self, reason: str) -> None:
        self._do(lambda: self._lives.lift(self._family, reason), LIFTED, "lift.")

    def confirm(self, where: str) -> None:
        self._do(
            lambda: self._lives.confirm_in_main_record(self._family, where), CONFIRMED, "confirm."
        )

    def remove(self, reason: str) -> None:
        def then(result: Result[Tombstone | Refusal]) -> None:
            match result:
                case Ok(value=Refusal(reason=words)):
                    self.view.show_trouble(words)
                case Ok():
                    self._back.removed(REMOVED)
                case Err(failure=failure):
                    self.view.show_trouble(str(failure))

        # As if it wrote files: a removal is a transaction of its own, and clears the file after it.
        self._forms.settle(
            self._key, lambda: self._lives.remove(self._family, reason), then, writes_files=True
        )

    def back(self) -> None:
        self._back.kept()

    def _do(self, work: Callable[[], Refusal | None], done: str, part: str) -> None:
        def then(result: Result[Refusal | None]) -> None:
            match result:
                case Ok(value=slip):
                    if slip is None:
                        self._pages.show_one(self._family, self._back, done)
                    else:
                        self.view.show_trouble(slip.reason)
                case Err(failure=failure):
                    self.view.show_trouble(str(failure))

        self._forms.settle(self._key, work, then, part=part)
