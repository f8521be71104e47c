"""The sealed package of a hand-over as bytes.

Pure but for new keys. A package is sealed to the receiver's X25519 key with a key of its own
(HKDF-SHA256, AES-256-GCM) and signed inside by the sender's Ed25519 device key, so that nothing
in clear tells whose it is or about whom. The shapes are told in docs/retention.md.
"""

import hashlib
import os
from dataclasses import dataclass
from datetime import datetime

from forms.people import Practitioner
from forms.strict_json import Json, read_json
from storage.life_errors import NotAPackage, PackageDamaged, PackageForAnother, PackageTooNew
from storage.package_card import Card
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

PACKAGE_FORMAT = "golden-thread hand-over"
VERSION = 1
MOST_BYTES = 256 * 1024 * 1024
_MAGIC = b"GTHANDOVER\n"
_LENGTH_BYTES = 4
_MOST_HEADER = 4096
_NONCE_BYTES = 12


@dataclass(frozen=True, slots=True)
class Sender:
    """Who seals, with the device key that signs."""

    practitioner: Practitioner
    device: bytes
    private: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """A package that was opened and whose signature holds. `record` is not yet looked into."""

    package: str
    sender: Practitioner
    device: bytes
    sealed_at: datetime
    digest: bytes
    record: Json

    @property
    def code(self) -> str:
        """The sender's device key as a short code to compare aloud."""
        return short_code(self.device)


def new_receiving_key() -> tuple[bytes, bytes]:
    """A private X25519 key and its public key."""
    from cryptography.hazmat.primitives.asymmetric import x25519  # noqa: PLC0415 first paint

    key = x25519.X25519PrivateKey.generate()
    return key.private_bytes_raw(), key.public_key().public_bytes_raw()


def seal(package: str, record: Json, sender: Sender, to: Card, at: datetime) -> bytes:
    """The sealed package for the owner of this card."""
    from cryptography.hazmat.primitives.asymmetric import x25519  # noqa: PLC0415 first paint
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 first paint

    once = x25519.X25519PrivateKey.generate()
    nonce = os.urandom(_NONCE_BYTES)
    header = canonical(
        {
            "format": PACKAGE_FORMAT,
            "version": VERSION,
            "package": package,
            "to": hashlib.sha256(to.key).hexdigest(),
            "once": once.public_key().public_bytes_raw().hex(),
            "nonce": nonce.hex(),
        }
    )
    p = sender.practitioner
    body = canonical(
        {
            "from": {"name": p.name, "role": p.role, "team": p.team, "contact": p.contact},
            "device": sender.device.hex(),
            "to": to.key.hex(),
            "sealed_at": moment_to_text(at),
            "record": record,
        }
    )
    shared = once.exchange(x25519.X25519PublicKey.from_public_bytes(to.key))
    key = _derived(shared, once.public_key().public_bytes_raw() + to.key)
    inside = sign(sender.private, header + body) + body
    sealed = AESGCM(key).encrypt(nonce, inside, header)
    return _MAGIC + len(header).to_bytes(_LENGTH_BYTES, "big") + header + sealed


def open_package(data: bytes, private: bytes) -> Opened:
    """Open and verify a package with the receiver's private key.

    Raises NotAPackage, PackageTooNew, PackageForAnother or PackageDamaged.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 first paint
    from cryptography.hazmat.primitives.asymmetric import x25519  # noqa: PLC0415 first paint
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 first paint

    header, sealed = _split(data)
    package, to, once, nonce = _header(header)
    own = x25519.X25519PrivateKey.from_private_bytes(private)
    public = own.public_key().public_bytes_raw()
    if to != hashlib.sha256(public).hexdigest():
        raise PackageForAnother
    try:
        shared = own.exchange(x25519.X25519PublicKey.from_public_bytes(once))
        inside = AESGCM(_derived(shared, once + public)).decrypt(nonce, sealed, header)
    except (InvalidTag, ValueError):
        raise PackageDamaged from None
    return _opened(package, header, inside, public, hashlib.sha256(data).digest())


def _opened(package: str, header: bytes, inside: bytes, own: bytes, digest: bytes) -> Opened:
    signature, body = inside[:SIGNATURE_BYTES], inside[SIGNATURE_BYTES:]
    said = read_json(body)
    match said:
        case {
            "from": {"name": str(name), "role": str(role), "team": str(team), "contact": str(by)},
            "device": str(device_said),
            "to": str(to),
            "sealed_at": str(sealed_at),
            "record": record,
        } if to == own.hex():
            device = from_hex(device_said, KEY_BYTES, PackageDamaged)
            if not is_signed(device, signature, header + body):
                raise PackageDamaged
            at = moment_in(sealed_at, PackageDamaged)
            return Opened(package, Practitioner(name, role, team, by), device, at, digest, record)
        case _:
            raise PackageDamaged


def _split(data: bytes) -> tuple[bytes, bytes]:
    start = len(_MAGIC) + _LENGTH_BYTES
    if not data.startswith(_MAGIC) or len(data) > MOST_BYTES:
        raise NotAPackage
    length = int.from_bytes(data[len(_MAGIC) : start], "big")
    if length > _MOST_HEADER or len(data) < start + length:
        raise PackageDamaged
    return data[start : start + length], data[start + length :]


def _header(header: bytes) -> tuple[str, str, bytes, bytes]:
    match read_json(header):
        case {"format": str(form), "version": int(version)} if (
            form == PACKAGE_FORMAT and version > VERSION
        ):
            raise PackageTooNew
        case {
            "format": str(form),
            "version": 1,
            "package": str(package),
            "to": str(to),
            "once": str(once),
            "nonce": str(nonce),
        } if form == PACKAGE_FORMAT:
            return (
                package,
                to,
                from_hex(once, KEY_BYTES, PackageDamaged),
                from_hex(nonce, _NONCE_BYTES, PackageDamaged),
            )
        case _:
            raise PackageDamaged


def _derived(shared: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 first paint
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415 first paint

    return HKDF(hashes.SHA256(), KEY_BYTES, salt, PACKAGE_FORMAT.encode()).derive(shared)
