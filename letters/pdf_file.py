"""The finished file: structure, properties and what the archive standard asks for put into it.

PDF/A-3a is ISO 19005-3: the letter carries other files, which part 3 alone allows.
"""

import base64
import io
import zlib
from datetime import datetime
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from forms.pack import Language
from letters.document import Document, SignOff
from letters.pdf_structure import LANGUAGES, Drawn
from letters.pdf_tree import Tree
from letters.printable import one_line

_PROGRAM = "Golden Thread"
_COLOURS = "sRGB IEC61966-2.1"
_SIGNATURE = {Language.ENGLISH: "Signature", Language.WELSH: "Llofnod"}
_LINE_ENDS = (b"\r", b"\n")
_NO_CHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))
"""What XML cannot hold, and no person typed."""


def finished(file: bytes, drawn: Drawn, document: Document, made_at: datetime) -> bytes:
    """The drawn pages as a PDF/UA-1 and PDF/A-3a file; the same in gives the same bytes."""
    with pikepdf.open(io.BytesIO(file)) as pdf:
        Tree(pdf, drawn).build(_signature(document))
        _say_what_it_is(pdf, document, made_at)
        profile = pdf.make_stream(_srgb(), N=3)
        pdf.Root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=String(_COLOURS),
                    Info=String(_COLOURS),
                    DestOutputProfile=profile,
                )
            ]
        )
        return written(pdf)


def written(pdf: pikepdf.Pdf) -> bytes:
    """The file's bytes, numbered by what they hold: the same file gives the same bytes.

    No stream ends as a line does: a strict reader would take its last byte for the line end that
    must follow, and count one too few (ISO 19005-3, 6.1.7.1). Nor is one left to qpdf to make.
    """
    for held in pdf.objects:
        if isinstance(held, pikepdf.Stream) and held.get("/Type") != Name.Metadata:
            _pack(held)
    if "/ID" in pdf.trailer:
        del pdf.trailer.ID
    made = io.BytesIO()
    pdf.save(
        made,
        min_version="1.7",
        deterministic_id=True,
        fix_metadata_version=False,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return made.getvalue()


def _pack(stream: pikepdf.Stream) -> None:
    packed, filters = stream.read_raw_bytes(), [*stream.get("/Filter", Array()).wrap_in_array()]
    if not filters:
        packed, filters = zlib.compress(packed), [Name.FlateDecode]
    elif not packed.endswith(_LINE_ENDS):
        return
    if packed.endswith(_LINE_ENDS):
        packed, filters = base64.a85encode(packed) + b"~>", [Name.ASCII85Decode, *filters]
    stream.write(packed, filter=Array(filters))


def _signature(document: Document) -> str:
    """What the place for a signature is called; empty where nobody signs, as on a draft."""
    signs = next((b for b in reversed(document.blocks) if isinstance(b, SignOff)), None)
    if signs is None or document.draft:
        return ""
    name = one_line(signs.name)
    return f"{_SIGNATURE[document.language]}: {name}" if name else _SIGNATURE[document.language]


@cache
def _srgb() -> bytes:
    """The colours of the screen, as the International Color Consortium writes them down."""
    return (Path(__file__).parent / "fonts" / "sRGB.icc").read_bytes()


def _say_what_it_is(pdf: pikepdf.Pdf, document: Document, made_at: datetime) -> None:
    """Title, author, reference and time: in the properties, and the same in the metadata."""
    offset = made_at.strftime("%z")
    moment = String(
        made_at.strftime("D:%Y%m%d%H%M%S") + (f"{offset[:3]}'{offset[3:5]}'" if offset else "")
    )
    title, author, reference = (
        one_line(words).translate(_NO_CHARACTERS)
        for words in (document.title, document.author, document.reference)
    )
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(title),
            Author=String(author),
            Subject=String(reference),
            Creator=String(_PROGRAM),
            Producer=String(_PROGRAM),
            CreationDate=moment,
            ModDate=moment,
        )
    )
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    metadata = _METADATA.format(
        title=escape(title),
        author=escape(author),
        reference=escape(reference),
        language=LANGUAGES[document.language],
        program=_PROGRAM,
        moment=made_at.isoformat(timespec="seconds"),
    )
    pdf.Root.Metadata = pdf.make_stream(metadata.encode(), Type=Name.Metadata, Subtype=Name.XML)


_METADATA = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{reference}</rdf:li></rdf:Alt>\
</dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{program}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate>
<xmp:ModifyDate>{moment}</xmp:ModifyDate>
<xmp:MetadataDate>{moment}</xmp:MetadataDate>
<pdf:Producer>{program}</pdf:Producer>
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of PDF/UA that this file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
