"""Amendments: a finished contact stays as it is, and a newer version says what it amends and why.

The versions of one contact are a line: the unique index lets each be amended once.
"""

SQL = """
ALTER TABLE contact ADD COLUMN amends TEXT REFERENCES contact (id);
ALTER TABLE contact ADD COLUMN amend_reason TEXT
    CHECK ((amends IS NULL) = (amend_reason IS NULL) AND trim(coalesce(amend_reason, '-')) <> '');
CREATE UNIQUE INDEX contact_amended_once ON contact (amends) WHERE amends IS NOT NULL;
CREATE TRIGGER contact_amends BEFORE INSERT ON contact
WHEN NEW.amends IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM contact earlier
    WHERE earlier.id = NEW.amends AND earlier.finished_at IS NOT NULL
        AND earlier.family = NEW.family AND earlier.infant = NEW.infant
)
BEGIN SELECT RAISE(ABORT, 'an amendment is of a finished contact about the same baby'); END;
CREATE TRIGGER contact_amends_fixed BEFORE UPDATE OF amends, amend_reason ON contact
BEGIN SELECT RAISE(ABORT, 'what a contact amends is kept'); END;
"""
