"""Damage to what a power cut left beside the records is told; what is whole is taken in silence."""

import shutil
from pathlib import Path

import pytest

from forms.answers import Narrative
from forms.ids import ContactId
from storage.soundness import Trouble
from storage.vault import Vault
from storage.verify import against_what_is_written_down, verify
from tests.storage.samples import NOW, PASSPHRASE, VOICE, a_started_contact, a_vault

SAVES = 12


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A vault as it stands when the power goes after some words."""
    vault = a_vault(tmp_path)
    records, revision = a_started_contact(vault)
    for number in range(SAVES):
        revision = records.save(
            ContactId("contact-1"),
            {VOICE: Narrative(f"typed {number}")},
            based_on=revision,
            settled=False,
            place="voice",
            at=NOW,
        )
    folder = Path(shutil.copytree(vault.folder, tmp_path / "crashed"))
    vault.close()
    return folder


def wal(folder: Path) -> Path:
    return folder / "records.db-wal"


def told(folder: Path) -> list[Trouble]:
    vault = Vault.open(folder, PASSPHRASE)
    found = against_what_is_written_down(vault)
    vault.close()
    return [finding.trouble for finding in found]


def test_whole_writes_are_taken_without_a_word(crashed: Path) -> None:
    assert wal(crashed).stat().st_size > 0

    assert Trouble.WRITES_LOST not in told(crashed)


def test_a_write_that_was_only_begun_is_no_loss(crashed: Path) -> None:
    with wal(crashed).open("ab") as file:
        file.write(b"\1" * 1000)

    assert Trouble.WRITES_LOST not in told(crashed)


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.9], ids=lambda part: f"{part:.0%}")
def test_a_bit_turned_in_unfinished_writes_is_told_once(crashed: Path, part: float) -> None:
    held = bytearray(wal(crashed).read_bytes())
    held[int(len(held) * part)] ^= 4
    wal(crashed).write_bytes(held)
    looked_at = Path(shutil.copytree(crashed, crashed.with_name("looked at")))

    assert Trouble.WRITES_LOST in {finding.trouble for finding in verify(looked_at, PASSPHRASE)}
    assert told(crashed)[0] is Trouble.WRITES_LOST
    assert Trouble.WRITES_LOST not in told(crashed)
