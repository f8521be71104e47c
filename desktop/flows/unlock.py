"""Making a vault and opening it. Loads the cipher: import this only when someone signs in."""

import secrets
from pathlib import Path

from desktop.flows.opened import OpenVault
from forms.pack_loader import load_packs
from forms.people import Practitioner
from storage.families import FamilyStore
from storage.letters import LetterStore
from storage.preferences import PreferenceStore
from storage.records import RecordStore
from storage.vault import Vault


class UnlockFlow:
    """Vaults live in folders of their own under `root`, named by chance, not by person."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def make(self, practitioner: Practitioner, passphrase: str) -> OpenVault:
        """A new vault for this practitioner, opened."""
        folder = self._root / secrets.token_hex(8)
        return opened(Vault.create(folder, practitioner, passphrase))

    def open(self, folder: Path, passphrase: str) -> OpenVault:
        """The vault in this folder, opened with its passphrase."""
        return opened(Vault.open(folder, passphrase))


def opened(vault: Vault) -> OpenVault:
    """The stores around an open vault, with the content packs it works with."""
    return OpenVault(
        vault=vault,
        practitioner=vault.practitioner(),
        packs=load_packs(),
        families=FamilyStore(vault),
        records=RecordStore(vault),
        letters=LetterStore(vault),
        preferences=PreferenceStore(vault),
    )
