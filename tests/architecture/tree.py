"""The files of the house, as the tests about its shape read them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

NOT_OURS = frozenset({"__pycache__", "build", "dist", "practice", "htmlcov", "node_modules"})
SHOWN_DOT_FOLDERS = frozenset({".ci", ".github"})
TEXT_ENDINGS = frozenset(
    {".py", ".md", ".toml", ".txt", ".sh", ".yml", ".yaml", ".json", ".qss", ".svg", ".sql", ""}
)


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if not path.is_dir():
            yield path
        elif path.name in SHOWN_DOT_FOLDERS or not (
            path.name.startswith((".", "storm-")) or path.name in NOT_OURS
        ):
            yield from _walk(path)


def text_files() -> tuple[Path, ...]:
    """Every file a person may read, wherever it stands."""
    return tuple(p for p in _walk(ROOT) if p.suffix in TEXT_ENDINGS and p.name != ".coverage")


def python_files() -> tuple[Path, ...]:
    return tuple(p for p in text_files() if p.suffix == ".py")


def shown(path: Path) -> str:
    """The path as a person of any system would write it, from the root of the house."""
    return path.relative_to(ROOT).as_posix()


def settings() -> dict[str, Any]:
    """What pyproject.toml says."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def root_packages() -> tuple[str, ...]:
    return tuple(settings()["tool"]["importlinter"]["root_packages"])
