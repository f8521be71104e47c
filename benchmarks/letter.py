"""The letter of a full ordinary contact, beside the same words set plainly by the same library.

The reference is reportlab's own SimpleDocTemplate: one paragraph for each line of the letter's
plain text in a built-in font, with no embedded type, no tags and no right-to-left writing.
"First" is a new process that imports what it needs; "warm" follows in the same process.
"""

import functools
import json
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from typing import NamedTuple

from benchmarks._figures import tell, timed_ms, verdict
from letters.facts import Reader
from tests.letters.families import MADE_AT, fullest_ordinary

FIRST_ROUNDS, WARM_ROUNDS = 7, 20
MOST_PAGES = 2
KIB_IN_MIB = 1024


class Run(NamedTuple):
    """What one process saw: milliseconds, MiB, and pages of the letter (0: not counted)."""

    first: float
    warm: list[float]
    peak: float
    pages: int


def letter() -> bytes:
    """The team's copy, from facts to the bytes of the PDF."""
    from letters.pdf import render  # noqa: PLC0415 - its import is part of the first letter
    from letters.recommendation import recommendation  # noqa: PLC0415 - the same

    return render(recommendation(fullest_ordinary().facts(), Reader.TEAM), MADE_AT)


def plain() -> bytes:
    """The same words, plainly."""
    from xml.sax.saxutils import escape  # noqa: PLC0415 - as above

    from reportlab.lib.styles import getSampleStyleSheet  # noqa: PLC0415 - as above
    from reportlab.platypus import Paragraph, SimpleDocTemplate  # noqa: PLC0415 - as above

    style = getSampleStyleSheet()["BodyText"]
    out = BytesIO()
    SimpleDocTemplate(out).build([Paragraph(escape(line), style) for line in words().splitlines()])
    return out.getvalue()


@functools.cache
def words() -> str:
    """The letter as plain text."""
    from letters.plain import to_text  # noqa: PLC0415 - as above
    from letters.recommendation import recommendation  # noqa: PLC0415 - as above

    return to_text(recommendation(fullest_ordinary().facts(), Reader.TEAM))


MADE: dict[str, Callable[[], bytes]] = {"Golden Thread": letter, "plain reportlab": plain}


def run(name: str) -> Run:
    """Make it once and again, here."""
    make = MADE[name]
    if make is plain:
        words()  # what to set is ready; only the setting counts
    first = timed_ms(make)
    warm = [timed_ms(make) for _ in range(WARM_ROUNDS)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_IN_MIB
    return Run(first, warm, peak, pages_of(make()))


def run_apart(name: str) -> Run:
    """The same in a process of its own."""
    command = (sys.executable, __file__, name)
    said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    return Run(*json.loads(said))


def pages_of(pdf: bytes) -> int:
    """How many pages this PDF has."""
    from pypdf import PdfReader  # noqa: PLC0415 - after the peak was read

    return len(PdfReader(BytesIO(pdf)).pages)


def main() -> int:
    """Measure, print, and say by the exit code whether the letter keeps to its pages."""
    runs: dict[str, list[Run]] = {name: [] for name in MADE}
    for _ in range(FIRST_ROUNDS):
        for name in MADE:
            runs[name].append(run_apart(name))
    for name, each in runs.items():
        tell(f"{name}, first", [one.first for one in each])
        tell(f"{name}, warm", [took for one in each for took in one.warm])
        print(f"{name}, peak memory of the process: {max(one.peak for one in each):.0f} MiB")
    firsts = [statistics.median(one.first for one in each) for each in runs.values()]
    warms = [statistics.median(t for one in each for t in one.warm) for each in runs.values()]
    print(f"first letter / first plain document: {firsts[0] / firsts[1]:.2f}")
    print(f"warm letter / warm plain document: {warms[0] / warms[1]:.2f}")
    pages = max(one.pages for one in runs["Golden Thread"])
    return 0 if verdict("pages of the letter", pages, MOST_PAGES) else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(run(sys.argv[1])))
    else:
        sys.exit(main())
