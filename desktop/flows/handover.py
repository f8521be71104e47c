"""A family handed over to a named colleague: a card, a sealed package, a receipt. All as files."""

from dataclasses import dataclass
from pathlib import Path

from desktop.flows.opened import Clock, OpenVault
from desktop.flows.outside import read_in, write_out
from forms.ids import FamilyId
from forms.life import reason_slip
from forms.refusal import Refusal
from storage import package_card, package_file
from storage.handover import Arrived, HandOver, HandOverStore, Offered
from storage.package_card import Card, card_from_bytes

CARD_ENDING, PACKAGE_ENDING, RECEIPT_ENDING = ".gt-card", ".gt-handover", ".gt-receipt"


@dataclass(frozen=True, slots=True)
class OwnCard:
    """This practitioner's card as a file; `code` is compared aloud with whoever seals to it."""

    code: str
    file: Path


@dataclass(frozen=True, slots=True)
class Sealed:
    """A family on its way. `code` is the sender's own: the receiver compares it aloud."""

    handover: HandOver
    code: str
    file: Path


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A family that was taken in, and the receipt to send back."""

    arrived: Arrived
    receipt: Path


class HandOverFlow:
    """File names tell a day or a code, never a person."""

    def __init__(self, open_vault: OpenVault, clock: Clock) -> None:
        self._open = open_vault
        self._clock = clock
        self._store = HandOverStore(open_vault.vault)

    def write_card(self, folder: Path) -> OwnCard:
        """Write this vault's receiving card for the colleague who will seal to it."""
        card, content = self._store.card()
        place = folder / f"Golden-Thread-{card.code}{CARD_ENDING}"
        write_out(place, content)
        return OwnCard(card.code, place)

    def read_card(self, file: Path) -> Card:
        """A colleague's card: show the name and the short code before anything is sealed to it.

        Raises NotACard.
        """
        return card_from_bytes(read_in(file, package_card.MOST_BYTES))

    def seal(self, family: FamilyId, to: Card, folder: Path) -> Sealed:
        """Seal the family's whole record into a file; from now on it can only be read here.

        Nothing is handed over where the file cannot be written. Raises OwnCard, AlreadyHandedOver.
        """
        now = self._clock()
        with self._open.vault.transaction():
            handover, content = self._store.seal(family, to, now)
            day = now.strftime("%Y-%m-%d")
            name = f"Golden-Thread-{day}-{handover.package[:6].upper()}{PACKAGE_ENDING}"
            write_out(folder / name, content)
        return Sealed(handover, self._store.code(), folder / name)

    def withdraw(self, package: str, reason: str) -> Refusal | None:
        """Take a hand-over back whose package was never opened."""
        slip = reason_slip(reason)
        if slip is None:
            self._store.withdraw(package, reason.strip(), self._clock())
        return slip

    def look(self, file: Path) -> Offered:
        """What a package holds and whom it is from, before it is taken in.

        Raises NotAPackage, PackageTooNew, PackageForAnother, PackageDamaged, AlreadyReceived and
        FamilyHeldAlready.
        """
        return self._store.look(self._package(file))

    def take_in(self, file: Path, folder: Path) -> TakenIn:
        """Take the family in, and write the receipt into this folder."""
        arrived, receipt = self._store.take_in(self._package(file), self._clock())
        return TakenIn(arrived, self._receipt(arrived.package, receipt, folder))

    def write_receipt(self, package: str, folder: Path) -> Path:
        """Write the receipt again, where the first was lost on its way."""
        return self._receipt(package, self._store.receipt(package), folder)

    def confirm(self, file: Path) -> HandOver:
        """Read a receipt: the family is handed over, and stays here to be read.

        Raises NotAReceipt and ReceiptForAnother.
        """
        return self._store.confirm(read_in(file, package_card.MOST_BYTES), self._clock())

    def standing(self, family: FamilyId) -> HandOver | None:
        """The hand-over that makes this family read-only here, if there is one."""
        return self._store.standing(family)

    def handovers(self) -> tuple[HandOver, ...]:
        """All hand-overs from this vault, oldest first."""
        return self._store.handovers()

    def came_from(self, family: FamilyId) -> tuple[Arrived, ...]:
        """From whom this family came; what was recorded before is theirs."""
        return self._store.arrived(family)

    def _package(self, file: Path) -> bytes:
        return read_in(file, package_file.MOST_BYTES)

    def _receipt(self, package: str, content: bytes, folder: Path) -> Path:
        place = folder / f"Golden-Thread-{package[:6].upper()}{RECEIPT_ENDING}"
        write_out(place, content)
        return place
