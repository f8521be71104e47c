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
    decision TEXT, amends TEXT REFERENCES contact (id), amend_reason TEXT
    CHECK ((amends IS NULL) = (amend_reason IS NULL) AND trim(coalesce(amend_reason, '-')) <> ''),
    CHECK ((finished_at IS NULL) = (suggestion IS NULL)),
    CHECK (decision IS NULL OR finished_at IS NOT NULL),
    FOREIGN KEY (infant, family) REFERENCES infant (id, family)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    private_key BLOB NOT NULL CHECK (length(private_key) = 32)
) STRICT;

CREATE TABLE draft (
    contact TEXT NOT NULL REFERENCES contact (id),
    kind TEXT NOT NULL CHECK (kind IN ('prompt', 'factor', 'topic')),
    code TEXT NOT NULL,
    carer TEXT NOT NULL,
    at TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (contact, kind, code, carer)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

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

CREATE TABLE head (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;

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

CREATE UNIQUE INDEX contact_amended_once ON contact (amends) WHERE amends IS NOT NULL;

CREATE INDEX contact_by_family ON contact
    (family, day, started_at, setting, finished_at, suggestion, decision);

CREATE INDEX event_by_family ON event (json_extract(about, '$.family'))
WHERE json_extract(about, '$.family') IS NOT NULL;

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

CREATE TRIGGER contact_amends BEFORE INSERT ON contact
WHEN NEW.amends IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM contact earlier
    WHERE earlier.id = NEW.amends AND earlier.finished_at IS NOT NULL
        AND earlier.family = NEW.family AND earlier.infant = NEW.infant
)
BEGIN SELECT RAISE(ABORT, 'an amendment is of a finished contact about the same baby'); END;

CREATE TRIGGER contact_amends_fixed BEFORE UPDATE OF amends, amend_reason ON contact
BEGIN SELECT RAISE(ABORT, 'what a contact amends is kept'); END;

CREATE TRIGGER contact_finished BEFORE UPDATE ON contact WHEN OLD.finished_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this contact is finished'); END;

CREATE TRIGGER contact_kept BEFORE DELETE ON contact
BEGIN SELECT RAISE(ABORT, 'contacts are kept'); END;

CREATE TRIGGER device_fixed BEFORE UPDATE ON device
BEGIN SELECT RAISE(ABORT, 'the device key is kept'); END;

CREATE TRIGGER device_kept BEFORE DELETE ON device
BEGIN SELECT RAISE(ABORT, 'the device key is kept'); END;

CREATE TRIGGER draft_finished BEFORE INSERT ON draft
WHEN (SELECT finished_at FROM contact WHERE id = NEW.contact) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this contact is finished'); END;

CREATE TRIGGER event_fixed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are kept'); END;

CREATE TRIGGER event_follows BEFORE INSERT ON event
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'events follow one another'); END;

CREATE TRIGGER event_kept BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are kept'); END;

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

CREATE TRIGGER head_forward BEFORE UPDATE ON head WHEN NEW.seq <= OLD.seq
BEGIN SELECT RAISE(ABORT, 'the head moves forward'); END;

CREATE TRIGGER head_kept BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the head is kept'); END;

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
