"""What is inside a letter as a FHIR R4 document: a Bundle that begins with a Composition.

The Composition holds the letter's words under their headings. Where the whole record travels, the
baby and the answers follow it as resources of their own.
"""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from html import escape
from uuid import UUID

from letters.inside import LetterInside, Record, Said, to_json

Resource = dict[str, object]
"""One resource as FHIR writes it in JSON."""

FHIR_FILE = "golden-thread-letter.fhir.json"
CODES = "urn:golden-thread:"
_LETTER = {
    "coding": [{"system": "http://loinc.org", "code": "57133-1", "display": "Referral note"}]
}
_NHS_NUMBER = "https://fhir.nhs.uk/Id/nhs-number"


def bundle(inside: LetterInside, author: str, made_at: datetime) -> Resource:
    """The document, dated as the letter. The same letter gives the same document."""
    key = hashlib.sha256(to_json(inside)).digest()
    record = inside.record
    moment = made_at.isoformat(timespec="seconds")
    composition: Resource = {
        "resourceType": "Composition",
        "status": "final",
        "type": _LETTER,
        "date": moment,
        "author": [{"display": author}],
        "title": inside.title,
        "language": "cy" if inside.language == "cy" else "en-GB",
        "section": [_section(part.heading or inside.title, part.text) for part in inside.parts],
    }
    entries = [(_urn(key, "composition"), composition)]
    if record is not None:
        patient = _urn(key, "patient")
        answers = _urn(key, "answers")
        composition["subject"] = {"reference": patient}
        composition["section"] = [*_list(composition["section"]), _answers_section(answers)]
        entries += [(patient, _patient(record)), (answers, _answers(record, patient, moment))]
    return {
        "resourceType": "Bundle",
        "type": "document",
        "identifier": {"system": f"{CODES}letter", "value": inside.reference},
        "timestamp": moment,
        "entry": [{"fullUrl": url, "resource": resource} for url, resource in entries],
    }


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def _urn(key: bytes, what: str) -> str:
    return f"urn:uuid:{UUID(bytes=hashlib.sha256(key + what.encode()).digest()[:16], version=4)}"


def _section(title: str, text: str) -> Resource:
    said = "".join(f"<p>{escape(line)}</p>" for line in text.split("\n\n") if line.strip())
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{said or "<p>-</p>"}</div>'
    return {"title": title, "text": {"status": "generated", "div": div}}


def _answers_section(answers: str) -> Resource:
    return {**_section("The record", "Every answer."), "entry": [{"reference": answers}]}


def _patient(record: Record) -> Resource:
    baby = record.baby
    patient: Resource = {"resourceType": "Patient"}
    if baby.nhs_number:
        patient["identifier"] = [{"system": _NHS_NUMBER, "value": baby.nhs_number}]
    if baby.name.strip():
        patient["name"] = [{"text": baby.name.strip()}]
    if baby.born is not None:
        patient["birthDate"] = baby.born
    if baby.died is not None:
        patient["deceasedDateTime"] = baby.died
    return patient


def _answers(record: Record, patient: str, moment: str) -> Resource:
    return {
        "resourceType": "QuestionnaireResponse",
        "questionnaire": f"{CODES}questionnaire:{record.prompt_pack.replace(' ', '|')}",
        "status": "completed",
        "subject": {"reference": patient},
        "authored": moment,
        "item": [_item(said) for said in record.said] or [{"linkId": "none"}],
    }


def _item(said: Said) -> Resource:
    answers = list(_answered(said))
    link = "/".join(part for part in (said.about, said.code, said.carer or "") if part)
    return {"linkId": link, **({"answer": answers} if answers else {})}


def _answered(said: Said) -> Iterator[Resource]:
    for name, code in said.how.items():
        yield {"valueCoding": {"system": f"{CODES}{name}", "code": code}}
    for words in said.words.values():
        if words.strip():
            yield {"valueString": words}
