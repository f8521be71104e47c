"""key.json can be read before anyone signs in, and says whether it is whole."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.cards import vaults_in
from storage.errors import HeaderDamaged, KeyTooWeak, VaultMissing, VaultTooNew
from storage.header import (
    FORMAT,
    HEADER_FILE,
    RECORDS_FILE,
    Header,
    KdfCost,
    PassphraseSlot,
    header_from_bytes,
    header_to_bytes,
    read_header,
    write_header,
)

costs = st.builds(
    KdfCost, st.integers(65536, 4 * 1024**2), st.integers(3, 1000), st.integers(1, 64)
)
slots = st.builds(
    PassphraseSlot,
    costs,
    st.binary(min_size=16, max_size=16),
    st.binary(min_size=12, max_size=12),
    st.binary(min_size=48, max_size=48),
)
headers = st.builds(
    Header,
    st.text(),
    st.text(st.characters(codec=None)),
    st.binary(min_size=16, max_size=16),
    st.lists(slots, min_size=1, max_size=3).map(tuple),
)


def a_header(name: str = "Practice Jo") -> Header:
    slot = PassphraseSlot(KdfCost(), b"s" * 16, b"n" * 12, b"k" * 48)
    return Header("0123456789abcdef", name, b"d" * 16, (slot,))


def a_folder_with(root: Path, name: str, header: bytes) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / HEADER_FILE).write_bytes(header)
    (folder / RECORDS_FILE).write_bytes(b"records")
    return folder


@given(headers)
def test_every_header_comes_back_the_same(header: Header) -> None:
    assert header_from_bytes(header_to_bytes(header)) == header


@given(st.data())
def test_one_changed_bit_anywhere_never_gives_another_header(data: st.DataObject) -> None:
    whole = header_to_bytes(a_header())
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[place] ^= 1 << data.draw(st.integers(0, 7))

    try:
        found = header_from_bytes(bytes(changed))
    except (HeaderDamaged, VaultTooNew):
        return
    assert found == a_header()


@given(st.integers(0, len(header_to_bytes(a_header())) - 1))
def test_a_header_cut_short_anywhere_is_damaged(length: int) -> None:
    with pytest.raises(HeaderDamaged):
        header_from_bytes(header_to_bytes(a_header())[:length])


@pytest.mark.parametrize("held", [b"", b"{}", b"[]", b"null", b"\xff\x00", b"[" * 100_000])
def test_what_is_no_header_is_damaged(held: bytes) -> None:
    with pytest.raises(HeaderDamaged):
        header_from_bytes(held)


def rewritten(**changes: object) -> bytes:
    """A header somebody edited with care, its checksum made good again."""
    said = json.loads(header_to_bytes(a_header()))
    del said["checksum"]
    said |= changes
    return remade(said)


def remade(said: dict[str, object]) -> bytes:
    from storage.key_file import checksum  # noqa: PLC0415 only the forger needs it

    return json.dumps(said | {"checksum": checksum(said)}).encode()


def test_a_header_of_a_newer_program_is_not_called_damaged() -> None:
    with pytest.raises(VaultTooNew):
        header_from_bytes(rewritten(format=FORMAT + 1, something="new"))


@pytest.mark.parametrize(
    "changes", [{"slots": []}, {"extra": 1}, {"records_salt": "zz"}, {"vault": 7}, {"format": 0}]
)
def test_a_header_of_the_wrong_shape_is_damaged(changes: dict[str, object]) -> None:
    with pytest.raises(HeaderDamaged):
        header_from_bytes(rewritten(**changes))


@pytest.mark.parametrize("change", [{"memory_kib": 65535}, {"passes": 2}, {"lanes": 0}])
def test_a_header_that_asks_for_a_weaker_key_is_refused(change: dict[str, int]) -> None:
    slot = json.loads(header_to_bytes(a_header()))["slots"][0]

    with pytest.raises(KeyTooWeak):
        header_from_bytes(rewritten(slots=[slot | change]))


@pytest.mark.parametrize("change", [{"memory_kib": 2**40}, {"passes": 10**9}, {"lanes": 10**6}])
def test_a_header_that_would_choke_the_laptop_is_refused(change: dict[str, int]) -> None:
    slot = json.loads(header_to_bytes(a_header()))["slots"][0]

    with pytest.raises(HeaderDamaged):
        header_from_bytes(rewritten(slots=[slot | change]))


def test_writing_a_header_replaces_it_whole_and_leaves_nothing_else(tmp_path: Path) -> None:
    write_header(tmp_path, a_header("Practice Jo"))
    write_header(tmp_path, a_header("Practice Sam"))

    assert read_header(tmp_path) == a_header("Practice Sam")
    assert [p.name for p in tmp_path.iterdir()] == [HEADER_FILE]


def test_a_folder_without_a_header_is_missing_or_damaged(tmp_path: Path) -> None:
    with pytest.raises(VaultMissing):
        read_header(tmp_path)
    (tmp_path / RECORDS_FILE).touch()
    with pytest.raises(HeaderDamaged):
        read_header(tmp_path)


def test_vaults_are_listed_by_name_and_damaged_ones_are_not_hidden(tmp_path: Path) -> None:
    b = a_folder_with(tmp_path, "1", header_to_bytes(a_header("practice bea")))
    a = a_folder_with(tmp_path, "2", header_to_bytes(a_header("Practice Ada")))
    broken = a_folder_with(tmp_path, "3", b"{")
    newer = a_folder_with(tmp_path, "4", rewritten(format=FORMAT + 1))
    a_folder_with(tmp_path, ".making-5", header_to_bytes(a_header("half made")))
    (tmp_path / "6").mkdir()
    (tmp_path / "7").touch()

    cards = vaults_in(tmp_path)

    assert [(c.folder, c.display_name) for c in cards[:2]] == [
        (a, "Practice Ada"),
        (b, "practice bea"),
    ]
    assert {c.folder: type(c.trouble) for c in cards[2:]} == {
        broken: HeaderDamaged,
        newer: VaultTooNew,
    }


def test_where_nothing_is_no_vaults_are_listed(tmp_path: Path) -> None:
    assert vaults_in(tmp_path / "nowhere") == ()


def test_a_header_keeps_its_unusual_name(tmp_path: Path) -> None:
    header = replace(a_header(), display_name='Siân "Llŷr" <b> \ud83d Practice')
    write_header(tmp_path, header)

    assert read_header(tmp_path) == header


HEAVY = ("cryptography", "sqlcipher3", "pydantic", "reportlab", "PySide6")
BEFORE_SIGN_IN = ("storage.header", "storage.paths", "storage.errors")
ALL_OF_STORAGE = (
    *BEFORE_SIGN_IN,
    "storage.vault",
    "storage.families",
    "storage.records",
    "storage.letters",
    "storage.preferences",
)


@pytest.mark.parametrize("modules", [BEFORE_SIGN_IN, ALL_OF_STORAGE])
def test_the_sign_in_screen_waits_for_no_heavy_library(modules: tuple[str, ...]) -> None:
    script = f"import sys, {', '.join(modules)}; print([m for m in {HEAVY} if m in sys.modules])"

    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert told.stdout.strip() == "[]"
