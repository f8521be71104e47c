"""Ending someone at the real window, while they type or while it locks; and what the vault kept."""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from forms.answers import Topic
from forms.record import ContactRecord
from storage.paths import HOME_VARIABLE
from storage.verify import verify
from tests.builders import FAMILY, a_family
from tests.pages.opening import keep_families, read_vault, vault_in
from tests.pages.signing_in import PASSPHRASE
from tests.storm.figures import Run, chance_of
from tests.storm.holdings import at_home
from tests.storm.moments import wait_for_the_moment
from tests.storm.typist import LOCKED, LOCKING, Doing, word

ROOT = Path(__file__).parents[2]
ALLOWED_LOSS_S = 1.0
_LONGEST_TYPING_S = 2.5
"""How long someone may go on typing before they are ended."""

_MOST_LOCKS = 2
"""How many locks come to their end before one is ended half-way, at most.

The quickest of them tells how long a lock takes here.
"""
TOPICS = (Topic.VOICE, Topic.CONCERN, Topic.STRENGTHS)


@dataclass(frozen=True, slots=True)
class Told:
    """The moment each word was typed at, and the moment of the kill (monotonic, ns)."""

    words: dict[int, int]
    killed_at: int
    inside: bool


def one_kill_at_the_window(doing: Doing, number: int, seed: int, home: Path) -> Run:
    """Let someone work in a new vault, end them, and look at what is left."""
    run = Run(f"kill, {doing.value}", number)
    at_home(home)
    try:
        keep_families(home, lambda: datetime.now(UTC), a_family())
        told = _worked_and_ended(
            doing, home, chance_of(seed, doing.value, number), at_a_write=number % 2 == 1
        )
        began = time.monotonic()
        kept = _kept(home)
        took = time.monotonic() - began
        wrong = [finding.line for finding in verify(vault_in(home), PASSPHRASE)]
    except Exception as bug:  # noqa: BLE001 - told with the number of the run
        return replace(run, trouble=f"{type(bug).__name__}: {bug}")
    finally:
        shutil.rmtree(home, ignore_errors=True)
    lost = [at for number, at in sorted(told.words.items()) if number > kept]
    loss = (told.killed_at - lost[0]) / 1e9 if lost else 0.0
    if loss > ALLOWED_LOSS_S:
        wrong.append(f"{loss:.2f} s of typing is lost")
    return replace(
        run,
        opened=not wrong,
        inside=told.inside,
        loss_s=loss,
        took_s=took,
        trouble="; ".join(wrong),
    )


def _worked_and_ended(doing: Doing, home: Path, chance: Random, *, at_a_write: bool) -> Told:
    words: dict[int, int] = {}
    moments: list[tuple[str, int]] = []
    began = threading.Event()
    waits = chance.randint(1, _MOST_LOCKS) if doing is Doing.LOCKING else 0
    command = [sys.executable, "-m", "tests.storm.typist", doing.value, home, str(chance.random())]
    environment = {
        **os.environ,
        HOME_VARIABLE: str(home),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, env=environment, text=True
    ) as typist:

        def listen() -> None:
            for line in typist.stdout or ():
                what, at = line.split()
                if what in (LOCKING, LOCKED):
                    moments.append((what, int(at)))
                else:
                    words[int(what)] = int(at)
                if len(moments) > 2 * waits or (doing is Doing.TYPING and words):
                    began.set()
            began.set()  # or it ended before it could begin

        listener = threading.Thread(target=listen)
        listener.start()
        came = began.wait(60)
        longest = _longest(moments)
        within = longest if at_a_write else None
        wait_for_the_moment(chance.uniform(0, longest), vault_in(home), or_else_s=within)
        killed_at = time.monotonic_ns()
        typist.kill()
        listener.join()
    if not came or not words or typist.returncode != -9:
        raise RuntimeError("nobody worked until they were ended")
    inside = doing is Doing.TYPING or moments[-1][0] == LOCKING
    return Told({n: at for n, at in words.items() if at <= killed_at}, killed_at, inside)


def _longest(moments: Sequence[tuple[str, int]]) -> float:
    """For how long it may still go on before it is ended, in seconds."""
    whole = zip(moments[::2], moments[1::2], strict=False)
    lasted = [end - start for (_, start), (_, end) in whole]
    return min(lasted) / 1e9 if lasted else _LONGEST_TYPING_S


def _kept(home: Path) -> int:
    with read_vault(home) as vault:
        (line,) = vault.records.of_family(FAMILY)
        return words_kept(vault.records.load(line.id).record)


def words_kept(record: ContactRecord) -> int:
    """The number of words in the vault; they must be the first ones, none missing between."""
    said = " ".join(record.narrative(topic) for topic in TOPICS)
    numbers = sorted(int(found) for found in re.findall(r"\bw(\d{5})\b", said))
    assert numbers == list(range(1, len(numbers) + 1))
    assert all(word(number) in said for number in numbers)
    return len(numbers)
