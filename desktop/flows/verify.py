"""Looking through a vault for anything wrong, told as lines and an exit code."""

from collections.abc import Sequence
from pathlib import Path

from desktop.flows.opened import Clock, OpenVault
from storage.audit import newest_seq, note_restored
from storage.errors import KnownFailure
from storage.soundness import Finding, Trouble
from storage.verify import against_what_is_written_down, verify

SOUND, NOT_SOUND, COULD_NOT_LOOK = 0, 1, 2


def not_as_left(open_vault: OpenVault) -> tuple[Finding, ...]:
    """How this vault differs from what is written down outside it; ask right after unlocking."""
    return against_what_is_written_down(open_vault.vault)


def may_be_meant(findings: Sequence[Finding]) -> bool:
    """Whether somebody may have put this copy back on purpose, and can say so."""
    return {finding.trouble for finding in findings} <= {Trouble.ROLLED_BACK, Trouble.FORKED}


def meant(open_vault: OpenVault, clock: Clock) -> None:
    """The practitioner says that this copy was put back on purpose; the log keeps that."""
    note_restored(open_vault.vault, newest_seq(open_vault.vault), clock())


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
