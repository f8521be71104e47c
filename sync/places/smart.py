"""A token for a FHIR server by SMART Backend Services: a signed word instead of a password.

Source: HL7 SMART App Launch 2.2, Backend Services, and RFC 7523.
"""

import secrets
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sync.errors import ClockWrong, NoSuchPlace, NotThePlace, PlaceRefuses, PlaceUnreachable
from sync.places.clock import NOTICEABLE, behind
from sync.places.waits import wait_asked

LIFE = 240
"""Seconds for which a signed word holds; the standard allows no more than 300."""
SOONER = 60.0
"""Seconds before its end at which a token is no longer used."""
MOST_CORRECTED = 6 * 3600.0
"""A clock further out than this is not worked round: everything written here would be misdated."""

_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_OK, _UNAUTHORISED = 200, 401
_LATER = frozenset({408, 425, 429})
_FIRST_SERVER_ERROR = 500

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Client:
    """Who signs. `key` is a private key on P-384, or RSA; `key_id` names it to the server."""

    client_id: str
    token_url: str
    scope: str
    key_id: str
    key: ECKey | RSAKey

    @property
    def algorithm(self) -> str:
        return "ES384" if isinstance(self.key, ECKey) else "RS384"


@dataclass(frozen=True, slots=True)
class _Token:
    value: str
    until: float


class _Answer(BaseModel):
    """What a token server says; servers add words of their own, which are left unread."""

    model_config = ConfigDict(strict=True, frozen=True)

    access_token: Annotated[str, Field(min_length=1)]
    token_type: Annotated[str, Field(pattern=r"(?i)^bearer$")]
    expires_in: Annotated[int, Field(gt=0)] = 300


def read_key(file: Path) -> ECKey | RSAKey:
    """The private key in this PEM file. Raises NoSuchPlace where it is not one we sign with."""
    try:
        pem = file.read_bytes()
    except OSError:
        raise NoSuchPlace from None
    for kind in (ECKey, RSAKey):
        try:
            key = kind.import_key(pem)
        except (JoseError, ValueError, TypeError, AttributeError):
            continue
        if key.is_private and key.as_dict(private=False).get("crv", "P-384") == "P-384":
            return key
    raise NoSuchPlace


class SmartAuth(httpx.Auth):
    """Asks for a token when one is needed, and once more when the server has forgotten it.

    Raises PlaceRefuses, ClockWrong, NotThePlace, PlaceUnreachable.
    """

    requires_response_body = True

    def __init__(
        self, client: Client, now: Clock = time.time, ticks: Clock = time.monotonic
    ) -> None:
        self._client = client
        self._now, self._ticks = now, ticks
        self._offset = 0.0
        self._token: _Token | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self._token is None or self._ticks() >= self._token.until - SOONER:
            self._token = yield from self._asked()
        request.headers["Authorization"] = f"Bearer {self._token.value}"
        answer = yield request
        if answer.status_code == _UNAUTHORISED:
            self._token = yield from self._asked()
            request.headers["Authorization"] = f"Bearer {self._token.value}"
            yield request

    def _asked(self) -> Generator[httpx.Request, httpx.Response, _Token]:
        answer = yield self._question()
        if _says_invalid_client(answer):
            self._offset = behind(answer.headers.get("Date"), self._now())
            if abs(self._offset) > MOST_CORRECTED:
                raise ClockWrong
            if abs(self._offset) > NOTICEABLE:
                answer = yield self._question()
                if _says_invalid_client(answer):
                    raise ClockWrong
        return self._read(answer)

    def _question(self) -> httpx.Request:
        client, now = self._client, int(self._now() + self._offset)
        claims: dict[str, object] = {
            "iss": client.client_id,
            "sub": client.client_id,
            "aud": client.token_url,
            "jti": secrets.token_urlsafe(24),
            "iat": now,
            "exp": now + LIFE,
        }
        header = {"alg": client.algorithm, "kid": client.key_id, "typ": "JWT"}
        signed = jwt.encode(header, claims, client.key, algorithms=[client.algorithm])
        words = {
            "grant_type": "client_credentials",
            "scope": client.scope,
            "client_assertion_type": _ASSERTION,
            "client_assertion": signed,
        }
        return httpx.Request(
            "POST", client.token_url, data=words, headers={"Accept": "application/json"}
        )

    def _read(self, answer: httpx.Response) -> _Token:
        status = answer.status_code
        if status in _LATER or status >= _FIRST_SERVER_ERROR:
            said = answer.headers
            raise PlaceUnreachable(wait_asked(said.get("Retry-After"), said.get("Date")))
        if status != _OK:
            raise PlaceRefuses if _is_json(answer) else NotThePlace
        if not _is_json(answer):
            raise NotThePlace
        try:
            told = _Answer.model_validate_json(answer.content)
        except ValidationError:
            raise NotThePlace from None
        return _Token(told.access_token, self._ticks() + told.expires_in)


def _is_json(answer: httpx.Response) -> bool:
    kind: str = answer.headers.get("Content-Type", "")
    return kind.partition(";")[0].strip().lower() == "application/json"


def _says_invalid_client(answer: httpx.Response) -> bool:
    refused = answer.status_code in (400, _UNAUTHORISED) and _is_json(answer)
    return refused and b'"invalid_client"' in answer.content
