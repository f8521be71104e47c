"""S3, or a store that speaks as it does, under keys that only this team uses."""

import configparser
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, Self

import boto3
import botocore.session
from botocore.config import Config
from botocore.configprovider import BOTOCORE_DEFAUT_SESSION_VARIABLES
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    HTTPClientError,
    IncompleteReadError,
    SSLError,
)
from botocore.exceptions import ConnectionError as NoConnection
from botocore.parsers import ResponseParserError

from sync.errors import (
    ClockWrong,
    Gone,
    NameTaken,
    NoSuchPlace,
    NotThePlace,
    PlaceFull,
    PlaceRefuses,
    PlaceUnreachable,
    TooLarge,
)
from sync.places.place import MOST_BYTES, Box, Entry, Put
from sync.places.uri import Uri, read_uri
from sync.places.waits import wait_asked

ASIDE = "quarantine"
PATIENCE = 20.0
"""Seconds without an answer until the place counts as out of reach."""

PROBE = "write-once"
"""An empty object, put by every laptop and never twice: so the place shows that it refuses."""

_REFUSES = frozenset({401, 403, 405, 413})
_FULL = frozenset({"QuotaExceeded", "XMinioStorageFull", "InsufficientCapacity"})
_LATER = frozenset({408, 409, 425, 429})
_SIGN_IN = frozenset({407, 511})
_PAGE = frozenset({200, 500})  # botocore makes 500 of a 200 whose body it cannot read
_REDIRECT, _FIRST_SERVER_ERROR, _FULL_STATUS = 300, 500, 507

Answer = Mapping[str, object]


class _Body(Protocol):
    def read(self, amt: int) -> bytes: ...

    def close(self) -> None: ...


class _S3(Protocol):
    """What is used of the client."""

    @property
    def meta(self) -> Any: ...

    def put_object(self, **words: object) -> Answer: ...

    def get_object(self, **words: object) -> "dict[str, object]": ...

    def head_object(self, **words: object) -> Answer: ...

    def list_objects_v2(self, **words: object) -> Answer: ...

    def copy_object(self, **words: object) -> Answer: ...

    def delete_object(self, **words: object) -> Answer: ...

    def close(self) -> None: ...


class S3Place:
    """Put with `If-None-Match: *`, which the store has to honour; asked once, and seen to.

    Nothing is taken from the environment: no profile, proxy, endpoint or machine's role.
    """

    def __init__(self, client: _S3, bucket: str, prefix: str) -> None:
        self._client = client
        self._bucket = bucket
        self._prefix = f"{prefix}/" if prefix else ""
        self._probed = False

    @classmethod
    def at(cls, address: str, patience: float = PATIENCE) -> Self:
        """`s3+https://host/bucket/prefix?credentials=FILE&region=REGION&ca=FILE`.

        `credentials` is a file as the AWS tools write it, of which `[default]` is read. Without
        `ca` the usual authorities count; `s3+http` is for 127.0.0.1 alone. Raises NoSuchPlace.
        """
        uri = read_uri(address, "credentials", "region", "ca")
        bucket, _, prefix = uri.path.removeprefix("/").partition("/")
        secure = uri.scheme == "s3+https"
        if uri.user or not bucket or not (secure or uri.host == "127.0.0.1"):
            raise NoSuchPlace
        return cls(_client(uri, patience, secure=secure), bucket, prefix)

    def put(self, box: Box, name: str, content: bytes) -> Put:
        self._must_write_once()
        try:
            with _explained():
                self._put(f"{self._prefix}{box}/{name}", content)
        except _Taken:
            return self._there_already(box, name, content)
        return Put.NEW

    def names(self, box: Box) -> Iterator[Entry]:
        folder = f"{self._prefix}{box}/"
        words: dict[str, object] = {"Bucket": self._bucket, "Prefix": folder, "Delimiter": "/"}
        while True:
            with _explained():
                page = self._client.list_objects_v2(**words)
            if page.get("Name") != self._bucket:
                raise NotThePlace  # a page for people, or another store's
            for item in _items(page):
                name = str(item.get("Key", "")).removeprefix(folder)
                size = item.get("Size")
                if name:
                    yield Entry(name, size if isinstance(size, int) else None)
            if not page.get("IsTruncated"):
                return
            words["ContinuationToken"] = page.get("NextContinuationToken")

    def get(self, box: Box, name: str, most: int = MOST_BYTES) -> bytes:
        with _explained():
            found = self._client.get_object(Bucket=self._bucket, Key=f"{self._prefix}{box}/{name}")
            body: _Body = found["Body"]  # type: ignore[assignment]  # botocore says no types
            try:
                if "ETag" not in found:
                    raise NotThePlace
                if not isinstance(size := found.get("ContentLength"), int) or size > most:
                    raise TooLarge
                content = body.read(size + 1)
            finally:
                body.close()
        if len(content) != size:  # botocore does not say when an answer breaks off
            raise PlaceUnreachable
        return content

    def set_aside(self, box: Box, name: str) -> None:
        """Copied to the quarantine, and only then taken from its own key: S3 cannot rename."""
        source = {"Bucket": self._bucket, "Key": f"{self._prefix}{box}/{name}"}
        target = {"Bucket": self._bucket, "Key": f"{self._prefix}{ASIDE}/{name}"}
        with suppress(PlaceRefuses):  # only the leads may move files there: it stays listed
            here, there = self._tag(source), self._tag(target)
            if here is None:
                return
            with _explained():
                if there != here:
                    if there is not None:
                        target["Key"] += f".{secrets.token_hex(4)}"
                    copied = self._client.copy_object(CopySource=source, **target)
                    if "CopyObjectResult" not in copied:
                        raise NotThePlace
                self._client.delete_object(**source)

    def taken(self, box: Box, name: str) -> None:
        """Nothing to do: another lead may still want to read it."""

    def close(self) -> None:
        self._client.close()

    def _put(self, key: str, content: bytes) -> None:
        words: dict[str, object] = {"Bucket": self._bucket, "Key": key, "Body": content}
        if "ETag" not in self._client.put_object(**words, IfNoneMatch="*"):
            raise NotThePlace  # "fine", says somebody who is no S3

    def _must_write_once(self) -> None:
        """A store that does not know `If-None-Match` would overwrite, and never say so."""
        if self._probed:
            return
        for _ in range(2):
            try:
                with _explained():
                    self._put(f"{self._prefix}{PROBE}", b"")
            except _Taken:
                self._probed = True
                return
        raise NotThePlace

    def _tag(self, words: Mapping[str, str]) -> object:
        try:
            with _explained():
                return self._client.head_object(**words).get("ETag")
        except Gone:
            return None

    def _there_already(self, box: Box, name: str, content: bytes) -> Put:
        try:
            if self.get(box, name, len(content)) == content:
                return Put.ALREADY_THERE
        except (TooLarge, Gone):
            pass  # another size, or taken away just now
        raise NameTaken


class _Taken(Exception):
    """The key has an object already."""


def _items(page: Answer) -> Iterator[Mapping[str, object]]:
    items = page.get("Contents", [])
    if isinstance(items, list):
        yield from items


def _client(uri: Uri, patience: float, *, secure: bool) -> _S3:
    key, secret = _credentials(uri.file("credentials"))
    host = f"[{uri.host}]" if ":" in uri.host else uri.host
    port = uri.port or (443 if secure else 80)
    try:
        client: _S3 = boto3.Session(
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            region_name=uri.options.get("region") or "us-east-1",
            botocore_session=_session(),
        ).client(
            "s3",
            endpoint_url=f"{'https' if secure else 'http'}://{host}:{port}",
            verify=str(uri.file("ca")) if "ca" in uri.options else True,
            config=Config(
                signature_version="s3v4",
                s3={"addressing_style": "path", "payload_signing_enabled": True},
                retries={"total_max_attempts": 1, "mode": "standard"},  # tried again further up
                connect_timeout=patience,
                read_timeout=patience,
                proxies={},
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )
    except (BotoCoreError, ValueError):
        raise NoSuchPlace from None
    client.meta.events.register_first("before-parse.s3", _must_be_the_store)
    return client


def _must_be_the_store(response_dict: Mapping[str, Any], **_words: object) -> None:
    """Refuses a network's sign-in page before botocore takes it for a fault or follows it."""
    status, headers = int(response_dict["status_code"]), response_dict["headers"]
    is_page = str(headers.get("content-type", "")).startswith("text/html")
    if status in _SIGN_IN or _REDIRECT <= status < _REDIRECT + 100:
        raise NotThePlace
    if status in _PAGE and is_page and "etag" not in headers:
        raise NotThePlace


def _session() -> botocore.session.Session:
    """A session with every setting at its default: no variable and no file of anybody's is read."""
    defaults = {
        name: (None, None, default, convert)
        for name, (_, _, default, convert) in BOTOCORE_DEFAUT_SESSION_VARIABLES.items()
    }
    nowhere = (None, None, os.devnull, None)
    return botocore.session.Session(
        session_vars={**defaults, "config_file": nowhere, "credentials_file": nowhere}
    )


def _credentials(file: Path) -> tuple[str, str]:
    parser = configparser.ConfigParser(interpolation=None, default_section="-")
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
        section = parser["default"]
        return section["aws_access_key_id"], section["aws_secret_access_key"]
    except (OSError, ValueError, KeyError, configparser.Error):
        raise NoSuchPlace from None  # without the words of the failure, which quote the file


@contextmanager
def _explained() -> Iterator[None]:
    """What goes wrong at the store or on the line, in words for people."""
    try:
        yield
    except ClientError as failure:
        raise _meant(failure) from failure
    except (SSLError, ResponseParserError) as failure:
        raise NotThePlace from failure
    except (NoConnection, HTTPClientError, IncompleteReadError) as failure:
        raise PlaceUnreachable from failure
    except BotoCoreError as failure:
        raise NotThePlace from failure


def _meant(failure: ClientError) -> Exception:
    code = str(failure.response.get("Error", {}).get("Code", ""))
    meta = failure.response.get("ResponseMetadata", {})
    status, headers = int(meta.get("HTTPStatusCode", 0)), meta.get("HTTPHeaders", {})
    match code:
        case "PreconditionFailed" | "412":
            return _Taken()
        case "NoSuchKey" | "404":  # a HEAD has no body, so its code is its status
            return Gone()
        case "RequestTimeTooSkewed":
            return ClockWrong()
        case _ if code in _FULL or status == _FULL_STATUS:
            return PlaceFull()
        case _ if status in _REFUSES:
            return PlaceRefuses()
        case _ if status in _LATER or status >= _FIRST_SERVER_ERROR:
            wait = wait_asked(headers.get("retry-after"), headers.get("date"))
            return PlaceUnreachable(wait)
        case _:
            return NotThePlace()
