"""Passphrase to key, and the data key sealed under it. Keys live in memory only.

Python cannot promise to wipe a key: strings and bytes are copied and freed as it sees fit. What
we do promise is that nothing but `sealed_key` reaches the disk, and that no reference is kept
once the vault is closed.
"""

import secrets
import unicodedata

from storage.errors import WrongPassphrase
from storage.header import KdfCost, PassphraseSlot, slot_context

KEY_BYTES = 32


def new_data_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def derive(passphrase: str, cost: KdfCost, salt: bytes) -> bytes:
    """The key this passphrase gives, by Argon2id; takes about a tenth of a second or more.

    Normalised first (NFC), so that an accent typed on another keyboard is the same accent.
    """
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 first paint

    typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(typed)


def wrap(data_key: bytes, vault: str, passphrase: str, cost: KdfCost) -> PassphraseSlot:
    """Seal the data key of this vault under this passphrase, with a new salt."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 first paint

    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    key = derive(passphrase, cost, salt)
    sealed = AESGCM(key).encrypt(nonce, data_key, slot_context(vault, cost, salt))
    return PassphraseSlot(cost, salt, nonce, sealed)


def unwrap(slot: PassphraseSlot, vault: str, passphrase: str) -> bytes:
    """The data key. Raises WrongPassphrase, also if the slot or what it is bound to was edited."""
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 first paint
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 first paint

    key = derive(passphrase, slot.cost, slot.salt)
    context = slot_context(vault, slot.cost, slot.salt)
    try:
        return AESGCM(key).decrypt(slot.nonce, slot.sealed_key, context)
    except InvalidTag:
        raise WrongPassphrase from None
