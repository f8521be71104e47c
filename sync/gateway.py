"""Relays sealed files between two places for an organisation. It never opens one: it has no key."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum
from typing import Protocol, assert_never, runtime_checkable

from sync import envelope
from sync.backoff import next_try
from sync.errors import Gone, KnownSyncFailure, NameTaken, PlaceUnreachable, TooLarge
from sync.gateway_journal import Event, Journal
from sync.places.place import MOST_BYTES, TO_TEAM, Box, Entry, Place, is_name, to_device
from sync.reasons import Refused

EVERY_DEVICE = "out-*"
"""In a list of boxes: the box of each laptop whose envelopes this gateway has relayed."""


@runtime_checkable
class TellsReturns(Protocol):
    """A place that may say later that what was put was never collected: NHS MESH."""

    def returned(self, boxes: Iterable[Box]) -> Iterator[tuple[Box, str]]: ...


@dataclass(frozen=True, slots=True)
class Relay:
    """One way: what lies in these boxes of `source` is put into the same boxes of `target`."""

    name: str
    source: Place
    target: Place
    boxes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one relay stands, counted since this start. `trouble` is what ended the last round."""

    relay: str
    due: datetime
    handed: int = 0
    aside: int = 0
    returned: int = 0
    waiting: int = 0
    failures: int = 0
    trouble: KnownSyncFailure | None = None
    whole: datetime | None = None


class _Became(Enum):
    HANDED = "handed"
    ASIDE = "aside"


Stop = Callable[[], bool]


def relay_once(relay: Relay, journal: Journal, before: Standing, stop: Stop) -> Standing:
    """One round: everything new is handed over, or set aside so that the rest can flow.

    A failure of a place ends the round and is in `trouble`; what was handed stays handed. Between
    two files `stop` is asked, and a round that it ends leaves `whole` as it was.
    """
    now = replace(before, trouble=None)
    try:
        now = replace(now, returned=now.returned + _forget_returned(relay, journal))
        waiting = tuple(_new(relay, journal))
        now = replace(now, waiting=len(waiting))
        for box, entry in waiting:
            if stop():
                break
            match _hand_over(relay, journal, box, entry):
                case _Became.HANDED:
                    now = replace(now, handed=now.handed + 1)
                case _Became.ASIDE:
                    now = replace(now, aside=now.aside + 1)
                case never:
                    assert_never(never)
            now = replace(now, waiting=now.waiting - 1)
    except KnownSyncFailure as failure:
        return replace(now, trouble=failure)
    return now


def scheduled(after: Standing, now: datetime, every: timedelta, chance: float) -> Standing:
    """When this relay is due again: soon after a whole round, later with each failure in a row."""
    if after.trouble is None:
        whole = after.whole if after.waiting else now
        return replace(after, failures=0, due=now + every, whole=whole)
    asked = after.trouble.retry_after if isinstance(after.trouble, PlaceUnreachable) else None
    failures = after.failures + 1
    return replace(after, failures=failures, due=next_try(failures, now, chance, asked))


def _boxes(relay: Relay, journal: Journal) -> Iterator[Box]:
    for box in relay.boxes:
        if box == EVERY_DEVICE:
            yield from (to_device(device) for device in journal.devices)
        else:
            yield Box(box)


def _new(relay: Relay, journal: Journal) -> Iterator[tuple[Box, Entry]]:
    for box in _boxes(relay, journal):
        for entry in relay.source.names(box):
            if not journal.is_done(relay.name, _line(box, entry.name)):
                yield box, entry


def _hand_over(relay: Relay, journal: Journal, box: Box, entry: Entry) -> _Became:
    content = _read(relay.source, box, entry)
    if content is not None:
        try:
            relay.target.put(box, entry.name, content)
        except NameTaken:
            content = None
    if content is None:
        return _set_aside(relay, journal, box, entry.name)
    journal.add(Event.HANDED, relay.name, _line(box, entry.name))
    relay.source.taken(box, entry.name)
    if box == TO_TEAM:
        with suppress(Refused):  # the header is in the clear; whether it is true is the team's
            journal.add(Event.DEVICE, relay.name, envelope.read(content).link.device)
    return _Became.HANDED


def _read(source: Place, box: Box, entry: Entry) -> bytes | None:
    """The file; None where it cannot be one of ours: not its own name, too large, or a link."""
    if not is_name(entry.name) or (entry.size or 0) > MOST_BYTES:
        return None
    try:
        content = source.get(box, entry.name)
    except (Gone, TooLarge):
        return None
    stem, _, ending = entry.name.rpartition(".")
    if f".{ending}" == envelope.ENDING and hashlib.sha256(content).hexdigest() != stem:
        return None
    return content


def _set_aside(relay: Relay, journal: Journal, box: Box, name: str) -> _Became:
    if "/" not in name and "\\" not in name and not name.startswith("."):
        relay.source.set_aside(box, name)
    journal.add(Event.ASIDE, relay.name, _line(box, name))
    return _Became.ASIDE


def _forget_returned(relay: Relay, journal: Journal) -> int:
    """What was not collected counts as not handed, so that it is handed again."""
    if not isinstance(relay.target, TellsReturns):
        return 0
    count = 0
    for box, name in relay.target.returned(tuple(_boxes(relay, journal))):
        if journal.is_done(relay.name, _line(box, name)):
            journal.add(Event.RETURNED, relay.name, _line(box, name))
            count += 1
    return count


def _line(box: Box, name: str) -> str:
    """A name as the journal keeps it; a stranger's may hold anything, so its digest stands in."""
    kept = name if is_name(name) else hashlib.sha256(name.encode(errors="replace")).hexdigest()
    return f"{box}/{kept}"
