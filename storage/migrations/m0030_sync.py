"""What goes to the team and what came: sealed envelopes, the team's roster, receipts.

Envelopes are kept as they were sealed; a laptop cannot open its own again. What became of one is
added once, and never taken back, but for a receipt that says the team does not hold it (any more).
"""

SQL = """
-- Opens what is sealed to this vault: an age identity. Its public half stands on the roster.
CREATE TABLE sync_key (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    identity TEXT NOT NULL
) STRICT;
CREATE TRIGGER sync_key_fixed BEFORE UPDATE ON sync_key
BEGIN SELECT RAISE(ABORT, 'the key is kept'); END;

-- Each life of this vault; the newest is the one that counts on. mark: written down outside too.
CREATE TABLE life_of_vault (
    number INTEGER PRIMARY KEY,
    incarnation TEXT NOT NULL UNIQUE,
    mark TEXT NOT NULL,
    since TEXT NOT NULL,
    why TEXT NOT NULL CHECK (why IN ('first', 'put_back', 'another_laptop'))
) STRICT;
CREATE TRIGGER life_of_vault_fixed BEFORE UPDATE ON life_of_vault
BEGIN SELECT RAISE(ABORT, 'lives are kept'); END;
CREATE TRIGGER life_of_vault_kept BEFORE DELETE ON life_of_vault
BEGIN SELECT RAISE(ABORT, 'lives are kept'); END;

-- The team: whose lead is believed, and the newest roster believed so far. One row.
CREATE TABLE team (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    lead_key BLOB NOT NULL CHECK (length(lead_key) = 32),
    joined_at TEXT NOT NULL,
    roster_number INTEGER NOT NULL,
    heard_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER team_forward BEFORE UPDATE ON team
WHEN NEW.id <> OLD.id OR NEW.roster_number < OLD.roster_number
BEGIN SELECT RAISE(ABORT, 'a roster moves forward'); END;

-- Every roster believed so far, as it was signed: a lead puts them where they are missing.
CREATE TABLE roster (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT;
CREATE TRIGGER roster_fixed BEFORE UPDATE ON roster
BEGIN SELECT RAISE(ABORT, 'rosters are kept'); END;

-- A lead's own: what opens envelopes to the team.
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

-- For whom: '' is the team, otherwise a device of the roster.
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
CREATE INDEX outgoing_waiting ON outgoing (number)
WHERE handed_at IS NULL AND confirmed_at IS NULL AND refused_at IS NULL;
CREATE INDEX outgoing_handed ON outgoing (number)
WHERE handed_at IS NOT NULL AND confirmed_at IS NULL AND refused_at IS NULL;
CREATE INDEX outgoing_refused ON outgoing (number) WHERE refused_at IS NOT NULL;
CREATE INDEX outgoing_confirmed ON outgoing (number) WHERE confirmed_at IS NOT NULL;
CREATE INDEX outgoing_by_contact ON outgoing (contact, number);
CREATE INDEX outgoing_by_replaced ON outgoing (replaces) WHERE replaces IS NOT NULL;
CREATE TRIGGER outgoing_kept BEFORE DELETE ON outgoing
BEGIN SELECT RAISE(ABORT, 'envelopes are kept'); END;
CREATE TRIGGER outgoing_fixed BEFORE UPDATE ON outgoing
WHEN (NEW.number, NEW.id, NEW.digest, NEW.incarnation, NEW.sequence, NEW.previous,
        NEW.for_device, NEW.kind, NEW.sealed_at, NEW.content)
    IS NOT (OLD.number, OLD.id, OLD.digest, OLD.incarnation, OLD.sequence, OLD.previous,
        OLD.for_device, OLD.kind, OLD.sealed_at, OLD.content)
BEGIN SELECT RAISE(ABORT, 'envelopes are kept'); END;

-- The newest receipt of each lead, in the newest life of that lead's vault.
CREATE TABLE receipt (
    lead TEXT PRIMARY KEY,
    series TEXT NOT NULL,
    life_number INTEGER NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    content BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What came: opened, kept inside this vault's own encryption. The sealed form is not kept.
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
CREATE INDEX incoming_by_line ON incoming (device, incarnation, sequence);
CREATE INDEX incoming_by_id ON incoming (id, device);
CREATE INDEX incoming_withdrawals ON incoming (device, replaces) WHERE kind = 'withdrawal';
CREATE INDEX incoming_by_day ON incoming (came_at, digest);
CREATE TRIGGER incoming_kept BEFORE DELETE ON incoming
BEGIN SELECT RAISE(ABORT, 'what came is kept'); END;

-- What was not taken in: only its name, where it lies, and why.
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
CREATE INDEX set_aside_by_device ON set_aside (device, number);
CREATE INDEX set_aside_by_digest ON set_aside (digest);

-- The newest receipt made for each laptop, in each life of this vault.
CREATE TABLE receipt_made (
    device TEXT NOT NULL,
    incarnation TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (device, incarnation)
) STRICT, WITHOUT ROWID;
"""
