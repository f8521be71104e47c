"""The headless door of an organisation: `golden-thread gateway`."""

import signal
import sys
import threading
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from desktop.flows.gateway import probe_servers, run_gateway
from sync.errors import KnownSyncFailure
from sync.gateway_config import ConfigRefused, read_config

STOPPED, TROUBLE, COULD_NOT_BEGIN = 0, 1, 2
"""Exit codes: stopped when asked, or all was done; a place failed; it could not be begun."""


def gateway(words: Sequence[str]) -> int:
    """Relay until SIGTERM or SIGINT, for one round, or only probe."""
    parser = ArgumentParser(
        prog="golden-thread gateway",
        description="Relay sealed files between two places for an organisation, opening none.",
        epilog="Ends with 0 when it was stopped or all was done, 1 when a place failed or is not "
        "fit, 2 when it could not be begun.",
    )
    parser.add_argument("--config", required=True, metavar="FILE", help="see docs/gateway.md")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help="one round, and end")
    how.add_argument("--probe", action="store_true", help="say what the FHIR servers can do")
    asked = parser.parse_args(words)
    stop = threading.Event()
    for asked_to_end in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked_to_end, lambda *_: stop.set())
    try:
        config = read_config(Path(asked.config))
        if asked.probe:
            return STOPPED if probe_servers(config, print) else TROUBLE
        whole = run_gateway(config, stop, _say, lambda: datetime.now(UTC), once=asked.once)
    except BlockingIOError:
        _say("Another gateway holds this state folder.")
        return COULD_NOT_BEGIN
    except OSError as failure:
        _say(f"It cannot be begun: {failure.strerror}.")
        return COULD_NOT_BEGIN
    except ConfigRefused as failure:
        _say(str(failure))
        return COULD_NOT_BEGIN
    except KnownSyncFailure as failure:
        _say(str(failure))
        return TROUBLE if asked.probe else COULD_NOT_BEGIN
    return STOPPED if whole else TROUBLE


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
