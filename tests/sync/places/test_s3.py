from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.errors import (
    ClockWrong,
    KnownSyncFailure,
    NoSuchPlace,
    NotThePlace,
    PlaceFull,
    PlaceRefuses,
    PlaceUnreachable,
)
from sync.places.place import TO_TEAM, Box, Put
from sync.places.s3 import ASIDE, PROBE, S3Place
from tests.sync.places.contract import Opened, PlaceContract, named
from tests.sync.places.servers_line import breaking_line, silent_server
from tests.sync.places.servers_s3 import S3Server, Words, one_who_says, refusal, s3_server
from tests.sync.places.servers_start import free_port

SIGN_IN = b"<html><head><title>Welcome</title></head><body>Please sign in.<br></body></html>"


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with s3_server() as running:
        yield running


@pytest.fixture
def bucket(server: S3Server, tmp_path: Path) -> str:
    return server.bucket(tmp_path.name.replace("_", "-").lower())


@pytest.fixture
def place(server: S3Server, bucket: str) -> Iterator[S3Place]:
    one = S3Place.at(server.address(f"{bucket}/team"))
    yield one
    one.close()


class TestS3(PlaceContract):
    @pytest.fixture
    def opened(self, server: S3Server, bucket: str) -> Opened:
        return lambda: S3Place.at(server.address(f"{bucket}/team"))


@pytest.mark.parametrize(
    ("words", "failure"),
    [
        (refusal(403, "AccessDenied"), PlaceRefuses),
        (refusal(403, "InvalidAccessKeyId"), PlaceRefuses),
        (refusal(403, "SignatureDoesNotMatch"), PlaceRefuses),
        (refusal(403, "RequestTimeTooSkewed"), ClockWrong),
        (refusal(404, "NoSuchBucket"), NotThePlace),
        (refusal(409, "ConditionalRequestConflict"), PlaceUnreachable),
        (refusal(507, "XMinioStorageFull"), PlaceFull),
        (refusal(403, "QuotaExceeded"), PlaceFull),
        (refusal(500, "InternalError"), PlaceUnreachable),
        (refusal(503, "SlowDown"), PlaceUnreachable),
        (Words(429), PlaceUnreachable),
        (Words(302, headers=(("Location", "http://127.0.0.1:1/sign-in"),)), NotThePlace),
        (Words(200, SIGN_IN, (("Content-Type", "text/html"),)), NotThePlace),
        (Words(200), NotThePlace),
        (Words(511, SIGN_IN), NotThePlace),
    ],
)
def test_what_a_store_answers_has_its_own_words(
    server: S3Server, words: Words, failure: type[KnownSyncFailure]
) -> None:
    with one_who_says(words) as port:
        place = S3Place.at(server.address("bucket/team", port))
        with pytest.raises(failure):
            place.put(TO_TEAM, named(b"sealed"), b"sealed")
        with pytest.raises(failure):
            list(place.names(TO_TEAM))
        with pytest.raises(failure):
            place.get(TO_TEAM, named(b"sealed"))
        place.close()


def test_the_wait_a_store_asks_for_is_told(server: S3Server) -> None:
    with one_who_says(refusal(503, "SlowDown", ("Retry-After", "120"))) as port:
        place = S3Place.at(server.address("bucket/team", port))
        with pytest.raises(PlaceUnreachable) as failure:
            place.put(TO_TEAM, named(b"sealed"), b"sealed")
        place.close()

    assert failure.value.retry_after == 120


def test_a_store_that_would_overwrite_is_not_used(server: S3Server) -> None:
    with one_who_says(Words(200, headers=(("ETag", '"always"'),))) as port:
        place = S3Place.at(server.address("bucket/team", port))
        with pytest.raises(NotThePlace):
            place.put(TO_TEAM, named(b"sealed"), b"sealed")
        place.close()


def test_a_bucket_that_is_not_there_is_not_made(server: S3Server) -> None:
    place = S3Place.at(server.address("mistyped/team"))

    with pytest.raises(NotThePlace):
        place.put(TO_TEAM, named(b"sealed"), b"sealed")
    with pytest.raises(NotThePlace):
        list(place.names(TO_TEAM))
    with pytest.raises(NotThePlace):
        place.get(TO_TEAM, named(b"sealed"))
    place.close()


def test_what_is_set_aside_is_kept_and_two_of_one_name_are_both_kept(
    server: S3Server, place: S3Place, bucket: str
) -> None:
    for content in (b"first", b"second"):
        place.put(TO_TEAM, "same.gte", content)
        place.set_aside(TO_TEAM, "same.gte")

    assert list(place.names(TO_TEAM)) == []
    kept = S3Place.at(server.address(bucket))
    aside = [entry.name for entry in kept.names(Box(f"team/{ASIDE}"))]
    contents = {kept.get(Box(f"team/{ASIDE}"), name) for name in aside}
    kept.close()
    assert contents == {b"first", b"second"}


def test_where_nothing_may_be_deleted_it_stays_listed_and_is_kept_aside_once(
    server: S3Server, place: S3Place, bucket: str
) -> None:
    place.put(TO_TEAM, named(b"bad"), b"bad")
    server.forbid(bucket, "s3:DeleteObject")

    place.set_aside(TO_TEAM, named(b"bad"))
    place.set_aside(TO_TEAM, named(b"bad"))

    assert [entry.name for entry in place.names(TO_TEAM)] == [named(b"bad")]
    kept = S3Place.at(server.address(bucket))
    assert len(list(kept.names(Box(f"team/{ASIDE}")))) == 1
    kept.close()


def test_nothing_of_the_environment_is_used(
    server: S3Server, bucket: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nobody = f"http://127.0.0.1:{free_port()}"
    (tmp_path / "config").write_text("[default]\nendpoint_url = " + nobody)
    for name, value in {
        "AWS_PROFILE": "nobody",
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "config"),
        "AWS_ENDPOINT_URL": nobody,
        "AWS_ENDPOINT_URL_S3": nobody,
        "AWS_CA_BUNDLE": str(tmp_path / "none"),
        "AWS_MAX_ATTEMPTS": "many",
        "HTTP_PROXY": nobody,
        "HTTPS_PROXY": nobody,
    }.items():
        monkeypatch.setenv(name, value)
    place = S3Place.at(server.address(f"{bucket}/team"))

    assert place.put(TO_TEAM, named(b"sealed"), b"sealed") is Put.NEW
    place.close()


def test_the_probe_is_in_no_box(place: S3Place, server: S3Server, bucket: str) -> None:
    place.put(TO_TEAM, named(b"sealed"), b"sealed")

    above = S3Place.at(server.address(bucket))
    assert [entry.name for entry in above.names(Box("team"))] == [PROBE]
    above.close()


def test_a_line_that_breaks_is_out_of_reach_and_nothing_gets_the_name(
    server: S3Server, bucket: str, place: S3Place
) -> None:
    content = b"x" * 500_000
    with breaking_line(server.port, most_up=100_000) as line:
        cut = S3Place.at(server.address(f"{bucket}/team", line.port))
        with pytest.raises(PlaceUnreachable):
            cut.put(TO_TEAM, named(content), content)
        cut.close()

    assert list(place.names(TO_TEAM)) == []
    assert place.put(TO_TEAM, named(content), content) is Put.NEW


def test_an_answer_that_breaks_off_is_out_of_reach(
    server: S3Server, bucket: str, place: S3Place
) -> None:
    content = b"x" * 500_000
    place.put(TO_TEAM, named(content), content)
    with breaking_line(server.port, most_down=100_000) as line:
        cut = S3Place.at(server.address(f"{bucket}/team", line.port))
        with pytest.raises(PlaceUnreachable):
            cut.get(TO_TEAM, named(content))
        cut.close()


def test_nobody_there_is_out_of_reach(server: S3Server) -> None:
    place = S3Place.at(server.address("bucket/team", free_port()))

    with pytest.raises(PlaceUnreachable):
        list(place.names(TO_TEAM))
    place.close()


def test_one_who_says_nothing_is_not_waited_for(server: S3Server) -> None:
    with silent_server() as port:
        place = S3Place.at(server.address("bucket/team", port), patience=0.2)

        with pytest.raises(PlaceUnreachable):
            list(place.names(TO_TEAM))
        place.close()


@pytest.mark.parametrize(
    "written",
    ["", "[default]\nsecret", "[other]\naws_access_key_id = secret", "[default]\nsecret = \xff"],
)
def test_credentials_that_cannot_be_read_are_no_address_and_are_not_shown(
    server: S3Server, tmp_path: Path, written: str
) -> None:
    file = tmp_path / "credentials"
    file.write_text(written, encoding="latin-1")

    with pytest.raises(NoSuchPlace) as failure:
        S3Place.at(f"s3+http://127.0.0.1:{server.port}/bucket/team?credentials={file}")
    assert "secret" not in f"{failure.value} {failure.value.__cause__}"
