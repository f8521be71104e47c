"""Sending and collecting without a window, told as lines or JSON and an exit code."""

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from desktop.flows.inbox import InboxFlow, InboxPage
from desktop.flows.unlock import opened
from storage.backup_errors import ThisIsABackup
from storage.backup_shelf import time_of
from storage.errors import KnownFailure
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.recovery_support import opening_statements
from storage.team import TeamStore
from storage.vault import Vault
from sync.errors import KnownSyncFailure, NotALead
from sync.membership import must_be_joined
from sync.places.address import place_from
from sync.rounds import Met, Round, go_round
from sync.stopped import GivenKey, given_keys

T = TypeVar("T")

DONE, NOT_ALL, COULD_NOT_BEGIN = 0, 1, 2
"""Exit codes: all was done; a place failed or something was set aside; nothing was tried."""


def run_sync(
    folder: Path, passphrase: str, place: str | None, *, as_json: bool
) -> tuple[int, tuple[str, ...]]:
    """Visit this place, or every place this vault knows; what is waiting is handed over."""
    return _with_vault(folder, passphrase, lambda vault: _sync(vault, place, as_json=as_json))


def run_inbox(folder: Path, passphrase: str, place: str) -> tuple[int, tuple[str, ...]]:
    """As a lead: collect from this place, give receipts, and say what is in the inbox."""
    return _with_vault(folder, passphrase, lambda vault: _collect(vault, place))


def run_stopped_key(folder: Path, passphrase: str, place: str) -> tuple[int, tuple[str, ...]]:
    """As a lead: how the vaults of laptops that were taken off open; their keys lie there."""
    return _with_vault(folder, passphrase, lambda vault: _stopped_keys(vault, place))


def _stopped_keys(vault: Vault, address: str) -> tuple[int, tuple[str, ...]]:
    now = must_be_joined(vault)
    if not now.is_lead:
        raise NotALead
    place, lines, all_read = place_from(address), list[str](), True
    try:
        for name, found in given_keys(place, now):
            if isinstance(found, GivenKey):
                lines.append(f"-- {_plain(found.member.name)}, vault {found.vault}: {name}")
                lines.append(opening_statements(found.key))
            else:
                all_read = False
                lines.append(f"-- {_plain(name)}: {found.words}")
    finally:
        place.close()
    return (DONE if all_read else NOT_ALL), tuple(lines) or ("No key lies there.",)


def _plain(said: str) -> str:
    """Nothing of it can pass for a line or a command of its own."""
    return "".join(c if c.isprintable() else "?" for c in said)


def _with_vault(
    folder: Path, passphrase: str, action: Callable[[Vault], tuple[int, tuple[str, ...]]]
) -> tuple[int, tuple[str, ...]]:
    try:
        if time_of(folder.resolve().name) is not None:
            raise ThisIsABackup  # met as that laptop, it would be another life of it
        vault = Vault.open(folder, passphrase)
    except KnownFailure as failure:
        return COULD_NOT_BEGIN, (str(failure),)
    try:
        return action(vault)
    except (KnownFailure, KnownSyncFailure) as failure:
        return COULD_NOT_BEGIN, (str(failure),)
    finally:
        vault.close()


def _now() -> datetime:
    return datetime.now().astimezone()


def _round(vault: Vault, place: str | None) -> tuple[Met, ...]:
    must_be_joined(vault)

    def on_vault(action: Callable[[Vault], T]) -> T:
        return action(vault)

    round_ = Round(on_vault, place_from, _now, secrets.SystemRandom().random)
    if place is None:
        return go_round(round_)
    place_from(place).close()
    store = TeamStore(vault)
    known = {one.address for one in store.places()}
    number = store.add_place(place, _now())
    met = go_round(round_, lambda one, _now: one.number == number)
    if place not in known and any(one.failure for one in met):
        store.leave_place(number, _now())  # a slip of the pen is no place of the team's
    return met


def _sync(vault: Vault, place: str | None, *, as_json: bool) -> tuple[int, tuple[str, ...]]:
    met = _round(vault, place)
    counts = Outbox(vault).counts()
    failed = any(m.failure for m in met)
    if as_json:
        said = {
            "places": [_place_json(m) for m in met],
            "waiting": counts.waiting,
            "oldest_waiting": counts.oldest.isoformat() if counts.oldest else None,
            "handed_over": counts.handed_over,
            "confirmed": counts.confirmed,
            "refused": counts.refused,
        }
        return (NOT_ALL if failed else DONE), (json.dumps(said, indent=2),)
    lines = [_place_line(m) for m in met] or ["This vault knows no place to meet its team."]
    lines.append(
        f"{counts.waiting} waiting, {counts.handed_over} handed over,"
        f" {counts.confirmed} confirmed by the team, {counts.refused} not taken."
    )
    return (NOT_ALL if failed or not met else DONE), tuple(lines)


def _place_line(met: Met) -> str:
    done = met.visited
    said = f"handed over {done.handed_over}, took in {done.took_in}, set aside {done.refused}"
    return f"{said}. {met.failure}" if met.failure else f"{said}."


def _place_json(met: Met) -> dict[str, object]:
    failure = type(met.failure).__name__ if met.failure else None
    return {**asdict(met.visited), "place": met.place.number, "failure": failure}


def _collect(vault: Vault, place: str) -> tuple[int, tuple[str, ...]]:
    if not must_be_joined(vault).is_lead:
        raise NotALead
    aside_before = len(Inbox(vault).aside())
    (met,) = _round(vault, place)
    page = InboxFlow(opened(vault), _now).page(0)
    aside = len(page.aside) - aside_before
    lines = (
        _place_line(met),
        f"{page.count} in the inbox, from {_laptops(len(page.laptops))}.",
        *_troubles(page),
    )
    return (NOT_ALL if met.failure or aside else DONE), lines


def _laptops(number: int) -> str:
    return "1 laptop" if number == 1 else f"{number} laptops"


def _troubles(page: InboxPage) -> tuple[str, ...]:
    said = []
    for laptop in page.laptops:
        who = laptop.device
        if len(laptop.lines) > 1:
            said.append(f"{who}: in use on more than one laptop, or put back from a backup.")
        for _, line in laptop.lines:
            said.extend(f"{who}: missing {a} to {b}." for a, b in line.gaps)
            said.extend(
                f"{who}: two envelopes numbered {f.sequence}; both kept." for f in line.forks
            )
    said.extend(f"set aside {one.aside.name!r}: {one.reason.words}" for one in page.aside)
    return tuple(said)
