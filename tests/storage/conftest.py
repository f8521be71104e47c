"""One open vault for each test that asks for it, closed afterwards."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.vault import Vault
from tests.storage.samples import a_vault

collect_ignore = ["test_rights_and_room.py"] if os.name == "nt" else []


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = a_vault(tmp_path)
    yield opened
    opened.close()
