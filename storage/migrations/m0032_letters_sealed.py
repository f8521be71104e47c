"""Who signs this vault's letters, what each letter holds inside, and which files were written."""

_OF_LETTER = """(SELECT family FROM contact WHERE id =
    (SELECT contact FROM letter WHERE id = {letter}))"""


def _kept(table: str, letter: str) -> str:
    family = _OF_LETTER.format(letter=letter)
    return f"""
CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = {family})
BEGIN SELECT RAISE(ABORT, 'exports are kept'); END;
"""  # noqa: S608 our own names


_TABLES = """
-- The newest signs; the older ones are kept so that their letters are known.
CREATE TABLE letter_signer (
    number INTEGER PRIMARY KEY,
    whose TEXT NOT NULL CHECK (whose IN ('device', 'organisation')),
    certificate BLOB NOT NULL UNIQUE,
    private_key BLOB NOT NULL,
    since TEXT NOT NULL
) STRICT;
CREATE TRIGGER letter_signer_fixed BEFORE UPDATE ON letter_signer
BEGIN SELECT RAISE(ABORT, 'who signs is kept'); END;
CREATE TRIGGER letter_signer_kept BEFORE DELETE ON letter_signer
BEGIN SELECT RAISE(ABORT, 'who signs is kept'); END;

-- Of other people: SHA-256 of a certificate that was compared by voice, and whose they said it is.
CREATE TABLE known_signer (
    fingerprint TEXT PRIMARY KEY CHECK (length(fingerprint) = 64),
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- SHA-256 of what a letter holds inside.
CREATE TABLE letter_inside (
    letter TEXT PRIMARY KEY REFERENCES letter (id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_inside_by_content ON letter_inside (sha256);
CREATE TRIGGER letter_inside_fixed BEFORE UPDATE ON letter_inside
BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;
CREATE INDEX letter_by_content ON letter (sha256);

-- The file an export wrote, while it is there as far as we know.
CREATE TABLE export_file (
    export INTEGER PRIMARY KEY REFERENCES export (number),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    has_password INTEGER NOT NULL CHECK (has_password IN (0, 1)),
    removed_at TEXT
) STRICT;
CREATE INDEX export_file_by_content ON export_file (sha256);
CREATE TRIGGER export_file_fixed BEFORE UPDATE ON export_file
WHEN (NEW.export, NEW.name, NEW.sha256, NEW.has_password)
    IS NOT (OLD.export, OLD.name, OLD.sha256, OLD.has_password) OR OLD.removed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'exports are kept'); END;
"""

SQL = "\n".join(
    (
        _TABLES,
        _kept("letter_inside", "OLD.letter"),
        _kept("export_file", "(SELECT letter FROM export WHERE number = OLD.export)"),
    )
)
