"""The numbered steps from an empty file to today's tables. A released step is never edited."""

from storage.errors import VaultTooNew
from storage.migrations import (
    m0001_initial,
    m0002_events,
    m0003_amendments,
    m0010_life,
    m0020_search,
    m0021_closing,
    m0022_half_written,
    m0030_sync,
    m0031_replies,
    m0032_letters_sealed,
    m0033_letter_terms,
    m0034_team_recovery_waits,
)
from storage.sql import Connection

STEPS: tuple[str, ...] = (
    m0001_initial.SQL,
    m0002_events.SQL,
    m0003_amendments.SQL,
    m0010_life.SQL,
    m0020_search.SQL,
    m0021_closing.SQL,
    m0022_half_written.SQL,
    m0030_sync.SQL,
    m0031_replies.SQL,
    m0032_letters_sealed.SQL,
    m0033_letter_terms.SQL,
    m0034_team_recovery_waits.SQL,
)


def migrate(sql: Connection, steps: tuple[str, ...] = STEPS) -> None:
    """Bring the tables up to date; each step and its number go in together or not at all.

    Raises VaultTooNew, before anything is touched, if a newer program was here.
    """
    held = sql.number("PRAGMA user_version")
    if held > len(steps):
        raise VaultTooNew
    for number, step in enumerate(steps[held:], start=held + 1):
        sql.script(f"BEGIN IMMEDIATE;\n{step}\nPRAGMA user_version = {number};\nCOMMIT;")
