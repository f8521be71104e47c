"""The headless door, and the way to the window when nothing else is asked."""

import sys


def main() -> int:
    """Run `golden-thread` with the words that follow it; returns the exit code."""
    if len(sys.argv) == 1:
        from desktop.app import main as window  # noqa: PLC0415 - loads the window

        return window()
    return 2
