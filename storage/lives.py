"""Which life of a vault this is: a vault that was copied or put back begins another one.

A mark and how far the line of envelopes had come are written down in this laptop account's home,
where a copy of the vault's folder does not carry them. Envelopes of two lives never claim one place
in one line.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from storage.audit_rows import vault_id
from storage.files import disk_failures, put_whole
from storage.paths import home
from storage.rows import moment_to_text
from storage.vault import Vault

_MOST_BYTES = 1024


class Began(Enum):
    """Why a life began."""

    FIRST = "first"
    PUT_BACK = "put_back"
    ANOTHER_LAPTOP = "another_laptop"


@dataclass(frozen=True, slots=True)
class Life:
    """`number` counts the lives of this vault; `incarnation` is its name by chance, 16 digits."""

    number: int
    incarnation: str
    began: Began


def life_now(vault: Vault, at: datetime) -> Life:
    """The life to count on in, begun anew where this is not the vault that was last here.

    To be called inside the transaction that adds an envelope.
    """
    row = vault.sql.one(
        "SELECT number, incarnation, mark, why FROM life_of_vault ORDER BY number DESC LIMIT 1"
    )
    if row is None:
        return _begin(vault, 1, Began.FIRST, at)
    number, incarnation, mark, why = row
    held = _written_down(vault)
    if held is None or held[0] != mark:
        return _begin(vault, number + 1, Began.ANOTHER_LAPTOP, at)
    if held[1] > _newest(vault, incarnation):
        return _begin(vault, number + 1, Began.PUT_BACK, at)
    return Life(number, incarnation, Began(why))


def lives(vault: Vault) -> tuple[Life, ...]:
    """All lives so far, oldest first."""
    rows = vault.sql.all("SELECT number, incarnation, why FROM life_of_vault ORDER BY number")
    return tuple(Life(number, incarnation, Began(why)) for number, incarnation, why in rows)


def write_life_down(vault: Vault) -> None:
    """Write mark and newest sequence down outside; done before an envelope may leave."""
    row = vault.sql.one("SELECT incarnation, mark FROM life_of_vault ORDER BY number DESC LIMIT 1")
    if row is not None:
        incarnation, mark = row
        _write(vault, mark, _newest(vault, incarnation))


def _begin(vault: Vault, number: int, why: Began, at: datetime) -> Life:
    incarnation, mark = secrets.token_hex(8), secrets.token_hex(16)
    with vault.transaction() as sql:
        sql.run(
            "INSERT INTO life_of_vault (number, incarnation, mark, since, why)"
            " VALUES (?, ?, ?, ?, ?)",
            (number, incarnation, mark, moment_to_text(at), why.value),
        )
        _write(vault, mark, 0)  # before the commit: a life without its mark would end at once
    return Life(number, incarnation, why)


def _newest(vault: Vault, incarnation: str) -> int:
    row = vault.sql.one(
        "SELECT coalesce(max(sequence), 0) FROM outgoing WHERE incarnation = ?", (incarnation,)
    )
    return int(row[0]) if row else 0


def _written_down(vault: Vault) -> tuple[str, int] | None:
    try:
        with _place(vault).open("rb") as file:
            said = json.loads(file.read(_MOST_BYTES))
    except (OSError, ValueError):
        return None
    match said:
        case {"mark": str(mark), "sequence": int(sequence)}:
            return mark, sequence
        case _:
            return None


def _write(vault: Vault, mark: str, sequence: int) -> None:
    place = _place(vault)
    with disk_failures():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        put_whole(place, json.dumps({"mark": mark, "sequence": sequence}).encode())


def _place(vault: Vault) -> Path:
    return home() / "lives" / f"{vault_id(vault.sql)}.json"
