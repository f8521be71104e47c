"""Rights and room on the disk, as POSIX systems know them; Windows keeps both elsewhere."""

import resource
import stat
from pathlib import Path

import pytest

from storage.errors import KnownFailure, ReadOnly
from storage.header import HEADER_FILE, RECORDS_FILE
from storage.vault import Vault
from tests.storage.ordinary import as_an_ordinary_person, in_a_child, place_of_an_ordinary_person
from tests.storage.samples import (
    PASSPHRASE,
    a_closed_vault,
    a_practitioner,
    a_started_contact,
    a_vault,
    prints_of,
)


def test_a_vault_is_for_its_owner_alone(tmp_path: Path) -> None:
    vault = a_vault(tmp_path)
    a_started_contact(vault)
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in vault.folder.iterdir()}
    vault.close()

    assert stat.S_IMODE(vault.folder.stat().st_mode) == 0o700
    assert set(modes) >= {HEADER_FILE, RECORDS_FILE}
    assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("room", [0, 100, 5_000])
def test_where_there_is_no_room_a_vault_is_not_made_and_nothing_is_left(
    tmp_path: Path, room: int
) -> None:
    def make() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        try:
            Vault.create(tmp_path / "vaults" / "v", a_practitioner(), PASSPHRASE)
        except KnownFailure as failure:
            return failure.sentence
        return "made"

    told = in_a_child(make)

    assert "disk" in told
    assert list((tmp_path / "vaults").iterdir()) == []


@pytest.mark.parametrize("spared", ["", HEADER_FILE, RECORDS_FILE])
def test_a_folder_that_may_not_be_written_says_so_and_nothing_changes(spared: str) -> None:
    with place_of_an_ordinary_person() as place:
        folder = a_closed_vault(place)
        before = prints_of(folder)
        for path in folder.iterdir():
            path.chmod(0o600 if path.name == spared else 0o400)
        folder.chmod(0o500)

        told = as_an_ordinary_person(place, lambda: _told_on_opening(folder))

        assert told == ReadOnly.sentence
        assert prints_of(folder) == before


def test_a_vault_is_not_made_where_nothing_may_be_written() -> None:
    with place_of_an_ordinary_person() as place:
        Vault.create(place / "imports-everything-first", a_practitioner(), PASSPHRASE).close()
        locked = place / "locked"
        locked.mkdir(mode=0o500)

        def make() -> str:
            try:
                Vault.create(locked / "v", a_practitioner(), PASSPHRASE)
            except KnownFailure as failure:
                return failure.sentence
            return "made"

        assert as_an_ordinary_person(place, make) == ReadOnly.sentence
        assert list(locked.iterdir()) == []


def _told_on_opening(folder: Path) -> str:
    try:
        Vault.open(folder, PASSPHRASE).close()
    except KnownFailure as failure:
        return failure.sentence
    return "opened"
