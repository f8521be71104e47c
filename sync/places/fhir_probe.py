"""What a FHIR server really does, found out once at enrolment; its own word is not asked.

Servers that call themselves FHIR break different rules, some of which would lose or double what
is handed to them. Everything written here is marked as a probe, and left as entered in error.
"""

import secrets
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from sync.errors import KnownSyncFailure, NotThePlace, PlaceRefuses
from sync.places.fhir_server import CHANGED, CREATED, OK, FhirServer, Reply, Resource

PROBES = "urn:golden-thread:probe"
_KIND = "DocumentReference"


class Capability(BaseModel):
    """What was seen, kept in a file from then on.

    `reads_back`: what was written is what is read. `puts_new`: PUT makes what is not there.
    `guards_updates`: a stale If-Match is refused. `creates_once`: If-None-Exist makes one of two;
    `creates_once_together`: in a transaction too. `rolls_back`: a bad transaction leaves nothing.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    reads_back: bool
    puts_new: bool
    guards_updates: bool
    creates_once: bool
    creates_once_together: bool
    rolls_back: bool

    @property
    def refusal(self) -> str | None:
        """Why nothing can be handed to this server, for the person who set it up."""
        if not self.reads_back:
            return "This FHIR server gives back something else than what was written to it."
        if not (self.puts_new or self.creates_once):
            return (
                "This FHIR server neither takes a name for what it is given (PUT of a new id) nor "
                "makes one of two (If-None-Exist), so envelopes would be doubled."
            )
        return None

    @property
    def notes(self) -> tuple[str, ...]:
        """What it cannot do, and what is done instead."""
        return tuple(_notes(self))


def _notes(seen: Capability) -> Iterator[str]:
    if not seen.puts_new:
        yield (
            "It takes no new ids by PUT: envelopes are created under a condition, "
            "and looked for afterwards to see that there is one."
        )
    if not seen.guards_updates:
        yield "It overwrites in spite of a stale If-Match: nothing is ever set aside in it."
    if not (seen.rolls_back and seen.creates_once_together):
        yield "Its transactions are not whole: resources are written one after the other."


class ServerUnfit(KnownSyncFailure):
    sentence = "This FHIR server does not keep to the rules that envelopes rely on."
    remedy = "Nothing was handed to it. `golden-thread gateway --probe` says which rules."


def probe(server: FhirServer) -> Capability:
    """Try it out. Raises what a place raises where the server cannot be asked."""
    mark = secrets.token_hex(12)
    by_id = f"probe-{mark}"
    made = _written(server, _sample(mark, "by-id", by_id))
    puts_new = made is not None and made.resource.get("id") == by_id
    first = server.create_once(_sample(mark, "once"), _query(mark, "once"))
    again = server.create_once(_sample(mark, "once"), _query(mark, "once"))
    seen = Capability(
        reads_back=_reads_back(server, first.resource, _sample(mark, "once")),
        puts_new=puts_new and _count(server, mark, "by-id") == 1,
        guards_updates=_guards_updates(server, first.resource, _sample(mark, "once")),
        creates_once=(first.status, again.status) == (CREATED, OK)
        and _count(server, mark, "once") == 1,
        creates_once_together=_creates_once_together(server, mark),
        rolls_back=_rolls_back(server, mark),
    )
    _tidy(server, mark)
    return seen


def read_capability(file: Path) -> Capability | None:
    """What an earlier probe saw; None where there was none, or its file cannot be read."""
    try:
        return Capability.model_validate_json(file.read_bytes())
    except (OSError, ValidationError):
        return None


def keep_capability(file: Path, seen: Capability) -> None:
    """Keep it for the next start."""
    file.write_text(seen.model_dump_json(indent=2) + "\n", encoding="utf-8")


def _sample(mark: str, which: str, made_id: str | None = None) -> Resource:
    sample: Resource = {
        "resourceType": _KIND,
        "status": "current",
        "identifier": [{"system": PROBES, "value": f"{mark}-{which}"}],
        "content": [{"attachment": {"contentType": "application/octet-stream", "data": "AAEC"}}],
    }
    return sample if made_id is None else {**sample, "id": made_id}


def _query(mark: str, which: str) -> str:
    return f"identifier={PROBES}|{mark}-{which}"


def _found(server: FhirServer, mark: str, which: str) -> list[Resource]:
    return list(server.matches(_KIND, {"identifier": f"{PROBES}|{mark}-{which}"}))


def _count(server: FhirServer, mark: str, which: str) -> int:
    return len(_found(server, mark, which))


def _reads_back(server: FhirServer, made: Resource, sample: Resource) -> bool:
    reply = server.read(f"{_KIND}/{made.get('id')}")
    if reply is None:
        return False
    return all(reply.resource.get(key) == value for key, value in sample.items())


def _guards_updates(server: FhirServer, made: Resource, sample: Resource) -> bool:
    path = f"{_KIND}/{made.get('id')}"
    before = server.read(path)
    if before is None or before.etag is None:
        return False
    changed = {**sample, "id": made.get("id")}
    fresh = _written(server, {**changed, "description": "one"}, before.etag)
    stale = _written(server, {**changed, "description": "two"}, before.etag)
    return fresh is not None and fresh.status == OK and (stale is None or stale.status == CHANGED)


def _transaction(*entries: tuple[Resource, Resource]) -> Resource:
    listed = [{"request": request, "resource": resource} for request, resource in entries]
    return {"resourceType": "Bundle", "type": "transaction", "entry": listed}


def _creates_once_together(server: FhirServer, mark: str) -> bool:
    request: Resource = {
        "method": "POST",
        "url": _KIND,
        "ifNoneExist": _query(mark, "together"),
    }
    bundle = _transaction((request, _sample(mark, "together")))
    statuses = [server.together(bundle).status, server.together(bundle).status]
    return statuses == [OK, OK] and _count(server, mark, "together") == 1


def _rolls_back(server: FhirServer, mark: str) -> bool:
    good: Resource = {"method": "POST", "url": _KIND}
    bad: Resource = {"method": "PUT", "url": f"{_KIND}/probe-{mark}-other"}
    bundle = _transaction(
        (good, _sample(mark, "rollback")),
        (bad, _sample(mark, "bad", f"probe-{mark}-not-the-one-of-the-address")),
    )
    server.together(bundle)
    return _count(server, mark, "rollback") == 0


def _written(server: FhirServer, resource: Resource, etag: str | None = None) -> Reply | None:
    """None where the server does not take it so; whether it lets us in at all is seen elsewhere."""
    try:
        return server.write(f"{_KIND}/{resource.get('id')}", resource, if_match=etag)
    except (PlaceRefuses, NotThePlace):
        return None


def _tidy(server: FhirServer, mark: str) -> None:
    for which in ("by-id", "once", "together", "rollback", "bad"):
        for made in _found(server, mark, which):
            _written(server, {**made, "status": "entered-in-error"})
