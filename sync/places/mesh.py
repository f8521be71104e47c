"""NHS MESH, through the official client; held by an organisation's gateway, never by a laptop.

MESH hands each message over once, from one mailbox to another, and then forgets it. What a place
promises beyond that is kept here in a folder of our own: what arrived lies in `spool` before it is
acknowledged, and `sent` remembers what was sent, since MESH takes the same message twice.
"""

import hashlib
import re
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Protocol, Self

from mesh_client import MeshClient, MeshError, Message
from pydantic import Field
from requests import Response
from requests.exceptions import HTTPError, InvalidJSONError, JSONDecodeError, RequestException
from urllib3.exceptions import HTTPError as BrokenOff

from sync.errors import (
    ClockWrong,
    Gone,
    NameTaken,
    NoSuchPlace,
    NotThePlace,
    PlaceRefuses,
    PlaceUnreachable,
)
from sync.places.again import patiently
from sync.places.clock import NOTICEABLE, behind
from sync.places.folder import ASIDE, FolderPlace
from sync.places.place import MOST_BYTES, ROSTERS, STOPPED, TO_TEAM, Box, Entry, Put, is_name
from sync.places.settings_file import Settings, own_folder, read_settings, whole_file
from sync.places.uri import read_uri
from sync.places.waits import wait_asked

PATIENCE = 60.0
"""Seconds without an answer until MESH counts as out of reach."""

_BOX = re.compile(r"[a-z][0-9a-z-]{0,63}")
_REPORT = "REPORT"
_LATER = frozenset({408, 425, 429})
_TELLS_ITS_END = ("Content-Length", "Transfer-Encoding")
_GONE = frozenset({404, 410})
_FORBIDDEN = frozenset({400, 401, 403, 417})
_FIRST_SERVER_ERROR = 500


class MeshSettings(Settings):
    """The mailbox and its secrets; the certificate, its key and `ca` are whole paths.

    `workflow` is what the mailboxes are registered for with the endings `_IN`, `_ROSTER`,
    `_RECEIPTS` and `_OUT`. `state` is a folder that belongs to this mailbox alone.
    """

    mailbox: str = Field(pattern=r"^[A-Z0-9]{5,20}$")
    to: str = Field(pattern=r"^[A-Z0-9]{5,20}$")
    password: str = Field(min_length=1)
    shared_key: str = Field(min_length=1)
    workflow: str = Field(pattern=r"^[A-Z0-9_]{1,40}$")
    state: str
    certificate: str | None = None
    key: str | None = None
    ca: str | None = None


class _Message(Protocol):
    message_type: str
    workflow_id: str | None
    subject: str | None
    filename: str | None
    local_id: str | None

    def read(self, n: int) -> bytes: ...

    def close(self) -> None: ...


class _Mesh(Protocol):
    """What is used of the client."""

    def send_message(  # noqa: PLR0913  # the official client has it so
        self,
        recipient: str,
        data: bytes,
        *,
        workflow_id: str,
        subject: str,
        filename: str,
        local_id: str,
    ) -> str: ...

    def iterate_message_ids(self) -> Iterable[str]: ...

    def retrieve_message_chunk(self, message_id: str, chunk_num: int) -> Response: ...

    def acknowledge_message(self, message_id: str) -> None: ...

    def close(self) -> None: ...


class MeshPlace:
    """A pair of mailboxes and the folder that makes a place of them."""

    def __init__(self, client: _Mesh, to: str, workflow: str, state: Path) -> None:
        self._client = client
        self._to = to
        self._workflow = workflow
        self._spool, self._sent, self._returned = (
            FolderPlace(own_folder(str(state / name))) for name in ("spool", "sent", "returned")
        )
        self._not_ours: set[str] = set()

    @classmethod
    def at(cls, address: str) -> Self:
        """The place at `mesh+https://host?settings=FILE`; `mesh+http` for 127.0.0.1 only.

        Raises NoSuchPlace.
        """
        uri = read_uri(address, "settings")
        secure = uri.scheme == "mesh+https"
        if uri.user or uri.path or not (secure or uri.host == "127.0.0.1"):
            raise NoSuchPlace
        told = read_settings(uri.file("settings"), MeshSettings)
        if secure and not (told.certificate and told.key):
            raise NoSuchPlace  # MESH knows a mailbox by its certificate too
        port = f":{uri.port}" if uri.port else ""
        client: _Mesh = MeshClient(
            f"{'https' if secure else 'http'}://{uri.host}{port}",
            told.mailbox,
            told.password,
            shared_key=told.shared_key.encode(),
            cert=_pair(told),
            verify=str(whole_file(told.ca)) if told.ca else None,
            max_retries=0,  # whoever uses the place waits, and can be stopped while waiting
            timeout=PATIENCE,
        )
        return cls(client, told.to, told.workflow, Path(told.state))

    def put(self, box: Box, name: str, content: bytes) -> Put:
        """Send it, then remember that.

        If this ends between the two, it is sent again: the reader's spool takes both for one.
        """
        digest = hashlib.sha256(content).hexdigest().encode()
        try:
            if self._sent.get(box, name) != digest:
                raise NameTaken
        except Gone:
            pass
        else:
            return Put.ALREADY_THERE
        with _explained():
            self._client.send_message(
                self._to,
                content,
                workflow_id=self._workflow_of(box),
                subject=box,
                filename=name,
                local_id=f"{box}/{name}",
            )
        self._sent.put(box, name, digest)
        self._returned.set_aside(box, name)
        return Put.NEW

    def names(self, box: Box) -> Iterator[Entry]:
        """Rosters that were sent are listed too: a lead looks for what she brought."""
        self._collect()
        here = {entry.name: entry for entry in self._spool.names(box)}
        if box == ROSTERS:
            sent = {entry.name: Entry(entry.name, None) for entry in self._sent.names(box)}
            here = sent | here
        yield from here.values()

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        try:
            return self._spool.get(box, name, most)
        except Gone:
            self._collect()
            return self._spool.get(box, name, most)

    def set_aside(self, box: Box, name: str) -> None:
        self._collect()
        self._spool.set_aside(box, name)

    def taken(self, box: Box, name: str) -> None:
        """Nothing to do: MESH let go when the spool had it, and the spool keeps it."""

    def returned(self, boxes: Iterable[Box]) -> Iterator[tuple[Box, str]]:
        """What was sent, and MESH reported as not collected; until it is put again."""
        self._collect()
        for box in boxes:
            for entry in self._returned.names(box):
                yield box, entry.name

    def close(self) -> None:
        self._client.close()

    def _collect(self) -> None:
        """Bring what waits in the mailbox into the spool, and only then let MESH forget it.

        Each message for itself, so that a line that breaks costs one of them at most.
        """
        for message_id in patiently(self._waiting):
            if message_id in self._not_ours:
                continue
            with suppress(Gone):  # another program of this gateway has brought it in meanwhile
                if patiently(partial(self._brought, message_id)):
                    patiently(partial(self._let_go, message_id))
                else:
                    self._not_ours.add(message_id)

    def _waiting(self) -> tuple[str, ...]:
        with _explained():
            return tuple(self._client.iterate_message_ids())

    def _brought(self, message_id: str) -> bool:
        with _explained(of_one=True):
            answer = self._client.retrieve_message_chunk(message_id, 1)
            if not any(said in answer.headers for said in _TELLS_ITS_END):
                raise PlaceUnreachable  # its head broke off, and nobody would miss the rest
            message: _Message = Message(message_id, answer, self._client)
            try:
                return self._kept(message, message_id.lower())
            finally:
                message.close()

    def _let_go(self, message_id: str) -> None:
        with _explained(of_one=True):
            self._client.acknowledge_message(message_id)

    def _kept(self, message: _Message, message_id: str) -> bool:
        """Whether it is safe here now; a stranger's, or one too large, stays in the mailbox."""
        if not (message.workflow_id or "").startswith(f"{self._workflow}_"):
            return False
        if message.message_type == _REPORT:
            return self._reported(message)
        content = message.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            return False
        box, name = Box(message.subject or ""), message.filename or ""
        if not (_BOX.fullmatch(box) and is_name(name)):
            self._spool.put(Box(ASIDE), message_id, content)
            return True
        try:
            self._spool.put(box, name, content)
        except NameTaken:
            self._spool.put(Box(ASIDE), f"{name[:80]}.{message_id}", content)
        return True

    def _reported(self, report: _Message) -> bool:
        box, _, name = (report.local_id or "").partition("/")
        if _BOX.fullmatch(box) and is_name(name):
            self._returned.put(Box(box), name, b"")
            self._sent.set_aside(Box(box), name)
        return True

    def _workflow_of(self, box: Box) -> str:
        to_team = box in (TO_TEAM, STOPPED)
        ending = "IN" if to_team else "OUT" if box.startswith("out-") else box.upper()
        return f"{self._workflow}_{ending}"


def _pair(told: MeshSettings) -> tuple[str, str] | None:
    if not (told.certificate and told.key):
        return None
    return str(whole_file(told.certificate)), str(whole_file(told.key))


@contextmanager
def _explained(*, of_one: bool = False) -> Iterator[None]:
    """Raises Gone for one message that the mailbox holds no more."""
    try:
        yield
    except HTTPError as failure:
        answer = failure.response
        if answer is None:
            raise NotThePlace from None
        if of_one and answer.status_code in _GONE:
            raise Gone from None
        raise _refused(answer.status_code, answer.headers) from None
    except JSONDecodeError as failure:
        if not failure.doc:
            raise PlaceUnreachable from None  # it broke off before the first of it
        raise NotThePlace from None
    except (InvalidJSONError, KeyError, AttributeError):
        raise NotThePlace from None  # it answered, but not as MESH does
    except MeshError:
        raise PlaceRefuses from None
    except (RequestException, BrokenOff, EOFError, zlib.error):
        raise PlaceUnreachable from None


def _refused(
    status: int, headers: Mapping[str, str]
) -> ClockWrong | PlaceRefuses | PlaceUnreachable | NotThePlace:
    if status in _LATER or status >= _FIRST_SERVER_ERROR:
        return PlaceUnreachable(wait_asked(headers.get("Retry-After"), headers.get("Date")))
    if status in _FORBIDDEN:
        wrong = abs(behind(headers.get("Date"), time.time())) > NOTICEABLE
        return ClockWrong() if wrong else PlaceRefuses()
    return NotThePlace()
