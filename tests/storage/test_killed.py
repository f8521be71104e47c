"""Power gone, battery pulled: what was told as saved is there, and the vault opens."""

import subprocess
import sys
from pathlib import Path

import pytest

from forms.answers import AboutTopic, Narrative, Topic
from forms.ids import ContactId
from storage.records import RecordStore
from storage.vault import Vault
from tests.storage.samples import PASSPHRASE, a_closed_vault

TYPING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from forms.answers import AboutTopic, Narrative, Topic
from forms.ids import ContactId
from storage.records import RecordStore
from storage.vault import Vault

records = RecordStore(Vault.open(Path(sys.argv[1]), sys.argv[2]))
revision = records.load(ContactId("contact-1")).revision
while True:
    revision = records.save(
        ContactId("contact-1"),
        {AboutTopic(Topic.VOICE): Narrative(f"typed {revision + 1}")},
        based_on=revision,
        settled=revision % 5 == 0,
        place=str(revision + 1),
        at=datetime.now(UTC),
    )
    print(revision, flush=True)
"""


@pytest.mark.parametrize("saves", [1, 40, 1500])
def test_every_save_that_was_told_survives_a_kill(tmp_path: Path, saves: int) -> None:
    folder = a_closed_vault(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", TYPING, str(folder), PASSPHRASE], stdout=subprocess.PIPE, text=True
    ) as typing:
        assert typing.stdout is not None
        told = [int(typing.stdout.readline()) for _ in range(saves)]
        typing.kill()
        told += [int(line) for line in typing.stdout.read().split()]
    assert typing.returncode != 0

    vault = Vault.open(folder, PASSPHRASE)
    stored = RecordStore(vault).load(ContactId("contact-1"))
    sound = (
        vault.sql.one("PRAGMA integrity_check"),
        vault.sql.all("PRAGMA cipher_integrity_check"),
    )
    loose = vault.sql.all("PRAGMA foreign_key_check")
    vault.close()

    assert stored.revision in (told[-1], told[-1] + 1)
    assert stored.place == str(stored.revision)
    assert stored.record.answers == {AboutTopic(Topic.VOICE): Narrative(f"typed {stored.revision}")}
    assert (sound, loose) == ((("ok",), []), [])
