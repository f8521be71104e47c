"""Places in the caseload, and an index that finds any part of a name, a day or a number.

`place` puts the families in the order of the list: the newest contact has the smallest, and a
family without one comes after all days. A new contact moves its family to the front of its day.
The words are folded before they come here, so the index takes each letter as it is.
"""

_PLACES_A_DAY = 1 << 20
_AFTER_ALL_DAYS = 5373485  # the day number (Julian) after the last day there is, 9999-12-31
_NEVER = _AFTER_ALL_DAYS * _PLACES_A_DAY
_END = _NEVER + (1 << 40)


def _end_of(day: str) -> str:
    """One more than the last place of this day; newer days come before."""
    return f"({_AFTER_ALL_DAYS} - CAST(julianday({day}) AS INTEGER)) * {_PLACES_A_DAY}"


PLACED = f"""
SELECT
    coalesce({_end_of("last.day")}, {_END}) - row_number() OVER (
        PARTITION BY last.day ORDER BY last.moment, finding.family DESC
    ) AS place, finding.family, finding.words
FROM finding LEFT JOIN (
    SELECT family, max(day) AS day, max(day || started_at) AS moment FROM contact GROUP BY family
) AS last ON last.family = finding.family
"""  # noqa: S608 numbers of ours

SQL = f"""
CREATE TABLE finding_placed (
    place INTEGER PRIMARY KEY,
    family TEXT NOT NULL UNIQUE REFERENCES family (id),
    words TEXT NOT NULL
) STRICT;
INSERT INTO finding_placed (place, family, words) {PLACED};
DROP TABLE finding;
ALTER TABLE finding_placed RENAME TO finding;

CREATE VIRTUAL TABLE finding_text USING fts5 (
    words, content = 'finding', content_rowid = 'place', tokenize = 'trigram case_sensitive 1'
);
INSERT INTO finding_text (finding_text) VALUES ('rebuild');

CREATE TRIGGER finding_added AFTER INSERT ON finding BEGIN
    INSERT INTO finding_text (rowid, words) VALUES (NEW.place, NEW.words);
END;
CREATE TRIGGER finding_removed AFTER DELETE ON finding BEGIN
    INSERT INTO finding_text (finding_text, rowid, words) VALUES ('delete', OLD.place, OLD.words);
END;
CREATE TRIGGER finding_changed AFTER UPDATE ON finding BEGIN
    INSERT INTO finding_text (finding_text, rowid, words) VALUES ('delete', OLD.place, OLD.words);
    INSERT INTO finding_text (rowid, words) VALUES (NEW.place, NEW.words);
END;
CREATE TRIGGER finding_moves AFTER INSERT ON contact BEGIN
    UPDATE finding SET place = (
        SELECT coalesce(min(other.place), {_end_of("NEW.day")}) - 1 FROM finding AS other
        WHERE other.place >= {_end_of("NEW.day")} - {_PLACES_A_DAY}
            AND other.place < {_end_of("NEW.day")}
    ) WHERE family = NEW.family AND place >= {_end_of("NEW.day")} - {_PLACES_A_DAY};
END;
"""  # noqa: S608 numbers of ours

KEEP = f"""
INSERT INTO finding (place, family, words) VALUES (
    (SELECT coalesce(min(place), {_END}) - 1 FROM finding WHERE place >= {_NEVER}), ?, ?
) ON CONFLICT (family) DO UPDATE SET words = excluded.words WHERE words <> excluded.words
"""  # noqa: S608 numbers of ours
