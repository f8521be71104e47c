"""A finished PDF file signed (PAdES B-B), or closed by a password and then signed.

The signature is added behind the file as it was made, which stays as it is: what
`before_signing` gives back is those very bytes. Why in this order: ADR 20.
"""

import io
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from letters.errors import NotSignable

FIELD = "Signature"
"""The name of the signature field where the file does not bring an empty one."""
_ROOM = 4096
"""Bytes kept for a signature beside its certificate: more than the largest RSA key needs. Left to
the library, it would sign once more to find out."""
_RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d+)\s")


@dataclass(frozen=True, slots=True)
class Signer:
    """What signs: a private key (PKCS 8) and its certificate, both in DER."""

    private: bytes
    certificate: bytes


def sign(pdf: bytes, signer: Signer, at: datetime, password: str = "") -> bytes:
    """The file with one signature at its end. Raises NotSignable.

    A file that already carries a signature is signed anew from what it was before.
    """
    from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415 - half a second to load
        IncrementalPdfFileWriter,
    )
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 - the same
    from pyhanko.sign import fields  # noqa: PLC0415 - the same
    from pyhanko.sign.general import SigningError  # noqa: PLC0415 - the same
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner  # noqa: PLC0415 - the same

    class _At(PdfSigner):
        """Signs at the moment it was told, not at one it reads from the machine."""

        def init_signing_session(self, *words: Any, **named: Any) -> Any:
            session = super().init_signing_session(*words, **named)
            session.system_time = at
            return session

    class _OnlySigns(IncrementalPdfFileWriter):
        """Leaves properties and metadata as they were made; pyhanko would write them anew."""

        def _update_meta(self) -> None:
            pass

    try:
        writer: Any = _OnlySigns(io.BytesIO(before_signing(pdf)))
        if password:
            writer.encrypt(password.encode())
        empty = [name for name, *_ in fields.enumerate_sig_fields(writer, filled_status=False)]
        meta = PdfSignatureMetadata(
            field_name=empty[0] if empty else FIELD,
            md_algorithm="sha256",
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            subfilter=fields.SigSeedSubFilter.PADES,
        )
        room = 2 * (len(signer.certificate) + _ROOM)
        signed = _At(meta, _hand(signer)).sign_pdf(writer, bytes_reserved=room)
    except (PdfError, SigningError) as failure:
        raise NotSignable from failure
    content: bytes = signed.getvalue()
    return content


def _hand(signer: Signer) -> Any:
    from asn1crypto import keys, x509  # noqa: PLC0415 - half a second to load
    from pyhanko.sign.signers import SimpleSigner  # noqa: PLC0415 - the same
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415 - the same

    none = SimpleCertificateStore()
    return SimpleSigner(
        signing_cert=x509.Certificate.load(signer.certificate),
        signing_key=keys.PrivateKeyInfo.load(signer.private),
        cert_registry=none,
    )


def before_signing(pdf: bytes) -> bytes:
    """The file as it was made, before any signature was added behind it."""
    found = _RANGE.search(pdf)
    if found is None:
        return pdf
    end = pdf.rfind(b"%%EOF", 0, int(found[1]))
    return pdf[: end + len(b"%%EOF\n")] if end >= 0 else pdf


def protect(pdf: bytes, password: str) -> bytes:
    """The unsigned file closed with AES-256 (revision 6); what helps screen readers stays allowed.

    Not the same bytes twice: the key is drawn anew.
    """
    import pikepdf  # noqa: PLC0415 - few letters need it

    closed = io.BytesIO()
    with pikepdf.open(io.BytesIO(before_signing(pdf))) as opened:
        opened.save(
            closed,
            encryption=pikepdf.Encryption(
                user=password,
                owner=password,
                R=6,
                allow=pikepdf.Permissions(
                    accessibility=True,
                    extract=True,
                    modify_annotation=False,
                    modify_assembly=False,
                    modify_form=False,
                    modify_other=False,
                ),
            ),
        )
    return closed.getvalue()
