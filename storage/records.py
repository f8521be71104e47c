"""Contacts in the vault: each change kept at once, every settled answer kept for good."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import NewType

from forms.answers import Answer, Decision, Question
from forms.factors import Suggestion
from forms.ids import ContactId, FamilyId, InfantId
from forms.pack import Stage
from forms.record import ContactRecord, Outcome, Setting
from storage.audit import About, AuditLog, EventKind
from storage.errors import (
    AlreadyAmended,
    ContactFinished,
    ContactNotFinished,
    RecordsDamaged,
    StaleWrite,
)
from storage.extracts import extracts, record_of
from storage.rows import (
    answer_from_text,
    answer_to_text,
    moment_from_text,
    moment_to_text,
    outcome_from_text,
    outcome_to_text,
    question_from_key,
    question_to_key,
)
from storage.sql import Row, Sql
from storage.vault import Vault

Revision = NewType("Revision", int)
"""Counts the saves of one contact; a save based on an older one is refused."""


@dataclass(frozen=True, slots=True)
class Amends:
    """Which finished contact this one is a newer version of, and why there is one."""

    contact: ContactId
    reason: str


@dataclass(frozen=True, slots=True)
class StoredContact:
    """A contact as the vault holds it, drafts laid over answers.

    `place` is where in the contact the practitioner was, in the window's own words for it.
    """

    record: ContactRecord
    revision: Revision
    place: str
    started_at: datetime
    outcome: Outcome | None
    amends: Amends | None


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One contact in a family's list.

    `amends` is the version it takes the place of, `amended_by` the version after it, finished or
    still being written; None where there is none.
    """

    id: ContactId
    infant: InfantId
    day: date
    setting: Setting
    stage: Stage
    started_at: datetime
    finished_at: datetime | None
    suggestion: Suggestion | None
    decision: Decision | None
    amends: ContactId | None
    amended_by: ContactId | None


@dataclass(frozen=True, slots=True)
class SettledAnswer:
    """One answer as it was settled, and when."""

    answer: Answer
    revision: Revision
    at: datetime


class RecordStore:
    """The contacts of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._log = AuditLog(vault)

    def start(self, record: ContactRecord, at: datetime) -> Revision:
        """Keep a new contact, with the answers it already has."""
        moment = moment_to_text(at)
        with self._vault.writing() as sql:
            sql.run(_START, _record_to_row(record, moment))
            _settle(sql, record.id, record.answers, _FIRST, moment)
            about = About(family=record.family, contact=record.id)
            self._log.note(EventKind.CREATED, about, at)
        return _FIRST

    def amend(self, contact: ContactId, reason: str, at: datetime) -> ContactId:
        """A new version of this finished contact to write in, with the answers of the old one.

        The old version stays as it is. Raises ContactNotFinished, and AlreadyAmended where there
        is a newer version: each has at most one, so that the versions are a line. A reason is
        needed.
        """
        if not reason.strip():
            raise ValueError("an amendment needs its reason")
        newer, moment = ContactId(secrets.token_hex(8)), moment_to_text(at)
        with self._vault.writing() as sql:
            family = _may_be_amended(sql, contact)
            sql.run(_AMEND, (newer, moment, _FIRST, contact, reason.strip(), contact))
            sql.run(_COPY_ANSWERS, (newer, _FIRST, moment, contact))
            about = About(family=family, contact=newer, earlier=contact)
            self._log.note(EventKind.AMENDED, about, at)
        return newer

    def load(self, contact: ContactId) -> StoredContact:
        """This contact with all that was saved. An id the vault does not hold is a LookupError."""
        sql = self._vault.sql
        row = sql.one(_LOAD, (contact,))
        if row is None:
            raise LookupError("this vault holds no such contact")
        newest = {tuple(key): text for *key, text in sql.all(_ANSWERS, (contact, contact))}
        said = {question_from_key(*key): answer_from_text(text) for key, text in newest.items()}
        try:
            return _stored(row, MappingProxyType(said))
        except ValueError:
            raise RecordsDamaged from None

    def save(  # noqa: PLR0913 each is needed, and named at the call
        self,
        contact: ContactId,
        changes: Mapping[Question, Answer],
        *,
        based_on: Revision,
        settled: bool,
        place: str,
        at: datetime,
    ) -> Revision:
        """Keep these changes and the place in one short transaction.

        Not settled: what is being typed, replaced by the next save of the same question.
        Settled: added to the history for good. Raises StaleWrite, ContactFinished.
        """
        moment = moment_to_text(at)
        revision = Revision(based_on + 1)
        with self._vault.writing() as sql:
            _advance(sql, contact, based_on, place)
            if settled:
                _settle(sql, contact, changes, revision, moment)
            else:
                for question, answer in changes.items():
                    key = question_to_key(question)
                    sql.run(_DRAFT, (contact, *key, moment, answer_to_text(answer)))
        return revision

    def history(self, contact: ContactId, question: Question) -> tuple[SettledAnswer, ...]:
        """Every settled answer to this question, oldest first; a draft is not history yet."""
        rows = self._vault.sql.all(_HISTORY, (contact, *question_to_key(question)))
        return tuple(
            SettledAnswer(answer_from_text(value), Revision(revision), moment_from_text(at))
            for revision, at, value in rows
        )

    def finish(
        self, contact: ContactId, outcome: Outcome, *, based_on: Revision, at: datetime
    ) -> Revision:
        """Settle what was still being typed and freeze the contact; nothing in it changes again."""
        moment = moment_to_text(at)
        revision = Revision(based_on + 1)
        decided = outcome.judged.decision
        decision = decided.value if decided is not None else None
        with self._vault.writing() as sql:
            _advance(sql, contact, based_on, None)
            sql.run(_SETTLE_DRAFTS, (revision, contact))
            sql.run("DELETE FROM draft WHERE contact = ?", (contact,))
            text = outcome_to_text(outcome)
            sql.run("INSERT INTO outcome (contact, value) VALUES (?, ?)", (contact, text))
            sql.run(_FINISH, (moment, outcome.suggestion.value, decision, contact))
            row = sql.one("SELECT family FROM contact WHERE id = ?", (contact,))
            family = FamilyId(row[0]) if row else None
            self._log.note(EventKind.FINISHED, About(family=family, contact=contact), at)
        return revision

    def of_family(self, family: FamilyId) -> tuple[ContactLine, ...]:
        """The contacts of this family, newest first."""
        try:
            return tuple(_contact_line(row) for row in self._vault.sql.all(_OF_FAMILY, (family,)))
        except ValueError:
            raise RecordsDamaged from None

    def extracts(
        self, families: Sequence[FamilyId], questions: Sequence[Question]
    ) -> tuple[ContactRecord, ...]:
        """Contacts of these families with their answers to these questions only."""
        return extracts(self._vault.sql, families, questions)


_FIRST = Revision(1)


def _advance(sql: Sql, contact: ContactId, based_on: Revision, place: str | None) -> None:
    moved = sql.run(_ADVANCE, (place, contact, based_on))
    if moved:
        return
    row = sql.one("SELECT finished_at FROM contact WHERE id = ?", (contact,))
    if row is None:
        raise LookupError("this vault holds no such contact")
    raise StaleWrite if row[0] is None else ContactFinished


def _may_be_amended(sql: Sql, contact: ContactId) -> FamilyId:
    row = sql.one(_VERSIONS, (contact,))
    if row is None:
        raise LookupError("this vault holds no such contact")
    family, finished_at, newer = row
    if finished_at is None:
        raise ContactNotFinished
    if newer is not None:
        raise AlreadyAmended
    return FamilyId(family)


def _settle(
    sql: Sql,
    contact: ContactId,
    changes: Mapping[Question, Answer],
    revision: Revision,
    moment: str,
) -> None:
    for question, answer in changes.items():
        key = question_to_key(question)
        sql.run(_ANSWER, (contact, *key, revision, moment, answer_to_text(answer)))
        sql.run(_CLEAR_DRAFT, (contact, *key))


def _record_to_row(record: ContactRecord, moment: str) -> tuple[str | int, ...]:
    return (
        record.id,
        record.family,
        record.infant,
        record.day.isoformat(),
        record.setting.value,
        record.stage.value,
        record.band,
        record.prompt_pack,
        record.factor_pack,
        moment,
        _FIRST,
    )


def _stored(row: Row, answers: Mapping[Question, Answer]) -> StoredContact:
    *contact, started_at, revision, place, amends, reason, outcome = row
    return StoredContact(
        record=record_of(contact, answers),
        revision=Revision(revision),
        place=place,
        started_at=moment_from_text(started_at),
        outcome=outcome_from_text(outcome) if outcome is not None else None,
        amends=Amends(ContactId(amends), reason) if amends else None,
    )


def _contact_line(row: Row) -> ContactLine:
    identity, infant, day, setting, stage, started_at, finished_at, *rest = row
    suggestion, decision, amends, amended_by = rest
    return ContactLine(
        id=ContactId(identity),
        infant=InfantId(infant),
        day=date.fromisoformat(day),
        setting=Setting(setting),
        stage=Stage(stage),
        started_at=moment_from_text(started_at),
        finished_at=moment_from_text(finished_at) if finished_at else None,
        suggestion=Suggestion(suggestion) if suggestion else None,
        decision=Decision(decision) if decision else None,
        amends=ContactId(amends) if amends else None,
        amended_by=ContactId(amended_by) if amended_by else None,
    )


_START = """
INSERT INTO contact (id, family, infant, day, setting, stage, band, prompt_pack, factor_pack,
    started_at, revision, place)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')
"""

_LOAD = """
SELECT id, family, infant, day, setting, stage, band, prompt_pack, factor_pack, started_at,
    revision, place, amends, amend_reason, outcome.value
FROM contact LEFT JOIN outcome ON outcome.contact = contact.id WHERE id = ?
"""

_VERSIONS = """
SELECT family, finished_at, (SELECT newer.id FROM contact newer WHERE newer.amends = contact.id)
FROM contact WHERE id = ?
"""

_AMEND = """
INSERT INTO contact (id, family, infant, day, setting, stage, band, prompt_pack, factor_pack,
    started_at, revision, place, amends, amend_reason)
SELECT ?, family, infant, day, setting, stage, band, prompt_pack, factor_pack, ?, ?, '', ?, ?
FROM contact WHERE id = ?
"""

# The columns beside max() are those of the newest revision (SQLite).
_COPY_ANSWERS = """
INSERT INTO answer (contact, kind, code, carer, revision, at, value)
SELECT ?, kind, code, carer, ?, ?, value FROM (
    SELECT kind, code, carer, value, max(revision) FROM answer
    WHERE contact = ? GROUP BY kind, code, carer
)
"""

# Oldest first, drafts last, so that what comes later replaces what came before.
_ANSWERS = """
SELECT kind, code, carer, value FROM (
    SELECT kind, code, carer, value, 0 AS is_draft, revision FROM answer WHERE contact = ?
    UNION ALL
    SELECT kind, code, carer, value, 1, 0 FROM draft WHERE contact = ?
) ORDER BY is_draft, revision, kind, code, carer
"""

_ADVANCE = """
UPDATE contact SET revision = revision + 1, place = coalesce(?, place)
WHERE id = ? AND revision = ? AND finished_at IS NULL
"""

_DRAFT = """
INSERT INTO draft (contact, kind, code, carer, at, value) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET at = excluded.at, value = excluded.value
"""

_CLEAR_DRAFT = "DELETE FROM draft WHERE contact = ? AND kind = ? AND code = ? AND carer = ?"

_ANSWER = """
INSERT INTO answer (contact, kind, code, carer, revision, at, value) VALUES (?, ?, ?, ?, ?, ?, ?)
"""

_HISTORY = """
SELECT revision, at, value FROM answer
WHERE contact = ? AND kind = ? AND code = ? AND carer = ? ORDER BY revision
"""

_SETTLE_DRAFTS = """
INSERT INTO answer (contact, kind, code, carer, revision, at, value)
SELECT contact, kind, code, carer, ?, at, value FROM draft WHERE contact = ?
"""

_FINISH = "UPDATE contact SET finished_at = ?, suggestion = ?, decision = ? WHERE id = ?"

_OF_FAMILY = """
SELECT id, infant, day, setting, stage, started_at, finished_at, suggestion, decision, amends,
    (SELECT newer.id FROM contact newer WHERE newer.amends = contact.id)
FROM contact WHERE family = ? ORDER BY day DESC, started_at DESC
"""
