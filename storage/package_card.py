"""The receiving card and the receipt of a hand-over, each signed by its maker's device key."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from forms.people import Practitioner
from forms.refusal import Refusal
from forms.strict_json import Json, read_json
from storage.errors import KnownFailure
from storage.life_errors import NotACard, NotAReceipt
from storage.package_signing import (
    KEY_BYTES,
    SIGNATURE_BYTES,
    canonical,
    from_hex,
    is_signed,
    moment_in,
    short_code,
    sign,
)
from storage.rows import moment_to_text

CARD_FORMAT = "golden-thread receiving card"
RECEIPT_FORMAT = "golden-thread receipt"
VERSION = 1
MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class Card:
    """What a colleague gives so that families can be sealed to them."""

    practitioner: Practitioner
    key: bytes
    device: bytes

    @property
    def code(self) -> str:
        """Twelve letters and digits that two people compare aloud: "ABCD-EFGH-JKLM"."""
        return short_code(self.key + self.device)


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a package was taken in, signed by the receiver's device key."""

    package: str
    digest: bytes
    received_at: datetime
    device: bytes


def card_to_bytes(card: Card, private: bytes) -> bytes:
    """The card, signed by the device key it names."""
    said = {"format": CARD_FORMAT, "version": VERSION, **_card_said(card)}
    return _dumped({**said, "signature": sign(private, canonical(said)).hex()})


def _card_said(card: Card) -> dict[str, Json]:
    p = card.practitioner
    return {
        "name": p.name,
        "role": p.role,
        "team": p.team,
        "key": card.key.hex(),
        "device": card.device.hex(),
    }


def card_from_bytes(data: bytes) -> Card:
    """Raises NotACard unless it is whole and signed by the key it names."""
    said = _read(data, CARD_FORMAT, NotACard)
    match said:
        case {
            "name": str(name),
            "role": str(role),
            "team": str(team),
            "key": str(key),
            "device": str(device),
        }:
            card = Card(
                Practitioner(name, role, team),
                from_hex(key, KEY_BYTES, NotACard),
                from_hex(device, KEY_BYTES, NotACard),
            )
            _must_be_signed(said, card.device, NotACard)
            return card
        case _:
            raise NotACard


def receipt_to_bytes(receipt: Receipt, private: bytes) -> bytes:
    """The receipt, signed."""
    said: dict[str, Json] = {
        "format": RECEIPT_FORMAT,
        "version": VERSION,
        "package": receipt.package,
        "digest": receipt.digest.hex(),
        "received_at": moment_to_text(receipt.received_at),
        "device": receipt.device.hex(),
    }
    return _dumped({**said, "signature": sign(private, canonical(said)).hex()})


def receipt_from_bytes(data: bytes) -> Receipt:
    """Raises NotAReceipt unless it is whole and signed by the key it names."""
    said = _read(data, RECEIPT_FORMAT, NotAReceipt)
    match said:
        case {
            "package": str(package),
            "digest": str(digest),
            "received_at": str(received_at),
            "device": str(device),
        }:
            receipt = Receipt(
                package,
                from_hex(digest, KEY_BYTES, NotAReceipt),
                moment_in(received_at, NotAReceipt),
                from_hex(device, KEY_BYTES, NotAReceipt),
            )
            _must_be_signed(said, receipt.device, NotAReceipt)
            return receipt
        case _:
            raise NotAReceipt


def _read(data: bytes, form: str, refused: type[KnownFailure]) -> dict[str, Json]:
    said = read_json(data) if len(data) <= MOST_BYTES else Refusal("too long")
    if isinstance(said, dict) and said.get("format") == form and said.get("version") == VERSION:
        return said
    raise refused


def _must_be_signed(said: Mapping[str, Json], device: bytes, refused: type[KnownFailure]) -> None:
    signature = said.get("signature")
    rest = {key: value for key, value in said.items() if key != "signature"}
    if not isinstance(signature, str):
        raise refused
    if not is_signed(device, from_hex(signature, SIGNATURE_BYTES, refused), canonical(rest)):
        raise refused


def _dumped(said: Mapping[str, Json]) -> bytes:
    return (json.dumps(said, indent=1, sort_keys=True) + "\n").encode()
