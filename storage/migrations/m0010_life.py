"""The whole life of a record: a loss, a hand-over, a hold, and a removal that leaves a stone.

What was kept for good may be deleted only while a permit stands, and no transaction can be
committed while one does: the permit points at a table that is always empty, and that is checked
at the commit. A handed-over family, and a record closed after a loss, can only be read.
"""

_EARLIER = """
ALTER TABLE infant ADD COLUMN ended TEXT CHECK (ended IS NULL OR born IS NULL);
ALTER TABLE infant_earlier ADD COLUMN ended TEXT;
DROP TRIGGER infant_keeps_earlier;
CREATE TRIGGER infant_keeps_earlier AFTER UPDATE ON infant BEGIN
    INSERT INTO infant_earlier
        (id, position, due, born, gestation_weeks, ended, name, nhs_number, saved_at)
    VALUES (OLD.id, OLD.position, OLD.due, OLD.born, OLD.gestation_weeks, OLD.ended, OLD.name,
        OLD.nhs_number, OLD.saved_at);
END;
"""

_TABLES = """
-- Why a record was closed or opened again, and what was noted on it since.
CREATE TABLE life_note (
    number INTEGER PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    infant TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('ended', 'reopened', 'note')),
    at TEXT NOT NULL,
    words TEXT NOT NULL,
    FOREIGN KEY (infant, family) REFERENCES infant (id, family)
) STRICT;
CREATE INDEX life_note_by_family ON life_note (family, number);
CREATE TRIGGER life_note_fixed BEFORE UPDATE ON life_note
BEGIN SELECT RAISE(ABORT, 'notes are kept'); END;

CREATE TABLE legal_hold (
    number INTEGER PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    set_at TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (trim(reason) <> ''),
    lifted_at TEXT,
    lifted_reason TEXT,
    CHECK ((lifted_at IS NULL) = (lifted_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX legal_hold_stands ON legal_hold (family) WHERE lifted_at IS NULL;
CREATE TRIGGER legal_hold_lifted_once BEFORE UPDATE ON legal_hold
WHEN OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL
    OR (NEW.number, NEW.family, NEW.set_at, NEW.reason)
        IS NOT (OLD.number, OLD.family, OLD.set_at, OLD.reason)
BEGIN SELECT RAISE(ABORT, 'a hold is lifted once'); END;

-- The practitioner has confirmed that the main record holds this family up to that day.
CREATE TABLE main_record (
    number INTEGER PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    at TEXT NOT NULL,
    words TEXT NOT NULL CHECK (trim(words) <> '')
) STRICT;
CREATE INDEX main_record_by_family ON main_record (family, at);
CREATE TRIGGER main_record_fixed BEFORE UPDATE ON main_record
BEGIN SELECT RAISE(ABORT, 'what was confirmed is kept'); END;

-- To whom a colleague's sealed package is opened; one pair of keys for each vault.
CREATE TABLE receiving_key (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    private_key BLOB NOT NULL CHECK (length(private_key) = 32)
) STRICT;
CREATE TRIGGER receiving_key_fixed BEFORE UPDATE ON receiving_key
BEGIN SELECT RAISE(ABORT, 'the receiving key is kept'); END;
CREATE TRIGGER receiving_key_kept BEFORE DELETE ON receiving_key
BEGIN SELECT RAISE(ABORT, 'the receiving key is kept'); END;

-- A family leaves once, read-only from the sealing on. It outlives the family's rows.
CREATE TABLE handover (
    package TEXT PRIMARY KEY,
    family TEXT NOT NULL,
    to_name TEXT NOT NULL,
    to_role TEXT NOT NULL,
    to_team TEXT NOT NULL,
    to_key BLOB NOT NULL CHECK (length(to_key) = 32),
    to_device BLOB NOT NULL CHECK (length(to_device) = 32),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    sealed_at TEXT NOT NULL,
    received_at TEXT,
    withdrawn_at TEXT,
    withdrawn_reason TEXT,
    removed_at TEXT,
    CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL)),
    CHECK (received_at IS NULL OR withdrawn_at IS NULL)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX handover_stands ON handover (family)
WHERE withdrawn_at IS NULL AND removed_at IS NULL;
CREATE TRIGGER handover_kept BEFORE DELETE ON handover
BEGIN SELECT RAISE(ABORT, 'hand-overs are kept'); END;
CREATE TRIGGER handover_fixed BEFORE UPDATE ON handover
WHEN (NEW.package, NEW.family, NEW.to_name, NEW.to_role, NEW.to_team, NEW.to_key, NEW.to_device,
        NEW.digest, NEW.sealed_at)
    IS NOT (OLD.package, OLD.family, OLD.to_name, OLD.to_role, OLD.to_team, OLD.to_key,
        OLD.to_device, OLD.digest, OLD.sealed_at)
    OR (OLD.received_at IS NOT NULL AND NEW.received_at IS NOT OLD.received_at)
    OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NOT OLD.withdrawn_at)
BEGIN SELECT RAISE(ABORT, 'hand-overs are kept'); END;

-- A family that came from a colleague: whose its earlier contacts are. log: theirs, as JSON.
CREATE TABLE received (
    package TEXT PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    from_name TEXT NOT NULL,
    from_role TEXT NOT NULL,
    from_team TEXT NOT NULL,
    from_device BLOB NOT NULL CHECK (length(from_device) = 32),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    sealed_at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    log TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX received_by_family ON received (family, received_at);
CREATE TRIGGER received_fixed BEFORE UPDATE ON received
BEGIN SELECT RAISE(ABORT, 'where a family came from is kept'); END;

-- What stays when a family was removed from this laptop: ids, days and a reason, no names.
CREATE TABLE tombstone (
    number INTEGER PRIMARY KEY,
    family TEXT NOT NULL,
    held TEXT NOT NULL,
    first_day TEXT,
    last_day TEXT,
    basis TEXT NOT NULL CHECK (basis IN ('handed_over', 'main_record')),
    basis_at TEXT NOT NULL,
    policy TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (trim(reason) <> ''),
    removed_at TEXT NOT NULL
) STRICT;
CREATE INDEX tombstone_by_family ON tombstone (family, number);
CREATE TRIGGER tombstone_fixed BEFORE UPDATE ON tombstone
BEGIN SELECT RAISE(ABORT, 'tombstones are kept'); END;
CREATE TRIGGER tombstone_kept BEFORE DELETE ON tombstone
BEGIN SELECT RAISE(ABORT, 'tombstones are kept'); END;
CREATE TRIGGER tombstone_honours_hold BEFORE INSERT ON tombstone
WHEN EXISTS (SELECT 1 FROM legal_hold WHERE family = NEW.family AND lifted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is on hold'); END;
CREATE TRIGGER tombstone_has_a_basis BEFORE INSERT ON tombstone
WHEN NOT EXISTS (SELECT 1 FROM main_record WHERE family = NEW.family)
    AND NOT EXISTS (SELECT 1 FROM handover WHERE family = NEW.family
        AND received_at IS NOT NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is nowhere else'); END;

CREATE TABLE never (id INTEGER PRIMARY KEY CHECK (0)) STRICT;
CREATE TABLE permit (
    family TEXT PRIMARY KEY,
    act TEXT NOT NULL CHECK (act IN ('remove', 'receive')),
    tombstone INTEGER REFERENCES tombstone (number),
    gone_before_commit INTEGER NOT NULL REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED,
    CHECK ((act = 'remove') = (tombstone IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER permit_needs_a_stone BEFORE INSERT ON permit WHEN NEW.act = 'remove' AND NOT EXISTS (
    SELECT 1 FROM tombstone WHERE number = NEW.tombstone AND family = NEW.family
        AND number = (SELECT max(number) FROM tombstone))
BEGIN SELECT RAISE(ABORT, 'a removal leaves a tombstone'); END;
CREATE TRIGGER permit_fixed BEFORE UPDATE ON permit
BEGIN SELECT RAISE(ABORT, 'a permit is for one act'); END;
"""

_CONTACT = "(SELECT family FROM contact WHERE id = {row}.contact)"

_KEPT = {
    "family": ("families are kept", "OLD.id"),
    "infant": ("infants are kept", "OLD.family"),
    "carer": ("carers are kept", "OLD.family"),
    "family_earlier": ("earlier versions are kept", "OLD.id"),
    "infant_earlier": (
        "earlier versions are kept",
        "(SELECT family FROM infant WHERE id = OLD.id)",
    ),
    "carer_earlier": ("earlier versions are kept", "(SELECT family FROM carer WHERE id = OLD.id)"),
    "contact": ("contacts are kept", "OLD.family"),
    "answer": ("answers are kept", _CONTACT.format(row="OLD")),
    "outcome": ("outcomes are kept", _CONTACT.format(row="OLD")),
    "letter": ("letters are kept", _CONTACT.format(row="OLD")),
    "export": (
        "exports are kept",
        "(SELECT family FROM contact WHERE id ="
        " (SELECT contact FROM letter WHERE id = OLD.letter))",
    ),
}

_NEW_KEPT = {
    "life_note": ("notes are kept", "OLD.family"),
    "legal_hold": ("holds are kept", "OLD.family"),
    "main_record": ("what was confirmed is kept", "OLD.family"),
    "received": ("where a family came from is kept", "OLD.family"),
}


def _kept(table: str, words: str, family: str) -> str:
    return f"""
CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = {family})
BEGIN SELECT RAISE(ABORT, '{words}'); END;
"""  # noqa: S608 our own names


_WRITTEN = {
    "family": "NEW.id",
    "infant": "NEW.family",
    "carer": "NEW.family",
    "contact": "NEW.family",
    "draft": _CONTACT.format(row="NEW"),
    "answer": _CONTACT.format(row="NEW"),
    "outcome": _CONTACT.format(row="NEW"),
    "letter": _CONTACT.format(row="NEW"),
    "life_note": "NEW.family",
}
_ONLY_ADDED = ("answer", "outcome", "letter", "life_note")


def _read_only(table: str, act: str, family: str) -> str:
    return f"""
CREATE TRIGGER {table}_{act.lower()}_not_handed_over BEFORE {act} ON {table}
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = {family} AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;
"""  # noqa: S608 our own names


_ABOUT = {
    "contact": "SELECT 1 FROM infant WHERE id = NEW.infant",
    **dict.fromkeys(
        ("draft", "answer", "outcome", "letter"),
        "SELECT 1 FROM contact c JOIN infant ON infant.id = c.infant WHERE c.id = NEW.contact",
    ),
}


def _closed(table: str, act: str, about: str) -> str:
    return f"""
CREATE TRIGGER {table}_{act.lower()}_not_closed BEFORE {act} ON {table}
WHEN EXISTS ({about} AND infant.ended IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM permit WHERE act = 'receive')
BEGIN SELECT RAISE(ABORT, 'this record is closed'); END;
"""  # noqa: S608 our own names


def _acts(table: str) -> tuple[str, ...]:
    return ("INSERT",) if table in _ONLY_ADDED else ("INSERT", "UPDATE")


SQL = "\n".join(
    (
        _EARLIER,
        _TABLES,
        *(f"DROP TRIGGER {table}_kept;{_kept(table, *what)}" for table, what in _KEPT.items()),
        *(_kept(table, *what) for table, what in _NEW_KEPT.items()),
        *(_read_only(t, act, family) for t, family in _WRITTEN.items() for act in _acts(t)),
        *(_closed(t, act, about) for t, about in _ABOUT.items() for act in _acts(t)),
    )
)
