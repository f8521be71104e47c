"""The shape of key.json that every reader shares, however little of it is read."""

import json
from collections.abc import Mapping

HEADER_FILE = "key.json"
RECORDS_FILE = "records.db"
FORMAT = 3
"""Format 1 knew passphrase slots alone. 3 is written only for a vault whose laptop was taken off
its team, so that an older program does not take its key file for damaged."""


def checksum(said: Mapping[str, object]) -> str:
    """Tells a damaged file from a whole one; no protection against anyone who means harm."""
    import hashlib  # noqa: PLC0415 - the names alone are read without

    return hashlib.sha256(canonical(said)).hexdigest()


def canonical(said: Mapping[str, object]) -> bytes:
    """The one way to write this down as bytes."""
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
