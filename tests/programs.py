"""Programs of Debian's packages that the tests start, from the folder made for them."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1] / ".venv" / "servers" / "root"
_LIBRARIES = ROOT / "usr" / "lib" / "x86_64-linux-gnu"


def run(
    name: str, words: Sequence[str | Path], said: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run one of them to its end; whether it went well is the caller's to judge."""
    program = ROOT / "usr" / "bin" / name
    assert program.exists(), "make .venv/servers/ready fetches the programs that the tests start"
    return subprocess.run(
        [program, *words],
        input=said,
        capture_output=True,
        check=False,
        env={**os.environ, "LD_LIBRARY_PATH": str(_LIBRARIES)},
    )
