"""Doing something with an ordinary person's rights, whoever runs the tests."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

NOBODY = 65534


@contextmanager
def place_of_an_ordinary_person() -> Iterator[Path]:
    """A folder that every account can reach, gone afterwards."""
    place = Path(tempfile.mkdtemp(prefix="golden-thread-test-"))
    place.chmod(0o755)
    try:
        yield place
    finally:
        for folder in (place, *(p for p in place.rglob("*") if p.is_dir())):
            folder.chmod(0o700)
        shutil.rmtree(place)


def as_an_ordinary_person(place: Path, action: Callable[[], str]) -> str:
    """What `action` tells when it has no more rights than the owner of `place`.

    Root may write anywhere, so for root the action runs in a child process of another account
    that owns the place.
    """
    if os.name == "nt" or os.geteuid() != 0:
        return action()
    for path in (place, *place.rglob("*")):
        os.chown(path, NOBODY, NOBODY)
    return in_a_child(lambda: _lowered(action))


def _lowered(action: Callable[[], str]) -> str:
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    return action()


def in_a_child(action: Callable[[], str]) -> str:
    """What `action` tells, done in a forked process that ends right after."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, action().encode())
        except BaseException as failure:  # noqa: BLE001 told to the parent, whatever it is
            os.write(writing, repr(failure).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as told:
        answer = told.read().decode()
    os.waitpid(child, 0)
    return answer
