"""Reading what a journey left on paper."""

from pathlib import Path

import pypdf


def words_of(folder: Path) -> str:
    """The running words of every letter in this folder."""
    pages = (
        page.extract_text() for pdf in folder.glob("*.pdf") for page in pypdf.PdfReader(pdf).pages
    )
    return " ".join(" ".join(pages).split())
