"""Programs of Debian's packages that the tests start, from the folder made for them."""

from pathlib import Path

ROOT = Path(__file__).parents[2] / ".venv" / "servers" / "root"


def age_program() -> Path:
    """Debian's age."""
    return _must_be_there(ROOT / "usr" / "bin" / "age")


def _must_be_there(program: Path) -> Path:
    assert program.exists(), "make .venv/servers/ready fetches the programs that the tests start"
    return program
