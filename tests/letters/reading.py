"""Ways to read a letter back as a stranger would: its words, its streams, its properties."""

import io
from dataclasses import dataclass

import pikepdf
import pypdf

from letters.document import Document
from letters.facts import LetterFacts, Reader
from letters.pdf import render
from letters.plain import to_text
from letters.recommendation import recommendation
from tests.letters.families import MADE_AT, Story


def document(story: Story, reader: Reader) -> Document:
    return recommendation(story.facts(), reader)


def text(story: Story, reader: Reader) -> str:
    return to_text(document(story, reader))


def running_text(story: Story, reader: Reader) -> str:
    """The text without its line ends, to look for sentences in."""
    return " ".join(text(story, reader).split())


def pdf(facts: LetterFacts, reader: Reader) -> bytes:
    return render(recommendation(facts, reader), MADE_AT)


@dataclass(frozen=True)
class PdfRead:
    """A PDF taken apart."""

    pages: tuple[str, ...]
    streams: bytes
    properties: str

    @property
    def running(self) -> str:
        return " ".join(" ".join(self.pages).split())


def read(data: bytes) -> PdfRead:
    """The pages' text, every stream decompressed, and everything else as it is written."""
    pages = tuple(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    with pikepdf.open(io.BytesIO(data)) as opened:
        streams = b"\n".join(
            o.read_bytes() for o in opened.objects if isinstance(o, pikepdf.Stream)
        )
        properties = "\n".join(repr(o) for o in (opened.docinfo, opened.Root))
    return PdfRead(pages, streams + data, properties)
