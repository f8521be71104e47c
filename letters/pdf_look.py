"""What can be said of a letter's file by looking at it alone: whole, or changed, and how."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from letters.errors import Unreadable
from letters.inside import RECORD_FILE, fingerprint
from letters.pdf_attach import Inside, inside
from letters.pdf_seal import Broken, Seal, covered, seal_of

MOST_BYTES = 50_000_000
_MOMENT = re.compile(r"D:(\d{14})(?:([+-])(\d\d)'(\d\d)'?|Z)?")


@dataclass(frozen=True, slots=True)
class Whole:
    """Nothing was changed since it was signed with this certificate (DER), by whoever holds it.

    `content`: SHA-256 of what it holds inside, empty where that is not a letter of ours;
    `fingerprint` is what stands in its foot. `signed_at` is what the signer's clock said.
    """

    certificate: bytes
    content: str
    fingerprint: str
    signed_at: datetime | None


class Change(Enum):
    """What became of a letter."""

    ADDED_TO = "added_to"
    ALTERED = "altered"
    SWAPPED = "swapped"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Changed:
    """It is not what was signed."""

    change: Change


@dataclass(frozen=True, slots=True)
class NoLetter:
    """It carries no signature and nothing that tells of a letter of ours."""


Look = Whole | Changed | NoLetter


def look_at(pdf: bytes, password: str = "") -> Look:
    """What can be told from this file. Raises PasswordNeeded and Unreadable."""
    match seal_of(pdf):
        case Seal(certificate=certificate):
            return _whole(inside(pdf, password), certificate)
        case Broken.NONE:
            return _unsigned(inside(pdf, password))
        case Broken.ADDED_TO:
            return Changed(_added(pdf, password))
        case Broken.ALTERED:
            return Changed(_altered(pdf, password))


def _whole(held: Inside, certificate: bytes) -> Look:
    content = held.attachments.get(RECORD_FILE)
    if content is not None and not _is_printed(held, content):
        return Changed(Change.SWAPPED)
    return Whole(
        certificate,
        hashlib.sha256(content).hexdigest() if content is not None else "",
        fingerprint(content) if content is not None else "",
        _moment(held.signed_at),
    )


def _unsigned(held: Inside) -> Look:
    content = held.attachments.get(RECORD_FILE)
    if content is None:
        return NoLetter()
    return Changed(Change.UNSIGNED if _is_printed(held, content) else Change.SWAPPED)


def _added(pdf: bytes, password: str) -> Change:
    try:
        before, after = inside(covered(pdf), password), inside(pdf, password)
    except Unreadable:
        return Change.ADDED_TO
    return Change.ADDED_TO if before.attachments == after.attachments else Change.SWAPPED


def _altered(pdf: bytes, password: str) -> Change:
    try:
        held = inside(pdf, password)
    except Unreadable:
        return Change.ALTERED
    content = held.attachments.get(RECORD_FILE)
    if content is None or not _is_printed(held, content):
        return Change.SWAPPED
    return Change.ALTERED if held.signed_at else Change.UNSIGNED


def _is_printed(held: Inside, content: bytes) -> bool:
    """Whether the fingerprint in the foot is that of what is inside."""
    return held.reference.endswith(fingerprint(content))


def _moment(said: str) -> datetime | None:
    found = _MOMENT.fullmatch(said)
    if found is None:
        return None
    digits, sign, hours, minutes = found.groups()
    zone = f"{sign}{hours}{minutes}" if sign else "+0000"
    try:
        return datetime.strptime(digits + zone, "%Y%m%d%H%M%S%z")
    except ValueError:
        return None
