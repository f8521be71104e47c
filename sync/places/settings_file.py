"""What a place of an organisation needs to know and an address may not hold: one file for each."""

import tomllib
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from sync.errors import NoSuchPlace


class Settings(BaseModel):
    """Read exactly as written; what is not known is refused."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


S = TypeVar("S", bound=Settings)


def read_settings(file: Path, kind: type[S]) -> S:
    """The settings in this TOML file. Raises NoSuchPlace, which repeats nothing of it."""
    try:
        return kind.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError):
        raise NoSuchPlace from None


def whole_file(path: str) -> Path:
    """A file that the settings name. Raises NoSuchPlace unless it is a whole path to a file."""
    file = Path(path)
    if not file.is_absolute() or not file.is_file():
        raise NoSuchPlace
    return file


def own_folder(path: str) -> Path:
    """The folder where a place keeps what it must not forget; made where it is not there."""
    folder = Path(path)
    if not folder.is_absolute():
        raise NoSuchPlace
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise NoSuchPlace from None
    return folder
