"""A FHIR server that breaks the rules it is told to break, and keeps the others."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from tests.sync.places.servers_portal import serving


class Fault(Enum):
    IGNORES_IF_MATCH = "a stale update is taken"
    MAKES_TWO = "If-None-Exist is not read"
    NO_NEW_IDS = "PUT of a new id is refused"
    CHANGES_WHAT_IT_KEEPS = "the content is not what was written"
    HIDES_THE_REST = "a listing says there is more, and does not hand it over"
    RACES = "another laptop makes one at the same moment"
    LEADS_AWAY = "the next page is on another server"


@dataclass
class Kept:
    faults: frozenset[Fault]
    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    made: int = 0

    def matching(self, query: str) -> list[dict[str, Any]]:
        asked = parse_qs(query)
        wanted = asked.get("identifier", [""])[0].partition("|")[2]
        box = asked.get("category", [""])[0].partition("|")[2]
        status = asked.get("status", [""])[0]
        return [
            one
            for one in self.resources.values()
            if (not wanted or one["identifier"][0]["value"] == wanted)
            and (
                not box
                or one.get("category", [{"coding": [{}]}])[0]["coding"][0].get("code") == box
            )
            and (not status or one["status"] == status)
        ]

    def keep(self, key: str, resource: dict[str, Any]) -> dict[str, Any]:
        self.made += 1
        kept = {**resource, "id": key, "meta": {"versionId": str(self.made)}}
        if Fault.CHANGES_WHAT_IT_KEEPS in self.faults:
            kept["content"] = [{"attachment": {"data": "////"}}]
        self.resources[key] = kept
        return kept

    def create(self, resource: dict[str, Any], condition: str | None) -> tuple[int, dict[str, Any]]:
        there = self.matching(condition) if condition else []
        if there and Fault.MAKES_TWO not in self.faults:
            return 200, there[0]
        if Fault.RACES in self.faults:
            self.keep(f"raced-{self.made}", resource)
        return 201, self.keep(f"made-{self.made}", resource)

    def update(
        self, key: str, resource: dict[str, Any], if_match: str | None
    ) -> tuple[int, dict[str, Any]]:
        there = self.resources.get(key)
        if there is None and Fault.NO_NEW_IDS in self.faults:
            return 405, {"resourceType": "OperationOutcome"}
        version = None if there is None else f'W/"{there["meta"]["versionId"]}"'
        careful = Fault.IGNORES_IF_MATCH not in self.faults
        if careful and if_match is not None and if_match != version:
            return 412, {"resourceType": "OperationOutcome"}
        return 200 if there else 201, self.keep(key, resource)

    def transaction(self, bundle: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Entry by entry, with no way back: rollback is lost."""
        for entry in bundle["entry"]:
            request, resource = entry["request"], entry["resource"]
            if request["method"] == "POST":
                self.create(resource, request.get("ifNoneExist"))
            elif request["url"].partition("/")[2] != resource["id"]:
                return 400, {"resourceType": "OperationOutcome"}
        return 200, {"resourceType": "Bundle", "type": "transaction-response"}


class _Handler(BaseHTTPRequestHandler):
    kept: ClassVar[Kept]

    def _body(self) -> dict[str, Any]:
        read: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        return read

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        key = parts.path.rpartition("/")[2]
        if key != "DocumentReference":
            found = self.kept.resources.get(key)
            self._answer(200 if found else 404, found or {"resourceType": "OperationOutcome"})
            return
        matches = self.kept.matching(parts.query)
        bundle: dict[str, Any] = {"resourceType": "Bundle", "type": "searchset"}
        bundle["entry"] = [{"resource": one} for one in matches]
        bundle["total"] = len(matches)
        if Fault.HIDES_THE_REST in self.kept.faults:
            bundle["total"] += 1
        if Fault.LEADS_AWAY in self.kept.faults:
            bundle["link"] = [{"relation": "next", "url": "http://127.0.0.2:9/fhir"}]
        self._answer(200, bundle)

    def do_POST(self) -> None:
        body = self._body()
        if body["resourceType"] == "Bundle":
            self._answer(*self.kept.transaction(body))
        else:
            self._answer(*self.kept.create(body, self.headers["If-None-Exist"]))

    def do_PUT(self) -> None:
        key = self.path.rpartition("/")[2]
        self._answer(*self.kept.update(key, self._body(), self.headers["If-Match"]))

    def _answer(self, status: int, resource: dict[str, Any]) -> None:
        content = json.dumps(resource).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/fhir+json; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        if "meta" in resource:
            self.send_header("ETag", f'W/"{resource["meta"]["versionId"]}"')
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def bad_fhir(*faults: Fault) -> Iterator[tuple[int, Kept]]:
    """The port of such a server, and what it has kept."""
    kept = Kept(frozenset(faults))
    with serving(type("_Serving", (_Handler,), {"kept": kept})) as port:
        yield port, kept
