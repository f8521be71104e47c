"""What can be wrong with a vault, each thing with a sentence of its own; looked for in order.

Nothing is changed by looking. The order is from the ground up: the file, the tables, the log, the
letters, and last what is written down outside the vault.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from storage.audit_anchor import Anchor, Drift, NoAnchor, drift
from storage.audit_chain import Wrong, chain_fault, is_signed, origin, public_key_of
from storage.audit_rows import Device, device_of, hash_at, head_of, links_of, vault_id
from storage.errors import RecordsDamaged
from storage.migrations import STEPS
from storage.schema import schema_after, schema_text
from storage.sql import Sql

FIRST_WITH_A_LOG = 2
"""The first number of tables that has events."""


class Trouble(Enum):
    """One kind of thing that is wrong: the part of the vault it is in, and what is said."""

    HEADER_DAMAGED = ("header", "the key file is damaged, so nothing more can be looked at")
    HEADER_WEAK = ("header", "the key file asks for weaker protection than is allowed")
    HEADER_SWAPPED = ("header", "the key file in this folder belongs to another vault")
    WRITES_LOST = (
        "records",
        "the last words before a power cut are damaged; those before are whole",
    )
    PAGES_CHANGED = ("pages", "{n} pages of the records were changed or are damaged")
    FILE_DAMAGED = ("records", "the records cannot be read through; they are damaged")
    LOOSE_ROWS = ("references", "{n} rows name something that is not there")
    TABLES_CHANGED = ("tables", "the tables, or the guards on them, are not as they were made")
    DEVICE_MISSING = ("device", "the key that signs the log is missing")
    DEVICE_SWAPPED = ("device", "the key that signs the log was replaced by another")
    DEVICE_BROKEN = ("device", "the two halves of the key that signs the log do not match")
    LOG_OF_ANOTHER = ("chain", "the log begins with another vault or another key")
    ENTRY_MISSING = ("chain", "entry {n} was taken out")
    ENTRY_CHANGED = ("chain", "entry {n} was edited")
    ENTRIES_REORDERED = ("chain", "from entry {n} on the entries are not in the order they came in")
    HEAD_MISSING = ("head", "the signed head of the log is missing")
    NEWEST_MISSING = ("head", "the newest entries were taken out; entry {n} was the last signed")
    HEAD_BEHIND = ("head", "the entries after {n} were never signed")
    HEAD_ELSEWHERE = ("head", "the signed head is not that of entry {n}")
    HEAD_NOT_SIGNED = ("head", "the signature on the head of the log is not right")
    LETTERS_CHANGED = ("letters", "{n} letters are not the bytes that were made")
    ROLLED_BACK = ("anchor", "an older copy was put back; this vault had come to entry {n}")
    FORKED = ("anchor", "entry {n} is not the one that was written down outside the vault")
    ANCHOR_OF_ANOTHER = ("anchor", "what is written down outside belongs to another vault")
    ANCHOR_MISSING = ("anchor", "head.json is missing or damaged beside the records")
    ANCHORS_MISSING = ("anchor", "nothing outside the vault tells how far its log had come")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `number` says which entry, or how many."""

    trouble: Trouble
    number: int = 0

    @property
    def line(self) -> str:
        """One line to print: the part, then what is wrong with it."""
        part, sentence = self.trouble.value
        return f"{part}: {sentence.format(n=self.number)}."


def findings_in(sql: Sql, beside: Anchor | NoAnchor, at_home: Anchor | NoAnchor) -> list[Finding]:
    """Everything wrong with this open vault and what is written down about it, first things first.

    Where the file itself cannot be read on, what was found up to there.
    """
    anchors = [anchor for anchor in (beside, at_home) if isinstance(anchor, Anchor)]
    found: list[Finding] = []
    try:
        for finding in _inside(sql, anchors):
            found.append(finding)  # noqa: PERF402 what came before a failure is kept
    except RecordsDamaged:
        return found or [Finding(Trouble.FILE_DAMAGED)]
    if _has_a_log(sql):
        found += outside(sql, beside, at_home)
    return found


def inside(sql: Sql) -> list[Finding]:
    """Everything wrong with these records, whatever is written down outside."""
    return list(_inside(sql, ()))


def outside(sql: Sql, beside: Anchor | NoAnchor, at_home: Anchor | NoAnchor) -> list[Finding]:
    """How this vault's log differs from what is written down outside; quick, at each unlock."""
    head, device = head_of(sql), device_of(sql)
    if head is None or device is None:
        return []
    found = []
    for anchor in (beside, at_home):
        if isinstance(anchor, Anchor):
            drifted = drift(anchor, head, anchor.device, lambda seq: hash_at(sql, seq))
            if anchor.device != device.public:
                found.append(Finding(Trouble.DEVICE_SWAPPED))
            if drifted is not None:
                found.append(_drifted(drifted, anchor.head.seq))
    if isinstance(beside, NoAnchor):
        lost = isinstance(at_home, NoAnchor)
        found.append(Finding(Trouble.ANCHORS_MISSING if lost else Trouble.ANCHOR_MISSING))
    return list(dict.fromkeys(found))


def at_unlock(sql: Sql, beside: Anchor | NoAnchor, at_home: Anchor | NoAnchor) -> list[Finding]:
    """What `outside` finds, and whether the log ends where it was signed; quick."""
    device = device_of(sql)
    newest = [] if device is None else list(_head(sql, device, device.public))
    return [*newest, *outside(sql, beside, at_home)]


def _drifted(drifted: Drift, seq: int) -> Finding:
    match drifted:
        case Drift.OLDER:
            return Finding(Trouble.ROLLED_BACK, seq)
        case Drift.FORKED:
            return Finding(Trouble.FORKED, seq)
        case Drift.ANOTHER_VAULT:
            return Finding(Trouble.ANCHOR_OF_ANOTHER)
        case Drift.ANOTHER_DEVICE:
            return Finding(Trouble.DEVICE_SWAPPED)


def _inside(sql: Sql, anchors: Sequence[Anchor]) -> Iterator[Finding]:
    pages = sql.all("PRAGMA cipher_integrity_check")
    if pages:
        yield Finding(Trouble.PAGES_CHANGED, len(pages))
    if sql.all("PRAGMA integrity_check") != [("ok",)]:
        yield Finding(Trouble.FILE_DAMAGED)
    loose = sql.all("PRAGMA foreign_key_check")
    if loose:
        yield Finding(Trouble.LOOSE_ROWS, len(loose))
    version = _version(sql)
    if schema_text(sql) != schema_after(STEPS[:version]):
        yield Finding(Trouble.TABLES_CHANGED)
    if _has_a_log(sql):
        yield from _log(sql, anchors)
    changed = sum(hashlib.sha256(pdf).hexdigest() != told for pdf, told in _letters(sql))
    if changed:
        yield Finding(Trouble.LETTERS_CHANGED, changed)


def _letters(sql: Sql) -> Iterator[tuple[bytes, str]]:
    for (letter,) in sql.all("SELECT id FROM letter"):
        row = sql.one("SELECT pdf, sha256 FROM letter WHERE id = ?", (letter,))
        if row is not None:
            yield bytes(row[0]), str(row[1])


def _log(sql: Sql, anchors: Sequence[Anchor]) -> Iterator[Finding]:
    device = device_of(sql)
    if device is None:
        yield Finding(Trouble.DEVICE_MISSING)
        return
    signer = anchors[0].device if anchors else device.public
    if signer != device.public:
        yield Finding(Trouble.DEVICE_SWAPPED)
    elif public_key_of(device.private) != device.public:
        yield Finding(Trouble.DEVICE_BROKEN)
    yield from _chain(sql, signer)
    yield from _head(sql, device, signer)


def _chain(sql: Sql, signer: bytes) -> Iterator[Finding]:
    fault = chain_fault(links_of(sql), origin(vault_id(sql), signer))
    if fault is None:
        return
    match fault.wrong:
        case Wrong.BEGINNING:
            yield Finding(Trouble.LOG_OF_ANOTHER)
        case Wrong.MISSING:
            yield Finding(Trouble.ENTRY_MISSING, fault.seq)
        case Wrong.CHANGED:
            yield Finding(Trouble.ENTRY_CHANGED, fault.seq)
        case Wrong.REORDERED:
            yield Finding(Trouble.ENTRIES_REORDERED, fault.seq)


def _head(sql: Sql, device: Device, signer: bytes) -> Iterator[Finding]:
    head = head_of(sql)
    newest = sql.one("SELECT coalesce(max(seq), 0) FROM event")
    last = int(newest[0]) if newest else 0
    if head is None:
        yield Finding(Trouble.HEAD_MISSING)
        return
    if not (is_signed(head, device.public) or is_signed(head, signer)):
        yield Finding(Trouble.HEAD_NOT_SIGNED)
    elif head.seq > last:
        yield Finding(Trouble.NEWEST_MISSING, head.seq)
    elif hash_at(sql, head.seq) != head.hash:
        yield Finding(Trouble.HEAD_ELSEWHERE, head.seq)
    elif head.seq < last:
        yield Finding(Trouble.HEAD_BEHIND, head.seq)


def _has_a_log(sql: Sql) -> bool:
    return _version(sql) >= FIRST_WITH_A_LOG


def _version(sql: Sql) -> int:
    row = sql.one("PRAGMA user_version")
    return int(row[0]) if row else 0
