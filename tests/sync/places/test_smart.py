import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from pathlib import Path

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from sync.errors import ClockWrong, NoSuchPlace, NotThePlace, PlaceRefuses, PlaceUnreachable
from sync.places.smart import LIFE, Client, SmartAuth, read_key
from tests.sync.places.servers_node import SCOPE, TokenServer, token_server
from tests.sync.places.servers_portal import captive_portal

Now = Callable[[], float]


@pytest.fixture(scope="module")
def issuer() -> Iterator[TokenServer]:
    with token_server() as running:
        yield running


def client_of(issuer: TokenServer, key: ECKey | RSAKey | None = None) -> Client:
    return Client("gateway", issuer.token_url, SCOPE, "one", key or issuer.key)


def handed_out(issuer: TokenServer) -> int:
    return int(httpx.get(f"{issuer.url}/count").json()["handedOut"])


def late_by(seconds: float) -> Now:
    return lambda: time.time() - seconds


def test_the_server_takes_the_token_and_it_is_asked_for_once(issuer: TokenServer) -> None:
    before = handed_out(issuer)
    with httpx.Client(auth=SmartAuth(client_of(issuer))) as http:
        for _ in range(3):
            assert http.get(f"{issuer.url}/guarded").status_code == 200

    assert handed_out(issuer) - before == 1


def test_a_token_near_its_end_is_not_used(issuer: TokenServer) -> None:
    ticks = iter((0.0, 239.0, 241.0, 241.0, 241.0))
    before = handed_out(issuer)
    auth = SmartAuth(client_of(issuer), ticks=lambda: next(ticks))
    with httpx.Client(auth=auth) as http:
        for _ in range(3):
            assert http.get(f"{issuer.url}/guarded").status_code == 200

    assert handed_out(issuer) - before == 2


def test_a_token_the_server_forgot_is_asked_for_again(issuer: TokenServer) -> None:
    auth = SmartAuth(client_of(issuer))
    with httpx.Client(auth=auth) as http:
        http.get(f"{issuer.url}/guarded")
        assert auth._token is not None
        auth._token = type(auth._token)("forgotten", auth._token.until)

        assert http.get(f"{issuer.url}/guarded").status_code == 200


@pytest.mark.parametrize("seconds", [-3 * 3600, 600, 3600])
def test_a_clock_that_is_somewhat_wrong_is_worked_round(
    issuer: TokenServer, seconds: float
) -> None:
    with httpx.Client(auth=SmartAuth(client_of(issuer), now=late_by(seconds))) as http:
        assert http.get(f"{issuer.url}/guarded").status_code == 200


def test_a_clock_that_is_a_day_out_is_named(issuer: TokenServer) -> None:
    with (
        httpx.Client(auth=SmartAuth(client_of(issuer), now=late_by(86_400))) as http,
        pytest.raises(ClockWrong),
    ):
        http.get(f"{issuer.url}/guarded")


def test_a_key_the_server_does_not_know_is_refused(issuer: TokenServer) -> None:
    stranger = ECKey.generate_key("P-384", private=True)
    with (
        httpx.Client(auth=SmartAuth(client_of(issuer, stranger))) as http,
        pytest.raises(PlaceRefuses),
    ):
        http.get(f"{issuer.url}/guarded")


def test_a_page_to_sign_in_on_is_no_token(issuer: TokenServer) -> None:
    with captive_portal() as port:
        astray = Client("gateway", f"http://127.0.0.1:{port}/token", SCOPE, "one", issuer.key)
        with httpx.Client(auth=SmartAuth(astray)) as http, pytest.raises(NotThePlace):
            http.get(f"{issuer.url}/guarded")


def words_of(request: httpx.Request) -> dict[str, str]:
    return dict(httpx.QueryParams(request.content.decode()))


@pytest.mark.parametrize("key", [ECKey.generate_key("P-384"), RSAKey.generate_key(2048)])
def test_each_word_is_signed_anew_and_holds_less_than_five_minutes(key: ECKey | RSAKey) -> None:
    auth = SmartAuth(Client("gateway", "https://t.example/token", SCOPE, "one", key))
    words = [words_of(auth._question())["client_assertion"] for _ in range(2)]
    claims = [jwt.decode(word, key, algorithms=["ES384", "RS384"]).claims for word in words]

    assert claims[0]["jti"] != claims[1]["jti"]
    assert claims[0]["aud"] == "https://t.example/token"
    assert claims[0]["exp"] - claims[0]["iat"] == LIFE < 300


def test_a_busy_server_says_when_to_come_back() -> None:
    auth = SmartAuth(Client("g", "https://t.example/token", "s", "k", ECKey.generate_key("P-384")))
    asking = auth.auth_flow(httpx.Request("GET", "https://f.example/"))
    next(asking)
    headers = {"Retry-After": "7", "Date": formatdate(usegmt=True)}

    with pytest.raises(PlaceUnreachable) as told:
        asking.send(httpx.Response(503, headers=headers))
    assert told.value.retry_after == 7


def test_only_a_private_key_that_is_allowed_is_read(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    for key in (ECKey.generate_key("P-384"), RSAKey.generate_key(2048)):
        file.write_bytes(key.as_pem(private=True))
        assert read_key(file).thumbprint() == key.thumbprint()

    for content in (
        ECKey.generate_key("P-256").as_pem(private=True),
        ECKey.generate_key("P-384").as_pem(private=False),
        b"no key",
    ):
        file.write_bytes(content)
        with pytest.raises(NoSuchPlace):
            read_key(file)
    with pytest.raises(NoSuchPlace):
        read_key(tmp_path / "none.pem")
