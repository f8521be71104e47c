"""One visit to a place: rosters, receipts and replies come, envelopes go. Safe to repeat.

The place is used on the thread that calls; what touches the vault is handed to `on_vault`, so that
a window can do it on the vault's own thread while this one waits for a network.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby, islice
from typing import Protocol, TypeVar

from storage.backup_places import places
from storage.outbox import TEAM, Outbox, Waiting
from storage.taking_off import is_taken_off, take_ways_out, vault_key
from storage.team import TeamPlace, TeamStore
from storage.vault import Vault
from sync import arriving, envelope, lease, receipt, stopped
from sync import roster as rosters
from sync.errors import (
    Gone,
    KeyGiven,
    KnownSyncFailure,
    LaptopStopped,
    NameTaken,
    NotKnownYet,
    NotThePlace,
    PlaceShrunk,
    TooLarge,
)
from sync.keys import DeviceId
from sync.membership import Joined, must_be_joined, take_roster
from sync.places.place import (
    MOST_BYTES,
    RECEIPTS,
    ROSTERS,
    STOPPED,
    TO_TEAM,
    Box,
    Entry,
    Place,
    PutsMany,
    is_name,
    to_device,
)
from sync.reasons import Reason, Refused

T = TypeVar("T")
_PUT_AT_ONCE, _TAKEN_AT_ONCE = 128, 64


PATIENCE = timedelta(days=1)
"""After so long without a receipt an envelope is handed over again; twice there, it is one."""


class OnVault(Protocol):
    """Runs an action on the thread that owns the vault, and waits for what it gives."""

    def __call__(self, action: Callable[[Vault], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class Visited:
    """What one visit did. `refused`: set aside at the place, each with its reason."""

    handed_over: int = 0
    took_in: int = 0
    refused: int = 0
    waits_again: int = 0
    roster: int = 0


@dataclass(frozen=True, slots=True)
class Visit:
    """What a visit needs. `go_on` is asked between files: False ends it early, harmlessly."""

    on_vault: OnVault
    place: Place
    known: TeamPlace
    clock: Callable[[], datetime]
    told: Callable[[Visited], None] = lambda _so_far: None
    go_on: Callable[[], bool] = lambda: True


def visit(v: Visit) -> Visited:
    """Everything, in the order that makes it safe. Raises KnownSyncFailure, KnownFailure.

    Nothing that was done is undone by a failure; what was not done is done by the next visit.
    """
    number = _rosters(v)
    done = Visited(roster=number)
    now = v.on_vault(must_be_joined)
    done = replace(done, waits_again=_receipts(v, now))
    done = _collect(v, now, to_device(now.keys.device), done)
    if now.is_lead:
        done = _collected_as_lead(v, now, done)
    done = _hand_over(v, now, done)
    if now.is_stopped:
        _leave(v, now)
    else:
        v.on_vault(lambda vault: _answered(vault, v, number))
    return done


def _answered(vault: Vault, v: Visit, number: int) -> None:
    store, at = TeamStore(vault), v.clock()
    with vault.transaction():
        store.place_answered(v.known.number, number, at, "")
        store.heard(at)
    lease.ended(vault)


def _leave(v: Visit, now: Joined) -> None:
    """This laptop was taken off: give the vault's key away, and only then take its own ways out.

    Not before all that the team still accepts is handed over. Raises LaptopStopped.
    """
    if v.on_vault(lambda vault: Outbox(vault).waiting(1, _accepted(now))):
        raise LaptopStopped
    if not v.on_vault(is_taken_off):
        name, content = v.on_vault(lambda vault: stopped.sealed_key(now, *vault_key(vault)))
        v.place.put(STOPPED, name, content)
        v.on_vault(_take_ways_out)
    raise KeyGiven


def _take_ways_out(vault: Vault) -> None:
    beside = places()
    take_ways_out(vault, beside.first, beside.all[1:])


def _accepted(now: Joined) -> dict[str, int] | None:
    """Up to where envelopes of this laptop are taken; None for all."""
    if now.me is None or now.me.stopped is None:
        return None
    return {str(life): sequence for life, sequence in now.me.stopped.items()}


def _rosters(v: Visit) -> int:
    """Take rosters in, and as a lead bring those that are missing. The newest number there."""
    names = sorted(e.name for e in v.place.names(ROSTERS) if rosters.is_roster_name(e.name))
    held = {r.name: r for r in v.on_vault(lambda vault: TeamStore(vault).rosters())}
    newest, before = 0, min((r.number for r in held.values()), default=0) - 1
    is_known_there = any(name in held for name in names)
    for name in names:
        if is_known_there and rosters.number_in(name) < before:
            continue  # from long before this laptop joined
        if name in held:
            newest = max(newest, held[name].number)
            continue
        try:
            content = v.place.get(ROSTERS, name, rosters.MOST_BYTES)
            taken = v.on_vault(partial(take_roster, content=content))
        except (Refused, Gone, TooLarge):
            continue  # a stranger's file moves nothing forward
        newest = max(newest, taken.number if taken else 0)
    if newest < v.known.roster_seen:
        raise PlaceShrunk
    now = v.on_vault(must_be_joined)
    if now.is_lead:
        missing = [kept for name, kept in held.items() if name not in names]
        for kept in missing:
            v.place.put(ROSTERS, kept.name, kept.content)
            newest = max(newest, kept.number)
    if newest == 0:  # nothing that a lead who reads there would know this laptop by
        raise NotKnownYet if any(rosters.number_in(n) <= before for n in names) else NotThePlace
    return newest


def _receipts(v: Visit, now: Joined) -> int:
    """Take in what leads say they hold. How many envelopes wait again because of it."""
    known = {r.series: r.number for r in v.on_vault(lambda vault: TeamStore(vault).receipts())}
    offered: dict[str, list[str]] = {}
    for entry in v.place.names(RECEIPTS):
        if receipt.is_name_for(entry.name, now.keys.device):
            series, number = receipt.series_and_number(entry.name)
            if number > known.get(series, 0):
                offered.setdefault(series, []).append(entry.name)
    return sum(_newest_receipt(v, now, names) for names in offered.values())


def _newest_receipt(v: Visit, now: Joined, names: list[str]) -> int:
    """Take in the newest of one line that is to be believed; a forged one hides none."""
    for name in sorted(names, reverse=True):
        try:
            content = v.place.get(RECEIPTS, name, receipt.MOST_BYTES)
            return v.on_vault(
                partial(arriving.take_receipt, now=now, content=content, at=v.clock())
            )
        except (Refused, Gone, TooLarge):
            continue
    return 0


def _collect(v: Visit, now: Joined, box: Box, done: Visited) -> Visited:
    """Take in what is new here; what cannot be taken in is set aside, and the rest goes on."""
    for batch in _batches(v.place.names(box)):
        listed = {arriving.known_as(entry.name): entry for entry in batch}
        unknown = v.on_vault(partial(arriving.unknown, known_as=tuple(listed)))
        new = (entry for known_as, entry in listed.items() if known_as in unknown)
        fetched = list[arriving.Fetched]()
        broke_off = _fetch_each(v, box, new, fetched)
        if fetched:
            take_in = partial(
                arriving.take_in, now=now, fetched=fetched, place=v.known.number, at=v.clock()
            )
            outcome = v.on_vault(take_in)
            for name in outcome.refused:
                v.place.set_aside(box, name)
            for name in outcome.taken:
                v.place.taken(box, name)
            done = replace(
                done,
                took_in=done.took_in + len(outcome.taken),
                refused=done.refused + len(outcome.refused),
            )
            v.told(done)
        if broke_off is not None:
            raise broke_off
        if not v.go_on():
            break
    return done


def _fetch_each(
    v: Visit, box: Box, new: Iterable[Entry], fetched: list[arriving.Fetched]
) -> KnownSyncFailure | None:
    """Fetch these as far as the place lets us: what came is not lost with what did not."""
    try:
        for entry in new:
            if not v.go_on():
                break
            one = _fetch(v.place, box, entry)
            if one is not None:
                fetched.append(one)
    except KnownSyncFailure as failure:
        return failure
    return None


def _fetch(place: Place, box: Box, entry: Entry) -> arriving.Fetched | None:
    """The content, or why it was not read; None for what is there no more.

    A name that is no name of ours is not even asked for.
    """
    if not is_name(entry.name) or not entry.name.endswith(envelope.ENDING):
        return arriving.Fetched(entry.name, entry.size, Reason.NOT_OURS)
    if entry.size is not None and entry.size > MOST_BYTES:
        return arriving.Fetched(entry.name, entry.size, Reason.TOO_LARGE)
    try:
        return arriving.Fetched(entry.name, entry.size, place.get(box, entry.name))
    except TooLarge:
        return arriving.Fetched(entry.name, entry.size, Reason.TOO_LARGE)
    except Gone:
        if all(listed.name != entry.name for listed in place.names(box)):
            return None  # it may come back
        return arriving.Fetched(entry.name, entry.size, Reason.UNREADABLE)


def _collected_as_lead(v: Visit, now: Joined, done: Visited) -> Visited:
    """Receipts first for what visits took in that ended before theirs, then for what is new."""
    before = done.took_in, done.refused
    _give_receipts(v, now)
    done = _collect(v, now, TO_TEAM, done)
    if (done.took_in, done.refused) != before:
        _give_receipts(v, now)
    return done


def _give_receipts(v: Visit, now: Joined) -> None:
    made = v.on_vault(lambda vault: arriving.receipts_due(vault, now, v.clock()))
    there = {entry.name for entry in v.place.names(RECEIPTS)} if made else set[str]()
    for each in made:
        if each.name not in there:
            v.place.put(RECEIPTS, each.name, each.content)


def _hand_over(v: Visit, now: Joined, done: Visited) -> Visited:
    """Put everything that waits and is still accepted, in the order in which it was sealed."""
    if now.me is None:
        return done
    through = _accepted(now)
    unheard = v.clock() - PATIENCE
    v.on_vault(lambda vault: Outbox(vault).hand_over_again(unheard))
    while v.go_on():
        waiting = v.on_vault(lambda vault: Outbox(vault).waiting(_PUT_AT_ONCE, through))
        if not waiting:
            break
        done = _put(v, waiting, done)
        v.told(done)
    return done


def _put(v: Visit, waiting: Sequence[Waiting], done: Visited) -> Visited:
    put: list[int] = []
    try:
        for box, those in groupby(waiting, _box_of):
            if isinstance(v.place, PutsMany):
                _put_together(v, v.place, box, tuple(those), put)
            else:
                _put_one_by_one(v, box, those, put)
    finally:  # what is there is there, whatever the next one met
        if put:
            v.on_vault(lambda vault: Outbox(vault).handed_over(put, v.known.number, v.clock()))
    return replace(done, handed_over=done.handed_over + len(put))


def _put_together(
    v: Visit, place: PutsMany, box: Box, those: Sequence[Waiting], put: list[int]
) -> None:
    files = tuple((one.digest + envelope.ENDING, one.content) for one in those)
    taken = place.put_many(box, files)
    for one in those:
        if one.digest + envelope.ENDING in taken:
            v.on_vault(partial(_will_not_go, digest=one.digest, at=v.clock()))
        else:
            put.append(one.number)


def _put_one_by_one(v: Visit, box: Box, those: Iterable[Waiting], put: list[int]) -> None:
    for one in those:
        if not v.go_on():
            return
        try:
            v.place.put(box, one.digest + envelope.ENDING, one.content)
            put.append(one.number)
        except NameTaken:
            v.on_vault(partial(_will_not_go, digest=one.digest, at=v.clock()))


def _box_of(one: Waiting) -> Box:
    return TO_TEAM if one.for_device == TEAM else to_device(DeviceId(one.for_device))


def _will_not_go(vault: Vault, digest: str, at: datetime) -> None:
    Outbox(vault).refused(digest, "name_taken", at)


def _batches(entries: Iterator[Entry]) -> Iterator[tuple[Entry, ...]]:
    while batch := tuple(islice(entries, _TAKEN_AT_ONCE)):
        yield batch
