"""The one signature of a letter, read as strictly as can be: the whole file, or nothing.

Every byte of the file is either covered by the signature or is the signature, and the signature is
compared with the only way in which its parts are written. So no byte can change unseen, not even
one that a lenient reader would pass over.
"""

import hashlib
import re
from dataclasses import dataclass
from enum import Enum
from typing import Any

_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
_HEX = re.compile(rb"<([0-9A-F]+)>")
_ALGORITHMS = {"ecdsa": "sha256_ecdsa", "rsassa_pkcs1v15": "sha256_rsa"}
_MOST_SIGNATURES = 20


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature that holds over a file from its first byte to its last; whose, is not said.

    `certificate`: of who signed, in DER.
    """

    certificate: bytes


class Broken(Enum):
    """How a signature fails to hold over the whole of a file."""

    NONE = "none"
    """There is no signature in it."""
    ADDED_TO = "added_to"
    """It holds over the beginning; something was added behind."""
    ALTERED = "altered"
    """It does not hold over what it says it covers."""


def seal_of(pdf: bytes) -> Seal | Broken:
    """The signature over all of this file, or how it fails."""
    ranges = [tuple(int(one) for one in found.groups()) for found in _RANGE.finditer(pdf)]
    if not ranges:
        return Broken.ALTERED if b"/ByteRange" in pdf or b"/adbe." in pdf else Broken.NONE
    if len(ranges) == 1:
        start, first, second, rest = ranges[0]
        if start == 0 and second + rest == len(pdf):
            return _held(pdf, first, second) or Broken.ALTERED
    for start, first, second, rest in ranges[:_MOST_SIGNATURES]:
        end = second + rest
        if start == 0 and first < second < end < len(pdf) and _held(pdf[:end], first, second):
            return Broken.ADDED_TO
    return Broken.ALTERED


def covered(pdf: bytes) -> bytes:
    """The beginning of a file that was added to: what its first signature covers."""
    found = _RANGE.search(pdf)
    return pdf[: int(found[3]) + int(found[4])] if found else pdf


def _held(pdf: bytes, first: int, second: int) -> Seal | None:
    """The seal, if what stands between these two places is a signature over all the rest."""
    between = _HEX.fullmatch(pdf[first:second])
    if between is None or len(between[1]) % 2:
        return None
    container = bytes.fromhex(between[1].decode())
    digest = hashlib.sha256(pdf[:first] + pdf[second:]).digest()
    try:
        return _sealed(container, digest)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        return None  # what asn1crypto raises over what is no signature at all


def _sealed(container: bytes, digest: bytes) -> Seal | None:
    from asn1crypto import cms  # noqa: PLC0415 - only where a letter is looked at

    held = cms.ContentInfo.load(container)
    der = held.dump()
    signed = held["content"]
    certificates = signed["certificates"]
    signers = signed["signer_infos"]
    if len(certificates) != 1 or len(signers) != 1 or container[len(der) :].strip(b"\0"):
        return None
    certificate = certificates[0].chosen
    said = signers[0]
    if container[: len(der)] != _canonical(said, certificate) or not _holds(
        said, certificate, digest
    ):
        return None
    return Seal(certificate.dump())


def _holds(said: Any, certificate: Any, digest: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - the same
    from pyhanko.sign.validation.errors import SignatureValidationError  # noqa: PLC0415
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity  # noqa: PLC0415

    try:
        intact, valid = validate_sig_integrity(said, certificate, "data", digest)
    except (SignatureValidationError, InvalidSignature):
        return False
    names = {attribute["type"].native: attribute["values"] for attribute in said["signed_attrs"]}
    bound = names.get("signing_certificate_v2")
    wanted = hashlib.sha256(certificate.dump()).digest()
    return bool(
        intact
        and valid
        and bound is not None
        and bound[0]["certs"][0]["cert_hash"].native == wanted
    )


def _canonical(said: Any, certificate: Any) -> bytes:
    """The one way in which a signature of ours is written down."""
    from asn1crypto import cms  # noqa: PLC0415 - only where a letter is looked at

    kind = said["signature_algorithm"].signature_algo
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    )
                }
            ),
            "digest_algorithm": {"algorithm": "sha256"},
            "signed_attrs": said["signed_attrs"],
            "signature_algorithm": {"algorithm": _ALGORITHMS[kind]},
            "signature": said["signature"].native,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [{"algorithm": "sha256"}],
            "encap_content_info": {"content_type": "data"},
            "certificates": [certificate],
            "signer_infos": [signer],
        }
    )
    content: bytes = cms.ContentInfo({"content_type": "signed_data", "content": signed}).dump()
    return content
