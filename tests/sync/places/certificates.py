"""A small authority with a server, two laptops and a list of what was taken back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

Key = ec.EllipticCurvePrivateKey


def make_certificates(folder: Path) -> Path:
    """root.crt, root.crl, and a .crt and .key each for server, certified and revoked."""
    folder.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    root = _signed("Practice authority", key, "Practice authority", key, is_authority=True)
    _write(folder / "root.crt", root)
    for who, host in (("server", "localhost"), ("certified", ""), ("revoked", "")):
        own = ec.generate_private_key(ec.SECP256R1())
        certificate = _signed(host or who, own, "Practice authority", key, host=host)
        _write(folder / f"{who}.crt", certificate)
        _write_key(folder / f"{who}.key", own)
        if who == "revoked":
            _write(folder / "root.crl", _taken_back(certificate, key))
    return folder


def _signed(  # noqa: PLR0913 - what a certificate says
    name: str, of: Key, by: str, key: Key, *, host: str = "", is_authority: bool = False
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(by))
        .public_key(of.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if host:
        builder = builder.add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False
        )
    return builder.sign(key, hashes.SHA256())


def _taken_back(certificate: x509.Certificate, key: Key) -> x509.CertificateRevocationList:
    now = datetime.now(UTC)
    one = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number)
    return (
        x509.CertificateRevocationListBuilder()
        .issuer_name(_named("Practice authority"))
        .last_update(now - timedelta(hours=1))
        .next_update(now + timedelta(days=1))
        .add_revoked_certificate(one.revocation_date(now - timedelta(minutes=1)).build())
        .sign(key, hashes.SHA256())
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _write(place: Path, what: x509.Certificate | x509.CertificateRevocationList) -> None:
    place.write_bytes(what.public_bytes(Encoding.PEM))


def _write_key(place: Path, key: Key) -> None:
    place.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    place.chmod(0o600)
