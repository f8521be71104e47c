"""What a gateway must not forget when it is stopped: a file of lines that only grows."""

import os
from enum import Enum
from pathlib import Path


class Event(Enum):
    """What a line says of a file, or of a laptop whose box is to be looked into."""

    HANDED = "handed"
    ASIDE = "aside"
    RETURNED = "returned"
    DEVICE = "device"


class Journal:
    """Each line is flushed before anything rests on it; a line cut off at the end never was.

    Raises OSError where the file cannot be read or written, BlockingIOError where another
    gateway holds it.
    """

    def __init__(self, file: Path) -> None:
        self._handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        self._done: set[tuple[str, str]] = set()
        self._devices: dict[str, None] = {}
        try:
            _hold(self._handle)
            with os.fdopen(os.dup(self._handle), "rb") as read:
                content = read.read()
            whole = content.rpartition(b"\n")[0]
            for line in whole.decode("ascii").splitlines():
                event, relay, subject = line.split(" ")
                self._learn(Event(event), relay, subject)
            os.ftruncate(self._handle, len(whole) + 1 if whole else 0)
            os.lseek(self._handle, 0, os.SEEK_END)
        except BaseException:
            os.close(self._handle)
            raise

    @property
    def devices(self) -> tuple[str, ...]:
        """The laptops heard of, in the order they were."""
        return tuple(self._devices)

    def is_done(self, relay: str, subject: str) -> bool:
        """Whether this relay handed the file over, or set it aside."""
        return (relay, subject) in self._done

    def add(self, event: Event, relay: str, subject: str) -> None:
        """Write it down, unless it says nothing new. `subject` is a box and a name, or a device."""
        if event is Event.DEVICE and subject in self._devices:
            return
        os.write(self._handle, f"{event.value} {relay} {subject}\n".encode("ascii"))
        os.fsync(self._handle)
        self._learn(event, relay, subject)

    def close(self) -> None:
        os.close(self._handle)

    def _learn(self, event: Event, relay: str, subject: str) -> None:
        match event:
            case Event.HANDED | Event.ASIDE:
                self._done.add((relay, subject))
            case Event.RETURNED:
                self._done.discard((relay, subject))
            case Event.DEVICE:
                self._devices[subject] = None


def _hold(handle: int) -> None:
    """Let nobody else write here; the system lets go when this program ends, however it ends."""
    if os.name == "nt":
        return
    import fcntl  # noqa: PLC0415  # not to be had on Windows

    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
