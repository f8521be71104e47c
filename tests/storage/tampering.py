"""What someone with the key of the records could do to them behind Golden Thread's back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forms.ids import ContactId
from storage import keys
from storage.header import RECORDS_FILE, read_header
from storage.sql import Connection
from storage.vault import Vault
from tests.storage.samples import LATER, PASSPHRASE, a_started_contact, a_vault, an_outcome

CONTACT = ContactId("contact-1")


def a_vault_with_a_story(root: Path) -> Path:
    """A closed vault whose log has some entries: opened twice, a contact started and finished."""
    vault = a_vault(root)
    records, revision = a_started_contact(vault)
    records.finish(CONTACT, an_outcome(), based_on=revision, at=LATER)
    vault.close()
    Vault.open(vault.folder, PASSPHRASE).close()
    return vault.folder


@contextmanager
def behind_its_back(folder: Path) -> Iterator[Connection]:
    """The records under another program's hands, every guard taken off and put back after."""
    header = read_header(folder)
    key = keys.unwrap(header.passphrase_slot, header.vault, PASSPHRASE)
    connection = Connection.to(folder / RECORDS_FILE, key)
    guards = connection.all("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    for name, _ in guards:
        connection.run(f"DROP TRIGGER {name}")
    yield connection
    for _, sql in guards:
        connection.run(sql)
    connection.close()
