"""Looking through a vault for anything wrong, told as lines and an exit code."""

from pathlib import Path

from storage.errors import KnownFailure
from storage.verify import verify

SOUND, NOT_SOUND, COULD_NOT_LOOK = 0, 1, 2


def run_verify(folder: Path, passphrase: str) -> tuple[int, tuple[str, ...]]:
    """The exit code, and one line for each thing found, what is wrong first.

    Each line starts with the part of the vault it is about.
    """
    try:
        findings = verify(folder, passphrase)
    except KnownFailure as failure:
        return COULD_NOT_LOOK, (f"could not look: {failure}",)
    if findings:
        return NOT_SOUND, tuple(finding.line for finding in findings)
    return SOUND, ("sound: the file, the log, the letters and the keys are as they were left.",)
