"""Files inside a PDF file: put in as associated files (ISO 32000-2 7.11.4, PDF/A-3), taken out."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from letters.errors import PasswordNeeded, Unreadable
from letters.pdf_file import written


class Tie(Enum):
    """What a file inside is to the pages it travels in."""

    SOURCE = "/Source"
    """What the pages were made from."""
    DATA = "/Data"
    """The same in another form, for a program to read."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file to travel inside. `says` tells a person what it is; `mime` a program."""

    name: str
    says: str
    mime: str
    tie: Tie
    content: bytes


def attach(pdf: bytes, attachments: Sequence[Attachment], made_at: datetime) -> bytes:
    """The file with these inside. The same file, attachments and time give the same bytes."""
    moment = String(made_at.strftime("D:%Y%m%d%H%M%S") + _offset(made_at))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        specs = [_spec(opened, one, moment) for one in attachments]
        root = opened.Root
        names = root.get("/Names", Dictionary())
        held = Array()
        for one, spec in sorted(
            zip(attachments, specs, strict=True), key=lambda pair: pair[0].name
        ):
            held.extend((String(one.name), spec))
        names.EmbeddedFiles = Dictionary(Names=held)
        root.Names = names
        root.AF = Array(specs)
        return written(opened)


def _spec(opened: pikepdf.Pdf, one: Attachment, moment: String) -> pikepdf.Object:
    stream = opened.make_stream(
        one.content,
        Dictionary(
            Type=Name.EmbeddedFile,
            Subtype=Name(f"/{one.mime}"),
            Params=Dictionary(
                Size=len(one.content),
                ModDate=moment,
                CheckSum=String(hashlib.md5(one.content, usedforsecurity=False).digest()),
            ),
        ),
    )
    return opened.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(one.name),
            UF=String(one.name),
            Desc=String(one.says),
            AFRelationship=Name(one.tie.value),
            EF=Dictionary(F=stream, UF=stream),
        )
    )


def _offset(at: datetime) -> str:
    offset = at.strftime("%z")
    return f"{offset[:3]}'{offset[3:5]}'" if offset else ""


@dataclass(frozen=True, slots=True)
class Inside:
    """What a file holds beside its pages. `signed_at`: as the signature says; unproved."""

    attachments: Mapping[str, bytes]
    reference: str
    signed_at: str


def inside(pdf: bytes, password: str = "") -> Inside:
    """What this file holds. Raises PasswordNeeded and Unreadable."""
    try:
        with pikepdf.open(io.BytesIO(pdf), password=password) as opened:
            info = opened.trailer.get("/Info", Dictionary())
            return Inside(
                {name: spec.get_file().read_bytes() for name, spec in opened.attachments.items()},
                str(info.get("/Subject", "")),
                _signed_at(opened),
            )
    except pikepdf.PasswordError as failure:
        raise PasswordNeeded from failure
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as failure:
        raise Unreadable from failure  # what pikepdf raises over a file that holds together badly


def _signed_at(opened: pikepdf.Pdf) -> str:
    form = opened.Root.get("/AcroForm", Dictionary())
    for field in form.get("/Fields", Array()):
        said = field.get("/V", Dictionary()) if field.get("/FT") == Name.Sig else Dictionary()
        if "/M" in said:
            return str(said.M)
    return ""
