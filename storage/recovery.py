"""The data key sealed for the day the passphrase is lost: under a printed sheet of words.

There is no back door: nothing here opens a vault without the words on paper.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from storage.errors import KnownFailure
from storage.header import canonical
from storage.recovery_slots import RecoverySlot, bound_to_json
from storage.recovery_words import (
    SECRET_BYTES,
    SheetWords,
    Words,
    WordsRefused,
    joined,
    read_words,
    split,
)

_BOUND_AS = 1
"""The version of how seals are bound, apart from the header's own format."""


class NoRecoverySheet(KnownFailure):
    sentence = "No recovery sheet was ever made for this vault."
    remedy = "Ask whether your organisation holds a recovery key; nothing has been changed."


class RecoveryDamaged(KnownFailure):
    sentence = "These are the right words, but the key file of this vault was changed or damaged."
    remedy = "The words are not at fault. Restore a backup of the file key.json, and try again."


@dataclass(frozen=True, slots=True, repr=False)
class RecoverySheet:
    """A new sheet: print `words`, show `sheet`, and keep neither on the laptop."""

    words: Words
    sheet: int
    secret: bytes


def new_sheet() -> RecoverySheet:
    """Words for a secret of 128 random bits."""
    secret = secrets.token_bytes(SECRET_BYTES)
    [made] = split(secret, 1, 1)
    return RecoverySheet(made.words, made.sheet, secret)


def seal_under(sheet: RecoverySheet, data_key: bytes, vault: str) -> RecoverySlot:
    """The data key of this vault, sealed under this sheet."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 first paint

    slot = RecoverySlot(sheet.sheet, secrets.token_bytes(16), secrets.token_bytes(12), b"")
    key = stretched(sheet.secret, slot.salt, b"recovery sheet")
    sealed = AESGCM(key).encrypt(slot.nonce, data_key, bound(vault, bound_to_json(slot)))
    return RecoverySlot(slot.sheet, slot.salt, slot.nonce, sealed)


def open_with_sheet(slot: RecoverySlot | None, vault: str, typed: str) -> bytes | WordsRefused:
    """The data key, or what is wrong with the words. Raises NoRecoverySheet, RecoveryDamaged."""
    if slot is None:
        raise NoRecoverySheet
    read = read_words(typed)
    if isinstance(read, WordsRefused):
        return read
    refused = _wrong_sheet(slot, read)
    if refused is not None:
        return refused
    secret = joined((read,))
    if isinstance(secret, WordsRefused):
        return secret
    return unsealed(
        stretched(secret, slot.salt, b"recovery sheet"),
        (slot.nonce, slot.sealed_key),
        bound(vault, bound_to_json(slot)),
    )


def _wrong_sheet(slot: RecoverySlot, read: SheetWords) -> WordsRefused | None:
    if read.needed > 1:
        return WordsRefused(
            "These words are one holder's part of an organisation's recovery key,"
            " not a recovery sheet. Two holders' parts are used together."
        )
    if read.sheet != slot.sheet:
        return WordsRefused(
            f"The words are right, but they are from sheet {read.sheet}, and this vault opens"
            f" with sheet {slot.sheet}. It may be an older sheet, or another vault's."
        )
    return None


def stretched(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    """A key for this purpose alone (HKDF-SHA256). Not for passphrases: it costs nothing."""
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 first paint
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 first paint

    return HKDF(SHA256(), 32, salt, b"golden-thread " + purpose).derive(secret)


def unsealed(key: bytes, sealed: tuple[bytes, bytes], context: bytes) -> bytes:
    """What (nonce, sealed) holds. Raises RecoveryDamaged where key, seal or context differ."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 first paint
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 first paint

    nonce, held = sealed
    try:
        return AESGCM(key).decrypt(nonce, held, context)
    except InvalidTag:
        raise RecoveryDamaged from None


def bound(vault: str, slot: Mapping[str, object]) -> bytes:
    """What a seal for recovery is bound to: change any of it, and it no longer opens."""
    return canonical({"format": _BOUND_AS, "vault": vault, **slot})
