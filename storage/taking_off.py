"""A laptop taken off its team: its own ways into the vault are taken out of every key file here.

Nothing else is touched: the records stay as they are, and the organisation's key opens them.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from storage.backup_shelf import shelf
from storage.errors import KnownFailure
from storage.files import disk_failures, flush_folder
from storage.header import HEADER_FILE, Header, read_header, write_header
from storage.keys import KEY_BYTES
from storage.restore_aside import DAMAGED
from storage.vault import Vault


def vault_key(vault: Vault) -> tuple[str, bytes]:
    """The id of this open vault and the key its records are sealed with."""
    return read_header(vault.folder).vault, vault.connection.sealed_with[:KEY_BYTES]


def is_taken_off(vault: Vault) -> bool:
    """Whether the ways in were taken out already."""
    return read_header(vault.folder).is_taken_off


def take_ways_out(vault: Vault, backups: Path, elsewhere: Iterable[Path] = ()) -> None:
    """Take passphrase and sheet out of the key files of this vault, its own last.

    `backups` is the place on this laptop; places `elsewhere` are mended where they can be reached.
    Whenever this is interrupted, `is_taken_off` says no, and it is done again as a whole.
    Raises a KnownFailure.
    """
    header = read_header(vault.folder)
    for place in elsewhere:
        with suppress(KnownFailure, OSError):
            _mend(_on_shelf(place, header.vault), header.vault)
    with disk_failures():
        _mend(_on_shelf(backups, header.vault), header.vault)
        _mend(_beside(vault.folder), header.vault)
        for damaged in vault.folder.glob(f"{HEADER_FILE}.{DAMAGED}-*"):
            damaged.unlink()  # it may be whole enough to open with the old passphrase
        flush_folder(vault.folder)
    write_header(vault.folder, header.without_own_ways())


def _on_shelf(place: Path, vault: str) -> Iterator[Path]:
    """Every backup there, and what is being made into one."""
    one = shelf(place, vault)
    return one.iterdir() if one.is_dir() else iter(())


def _beside(folder: Path) -> Iterator[Path]:
    """What a restore put aside."""
    return (other for other in folder.parent.iterdir() if other != folder)


def _mend(folders: Iterable[Path], vault: str) -> None:
    for folder in folders:
        held = _header_of(folder)
        if held is not None and held.vault == vault and not held.is_taken_off:
            write_header(folder, held.without_own_ways())


def _header_of(folder: Path) -> Header | None:
    """None where there is none that opens anything."""
    if not folder.is_dir():
        return None
    with suppress(KnownFailure):
        return read_header(folder)
    return None
