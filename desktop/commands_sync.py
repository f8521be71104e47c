"""The headless door to the team: `golden-thread sync`, `inbox` and `stopped-key`."""

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path

from desktop.flows.headless_sync import (
    COULD_NOT_BEGIN,
    run_inbox,
    run_stopped_key,
    run_sync,
)


def to_the_team(command: str, words: Sequence[str]) -> int:
    """Do what this command asks. Any other is a LookupError."""
    return {"sync": _sync, "inbox": _inbox, "stopped-key": _stopped_key}[command](words)


def _sync(words: Sequence[str]) -> int:
    parser = _parser("sync", "Hand over what waits for the team, and take in what it sent.")
    parser.add_argument("--place", metavar="URI", help="this place alone; else all")
    parser.add_argument("--json", action="store_true", help="tell it as JSON")
    asked = parser.parse_args(words)
    passphrase = _passphrase(asked.passphrase_file)
    if passphrase is None:
        return COULD_NOT_BEGIN
    code, lines = run_sync(Path(asked.vault), passphrase, asked.place, as_json=asked.json)
    print(*lines, sep="\n", file=sys.stderr if code == COULD_NOT_BEGIN else sys.stdout)
    return code


def _inbox(words: Sequence[str]) -> int:
    return _as_lead("inbox", "As a team's lead, collect what arrived in a place.", run_inbox, words)


def _stopped_key(words: Sequence[str]) -> int:
    about = (
        "As a team's lead, say how the vault of a laptop that was taken off opens in SQLCipher's"
        " own program. Whoever reads what is printed can open that vault."
    )
    return _as_lead("stopped-key", about, run_stopped_key, words)


def _as_lead(
    command: str,
    about: str,
    run: Callable[[Path, str, str], tuple[int, tuple[str, ...]]],
    words: Sequence[str],
) -> int:
    parser = _parser(command, about)
    parser.add_argument("place", metavar="DIR|URI")
    asked = parser.parse_args(words)
    passphrase = _passphrase(asked.passphrase_file)
    if passphrase is None:
        return COULD_NOT_BEGIN
    code, lines = run(Path(asked.vault), passphrase, asked.place)
    print(*lines, sep="\n", file=sys.stderr if code == COULD_NOT_BEGIN else sys.stdout)
    return code


def _parser(command: str, about: str) -> ArgumentParser:
    parser = ArgumentParser(
        prog=f"golden-thread {command}",
        description=about,
        epilog="Ends with 0 when all was done, 1 when a place failed or something was set aside, "
        "2 when nothing could be begun.",
    )
    parser.add_argument("--vault", required=True, metavar="V", help="the vault's folder")
    parser.add_argument(
        "--passphrase-file",
        default="-",
        metavar="FILE",
        help="where the passphrase stands; - for standard input, as without this option",
    )
    return parser


def _passphrase(file: str) -> str | None:
    try:
        typed = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return typed.decode().removesuffix("\n").removesuffix("\r")
    except (OSError, UnicodeDecodeError):
        print("The passphrase cannot be read from there.", file=sys.stderr)
        return None
