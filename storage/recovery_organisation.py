"""An organisation's recovery key: its public half on laptops, its private half on three sheets.

The public half is in `organisation.json`; vaults made beside it are sealed to it as well. The
private half exists only while it is made and while two holders read their words in.
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from storage.errors import KnownFailure
from storage.files import disk_failures, flush_folder, put_whole
from storage.header import canonical
from storage.paths import ORGANISATION_FILE
from storage.recovery import RecoveryDamaged, bound, stretched, unsealed
from storage.recovery_slots import PUBLIC_BYTES, OrganisationSlot, bound_to_json, sized
from storage.recovery_words import (
    SECRET_BYTES,
    SheetWords,
    WordsRefused,
    joined,
    read_words,
    split,
)

HOLDERS, NEEDED = 3, 2
_FORMAT = 1
_MOST_BYTES = 64 * 1024
_FINGERPRINT_BYTES = 10


class OrganisationDamaged(KnownFailure):
    sentence = "The file organisation.json, which holds the organisation's public key, is damaged."
    remedy = "Nothing has been made. Ask your IT support to put a good copy in its place."


class OrganisationExists(KnownFailure):
    sentence = "There is an organisation's recovery key in this folder already."
    remedy = "Choose an empty folder; nothing has been changed."


class NoOrganisation(KnownFailure):
    sentence = "This vault was not sealed to an organisation's recovery key."
    remedy = "Use the recovery sheet that was printed for it; nothing has been changed."


@dataclass(frozen=True, slots=True)
class Organisation:
    """The public half, and `sheet`: the number on the three holders' sheets."""

    name: str
    public_key: bytes
    sheet: int

    @property
    def fingerprint(self) -> str:
        """Twenty characters in fours, printed on every sheet: compare before you trust the key."""
        digest = hashlib.sha256(b"golden-thread organisation" + self.public_key).hexdigest()
        letters = digest[: 2 * _FINGERPRINT_BYTES]
        return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def new_organisation(name: str) -> tuple[Organisation, tuple[SheetWords, ...]]:
    """A key for this organisation, and the sheets of its three holders."""
    seed = secrets.token_bytes(SECRET_BYTES)
    sheets = split(seed, NEEDED, HOLDERS)
    return Organisation(name, _public_of(seed), sheets[0].sheet), sheets


def seal_to(organisation: Organisation, data_key: bytes, vault: str) -> OrganisationSlot:
    """The data key of this vault, sealed so that only two of the holders can open it."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 first paint
        X25519PrivateKey,
        X25519PublicKey,
    )
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 first paint

    once = X25519PrivateKey.generate()
    sender = once.public_key().public_bytes_raw()
    try:
        shared = once.exchange(X25519PublicKey.from_public_bytes(organisation.public_key))
    except ValueError:  # a point that gives every sender the same secret
        raise OrganisationDamaged from None
    nonce = secrets.token_bytes(12)
    slot = OrganisationSlot(organisation.fingerprint, organisation.sheet, sender, nonce, b"")
    key = _key(shared, sender, organisation.public_key)
    sealed = AESGCM(key).encrypt(nonce, data_key, bound(vault, bound_to_json(slot)))
    return OrganisationSlot(slot.organisation, slot.sheet, sender, nonce, sealed)


def open_with_shares(
    slot: OrganisationSlot | None, vault: str, typed: tuple[str, str]
) -> bytes | WordsRefused:
    """The data key, or what is wrong with the words. Raises NoOrganisation, RecoveryDamaged."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 first paint
        X25519PrivateKey,
        X25519PublicKey,
    )

    if slot is None:
        raise NoOrganisation
    seed = _seed_of(slot, typed)
    if isinstance(seed, WordsRefused):
        return seed
    private = X25519PrivateKey.from_private_bytes(_private_of(seed))
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(slot.sender))
    except ValueError:
        raise RecoveryDamaged from None
    key = _key(shared, slot.sender, private.public_key().public_bytes_raw())
    return unsealed(key, (slot.nonce, slot.sealed_key), bound(vault, bound_to_json(slot)))


def _seed_of(slot: OrganisationSlot, typed: tuple[str, str]) -> bytes | WordsRefused:
    read: list[SheetWords] = []
    for place, text in zip(("first", "second"), typed, strict=True):
        match read_words(text):
            case WordsRefused(reason=reason, numbers=numbers):
                return WordsRefused(f"On the {place} sheet: {reason}", numbers)
            case SheetWords(needed=1):
                return WordsRefused(
                    f"The {place} sheet is a practitioner's own recovery sheet,"
                    " not a part of an organisation's recovery key."
                )
            case words:
                read.append(words)
    seed = joined(read)
    if isinstance(seed, bytes) and read[0].sheet != slot.sheet:
        return WordsRefused(
            f"The words are right, but they are from sheets {read[0].sheet}, and this vault opens"
            f" with sheets {slot.sheet}. They may be another organisation's, or older."
        )
    return seed


def organisation_in(folder: Path) -> Organisation | None:
    """The organisation whose key is in this folder, if any. Raises OrganisationDamaged."""
    with disk_failures():
        try:
            with (folder / ORGANISATION_FILE).open("rb") as file:
                return organisation_from_bytes(file.read(_MOST_BYTES))
        except FileNotFoundError:
            return None


def must_hold_no_organisation(folder: Path) -> None:
    """Raises OrganisationExists where this folder holds an organisation's key, damaged or not."""
    if (folder / ORGANISATION_FILE).exists():
        raise OrganisationExists


def write_organisation(folder: Path, organisation: Organisation) -> Path:
    """Put the public half in this folder, whole. Raises OrganisationExists rather than replace."""
    must_hold_no_organisation(folder)
    place = folder / ORGANISATION_FILE
    with disk_failures():
        put_whole(place, organisation_to_bytes(organisation))
        flush_folder(folder)
    return place


def organisation_to_bytes(organisation: Organisation) -> bytes:
    said: dict[str, object] = {
        "format": _FORMAT,
        "name": organisation.name,
        "public_key": organisation.public_key.hex(),
        "sheet": organisation.sheet,
        "fingerprint": organisation.fingerprint,
    }
    return json.dumps(said | {"checksum": _checksum(said)}, indent=1).encode()


def organisation_from_bytes(held: bytes) -> Organisation:
    """Read and check; raises OrganisationDamaged on anything that does not fit."""
    try:
        said = json.loads(held)
    except (ValueError, RecursionError):
        raise OrganisationDamaged from None
    if not isinstance(said, dict) or said.pop("checksum", None) != _checksum(said):
        raise OrganisationDamaged
    match said:
        case {
            "format": 1,
            "name": str(name),
            "public_key": str(public),
            "sheet": int(sheet),
            "fingerprint": str(fingerprint),
            **rest,
        } if not rest:
            try:
                organisation = Organisation(name, sized(public, PUBLIC_BYTES), sheet)
            except ValueError:
                raise OrganisationDamaged from None
        case _:
            raise OrganisationDamaged
    if not hmac.compare_digest(organisation.fingerprint.encode(), fingerprint.encode()):
        raise OrganisationDamaged
    return organisation


def _key(shared: bytes, sender: bytes, receiver: bytes) -> bytes:
    return stretched(shared, sender + receiver, b"organisation")


def _private_of(seed: bytes) -> bytes:
    return stretched(seed, b"", b"organisation private key")


def _public_of(seed: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import (  # noqa: PLC0415 first paint
        X25519PrivateKey,
    )

    private = X25519PrivateKey.from_private_bytes(_private_of(seed))
    return private.public_key().public_bytes_raw()


def _checksum(said: dict[str, object]) -> str:
    return hashlib.sha256(canonical(said)).hexdigest()
