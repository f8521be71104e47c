"""The other ways to the data key, as `key.json` holds them: a recovery sheet, an organisation."""

from dataclasses import dataclass

SALT_BYTES = 16
NONCE_BYTES = 12
SEALED_BYTES = 48
PUBLIC_BYTES = 32
_MOST_SHEET = 2**15 - 1


@dataclass(frozen=True, slots=True)
class RecoverySlot:
    """The data key, sealed under the secret of the printed sheet with this number."""

    sheet: int
    salt: bytes
    nonce: bytes
    sealed_key: bytes


@dataclass(frozen=True, slots=True)
class OrganisationSlot:
    """The data key, sealed to an organisation's public key (X25519, HKDF, AES-256-GCM).

    `organisation` is the fingerprint of that key, `sheet` the number its three shares carry,
    `sender` the public key made for this one seal.
    """

    organisation: str
    sheet: int
    sender: bytes
    nonce: bytes
    sealed_key: bytes


@dataclass(frozen=True, slots=True)
class TakenOffSlot:
    """No way in: tells that the laptop was taken off its team, and its own ways were taken out."""


def recovery_to_json(slot: RecoverySlot | OrganisationSlot) -> dict[str, object]:
    """The slot as it stands in the header."""
    return bound_to_json(slot) | {
        "nonce": slot.nonce.hex(),
        "sealed_key": slot.sealed_key.hex(),
    }


def bound_to_json(slot: RecoverySlot | OrganisationSlot) -> dict[str, object]:
    """What of the slot is bound into its seal: change any of it, and it no longer opens."""
    match slot:
        case RecoverySlot():
            return {"kind": "recovery", "sheet": slot.sheet, "salt": slot.salt.hex()}
        case OrganisationSlot():
            return {
                "kind": "organisation",
                "organisation": slot.organisation,
                "sheet": slot.sheet,
                "sender": slot.sender.hex(),
            }


def recovery_from_json(said: object) -> RecoverySlot | OrganisationSlot | TakenOffSlot:
    """The slot of this JSON. Raises ValueError where it is none."""
    match said:
        case {"kind": "taken_off", **rest} if not rest:
            return TakenOffSlot()
        case {
            "kind": "recovery",
            "sheet": int(sheet),
            "salt": str(salt),
            "nonce": str(nonce),
            "sealed_key": str(sealed),
            **rest,
        } if not rest:
            return RecoverySlot(
                _number(sheet),
                sized(salt, SALT_BYTES),
                sized(nonce, NONCE_BYTES),
                sized(sealed, SEALED_BYTES),
            )
        case {
            "kind": "organisation",
            "organisation": str(organisation),
            "sheet": int(sheet),
            "sender": str(sender),
            "nonce": str(nonce),
            "sealed_key": str(sealed),
            **rest,
        } if not rest:
            return OrganisationSlot(
                organisation,
                _number(sheet),
                sized(sender, PUBLIC_BYTES),
                sized(nonce, NONCE_BYTES),
                sized(sealed, SEALED_BYTES),
            )
        case _:
            raise ValueError


def sized(text: str, length: int) -> bytes:
    """The bytes written in hexadecimal. Raises ValueError where there are more or fewer."""
    held = bytes.fromhex(text)
    if len(held) != length:
        raise ValueError
    return held


def _number(sheet: int) -> int:
    if isinstance(sheet, bool) or not 0 <= sheet <= _MOST_SHEET:
        raise ValueError
    return sheet
