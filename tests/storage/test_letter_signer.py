"""Who signs a vault's letters: one key of its own, or an organisation's; both are kept."""

from datetime import UTC, datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from storage.audit_rows import device_of
from storage.errors import NotACertificate
from storage.letter_signer import SignerStore, name_in, vouched_by
from storage.vault import Vault
from tests.storage.samples import LATER, NOW, PASSPHRASE

TEAM = "Practice Cwm Team"
PASSWORD = "practice p12"  # noqa: S105 - invented
BEGINS, ENDS = datetime(2026, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey


def a_pkcs12(key: Key, name: str = "Practice Organisation") -> bytes:
    called = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    by = None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(called)
        .issuer_name(called)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS)
        .sign(key, by)
    )
    closed = serialization.BestAvailableEncryption(PASSWORD.encode())
    return pkcs12.serialize_key_and_certificates(b"practice", key, certificate, None, closed)


def test_the_key_is_made_once_and_is_there_after_locking(vault: Vault) -> None:
    first = SignerStore(vault).current(TEAM, NOW)
    vault.close()

    again = Vault.open(vault.folder, PASSPHRASE)
    assert SignerStore(again).current("Another team", LATER) == first
    again.close()


def test_its_certificate_names_the_team_and_the_laptop_and_no_person(vault: Vault) -> None:
    made = SignerStore(vault).current(f"{TEAM} " + "with a very long name " * 9, NOW)

    name = name_in(made.certificate)
    assert name.startswith(f"Golden Thread, {TEAM} with")
    assert len(name) <= 64
    assert vault.practitioner().name not in name


def test_the_device_key_vouches_for_it(vault: Vault) -> None:
    made = SignerStore(vault).current(TEAM, NOW)
    device = device_of(vault.sql)

    assert device is not None
    assert vouched_by(made.certificate) == device.public


def test_an_organisations_key_signs_from_then_on_and_the_older_one_stays_known(
    vault: Vault,
) -> None:
    store = SignerStore(vault)
    own = store.current(TEAM, NOW)
    key = ec.generate_private_key(ec.SECP256R1())

    assert store.use_organisations(a_pkcs12(key), PASSWORD, LATER) == "Practice Organisation"

    now = store.current(TEAM, LATER)
    assert now != own
    assert store.is_own(now.certificate)
    assert store.is_own(own.certificate)
    assert vouched_by(now.certificate) is None


@pytest.mark.parametrize(
    ("content", "password"),
    [
        (b"", PASSWORD),
        (b"no certificate", PASSWORD),
        (a_pkcs12(ec.generate_private_key(ec.SECP256R1())), "another"),
        (a_pkcs12(ed25519.Ed25519PrivateKey.generate()), PASSWORD),
        (a_pkcs12(rsa.generate_private_key(65537, 1024)), PASSWORD),  # noqa: S505 - refused
    ],
    ids=["nothing", "other bytes", "wrong password", "a key readers do not check", "weak"],
)
def test_what_cannot_sign_a_letter_is_refused_and_changes_nothing(
    vault: Vault, content: bytes, password: str
) -> None:
    store = SignerStore(vault)
    before = store.current(TEAM, NOW)

    with pytest.raises(NotACertificate):
        store.use_organisations(content, password, LATER)

    assert store.current(TEAM, LATER) == before


def test_a_voucher_cannot_be_put_onto_another_key(vault: Vault) -> None:
    held = x509.load_der_x509_certificate(SignerStore(vault).current(TEAM, NOW).certificate)
    taken = next(e for e in held.extensions if e.oid.dotted_string.startswith("2.25."))
    key = ec.generate_private_key(ec.SECP256R1())
    forged = (
        x509.CertificateBuilder()
        .subject_name(held.subject)
        .issuer_name(held.issuer)
        .public_key(key.public_key())
        .serial_number(held.serial_number)
        .not_valid_before(BEGINS)
        .not_valid_after(ENDS)
        .add_extension(taken.value, critical=False)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.DER)
    )

    assert name_in(forged) == name_in(held.public_bytes(serialization.Encoding.DER))
    assert vouched_by(forged) is None
