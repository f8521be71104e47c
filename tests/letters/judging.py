"""What others make of a letter: a validator of the standards, qpdf and poppler."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

import page

from tests.programs import run

STANDARDS = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_3A)


def faults(pdf: bytes) -> list[str]:
    """What page-validation holds against this file by PDF/UA-1 and PDF/A-3a."""
    return [
        f"{standard.value} {failure.rule_id}: {failure.message}"
        for standard in STANDARDS
        for failure in page.validate_pdf_bytes(pdf, profile=standard).failures
    ]


def complaints(pdf: bytes, folder: Path) -> str:
    """What qpdf and poppler say against this file; nothing where it is well made."""
    said = [
        _said("qpdf", "--check", _kept(pdf, folder)),
        _said("pdftotext", _kept(pdf, folder), "-"),
        _said("pdfinfo", "-struct-text", _kept(pdf, folder)),
    ]
    return "\n".join(
        ended.stderr.decode() + (f"ended with {ended.returncode}" if ended.returncode else "")
        for ended in said
    ).strip()


def text(pdf: bytes, folder: Path) -> str:
    """The words as poppler reads them off the pages in the order in which they were drawn."""
    return _said("pdftotext", "-raw", _kept(pdf, folder), "-").stdout.decode()


def structure(pdf: bytes, folder: Path) -> list[str]:
    """The structure with its words as poppler tells it, a line each."""
    return _said("pdfinfo", "-struct-text", _kept(pdf, folder)).stdout.decode().splitlines()


@dataclass(frozen=True)
class Word:
    """A word where it was drawn, in points from the top left corner of its page."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


_WORD = re.compile(
    r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)</word>|(<page )', re.DOTALL
)


def words(pdf: bytes, folder: Path) -> list[Word]:
    """Every word with its box, as poppler finds them."""
    said = _said("pdftotext", "-bbox", _kept(pdf, folder), "-").stdout.decode()
    found: list[Word] = []
    number = 0
    for match in _WORD.finditer(said):
        if match[6]:
            number += 1
        else:
            left, top, right, bottom = (float(match[place]) for place in range(1, 5))
            found.append(Word(number, left, top, right, bottom, match[5]))
    return found


def _kept(pdf: bytes, folder: Path) -> Path:
    path = folder / "letter.pdf"
    path.write_bytes(pdf)
    return path


def _said(program: str, *words: str | Path) -> subprocess.CompletedProcess[bytes]:
    return run(program, words)
