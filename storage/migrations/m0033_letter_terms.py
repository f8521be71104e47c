"""Which letter of the set each one is, who holds it, in which language and on what basis."""

_FAMILY = """(SELECT family FROM contact WHERE id =
    (SELECT contact FROM letter WHERE id = OLD.letter))"""

SQL = f"""
-- A letter without a row here is from before there was a set: a recommendation.
CREATE TABLE letter_terms (
    letter TEXT PRIMARY KEY REFERENCES letter (id),
    kind TEXT NOT NULL CHECK (kind <> ''),
    holder TEXT NOT NULL CHECK (holder <> ''),
    carer TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
    basis TEXT NOT NULL CHECK (basis IN ('agreed', 'safeguarding', 'nobody_named', 'own_record')),
    authorised_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER letter_terms_fixed BEFORE UPDATE ON letter_terms
BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;
CREATE TRIGGER letter_terms_kept BEFORE DELETE ON letter_terms
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = {_FAMILY})
BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;
"""  # noqa: S608 our own names
