"""The letters of the contact in hand: chosen, written, previewed, checked, issued."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.flows.contact import ContactFlow, OpenContact
from desktop.flows.letter import Guard, Issued, LetterFlow, NotYet, Preview, Retyped
from desktop.lane import Err, Lane, Ok, Result
from desktop.while_open import WhileOpen
from forms.gaps import Gap
from forms.ids import ContactId
from forms.letter_kinds import Copy, Holder, LetterKind, LetterOrder, Slot
from forms.pack import Language
from forms.refusal import Refusal

T = TypeVar("T")


_NOTHING_YET = LetterOrder(LetterKind.RECOMMENDATION, ())


@dataclass(frozen=True, slots=True)
class LetterState:
    """What the letter page shows beside the contact itself.

    `offered`: every copy this letter can have; `shown` the one in the preview. `begun`: what the
    record says already where words are free. `guard` is None until it was looked up.
    """

    order: LetterOrder = _NOTHING_YET
    offered: tuple[Copy, ...] = ()
    shown: Copy | None = None
    begun: Mapping[Slot, str] = field(default_factory=dict)
    guard: Guard | None = None
    preview: Preview | None = None
    issued: Issued | None = None
    trouble: str = ""
    busy: bool = False

    @property
    def stopping(self) -> tuple[Gap, ...]:
        """What must be mended before the letter can be exported."""
        return tuple(gap for gap in self.preview.gaps if gap.stops) if self.preview else ()


class LetterPresenter(QObject):
    """Makes letters on the vault's thread, after everything typed has been saved there.

    Signals:
        changed: the page should now show this LetterState.
        finished: the contact was finished; it comes as it is now in the vault.
        left: the practitioner is done with this contact; what was done, in words.

    `send_to_team` shows what would be sent; None where this vault is in no team.
    """

    changed = Signal(object)
    finished = Signal(object)
    left = Signal(str)

    def __init__(  # noqa: PLR0913, PLR0917 - built by hand, once per contact
        self,
        letters: LetterFlow,
        contacts: ContactFlow,
        lane: Lane,
        asks: WhileOpen,
        contact: ContactId,
        when_saved: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._letters, self._contacts, self._lane, self._asks = letters, contacts, lane, asks
        self._contact, self._when_saved = contact, when_saved
        self._state = LetterState()
        self._asked = 0
        self.send_to_team: Callable[[], None] | None = None

    @property
    def state(self) -> LetterState:
        return self._state

    # Choosing

    def show(self) -> None:
        """Show the letter in hand anew, from what is saved by now."""
        if self._state.offered:
            self._preview()
        else:
            self.begin(self._state.order.kind)

    def begin(self, kind: LetterKind) -> None:
        """Turn to this letter, as it is first offered."""
        self._asked += 1
        self._show(LetterState(LetterOrder(kind, ()), guard=self._state.guard, busy=True))

        def work() -> LetterState:
            order = self._letters.begin(self._contact, kind)
            offered = self._letters.copies(self._contact, kind)
            shown = next(iter(order.copies or offered), None)
            return LetterState(
                order,
                offered,
                shown,
                self._letters.own_words(self._contact, kind),
                self._letters.guard(self._contact),
                self._letters.preview(self._contact, order, shown) if shown else None,
            )

        def then(result: Result[LetterState]) -> None:
            if self._state.order.kind is not kind:
                return  # another letter was turned to since
            match result:
                case Ok(value=begun):
                    self._show(begun)
                case Err(failure=failure):
                    self._show(replace(self._state, trouble=str(failure), busy=False))

        self._ask(work, then)

    def choose_language(self, language: Language) -> None:
        self._order(replace(self._state.order, language=language))

    def look_at(self, copy: Copy) -> None:
        """Show this copy; that changes nothing of what is issued."""
        self._state = replace(self._state, shown=copy)
        self._preview()

    def choose_copy(self, copy: Copy, *, wanted: bool, deliberately: bool = False) -> None:
        """Let this copy be made, or not; `deliberately` though its reader may not be safe."""
        order = self._state.order
        copies = tuple(
            c for c in self._state.offered if (wanted if c == copy else c in order.copies)
        )
        meant = order.deliberately - {copy.carer}
        if wanted and deliberately and copy.carer is not None:
            meant |= {copy.carer}
        self._order(replace(order, copies=copies, deliberately=meant))

    def agree_for(self, holder: Holder, *, agreed: bool) -> None:
        """The family was asked about this holder, and agreed."""
        order = self._state.order
        others = order.agreed_for - {holder}
        self._order(replace(order, agreed_for=others | {holder} if agreed else others))

    def write(self, slot: Slot, words: str) -> None:
        """Own words in a place that is free; what the record says already is no change."""
        if words.strip() == self._state.begun.get(slot, "").strip():
            words = ""
        order = self._state.order
        self._state = replace(
            self._state, order=replace(order, written={**order.written, slot: words})
        )

    def address(self, holder: Holder, words: str) -> None:
        order = self._state.order
        addresses = {**order.addresses, holder: words}
        self._state = replace(self._state, order=replace(order, addresses=addresses))

    def to_family(self) -> None:
        """Leave for the family's page, where what is known of them is mended."""
        self._when_saved(lambda: self.left.emit(""))

    def written(self) -> None:
        """The words were left: show the letter with them."""
        self._preview()

    def _order(self, order: LetterOrder) -> None:
        self._state = replace(self._state, order=order, issued=None)
        self._preview()

    def _preview(self) -> None:
        now = self._state
        copy = now.shown
        if copy is None:
            return
        self._asked += 1
        mine = self._asked
        self._show(replace(now, busy=True, trouble=""))

        def then(result: Result[Preview]) -> None:
            if mine != self._asked:
                return  # a later one is on its way
            match result:
                case Ok(value=made):
                    self._show(replace(self._state, preview=made, busy=False))
                case Err(failure=failure):
                    self._show(replace(self._state, preview=None, trouble=str(failure), busy=False))

        self._ask(lambda: self._letters.preview(self._contact, now.order, copy), then)

    # Issuing

    def export(self, folder: Path, retyped: Retyped) -> None:
        """Finish the contact and write each copy into this folder."""
        order = self._state.order
        self._show(replace(self._state, busy=True, trouble=""))

        def work() -> tuple[Issued | NotYet | Refusal, OpenContact]:
            issued = self._letters.issue(self._contact, order, retyped, folder)
            return issued, self._contacts.open(self._contact)

        def then(result: Result[tuple[Issued | NotYet | Refusal, OpenContact]]) -> None:
            match result:
                case Ok(value=(Issued() as issued, contact)):
                    self._show(replace(self._state, issued=issued, busy=False))
                    self.finished.emit(contact)
                    files = " and ".join(issued.files)
                    self.left.emit(f"✓ Letter ready in {issued.folder}: {files}")
                case Ok(value=(Refusal(reason=words), _)):
                    self._show(replace(self._state, trouble=words, busy=False))
                case Ok():
                    self._preview()
                case Err(failure=failure):
                    self._show(replace(self._state, trouble=str(failure), busy=False))

        self._after_saving(work, then)

    def finish_without_letter(self) -> None:
        """Finish the contact; nothing is written or sent."""

        def work() -> OpenContact:
            self._contacts.finish(self._contact)
            return self._contacts.open(self._contact)

        def then(result: Result[OpenContact]) -> None:
            match result:
                case Ok(value=contact):
                    self.finished.emit(contact)
                    self.left.emit("✓ This contact is finished. Nothing was sent.")
                case Err(failure=failure):
                    self._show(replace(self._state, trouble=str(failure)))

        self._after_saving(work, then)

    def _after_saving(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> None:
        self._when_saved(lambda: self._lane.submit(work, then))

    def _ask(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> None:
        """As after saving; nothing is asked once the vault is being locked."""
        self._when_saved(lambda: self._asks.submit(work, then))

    def _show(self, state: LetterState) -> None:
        self._state = state
        self.changed.emit(state)
