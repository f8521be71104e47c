"""Where backups stand: `<place>/<vault id>/<UTC time>/`, each a whole vault folder. No cipher."""

import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.errors import HeaderDamaged, KnownFailure
from storage.files import disk_failures
from storage.header import HEADER_FILE, RECORDS_FILE, read_header
from storage.thinning import thin

PART = ".part"
"""Ends the name of a folder that is not a backup yet, or no longer one."""

_NAMED = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"\d{8}T\d{6}Z")
_VAULT_NAME = re.compile(r"[0-9a-f]{1,64}")


@dataclass(frozen=True, slots=True)
class BackupCard:
    """A backup as it shows itself before any passphrase; `trouble` says why it cannot be used."""

    folder: Path
    at: datetime
    vault: str
    display_name: str
    place: Path
    size: int
    trouble: KnownFailure | None = None

    @property
    def readable(self) -> bool:
        return self.trouble is None


def name_of(at: datetime) -> str:
    """The folder name of a backup made at this moment: time and nothing else."""
    return at.astimezone(UTC).strftime(_NAMED)


def time_of(name: str) -> datetime | None:
    """The moment a folder name tells; None if it is not a name that backups have."""
    if not _NAME.fullmatch(name):
        return None
    try:
        return datetime.strptime(name, _NAMED).replace(tzinfo=UTC)
    except ValueError:
        return None


def shelf(place: Path, vault: str) -> Path:
    """The folder for the backups of one vault. Raises HeaderDamaged for an id that is none.

    The id is read from a file that others may have changed; it must not lead anywhere else.
    """
    if not _VAULT_NAME.fullmatch(vault):
        raise HeaderDamaged
    return place / vault


def free_time(folder: Path, at: datetime) -> datetime:
    """This moment to the second, or the next that no backup on this shelf has yet."""
    wanted = at.astimezone(UTC).replace(microsecond=0)
    while (folder / name_of(wanted)).exists() or (folder / (name_of(wanted) + PART)).exists():
        wanted += timedelta(seconds=1)
    return wanted


def list_backups(places: tuple[Path, ...], vault: str | None = None) -> tuple[BackupCard, ...]:
    """The backups in these places, of one vault or of all, newest first; damaged ones are shown.

    A place that is not there, or cannot be read, gives none.
    """
    cards: list[BackupCard] = []
    for place in places:
        with suppress(OSError):
            shelves = [shelf(place, vault)] if vault is not None else list(place.iterdir())
            for one in shelves:
                if _VAULT_NAME.fullmatch(one.name) and one.is_dir():
                    cards += [c for c in map(_card, one.iterdir()) if c is not None]
    return tuple(sorted(cards, key=lambda c: (c.at, str(c.place)), reverse=True))


def _card(folder: Path) -> BackupCard | None:
    at = time_of(folder.name)
    if at is None:
        return None
    vault, place = folder.parent.name, folder.parent.parent
    try:
        header = read_header(folder)
        with disk_failures():
            size = sum((folder / name).stat().st_size for name in (HEADER_FILE, RECORDS_FILE))
    except KnownFailure as failure:
        return BackupCard(folder, at, vault, "", place, 0, failure)
    trouble = None if header.vault == vault else HeaderDamaged()
    return BackupCard(folder, at, vault, header.display_name, place, size, trouble)


def tidy(place: Path, vault: str, now: datetime) -> tuple[datetime, ...]:
    """Thin the backups of one vault and clear what was never finished; gives the times dropped.

    Call it only while nothing is being backed up there. A folder that this tool did not make, by
    its name or by the vault its key file tells, is never touched.
    """
    with disk_failures():
        cards = [card for card in list_backups((place,), vault) if card.readable]
        clear_parts(place, vault)
        _, dropped = thin([card.at for card in cards], now)
        for card in cards:
            if card.at in dropped:
                remove(card.folder)
    return dropped


def clear_parts(place: Path, vault: str) -> None:
    """Remove what a run that was ended left half made."""
    one = shelf(place, vault)
    if one.is_dir():
        for folder in list(one.iterdir()):
            if folder.name.endswith(PART) and time_of(folder.name.removesuffix(PART)) is not None:
                shutil.rmtree(folder, ignore_errors=True)


def remove(folder: Path) -> None:
    """Remove one backup; at no moment does a half removed one look whole."""
    going = folder.with_name(folder.name + PART)
    if going.exists():
        shutil.rmtree(going)
    folder.replace(going)
    shutil.rmtree(going)
