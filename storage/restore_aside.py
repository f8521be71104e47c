"""A vault put aside while another takes its place: two renames, and what mends a power cut between.

Light: the sign-in screen calls `settle` before it lists the vaults.
"""

import re
import shutil
from datetime import datetime
from pathlib import Path

from storage.backup_shelf import name_of
from storage.files import disk_failures, flush_folder

REPLACED = "replaced"
DAMAGED = "damaged"
_ASIDE = re.compile(rf"(?P<vault>.+)\.({REPLACED}|{DAMAGED})-(?P<at>\d{{8}}T\d{{6}}Z)(-\d+)?")
_ARRIVING = ".arriving"


def arriving_beside(vault_folder: Path) -> Path:
    """Where what is to take this place is made ready; what an ended run left there is removed."""
    arriving = vault_folder.with_name(vault_folder.name + _ARRIVING)
    with disk_failures():
        vault_folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if arriving.exists():
            shutil.rmtree(arriving)
    return arriving


def swap_in(arriving: Path, vault_folder: Path, at: datetime, *, damaged: bool) -> Path | None:
    """Two renames: what is here goes aside, what arrives takes its place. Gives the aside folder.

    If the power goes between them, `settle` puts back what went aside.
    """
    aside = None
    with disk_failures():
        if vault_folder.exists():
            aside = _free_aside(vault_folder, DAMAGED if damaged else REPLACED, at)
            vault_folder.replace(aside)
        try:
            arriving.replace(vault_folder)
        except OSError:
            if aside is not None:
                aside.replace(vault_folder)
            raise
        flush_folder(vault_folder.parent)
    return aside


def settle(root: Path) -> None:
    """After a power cut in the middle of a restore: every vault under this folder is in its place.

    Call it before vaults are listed, while none is open.
    """
    if not root.is_dir():
        return
    with disk_failures():
        names = {folder.name for folder in root.iterdir()}
        for name in {m["vault"] for m in map(_ASIDE.fullmatch, names) if m} - names:
            newest = set_aside(root / name)[0]
            newest.replace(root / name)
        for name in names:
            if name.endswith(_ARRIVING):
                shutil.rmtree(root / name, ignore_errors=True)
        flush_folder(root)


def set_aside(vault_folder: Path) -> tuple[Path, ...]:
    """What restoring put aside from this place, newest first."""
    beside = [(f, _ASIDE.fullmatch(f.name)) for f in vault_folder.parent.iterdir()]
    mine = [(m["at"], f) for f, m in beside if m and m["vault"] == vault_folder.name]
    return tuple(folder for _, folder in sorted(mine, reverse=True))


def _free_aside(vault_folder: Path, why: str, at: datetime) -> Path:
    wanted = vault_folder.with_name(f"{vault_folder.name}.{why}-{name_of(at)}")
    number = 1
    free = wanted
    while free.exists():
        number += 1
        free = wanted.with_name(f"{wanted.name}-{number}")
    return free
