"""Speaks FHIR R4 with one server, and takes nothing for an answer that is not FHIR."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import httpx

from sync.errors import NotThePlace, PlaceFull, PlaceRefuses, PlaceUnreachable, TooLarge
from sync.places.again import patiently
from sync.places.waits import wait_asked

PATIENCE = 30.0
"""Seconds without an answer until the server counts as out of reach."""
MOST_ANSWER = 64 * 1024 * 1024
"""No answer is read further than this many bytes."""

FHIR = "application/fhir+json"
Resource: TypeAlias = dict[str, object]

OK, CREATED, NOT_FOUND, GONE, CONFLICT, CHANGED = 200, 201, 404, 410, 409, 412
_LATER = frozenset({408, 425, 429})
_REFUSES = frozenset({400, 401, 403, 405, 422})
_FULL = frozenset({413, 507})
_FIRST_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Reply:
    """A resource as the server gave it; `etag` is its version for `If-Match`, as given."""

    status: int
    resource: Resource
    etag: str | None


class FhirServer:
    """One server under one base address."""

    def __init__(self, client: httpx.Client, base: str) -> None:
        self._client = client
        self._base = httpx.URL(base.rstrip("/") + "/")

    def read(self, path: str, most: int = MOST_ANSWER) -> Reply | None:
        """The resource at `Type/id`; None where there is none. Raises TooLarge."""
        reply = self._ask("GET", path, most=most)
        if reply.status in (NOT_FOUND, GONE):
            return None
        return _expect(reply, OK)

    def write(self, path: str, resource: Resource, *, if_match: str | None = None) -> Reply:
        """PUT. A stale `if_match` is answered with 412 by a server that keeps to the standard."""
        headers = {} if if_match is None else {"If-Match": if_match}
        return _expect(self._ask("PUT", path, resource, headers), OK, CREATED, CONFLICT, CHANGED)

    def create_once(self, resource: Resource, query: str) -> Reply:
        """POST with `If-None-Exist`; 201 where it was made, 200 where one was there."""
        path, headers = str(resource["resourceType"]), {"If-None-Exist": query}
        return _expect(self._ask("POST", path, resource, headers), OK, CREATED, CHANGED)

    def together(self, bundle: Resource) -> Reply:
        """A transaction: the server's promise is all of it or nothing. Any status is returned."""
        return self._ask("POST", "", bundle)

    def matches(self, kind: str, query: Mapping[str, str]) -> Iterator[Resource]:
        """Every resource that matches, page by page.

        Raises NotThePlace where the server says it has more and does not hand it over.
        """
        page, seen, total = self._page(httpx.URL(kind, params=dict(query))), 0, 0
        while True:
            told = page.get("total")
            total = told if isinstance(told, int) else 0
            for entry in _dicts(page.get("entry")):
                found = entry.get("resource")
                if isinstance(found, dict) and found.get("resourceType") == kind:
                    seen += 1
                    yield found
            following = _next_of(page)
            if following is None:
                break
            page = self._page(following)
        if total > seen:
            raise NotThePlace

    def close(self) -> None:
        self._client.close()

    def _page(self, url: httpx.URL | str) -> Resource:
        page = _expect(self._ask("GET", url), OK).resource
        if page.get("resourceType") != "Bundle" or page.get("type") != "searchset":
            raise NotThePlace
        return page

    def _ask(
        self,
        method: str,
        path: httpx.URL | str,
        resource: Resource | None = None,
        headers: Mapping[str, str] | None = None,
        most: int = MOST_ANSWER,
    ) -> Reply:
        url = self._base.join(path)
        if (url.scheme, url.netloc) != (self._base.scheme, self._base.netloc):
            raise NotThePlace  # a page that leads elsewhere would get our token
        said = {"Accept": FHIR, **(headers or {})}
        body = None
        if resource is not None:
            said["Content-Type"] = FHIR
            body = json.dumps(resource).encode()

        def ask() -> Reply:
            try:
                with self._client.stream(method, url, headers=said, content=body) as answer:
                    content = b"".join(_at_most(answer, most))
            except httpx.HTTPError:
                raise PlaceUnreachable from None
            return _understood(answer, content)

        return ask() if method == "POST" else patiently(ask)  # a POST that came twice makes two


def _at_most(answer: httpx.Response, most: int) -> Iterator[bytes]:
    length = 0
    for part in answer.iter_bytes():
        length += len(part)
        if length > most:
            raise TooLarge
        yield part


def _understood(answer: httpx.Response, content: bytes) -> Reply:
    status, headers = answer.status_code, answer.headers
    if status in _LATER or (status >= _FIRST_SERVER_ERROR and status not in _FULL):
        raise PlaceUnreachable(wait_asked(headers.get("Retry-After"), headers.get("Date")))
    if status in _FULL:
        raise PlaceFull
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in (FHIR, "application/json"):
        raise PlaceRefuses if status in _REFUSES else NotThePlace
    try:
        resource = json.loads(content)
    except ValueError:
        raise NotThePlace from None
    if not isinstance(resource, dict) or not isinstance(resource.get("resourceType"), str):
        raise PlaceRefuses if status in _REFUSES else NotThePlace
    return Reply(status, resource, headers.get("ETag"))


def _expect(reply: Reply, *wanted: int) -> Reply:
    if reply.status in wanted:
        return reply
    raise PlaceRefuses if reply.status in _REFUSES else NotThePlace


def _dicts(found: object) -> Iterator[Resource]:
    if isinstance(found, list):
        yield from (one for one in found if isinstance(one, dict))


def _next_of(page: Resource) -> str | None:
    for link in _dicts(page.get("link")):
        if link.get("relation") == "next":
            return str(link.get("url"))
    return None
