from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.paths import HOME_VARIABLE
from tests.sync.teams import Laptop, a_laptop, a_lead, enrolled


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The team's folder."""
    return tmp_path / "share"


@pytest.fixture
def lead(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Laptop]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "home"))
    laptop = a_lead(tmp_path / "lead", root)
    yield laptop
    laptop.vault.close()


@pytest.fixture
def laptop(tmp_path: Path, root: Path, lead: Laptop) -> Iterator[Laptop]:
    """A practitioner's laptop that the lead has enrolled."""
    one = enrolled(lead, a_laptop(tmp_path / "laptop", root, "Practice Dale Heath"))
    yield one
    one.vault.close()
