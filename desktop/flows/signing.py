"""A composed letter made into the file that leaves: what is inside it, and the signature."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from desktop.flows.opened import OpenVault
from letters.document import Document
from letters.facts import LetterFacts
from letters.inside import RECORD_FILE
from letters.pdf_attach import inside
from letters.pdf_letter import whole_letter
from letters.pdf_sign import Signer, protect, sign
from storage.letter_signer import SignerStore
from storage.letters import WrittenFile

_SIGNS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
"""No I, L, O, U, 0 or 1: told by phone, they would be taken for each other."""
_GROUPS, _IN_A_GROUP = 5, 4


@dataclass(frozen=True, slots=True)
class SignedLetter:
    """The file, and the SHA-256 of what it holds inside."""

    pdf: bytes
    inside: str


def signed_letter(
    open_vault: OpenVault, document: Document, at: datetime, record: LetterFacts | None = None
) -> SignedLetter:
    """The letter with its words inside, and `record` where this reader may have it; signed."""
    made = whole_letter(document, at, record)
    held = inside(made).attachments[RECORD_FILE]
    return SignedLetter(sign(made, _signer(open_vault, at), at), hashlib.sha256(held).hexdigest())


def closed_letter(open_vault: OpenVault, pdf: bytes, password: str, at: datetime) -> bytes:
    """A kept letter closed by this password, and signed as it is then."""
    return sign(protect(pdf, password), _signer(open_vault, at), at, password)


def new_password() -> str:
    """20 signs in groups of four, to be told by phone: 98 bits."""
    groups = ("".join(secrets.choice(_SIGNS) for _ in range(_IN_A_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def as_password(typed: str) -> str:
    """A password of ours as it is, however its groups and capitals were typed."""
    signs = "".join(sign for sign in typed.upper() if sign.isalnum())
    if len(signs) != _GROUPS * _IN_A_GROUP or not set(signs) <= set(_SIGNS):
        return typed.strip()
    return "-".join(signs[at : at + _IN_A_GROUP] for at in range(0, len(signs), _IN_A_GROUP))


def written(name: str, content: bytes, *, has_password: bool = False) -> WrittenFile:
    """What is noted of a file that went out."""
    return WrittenFile(name, hashlib.sha256(content).hexdigest(), has_password)


def _signer(open_vault: OpenVault, at: datetime) -> Signer:
    held = SignerStore(open_vault.vault).current(open_vault.practitioner.team, at)
    return Signer(held.private, held.certificate)
