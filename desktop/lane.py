"""The one worker thread that owns the vault; results come home to the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from desktop.failures import Failure

T = TypeVar("T")


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


class Lane(QObject):
    """Runs one piece of work at a time, in order, always on the same thread.

    A vault may be used only by the thread that opened it. A thread pool of Qt retires idle
    threads even when it holds one; this executor keeps its thread.

    A known failure comes back as `Err`; a bug is raised on the window's thread.
    """

    _landed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._worker: Executor | None = None
        self._landed.connect(self._deliver)
        self._closed = False

    def submit(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> None:
        """Do `work` on the vault's thread, then hand its result to `then` on this one."""
        if not self._closed:
            self._thread().submit(self._land, work, then)

    def _thread(self) -> Executor:
        if self._worker is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - at the first work

            self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        return self._worker

    def _land(self, work: Callable[[], T], then: Callable[[Result[T]], None]) -> None:
        from desktop.failures import KNOWN  # noqa: PLC0415 - with the first work

        try:
            result: Result[T] = Ok(work())
        except KNOWN as failure:
            result = Err(failure)
        except Exception as bug:  # noqa: BLE001 - carried to the window's thread and raised there
            self._landed.emit(_raising(bug))
            return
        self._landed.emit(lambda: then(result))

    def _deliver(self, land: Callable[[], None]) -> None:
        land()

    def close(self) -> None:
        """Finish what is under way and let the thread go."""
        self._closed = True
        if self._worker is not None:
            self._worker.shutdown(wait=True)


def _raising(bug: Exception) -> Callable[[], None]:
    def land() -> None:
        raise bug

    return land
