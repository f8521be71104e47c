"""Who signs the letters of a vault: a key of its own, made on first need, or an organisation's.

PDF programs check ECDSA and RSA; few know Ed25519. So a vault has a P-256 key for its letters,
and its device key, whom the team knows, vouches for it inside the certificate.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from storage.audit_rows import device_of
from storage.errors import NotACertificate, RecordsDamaged
from storage.rows import moment_to_text
from storage.vault import Vault

VOUCHED = x509.ObjectIdentifier("2.25.215381069716302461049133719316450126017")
"""Ours, from a random UUID (ITU-T X.667): the device key's 32 bytes, then its 64-byte signature."""
_DEVICE_BYTES, _LONGEST_NAME = 32, 64
_NO_END = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
"""How RFC 5280 (4.1.2.5) writes that a certificate has no end."""
_FEWEST_RSA_BITS = 2048


@dataclass(frozen=True, slots=True)
class LetterSigner:
    """A private key (PKCS 8) and its certificate, in DER."""

    private: bytes
    certificate: bytes


class SignerStore:
    """Who signs in one vault, and whose letters it knows."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def current(self, team: str, at: datetime) -> LetterSigner:
        """The key that signs now; made if there is none yet, with this team in its name."""
        row = self._vault.sql.one(
            "SELECT private_key, certificate FROM letter_signer ORDER BY number DESC LIMIT 1"
        )
        if row is not None:
            return LetterSigner(bytes(row[0]), bytes(row[1]))
        device = device_of(self._vault.sql)
        if device is None:
            raise RecordsDamaged
        made = _made(team, device.private, device.public, at)
        self._keep("device", made, at)
        return made

    def use_organisations(self, content: bytes, password: str, at: datetime) -> str:
        """Sign with an organisation's certificate from now on; the name in it.

        Raises NotACertificate if the PKCS#12 file cannot be opened or cannot sign a letter.
        """
        signer = _from_pkcs12(content, password)
        self._keep("organisation", signer, at)
        return name_in(signer.certificate)

    def _keep(self, whose: str, signer: LetterSigner, at: datetime) -> None:
        with self._vault.transaction() as sql:
            sql.run("DELETE FROM known_signer WHERE fingerprint = ?", (_print(signer.certificate),))
            sql.run(
                "INSERT INTO letter_signer (number, whose, certificate, private_key, since)"
                " SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM letter_signer",
                (whose, signer.certificate, signer.private, moment_to_text(at)),
            )

    def is_own(self, certificate: bytes) -> bool:
        """Whether this vault signs with it, or did."""
        return bool(
            self._vault.sql.one("SELECT 1 FROM letter_signer WHERE certificate = ?", (certificate,))
        )

    def know(self, certificate: bytes, name: str, at: datetime) -> None:
        """This certificate was compared by voice with its owner, who is called so."""
        with self._vault.transaction() as sql:
            sql.run(
                "INSERT OR REPLACE INTO known_signer (fingerprint, name, since) VALUES (?, ?, ?)",
                (_print(certificate), name, moment_to_text(at)),
            )

    def known_as(self, certificate: bytes) -> str:
        """Whom somebody compared it with; empty for nobody."""
        row = self._vault.sql.one(
            "SELECT name FROM known_signer WHERE fingerprint = ?", (_print(certificate),)
        )
        return str(row[0]) if row else ""


def vouched_by(certificate: bytes) -> bytes | None:
    """The device key that vouches for this certificate's key; None if none does."""
    try:
        held = x509.load_der_x509_certificate(certificate)
        said = held.extensions.get_extension_for_oid(VOUCHED).value
        key = held.public_key()
    except (ValueError, TypeError, x509.ExtensionNotFound, x509.DuplicateExtension):
        return None
    if not isinstance(said, x509.UnrecognizedExtension):
        return None
    device, signature = said.value[:_DEVICE_BYTES], said.value[_DEVICE_BYTES:]
    try:
        public = ed25519.Ed25519PublicKey.from_public_bytes(device)
        public.verify(signature, _vouching(_spki(key)))
    except (ValueError, TypeError, InvalidSignature):
        return None
    return device


def name_in(certificate: bytes) -> str:
    """The name in a certificate, as anybody may have written it; empty if it has none."""
    try:
        subject = x509.load_der_x509_certificate(certificate).subject
    except ValueError:
        return ""
    names = subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else subject.rfc4514_string()


def _made(team: str, device: bytes, public: bytes, at: datetime) -> LetterSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    owner = ed25519.Ed25519PrivateKey.from_private_bytes(device)
    laptop = hashlib.sha256(public).hexdigest()[:8].upper()
    ending = f", laptop {laptop}"
    called = f"Golden Thread, {' '.join(team.split())}"[: _LONGEST_NAME - len(ending)] + ending
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, called)])
    voucher = public + owner.sign(_vouching(_spki(key.public_key())))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(secrets.randbits(120) + 1)
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(_NO_END)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signs_documents(), critical=True)
        .add_extension(x509.UnrecognizedExtension(VOUCHED, voucher), critical=False)
        .sign(key, hashes.SHA256())
    )
    return LetterSigner(_pkcs8(key), certificate.public_bytes(serialization.Encoding.DER))


def _signs_documents() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _from_pkcs12(content: bytes, password: str) -> LetterSigner:
    try:
        key, certificate, _above = pkcs12.load_key_and_certificates(content, password.encode())
    except (ValueError, TypeError):
        raise NotACertificate from None
    if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise NotACertificate
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size < _FEWEST_RSA_BITS:
        raise NotACertificate
    return LetterSigner(_pkcs8(key), certificate.public_bytes(serialization.Encoding.DER))


def _pkcs8(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _spki(key: object) -> bytes:
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise TypeError("a vault signs with P-256")
    return key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def _vouching(spki: bytes) -> bytes:
    return b"golden-thread letters 1\0" + spki


def _print(certificate: bytes) -> str:
    return hashlib.sha256(certificate).hexdigest()
