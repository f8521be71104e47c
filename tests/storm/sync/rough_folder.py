"""A bad folder: calls that fail before or after they did it, and a folder that changes by itself.

Calls fail in the process that makes them, around the real folder; what happens to the files happens
on the disk, seen by everybody: gone for a while, doubled under other names, half of one left.
"""

import hashlib
import os
import random
import secrets
import shutil
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from time import sleep

from sync import envelope, receipt
from sync.errors import PlaceUnreachable
from sync.places.folder import FolderPlace
from sync.places.place import MOST_BYTES, RECEIPTS, TO_TEAM, Box, Entry, Put
from tests.storm.sync.weather import Happened, Weather

_LEAVES_OUT = 0.1
_OURS = (envelope.ENDING, receipt.ENDING)


class RoughFolder:
    """The folder as a share on a bad line shows it."""

    def __init__(self, root: Path, weather: Weather) -> None:
        self._folder = FolderPlace(root)
        self._weather = weather

    def put(self, box: Box, name: str, content: bytes) -> Put:
        self._before()
        done = self._folder.put(box, name, content)
        if self._weather.doubles():
            done = self._folder.put(box, name, content)
        self._after()
        return done

    def put_many(self, box: Box, files: Sequence[tuple[str, bytes]]) -> frozenset[str]:
        """A reply that is cut may be cut in the middle, when only some are there."""
        self._before()
        if self._weather.cuts_reply():
            self._folder.put_many(box, files[: self._weather.chance.randint(0, len(files))])
            raise PlaceUnreachable
        return self._folder.put_many(box, files)

    def names(self, box: Box) -> Iterator[Entry]:
        self._before()
        listed = list(self._folder.names(box))
        self._weather.chance.shuffle(listed)
        for entry in listed:
            if box == TO_TEAM and self._weather.strikes(Happened.UNLISTED, _LEAVES_OUT):
                continue
            yield entry
        self._after()

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        return self._folder.get(box, name, most)

    def set_aside(self, box: Box, name: str) -> None:
        self._before()
        self._folder.set_aside(box, name)
        self._after()

    def taken(self, box: Box, name: str) -> None:
        self._folder.taken(box, name)

    def close(self) -> None:
        self._folder.close()

    def _before(self) -> None:
        if self._weather.cuts_request():
            raise PlaceUnreachable
        sleep(self._weather.delay())

    def _after(self) -> None:
        if self._weather.cuts_reply():
            raise PlaceUnreachable


class FolderWeather(threading.Thread):
    """Does to the files in a folder what sticks, shares and programs that copy do.

    `doubles` are the names of the copies it made, nobody's envelopes, and `halves` those under
    which only a half could be read for a while: these alone may be set aside.
    """

    def __init__(self, root: Path, aside: Path, chance: random.Random) -> None:
        super().__init__()
        self.doubles: set[str] = set()
        self.halves: set[str] = set()
        self.tally: Counter[Happened] = Counter()
        self._root, self._away, self._chance = root, aside, chance
        self._over = threading.Event()
        aside.mkdir()

    def run(self) -> None:
        while not self._over.wait(0.02):
            file = self._any_file()
            if file is None:
                continue
            with suppress(FileNotFoundError):  # a lead had set it aside, or it is away
                self._chance.choice((self._vanishes, self._doubled, self._half, self._begun))(file)

    def end(self) -> None:
        self._over.set()
        self.join()

    def _any_file(self) -> Path | None:
        box = self._chance.choice((TO_TEAM, TO_TEAM, RECEIPTS))
        with suppress(FileNotFoundError):
            with os.scandir(self._root / box) as found:
                files = [entry.path for entry in found if entry.name.endswith(_OURS)]
            return Path(self._chance.choice(files)) if files else None
        return None

    def _vanishes(self, file: Path) -> None:
        away = self._away / file.name
        file.rename(away)
        self.tally[Happened.VANISHED] += 1
        self._over.wait(self._chance.random() * 0.2)
        away.rename(file)

    def _doubled(self, file: Path) -> None:
        """As programs that keep folders in step name what they cannot bring together."""
        if file.parent.name != TO_TEAM or len(file.stem) != 64 or file.name in self.doubles:
            return
        other = self._chance.choice(
            (
                f"{file.stem} (conflicted copy).gte",
                f"{hashlib.sha256(file.name.encode()).hexdigest()}.gte",
            )
        )
        self.doubles.add(other)
        part = self._away / other
        shutil.copyfile(file, part)
        part.rename(file.with_name(other))
        self.tally[Happened.COPIED] += 1

    def _half(self, file: Path) -> None:
        """Under its own name only half of it for a while, as where something copies in place."""
        away = self._away / file.name
        content = file.read_bytes()
        file.rename(away)
        half = self._away / f"{file.name}.half"
        half.write_bytes(content[: len(content) // 2])
        self.halves.add(file.name)
        half.rename(file)
        self.tally[Happened.HALF_WRITTEN] += 1
        self._over.wait(self._chance.random() * 0.2)
        away.rename(file)

    def _begun(self, file: Path) -> None:
        """What somebody left who was cut off while writing."""
        part = file.with_name(f"{file.name}.{secrets.token_hex(4)}.part")
        part.write_bytes(b"half")
        self.tally[Happened.HALF_WRITTEN] += 1
