"""A letter's words as one block to paste into a record system: plain, short enough, stamped.

What each system takes is data (`letters/blocks/systems.json`); a field that takes less is changed
there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from letters.printable import clean

MOST = 4_000
"""No block is as long as this, in characters, whatever the data says."""
_CUT = "[The rest stands in the letter.]"
_RULE = frozenset("-= ")


class System(BaseModel):
    """A record system: how many characters its note takes, and what stands above the words.

    `unwraps`: its field breaks lines itself, so each paragraph is one line.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    code: Annotated[str, Field(pattern=r"^[a-z0-9]{1,20}$")]
    name: Annotated[str, Field(min_length=1, max_length=40)]
    most: Annotated[int, Field(ge=500, lt=MOST)]
    before: Annotated[str, Field(max_length=200)]
    unwraps: bool


class _Systems(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    version: Literal[1]
    systems: tuple[System, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What stands under the words: when the letter was made, and when and by whom copied."""

    made: str
    copied: str
    by: str


@cache
def systems() -> tuple[System, ...]:
    """Every record system there is a block for."""
    file = Path(__file__).parent / "blocks" / "systems.json"
    return _Systems.model_validate_json(file.read_bytes()).systems


def copy_block(text: str, system: System, stamp: Stamp) -> str:
    """These words of a letter for this system, with the stamp; never longer than it takes."""
    foot = clean(f"Golden Thread letter of {stamp.made}. Copied {stamp.copied} by {stamp.by}.")
    words = "\n\n".join(_paragraphs(clean(text), system))
    room = system.most - len(system.before) - len(foot) - 4
    if len(words) > room:
        words = _cut(words, room - len(_CUT) - 2) + f"\n\n{_CUT}"
    return f"{system.before}\n\n{words}\n\n{foot}"


def _paragraphs(text: str, system: System) -> Iterator[str]:
    for part in text.split("\n\n"):
        lines = [line.rstrip() for line in part.splitlines() if not set(line) <= _RULE]
        if not lines:
            continue
        yield _unwrapped(lines) if system.unwraps else "\n".join(lines)


def _unwrapped(lines: list[str]) -> str:
    """Lines that go on belong to the one before; what begins a list stays a line of its own."""
    joined = lines[0].strip()
    for line in lines[1:]:
        begins = line.startswith("- ") or (not line.startswith(" ") and ":" in line[:40])
        joined += ("\n" if begins else " ") + line.strip()
    return joined


def _cut(words: str, room: int) -> str:
    """As many whole words as there is room for; whole paragraphs where that loses little."""
    kept = words[:room]
    at = max(kept.rfind("\n\n"), kept.rfind(" ", room - 200))
    return kept[:at].rstrip() if at > 0 else kept
