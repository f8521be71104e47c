"""Where vaults live. Folder names are random: they never hold anyone's name."""

import os
from pathlib import Path

HOME_VARIABLE = "GOLDEN_THREAD_HOME"
ORGANISATION_FILE = "organisation.json"


def home() -> Path:
    """Everything Golden Thread keeps on this laptop for the person signed in to it."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Path(chosen)
    from platformdirs import user_data_dir  # noqa: PLC0415 not needed where the folder is chosen

    return Path(user_data_dir("golden-thread", appauthor=False))


def vaults_root() -> Path:
    """The folder of all vaults of this laptop account, one folder each."""
    return home() / "vaults"


def new_vault_folder(root: Path) -> Path:
    """A folder for one more vault, not made yet."""
    import secrets  # noqa: PLC0415 not needed before the first window

    return root / secrets.token_hex(8)
