import sys
from pathlib import Path

import pytest

from sync.errors import LibraryMissing, NoSuchPlace
from sync.places.address import place_from
from sync.places.place import TO_TEAM
from sync.places.s3 import S3Place
from sync.places.sftp import SftpPlace
from sync.places.webdav import WebdavPlace
from tests.sync.places.certificates import make_certificates
from tests.sync.places.contract import named
from tests.sync.places.servers_s3 import CREDENTIALS

HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEx740R3DGxH641PKkyV1hCwJ9i7uqNRjVivXiHhUdjJ x\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a space in its name and everything an address may name."""
    folder = make_certificates(tmp_path / "my files")
    (folder / "host.pub").write_text(HOST_KEY)
    (folder / "credentials").write_text(CREDENTIALS)
    return folder


def test_a_path_and_its_uri_are_one_folder(tmp_path: Path) -> None:
    root = tmp_path / "team place"
    root.mkdir()
    place_from(str(root)).put(TO_TEAM, named(b"sealed"), b"sealed")

    assert place_from(root.as_uri()).get(TO_TEAM, named(b"sealed")) == b"sealed"


def test_a_server_is_not_spoken_to_until_it_is_used(files: Path) -> None:
    spelt = str(files).replace(" ", "%20")
    certificate = f"certificate={spelt}/certified.crt&key={spelt}/certified.key"

    for address, kind in {
        f"sftp://laptop@place.invalid/team?host_key={spelt}/host.pub": SftpPlace,
        f"davs://place.invalid/team?{certificate}&ca={spelt}/root.crt": WebdavPlace,
        f"davs://place.invalid:8443/team?{certificate}": WebdavPlace,
        f"s3+https://place.invalid/bucket/team?credentials={spelt}/credentials": S3Place,
        f"s3+http://127.0.0.1:9000/bucket?credentials={spelt}/credentials": S3Place,
    }.items():
        place = place_from(address)
        assert isinstance(place, kind)
        place.close()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "  ",
        "a\nb",
        "file://elsewhere/team",
        "file:///team?secret=1",
        "gopher://place.invalid/team",
        "://secret",
        "sftp://laptop@place.invalid/team",
        "sftp://laptop@place.invalid/team?host_key={files}/none.pub",
        "sftp://laptop@place.invalid/team?host_key=host.pub",
        "sftp://laptop:secret@place.invalid/team?host_key={files}/host.pub",
        "sftp://place.invalid/team?host_key={files}/host.pub",
        "sftp://laptop@place.invalid?host_key={files}/host.pub",
        "sftp://laptop@place.invalid/../team?host_key={files}/host.pub",
        "sftp://laptop@place.invalid/team?host_key={files}/host.pub&trust=all",
        "sftp://laptop@place.invalid/team?host_key={files}/host.pub&host_key={files}/host.pub",
        "sftp://laptop@place.invalid:no/team?host_key={files}/host.pub",
        "sftp://laptop@place.invalid/team?host_key={files}/host.pub#secret",
        "davs://place.invalid/team",
        "davs://place.invalid/team?certificate={files}/certified.crt&key={files}/revoked.key",
        "davs://a:secret@place.invalid/team?certificate={files}/certified.crt&key={files}/certified.key",
        "davs://place.invalid/team?certificate={files}/certified.crt&key={files}/certified.key&ca={files}/host.pub",
        "dav://place.invalid/team?certificate={files}/certified.crt&key={files}/certified.key",
        "s3+https://place.invalid/?credentials={files}/credentials",
        "s3+https://place.invalid/bucket",
        "s3+https://place.invalid/bucket?credentials={files}/credentials&region=no%20where",
        "s3+https://key:secret@place.invalid/bucket?credentials={files}/credentials",
        "s3+http://place.invalid/bucket?credentials={files}/credentials",
        "s3+https://place.invalid/bucket?credentials={files}/host.pub",
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(
    files: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(files)  # where a file without its whole path would be found
    with pytest.raises(NoSuchPlace) as failure:
        place_from(address.format(files=str(files).replace(" ", "%20")))

    told: BaseException | None = failure.value
    while told is not None:
        assert "secret" not in str(told)
        told = told.__cause__


@pytest.mark.parametrize(
    ("library", "address"),
    [
        ("paramiko", "sftp://laptop@place.invalid/team"),
        ("httpx", "davs://place.invalid/team"),
        ("boto3", "s3+https://place.invalid/bucket"),
        ("psycopg", "postgresql://laptop@place.invalid/team"),
        ("mesh_client", "mesh+https://place.invalid"),
        ("httpx", "fhir+https://place.invalid"),
    ],
)
def test_a_library_that_was_not_installed_is_named_as_such(
    library: str, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for loaded in ("sftp", "webdav", "s3", "postgres", "mesh", "fhir"):
        monkeypatch.delitem(sys.modules, f"sync.places.{loaded}", raising=False)
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(LibraryMissing):
        place_from(address)
