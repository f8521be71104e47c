"""A text as a QR code: which of its squares are dark."""

from collections.abc import Sequence

QUIET = 4
"""Modules of white round a QR code, as ISO/IEC 18004 asks."""


def qr_modules(text: str) -> Sequence[Sequence[bool]]:
    """The squares of a QR code of this text, row by row; True is dark. No quiet margin is in it."""
    from reportlab.graphics.barcode.qrencoder import (  # noqa: PLC0415 - few letters hold one
        QRCode,
        QRErrorCorrectLevel,
    )

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    modules: Sequence[Sequence[bool]] = code.modules
    return modules
