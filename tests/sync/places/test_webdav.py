from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.places.webdav import WebdavPlace
from tests.sync.places.contract import Opened, PlaceContract
from tests.sync.places.servers_apache import Apache, apache


@pytest.fixture(scope="module")
def server() -> Iterator[Apache]:
    with apache() as running:
        yield running


@pytest.fixture
def root(server: Apache, tmp_path: Path) -> Path:
    return server.root(tmp_path.name)


class TestWebdav(PlaceContract):
    @pytest.fixture
    def opened(self, server: Apache, root: Path) -> Opened:
        return lambda: WebdavPlace.at(server.address(root.name))
