"""What is typed outside a contact, on its way to the vault; in hand until it is there."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.flows.half_written import HalfWrittenFlow, is_settled
from desktop.lane import Err, Lane, Ok, Result
from storage.half_written import NOTHING_TYPED, Fields, FormKey

T = TypeVar("T")

TYPING_PAUSE_MS = 300
"""Typed words reach the vault at the latest this long after the first unsaved key."""

TRY_AGAIN_MS = 3_000


class Keeping(QObject):
    """Every half-written form of an open vault.

    At most one save is in flight; the next one carries everything typed since.

    Signals:
        told: what went wrong with the last save, or nothing.
    """

    told = Signal(str)

    def __init__(self, lane: Lane, flow: HalfWrittenFlow) -> None:
        super().__init__()
        self._lane, self._flow = lane, flow
        self._typed: dict[FormKey, Fields] = {}
        self._waiting: set[FormKey] = set()
        self._settling: set[FormKey] = set()
        self._in_flight = self._ended = False
        self._trouble = ""
        self._then: list[Callable[[], None]] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(TYPING_PAUSE_MS)
        self._soon.timeout.connect(self._save)

    def load(self, then: Callable[[str], None]) -> None:
        """Take up what was half written when the vault was closed; `then` hears what went wrong."""

        def loaded(result: Result[dict[FormKey, Fields]]) -> None:
            if self._ended:
                return
            if isinstance(result, Ok):
                self._typed = {**result.value, **self._typed}
            then(str(result.failure) if isinstance(result, Err) else "")

        self._lane.submit(lambda: dict(self._flow.all()), loaded)

    def words(self, key: FormKey) -> Fields:
        """What was typed into this form and has not become a record; empty if nothing was."""
        return self._typed.get(key, NOTHING_TYPED)

    def take(self, key: FormKey, fields: Fields) -> None:
        """This is what the form holds now."""
        if self._ended or fields == self.words(key):
            return
        self._typed[key] = dict(fields)
        self._waiting.add(key)
        if not self._soon.isActive():
            self._soon.start()

    def settle(
        self,
        key: FormKey,
        act: Callable[[], T],
        then: Callable[[Result[T]], None],
        *,
        part: str = "",
        writes_files: bool = False,
    ) -> None:
        """Let this form become a record; while that is under way, it is not asked twice.

        `part` is how the names of the fields begin that are settled, where not all of them are.
        """
        if self._ended or key in self._settling:
            return
        self._settling.add(key)
        left = {name: said for name, said in self.words(key).items() if not name.startswith(part)}

        def landed(result: Result[T]) -> None:
            self._settling.discard(key)
            if isinstance(result, Ok) and is_settled(result.value):
                self._typed[key] = left
                self._waiting.discard(key)
            if not self._ended:
                then(result)
            self._save()

        if writes_files:
            self._lane.submit(lambda: self._flow.settle_after(key, act), landed)
        else:
            self._lane.submit(lambda: self._flow.settle(key, act, left), landed)

    def save_now(self) -> None:
        """Do not wait for a pause in the typing."""
        self._save()

    def _save(self) -> None:
        self._soon.stop()
        now = {key: self.words(key) for key in self._waiting - self._settling}
        if now and not self._in_flight:
            self._in_flight = True
            self._waiting -= now.keys()
            self._lane.submit(lambda: self._flow.keep(now), lambda r: self._saved(set(now), r))
        elif self.is_saved:
            then, self._then = self._then, []
            for act in then:
                act()

    def _saved(self, sent: set[FormKey], result: Result[None]) -> None:
        self._in_flight = False
        before = self._trouble
        match result:
            case Ok():
                self._trouble = ""
                self._save()
            case Err(failure=failure):
                self._waiting |= sent
                self._trouble = str(failure)
                QTimer.singleShot(TRY_AGAIN_MS, self, self._save)
        if self._trouble != before:
            self.told.emit(self._trouble)

    @property
    def is_saved(self) -> bool:
        """Whether everything typed is in the vault."""
        return not (self._waiting or self._in_flight or self._settling)

    @property
    def cannot_save(self) -> bool:
        """Whether the last save failed, and words are only on the screen."""
        return bool(self._trouble)

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do this once everything typed is in the vault."""
        self._then.append(then)
        self._save()

    def end(self) -> None:
        """The vault is being locked: nothing more is taken, what was taken is kept."""
        self._ended = True
