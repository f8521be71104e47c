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


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file that was written outside the vault: its name and the SHA-256 of its bytes."""

    name: str
    sha256: str
    has_password: bool = False


@dataclass(frozen=True, slots=True)
class ExportedCopy:
    """A file of a letter that went out and, as far as we know, still lies there."""

    number: int
    letter: LetterId
    reader: LetterTo
    at: datetime
    folder: str
    file: WrittenFile


class LetterStore:
    """The letters of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._log = AuditLog(vault)

    def keep(  # noqa: PLR0913 - what a letter's row holds
        self,
        contact: ContactId,
        reader: LetterTo,
        pdf: bytes,
        text: str,
        made_at: datetime,
        *,
        inside: str = "",
    ) -> LetterId:
        """Keep a letter about this contact for good; `inside`: SHA-256 of what it holds inside."""
        letter = LetterId(secrets.token_hex(8))
        digest = hashlib.sha256(pdf).hexdigest()
        row = (letter, contact, reader.value, moment_to_text(made_at), digest, text, pdf)
        with self._vault.writing() as sql:
            sql.run(_KEEP, row)
            if inside:
                sql.run(
                    "INSERT INTO letter_inside (letter, sha256) VALUES (?, ?)", (letter, inside)
                )
            self._log.note(EventKind.CREATED, _about(sql, letter), made_at)
        return letter

    def exported(
        self, letter: LetterId, folder: str, at: datetime, file: WrittenFile | None = None
    ) -> None:
        """Note that a copy left the vault, for which folder, and as which file."""
        with self._vault.transaction() as sql:
            row = sql.one(
                "INSERT INTO export (letter, at, folder) VALUES (?, ?, ?) RETURNING number",
                (letter, moment_to_text(at), folder),
            )
            if file is not None and row is not None:
                sql.run(
                    "INSERT INTO export_file (export, name, sha256, has_password)"
                    " VALUES (?, ?, ?, ?)",
                    (row[0], file.name, file.sha256, int(file.has_password)),
                )
            self._log.note(EventKind.EXPORTED, _about(sql, letter), at)

    def copies_of_family(self, family: FamilyId) -> tuple[ExportedCopy, ...]:
        """The files of this family's letters that were not removed yet, newest first."""
        return tuple(_copy(row) for row in self._vault.sql.all(_COPIES + _OF_FAMILY, (family,)))

    def copy(self, number: int) -> ExportedCopy | None:
        """This exported file, unless it was removed."""
        row = self._vault.sql.one(_COPIES + " AND export.number = ?", (number,))
        return _copy(row) if row is not None else None

    def copy_removed(self, copy: ExportedCopy, at: datetime) -> None:
        """Note that this file is no longer there."""
        with self._vault.transaction() as sql:
            sql.run(
                "UPDATE export_file SET removed_at = ? WHERE export = ?",
                (moment_to_text(at), copy.number),
            )
            self._log.note(EventKind.EXPORT_REMOVED, _about(sql, copy.letter), at)

    def copied(self, letter: LetterId, at: datetime) -> None:
        """Note that words of this letter were copied, to be put into a record system."""
        with self._vault.transaction() as sql:
            self._log.note(EventKind.COPIED, _about(sql, letter), at)

    def with_bytes(self, sha256: str) -> LetterLine | None:
        """The letter that is this very file, or was exported as it."""
        return self._found(
            "letter.sha256 = ?1 OR letter.id IN (SELECT export.letter FROM export_file"
            " JOIN export ON export.number = export_file.export WHERE export_file.sha256 = ?1)",
            sha256,
        )

    def with_inside(self, sha256: str) -> LetterLine | None:
        """The newest letter that holds just this inside."""
        return self._found(
            "letter.id IN (SELECT letter FROM letter_inside WHERE sha256 = ?)", sha256
        )

    def _found(self, which: str, value: str) -> LetterLine | None:
        row = self._vault.sql.one(_LINES.format(which=which), (value,))
        return _line(row) if row is not None else None

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


def _copy(row: Row) -> ExportedCopy:
    number, letter, reader, at, folder, name, sha256, has_password = row
    return ExportedCopy(
        number,
        LetterId(letter),
        LetterTo(reader),
        moment_from_text(at),
        folder,
        WrittenFile(name, sha256, bool(has_password)),
    )


_COPIES = """
SELECT export.number, export.letter, letter.reader, export.at, export.folder, export_file.name,
    export_file.sha256, export_file.has_password
FROM export_file JOIN export ON export.number = export_file.export
JOIN letter ON letter.id = export.letter JOIN contact ON contact.id = letter.contact
WHERE export_file.removed_at IS NULL"""

_OF_FAMILY = " AND contact.family = ? ORDER BY export.number DESC"

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
