"""The worker thread that owns the vault, and one that waits for networks beside it.

Results come home to the window's thread.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from desktop.failures import Failure

T = TypeVar("T")

SWEEP_EVERY_MS = 500


# Not dataclasses, which take 3 ms to load: the first window needs no other (see storage/cards.py).
class Ok(Generic[T]):
    """The work was done."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value: Final = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ok) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash((Ok, self.value))


class Err:
    """The world failed; `failure` has words fit to show."""

    __slots__ = ("failure",)

    def __init__(self, failure: Failure) -> None:
        self.failure: Final = failure

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Err) and self.failure == other.failure

    def __hash__(self) -> int:
        return hash((Err, self.failure))


Result: TypeAlias = Ok[T] | Err


class LaneClosed(Exception):
    """The program is closing: the vault answers no more."""


class Lane(QObject):
    """Runs one piece of work at a time, in order, always on the same thread.

    A vault may be used only by the thread that opened it. A thread pool of Qt retires idle
    threads even when it holds one; this executor keeps its thread.

    A known failure comes back as `Err`; a bug is raised on the window's thread.

    What waits for a network or a memory stick is sent `away`, to a second thread; what that needs
    of the vault it asks for with `ask`. So the vault's thread never waits for either.

    While a thread is there, Python's cyclic garbage is swept on the window's thread alone: a
    cycle may hold a piece of the window, and Qt crashes when one is let go on another thread.
    """

    _landed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._worker: Executor | None = None
        self._beside: Executor | None = None
        self._landed.connect(self._deliver)
        self._closed = False
        self._swept_before = gc.isenabled()
        self._sweeping = QTimer(self)
        self._sweeping.setInterval(SWEEP_EVERY_MS)
        self._sweeping.timeout.connect(_sweep)

    def submit(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> None:
        """Do `work` on the vault's thread, then hand its result to `then` on this one."""
        if not self._closed:
            self._thread().submit(self._land, _Errand(work, then))

    def away(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> None:
        """Do `work`, which may wait for the world outside, on the thread beside the vault's."""
        if not self._closed:
            self._thread()
            if self._beside is None:
                self._beside = _one_thread("places")
            self._beside.submit(self._land, _Errand(work, then))

    def ask(self, work: Callable[[], T]) -> T:
        """Do `work` on the vault's thread and wait for it here; for what was sent away only.

        Raises LaneClosed once nothing more is taken, and whatever `work` raises.
        """
        worker = self._worker
        if worker is None or self._closed:
            raise LaneClosed
        try:
            waiting = worker.submit(work)
        except RuntimeError:
            raise LaneClosed from None
        return waiting.result()

    def _thread(self) -> Executor:
        if self._worker is None:
            self._worker = _one_thread("vault")
            self._swept_before = gc.isenabled()
            gc.disable()
            self._sweeping.start()
        return self._worker

    def _land(self, errand: _Errand[T]) -> None:
        errand.do()
        self._landed.emit(errand)

    def _deliver(self, errand: _Errand[T]) -> None:
        errand.land()

    def close(self) -> None:
        """Finish what is under way and let the threads go."""
        self._closed = True
        if self._worker is not None:
            self._worker.shutdown(wait=True)
            if self._beside is not None:
                self._beside.shutdown(wait=True)
            self._sweeping.stop()
            if self._swept_before:
                gc.enable()


def _one_thread(name: str) -> Executor:
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - at the first work

    return ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)


def _sweep() -> None:
    """What Python would do by itself on any thread: each generation once it has grown enough."""
    grown = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(grown):
        gc.collect(max(generation for generation, due in enumerate(grown) if due))


class _Errand(Generic[T]):
    """Work and what follows it; both may hold pieces of the window, and are let go where it is."""

    __slots__ = ("_bug", "_result", "_then", "_work")

    def __init__(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> None:
        self._work, self._then = work, then
        self._result: Result[T] | None = None
        self._bug: Exception | None = None

    def do(self) -> None:
        """On the vault's thread."""
        from desktop.failures import KNOWN  # noqa: PLC0415 - with the first work

        try:
            self._result = Ok(self._work())
        except KNOWN as failure:
            self._result = Err(failure)
        except Exception as bug:  # noqa: BLE001 - carried to the window's thread and raised there
            self._bug = bug

    def land(self) -> None:
        """On the window's thread, once."""
        then, result, bug = self._then, self._result, self._bug
        del self._work, self._then, self._result, self._bug
        if bug is not None:
            raise bug
        if result is not None:
            then(result)
