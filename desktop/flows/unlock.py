"""Making a vault and opening it. Loads the cipher: import this only when someone signs in."""

import math
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from desktop.flows.opened import Clock, OpenVault
from forms.pack_loader import load_packs
from forms.people import Practitioner
from storage import attempts
from storage.attempts import News, TooSoon
from storage.audit import note_failures
from storage.errors import DiskFull, DiskTrouble, ReadOnly, WrongPassphrase
from storage.families import FamilyStore
from storage.header import DEFAULT_COST, KdfCost
from storage.letters import LetterStore
from storage.preferences import PreferenceStore
from storage.records import RecordStore
from storage.recovery import RecoverySheet
from storage.recovery_organisation import Organisation, organisation_in
from storage.recovery_unlock import seals
from storage.vault import Vault
from sync import lease


def _present() -> datetime:
    return datetime.now(UTC)


def _least() -> KdfCost:
    return DEFAULT_COST


class UnlockFlow:
    """Vaults live in folders of their own under `root`, named by chance, not by person.

    `cost` gives what a guess at a new vault's passphrase should cost: `storage.keys.calibrate`
    measures it on this machine.
    """

    def __init__(
        self, root: Path, clock: Clock = _present, *, cost: Callable[[], KdfCost] = _least
    ) -> None:
        self._root = root
        self._clock = clock
        self._cost = cost

    def organisation(self) -> Organisation | None:
        """Whose recovery key is on this laptop; show its name and fingerprint at set-up.

        Raises OrganisationDamaged.
        """
        return organisation_in(self._root.parent)

    def make(
        self,
        practitioner: Practitioner,
        passphrase: str,
        *,
        sheet: RecoverySheet | None = None,
        organisation: Organisation | None = None,
    ) -> OpenVault:
        """A new vault for this practitioner, opened; sealed under the sheet that will be printed.

        It is sealed to this organisation too: the very one whose fingerprint was compared.
        """
        folder = self._root / secrets.token_hex(8)
        ways = seals(sheet, organisation)
        vault = Vault.create(
            folder, practitioner, passphrase, cost=self._cost(), seals=ways, clock=self._clock
        )
        return opened(vault)

    def open(self, folder: Path, passphrase: str) -> OpenVault:
        """The vault in this folder, opened with its passphrase.

        Raises TooSoon, without trying, while the wait after wrong passphrases lasts.
        """
        wait = attempts.wait_before_next(folder, self._clock())
        if wait > 0:
            raise TooSoon(math.ceil(wait))
        try:
            vault = Vault.open(folder, passphrase, clock=self._clock)
        except WrongPassphrase:
            with _where_the_disk_lets_us():
                attempts.record_failure(folder, self._clock())
            raise
        with _where_the_disk_lets_us():
            note_failures(vault, attempts.record_success(folder), self._clock())
        return opened(vault)

    def news(self, folder: Path) -> News:
        """Failed unlocks and recoveries the practitioner has not been told; ask after unlocking."""
        return attempts.news_of(folder)


def _where_the_disk_lets_us() -> suppress:
    """A full disk must neither hide that a passphrase was wrong nor keep out a right one."""
    return suppress(DiskFull, DiskTrouble, ReadOnly)


def opened(vault: Vault) -> OpenVault:
    """The stores around an open vault, with the content packs it works with.

    Its lease is judged now, and not again while it is open.
    """
    lease.judge(vault)
    return OpenVault(
        vault=vault,
        practitioner=vault.practitioner(),
        packs=load_packs(),
        families=FamilyStore(vault),
        records=RecordStore(vault),
        letters=LetterStore(vault),
        preferences=PreferenceStore(vault),
    )
