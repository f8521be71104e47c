"""The import rules hold, and each of them is known to bite."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.architecture.tree import ROOT, root_packages, settings


class Break(NamedTuple):
    """Lines planted into a copy of the house, and the rule that must find them."""

    rule: str
    planted: Mapping[str, str]


BREAKS = (
    Break("layers", {"forms/ids.py": "import storage.errors"}),
    Break("layers", {"forms/ids.py": "import letters.errors"}),
    Break("layers", {"letters/errors.py": "import storage.errors"}),
    Break("layers", {"storage/errors.py": "import letters.errors"}),
    Break("layers", {"storage/errors.py": "import desktop.flows"}),
    Break("qt", {"forms/ages.py": "from PySide6 import QtCore"}),
    Break("qt", {"desktop/flows/planted.py": "import PySide6.QtWidgets"}),
    Break(
        "qt",
        {
            "desktop/planted.py": "from PySide6.QtCore import QObject",
            "desktop/flows/planted.py": "import desktop.planted",
        },
    ),
    Break("sql", {"desktop/planted.py": "from sqlcipher3 import dbapi2"}),
    Break("sql", {"forms/ages.py": "import sqlite3"}),
    Break("sql", {"letters/errors.py": "def late() -> None:\n    import sqlcipher3"}),
    Break("layers", {"storage/errors.py": "import sync.errors"}),
    Break("places", {"sync/errors.py": "import httpx"}),
    Break("places", {"desktop/flows/planted.py": "import psycopg"}),
    Break("pdf", {"letters/recommendation.py": "import reportlab.platypus"}),
    Break("pdf", {"desktop/planted.py": "from reportlab.pdfgen import canvas"}),
    Break("pdf", {"letters/pdf_text.py": "import uharfbuzz"}),
    Break("signing", {"desktop/flows/planted.py": "import pyhanko.sign"}),
    Break("signing", {"storage/letter_signer.py": "import asn1crypto.x509"}),
    Break("words", {"letters/plain.py": "import letters.pdf"}),
    Break("words", {"letters/document.py": "from letters.pdf_fonts import body_font"}),
    Break("words", {"letters/wording.py": "from letters.pdf import render"}),
    Break(
        "screens",
        {
            "desktop/screens/planted_one/view.py": "",
            "desktop/screens/planted_one/__init__.py": "",
            "desktop/screens/planted_two/__init__.py": "import desktop.screens.planted_one.view",
        },
    ),
)


def _rules() -> dict[str, Mapping[str, Any]]:
    return {rule["id"]: rule for rule in settings()["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", place)
    for package in root_packages():
        shutil.copytree(
            ROOT / package, place / package, ignore=shutil.ignore_patterns("__pycache__", "*.ttf")
        )
    return place


def _lint(place: Path, *rules: str) -> subprocess.CompletedProcess[str]:
    """Check the copy at `place`, which another process must do: ours has the true house loaded."""
    chosen = [word for rule in rules for word in ("--contract", rule)]
    code = "from importlinter.cli import lint_imports_command as run; run()"
    return subprocess.run(
        [sys.executable, "-P", "-c", code, "--no-logo", "--no-cache", *chosen],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_every_import_rule_holds() -> None:
    outcome = lint_imports(
        config_filename=str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True
    )

    assert outcome == EXIT_STATUS_SUCCESS


def test_an_untouched_copy_of_the_house_keeps_every_rule(copy: Path) -> None:
    outcome = _lint(copy)

    assert outcome.returncode == 0, outcome.stdout + outcome.stderr


def test_every_rule_has_a_planted_break() -> None:
    assert {planted.rule for planted in BREAKS} == set(_rules())


def test_every_file_that_draws_is_kept_from_the_files_that_say() -> None:
    drawing = {f"letters.{file.stem}" for file in (ROOT / "letters").glob("pdf*.py")}

    assert drawing
    assert set(_rules()["words"]["forbidden_modules"]) == drawing


@pytest.mark.parametrize(
    "planted", BREAKS, ids=lambda b: f"{b.rule}: {next(reversed(b.planted.items()))}"
)
def test_a_planted_break_is_found(copy: Path, tmp_path: Path, planted: Break) -> None:
    place = tmp_path / "house"
    shutil.copytree(copy, place)
    for name, line in planted.planted.items():
        file = place / name
        file.parent.mkdir(exist_ok=True)
        with file.open("a", encoding="utf-8") as opened:
            opened.write(f"\n{line}\n")

    outcome = _lint(place, planted.rule)

    assert outcome.returncode == 1, outcome.stdout + outcome.stderr
    assert "BROKEN" in outcome.stdout
