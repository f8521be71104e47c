"""What a lead's inbox holds of one laptop, signed: how a sender knows that a summary arrived.

A receipt always tells the whole, in few words: how far each line goes without a gap, and what is
there beyond. If an inbox was put back from an old backup, its next receipt tells less, and the
laptop sends again what is missing.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from forms.strict_json import Json
from sync import frame
from sync.envelope import Digest, Incarnation
from sync.keys import DeviceId, DeviceKeys, TeamId
from sync.reasons import Reason, Refused
from sync.strict import Hex16, Hex64, Hex64OrNone, Strict

KIND, VERSION, ENDING = "receipt", 1, ".gtc"
MOST_BYTES = 1024 * 1024
_NAME = re.compile(r"[0-9a-f]{16}-[0-9a-f]{16}-[0-9]{10}\.gtc")


@dataclass(frozen=True, slots=True)
class Held:
    """Of one life of a vault: all up to `through` (whose digest is `head`), and these beyond."""

    through: int
    head: Digest | None
    beyond: tuple[Digest, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    """`number` counts this lead's receipts for this laptop in this life of the lead's vault.

    `life_number` counts the lives of the lead's vault: a later life's receipts replace the rest.
    """

    team: TeamId
    lead: DeviceId
    life: Incarnation
    life_number: int
    number: int
    device: DeviceId
    held: Mapping[Incarnation, Held]
    refused: Mapping[Digest, Reason]


@dataclass(frozen=True, slots=True)
class SignedReceipt:
    """A receipt with its signature; believed once the signer is known as a lead."""

    receipt: Receipt
    content: bytes

    @property
    def name(self) -> str:
        r = self.receipt
        mark = hashlib.sha256(r.lead.encode() + r.life.encode()).hexdigest()[:16]
        return f"{r.device}-{mark}-{r.number:010d}{ENDING}"


def is_name_for(name: str, device: DeviceId) -> bool:
    """Whether this is the file name of a receipt for this laptop."""
    return _NAME.fullmatch(name) is not None and name.startswith(f"{device}-")


def series_and_number(name: str) -> tuple[str, int]:
    """Which lead's line of receipts this name belongs to, and its place there."""
    return name[:33], int(name[34:44])


def signed(receipt: Receipt, lead: DeviceKeys) -> SignedReceipt:
    said = _said(receipt)
    return SignedReceipt(receipt, frame.framed(KIND, said, b"-", lead.signing))


def read(content: bytes) -> SignedReceipt:
    """Raises Refused where this is no receipt; whether to believe it, `is_signed_by` tells."""
    if len(content) > MOST_BYTES:
        raise Refused(Reason.TOO_LARGE)
    parts = _parts(content)
    try:
        said = _Receipt.model_validate_json(parts.header)
    except ValidationError:
        raise Refused(Reason.NOT_OURS) from None
    return SignedReceipt(said.value(), content)


def is_signed_by(offered: SignedReceipt, public: bytes) -> bool:
    return _parts(offered.content).is_signed(KIND, public)


def _parts(content: bytes) -> frame.Frame:
    length = int.from_bytes(content[:4], "big")
    if not 0 < length <= MOST_BYTES or len(content) != 4 + length + 64 + 1:
        raise Refused(Reason.NOT_OURS)
    return frame.Frame(content[4 : 4 + length], content[4 + length : -1], content[-1:])


def _said(receipt: Receipt) -> dict[str, Json]:
    return {
        "version": VERSION,
        "team": receipt.team,
        "lead": receipt.lead,
        "life": receipt.life,
        "life_number": receipt.life_number,
        "number": receipt.number,
        "device": receipt.device,
        "held": {
            life: {"through": h.through, "head": h.head or "", "beyond": list(h.beyond)}
            for life, h in receipt.held.items()
        },
        "refused": {digest: reason.value for digest, reason in receipt.refused.items()},
    }


class _Held(Strict):
    through: Annotated[int, Field(ge=0)]
    head: Hex64OrNone
    beyond: list[Hex64]


class _Receipt(Strict):
    version: Literal[1]
    team: Hex16
    lead: Hex16
    life: Hex16
    life_number: Annotated[int, Field(ge=1)]
    number: Annotated[int, Field(ge=1, lt=10**10)]
    device: Hex16
    held: dict[Hex16, _Held]
    refused: dict[Hex64, str]

    def value(self) -> Receipt:
        return Receipt(
            TeamId(self.team),
            DeviceId(self.lead),
            Incarnation(self.life),
            self.life_number,
            self.number,
            DeviceId(self.device),
            {
                Incarnation(life): Held(
                    h.through,
                    Digest(h.head) if h.head else None,
                    tuple(Digest(d) for d in h.beyond),
                )
                for life, h in self.held.items()
            },
            {Digest(d): _reason(said) for d, said in self.refused.items()},
        )


def _reason(said: str) -> Reason:
    try:
        return Reason(said)
    except ValueError:
        return Reason.NEWER  # a reason that only a newer program knows
