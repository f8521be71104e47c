"""Where vaults live."""

from pathlib import Path

import pytest

from storage.paths import HOME_VARIABLE, home, new_vault_folder, vaults_root


def test_the_environment_may_choose_the_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))

    assert vaults_root() == tmp_path / "vaults"


def test_otherwise_it_is_where_the_system_keeps_a_persons_data(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(HOME_VARIABLE)

    assert home().name == "golden-thread"
    assert home().is_absolute()


def test_each_new_vault_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    folders = {new_vault_folder(tmp_path) for _ in range(50)}

    assert len(folders) == 50
    assert {folder.parent for folder in folders} == {tmp_path}
