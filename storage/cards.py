"""Whose vaults are on this laptop. The first window waits for this, so it reads only the names."""

import json
from pathlib import Path
from typing import NamedTuple

from storage.errors import KnownFailure
from storage.files import disk_failures
from storage.key_file import FORMAT, HEADER_FILE, RECORDS_FILE


class VaultCard(NamedTuple):  # dataclasses take 3 ms to load, and nothing else here needs them
    """A vault as the sign-in screen shows it; `trouble` is set where its key file is unusable."""

    folder: Path
    display_name: str
    trouble: KnownFailure | None = None


def vaults_in(root: Path) -> tuple[VaultCard, ...]:
    """Every vault under this folder, by name; damaged ones last, never hidden.

    A dot in the name of a folder tells one that is being made, or was put aside by a restore.
    """
    if not root.is_dir():
        return ()
    with disk_failures():
        folders = [f for f in root.iterdir() if "." not in f.name and f.is_dir()]
        vaults = [f for f in folders if (f / HEADER_FILE).exists() or (f / RECORDS_FILE).exists()]
    cards = [_card(folder) for folder in vaults]
    return tuple(sorted(cards, key=lambda c: (c.trouble is not None, c.display_name.casefold())))


def _card(folder: Path) -> VaultCard:
    name = _name_at_a_glance(folder)
    if name is not None:
        return VaultCard(folder, name)
    from storage.header import read_header  # noqa: PLC0415 - the closer look is seldom needed

    try:
        return VaultCard(folder, read_header(folder).display_name)
    except KnownFailure as failure:
        return VaultCard(folder, "", failure)


def _name_at_a_glance(folder: Path) -> str | None:
    """The name in a key file of a format we know; None where it takes a closer look.

    Whether the file is whole is summed up when it is opened: summing loads a library of its own.
    """
    try:
        said = json.loads((folder / HEADER_FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    match said:
        case {"format": int(number), "display_name": str(name), "checksum": str()} if (
            number <= FORMAT
        ):
            return name
        case _:
            return None
