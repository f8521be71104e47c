"""Everything about one family for someone who has a right to it, once each item is decided."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from desktop.flows.opened import Clock, OpenVault
from desktop.flows.outside import write_out
from forms.contact_items import items
from forms.ids import CarerId, FamilyId
from forms.redaction import Decision, Item, ItemId, Redacted, Undecided, redacted
from letters.family_record import CopyFacts, record_copy
from letters.pdf import render
from letters.plain import to_text
from storage.audit import About, AuditLog, EventKind
from storage.life_record import family_record

JSON_FORMAT = "golden-thread subject access"
JSON_VERSION = 1


@dataclass(frozen=True, slots=True)
class RecordCopy:
    """The copy as it would leave: to read, to print, and for a machine."""

    pdf: bytes
    text: str
    json: str
    left_out: int


@dataclass(frozen=True, slots=True)
class CopyWritten:
    """The files of a copy; `left_out` counts the items that are not in it."""

    pdf: Path
    json: Path
    left_out: int


class SubjectAccessFlow:
    """`reader` is the carer the copy is for; None for anyone else, such as the child later on."""

    def __init__(self, open_vault: OpenVault, clock: Clock) -> None:
        self._open = open_vault
        self._clock = clock

    def items(self, family: FamilyId, reader: CarerId | None) -> tuple[Item, ...]:
        """Everything the record says, item by item, with what is suggested and why."""
        record = family_record(self._open.vault, family)
        return items(record, reader, self._open.packs)

    def preview(
        self, family: FamilyId, reader: CarerId | None, decisions: Mapping[ItemId, Decision]
    ) -> RecordCopy | Undecided:
        """The copy as it would leave now, or the items that are still to be decided."""
        return self._copy(family, reader, decisions, secrets.token_hex(3).upper())

    def export(
        self,
        family: FamilyId,
        reader: CarerId | None,
        decisions: Mapping[ItemId, Decision],
        folder: Path,
    ) -> CopyWritten | Undecided:
        """Write the copy as PDF and as JSON; that it left is logged first.

        An item without a decision stops it, also one that was recorded since the preview.
        """
        reference = secrets.token_hex(3).upper()
        copy = self._copy(family, reader, decisions, reference)
        if isinstance(copy, Undecided):
            return copy
        now = self._clock()
        stem = f"Golden-Thread-record-{now:%Y-%m-%d}-{reference}"
        pdf, said = folder / f"{stem}.pdf", folder / f"{stem}.json"
        about = About(family=family, reference=reference, count=copy.left_out)
        AuditLog(self._open.vault).note(EventKind.EXPORTED, about, now)
        write_out(pdf, copy.pdf)
        write_out(said, copy.json.encode("utf-8", "replace"))
        return CopyWritten(pdf, said, copy.left_out)

    def _copy(
        self,
        family: FamilyId,
        reader: CarerId | None,
        decisions: Mapping[ItemId, Decision],
        reference: str,
    ) -> RecordCopy | Undecided:
        decided = redacted(self.items(family, reader), decisions)
        if isinstance(decided, Undecided):
            return decided
        now = self._clock()
        facts = CopyFacts(decided, self._open.practitioner, now.date(), reference)
        document = record_copy(facts)
        return RecordCopy(
            pdf=render(document, now),
            text=to_text(document),
            json=copy_json(decided, reference, now),
            left_out=sum(item.left_out for item in decided),
        )


def copy_json(decided: Sequence[Redacted], reference: str, at: datetime) -> str:
    """The copy for a machine; its shape is told in docs/retention.md."""
    parts = []
    for part, group in groupby(decided, key=lambda item: item.part):
        own = tuple(group)
        kept = [item for item in own if not item.left_out]
        parts.append(
            {
                "part": part,
                "entries": [{"what": x.where, "says": x.text, "when": x.when} for x in kept],
                "left_out": len(own) - len(kept),
            }
        )
    said = {
        "format": JSON_FORMAT,
        "version": JSON_VERSION,
        "reference": reference,
        "made_at": at.isoformat(timespec="seconds"),
        "parts": parts,
    }
    return json.dumps(said, indent=1, ensure_ascii=False) + "\n"
