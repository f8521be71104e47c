"""A summary in clear FHIR R4, for an organisation that chooses so for its own server.

Only what is coded travels: the texts that were ticked for the sealed summary stay out. A person
is a pseudonym here as there.
"""

import hashlib
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from sync.envelope import EnvelopeId
from sync.summary import Summary

CODES = "urn:golden-thread:"
"""Before the name of a code system of ours; each code is what the summary says."""
QUESTIONNAIRE = "urn:golden-thread:questionnaire:summary|1"


class _Fhir(BaseModel):
    model_config = ConfigDict(
        strict=True, extra="forbid", frozen=True, alias_generator=to_camel, populate_by_name=True
    )


class Coding(_Fhir):
    system: str
    code: str


class Concept(_Fhir):
    coding: tuple[Coding, ...]


class Identifier(_Fhir):
    system: str
    value: str


class Reference(_Fhir):
    """To a resource of the same hand-over, or to somebody by what the team calls them."""

    type: str | None = None
    reference: str | None = None
    identifier: Identifier | None = None


class Answer(_Fhir):
    value_coding: Coding | None = None
    value_integer: int | None = None
    value_boolean: bool | None = None
    value_string: str | None = None


class Item(_Fhir):
    link_id: str
    answer: tuple[Answer, ...]


class QuestionnaireResponse(_Fhir):
    """What was noticed, level by level and factor by factor."""

    resource_type: Literal["QuestionnaireResponse"] = "QuestionnaireResponse"
    id: str
    identifier: Identifier
    questionnaire: str = QUESTIONNAIRE
    status: Literal["completed", "amended"]
    subject: Reference
    item: tuple[Item, ...]


class ServiceRequest(_Fhir):
    """The recommendation of the family to the parent-infant team; the team decides."""

    resource_type: Literal["ServiceRequest"] = "ServiceRequest"
    id: str
    identifier: tuple[Identifier, ...]
    status: Literal["active"] = "active"
    intent: Literal["proposal"] = "proposal"
    code: Concept
    subject: Reference
    reason_code: tuple[Concept, ...] | None
    supporting_info: tuple[Reference, ...]


def in_clear(
    summary: Summary, envelope: EnvelopeId
) -> tuple[QuestionnaireResponse] | tuple[QuestionnaireResponse, ServiceRequest]:
    """The summary of this envelope, and the request where the family was recommended.

    Each id is made from the envelope's, so that the same summary again is the same resource.
    """
    response = QuestionnaireResponse(
        id=_id("response", envelope),
        identifier=Identifier(system=f"{CODES}envelope", value=envelope),
        status="completed" if summary.replaces is None else "amended",
        subject=_somebody(summary.baby),
        item=tuple(_items(summary)),
    )
    if summary.destination is None:
        return (response,)
    request = ServiceRequest(
        id=_id("request", envelope),
        identifier=(Identifier(system=f"{CODES}envelope", value=envelope),),
        code=_concept("destination", summary.destination),
        subject=_somebody(summary.baby),
        reason_code=tuple(_concept("factor", code) for code in summary.factors) or None,
        supporting_info=(Reference(reference=f"QuestionnaireResponse/{response.id}"),),
    )
    return response, request


def as_resource(resource: QuestionnaireResponse | ServiceRequest) -> dict[str, object]:
    """As FHIR writes it in JSON."""
    written: dict[str, object] = resource.model_dump(mode="json", by_alias=True, exclude_none=True)
    return written


def _items(summary: Summary) -> Iterator[Item]:
    yield _said("family", Answer(value_string=summary.family))
    yield _said("week", Answer(value_string=summary.week))
    yield _said("age-in-weeks", Answer(value_integer=summary.age_in_weeks))
    yield _said("contact-type", _coded("contact-type", summary.contact_type))
    yield _said("setting", _coded("setting", summary.setting))
    for domain, level in summary.levels:
        yield _said(f"level-{domain}", _coded("level", level.value))
    if summary.factors:
        yield _said("factors", *(_coded("factor", code) for code in summary.factors))
    yield _said("factors-not-asked", Answer(value_integer=summary.factors_not_asked))
    yield _said("suggestion", _coded("suggestion", summary.suggestion))
    if summary.judgement is not None:
        yield _said("judgement", _coded("judgement", summary.judgement))
    if summary.actions:
        yield _said("actions", *(_coded("action", action) for action in summary.actions))
    yield _said("referral", Answer(value_boolean=summary.referral))
    yield _said("consent", _coded("consent", summary.consent))
    yield _said("author-role", _coded("role", summary.author_role))
    yield _said("prompt-pack", Answer(value_string=summary.prompt_pack))
    yield _said("factor-pack", Answer(value_string=summary.factor_pack))
    if summary.replaces is not None:
        yield _said("replaces", Answer(value_string=summary.replaces))


def _said(link_id: str, *answers: Answer) -> Item:
    return Item(link_id=link_id, answer=answers)


def _coded(system: str, code: str) -> Answer:
    return Answer(value_coding=Coding(system=CODES + system, code=code))


def _concept(system: str, code: str) -> Concept:
    return Concept(coding=(Coding(system=CODES + system, code=code),))


def _somebody(pseudonym: str) -> Reference:
    return Reference(
        type="Patient", identifier=Identifier(system=f"{CODES}pseudonym", value=pseudonym)
    )


def _id(kind: str, envelope: EnvelopeId) -> str:
    return hashlib.sha256(f"{kind} {envelope}".encode()).hexdigest()
