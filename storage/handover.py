"""Handing a family over: cards, sealed packages and receipts, as this vault keeps them."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from forms.family_record import FamilyRecord
from forms.ids import FamilyId
from forms.people import Practitioner
from forms.strict_json import Json
from storage.audit import About, AuditLog, EventKind
from storage.audit_rows import Device, device_of
from storage.errors import RecordsDamaged
from storage.families import FamilyStore
from storage.life_errors import (
    AlreadyHandedOver,
    AlreadyReceived,
    FamilyHeldAlready,
    OwnCard,
    PackageDamaged,
    ReceiptForAnother,
)
from storage.life_record import record_from_rows
from storage.life_rows import put_rows, rows_of
from storage.package_card import (
    Card,
    Receipt,
    card_to_bytes,
    receipt_from_bytes,
    receipt_to_bytes,
)
from storage.package_file import Opened, Sender, new_receiving_key, open_package, seal
from storage.package_rows import json_from_rows, rows_from_json
from storage.package_signing import short_code
from storage.people import make_findable
from storage.rows import moment_from_text, moment_to_text
from storage.sql import Sql, is_refused
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class HandOver:
    """One hand-over from this vault. No `received_at`: the receipt has not come yet."""

    package: str
    family: FamilyId
    to: Practitioner
    sealed_at: datetime
    received_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A family that came from a colleague."""

    package: str
    family: FamilyId
    sender: Practitioner
    sealed_at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Offered:
    """A package that was opened and holds together, before it is taken in.

    `code` is the sender's short code: compare it aloud.
    """

    opened: Opened
    record: FamilyRecord

    @property
    def sender(self) -> Practitioner:
        return self.opened.sender

    @property
    def code(self) -> str:
        return self.opened.code


class HandOverStore:
    """What left this vault, and what came."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._log = AuditLog(vault)

    def card(self) -> tuple[Card, bytes]:
        """This vault's own receiving card, and its file."""
        with self._vault.transaction() as sql:
            _, public = _receiving_key(sql)
            device = _device(sql)
        known = self._vault.practitioner()
        named = Practitioner(known.name, known.role, known.team)
        card = Card(named, public, device.public)
        return card, card_to_bytes(card, device.private)

    def code(self) -> str:
        """This vault's short code as a sender."""
        return short_code(_device(self._vault.sql).public)

    def seal(self, family: FamilyId, to: Card, at: datetime) -> tuple[HandOver, bytes]:
        """Seal this family's whole record to this colleague; from now on it is read-only here.

        Raises OwnCard and AlreadyHandedOver. An id the vault does not hold is a LookupError.
        """
        package = secrets.token_hex(8)
        with self._vault.writing() as sql:
            if to.key == _receiving_key(sql)[1]:
                raise OwnCard
            if sql.one(_STANDS, (family,)):
                raise AlreadyHandedOver
            rows = rows_of(sql, family)
            if not rows["family"]:
                raise LookupError("this vault holds no such family")
            device = _device(sql)
            sender = Sender(self._vault.practitioner(), device.public, device.private)
            events = self._log.of_family(family)
            log: list[Json] = [[e.kind.value, moment_to_text(e.at)] for e in events]
            sealed = seal(package, json_from_rows(rows, log), sender, to, at)
            p, digest = to.practitioner, hashlib.sha256(sealed).digest()
            row = (package, family, p.name, p.role, p.team, to.key, to.device, digest)
            sql.run(_SEAL, (*row, moment_to_text(at)))
            self._log.note(EventKind.EXPORTED, About(family=family, reference=package), at)
        return HandOver(package, family, p, at, None, None), sealed

    def withdraw(self, package: str, reason: str, at: datetime) -> None:
        """Take back a hand-over that was never received; the family can be written again."""
        with self._vault.writing() as sql:
            if sql.run(_WITHDRAW, (moment_to_text(at), reason, package)):
                family = self._of(package).family
                self._log.note(EventKind.REOPENED, About(family=family, reference=package), at)

    def look(self, data: bytes) -> Offered:
        """Open a package to see whom it is from and what it holds; nothing is taken in.

        Raises what `open_package` raises, AlreadyReceived and FamilyHeldAlready.
        """
        with self._vault.transaction() as sql:
            private, _ = _receiving_key(sql)
        opened = open_package(data, private)
        record = _record(opened)
        if self._vault.sql.one("SELECT 1 FROM received WHERE package = ?", (opened.package,)):
            raise AlreadyReceived
        if self._vault.sql.one("SELECT 1 FROM family WHERE id = ?", (record.id,)):
            raise FamilyHeldAlready
        return Offered(opened, record)

    def take_in(self, data: bytes, at: datetime) -> tuple[Arrived, bytes]:
        """Take the family in under its own ids, and give the receipt for the sender."""
        offered = self.look(data)
        opened, family = offered.opened, offered.record.id
        rows, log = rows_from_json(opened.record)
        with self._vault.writing() as sql:
            sql.run("INSERT INTO permit VALUES (?, 'receive', NULL, 1)", (family,))
            try:
                put_rows(sql, rows)
            except RecordsDamaged:
                raise PackageDamaged from None
            except Exception as failure:
                if is_refused(failure):
                    raise PackageDamaged from failure
                raise
            sql.run("DELETE FROM permit WHERE family = ?", (family,))
            p = opened.sender
            row = (opened.package, family, p.name, p.role, p.team, opened.device, opened.digest)
            moments = (moment_to_text(opened.sealed_at), moment_to_text(at))
            sql.run(_RECEIVE, (*row, *moments, json.dumps(log)))
            make_findable(sql, FamilyStore(self._vault).load(family))
            self._log.note(EventKind.RECEIVED, About(family=family, reference=opened.package), at)
        arrived = Arrived(opened.package, family, p, opened.sealed_at, at)
        return arrived, self.receipt(opened.package)

    def receipt(self, package: str) -> bytes:
        """The receipt of a package that was taken in; the same each time."""
        row = self._vault.sql.one(
            "SELECT digest, received_at FROM received WHERE package = ?", (package,)
        )
        if row is None:
            raise LookupError("this vault has received no such package")
        device = _device(self._vault.sql)
        receipt = Receipt(package, row[0], moment_from_text(row[1]), device.public)
        return receipt_to_bytes(receipt, device.private)

    def confirm(self, data: bytes, at: datetime) -> HandOver:
        """Read the receipt: the family is handed over for good, and kept here to read.

        Raises NotAReceipt and ReceiptForAnother. The same receipt twice changes nothing.
        """
        receipt = receipt_from_bytes(data)
        with self._vault.writing() as sql:
            row = sql.one(
                "SELECT digest, to_device FROM handover WHERE package = ? AND withdrawn_at IS NULL",
                (receipt.package,),
            )
            if row is None or tuple(row) != (receipt.digest, receipt.device):
                raise ReceiptForAnother
            if sql.run(_CONFIRM, (moment_to_text(receipt.received_at), receipt.package)):
                family = self._of(receipt.package).family
                about = About(family=family, reference=receipt.package)
                self._log.note(EventKind.HANDED_OVER, about, at)
        return self._of(receipt.package)

    def handovers(self) -> tuple[HandOver, ...]:
        """All hand-overs from this vault, oldest first."""
        return tuple(_handover(row) for row in self._vault.sql.all(_HANDOVERS))

    def standing(self, family: FamilyId) -> HandOver | None:
        """The hand-over that makes this family read-only here, if there is one."""
        row = self._vault.sql.one(_STANDS, (family,))
        return self._of(row[0]) if row else None

    def arrived(self, family: FamilyId) -> tuple[Arrived, ...]:
        """From whom this family came, oldest first; what was before is theirs."""
        rows = self._vault.sql.all(_ARRIVED, (family,))
        return tuple(
            Arrived(
                package, FamilyId(of), Practitioner(name, role, team), *map(moment_from_text, at)
            )
            for package, of, name, role, team, *at in rows
        )

    def _of(self, package: str) -> HandOver:
        return next(h for h in self.handovers() if h.package == package)


def _record(opened: Opened) -> FamilyRecord:
    try:
        return record_from_rows(rows_from_json(opened.record)[0])
    except RecordsDamaged:
        raise PackageDamaged from None


def _receiving_key(sql: Sql) -> tuple[bytes, bytes]:
    """The private and the public key, made at the first use."""
    row = sql.one("SELECT private_key, public_key FROM receiving_key")
    if row is not None:
        return bytes(row[0]), bytes(row[1])
    private, public = new_receiving_key()
    sql.run(
        "INSERT INTO receiving_key (only_row, public_key, private_key) VALUES (1, ?, ?)",
        (public, private),
    )
    return private, public


def _device(sql: Sql) -> Device:
    device = device_of(sql)
    if device is None:
        raise RecordsDamaged
    return device


def _handover(row: tuple[str, ...]) -> HandOver:
    package, family, name, role, team, sealed_at, received_at, withdrawn_at = row
    return HandOver(
        package=package,
        family=FamilyId(family),
        to=Practitioner(name, role, team),
        sealed_at=moment_from_text(sealed_at),
        received_at=moment_from_text(received_at) if received_at else None,
        withdrawn_at=moment_from_text(withdrawn_at) if withdrawn_at else None,
    )


_STANDS = """
SELECT package FROM handover WHERE family = ? AND withdrawn_at IS NULL AND removed_at IS NULL
"""

_SEAL = """
INSERT INTO handover
    (package, family, to_name, to_role, to_team, to_key, to_device, digest, sealed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_WITHDRAW = """
UPDATE handover SET withdrawn_at = ?, withdrawn_reason = ?
WHERE package = ? AND received_at IS NULL AND withdrawn_at IS NULL
"""

_CONFIRM = "UPDATE handover SET received_at = ? WHERE package = ? AND received_at IS NULL"

_RECEIVE = """
INSERT INTO received (package, family, from_name, from_role, from_team, from_device, digest,
    sealed_at, received_at, log)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_HANDOVERS = """
SELECT package, family, to_name, to_role, to_team, sealed_at, received_at, withdrawn_at
FROM handover ORDER BY sealed_at, package
"""

_ARRIVED = """
SELECT package, family, from_name, from_role, from_team, sealed_at, received_at
FROM received WHERE family = ? ORDER BY received_at
"""
