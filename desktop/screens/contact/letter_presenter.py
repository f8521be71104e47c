"""The letter of the contact in hand: previewed page by page, exported, or finished without."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.flows.contact import ContactFlow, OpenContact
from desktop.flows.letter import Issued, LetterFlow, NotYet, Preview
from desktop.lane import Err, Lane, Ok, Result
from forms.gaps import Gap
from forms.ids import ContactId
from letters.facts import Reader

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LetterState:
    """What the letter page shows beside the contact itself."""

    reader: Reader = Reader.FAMILY
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

    def __init__(
        self,
        letters: LetterFlow,
        contacts: ContactFlow,
        lane: Lane,
        contact: ContactId,
        when_saved: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._letters, self._contacts, self._lane = letters, contacts, lane
        self._contact, self._when_saved = contact, when_saved
        self._state = LetterState()
        self.send_to_team: Callable[[], None] | None = None

    @property
    def state(self) -> LetterState:
        return self._state

    def preview(self, reader: Reader) -> None:
        """Make the letter as this reader would hold it."""
        self._show(LetterState(reader, self._state.preview, self._state.issued, busy=True))

        def then(result: Result[Preview]) -> None:
            match result:
                case Ok(value=made):
                    self._show(LetterState(reader, made, self._state.issued))
                case Err(failure=failure):
                    self._show(LetterState(reader, None, self._state.issued, str(failure)))

        self._after_saving(lambda: self._letters.preview(self._contact, reader), then)

    def export(self, folder: Path) -> None:
        """Finish the contact and write the letter into this folder."""
        now = self._state
        self._show(LetterState(now.reader, now.preview, now.issued, busy=True))

        def work() -> tuple[Issued | NotYet, OpenContact]:
            issued = self._letters.issue(self._contact, folder)
            return issued, self._contacts.open(self._contact)

        def then(result: Result[tuple[Issued | NotYet, OpenContact]]) -> None:
            match result:
                case Ok(value=(Issued() as issued, contact)):
                    self._show(LetterState(now.reader, now.preview, issued))
                    self.finished.emit(contact)
                    files = " and ".join(issued.files)
                    self.left.emit(f"✓ Letter ready in {issued.folder}: {files}")
                case Ok():
                    self._show(LetterState(now.reader, now.preview, now.issued))
                    self.preview(now.reader)
                case Err(failure=failure):
                    self._show(LetterState(now.reader, now.preview, now.issued, str(failure)))

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
                    now = self._state
                    self._show(LetterState(now.reader, now.preview, now.issued, str(failure)))

        self._after_saving(work, then)

    def _after_saving(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> None:
        self._when_saved(lambda: self._lane.submit(work, then))

    def _show(self, state: LetterState) -> None:
        self._state = state
        self.changed.emit(state)
