"""A letter as it leaves: its pages, and inside them what they were made from. Not signed yet."""

import json
from datetime import datetime

from letters.document import Document
from letters.facts import LetterFacts
from letters.fhir import FHIR_FILE, bundle
from letters.inside import RECORD_FILE, inside_of, to_json, with_fingerprint
from letters.pdf import render
from letters.pdf_attach import Attachment, Tie, attach


def whole_letter(document: Document, made_at: datetime, facts: LetterFacts | None = None) -> bytes:
    """The letter as a PDF file. The same document, facts and time give the same bytes.

    `facts` travel inside as a whole: only where this reader may have all of them.
    """
    inside = inside_of(document, facts)
    content = to_json(inside)
    resource = bundle(inside, document.author, made_at)
    attachments = (
        Attachment(
            RECORD_FILE,
            "What this letter was made from" if facts else "The words of this letter",
            "application/json",
            Tie.SOURCE,
            content,
        ),
        Attachment(
            FHIR_FILE,
            "The same as a FHIR R4 document",
            "application/fhir+json",
            Tie.DATA,
            json.dumps(resource, ensure_ascii=False, separators=(",", ":")).encode(),
        ),
    )
    return attach(render(with_fingerprint(document, content), made_at), attachments, made_at)
