"""The letter as a page of HTML: the same words in the same order, for a browser or a reader.

Everything is escaped; there is no script, no style from elsewhere and no address but our own.
"""

import base64
from collections.abc import Iterator, Sequence
from html import escape
from typing import assert_never

from forms.pack import Language
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

_LANGUAGES = {Language.ENGLISH: "en-GB", Language.WELSH: "cy"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
body { max-width: 42em; margin: 2em auto; padding: 0 1em; color: #111; background: #fff;
  font: 1em/1.5 sans-serif; }
header, footer, .note { color: #333; } hr { border: 0; border-top: 2px solid #333; }
section.voice { border-left: 4px solid #333; padding: 0 1em; } p.draft { font-weight: bold; }
table { border-collapse: collapse; } th { text-align: left; vertical-align: top; }
th, td { padding: .2em 1em .2em 0; } address { font-style: normal; }
@media print { body { max-width: none; margin: 0; } h2 { break-after: avoid; } }
"""


def to_html(document: Document) -> str:
    """A whole page in UTF-8, with its language, its title and a policy that lets nothing run."""
    language = _LANGUAGES[document.language]
    draft = f'<p class="draft">{_said(document.draft)}</p>\n' if document.draft else ""
    body = "\n".join(_block(block) for block in document.blocks)
    return (
        "<!DOCTYPE html>\n"
        f'<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_said(document.title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{draft}{body}\n</main>\n"
        f"<footer><p>{_said(document.reference)}</p></footer>\n</body>\n</html>\n"
    )


def _block(block: Block) -> str:
    match block:
        case Letterhead() | Lines() | SignOff() | Rule():
            return _ends(block)
        case Heading(text=text, level=level):
            return f"<h{level}>{_said(text)}</h{level}>"
        case Paragraph(text=text, strong=strong, language=language, address=address):
            said = f"<strong>{_said(text)}</strong>" if strong else _said(text)
            link = f' <a href="{escape(address)}">{_said(address)}</a>' if address else ""
            return f"<p{_lang(language)}>{said}{link}</p>"
        case Note(text=text, language=language):
            return f'<p class="note"{_lang(language)}><small>{_said(text)}</small></p>'
        case VoiceBox(title=title, paragraphs=paragraphs, language=language):
            said = "".join(f"<p{_lang(language)}>{_said(text)}</p>" for text in paragraphs)
            return f'<section class="voice"><h2>{_said(title)}</h2>{said}</section>'
        case Bullets(items=items):
            return _list(items)
        case Facts(rows=rows):
            return f"<table>\n{''.join(_fact(row) for row in rows)}</table>"
        case WordGrid(words=words):
            return f"<ol>{''.join(f'<li>{_said(word)}</li>' for word in words)}</ol>"
        case QrCode(text=text, says=says):
            return f"<p><code>{_said(text)}</code></p>\n<p>{_said(says)}</p>"
        case _:
            assert_never(block)


def _ends(block: Letterhead | Lines | SignOff | Rule) -> str:
    match block:
        case Letterhead():
            return f"<header>{''.join(_letterhead(block))}</header>"
        case Lines(lines=lines):
            return f"<address>{'<br>'.join(map(_said, lines))}</address>"
        case SignOff(closing=closing, name=name, lines=lines):
            who = "<br>".join(map(_said, lines))
            signed = f"<address><strong>{_said(name)}</strong><br>{who}</address>"
            return f"<p>{_said(closing)}</p>\n{signed}"
        case Rule():
            return "<hr>"
        case _:
            assert_never(block)


def _letterhead(head: Letterhead) -> Iterator[str]:
    if head.logo:
        picture = base64.b64encode(head.logo).decode()
        yield f'<img alt="{_said(head.logo_says)}" src="data:image/png;base64,{picture}">'
    yield f"<p><strong>{_said(head.sender)}</strong></p>"
    if head.lines:
        yield f"<address>{'<br>'.join(map(_said, head.lines))}</address>"
    yield f"<p>{_said(head.day)}</p>"


def _list(items: Sequence[Item]) -> str:
    return f"<ul>\n{''.join(_item(item) for item in items)}</ul>"


def _item(item: Item) -> str:
    lead = f"<strong>{_said(item.lead)}:</strong> " if item.lead else ""
    text = f"<span{_lang(item.language)}>{_said(item.text)}</span>"
    below = _list(item.items) if item.items else ""
    return f"<li>{lead}{text}{below}</li>\n"


def _fact(fact: Fact) -> str:
    said = "".join(f"<p>{_said(text)}</p>" for text in fact.paragraphs)
    return (
        f'<tr><th scope="row">{_said(fact.label)}</th><td{_lang(fact.language)}>{said}</td></tr>\n'
    )


def _lang(language: Language | None) -> str:
    return f' lang="{_LANGUAGES[language]}"' if language is not None else ""


def _said(text: str) -> str:
    return escape(clean(text))
