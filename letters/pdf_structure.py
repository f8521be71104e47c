"""What a screen reader is told of the page: the letter's structure, and what was drawn for it.

The roles are the standard ones of PDF 32000-1, 14.8.4; how they are used follows ISO 14289-1.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from forms.pack import Language

LANGUAGES = {Language.ENGLISH: "en-GB", Language.WELSH: "cy-GB"}


class Role(StrEnum):
    """What a part of the letter is. A heading's level is told when it is drawn."""

    PARAGRAPH = "P"
    HEADING = "H"
    LIST = "L"
    ITEM = "LI"
    LABEL = "Lbl"
    BODY = "LBody"
    TABLE = "Table"
    TABLE_ROW = "TR"
    ROW_HEADER = "TH"
    CELL = "TD"
    FIGURE = "Figure"
    LINK = "Link"
    PASSAGE = "Span"


class Decoration(Enum):
    """What is drawn and not read: it is on the page, and in no part of the structure."""

    LAYOUT = "/Artifact <</Type /Layout>>"
    HEADER = "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>>"
    FOOTER = "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>>"


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """One part of the letter, within another or at its top; it is equal to itself alone.

    `level` is a heading's; `says` a heading's words or what stands in a figure's place;
    `language` is set where it is not the letter's; `address` is where a link leads.
    """

    role: Role
    within: "Element | None" = None
    level: int = 0
    says: str = ""
    language: Language | None = None
    address: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Content:
    """A stretch of what a page draws: its number there, both counted from 0."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Placing:
    """Where something stands."""

    page: int
    box: Box


@dataclass(slots=True)
class Part:
    """An element as it was drawn: with its tag, and what it holds in reading order."""

    element: Element
    tag: str
    holds: "list[Part | Content]" = field(default_factory=list)
    placed: list[Placing] = field(default_factory=list)


class Drawn:
    """What one letter has drawn so far, in reading order."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.pages: list[list[Part]] = []
        self._known: dict[Element, Part] = {}
        self._level = 0

    def start_page(self) -> None:
        self.pages.append([])

    def mark(self, element: Element) -> tuple[str, int]:
        """Start a stretch for this element on the newest page: its tag and its number there."""
        part = self._part(element)
        numbers = self.pages[-1]
        numbers.append(part)
        part.holds.append(Content(len(self.pages) - 1, len(numbers) - 1))
        return part.tag, len(numbers) - 1

    def place(self, element: Element, box: Box) -> None:
        """Say where on the newest page the element stands: a figure, a heading, part of a link."""
        self._part(element).placed.append(Placing(len(self.pages) - 1, box))

    def placed(self, role: Role) -> Iterator[Part]:
        """The parts of this role whose place was said, in reading order."""
        return (p for p in self._known.values() if p.element.role is role and p.placed)

    def _part(self, element: Element) -> Part:
        known = self._known.get(element)
        if known is not None:
            return known
        siblings = self.parts if element.within is None else self._part(element.within).holds
        part = self._known[element] = Part(element, self._tag(element))
        siblings.append(part)
        return part

    def _tag(self, element: Element) -> str:
        """The element's tag; a heading never leaves a level out (ISO 14289-1, 7.4.2)."""
        if element.role is not Role.HEADING:
            return element.role.value
        self._level = min(element.level, self._level + 1)
        return f"{element.role.value}{self._level}"
