CREATE TABLE answer (
    contact TEXT NOT NULL REFERENCES contact (id),
    kind TEXT NOT NULL CHECK (kind IN ('prompt', 'factor', 'topic')),
    code TEXT NOT NULL,
    carer TEXT NOT NULL,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (contact, kind, code, carer, revision)
) STRICT, WITHOUT ROWID;

CREATE TABLE carer (
    id TEXT PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    position INTEGER,
    name TEXT NOT NULL,
    relationship TEXT NOT NULL,
    contact_by TEXT NOT NULL,
    safe_to_contact TEXT NOT NULL,
    contact_detail TEXT NOT NULL,
    language TEXT NOT NULL,
    needs_interpreter INTEGER NOT NULL CHECK (needs_interpreter IN (0, 1)),
    access_needs TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE carer_earlier (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES carer (id),
    position INTEGER,
    name TEXT NOT NULL,
    relationship TEXT NOT NULL,
    contact_by TEXT NOT NULL,
    safe_to_contact TEXT NOT NULL,
    contact_detail TEXT NOT NULL,
    language TEXT NOT NULL,
    needs_interpreter INTEGER NOT NULL,
    access_needs TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE contact (
    id TEXT PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    infant TEXT NOT NULL,
    day TEXT NOT NULL,
    setting TEXT NOT NULL,
    stage TEXT NOT NULL,
    band TEXT NOT NULL,
    prompt_pack TEXT NOT NULL,
    factor_pack TEXT NOT NULL,
    started_at TEXT NOT NULL,
    revision INTEGER NOT NULL,
    place TEXT NOT NULL,
    finished_at TEXT,
    suggestion TEXT,
    decision TEXT,
    CHECK ((finished_at IS NULL) = (suggestion IS NULL)),
    CHECK (decision IS NULL OR finished_at IS NOT NULL),
    FOREIGN KEY (infant, family) REFERENCES infant (id, family)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    contact TEXT NOT NULL REFERENCES contact (id),
    kind TEXT NOT NULL CHECK (kind IN ('prompt', 'factor', 'topic')),
    code TEXT NOT NULL,
    carer TEXT NOT NULL,
    at TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (contact, kind, code, carer)
) STRICT, WITHOUT ROWID;

CREATE TABLE export (
    number INTEGER PRIMARY KEY,
    letter TEXT NOT NULL REFERENCES letter (id),
    at TEXT NOT NULL,
    folder TEXT NOT NULL
) STRICT;

CREATE TABLE family (
    id TEXT PRIMARY KEY,
    address TEXT NOT NULL,
    gp_practice TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE family_earlier (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES family (id),
    address TEXT NOT NULL,
    gp_practice TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE finding (
    family TEXT PRIMARY KEY REFERENCES family (id),
    words TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE infant (
    id TEXT PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    position INTEGER,
    due TEXT,
    born TEXT,
    gestation_weeks INTEGER,
    name TEXT NOT NULL,
    nhs_number TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    UNIQUE (id, family),
    CHECK ((due IS NULL) <> (born IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE infant_earlier (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL REFERENCES infant (id),
    position INTEGER,
    due TEXT,
    born TEXT,
    gestation_weeks INTEGER,
    name TEXT NOT NULL,
    nhs_number TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;

CREATE TABLE letter (
    id TEXT PRIMARY KEY,
    contact TEXT NOT NULL REFERENCES contact (id),
    reader TEXT NOT NULL CHECK (reader IN ('family', 'team')),
    made_at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    pdf BLOB NOT NULL
) STRICT;

CREATE TABLE outcome (
    contact TEXT PRIMARY KEY REFERENCES contact (id),
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE preferences (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    value TEXT NOT NULL
) STRICT;

CREATE TABLE vault (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    team TEXT NOT NULL,
    contact TEXT NOT NULL
) STRICT;

CREATE INDEX carer_by_family ON carer (family);

CREATE INDEX carer_earlier_by_id ON carer_earlier (id);

CREATE INDEX contact_by_family ON contact
    (family, day, started_at, setting, finished_at, suggestion, decision);

CREATE INDEX export_by_letter ON export (letter, at);

CREATE INDEX family_earlier_by_id ON family_earlier (id);

CREATE INDEX infant_by_family ON infant (family);

CREATE INDEX infant_earlier_by_id ON infant_earlier (id);

CREATE INDEX letter_by_contact ON letter (contact, id);

CREATE TRIGGER answer_finished BEFORE INSERT ON answer
WHEN (SELECT finished_at FROM contact WHERE id = NEW.contact) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this contact is finished'); END;

CREATE TRIGGER answer_fixed BEFORE UPDATE ON answer
BEGIN SELECT RAISE(ABORT, 'answers are kept'); END;

CREATE TRIGGER answer_kept BEFORE DELETE ON answer
BEGIN SELECT RAISE(ABORT, 'answers are kept'); END;

CREATE TRIGGER carer_earlier_fixed BEFORE UPDATE ON carer_earlier
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER carer_earlier_kept BEFORE DELETE ON carer_earlier
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER carer_keeps_earlier AFTER UPDATE ON carer BEGIN
    INSERT INTO carer_earlier
        (id, position, name, relationship, contact_by, safe_to_contact, contact_detail,
        language, needs_interpreter, access_needs, saved_at)
    VALUES (OLD.id, OLD.position, OLD.name, OLD.relationship, OLD.contact_by,
        OLD.safe_to_contact, OLD.contact_detail, OLD.language, OLD.needs_interpreter,
        OLD.access_needs, OLD.saved_at);
END;

CREATE TRIGGER carer_kept BEFORE DELETE ON carer
BEGIN SELECT RAISE(ABORT, 'carers are kept'); END;

CREATE TRIGGER carer_stays BEFORE UPDATE OF family ON carer WHEN OLD.family <> NEW.family
BEGIN SELECT RAISE(ABORT, 'a carer stays in its family'); END;

CREATE TRIGGER contact_finished BEFORE UPDATE ON contact WHEN OLD.finished_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this contact is finished'); END;

CREATE TRIGGER contact_kept BEFORE DELETE ON contact
BEGIN SELECT RAISE(ABORT, 'contacts are kept'); END;

CREATE TRIGGER draft_finished BEFORE INSERT ON draft
WHEN (SELECT finished_at FROM contact WHERE id = NEW.contact) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this contact is finished'); END;

CREATE TRIGGER export_fixed BEFORE UPDATE ON export
BEGIN SELECT RAISE(ABORT, 'exports are kept'); END;

CREATE TRIGGER export_kept BEFORE DELETE ON export
BEGIN SELECT RAISE(ABORT, 'exports are kept'); END;

CREATE TRIGGER family_earlier_fixed BEFORE UPDATE ON family_earlier
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER family_earlier_kept BEFORE DELETE ON family_earlier
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER family_keeps_earlier AFTER UPDATE ON family BEGIN
    INSERT INTO family_earlier (id, address, gp_practice, saved_at)
    VALUES (OLD.id, OLD.address, OLD.gp_practice, OLD.saved_at);
END;

CREATE TRIGGER family_kept BEFORE DELETE ON family
BEGIN SELECT RAISE(ABORT, 'families are kept'); END;

CREATE TRIGGER infant_earlier_fixed BEFORE UPDATE ON infant_earlier
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER infant_earlier_kept BEFORE DELETE ON infant_earlier
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER infant_keeps_earlier AFTER UPDATE ON infant BEGIN
    INSERT INTO infant_earlier
        (id, position, due, born, gestation_weeks, name, nhs_number, saved_at)
    VALUES (OLD.id, OLD.position, OLD.due, OLD.born, OLD.gestation_weeks, OLD.name,
        OLD.nhs_number, OLD.saved_at);
END;

CREATE TRIGGER infant_kept BEFORE DELETE ON infant
BEGIN SELECT RAISE(ABORT, 'infants are kept'); END;

CREATE TRIGGER infant_stays BEFORE UPDATE OF family ON infant WHEN OLD.family <> NEW.family
BEGIN SELECT RAISE(ABORT, 'an infant stays in its family'); END;

CREATE TRIGGER letter_fixed BEFORE UPDATE ON letter
BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;

CREATE TRIGGER letter_kept BEFORE DELETE ON letter
BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;

CREATE TRIGGER outcome_finished BEFORE INSERT ON outcome
WHEN (SELECT finished_at FROM contact WHERE id = NEW.contact) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this contact is finished'); END;

CREATE TRIGGER outcome_fixed BEFORE UPDATE ON outcome
BEGIN SELECT RAISE(ABORT, 'outcomes are kept'); END;

CREATE TRIGGER outcome_kept BEFORE DELETE ON outcome
BEGIN SELECT RAISE(ABORT, 'outcomes are kept'); END;
