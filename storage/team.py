"""The team this vault belongs to: whose lead is believed, the newest roster, where it is met."""

from dataclasses import dataclass
from datetime import datetime

from storage.audit_rows import device_of
from storage.errors import RecordsDamaged
from storage.rows import moment_from_text, moment_to_text
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Membership:
    """`lead_key` is the signing key compared by voice; `roster_number` 0 until one was believed."""

    team: str
    name: str
    lead_key: bytes
    joined_at: datetime
    roster_number: int
    heard_at: datetime


@dataclass(frozen=True, slots=True)
class KeptRoster:
    """A roster as it was signed, under the name it has in a place."""

    number: int
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class TeamPlace:
    """Where the team is met. `roster_seen`: the newest roster ever seen there."""

    number: int
    address: str
    roster_seen: int
    last_at: datetime | None
    failures: int
    next_at: datetime | None
    last_words: str


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """The newest receipt of one lead."""

    lead: str
    series: str
    life_number: int
    number: int
    content: bytes


@dataclass(frozen=True, slots=True)
class MadeReceipt:
    """The newest receipt this lead made for one laptop, in one life of this vault."""

    number: int
    name: str
    content: bytes


class TeamStore:
    """Membership of one vault, its keys, its places and its receipts."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def signing_key(self) -> bytes:
        """The private half of this vault's device key, Ed25519."""
        device = device_of(self._vault.sql)
        if device is None:
            raise RecordsDamaged
        return device.private

    def identity(self) -> str | None:
        """What opens envelopes sealed to this vault, once it has one."""
        row = self._vault.sql.one("SELECT identity FROM sync_key")
        return str(row[0]) if row else None

    def keep_identity(self, identity: str) -> None:
        with self._vault.transaction() as sql:
            sql.run("INSERT INTO sync_key (only_row, identity) VALUES (1, ?)", (identity,))

    def team_identity(self) -> str | None:
        """What opens envelopes to the team; leads alone hold it."""
        row = self._vault.sql.one("SELECT identity FROM team_key")
        return str(row[0]) if row else None

    def keep_team_identity(self, identity: str) -> None:
        with self._vault.transaction() as sql:
            sql.run(
                "INSERT OR REPLACE INTO team_key (only_row, identity) VALUES (1, ?)", (identity,)
            )

    def recovery_key(self) -> str | None:
        """The team's recovery key, from its beginning until it was put away."""
        row = self._vault.sql.one("SELECT identity FROM team_recovery")
        return str(row[0]) if row else None

    def keep_recovery_key(self, identity: str) -> None:
        with self._vault.transaction() as sql:
            sql.run("INSERT INTO team_recovery (only_row, identity) VALUES (1, ?)", (identity,))

    def put_recovery_key_away(self) -> None:
        """It lies in a safe: this vault keeps it no longer."""
        with self._vault.transaction() as sql:
            sql.run("DELETE FROM team_recovery")

    def membership(self) -> Membership | None:
        row = self._vault.sql.one(
            "SELECT id, name, lead_key, joined_at, roster_number, heard_at FROM team"
        )
        if row is None:
            return None
        team, name, lead_key, joined, number, heard = row
        return Membership(
            team,
            name,
            bytes(lead_key),
            moment_from_text(joined),
            number,
            moment_from_text(heard),
        )

    def join(self, team: str, name: str, lead_key: bytes, at: datetime) -> None:
        moment = moment_to_text(at)
        with self._vault.transaction() as sql:
            sql.run(
                "INSERT INTO team (only_row, id, name, lead_key, joined_at, roster_number,"
                " heard_at) VALUES (1, ?, ?, ?, ?, 0, ?)",
                (team, name, lead_key, moment, moment),
            )

    def keep_roster(self, roster: KeptRoster, team_name: str) -> None:
        """Believed: it is the newest from now on."""
        with self._vault.transaction() as sql:
            sql.run(
                "INSERT INTO roster (number, name, content) VALUES (?, ?, ?)",
                (roster.number, roster.name, roster.content),
            )
            sql.run("UPDATE team SET roster_number = ?, name = ?", (roster.number, team_name))

    def rosters(self) -> tuple[KeptRoster, ...]:
        """Every roster believed so far, oldest first."""
        rows = self._vault.sql.all("SELECT number, name, content FROM roster ORDER BY number")
        return tuple(KeptRoster(number, name, bytes(content)) for number, name, content in rows)

    def newest_roster(self) -> KeptRoster | None:
        row = self._vault.sql.one(
            "SELECT number, name, content FROM roster ORDER BY number DESC LIMIT 1"
        )
        return KeptRoster(row[0], row[1], bytes(row[2])) if row else None

    def heard(self, at: datetime) -> None:
        """The team's place answered with the team's roster; the lease runs from now."""
        with self._vault.transaction() as sql:
            sql.run("UPDATE team SET heard_at = ?", (moment_to_text(at),))

    def places(self) -> tuple[TeamPlace, ...]:
        rows = self._vault.sql.all(_PLACES + "WHERE left_at IS NULL ORDER BY number")
        return tuple(
            TeamPlace(number, address, seen, _moment(last), failures, _moment(following), words)
            for number, address, seen, last, failures, following, words in rows
        )

    def add_place(self, address: str, at: datetime) -> int:
        """The number of this place, added or taken up again."""
        with self._vault.transaction() as sql:
            sql.run(
                "INSERT INTO team_place (address, added_at) VALUES (?, ?)"
                " ON CONFLICT (address) DO UPDATE SET left_at = NULL",
                (address, moment_to_text(at)),
            )
            row = sql.one("SELECT number FROM team_place WHERE address = ?", (address,))
        return int(row[0]) if row else 0

    def leave_place(self, number: int, at: datetime) -> None:
        with self._vault.transaction() as sql:
            sql.run(
                "UPDATE team_place SET left_at = ? WHERE number = ?", (moment_to_text(at), number)
            )

    def place_answered(self, number: int, roster: int, at: datetime, words: str) -> None:
        """What was tried there went well, up to this roster."""
        with self._vault.transaction() as sql:
            sql.run(
                "UPDATE team_place SET roster_seen = max(roster_seen, ?), last_at = ?,"
                " failures = 0, next_at = NULL, last_words = ? WHERE number = ?",
                (roster, moment_to_text(at), words, number),
            )

    def place_failed(self, number: int, words: str, next_at: datetime | None) -> None:
        """What was tried there failed; not tried by itself before then, if at all."""
        with self._vault.transaction() as sql:
            sql.run(
                "UPDATE team_place SET failures = failures + 1, next_at = ?, last_words = ?"
                " WHERE number = ?",
                (moment_to_text(next_at) if next_at else None, words, number),
            )

    def receipts(self) -> tuple[KeptReceipt, ...]:
        rows = self._vault.sql.all(
            "SELECT lead, series, life_number, number, content FROM receipt ORDER BY lead"
        )
        return tuple(
            KeptReceipt(lead, series, life, number, bytes(content))
            for lead, series, life, number, content in rows
        )

    def keep_receipt(self, receipt: KeptReceipt, at: datetime) -> None:
        r = receipt
        with self._vault.transaction() as sql:
            sql.run(
                "INSERT OR REPLACE INTO receipt (lead, series, life_number, number, at, content)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                (r.lead, r.series, r.life_number, r.number, moment_to_text(at), r.content),
            )

    def made_receipt(self, device: str, incarnation: str) -> MadeReceipt | None:
        row = self._vault.sql.one(
            "SELECT number, name, content FROM receipt_made WHERE device = ? AND incarnation = ?",
            (device, incarnation),
        )
        return MadeReceipt(row[0], row[1], bytes(row[2])) if row else None

    def keep_made_receipt(self, device: str, incarnation: str, made: MadeReceipt) -> None:
        with self._vault.transaction() as sql:
            sql.run(
                "INSERT OR REPLACE INTO receipt_made (device, incarnation, number, name, content)"
                " VALUES (?, ?, ?, ?, ?)",
                (device, incarnation, made.number, made.name, made.content),
            )


_PLACES = """
SELECT number, address, roster_seen, last_at, failures, next_at, last_words FROM team_place
"""


def _moment(text: str | None) -> datetime | None:
    return moment_from_text(text) if text else None
