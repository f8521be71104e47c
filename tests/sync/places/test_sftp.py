import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from sync.errors import (
    Gone,
    NameTaken,
    NoSuchPlace,
    NotThePlace,
    PlaceFull,
    PlaceRefuses,
    PlaceUnreachable,
)
from sync.places.place import TO_TEAM, Entry, Put
from sync.places.sftp import ASIDE, SftpPlace
from tests.sync.places.contract import Opened, PlaceContract, named
from tests.sync.places.servers_line import breaking_line, silent_server
from tests.sync.places.servers_sshd import Sshd, sshd
from tests.sync.places.servers_start import free_port, given_to_the_server

MOST_BYTES_OF_A_FULL_SERVER = 64 * 1024


@pytest.fixture(scope="module")
def server() -> Iterator[Sshd]:
    with sshd() as running:
        yield running


@pytest.fixture
def root(server: Sshd, tmp_path: Path) -> Path:
    return server.root(tmp_path.name)


@pytest.fixture
def place(server: Sshd, root: Path) -> Iterator[SftpPlace]:
    one = SftpPlace.at(server.address(root))
    yield one
    one.close()


@pytest.fixture
def box(root: Path) -> Path:
    (root / TO_TEAM).mkdir()
    return given_to_the_server(root / TO_TEAM)


class TestSftp(PlaceContract):
    @pytest.fixture
    def opened(self, server: Sshd, root: Path) -> Opened:
        return lambda: SftpPlace.at(server.address(root))


def test_a_server_with_another_key_is_told_nothing(server: Sshd, root: Path) -> None:
    place = SftpPlace.at(server.address(root, host_key="stranger"))

    with pytest.raises(NotThePlace):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
    assert list(root.iterdir()) == []


def test_a_server_without_a_key_of_the_known_kind_is_not_the_place(
    server: Sshd, root: Path
) -> None:
    place = SftpPlace.at(server.address(root, host_key="curve"))

    with pytest.raises(NotThePlace):
        list(place.names(TO_TEAM))


def test_one_of_several_known_keys_is_enough(server: Sshd, root: Path) -> None:
    keys = [(server.folder / f"{name}.pub").read_text() for name in ("stranger", "host")]
    (server.folder / "both.pub").write_text("".join(keys))
    place = SftpPlace.at(server.address(root, host_key="both"))

    assert list(place.names(TO_TEAM)) == []
    place.close()


def test_a_laptop_the_server_does_not_know_is_refused(server: Sshd, root: Path) -> None:
    place = SftpPlace.at(server.address(root, key="stranger"))

    with pytest.raises(PlaceRefuses):
        list(place.names(TO_TEAM))


def test_without_a_key_in_the_address_or_an_agent_nobody_is_let_in(
    server: Sshd, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    place = SftpPlace.at(server.address(root).replace(f"key={server.folder}/laptop&", "", 1))

    with pytest.raises(PlaceRefuses):
        list(place.names(TO_TEAM))


def test_a_folder_that_is_not_there_is_not_made(server: Sshd, root: Path) -> None:
    place = SftpPlace.at(server.address(root / "mistyped"))

    with pytest.raises(NotThePlace):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
    with pytest.raises(NotThePlace):
        list(place.names(TO_TEAM))
    with pytest.raises(NotThePlace):
        place.get(TO_TEAM, named(b"sealed"))
    place.close()
    assert list(root.iterdir()) == []


@contextmanager
def read_only(box: Path) -> Iterator[None]:
    box.chmod(0o500)
    yield
    box.chmod(0o700)


def test_a_folder_that_may_not_be_written_refuses(place: SftpPlace, box: Path) -> None:
    with read_only(box), pytest.raises(PlaceRefuses):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
    assert list(place.names(TO_TEAM)) == []


def test_where_files_may_not_be_moved_they_stay_listed(place: SftpPlace, box: Path) -> None:
    place.put(TO_TEAM, named(b"bad"), b"bad")

    with read_only(box):
        place.set_aside(TO_TEAM, named(b"bad"))

    assert [entry.name for entry in place.names(TO_TEAM)] == [named(b"bad")]


def test_a_full_server_says_so_and_keeps_no_half_of_a_file() -> None:
    with sshd(MOST_BYTES_OF_A_FULL_SERVER) as full:
        root = full.root("team")
        place = SftpPlace.at(full.address(root))
        place.put(TO_TEAM, named(b"fits"), b"fits")

        with pytest.raises(PlaceFull):
            place.put(TO_TEAM, "large.gte", b"x" * (MOST_BYTES_OF_A_FULL_SERVER + 1))

        place.close()
        assert [file.name for file in (root / TO_TEAM).iterdir()] == [named(b"fits")]


def test_links_folders_and_pipes_are_listed_but_never_followed(
    place: SftpPlace, root: Path, box: Path
) -> None:
    (root / "secret").write_bytes(b"somebody's diary")
    (box / "link.gte").symlink_to(root / "secret")
    (box / "folder.gte").mkdir()
    os.mkfifo(box / "pipe.gte")
    names = {"link.gte", "folder.gte", "pipe.gte"}

    assert {entry.name for entry in place.names(TO_TEAM)} == names
    for name in names:
        with pytest.raises(Gone):
            place.get(TO_TEAM, name)
    with pytest.raises(NameTaken):
        place.put(TO_TEAM, "link.gte", b"somebody's diary")

    place.set_aside(TO_TEAM, "link.gte")
    assert (root / ASIDE / "link.gte").is_symlink()
    assert (root / "secret").read_bytes() == b"somebody's diary"


def test_sizes_are_listed_and_files_still_being_written_are_not(
    place: SftpPlace, box: Path
) -> None:
    (box / "half.gte.part").write_bytes(b"half")
    (box / "whole.gte").write_bytes(b"whole")

    assert list(place.names(TO_TEAM)) == [Entry("whole.gte", 5)]


def test_a_name_that_is_no_text_hides_no_other(place: SftpPlace, root: Path, box: Path) -> None:
    (Path(os.fsdecode(os.fsencode(box) + b"/\xff.gte"))).write_bytes(b"stranger")
    place.put(TO_TEAM, named(b"ours"), b"ours")

    names = {entry.name for entry in place.names(TO_TEAM)}
    place.set_aside(TO_TEAM, "\udcff.gte")

    assert names == {"\udcff.gte", named(b"ours")}
    assert [entry.name for entry in place.names(TO_TEAM)] == [named(b"ours")]
    assert [os.fsencode(file.name) for file in (root / ASIDE).iterdir()] == [b"\xff.gte"]


def test_a_server_that_can_flush_is_asked_to(place: SftpPlace) -> None:
    place.put(TO_TEAM, named(b"sealed"), b"sealed")

    assert place._flushes


def test_two_of_one_name_are_both_kept_aside(place: SftpPlace, root: Path) -> None:
    for content in (b"first", b"second"):
        place.put(TO_TEAM, "same.gte", content)
        place.set_aside(TO_TEAM, "same.gte")

    kept = {file.read_bytes() for file in (root / ASIDE).iterdir()}
    assert kept == {b"first", b"second"}


def test_many_laptops_at_once_give_a_name_to_one_content(server: Sshd, root: Path) -> None:
    outcomes: list[str] = []

    def put(content: bytes) -> None:
        place = SftpPlace.at(server.address(root))
        try:
            outcomes.append(place.put(TO_TEAM, "wanted.gte", content).value)
        except NameTaken:
            outcomes.append("taken")
        finally:
            place.close()

    laptops = [threading.Thread(target=put, args=(bytes([n]) * 9,)) for n in range(8)]
    for laptop in laptops:
        laptop.start()
    for laptop in laptops:
        laptop.join()

    assert sorted(outcomes) == [Put.NEW.value] + ["taken"] * 7


def test_a_line_that_breaks_is_out_of_reach_and_leaves_nothing_with_the_name(
    server: Sshd, root: Path
) -> None:
    content = b"x" * 500_000
    with breaking_line(server.port, most_up=100_000) as line:
        place = SftpPlace.at(server.address(root, line.port))
        with pytest.raises(PlaceUnreachable):
            place.put(TO_TEAM, named(content), content)
        place.close()

    again = SftpPlace.at(server.address(root))
    assert list(again.names(TO_TEAM)) == []
    assert again.put(TO_TEAM, named(content), content) is Put.NEW
    again.close()


def test_after_a_broken_line_the_same_place_connects_anew(server: Sshd, root: Path) -> None:
    content = b"x" * 100_000
    with breaking_line(server.port, most_down=50_000) as line:
        place = SftpPlace.at(server.address(root, line.port))
        place.put(TO_TEAM, named(content), content)
        with pytest.raises(PlaceUnreachable):
            place.get(TO_TEAM, named(content))

        assert [entry.size for entry in place.names(TO_TEAM)] == [len(content)]
        place.close()


def test_nobody_there_is_out_of_reach(server: Sshd, root: Path) -> None:
    place = SftpPlace.at(server.address(root, free_port()))

    with pytest.raises(PlaceUnreachable):
        list(place.names(TO_TEAM))


def test_one_who_says_nothing_is_not_waited_for(server: Sshd, root: Path) -> None:
    with silent_server() as port:
        place = SftpPlace.at(server.address(root, port), patience=0.2)

        with pytest.raises(PlaceUnreachable):
            list(place.names(TO_TEAM))


def test_one_who_is_no_ssh_server_is_not_the_place(server: Sshd, root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        place = SftpPlace.at(server.address(root, port))
        greeting = threading.Thread(target=_say_welcome, args=(listener,))
        greeting.start()

        with pytest.raises(NotThePlace):
            list(place.names(TO_TEAM))
        greeting.join()


def _say_welcome(listener: socket.socket) -> None:
    line, _ = listener.accept()
    with line, suppress(ConnectionError):
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\nWelcome! Please sign in.\r\n")
        while line.recv(4096):
            pass


@pytest.mark.parametrize("content", [b"", b"not a key", b"ssh-ed25519\n", b"ssh-new AAAA x\n"])
def test_a_host_key_that_cannot_be_read_is_no_address(
    server: Sshd, root: Path, content: bytes
) -> None:
    (server.folder / "odd.pub").write_bytes(content)

    with pytest.raises(NoSuchPlace):
        SftpPlace.at(server.address(root, host_key="odd"))


def test_a_key_that_cannot_be_read_is_no_address_and_is_not_shown(server: Sshd, root: Path) -> None:
    (server.folder / "odd").write_bytes(b"a secret that is no key")

    with pytest.raises(NoSuchPlace) as failure:
        SftpPlace.at(server.address(root, key="odd"))
    assert "secret" not in f"{failure.value} {failure.value.__cause__}"
