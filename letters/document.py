"""A letter as printable meaning: what is a heading, a list, a voice. No fonts, no pages.

`language`, where a block has one, is the language its words are in; None is the document's own.
"""

from dataclasses import dataclass

from forms.pack import Language


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes and when; stands at the top of the first page.

    `lines`: the organisation's address. `logo`: a PNG picture, empty for none; `logo_says` is what
    it shows, for who cannot see it.
    """

    sender: str
    day: str
    lines: tuple[str, ...] = ()
    logo: bytes = b""
    logo_says: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """The golden thread under the head."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Short lines that belong together, such as an address; each stays a line of its own.

    `in_window`: these are where a DL envelope shows them through its window.
    """

    lines: tuple[str, ...]
    in_window: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the letter's title, level 2 a section; never a level left out."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `strong` lifts it, such as the line that says who the letter is about.

    The text ends with `address`, a link to the web or to a mailbox: one of ours, never one that
    somebody typed into a record.
    """

    text: str
    strong: bool = False
    language: Language | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class VoiceBox:
    """What the baby might say, in a tinted box of its own."""

    title: str
    paragraphs: tuple[str, ...]
    language: Language | None = None
    """The paragraphs' language; the title is in the document's."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list; `lead` says what it is about and is set apart from the text.

    `items` are a list below this line.
    """

    text: str
    lead: str = ""
    language: Language | None = None
    items: "tuple[Item, ...]" = ()


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list whose order carries no rank."""

    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: a name and what is known, as one paragraph or several."""

    label: str
    paragraphs: tuple[str, ...]
    language: Language | None = None
    """The paragraphs' language; the label is in the document's."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of names and values; the labels are the row headers."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Small print that must be said all the same."""

    text: str
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class SignOff:
    """The closing words, the name, and how to reach the one who signs."""

    closing: str
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordGrid:
    """Words to be typed back one by one: numbered from 1, across and then down."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QrCode:
    """A text for a camera to read; `says` tells a person what it holds."""

    text: str
    says: str


Block = (
    Letterhead
    | Rule
    | Lines
    | Heading
    | Paragraph
    | VoiceBox
    | Bullets
    | Facts
    | Note
    | SignOff
    | WordGrid
    | QrCode
)


@dataclass(frozen=True, slots=True)
class Document:
    """One copy of one letter, in reading order.

    `title` and `author` go into the file's properties and name no person; `file_stem` is a file
    name without its ending and names no person either. `reference` is printed on every page.
    `page_words` holds `{page}` and `{pages}`. `draft` stands in a band at the top of every page of
    what is no letter yet, and is empty in one that is. `enlarged` is the size of large print: 2.0
    for twice the usual.
    """

    title: str
    language: Language
    author: str
    file_stem: str
    reference: str
    page_words: str
    blocks: tuple[Block, ...]
    draft: str = ""
    enlarged: float = 1.0
