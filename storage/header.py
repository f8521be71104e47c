"""key.json: what may be read before a passphrase is typed. Light: no cryptography, no SQL."""

import contextlib
import json
import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from storage import key_file
from storage.errors import (
    HeaderDamaged,
    KeyTooWeak,
    TakenOff,
    VaultMissing,
    VaultTooNew,
)
from storage.files import disk_failures, flush_folder, open_new_private
from storage.recovery_slots import (
    NONCE_BYTES,
    SALT_BYTES,
    SEALED_BYTES,
    OrganisationSlot,
    RecoverySlot,
    TakenOffSlot,
    recovery_from_json,
    recovery_to_json,
    sized,
)

HEADER_FILE = key_file.HEADER_FILE
RECORDS_FILE = key_file.RECORDS_FILE
FORMAT = key_file.FORMAT
_ORDINARY_FORMAT = 2
canonical = key_file.canonical

LEAST_MEMORY_KIB = 64 * 1024
LEAST_PASSES = 3
_MOST_MEMORY_KIB = 4 * 1024 * 1024
_MOST_PASSES = 1000
_MOST_LANES = 64
_MOST_HEADER_BYTES = 64 * 1024
_SLOT_FORMAT = 1


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one guess of a passphrase costs: Argon2id memory in KiB, passes over it, and lanes."""

    memory_kib: int = LEAST_MEMORY_KIB
    passes: int = LEAST_PASSES
    lanes: int = 4

    def __post_init__(self) -> None:
        if self.memory_kib < LEAST_MEMORY_KIB or self.passes < LEAST_PASSES or self.lanes < 1:
            raise KeyTooWeak


DEFAULT_COST = KdfCost()


@dataclass(frozen=True, slots=True)
class PassphraseSlot:
    """The data key, sealed under a key derived from the passphrase (Argon2id, AES-256-GCM)."""

    cost: KdfCost
    salt: bytes
    nonce: bytes
    sealed_key: bytes


Slot = PassphraseSlot | RecoverySlot | OrganisationSlot | TakenOffSlot
"""The ways to the data key, and the mark that the laptop's own were taken out."""


@dataclass(frozen=True, slots=True)
class Header:
    """The vault's label. `records_salt` is the salt in the first bytes of the records file."""

    vault: str
    display_name: str
    records_salt: bytes
    slots: tuple[Slot, ...]

    @property
    def passphrase_slot(self) -> PassphraseSlot:
        """The slot that a passphrase opens. Raises TakenOff or HeaderDamaged if there is none."""
        slot = next((s for s in self.slots if isinstance(s, PassphraseSlot)), None)
        if slot is None:
            raise TakenOff if self.is_taken_off else HeaderDamaged
        return slot

    @property
    def cost(self) -> KdfCost:
        """What a guess at the passphrase costs; the least where the passphrase was taken out."""
        has_none = not any(isinstance(s, PassphraseSlot) for s in self.slots)
        return DEFAULT_COST if self.is_taken_off and has_none else self.passphrase_slot.cost

    @property
    def is_taken_off(self) -> bool:
        """Whether the laptop's own ways were ever taken out, after the team had the key."""
        return any(isinstance(s, TakenOffSlot) for s in self.slots)

    @property
    def recovery_slot(self) -> RecoverySlot | None:
        """The slot that the printed sheet opens, if a sheet was ever made. Raises TakenOff."""
        slot = next((s for s in self.slots if isinstance(s, RecoverySlot)), None)
        if slot is None and self.is_taken_off:
            raise TakenOff
        return slot

    @property
    def organisation_slot(self) -> OrganisationSlot | None:
        """The slot that two shares of the organisation's key open, if there is one."""
        return next((s for s in self.slots if isinstance(s, OrganisationSlot)), None)

    def with_slot(self, slot: Slot) -> Self:
        """This header with the slots of that kind replaced by this one, the others kept."""
        others = tuple(s for s in self.slots if not isinstance(s, type(slot)))
        return replace(self, slots=(*others, slot))

    def without_own_ways(self) -> Self:
        """This header without passphrase and sheet; the organisation's key opens it as before."""
        shared = tuple(s for s in self.slots if isinstance(s, OrganisationSlot))
        return replace(self, slots=(*shared, TakenOffSlot()))


def read_header(folder: Path) -> Header:
    """The header of the vault in this folder. Raises HeaderDamaged, VaultTooNew, VaultMissing."""
    with disk_failures():
        try:
            with (folder / HEADER_FILE).open("rb") as file:
                held = file.read(_MOST_HEADER_BYTES + 1)
        except FileNotFoundError:
            missing = HeaderDamaged if (folder / RECORDS_FILE).exists() else VaultMissing
            raise missing from None
    return header_from_bytes(held)


def write_header(folder: Path, header: Header) -> None:
    """Put this header in place at once: whoever reads sees the old one or the new one, whole."""
    import secrets  # noqa: PLC0415 - reading a header does without

    new = folder / f".{HEADER_FILE}.{secrets.token_hex(4)}"
    with disk_failures():
        try:
            with open_new_private(new) as file:
                file.write(header_to_bytes(header))
                file.flush()
                os.fsync(file.fileno())
            new.replace(folder / HEADER_FILE)
            for left in folder.glob(f".{HEADER_FILE}.*"):
                left.unlink(missing_ok=True)  # of a write that a power cut ended
        except OSError:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
        flush_folder(folder)


def header_to_bytes(header: Header) -> bytes:
    said: dict[str, object] = {
        "format": FORMAT if header.is_taken_off else _ORDINARY_FORMAT,
        "vault": header.vault,
        "display_name": header.display_name,
        "records_salt": header.records_salt.hex(),
        "slots": [_slot_to_json(slot) for slot in header.slots],
    }
    return json.dumps(said | {"checksum": key_file.checksum(said)}, indent=1).encode()


def header_from_bytes(held: bytes) -> Header:
    """Read and check a header; anything that does not fit is damage, or made by a newer version."""
    try:
        said = json.loads(held)
    except (ValueError, RecursionError):
        raise HeaderDamaged from None
    if not isinstance(said, dict) or said.pop("checksum", None) != key_file.checksum(said):
        raise HeaderDamaged
    match said:
        case {"format": int(number)} if number > FORMAT:
            raise VaultTooNew
        case {
            "format": 1 | 2 | 3,
            "vault": str(vault),
            "display_name": str(name),
            "records_salt": str(salt),
            "slots": [_, *_] as slots,
            **rest,
        } if not rest:
            return Header(
                vault=vault,
                display_name=name,
                records_salt=_bytes(salt, SALT_BYTES),
                slots=tuple(_slot_from_json(slot) for slot in slots),
            )
        case _:
            raise HeaderDamaged


def slot_context(vault: str, cost: KdfCost, salt: bytes) -> bytes:
    """What a passphrase slot is bound to: change any of it, and the slot no longer opens."""
    said = {"format": _SLOT_FORMAT, "vault": vault, **_kdf_to_json(cost, salt)}
    return canonical(said)


def _slot_to_json(slot: Slot) -> dict[str, object]:
    if isinstance(slot, TakenOffSlot):
        return {"kind": "taken_off"}
    if not isinstance(slot, PassphraseSlot):
        return recovery_to_json(slot)
    return {
        "kind": "passphrase",
        **_kdf_to_json(slot.cost, slot.salt),
        "nonce": slot.nonce.hex(),
        "sealed_key": slot.sealed_key.hex(),
    }


def _kdf_to_json(cost: KdfCost, salt: bytes) -> dict[str, object]:
    return {
        "kdf": "argon2id",
        "memory_kib": cost.memory_kib,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "salt": salt.hex(),
    }


def _slot_from_json(said: object) -> Slot:
    match said:
        case {
            "kind": "passphrase",
            "kdf": "argon2id",
            "memory_kib": int(memory),
            "passes": int(passes),
            "lanes": int(lanes),
            "salt": str(salt),
            "nonce": str(nonce),
            "sealed_key": str(sealed),
            **rest,
        } if not rest:
            if memory > _MOST_MEMORY_KIB or passes > _MOST_PASSES or lanes > _MOST_LANES:
                raise HeaderDamaged
            return PassphraseSlot(
                cost=KdfCost(memory, passes, lanes),
                salt=_bytes(salt, SALT_BYTES),
                nonce=_bytes(nonce, NONCE_BYTES),
                sealed_key=_bytes(sealed, SEALED_BYTES),
            )
        case _:
            try:
                return recovery_from_json(said)
            except ValueError:
                raise HeaderDamaged from None


def _bytes(text: str, length: int) -> bytes:
    try:
        return sized(text, length)
    except ValueError:
        raise HeaderDamaged from None
