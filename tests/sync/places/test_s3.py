from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.places.s3 import S3Place
from tests.sync.places.contract import Opened, PlaceContract
from tests.sync.places.servers_s3 import S3Server, s3_server


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with s3_server() as running:
        yield running


@pytest.fixture
def bucket(server: S3Server, tmp_path: Path) -> str:
    return server.bucket(tmp_path.name.replace("_", "-").lower())


class TestS3(PlaceContract):
    @pytest.fixture
    def opened(self, server: S3Server, bucket: str) -> Opened:
        return lambda: S3Place.at(server.address(f"{bucket}/team"))
