"""Letters that were made: their files outside, closed copies, and words for a record system."""

import hashlib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from desktop.flows.errors import ExportFailed
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.outside import check_writable, write_out
from desktop.flows.signing import closed_letter, new_password, written
from forms.dates import day_words
from forms.ids import FamilyId, LetterId
from letters.copy_block import Stamp, System, copy_block
from letters.pdf_look import MOST_BYTES
from letters.printable import one_line
from storage.letters import ExportedCopy, LetterLine


@dataclass(frozen=True, slots=True)
class FamilyLetters:
    """The letters of a family, and the files of them that lie outside, newest first."""

    family: FamilyId
    letters: tuple[LetterLine, ...]
    copies: tuple[ExportedCopy, ...]


class Removal(Enum):
    """What became of a file that was to be removed."""

    REMOVED = "removed"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class ClosedCopy:
    """A file that was written, and its password: shown once, kept nowhere."""

    file: Path
    password: str


class ExportedFlow:
    """What can be done with a letter after it was made."""

    def __init__(self, open_vault: OpenVault, clock: Clock) -> None:
        self._open = open_vault
        self._clock = clock

    def of_family(self, family: FamilyId) -> FamilyLetters:
        """The letters of this family and where their files are."""
        letters = self._open.letters
        return FamilyLetters(family, letters.of_family(family), letters.copies_of_family(family))

    def remove(self, number: int) -> Removal:
        """Remove a file that we wrote, if it is still the very one. Raises ExportFailed."""
        copy = self._open.letters.copy(number)
        if copy is None:
            return Removal.GONE
        place = Path(copy.folder) / copy.file.name
        try:
            if not place.parent.is_dir():
                raise ExportFailed(_NOT_REACHED)
            removal = _removed(place, copy.file.sha256)
        except OSError as failure:
            raise ExportFailed(_NOT_REACHED) from failure
        if removal is not Removal.CHANGED:
            self._open.letters.copy_removed(copy, self._clock())
        return removal

    def export_closed(self, letter: LetterId, folder: Path) -> ClosedCopy:
        """Write this letter closed with a new password. Raises ExportFailed."""
        stored, now = self._open.letters.load(letter), self._clock()
        check_writable(folder)
        password = new_password()
        content = closed_letter(self._open, stored.pdf, password, now)
        whose = stored.line.reader.value
        name = f"Golden-Thread-{whose}-copy-{now:%Y-%m-%d}-{letter[:6].upper()}-closed.pdf"
        with self._open.vault.transaction():
            self._open.letters.exported(
                letter, str(folder), now, written(name, content, has_password=True)
            )
            write_out(folder / name, content)
        return ClosedCopy(folder / name, password)

    def block(self, letter: LetterId, system: System) -> str:
        """This letter's words for a record system; that they were copied is noted."""
        stored, now = self._open.letters.load(letter), self._clock()
        copied = now.astimezone()
        stamp = Stamp(
            day_words(stored.line.made_at.astimezone().date()),
            f"{day_words(copied.date())} {copied:%H:%M}",
            one_line(self._open.practitioner.name),
        )
        block = copy_block(stored.text, system, stamp)
        self._open.letters.copied(letter, now)
        return block


def _removed(place: Path, sha256: str) -> Removal:
    if not place.exists():
        return Removal.GONE
    with place.open("rb") as file:
        content = file.read(MOST_BYTES)
    if hashlib.sha256(content).hexdigest() != sha256:
        return Removal.CHANGED
    place.unlink()
    return Removal.REMOVED


_NOT_REACHED = (
    "That file could not be reached. Put the memory stick or share back where it was, and try"
    " again."
)
