"""A new team's recovery key, until its lead has locked it away."""

SQL = """
-- Opens what is sealed to the team, as its sheet in the safe does. Gone once that sheet is there.
CREATE TABLE team_recovery (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    identity TEXT NOT NULL
) STRICT;
CREATE TRIGGER team_recovery_fixed BEFORE UPDATE ON team_recovery
BEGIN SELECT RAISE(ABORT, 'the key is kept'); END;
"""
