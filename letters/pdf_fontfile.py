"""One font file inside reportlab, with a map back to text that says what every glyph stands for.

reportlab maps each code of a subset to the one character it was asked for. A shaped glyph may
stand for no character or for several, so it is asked for by a private character, and the map that
reading software uses is written here.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_PRIVATE = 0xF0000


class Face(Protocol):
    """What we use of reportlab's face: code points to glyphs, and to widths in thousandths."""

    charToGlyph: dict[int, int]  # noqa: N815 - reportlab's names
    charWidths: dict[int, float]  # noqa: N815
    name: bytes


class _State(Protocol):
    subsets: list[list[int]]


class _Stream(Protocol):
    content: str


class _PdfFile(Protocol):
    """What we use of reportlab's document: its objects by name."""

    idToObject: dict[str, _Stream]  # noqa: N815


class FontFile(TTFont):  # type: ignore[misc]  # reportlab ships no types
    """A TrueType font whose glyphs can be asked for by number."""

    face: Face
    state: dict[_PdfFile, _State]

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path)
        self._asked: dict[int, str] = {}
        self._private: dict[tuple[int, str], str] = {}

    def start(self) -> None:
        """Forget the glyphs of the letter before, so that the same letter gives the same bytes."""
        self._asked.clear()
        self._private.clear()

    def glyph(self, number: int, text: str, width: float) -> str:
        """The private character that draws this glyph and says `text`."""
        known = self._private.get((number, text))
        if known is not None:
            return known
        code = _PRIVATE + len(self._private)
        self.face.charToGlyph[code] = number
        self.face.charWidths[code] = width
        self._asked[code] = text
        self._private[number, text] = chr(code)
        return chr(code)

    def addObjects(self, doc: _PdfFile) -> None:  # noqa: N802 - reportlab's name
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = f"{SUBSETN(number).decode()}+{self.face.name.decode()}"
            stream = doc.idToObject[f"toUnicodeCMap:{name}"]
            stream.content = _map_to_text(name, [self._text(code) for code in subset])

    def _text(self, code: int) -> str | None:
        return self._asked.get(code, chr(code) if code else None)


def register(name: str, path: Path) -> FontFile:
    """The font at `path`, registered with reportlab under `name`."""
    file = FontFile(name, str(path))
    pdfmetrics.registerFont(file)
    return file


_ROWS = 100
"""A map may hold so many rows in one block (PDF 32000-1, 9.7.5.4)."""


def _map_to_text(name: str, texts: Sequence[str | None]) -> str:
    """The map from codes to text; codes that draw nothing are not in it."""
    rows = [
        f"<{code:02X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in enumerate(texts)
        if text is not None
    ]
    blocks = [rows[start : start + _ROWS] for start in range(0, len(rows), _ROWS)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(
                line
                for block in blocks
                for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
            ),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )
