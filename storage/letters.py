"""Letters in the vault: the very bytes that were made, and where each copy went."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from forms.ids import ContactId, FamilyId, LetterId
from forms.preferences import LetterTo
from storage.audit import About, AuditLog, EventKind
from storage.errors import RecordsDamaged
from storage.rows import moment_from_text, moment_to_text
from storage.sql import Row, Sql
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter in a family's list; `reader` is whose copy it is.

    `superseded`: its contact was amended since, and the amendment is finished.
    """

    id: LetterId
    contact: ContactId
    reader: LetterTo
    made_at: datetime
    sha256: str
    exports: int
    last_exported: datetime | None
    superseded: bool


@dataclass(frozen=True, slots=True)
class StoredLetter:
    """A letter whole: the PDF as it was made, and its plain-text twin."""

    line: LetterLine
    pdf: bytes
    text: str


class LetterStore:
    """The letters of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._log = AuditLog(vault)

    def keep(
        self, contact: ContactId, reader: LetterTo, pdf: bytes, text: str, made_at: datetime
    ) -> LetterId:
        """Keep a letter about this contact for good."""
        letter = LetterId(secrets.token_hex(8))
        digest = hashlib.sha256(pdf).hexdigest()
        row = (letter, contact, reader.value, moment_to_text(made_at), digest, text, pdf)
        with self._vault.writing() as sql:
            sql.run(_KEEP, row)
            self._log.note(EventKind.CREATED, _about(sql, letter), made_at)
        return letter

    def exported(self, letter: LetterId, folder: str, at: datetime) -> None:
        """Note that a copy left the vault, and for which folder."""
        with self._vault.transaction() as sql:
            sql.run(
                "INSERT INTO export (letter, at, folder) VALUES (?, ?, ?)",
                (letter, moment_to_text(at), folder),
            )
            self._log.note(EventKind.EXPORTED, _about(sql, letter), at)

    def of_family(self, family: FamilyId) -> tuple[LetterLine, ...]:
        """The letters about this family, newest first."""
        rows = self._vault.sql.all(_LINES.format(which="contact.family = ?"), (family,))
        return tuple(_line(row) for row in rows)

    def load(self, letter: LetterId) -> StoredLetter:
        """This letter. Raises RecordsDamaged if it is not the bytes that were kept.

        An id the vault does not hold is a LookupError.
        """
        sql = self._vault.sql
        row = sql.one(_LINES.format(which="letter.id = ?"), (letter,))
        held = sql.one("SELECT pdf, text FROM letter WHERE id = ?", (letter,))
        if row is None or held is None:
            raise LookupError("this vault holds no such letter")
        line, (pdf, text) = _line(row), held
        if hashlib.sha256(pdf).hexdigest() != line.sha256:
            raise RecordsDamaged
        return StoredLetter(line, pdf, text)


def _about(sql: Sql, letter: LetterId) -> About:
    row = sql.one(_WHOSE, (letter,))
    if row is None:
        raise LookupError("this vault holds no such letter")
    contact, family = row
    return About(family=FamilyId(family), contact=ContactId(contact), letter=letter)


def _line(row: Row) -> LetterLine:
    identity, contact, reader, made_at, digest, exports, exported, superseded = row
    return LetterLine(
        id=LetterId(identity),
        contact=ContactId(contact),
        reader=LetterTo(reader),
        made_at=moment_from_text(made_at),
        sha256=digest,
        exports=exports,
        last_exported=moment_from_text(exported) if exported else None,
        superseded=bool(superseded),
    )


_KEEP = """
INSERT INTO letter (id, contact, reader, made_at, sha256, text, pdf) VALUES (?, ?, ?, ?, ?, ?, ?)
"""

_WHOSE = """
SELECT contact.id, contact.family FROM letter JOIN contact ON contact.id = letter.contact
WHERE letter.id = ?
"""

_LINES = """
SELECT letter.id, letter.contact, letter.reader, letter.made_at, letter.sha256,
    count(export.number), max(export.at),
    EXISTS (
        SELECT 1 FROM contact newer
        WHERE newer.amends = letter.contact AND newer.finished_at IS NOT NULL
    )
FROM letter JOIN contact ON contact.id = letter.contact
LEFT JOIN export ON export.letter = letter.id
WHERE {which} GROUP BY letter.id ORDER BY letter.made_at DESC, letter.rowid DESC
"""
