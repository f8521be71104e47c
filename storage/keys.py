"""Passphrase to key, and the data key sealed under it. Keys live in memory only.

Python cannot promise to wipe a key: strings and bytes are copied and freed as it sees fit. What
we do promise is that nothing but `sealed_key` reaches the disk, and that no reference is kept
once the vault is closed.
"""

import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from storage.errors import WrongPassphrase
from storage.header import DEFAULT_COST, KdfCost, PassphraseSlot, slot_context

KEY_BYTES = 32
_MOST_CALIBRATED_KIB = 256 * 1024
_MOST_CALIBRATED_PASSES = 100


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


def needs_rewrap(slot: PassphraseSlot, wanted: KdfCost) -> bool:
    """Whether a guess at this slot is cheaper than wanted, in memory or in passes."""
    return slot.cost.memory_kib < wanted.memory_kib or slot.cost.passes < wanted.passes


def raised(held: KdfCost, wanted: KdfCost) -> KdfCost:
    """The dearer of the two, in memory and in passes each; a cost is never lowered."""
    return replace(
        wanted,
        memory_kib=max(held.memory_kib, wanted.memory_kib),
        passes=max(held.passes, wanted.passes),
    )


def seconds_for(cost: KdfCost) -> float:
    """How long one guess at this cost takes here, now."""
    began = time.perf_counter()
    derive("how long does this take", cost, bytes(16))
    return time.perf_counter() - began


def calibrate(
    target_seconds: float = 1.0, *, seconds_for: Callable[[KdfCost], float] = seconds_for
) -> KdfCost:
    """The cost at which unlocking takes about this long on this machine, never below the floor.

    Memory first, up to 256 MiB, for it is what guessing by the thousand lacks; then passes.
    Takes two or three times the target itself.
    """
    cost = DEFAULT_COST
    took = seconds_for(cost)
    while 2 * took <= target_seconds and 2 * cost.memory_kib <= _MOST_CALIBRATED_KIB:
        dearer = replace(cost, memory_kib=2 * cost.memory_kib)
        try:
            took = seconds_for(dearer)
        except MemoryError:
            break
        cost = dearer
    took = min(took, seconds_for(cost))  # the quieter of two: a busy laptop is no slow laptop
    passes = int(cost.passes * target_seconds / max(took, 1e-6))
    return replace(cost, passes=min(max(passes, cost.passes), _MOST_CALIBRATED_PASSES))
