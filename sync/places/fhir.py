"""A FHIR R4 server, as an organisation's gateway uses it: an envelope is a DocumentReference.

The server sees a sealed file, its box and its name, and nothing of what is in it.
"""

import base64
import binascii
import hashlib
import ssl
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self
from urllib.parse import quote

import httpx

from sync.errors import Gone, NameTaken, NoSuchPlace, PlaceRefuses, TooLarge
from sync.places.fhir_probe import (
    Capability,
    ServerUnfit,
    keep_capability,
    probe,
    read_capability,
)
from sync.places.fhir_server import CREATED, OK, PATIENCE, FhirServer, Reply, Resource
from sync.places.place import MOST_BYTES, Box, Entry, Put
from sync.places.settings_file import Settings, own_folder, read_settings, whole_file
from sync.places.smart import Client, SmartAuth, read_key
from sync.places.uri import read_uri

FILES, BOXES = "urn:golden-thread:file", "urn:golden-thread:box"
"""Of the identifier that is a file's box and name, and of the category that is its box."""

SEEN = "capability.json"
_KIND = "DocumentReference"
_CURRENT, _ASIDE = "current", "entered-in-error"
_ROOM = 64 * 1024
"""Bytes of an answer beside the file itself."""


class TokenSettings(Settings):
    """SMART Backend Services; `key` is a whole path to a PEM file."""

    url: str
    client_id: str
    scope: str
    key_id: str
    key: str


class FhirSettings(Settings):
    """`state` is a folder that belongs to this server alone; the other paths are whole too."""

    state: str
    token: TokenSettings | None = None
    certificate: str | None = None
    key: str | None = None
    ca: str | None = None


class FhirPlace:
    """Probed before its first use, and refused or used more carefully for what was seen."""

    def __init__(self, server: FhirServer, state: Path) -> None:
        self._server = server
        self._state = state
        self._seen: Capability | None = None

    @classmethod
    def at(cls, address: str) -> Self:
        """The place at `fhir+https://host/base?settings=FILE`; `fhir+http` for 127.0.0.1 only.

        Raises NoSuchPlace.
        """
        uri = read_uri(address, "settings")
        secure = uri.scheme == "fhir+https"
        if uri.user or not (secure or uri.host == "127.0.0.1"):
            raise NoSuchPlace
        told = read_settings(uri.file("settings"), FhirSettings)
        if secure and told.token is None and told.certificate is None:
            raise NoSuchPlace  # a server that takes anybody's word is nobody's place
        client = httpx.Client(
            verify=_context(told),
            auth=None if told.token is None else _auth(told.token),
            timeout=PATIENCE,
            trust_env=False,
            follow_redirects=False,
        )
        port = f":{uri.port}" if uri.port else ""
        base = f"{'https' if secure else 'http'}://{uri.host}{port}{quote(uri.path)}"
        return cls(FhirServer(client, base), own_folder(told.state))

    def capability(self) -> Capability:
        """What this server can do; probed once, kept in `state`, and asked again never.

        Raises what a place raises where it cannot be asked.
        """
        if self._seen is None:
            self._seen = read_capability(self._state / SEEN)
        if self._seen is None:
            self._seen = probe(self._server)
            keep_capability(self._state / SEEN, self._seen)
        return self._seen

    def put(self, box: Box, name: str, content: bytes) -> Put:
        """Raises ServerUnfit too, where the server cannot hold one of each."""
        able = self._able()
        held = self._held(box, name, len(content))
        if held is not None:
            return _same(held, content)
        resource = _sealed(box, name, content)
        if able.puts_new:
            reply = self._server.write(f"{_KIND}/{resource['id']}", resource)
            made = reply.status in (OK, CREATED)  # some say 200 of what they made
        else:
            del resource["id"]
            reply = self._server.create_once(resource, f"identifier={FILES}|{box}/{name}")
            made = reply.status == CREATED
            if len(self._found(box, name)) != 1:
                raise ServerUnfit
        there = _same(self._there(box, name, len(content)), content)
        return Put.NEW if made else there

    def names(self, box: Box) -> Iterator[Entry]:
        query = {"category": f"{BOXES}|{box}", "status": _CURRENT}
        query |= {"_elements": "identifier", "_count": "500"}
        for name in sorted({_name(found, box) for found in self._server.matches(_KIND, query)}):
            if name:
                yield Entry(name, None)

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        return _content(self._there(box, name, most), most)

    def set_aside(self, box: Box, name: str) -> None:
        """Marked as entered in error; stays where the server would not notice another's change."""
        held = self._held(box, name, MOST_BYTES)
        if held is None or held.resource.get("status") != _CURRENT:
            return
        if self._able().guards_updates and held.etag is not None:
            marked = {**held.resource, "status": _ASIDE}
            self._server.write(f"{_KIND}/{held.resource['id']}", marked, if_match=held.etag)

    def taken(self, box: Box, name: str) -> None:
        """Nothing to do: a server keeps what it was given."""

    def write_clear(self, resources: Sequence[Resource]) -> None:
        """Write these under their own ids, in this order; again is harmless.

        In one transaction where the server's are whole, else one after the other, so that what
        refers is written after what it refers to. Raises ServerUnfit where ids are not ours to
        choose.
        """
        able = self._able()
        if not able.puts_new:
            raise ServerUnfit
        paths = [f"{one['resourceType']}/{one['id']}" for one in resources]
        if able.rolls_back and able.creates_once_together:
            entries = [
                {"request": {"method": "PUT", "url": path}, "resource": one}
                for path, one in zip(paths, resources, strict=True)
            ]
            bundle: Resource = {"resourceType": "Bundle", "type": "transaction", "entry": entries}
            if not _all_taken(self._server.together(bundle)):
                raise PlaceRefuses
        else:
            for path, one in zip(paths, resources, strict=True):
                if self._server.write(path, one).status not in (OK, CREATED):
                    raise PlaceRefuses

    def close(self) -> None:
        self._server.close()

    def _able(self) -> Capability:
        able = self.capability()
        if able.refusal is not None:
            raise ServerUnfit
        return able

    def _found(self, box: Box, name: str) -> list[Resource]:
        query = {"identifier": f"{FILES}|{box}/{name}", "_elements": "identifier"}
        return list(self._server.matches(_KIND, query))

    def _held(self, box: Box, name: str, most: int) -> Reply | None:
        """Read under its id, which no index can be late for, where the server let us choose it."""
        room = most * 4 // 3 + _ROOM
        try:
            if self._able().puts_new:
                return self._server.read(f"{_KIND}/{_id(box, name)}", room)
            found = self._found(box, name)
            return self._server.read(f"{_KIND}/{found[0].get('id')}", room) if found else None
        except TooLarge:
            if most >= MOST_BYTES:
                raise
            return self._held(box, name, MOST_BYTES)  # its own size is judged from its content

    def _there(self, box: Box, name: str, most: int) -> Reply:
        held = self._held(box, name, most)
        if held is None:
            raise Gone
        return held


def _all_taken(reply: Reply) -> bool:
    """Some answer 200 to a transaction and say of each part what became of it."""
    match reply.resource:
        case {"resourceType": "Bundle", "entry": [*entries]} if reply.status == OK:
            return all(
                isinstance(entry, dict) and _is_taken(entry.get("response")) for entry in entries
            )
        case _:
            return False


def _is_taken(response: object) -> bool:
    match response:
        case {"status": str(status)}:
            return status.startswith("2")
        case _:
            return False


def _id(box: Box, name: str) -> str:
    """An id has 64 characters of FHIR's own, fewer than a box and a name need."""
    return hashlib.sha256(f"{box}/{name}".encode()).hexdigest()


def _sealed(box: Box, name: str, content: bytes) -> Resource:
    return {
        "resourceType": _KIND,
        "id": _id(box, name),
        "status": _CURRENT,
        "identifier": [{"system": FILES, "value": f"{box}/{name}"}],
        "category": [{"coding": [{"system": BOXES, "code": box}]}],
        "content": [
            {
                "attachment": {
                    "contentType": "application/octet-stream",
                    "data": base64.b64encode(content).decode(),
                    "size": len(content),
                    "hash": base64.b64encode(
                        hashlib.sha1(content, usedforsecurity=False).digest()
                    ).decode(),
                    "title": name,
                }
            }
        ],
    }


def _same(held: Reply, content: bytes) -> Put:
    try:
        if _content(held, len(content)) == content:
            return Put.ALREADY_THERE
    except (Gone, TooLarge):
        pass
    raise NameTaken


def _content(held: Reply, most: int) -> bytes:
    match held.resource:
        case {"content": [{"attachment": {"data": str(data)}}, *_]}:
            try:
                content = base64.b64decode(data, validate=True)
            except binascii.Error:
                raise Gone from None
        case _:
            raise Gone  # somebody else's document
    if len(content) > most:
        raise TooLarge
    return content


def _name(found: Resource, box: Box) -> str:
    match found:
        case {"identifier": [*identifiers]}:
            for identifier in identifiers:
                match identifier:
                    case {"system": "urn:golden-thread:file", "value": str(value)}:
                        return value.removeprefix(f"{box}/")
                    case _:
                        continue
        case _:
            pass
    return ""


def _auth(told: TokenSettings) -> SmartAuth:
    if not told.url.startswith(("https://", "http://127.0.0.1:")):
        raise NoSuchPlace
    key = read_key(whole_file(told.key))
    return SmartAuth(Client(told.client_id, told.url, told.scope, told.key_id, key))


def _context(told: FhirSettings) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=str(whole_file(told.ca)) if told.ca else None)
        if told.certificate and told.key:
            context.load_cert_chain(whole_file(told.certificate), whole_file(told.key))
    except (OSError, ssl.SSLError):
        raise NoSuchPlace from None
    return context
