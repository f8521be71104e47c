"""What happens to a record beside its contacts: closed, held, kept on, confirmed, removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from forms.ids import FamilyId, InfantId
from forms.people import Arrival, Family
from forms.retention import FamilyLife, Rule
from storage.audit import About, AuditLog, EventKind
from storage.families import FamilyStore
from storage.life_rows import REMOVED_IN_ORDER
from storage.people import Among, families
from storage.rows import moment_from_text, moment_to_text
from storage.sql import Sql
from storage.tombstones import Tombstone, elsewhere_of, put_stone, stones, tombstone_of
from storage.vault import Vault


class NoteKind(Enum):
    """What a note is about."""

    ENDED = "ended"
    REOPENED = "reopened"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class LifeNote:
    """A note on a record outside any contact; `infant` where it is about one pregnancy or baby."""

    kind: NoteKind
    infant: InfantId | None
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Someone has asked in law that nothing of this family is removed."""

    family: FamilyId
    since: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class KeptOn:
    """The practitioner looked at what the policy proposes, and keeps the record until that day."""

    at: datetime
    until: date
    reason: str


class LifeStore:
    """The lives of the families of one vault."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._log = AuditLog(vault)

    def close(self, family: Family, infant: InfantId, words: str, at: datetime) -> None:
        """Keep this family as it is after a loss or a death, with what was written of it."""
        self._changed(family, infant, NoteKind.ENDED, words, at)

    def reopen(self, family: Family, infant: InfantId, reason: str, at: datetime) -> None:
        """Keep this family as it is once a record closed in error is open again."""
        self._changed(family, infant, NoteKind.REOPENED, reason, at)

    def note(self, family: FamilyId, infant: InfantId | None, words: str, at: datetime) -> None:
        """Add a note; it can be read beside the contacts, and is never changed."""
        with self._vault.writing() as sql:
            _add_note(sql, family, infant, NoteKind.NOTE, words, at)
            self._log.note(EventKind.CHANGED, About(family=family), at)

    def _changed(
        self, family: Family, infant: InfantId, kind: NoteKind, words: str, at: datetime
    ) -> None:
        event = EventKind.CLOSED if kind is NoteKind.ENDED else EventKind.REOPENED
        with self._vault.writing() as sql:
            FamilyStore(self._vault).save(family, at)
            _add_note(sql, family.id, infant, kind, words, at)
            self._log.note(event, About(family=family.id, reference=infant), at)

    def notes(self, family: FamilyId) -> tuple[LifeNote, ...]:
        """Everything noted on this family's record, oldest first."""
        rows = self._vault.sql.all(_NOTES, (family,))
        return tuple(
            LifeNote(NoteKind(kind), infant and InfantId(infant), moment_from_text(at), words)
            for kind, infant, at, words in rows
        )

    def was_due(self, family: FamilyId) -> Mapping[InfantId, date]:
        """The last due date that was recorded for each baby who has been born since."""
        rows = self._vault.sql.all(_WAS_DUE, (family,))
        return {InfantId(infant): date.fromisoformat(due) for infant, due, _ in rows}

    def hold(self, family: FamilyId, reason: str, at: datetime) -> None:
        """Put this family on legal hold: nothing of it can be removed until it is lifted."""
        with self._vault.writing() as sql:
            if sql.one(_ON_HOLD, (family,)):
                return
            sql.run(
                "INSERT INTO legal_hold (family, set_at, reason) VALUES (?, ?, ?)",
                (family, moment_to_text(at), reason),
            )
            self._log.note(EventKind.HOLD_SET, About(family=family), at)

    def lift(self, family: FamilyId, reason: str, at: datetime) -> None:
        """Lift the hold, if one stands."""
        with self._vault.writing() as sql:
            lifted = sql.run(_LIFT, (moment_to_text(at), reason, family))
            if lifted:
                self._log.note(EventKind.HOLD_LIFTED, About(family=family), at)

    def holds(self) -> Mapping[FamilyId, Hold]:
        """The families on hold now."""
        rows = self._vault.sql.all(
            "SELECT family, set_at, reason FROM legal_hold WHERE lifted_at IS NULL"
        )
        return {FamilyId(f): Hold(FamilyId(f), moment_from_text(at), why) for f, at, why in rows}

    def confirm_in_main_record(self, family: FamilyId, words: str, at: datetime) -> None:
        """Keep that the practitioner has seen this record in the main record, and where."""
        with self._vault.writing() as sql:
            sql.run(
                "INSERT INTO main_record (family, at, words) VALUES (?, ?, ?)",
                (family, moment_to_text(at), words),
            )
            self._log.note(EventKind.EXPORTED, About(family=family, reference="main-record"), at)

    def keep_on(self, family: FamilyId, until: date, reason: str, at: datetime) -> None:
        """Keep that this record was looked at, and is not to be proposed again before `until`."""
        with self._vault.writing() as sql:
            sql.run(
                "INSERT INTO kept_on (family, at, until, reason) VALUES (?, ?, ?, ?)",
                (family, moment_to_text(at), until.isoformat(), reason),
            )
            self._log.note(EventKind.CHANGED, About(family=family, reference="kept-on"), at)

    def kept_on(self, family: FamilyId) -> KeptOn | None:
        """When it was last decided to keep this record on, and why; None where it never was."""
        row = self._vault.sql.one(_KEPT_ON, (family,))
        if row is None:
            return None
        return KeptOn(moment_from_text(row[0]), date.fromisoformat(row[1]), row[2])

    def lives(self, *these: FamilyId) -> tuple[FamilyLife, ...]:
        """These families, or every one, as a keeping period sees them."""
        sql = self._vault.sql
        among = Among.these(these) if these else Among()
        counted = sql.all(_CONTACTS.format(among=among.condition("contact.family")), among.values)
        last = {row[0]: row for row in counted}
        return tuple(_life(sql, f, last.get(f.id, (f.id, None, 0))) for f in families(sql, among))

    def remove(
        self,
        family: FamilyId,
        policy: str,
        reason: str,
        at: datetime,
        *,
        rules: tuple[Rule, ...] = (),
    ) -> Tombstone:
        """Remove this laptop's copy of a family for good, and leave a tombstone.

        `rules`: those of the policy that spoke for it; none where it went earlier.

        Raises OnHold, StillUnderWay or NowhereElse, having removed nothing. Copies in backups go
        as the backups thin out.
        """
        with self._vault.writing() as sql:
            by = self._vault.practitioner().name
            stone = tombstone_of(
                sql, family, policy=policy, rules=rules, reason=reason, by=by, at=at
            )
            number = put_stone(sql, stone)
            sql.run("INSERT INTO permit VALUES (?, 'remove', ?, 1)", (family, number))
            for statement in REMOVED_IN_ORDER:
                sql.run(statement, (family,))
            sql.run(
                "UPDATE handover SET removed_at = ?"
                " WHERE family = ? AND received_at IS NOT NULL AND removed_at IS NULL",
                (moment_to_text(at), family),
            )
            # The text index forgets removed words only when it is written anew.
            sql.run("INSERT INTO finding_text (finding_text) VALUES ('optimize')")
            sql.run("DELETE FROM permit WHERE family = ?", (family,))
            self._log.note(EventKind.PURGED, About(family=family), at)
        self._vault.sql.one("PRAGMA wal_checkpoint(TRUNCATE)")
        return stone

    def tombstones(self) -> tuple[Tombstone, ...]:
        """What was removed from this laptop, oldest first."""
        return stones(self._vault.sql)


def _add_note(  # noqa: PLR0913, PLR0917 each is a column
    sql: Sql, family: FamilyId, infant: InfantId | None, kind: NoteKind, words: str, at: datetime
) -> None:
    row = (family, infant, kind.value, moment_to_text(at), words)
    sql.run("INSERT INTO life_note (family, infant, kind, at, words) VALUES (?, ?, ?, ?, ?)", row)


def _life(sql: Sql, family: Family, last: tuple[str, str | None, int]) -> FamilyLife:
    _, day, under_way = last
    arrivals: tuple[Arrival, ...] = tuple(infant.arrival for infant in family.infants)
    return FamilyLife(
        family=family.id,
        arrivals=arrivals,
        last_contact=date.fromisoformat(day) if day else None,
        under_way=bool(under_way),
        elsewhere=elsewhere_of(sql, family.id),
        kept_on_until=_kept_on_until(sql, family.id),
    )


def _kept_on_until(sql: Sql, family: FamilyId) -> date | None:
    row = sql.one(_KEPT_ON, (family,))
    return date.fromisoformat(row[1]) if row is not None else None


_NOTES = "SELECT kind, infant, at, words FROM life_note WHERE family = ? ORDER BY number"

# The columns beside max() are those of the row that has the greatest number (SQLite).
_WAS_DUE = """
SELECT infant.id, earlier.due, max(earlier.number) FROM infant
JOIN infant_earlier earlier ON earlier.id = infant.id
WHERE infant.family = ? AND infant.born IS NOT NULL AND earlier.due IS NOT NULL
GROUP BY infant.id
"""

_KEPT_ON = "SELECT at, until, reason FROM kept_on WHERE family = ? ORDER BY number DESC LIMIT 1"

_ON_HOLD = "SELECT 1 FROM legal_hold WHERE family = ? AND lifted_at IS NULL"

_LIFT = """
UPDATE legal_hold SET lifted_at = ?, lifted_reason = ? WHERE family = ? AND lifted_at IS NULL
"""

# A contact left open when a record was closed, after a loss or a death, is not under way.
_CONTACTS = """
SELECT contact.family, max(contact.day),
    max(contact.finished_at IS NULL AND infant.ended IS NULL AND infant.died IS NULL)
FROM contact JOIN infant ON infant.id = contact.infant WHERE {among} GROUP BY contact.family
"""
