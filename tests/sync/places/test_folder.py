import errno
import os
from pathlib import Path

import pytest

from sync.errors import Gone, PlaceFull, PlaceUnreachable
from sync.places.folder import ASIDE, FolderPlace
from sync.places.place import TO_TEAM
from tests.sync.places.contract import Opened, PlaceContract, named


class TestFolder(PlaceContract):
    @pytest.fixture
    def opened(self, tmp_path: Path) -> Opened:
        return lambda: FolderPlace(tmp_path)


def test_a_stick_that_is_out_is_not_an_empty_place(tmp_path: Path) -> None:
    place = FolderPlace(tmp_path / "stick")

    with pytest.raises(PlaceUnreachable):
        list(place.names(TO_TEAM))
    with pytest.raises(PlaceUnreachable):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
    assert not (tmp_path / "stick").exists()


def test_a_file_still_being_written_is_not_listed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "half.gte.part").write_bytes(b"half")

    assert list(FolderPlace(tmp_path).names(TO_TEAM)) == []


def test_a_link_is_listed_but_never_followed(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"somebody's diary")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.gte").symlink_to(tmp_path / "secret")
    place = FolderPlace(tmp_path)

    assert [entry.name for entry in place.names(TO_TEAM)] == ["link.gte"]
    with pytest.raises(Gone):
        place.get(TO_TEAM, "link.gte")
    place.set_aside(TO_TEAM, "link.gte")

    assert (tmp_path / "secret").read_bytes() == b"somebody's diary"
    assert (tmp_path / ASIDE / "link.gte").is_symlink()


def test_a_pipe_does_not_hold_anybody_up(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    os.mkfifo(tmp_path / "in" / "pipe.gte")

    with pytest.raises(Gone):
        FolderPlace(tmp_path).get(TO_TEAM, "pipe.gte")


def test_nothing_half_written_stays_where_the_place_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(PlaceFull):
        FolderPlace(tmp_path).put(TO_TEAM, named(b"sealed"), b"sealed")
    assert list((tmp_path / "in").iterdir()) == []


def test_a_place_without_hard_links_still_names_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_names: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", no_links)
    place = FolderPlace(tmp_path)
    place.put(TO_TEAM, named(b"sealed"), b"sealed")

    assert place.get(TO_TEAM, named(b"sealed")) == b"sealed"
