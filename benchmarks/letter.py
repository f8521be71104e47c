"""The recommendation letter, tagged and signed, beside the same letter in WeasyPrint.

WeasyPrint gets the letter's own HTML with our fonts, and makes a PDF/UA-1 file of it; it signs
nothing and carries nothing inside. Each is a process of its own: "first" is a new one that imports
what it needs, "warm" follows in it. The first signature of a process loads the signing library for
some half a second; that is told and not judged. WeasyPrint is installed for this alone.
"""

import functools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from benchmarks._figures import tell, timed_ms, verdict
from letters.facts import Reader
from letters.pdf_sign import Signer
from tests.letters.families import MADE_AT, fullest_ordinary

FIRST_ROUNDS, WARM_ROUNDS, BATCH = 5, 20, 1000
MOST_PAGES, MOST_OF_THEIRS, MOST_GROWTH = 2, 1 / 5, 1.05
KIB_IN_MIB = 1024
HERE = Path(__file__).parent / "weasyprint"
PEER = Path(__file__).parents[1] / ".venv" / "peers" / "weasyprint"
FONTS = Path(__file__).parents[1] / "letters" / "fonts"


class Run(NamedTuple):
    """What one process saw, in milliseconds and MiB."""

    first: float
    warm: list[float]
    peak: float


def tagged() -> bytes:
    """The team's copy, from facts to the bytes of the PDF."""
    from letters.pdf import render  # noqa: PLC0415 - its import is part of the first letter
    from letters.recommendation import recommendation  # noqa: PLC0415 - the same

    return render(recommendation(fullest_ordinary().facts(), Reader.TEAM), MADE_AT)


def signed() -> bytes:
    """The same, with what it was made from inside, and signed."""
    from letters.pdf_letter import whole_letter  # noqa: PLC0415 - the same
    from letters.pdf_sign import sign  # noqa: PLC0415 - the same
    from letters.recommendation import recommendation  # noqa: PLC0415 - the same

    facts = fullest_ordinary().facts()
    whole = whole_letter(recommendation(facts, Reader.TEAM), MADE_AT, facts)
    return sign(whole, signer(), MADE_AT)


@functools.cache
def signer() -> Signer:
    """Somebody who signs; made before anything is measured."""
    from tests.letters.signers import a_signer  # noqa: PLC0415 - the same

    return a_signer("Golden Thread, Practice Cwm Team, laptop 0A1B2C3D")


OURS: dict[str, Callable[[], bytes]] = {"tagged": tagged, "tagged and signed": signed}


def run(name: str) -> Run:
    """Make it once and again, here."""
    make = OURS[name]
    if make is signed:
        signer()
    first = timed_ms(make)
    warm = [timed_ms(make) for _ in range(WARM_ROUNDS)]
    return Run(first, warm, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_IN_MIB)


def batch() -> list[float]:
    """MiB that this process holds after each tenth of a batch of signed letters."""
    held = []
    for number in range(1, BATCH + 1):
        signed()
        if number % (BATCH // 10) == 0:
            pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
            held.append(pages * resource.getpagesize() / KIB_IN_MIB**2)
    return held


def apart(*command: str, **settings: str) -> list[object]:
    """What a process of its own prints, with these settings in its environment."""
    said = subprocess.run(
        command, capture_output=True, check=True, encoding="utf-8", env={**os.environ, **settings}
    ).stdout
    found: list[object] = json.loads(said)
    return found


def theirs(page: Path) -> Run:
    """The same by WeasyPrint, which finds our fonts as if they were the system's."""
    fonts = page.with_name("fonts.conf")
    fonts.write_text(
        f"<fontconfig><dir>{FONTS}</dir><cachedir>{page.parent}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    make = (str(PEER / "bin" / "python"), str(HERE / "make.py"), str(page), str(WARM_ROUNDS))
    return Run(*apart(*make, FONTCONFIG_FILE=str(fonts)))  # type: ignore[arg-type]


def write_page(path: Path) -> None:
    """The letter as HTML, with the fonts, margins and foot of our page."""
    from letters.html import to_html  # noqa: PLC0415 - only this process needs it
    from letters.recommendation import recommendation  # noqa: PLC0415 - the same

    made = recommendation(fullest_ordinary().facts(), Reader.TEAM)
    page = (
        "@page { size: A4; margin: 42pt 54pt 48pt; @bottom-right { content: 'Page '"
        " counter(page) ' of ' counter(pages); font: 8.5pt 'Noto Sans' } }\n"
        "body { font: 10.5pt/1.33 'Noto Sans'; margin: 0; max-width: none; padding: 0 }"
    )
    html = to_html(made)
    style = html.index("</style>")
    path.write_text(html[:style] + page + html[style:], encoding="utf-8")


def install_peer() -> None:
    """WeasyPrint, beside our own libraries and never among them."""
    if not (PEER / "ready").exists():
        venv.create(PEER, with_pip=True)
        wanted = ("-m", "pip", "install", "--quiet", "-r", str(HERE / "requirements.txt"))
        subprocess.run([PEER / "bin" / "python", *wanted], check=True)
        (PEER / "ready").touch()


def pages_of(pdf: bytes) -> int:
    """How many pages this PDF has."""
    from pypdf import PdfReader  # noqa: PLC0415 - after all was measured

    return len(PdfReader(BytesIO(pdf)).pages)


def measured() -> dict[str, list[Run]]:
    """Each maker in turns, in new processes."""
    install_peer()
    runs: dict[str, list[Run]] = {name: [] for name in (*OURS, "WeasyPrint")}
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "letter.html"
        write_page(page)
        for _ in range(FIRST_ROUNDS):
            for name in OURS:
                runs[name].append(Run(*apart(sys.executable, __file__, name)))  # type: ignore[arg-type]
            runs["WeasyPrint"].append(theirs(page))
    return runs


def _ratio(of: dict[str, float], name: str) -> float:
    return of[name] / of["WeasyPrint"]


def main() -> int:
    """Measure, print, and say by the exit code whether the promises hold."""
    runs = measured()
    for name, each in runs.items():
        tell(f"{name}, first", [one.first for one in each])
        tell(f"{name}, warm", [took for one in each for took in one.warm])
        print(f"{name}, peak memory of the process: {max(one.peak for one in each):.0f} MiB")
    first = {n: statistics.median(one.first for one in each) for n, each in runs.items()}
    warm = {n: statistics.median(t for one in each for t in one.warm) for n, each in runs.items()}
    held = [float(str(mib)) for mib in apart(sys.executable, __file__, "batch")]
    print(f"memory after each {BATCH // 10} of {BATCH} letters: {[round(mib) for mib in held]} MiB")
    print(f"tagged and signed, first: {_ratio(first, 'tagged and signed'):.2f} of WeasyPrint's")
    kept = [
        verdict("tagged, first: ours / WeasyPrint", _ratio(first, "tagged"), MOST_OF_THEIRS),
        *(
            verdict(f"{name}, warm: ours / WeasyPrint", _ratio(warm, name), MOST_OF_THEIRS)
            for name in OURS
        ),
        verdict("memory after all letters / a tenth of them", held[-1] / held[0], MOST_GROWTH),
        verdict("pages of the letter", pages_of(tagged()), MOST_PAGES),
    ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["batch"]:
            print(json.dumps(batch()))
        case [name]:
            print(json.dumps(run(name)))
        case _:
            sys.exit(main())
