"""The first window is painted before anything heavy is loaded."""

import os
import subprocess
import sys
from pathlib import Path

HEAVY = frozenset(
    {
        "cryptography",
        "letters.pdf",
        "lxml",
        "pikepdf",
        "PIL",
        "pydantic",
        "pyhanko",
        "PySide6.QtPdf",
        "reportlab",
        "sqlcipher3",
    }
)
RUN = "import sys; from desktop.app import main; main(); print(*sys.modules, sep='\\n')"


def test_the_unlock_window_is_painted_with_nothing_heavy_loaded(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", RUN],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "GOLDEN_THREAD_FIRST_PAINT": "1",
            "GOLDEN_THREAD_HOME": str(tmp_path),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    loaded = set(ended.stdout.split())

    assert ended.stdout.startswith("first paint "), ended.stderr
    assert "desktop.window" in loaded
    assert loaded & HEAVY == set()
