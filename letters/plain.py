"""The letter as plain text: what a screen reader, a record system and our golden files read."""

import textwrap
from collections.abc import Iterator, Sequence
from typing import assert_never

from letters.document import (
    Block,
    Bullets,
    Document,
    Fact,
    Facts,
    Heading,
    Item,
    Letterhead,
    Lines,
    Note,
    Paragraph,
    QrCode,
    Rule,
    SignOff,
    VoiceBox,
    WordGrid,
)
from letters.printable import clean

WIDTH = 76


def to_text(document: Document) -> str:
    """The whole document in reading order, wrapped at 76 characters, ending with its reference."""
    parts = [_wrapped(document.draft), *(_block(block) for block in document.blocks)]
    return "\n\n".join(part for part in (*parts, document.reference) if part) + "\n"


def _block(block: Block) -> str:
    match block:
        case Letterhead(sender=sender, day=day):
            return _wrapped(sender) + "\n" + day
        case Rule():
            return "-" * WIDTH
        case Lines(lines=lines):
            return "\n".join(_wrapped(line) for line in lines)
        case Heading(text=text, level=level):
            said = _wrapped(text)
            width = max((len(line) for line in said.splitlines()), default=0)
            return said + "\n" + ("=" if level == 1 else "-") * width
        case Paragraph(text=text, address=address):
            return _wrapped(f"{text} {address}" if address else text)
        case Note(text=text):
            return _wrapped(text)
        case VoiceBox(title=title, paragraphs=paragraphs):
            said = "\n\n".join(_wrapped(p, "    ") for p in paragraphs)
            return _wrapped(title, "  | ").rstrip() + "\n\n" + said
        case Bullets() | Facts() | WordGrid() | QrCode():
            return _parts(block)
        case SignOff(closing=closing, name=name, lines=lines):
            return "\n\n".join((closing, "\n".join(_wrapped(x) for x in (name, *lines))))
        case _:
            assert_never(block)


def _parts(block: Bullets | Facts | WordGrid | QrCode) -> str:
    match block:
        case Bullets(items=items):
            return "\n".join(_items(items, ""))
        case Facts(rows=rows):
            return "\n".join(_fact(row) for row in rows)
        case WordGrid(words=words):
            return "\n".join(f"{n:>2}. {clean(word)}" for n, word in enumerate(words, start=1))
        case QrCode(says=says):
            return _wrapped(f"[{says}]")
        case _:
            assert_never(block)


def _items(items: Sequence[Item], indent: str) -> Iterator[str]:
    for item in items:
        yield _wrapped(_item(item), f"{indent}- ", f"{indent}  ")
        yield from _items(item.items, f"{indent}  ")


def _item(item: Item) -> str:
    return f"{item.lead}: {item.text}" if item.lead else item.text


def _fact(fact: Fact) -> str:
    first, *rest = fact.paragraphs or ("",)
    return "\n".join(
        (_wrapped(f"{fact.label}: {first}", "", "  "), *(_wrapped(text, "  ") for text in rest))
    )


def _wrapped(text: str, first: str = "", rest: str | None = None) -> str:
    return textwrap.fill(
        clean(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False,
    )
