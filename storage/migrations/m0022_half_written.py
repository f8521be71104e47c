"""Forms that are half written: what was typed outside a contact and has not become a record yet.

No part of the record: no guard keeps a row, and what a form becomes is guarded where it is kept.
"""

SQL = """
-- form: which form. about: the baby or the contact it is about, '' for neither. value: JSON.
CREATE TABLE half_written (
    form TEXT NOT NULL CHECK (form <> ''),
    family TEXT REFERENCES family (id),
    about TEXT NOT NULL,
    at TEXT NOT NULL,
    value TEXT NOT NULL,
    CHECK (about = '' OR family IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX half_written_once ON half_written (form, coalesce(family, ''), about);
CREATE INDEX half_written_by_family ON half_written (family);
"""
