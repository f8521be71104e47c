"""WebDAV over TLS, where this laptop shows a certificate of its own."""

import re
import secrets
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

import httpx
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from sync.errors import (
    Gone,
    KnownSyncFailure,
    NameTaken,
    NoSuchPlace,
    NotThePlace,
    PlaceFull,
    PlaceRefuses,
    PlaceUnreachable,
    TooLarge,
)
from sync.places.again import patiently
from sync.places.place import MOST_BYTES, Box, Entry, Put
from sync.places.uri import read_uri
from sync.places.waits import wait_asked

ASIDE = "quarantine"
PATIENCE = 20.0
"""Seconds without an answer until the place counts as out of reach."""

_PART = ".part"
_MOST_LISTING = 128 * 1024 * 1024
_ASKED = b'<?xml version="1.0"?><propfind xmlns="DAV:"><prop><getcontentlength/></prop></propfind>'
_LATER = frozenset({408, 423, 425, 429})
_MULTI_STATUS = 207
_NOT_LET_IN = re.compile("ALERT_.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED|HANDSHAKE_FAILURE|DECRYPT)")
"""What a server's TLS says of a client's certificate that will not do."""
_FIRST_SERVER_ERROR = 500


class WebdavPlace:
    """Put under a name nobody lists, seen to be whole, then moved to its own, never over another.

    No ETag is relied upon: for about a second after a change they may be weak, and say little.
    """

    def __init__(self, base: str, context: ssl.SSLContext, patience: float) -> None:
        self._base = httpx.URL(base)
        self._client = httpx.Client(
            verify=context,
            timeout=patience,
            trust_env=False,  # no proxy, no password file: what is not in the address is not used
            follow_redirects=False,
            headers={"Accept-Encoding": "identity"},
        )
        self._greeted = False

    @classmethod
    def at(cls, address: str, patience: float = PATIENCE) -> Self:
        """The place at `davs://host:port/folder?certificate=FILE&key=FILE&ca=FILE`.

        Without `ca` the certificates that this computer trusts count. Raises NoSuchPlace.
        """
        uri = read_uri(address, "certificate", "key", "ca")
        if uri.user:
            raise NoSuchPlace
        authority = uri.file("ca") if "ca" in uri.options else None
        context = _context(authority, uri.file("certificate"), uri.file("key"))
        host = f"[{uri.host}]" if ":" in uri.host else uri.host
        return cls(f"https://{host}:{uri.port or 443}{quote(uri.path)}", context, patience)

    def put(self, box: Box, name: str, content: bytes) -> Put:
        self._must_be_there()
        part = f"{name}.{secrets.token_hex(4)}{_PART}"
        answer = self._put_part(box, part, content)
        if answer.status in (404, 409):
            self._make(box)
            answer = self._put_part(box, part, content)
        _expect(answer, 201, 412)  # 412: it came twice, as on a bad line; all of it, or not
        try:
            self._must_be_whole(box, part, len(content))
            moved = self._move(self._path(box, part), self._path(box, name))
            if moved.status == 404:  # noqa: PLR2004  # it came twice: the first moved the part
                return self._there_already(box, name, content, PlaceUnreachable)
            if moved.status != 412:  # noqa: PLR2004  # the name is taken
                _expect(moved, 201)
                return Put.NEW
        except BaseException:
            self._drop(box, part)
            raise
        self._drop(box, part)
        return self._there_already(box, name, content)

    def names(self, box: Box) -> Iterator[Entry]:
        self._must_be_there()
        answer = self._listed(self._path(box), 1)
        if answer.status == 404:  # noqa: PLR2004
            return
        _expect(answer, _MULTI_STATUS)
        for path, size in _resources(answer, self._base):
            entry = Entry(_inside(self._path(box), path), size)
            if entry.name and not entry.name.endswith(_PART):
                yield entry

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        self._must_be_there()
        answer = self._ask("GET", self._path(box, name), most=most)
        if answer.status in (404, 410):
            raise Gone
        _expect(answer, 200)
        return answer.content

    def set_aside(self, box: Box, name: str) -> None:
        self._must_be_there()
        source, target = self._path(box, name), self._path(ASIDE, name)
        with suppress(PlaceRefuses):  # only the leads may move files there: it stays listed
            if self._listed(self._path(ASIDE), 0).status == 404:  # noqa: PLR2004
                self._make(ASIDE)
            answer = self._move(source, target)
            if answer.status == 412:  # noqa: PLR2004
                answer = self._move(source, f"{target}.{secrets.token_hex(4)}")
            _expect(answer, 201, 404)

    def taken(self, box: Box, name: str) -> None:
        """Nothing to do: another lead may still want to read it."""

    def close(self) -> None:
        self._client.close()

    def _path(self, box: str, name: str = "") -> str:
        """The path on the server, percent-encoded; a folder's ends with a slash."""
        spelt = quote(name.encode("utf-8", "surrogateescape"), safe="")
        root = self._base.raw_path.decode("ascii").rstrip("/")
        return f"{root}/{box}/{spelt}" if box else f"{root}/"

    def _must_be_there(self) -> None:
        """A small question first: whoever answers it rightly is the place, and lets us in."""
        if not self._greeted:
            answer = self._listed(self._path(""), 0)
            _expect(answer, _MULTI_STATUS)
            _resources(answer, self._base)
            self._greeted = True

    def _put_part(self, box: str, part: str, content: bytes) -> "_Answer":
        return self._ask("PUT", self._path(box, part), {"If-None-Match": "*"}, content)

    def _must_be_whole(self, box: str, name: str, size: int) -> None:
        answer = self._listed(self._path(box, name), 0)
        _expect(answer, _MULTI_STATUS)
        if [held for _path, held in _resources(answer, self._base)] != [size]:
            raise PlaceUnreachable

    def _listed(self, path: str, depth: int) -> "_Answer":
        headers = {"Depth": str(depth), "Content-Type": "application/xml"}
        return self._ask("PROPFIND", path, headers, _ASKED, _MOST_LISTING)

    def _move(self, source: str, target: str) -> "_Answer":
        to = str(self._base.copy_with(raw_path=target.encode("ascii")))
        return self._ask("MOVE", source, {"Destination": to, "Overwrite": "F"})

    def _make(self, box: str) -> None:
        _expect(self._ask("MKCOL", self._path(box)), 201, 405)  # 405: another was quicker

    def _drop(self, box: str, part: str) -> None:
        with suppress(KnownSyncFailure):
            self._ask_once("DELETE", self._path(box, part))

    def _there_already(
        self,
        box: Box,
        name: str,
        content: bytes,
        nothing: type[KnownSyncFailure] = NameTaken,
    ) -> Put:
        """Raises NameTaken; `nothing` where no file has the name."""
        try:
            if self.get(box, name, len(content)) == content:
                return Put.ALREADY_THERE
        except TooLarge:
            pass
        except Gone:
            raise nothing from None
        raise NameTaken

    def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        most: int = MOST_BYTES,
    ) -> "_Answer":
        """The answer; a question that got none is asked again, each may come twice."""
        return patiently(lambda: self._ask_once(method, path, headers, content, most))

    def _ask_once(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        content: bytes = b"",
        most: int = MOST_BYTES,
    ) -> "_Answer":
        url = self._base.copy_with(raw_path=path.encode("ascii"))
        with (
            _explained(),
            self._client.stream(method, url, headers=headers, content=content) as response,
        ):
            _must_be_said_by_the_place(response)
            body = _read(response, most) if response.is_success else b""
            return _Answer(response.status_code, body)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    content: bytes


def _expect(answer: _Answer, *statuses: int) -> None:
    if answer.status not in statuses:
        raise NotThePlace


def _must_be_said_by_the_place(response: httpx.Response) -> None:
    """Raises what an answer means that is the same for every question."""
    status = response.status_code
    match status:
        case 401 | 403 | 413:
            raise PlaceRefuses
        case 507:
            raise PlaceFull
        case 407 | 511:  # a proxy, or a network, wants a sign-in
            raise NotThePlace
        case _ if status in _LATER or status >= _FIRST_SERVER_ERROR:
            headers = response.headers
            raise PlaceUnreachable(wait_asked(headers.get("retry-after"), headers.get("date")))
        case _:
            return


def _read(response: httpx.Response, most: int) -> bytes:
    """The body as it came. Raises TooLarge as soon as it is seen to hold more."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise NotThePlace  # packed, though it was asked for as it is
    if int(response.headers.get("content-length", "0")) > most:
        raise TooLarge
    body = bytearray()
    for piece in response.iter_raw():
        body += piece
        if len(body) > most:
            raise TooLarge
    return bytes(body)


def _resources(answer: _Answer, base: httpx.URL) -> list[tuple[str, int | None]]:
    """The path of each resource, decoded, and its size. Raises NotThePlace.

    A listing may name its resources by path alone or with the server's own name; another server's
    name is refused, and so is a document with a DTD or entities in it.
    """
    try:
        tree: Element = fromstring(answer.content, forbid_dtd=True)
        if tree.tag != "{DAV:}multistatus":
            raise NotThePlace
        return [_resource(element, base) for element in tree.iterfind("{DAV:}response")]
    except (ParseError, DefusedXmlException, ValueError) as failure:
        raise NotThePlace from failure


def _resource(element: Element, base: httpx.URL) -> tuple[str, int | None]:
    href = base.join((element.findtext("{DAV:}href") or "").strip())
    if (href.scheme, href.host, href.port) != (base.scheme, base.host, base.port):
        raise NotThePlace
    size = element.findtext("{DAV:}propstat/{DAV:}prop/{DAV:}getcontentlength") or ""
    decimal = re.fullmatch(r"[0-9]{1,18}", size.strip())
    path = urlsplit(str(href)).path
    return unquote(path, errors="surrogateescape"), int(size) if decimal else None


def _inside(folder: str, path: str) -> str:
    """The name of this path in this folder, empty for the folder itself. Raises NotThePlace."""
    name = path.removeprefix(unquote(folder)).rstrip("/")
    if path.rstrip("/") == unquote(folder).rstrip("/"):
        return ""
    if not path.startswith(unquote(folder)) or "/" in name or name in (".", ".."):
        raise NotThePlace
    return name


def _context(authority: Path | None, certificate: Path, key: Path) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=authority)
        context.load_cert_chain(certificate, key, password=lambda: b"")  # never asks on a terminal
    except (OSError, ValueError):
        raise NoSuchPlace from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


@contextmanager
def _explained() -> Iterator[None]:
    """What goes wrong on the line, in words for people."""
    try:
        yield
    except (httpx.TransportError, ssl.SSLError) as failure:
        match _tls_failure(failure):
            case ssl.SSLCertVerificationError():
                raise NotThePlace from failure
            case ssl.SSLError(reason=str(reason)) if _NOT_LET_IN.search(reason):
                raise PlaceRefuses from failure
            case ssl.SSLError(reason="WRONG_VERSION_NUMBER" | "HTTP_REQUEST"):
                raise NotThePlace from failure
            case _:
                raise PlaceUnreachable from failure
    except (httpx.InvalidURL, httpx.DecodingError) as failure:
        raise NotThePlace from failure


def _tls_failure(failure: BaseException | None) -> ssl.SSLError | None:
    while failure is not None and not isinstance(failure, ssl.SSLError):
        failure = failure.__cause__ or failure.__context__
    return failure
