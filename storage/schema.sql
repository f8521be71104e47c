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

CREATE TABLE export_file (
    export INTEGER PRIMARY KEY REFERENCES export (number),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    has_password INTEGER NOT NULL CHECK (has_password IN (0, 1)),
    removed_at TEXT
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

CREATE TABLE "finding" (
    place INTEGER PRIMARY KEY,
    family TEXT NOT NULL UNIQUE REFERENCES family (id),
    words TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE finding_text USING fts5 (
    words, content = 'finding', content_rowid = 'place', tokenize = 'trigram case_sensitive 1'
);

CREATE TABLE "half_written" (
    form TEXT NOT NULL CHECK (form <> ''),
    family TEXT REFERENCES family (id),
    about TEXT NOT NULL,
    at TEXT NOT NULL,
    value TEXT NOT NULL,
    CHECK (about = '' OR family IS NOT NULL OR form = 'reply')
) STRICT;

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

CREATE TABLE head (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;

CREATE TABLE incoming (
    digest TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    device TEXT NOT NULL,
    incarnation TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    previous TEXT NOT NULL,
    kind TEXT NOT NULL,
    replaces TEXT,
    came_at TEXT NOT NULL,
    body BLOB NOT NULL,
    read_at TEXT
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
    saved_at TEXT NOT NULL, ended TEXT CHECK (ended IS NULL OR born IS NULL), died TEXT CHECK (died IS NULL OR born IS NOT NULL),
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
, ended TEXT, died TEXT) STRICT;

CREATE TABLE kept_on (
    number INTEGER PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    at TEXT NOT NULL,
    until TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (trim(reason) <> '')
) STRICT;

CREATE TABLE known_signer (
    fingerprint TEXT PRIMARY KEY CHECK (length(fingerprint) = 64),
    name TEXT NOT NULL CHECK (trim(name) <> ''),
    since TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE legal_hold (
    number INTEGER PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    set_at TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (trim(reason) <> ''),
    lifted_at TEXT,
    lifted_reason TEXT,
    CHECK ((lifted_at IS NULL) = (lifted_reason IS NULL))
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

CREATE TABLE letter_inside (
    letter TEXT PRIMARY KEY REFERENCES letter (id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT, WITHOUT ROWID;

CREATE TABLE letter_signer (
    number INTEGER PRIMARY KEY,
    whose TEXT NOT NULL CHECK (whose IN ('device', 'organisation')),
    certificate BLOB NOT NULL UNIQUE,
    private_key BLOB NOT NULL,
    since TEXT NOT NULL
) STRICT;

CREATE TABLE letter_terms (
    letter TEXT PRIMARY KEY REFERENCES letter (id),
    kind TEXT NOT NULL CHECK (kind <> ''),
    holder TEXT NOT NULL CHECK (holder <> ''),
    carer TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('en', 'cy')),
    basis TEXT NOT NULL CHECK (basis IN ('agreed', 'safeguarding', 'nobody_named', 'own_record')),
    authorised_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE life_note (
    number INTEGER PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    infant TEXT,
    kind TEXT NOT NULL CHECK (kind IN ('ended', 'reopened', 'note')),
    at TEXT NOT NULL,
    words TEXT NOT NULL,
    FOREIGN KEY (infant, family) REFERENCES infant (id, family)
) STRICT;

CREATE TABLE life_of_vault (
    number INTEGER PRIMARY KEY,
    incarnation TEXT NOT NULL UNIQUE,
    mark TEXT NOT NULL,
    since TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('first', 'put_back', 'another_laptop'))
) STRICT;

CREATE TABLE main_record (
    number INTEGER PRIMARY KEY,
    family TEXT NOT NULL REFERENCES family (id),
    at TEXT NOT NULL,
    words TEXT NOT NULL CHECK (trim(words) <> '')
) STRICT;

CREATE TABLE never (id INTEGER PRIMARY KEY CHECK (0)) STRICT;

CREATE TABLE outcome (
    contact TEXT PRIMARY KEY REFERENCES contact (id),
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outgoing (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    digest TEXT NOT NULL UNIQUE,
    incarnation TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    previous TEXT NOT NULL,
    for_device TEXT NOT NULL,
    kind TEXT NOT NULL,
    family TEXT,
    contact TEXT,
    replaces TEXT,
    sealed_at TEXT NOT NULL,
    content BLOB NOT NULL,
    handed_at TEXT,
    handed_to INTEGER REFERENCES team_place (number),
    confirmed_at TEXT,
    refused_at TEXT,
    refused_why TEXT,
    UNIQUE (incarnation, sequence)
) STRICT;

CREATE TABLE permit (
    family TEXT PRIMARY KEY,
    act TEXT NOT NULL CHECK (act IN ('remove', 'receive')),
    tombstone INTEGER REFERENCES tombstone (number),
    gone_before_commit INTEGER NOT NULL REFERENCES never (id) DEFERRABLE INITIALLY DEFERRED,
    CHECK ((act = 'remove') = (tombstone IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE preferences (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    value TEXT NOT NULL
) STRICT;

CREATE TABLE receipt (
    lead TEXT PRIMARY KEY,
    series TEXT NOT NULL,
    life_number INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt_made (
    device TEXT NOT NULL,
    incarnation TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (device, incarnation)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE receiving_key (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    public_key BLOB NOT NULL CHECK (length(public_key) = 32),
    private_key BLOB NOT NULL CHECK (length(private_key) = 32)
) STRICT;

CREATE TABLE roster (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;

CREATE TABLE set_aside (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    device TEXT NOT NULL,
    place INTEGER REFERENCES team_place (number),
    why TEXT NOT NULL,
    size INTEGER,
    at TEXT NOT NULL,
    UNIQUE (name, why)
) STRICT;

CREATE TABLE sync_key (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    identity TEXT NOT NULL
) STRICT;

CREATE TABLE team (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    lead_key BLOB NOT NULL CHECK (length(lead_key) = 32),
    joined_at TEXT NOT NULL,
    roster_number INTEGER NOT NULL,
    heard_at TEXT NOT NULL
) STRICT;

CREATE TABLE team_key (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    identity TEXT NOT NULL
) STRICT;

CREATE TABLE team_place (
    number INTEGER PRIMARY KEY,
    address TEXT NOT NULL UNIQUE,
    added_at TEXT NOT NULL,
    left_at TEXT,
    roster_seen INTEGER NOT NULL DEFAULT 0,
    last_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    next_at TEXT,
    last_words TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE team_recovery (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    identity TEXT NOT NULL
) STRICT;

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
, removed_by TEXT NOT NULL DEFAULT '', rules TEXT NOT NULL DEFAULT '[]') STRICT;

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

CREATE INDEX export_file_by_content ON export_file (sha256);

CREATE INDEX family_earlier_by_id ON family_earlier (id);

CREATE INDEX half_written_by_family ON half_written (family);

CREATE UNIQUE INDEX half_written_once ON half_written (form, coalesce(family, ''), about);

CREATE UNIQUE INDEX handover_stands ON handover (family)
WHERE withdrawn_at IS NULL AND removed_at IS NULL;

CREATE INDEX incoming_by_day ON incoming (came_at, digest);

CREATE INDEX incoming_by_id ON incoming (id, device);

CREATE INDEX incoming_by_line ON incoming (device, incarnation, sequence);

CREATE INDEX incoming_withdrawals ON incoming (device, replaces) WHERE kind = 'withdrawal';

CREATE INDEX infant_by_family ON infant (family);

CREATE INDEX infant_earlier_by_id ON infant_earlier (id);

CREATE INDEX kept_on_by_family ON kept_on (family, number);

CREATE UNIQUE INDEX legal_hold_stands ON legal_hold (family) WHERE lifted_at IS NULL;

CREATE INDEX letter_by_contact ON letter (contact, id);

CREATE INDEX letter_by_content ON letter (sha256);

CREATE INDEX letter_inside_by_content ON letter_inside (sha256);

CREATE INDEX life_note_by_family ON life_note (family, number);

CREATE INDEX main_record_by_family ON main_record (family, at);

CREATE INDEX outgoing_by_contact ON outgoing (contact, number);

CREATE INDEX outgoing_by_replaced ON outgoing (replaces) WHERE replaces IS NOT NULL;

CREATE INDEX outgoing_confirmed ON outgoing (number) WHERE confirmed_at IS NOT NULL;

CREATE INDEX outgoing_handed ON outgoing (number)
WHERE handed_at IS NOT NULL AND confirmed_at IS NULL AND refused_at IS NULL;

CREATE INDEX outgoing_refused ON outgoing (number) WHERE refused_at IS NOT NULL;

CREATE INDEX outgoing_waiting ON outgoing (number)
WHERE handed_at IS NULL AND confirmed_at IS NULL AND refused_at IS NULL;

CREATE INDEX received_by_family ON received (family, received_at);

CREATE INDEX set_aside_by_device ON set_aside (device, number);

CREATE INDEX set_aside_by_digest ON set_aside (digest);

CREATE INDEX tombstone_by_family ON tombstone (family, number);

CREATE TRIGGER answer_finished BEFORE INSERT ON answer
WHEN (SELECT finished_at FROM contact WHERE id = NEW.contact) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this contact is finished'); END;

CREATE TRIGGER answer_fixed BEFORE UPDATE ON answer
BEGIN SELECT RAISE(ABORT, 'answers are kept'); END;

CREATE TRIGGER answer_insert_not_closed BEFORE INSERT ON answer
WHEN EXISTS (SELECT 1 FROM contact c JOIN infant ON infant.id = c.infant WHERE c.id = NEW.contact AND (infant.ended IS NOT NULL OR infant.died IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM permit WHERE act = 'receive')
BEGIN SELECT RAISE(ABORT, 'this record is closed'); END;

CREATE TRIGGER answer_insert_not_handed_over BEFORE INSERT ON answer
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = (SELECT family FROM contact WHERE id = NEW.contact) AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER answer_kept BEFORE DELETE ON answer
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = (SELECT family FROM contact WHERE id = OLD.contact))
BEGIN SELECT RAISE(ABORT, 'answers are kept'); END;

CREATE TRIGGER carer_earlier_fixed BEFORE UPDATE ON carer_earlier
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER carer_earlier_kept BEFORE DELETE ON carer_earlier
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = (SELECT family FROM carer WHERE id = OLD.id))
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER carer_insert_not_handed_over BEFORE INSERT ON carer
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = NEW.family AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER carer_keeps_earlier AFTER UPDATE ON carer BEGIN
    INSERT INTO carer_earlier
        (id, position, name, relationship, contact_by, safe_to_contact, contact_detail,
        language, needs_interpreter, access_needs, saved_at)
    VALUES (OLD.id, OLD.position, OLD.name, OLD.relationship, OLD.contact_by,
        OLD.safe_to_contact, OLD.contact_detail, OLD.language, OLD.needs_interpreter,
        OLD.access_needs, OLD.saved_at);
END;

CREATE TRIGGER carer_kept BEFORE DELETE ON carer
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.family)
BEGIN SELECT RAISE(ABORT, 'carers are kept'); END;

CREATE TRIGGER carer_stays BEFORE UPDATE OF family ON carer WHEN OLD.family <> NEW.family
BEGIN SELECT RAISE(ABORT, 'a carer stays in its family'); END;

CREATE TRIGGER carer_update_not_handed_over BEFORE UPDATE ON carer
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = NEW.family AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

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

CREATE TRIGGER contact_insert_not_closed BEFORE INSERT ON contact
WHEN EXISTS (SELECT 1 FROM infant WHERE id = NEW.infant AND (infant.ended IS NOT NULL OR infant.died IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM permit WHERE act = 'receive')
BEGIN SELECT RAISE(ABORT, 'this record is closed'); END;

CREATE TRIGGER contact_insert_not_handed_over BEFORE INSERT ON contact
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = NEW.family AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER contact_kept BEFORE DELETE ON contact
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.family)
BEGIN SELECT RAISE(ABORT, 'contacts are kept'); END;

CREATE TRIGGER contact_update_not_closed BEFORE UPDATE ON contact
WHEN EXISTS (SELECT 1 FROM infant WHERE id = NEW.infant AND (infant.ended IS NOT NULL OR infant.died IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM permit WHERE act = 'receive')
BEGIN SELECT RAISE(ABORT, 'this record is closed'); END;

CREATE TRIGGER contact_update_not_handed_over BEFORE UPDATE ON contact
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = NEW.family AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER device_fixed BEFORE UPDATE ON device
BEGIN SELECT RAISE(ABORT, 'the device key is kept'); END;

CREATE TRIGGER device_kept BEFORE DELETE ON device
BEGIN SELECT RAISE(ABORT, 'the device key is kept'); END;

CREATE TRIGGER draft_finished BEFORE INSERT ON draft
WHEN (SELECT finished_at FROM contact WHERE id = NEW.contact) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this contact is finished'); END;

CREATE TRIGGER draft_insert_not_closed BEFORE INSERT ON draft
WHEN EXISTS (SELECT 1 FROM contact c JOIN infant ON infant.id = c.infant WHERE c.id = NEW.contact AND (infant.ended IS NOT NULL OR infant.died IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM permit WHERE act = 'receive')
BEGIN SELECT RAISE(ABORT, 'this record is closed'); END;

CREATE TRIGGER draft_insert_not_handed_over BEFORE INSERT ON draft
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = (SELECT family FROM contact WHERE id = NEW.contact) AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER draft_update_not_closed BEFORE UPDATE ON draft
WHEN EXISTS (SELECT 1 FROM contact c JOIN infant ON infant.id = c.infant WHERE c.id = NEW.contact AND (infant.ended IS NOT NULL OR infant.died IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM permit WHERE act = 'receive')
BEGIN SELECT RAISE(ABORT, 'this record is closed'); END;

CREATE TRIGGER draft_update_not_handed_over BEFORE UPDATE ON draft
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = (SELECT family FROM contact WHERE id = NEW.contact) AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER event_fixed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'events are kept'); END;

CREATE TRIGGER event_follows BEFORE INSERT ON event
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event)
BEGIN SELECT RAISE(ABORT, 'events follow one another'); END;

CREATE TRIGGER event_kept BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'events are kept'); END;

CREATE TRIGGER export_file_fixed BEFORE UPDATE ON export_file
WHEN (NEW.export, NEW.name, NEW.sha256, NEW.has_password)
    IS NOT (OLD.export, OLD.name, OLD.sha256, OLD.has_password) OR OLD.removed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'exports are kept'); END;

CREATE TRIGGER export_file_kept BEFORE DELETE ON export_file
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = (SELECT family FROM contact WHERE id =
    (SELECT contact FROM letter WHERE id = (SELECT letter FROM export WHERE number = OLD.export))))
BEGIN SELECT RAISE(ABORT, 'exports are kept'); END;

CREATE TRIGGER export_fixed BEFORE UPDATE ON export
BEGIN SELECT RAISE(ABORT, 'exports are kept'); END;

CREATE TRIGGER export_kept BEFORE DELETE ON export
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = (SELECT family FROM contact WHERE id = (SELECT contact FROM letter WHERE id = OLD.letter)))
BEGIN SELECT RAISE(ABORT, 'exports are kept'); END;

CREATE TRIGGER family_earlier_fixed BEFORE UPDATE ON family_earlier
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER family_earlier_kept BEFORE DELETE ON family_earlier
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.id)
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER family_insert_not_handed_over BEFORE INSERT ON family
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = NEW.id AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER family_keeps_earlier AFTER UPDATE ON family BEGIN
    INSERT INTO family_earlier (id, address, gp_practice, saved_at)
    VALUES (OLD.id, OLD.address, OLD.gp_practice, OLD.saved_at);
END;

CREATE TRIGGER family_kept BEFORE DELETE ON family
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.id)
BEGIN SELECT RAISE(ABORT, 'families are kept'); END;

CREATE TRIGGER family_update_not_handed_over BEFORE UPDATE ON family
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = NEW.id AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER finding_added AFTER INSERT ON finding BEGIN
    INSERT INTO finding_text (rowid, words) VALUES (NEW.place, NEW.words);
END;

CREATE TRIGGER finding_changed AFTER UPDATE ON finding BEGIN
    INSERT INTO finding_text (finding_text, rowid, words) VALUES ('delete', OLD.place, OLD.words);
    INSERT INTO finding_text (rowid, words) VALUES (NEW.place, NEW.words);
END;

CREATE TRIGGER finding_moves AFTER INSERT ON contact BEGIN
    UPDATE finding SET place = (
        SELECT coalesce(min(other.place), (5373485 - CAST(julianday(NEW.day) AS INTEGER)) * 1048576) - 1 FROM finding AS other
        WHERE other.place >= (5373485 - CAST(julianday(NEW.day) AS INTEGER)) * 1048576 - 1048576
            AND other.place < (5373485 - CAST(julianday(NEW.day) AS INTEGER)) * 1048576
    ) WHERE family = NEW.family AND place >= (5373485 - CAST(julianday(NEW.day) AS INTEGER)) * 1048576 - 1048576;
END;

CREATE TRIGGER finding_removed AFTER DELETE ON finding BEGIN
    INSERT INTO finding_text (finding_text, rowid, words) VALUES ('delete', OLD.place, OLD.words);
END;

CREATE TRIGGER handover_fixed BEFORE UPDATE ON handover
WHEN (NEW.package, NEW.family, NEW.to_name, NEW.to_role, NEW.to_team, NEW.to_key, NEW.to_device,
        NEW.digest, NEW.sealed_at)
    IS NOT (OLD.package, OLD.family, OLD.to_name, OLD.to_role, OLD.to_team, OLD.to_key,
        OLD.to_device, OLD.digest, OLD.sealed_at)
    OR (OLD.received_at IS NOT NULL AND NEW.received_at IS NOT OLD.received_at)
    OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS NOT OLD.withdrawn_at)
BEGIN SELECT RAISE(ABORT, 'hand-overs are kept'); END;

CREATE TRIGGER handover_kept BEFORE DELETE ON handover
BEGIN SELECT RAISE(ABORT, 'hand-overs are kept'); END;

CREATE TRIGGER head_forward BEFORE UPDATE ON head WHEN NEW.seq <= OLD.seq
BEGIN SELECT RAISE(ABORT, 'the head moves forward'); END;

CREATE TRIGGER head_kept BEFORE DELETE ON head
BEGIN SELECT RAISE(ABORT, 'the head is kept'); END;

CREATE TRIGGER incoming_kept BEFORE DELETE ON incoming
BEGIN SELECT RAISE(ABORT, 'what came is kept'); END;

CREATE TRIGGER infant_earlier_fixed BEFORE UPDATE ON infant_earlier
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER infant_earlier_kept BEFORE DELETE ON infant_earlier
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = (SELECT family FROM infant WHERE id = OLD.id))
BEGIN SELECT RAISE(ABORT, 'earlier versions are kept'); END;

CREATE TRIGGER infant_insert_not_handed_over BEFORE INSERT ON infant
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = NEW.family AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER infant_keeps_earlier AFTER UPDATE ON infant BEGIN
    INSERT INTO infant_earlier
        (id, position, due, born, gestation_weeks, ended, died, name, nhs_number, saved_at)
    VALUES (OLD.id, OLD.position, OLD.due, OLD.born, OLD.gestation_weeks, OLD.ended, OLD.died,
        OLD.name, OLD.nhs_number, OLD.saved_at);
END;

CREATE TRIGGER infant_kept BEFORE DELETE ON infant
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.family)
BEGIN SELECT RAISE(ABORT, 'infants are kept'); END;

CREATE TRIGGER infant_stays BEFORE UPDATE OF family ON infant WHEN OLD.family <> NEW.family
BEGIN SELECT RAISE(ABORT, 'an infant stays in its family'); END;

CREATE TRIGGER infant_update_not_handed_over BEFORE UPDATE ON infant
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = NEW.family AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER kept_on_fixed BEFORE UPDATE ON kept_on
BEGIN SELECT RAISE(ABORT, 'why a record was kept on is kept'); END;

CREATE TRIGGER kept_on_kept BEFORE DELETE ON kept_on
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.family)
BEGIN SELECT RAISE(ABORT, 'why a record was kept on is kept'); END;

CREATE TRIGGER legal_hold_kept BEFORE DELETE ON legal_hold
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.family)
BEGIN SELECT RAISE(ABORT, 'holds are kept'); END;

CREATE TRIGGER legal_hold_lifted_once BEFORE UPDATE ON legal_hold
WHEN OLD.lifted_at IS NOT NULL OR NEW.lifted_at IS NULL
    OR (NEW.number, NEW.family, NEW.set_at, NEW.reason)
        IS NOT (OLD.number, OLD.family, OLD.set_at, OLD.reason)
BEGIN SELECT RAISE(ABORT, 'a hold is lifted once'); END;

CREATE TRIGGER letter_fixed BEFORE UPDATE ON letter
BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;

CREATE TRIGGER letter_insert_not_closed BEFORE INSERT ON letter
WHEN EXISTS (SELECT 1 FROM contact c JOIN infant ON infant.id = c.infant WHERE c.id = NEW.contact AND (infant.ended IS NOT NULL OR infant.died IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM permit WHERE act = 'receive')
BEGIN SELECT RAISE(ABORT, 'this record is closed'); END;

CREATE TRIGGER letter_insert_not_handed_over BEFORE INSERT ON letter
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = (SELECT family FROM contact WHERE id = NEW.contact) AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER letter_inside_fixed BEFORE UPDATE ON letter_inside
BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;

CREATE TRIGGER letter_inside_kept BEFORE DELETE ON letter_inside
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = (SELECT family FROM contact WHERE id =
    (SELECT contact FROM letter WHERE id = OLD.letter)))
BEGIN SELECT RAISE(ABORT, 'exports are kept'); END;

CREATE TRIGGER letter_kept BEFORE DELETE ON letter
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = (SELECT family FROM contact WHERE id = OLD.contact))
BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;

CREATE TRIGGER letter_signer_fixed BEFORE UPDATE ON letter_signer
BEGIN SELECT RAISE(ABORT, 'who signs is kept'); END;

CREATE TRIGGER letter_signer_kept BEFORE DELETE ON letter_signer
BEGIN SELECT RAISE(ABORT, 'who signs is kept'); END;

CREATE TRIGGER letter_terms_fixed BEFORE UPDATE ON letter_terms
BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;

CREATE TRIGGER letter_terms_kept BEFORE DELETE ON letter_terms
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = (SELECT family FROM contact WHERE id =
    (SELECT contact FROM letter WHERE id = OLD.letter)))
BEGIN SELECT RAISE(ABORT, 'letters are kept'); END;

CREATE TRIGGER life_note_fixed BEFORE UPDATE ON life_note
BEGIN SELECT RAISE(ABORT, 'notes are kept'); END;

CREATE TRIGGER life_note_insert_not_handed_over BEFORE INSERT ON life_note
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = NEW.family AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER life_note_kept BEFORE DELETE ON life_note
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.family)
BEGIN SELECT RAISE(ABORT, 'notes are kept'); END;

CREATE TRIGGER life_of_vault_fixed BEFORE UPDATE ON life_of_vault
BEGIN SELECT RAISE(ABORT, 'lives are kept'); END;

CREATE TRIGGER life_of_vault_kept BEFORE DELETE ON life_of_vault
BEGIN SELECT RAISE(ABORT, 'lives are kept'); END;

CREATE TRIGGER main_record_fixed BEFORE UPDATE ON main_record
BEGIN SELECT RAISE(ABORT, 'what was confirmed is kept'); END;

CREATE TRIGGER main_record_kept BEFORE DELETE ON main_record
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.family)
BEGIN SELECT RAISE(ABORT, 'what was confirmed is kept'); END;

CREATE TRIGGER outcome_finished BEFORE INSERT ON outcome
WHEN (SELECT finished_at FROM contact WHERE id = NEW.contact) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this contact is finished'); END;

CREATE TRIGGER outcome_fixed BEFORE UPDATE ON outcome
BEGIN SELECT RAISE(ABORT, 'outcomes are kept'); END;

CREATE TRIGGER outcome_insert_not_closed BEFORE INSERT ON outcome
WHEN EXISTS (SELECT 1 FROM contact c JOIN infant ON infant.id = c.infant WHERE c.id = NEW.contact AND (infant.ended IS NOT NULL OR infant.died IS NOT NULL))
    AND NOT EXISTS (SELECT 1 FROM permit WHERE act = 'receive')
BEGIN SELECT RAISE(ABORT, 'this record is closed'); END;

CREATE TRIGGER outcome_insert_not_handed_over BEFORE INSERT ON outcome
WHEN EXISTS (SELECT 1 FROM handover
    WHERE family = (SELECT family FROM contact WHERE id = NEW.contact) AND withdrawn_at IS NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is handed over'); END;

CREATE TRIGGER outcome_kept BEFORE DELETE ON outcome
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = (SELECT family FROM contact WHERE id = OLD.contact))
BEGIN SELECT RAISE(ABORT, 'outcomes are kept'); END;

CREATE TRIGGER outgoing_fixed BEFORE UPDATE ON outgoing
WHEN (NEW.number, NEW.id, NEW.digest, NEW.incarnation, NEW.sequence, NEW.previous,
        NEW.for_device, NEW.kind, NEW.sealed_at, NEW.content)
    IS NOT (OLD.number, OLD.id, OLD.digest, OLD.incarnation, OLD.sequence, OLD.previous,
        OLD.for_device, OLD.kind, OLD.sealed_at, OLD.content)
BEGIN SELECT RAISE(ABORT, 'envelopes are kept'); END;

CREATE TRIGGER outgoing_kept BEFORE DELETE ON outgoing
BEGIN SELECT RAISE(ABORT, 'envelopes are kept'); END;

CREATE TRIGGER permit_fixed BEFORE UPDATE ON permit
BEGIN SELECT RAISE(ABORT, 'a permit is for one act'); END;

CREATE TRIGGER permit_needs_a_stone BEFORE INSERT ON permit WHEN NEW.act = 'remove' AND NOT EXISTS (
    SELECT 1 FROM tombstone WHERE number = NEW.tombstone AND family = NEW.family
        AND number = (SELECT max(number) FROM tombstone))
BEGIN SELECT RAISE(ABORT, 'a removal leaves a tombstone'); END;

CREATE TRIGGER received_fixed BEFORE UPDATE ON received
BEGIN SELECT RAISE(ABORT, 'where a family came from is kept'); END;

CREATE TRIGGER received_kept BEFORE DELETE ON received
WHEN NOT EXISTS (SELECT 1 FROM permit WHERE act = 'remove' AND family = OLD.family)
BEGIN SELECT RAISE(ABORT, 'where a family came from is kept'); END;

CREATE TRIGGER receiving_key_fixed BEFORE UPDATE ON receiving_key
BEGIN SELECT RAISE(ABORT, 'the receiving key is kept'); END;

CREATE TRIGGER receiving_key_kept BEFORE DELETE ON receiving_key
BEGIN SELECT RAISE(ABORT, 'the receiving key is kept'); END;

CREATE TRIGGER roster_fixed BEFORE UPDATE ON roster
BEGIN SELECT RAISE(ABORT, 'rosters are kept'); END;

CREATE TRIGGER sync_key_fixed BEFORE UPDATE ON sync_key
BEGIN SELECT RAISE(ABORT, 'the key is kept'); END;

CREATE TRIGGER team_forward BEFORE UPDATE ON team
WHEN NEW.id <> OLD.id OR NEW.roster_number < OLD.roster_number
BEGIN SELECT RAISE(ABORT, 'a roster moves forward'); END;

CREATE TRIGGER team_recovery_fixed BEFORE UPDATE ON team_recovery
BEGIN SELECT RAISE(ABORT, 'the key is kept'); END;

CREATE TRIGGER tombstone_fixed BEFORE UPDATE ON tombstone
BEGIN SELECT RAISE(ABORT, 'tombstones are kept'); END;

CREATE TRIGGER tombstone_has_a_basis BEFORE INSERT ON tombstone
WHEN NOT EXISTS (SELECT 1 FROM main_record WHERE family = NEW.family)
    AND NOT EXISTS (SELECT 1 FROM handover WHERE family = NEW.family
        AND received_at IS NOT NULL AND removed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is nowhere else'); END;

CREATE TRIGGER tombstone_honours_hold BEFORE INSERT ON tombstone
WHEN EXISTS (SELECT 1 FROM legal_hold WHERE family = NEW.family AND lifted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'this family is on hold'); END;

CREATE TRIGGER tombstone_kept BEFORE DELETE ON tombstone
BEGIN SELECT RAISE(ABORT, 'tombstones are kept'); END;
