"""A baby who died, and a record kept on: what the end of a record's life still lacked.

`died` is a fact of its own beside the day of birth, and not `ended`, which is a pregnancy's; the
record closes as after a loss. A tombstone says who removed it and under which rules.
"""

_DIED = """
ALTER TABLE infant ADD COLUMN died TEXT CHECK (died IS NULL OR born IS NOT NULL);
ALTER TABLE infant_earlier ADD COLUMN died TEXT;
DROP TRIGGER infant_keeps_earlier;
CREATE TRIGGER infant_keeps_earlier AFTER UPDATE ON infant BEGIN
    INSERT INTO infant_earlier
        (id, position, due, born, gestation_weeks, ended, died, name, nhs_number, saved_at)
    VALUES (OLD.id, OLD.position, OLD.due, OLD.born, OLD.gestation_weeks, OLD.ended, OLD.died,
        OLD.name, OLD.nhs_number, OLD.saved_at);
END;
"""

_KEPT_ON = """
-- The practitioner has looked at what the policy proposes, and keeps the record until that day.
CREATE TABLE kept_on (
    number INTEGER PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    at TEXT NOT NULL,
    until TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (trim(reason) <> '')
) STRICT;
CREATE INDEX kept_on_by_family ON kept_on (family, number);
CREATE TRIGGER kept_on_fixed BEFORE UPDATE ON kept_on
BEGIN SELECT RAISE(ABORT, 'why a record was kept on is kept'); END;
CREATE TRIGGER kept_on_kept BEFORE DELETE ON kept_on
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.family)
BEGIN SELECT RAISE(ABORT, 'why a record was kept on is kept'); END;

ALTER TABLE tombstone ADD COLUMN removed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE tombstone ADD COLUMN rules TEXT NOT NULL DEFAULT '[]';
"""

_ABOUT = {
    "contact": "SELECT 1 FROM infant WHERE id = NEW.infant",
    **dict.fromkeys(
        ("draft", "answer", "outcome", "letter"),
        "SELECT 1 FROM contact c JOIN infant ON infant.id = c.infant WHERE c.id = NEW.contact",
    ),
}
_ONLY_ADDED = ("answer", "outcome", "letter")


def _closed(table: str, act: str, about: str) -> str:
    name = f"{table}_{act.lower()}_not_closed"
    return f"""
DROP TRIGGER {name};
CREATE TRIGGER {name} BEFORE {act} ON {table}
WHEN EXISTS ({about} AND (infant.ended IS NOT NULL OR infant.died IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM permit WHERE act = 'receive')
BEGIN SELECT RAISE(ABORT, 'this record is closed'); END;
"""  # noqa: S608 our own names


def _acts(table: str) -> tuple[str, ...]:
    return ("INSERT",) if table in _ONLY_ADDED else ("INSERT", "UPDATE")


SQL = "\n".join(
    (_DIED, _KEPT_ON, *(_closed(t, act, about) for t, about in _ABOUT.items() for act in _acts(t)))
)
