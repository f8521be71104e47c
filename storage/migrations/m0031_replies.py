"""A half-written answer of a lead is about an arrival, and of no family of this vault."""

SQL = """
-- about: the baby, the contact or the arrival it is about, '' for none.
CREATE TABLE half_written_of_all (
    form TEXT NOT NULL CHECK (form <> ''),
    family TEXT REFERENCES family (id),
    about TEXT NOT NULL,
    at TEXT NOT NULL,
    value TEXT NOT NULL,
    CHECK (about = '' OR family IS NOT NULL OR form = 'reply')
) STRICT;
INSERT INTO half_written_of_all (form, family, about, at, value)
SELECT form, family, about, at, value FROM half_written;
DROP TABLE half_written;
ALTER TABLE half_written_of_all RENAME TO half_written;
CREATE UNIQUE INDEX half_written_once ON half_written (form, coalesce(family, ''), about);
CREATE INDEX half_written_by_family ON half_written (family);
"""
