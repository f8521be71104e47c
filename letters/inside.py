"""What a letter carries inside for a program, so that nothing is retyped: our own JSON.

Every letter carries its words, heading by heading. Only the team's copy of a recommendation also
carries the record it was made from: the family's copy never holds more inside than on its pages.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal, assert_never

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Agreement,
    Answer,
    Judged,
    Narrative,
    Noted,
    Observed,
    Presence,
    Question,
    SafeguardingGround,
)
from forms.people import Born, Carer, Died, Ended, Expected, Infant
from forms.record import CountedFactor
from forms.refusal import Refusal
from forms.strict_json import read_json
from letters.document import Block, Document, Heading
from letters.facts import LetterFacts, Reader
from letters.plain import to_text
from letters.printable import clean

RECORD_FILE = "golden-thread-letter.json"
FINGERPRINT_LETTERS = 12
_ALPHABET = "ABCDEFGHJKMNPQRSTVWXYZ0123456789"
"""32 signs, five bits each; I, L, O and U are left out as too like others (Crockford's choice)."""

_Day = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
_Words = Annotated[str, BeforeValidator(clean)]
"""What somebody typed, without what cannot be written down as UTF-8."""


class Strict(BaseModel):
    """Read exactly as written: nothing unknown, nothing guessed."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Part(Strict):
    """A heading and what stands under it, as plain text."""

    heading: _Words
    text: _Words


class Baby(Strict):
    """The baby the letter is about; one of `born` and `due` is known."""

    name: _Words
    nhs_number: _Words
    born: _Day | None = None
    due: _Day | None = None
    ended: _Day | None = None
    died: _Day | None = None
    gestation_weeks: int | None = None


class Person(Strict):
    """One carer, as known on the day."""

    id: str
    name: _Words
    relationship: str
    contact_by: str
    safe_to_contact: str
    contact_detail: _Words
    language: _Words
    needs_interpreter: bool
    access_needs: _Words


class Said(Strict):
    """One question and its answer; `carer` where it was put about one of them.

    `how` is what was chosen, by name; `words` what was typed, by name; `of` carers it is about.
    """

    about: Literal["prompt", "factor", "topic"]
    code: str
    carer: str | None = None
    how: dict[str, str] = Field(default_factory=dict)
    words: dict[str, _Words] = Field(default_factory=dict)
    of: tuple[str, ...] = ()


class Counted(Strict):
    """A factor that counted, with its words as they were that day."""

    code: str
    text: _Words


class Outcome(Strict):
    """What the contact came to."""

    suggestion: str
    rule: dict[str, int]
    significant: tuple[Counted, ...]
    minor: tuple[Counted, ...]
    not_answered: tuple[Counted, ...]
    decision: str | None
    reason: _Words


class Record(Strict):
    """The contact a letter was made from."""

    contact: str
    day: _Day
    setting: str
    stage: str
    band: str
    prompt_pack: str
    factor_pack: str
    baby: Baby
    carers: tuple[Person, ...]
    address: _Words
    gp_practice: _Words
    said: tuple[Said, ...]
    outcome: Outcome


class LetterInside(Strict):
    """Version 1 of what travels inside a letter."""

    kind: Literal["golden-thread letter"] = "golden-thread letter"
    version: Literal[1] = 1
    title: _Words
    reference: str
    language: Literal["en", "cy"]
    parts: tuple[Part, ...]
    record: Record | None = None


def inside_of(document: Document, facts: LetterFacts | None = None) -> LetterInside:
    """What travels inside this letter; `facts` only where its reader may have the whole record."""
    return LetterInside(
        title=document.title,
        reference=document.reference,
        language="cy" if document.language.value == "cy" else "en",
        parts=tuple(_parts(document)),
        record=_record(facts) if facts is not None else None,
    )


def record_for(reader: Reader, facts: LetterFacts) -> LetterFacts | None:
    """The facts that may travel inside this reader's copy."""
    return facts if reader is Reader.TEAM else None


def to_json(inside: LetterInside) -> bytes:
    """The same letter is always the same bytes."""
    return inside.model_dump_json(exclude_none=True).encode()


def from_json(content: bytes) -> LetterInside | Refusal:
    """What travelled inside a letter, or why it cannot be read."""
    read = read_json(content)
    if isinstance(read, Refusal):
        return read
    try:
        return LetterInside.model_validate_json(content)
    except ValidationError:
        return Refusal("What is inside this letter was not written by this program.")


def fingerprint(content: bytes, letters: int = FINGERPRINT_LETTERS) -> str:
    """So many letters and digits of the SHA-256 of this, five bits each, in groups of four."""
    bits = int.from_bytes(hashlib.sha256(content).digest())
    signs = "".join(_ALPHABET[(bits >> (251 - 5 * at)) & 31] for at in range(letters))
    return " ".join(signs[at : at + 4] for at in range(0, letters, 4))


def with_fingerprint(document: Document, content: bytes) -> Document:
    """The letter with this fingerprint beside its reference, in the foot of every page."""
    return replace(document, reference=f"{document.reference} · {fingerprint(content)}")


def _parts(document: Document) -> Iterator[Part]:
    heading, blocks = "", list[Block]()
    for block in document.blocks:
        if isinstance(block, Heading):
            yield from _part(document, heading, blocks)
            heading, blocks = block.text, []
        else:
            blocks.append(block)
    yield from _part(document, heading, blocks)


def _part(document: Document, heading: str, blocks: list[Block]) -> Iterator[Part]:
    alone = replace(document, blocks=tuple(blocks), reference="", draft="")
    text = to_text(alone).strip()
    if heading or text:
        yield Part(heading=heading, text=text)


def _record(facts: LetterFacts) -> Record:
    record, outcome = facts.record, facts.outcome
    decision = outcome.judged.decision
    return Record(
        contact=record.id,
        day=record.day.isoformat(),
        setting=record.setting.value,
        stage=record.stage.value,
        band=record.band,
        prompt_pack=record.prompt_pack,
        factor_pack=record.factor_pack,
        baby=_baby(facts.infant),
        carers=tuple(_person(carer) for carer in facts.family.carers),
        address=facts.family.address,
        gp_practice=facts.family.gp_practice,
        said=tuple(_said(question, answer) for question, answer in record.answers.items()),
        outcome=Outcome(
            suggestion=outcome.suggestion.value,
            rule={"significant": outcome.rule.significant, "minor": outcome.rule.minor},
            significant=_counted(outcome.significant),
            minor=_counted(outcome.minor),
            not_answered=_counted(outcome.unanswered),
            decision=decision.value if decision else None,
            reason=outcome.judged.reason,
        ),
    )


def _counted(factors: tuple[CountedFactor, ...]) -> tuple[Counted, ...]:
    return tuple(Counted(code=factor.code, text=factor.text) for factor in factors)


def _baby(infant: Infant) -> Baby:
    name, number = infant.name, infant.nhs_number
    match infant.arrival:
        case Expected(due=due):
            return Baby(name=name, nhs_number=number, due=due.isoformat())
        case Born(on=born, gestation_weeks=weeks):
            return Baby(name=name, nhs_number=number, born=born.isoformat(), gestation_weeks=weeks)
        case Ended(on=day, due=due):
            return Baby(name=name, nhs_number=number, due=due.isoformat(), ended=day.isoformat())
        case Died(on=day, born=born, gestation_weeks=weeks):
            return Baby(
                name=name,
                nhs_number=number,
                born=born.isoformat(),
                died=day.isoformat(),
                gestation_weeks=weeks,
            )
        case _:
            assert_never(infant.arrival)


def _person(carer: Carer) -> Person:
    return Person(
        id=carer.id,
        name=carer.name,
        relationship=carer.relationship.value,
        contact_by=carer.contact_by.value,
        safe_to_contact=carer.safe_to_contact.value,
        contact_detail=carer.contact_detail,
        language=carer.language,
        needs_interpreter=carer.needs_interpreter,
        access_needs=carer.access_needs,
    )


def _said(question: Question, answer: Answer) -> Said:
    about, code, carer = _about(question)
    how, words = _answered(answer)
    of = tuple(answer.carers) if isinstance(answer, Noted) else ()
    return Said(about=about, code=code, carer=carer, how=how, words=words, of=of)


def _about(question: Question) -> tuple[Literal["prompt", "factor", "topic"], str, str | None]:
    match question:
        case AboutPrompt(prompt=prompt, carer=carer):
            return "prompt", prompt, carer
        case AboutFactor(factor=factor):
            return "factor", factor, None
        case AboutTopic(topic=topic, carer=carer):
            return "topic", topic.value, carer
        case _:
            assert_never(question)


def _answered(answer: Answer) -> tuple[dict[str, str], dict[str, str]]:
    """What was chosen, and what was typed."""
    match answer:
        case Observed(rating=rating, seen=seen, own_words=own):
            return {"rating": rating.value}, {"seen": seen, "own_words": own}
        case Noted(state=state, since=since, note=note):
            return {"state": state.value}, {"since": since, "note": note}
        case Narrative(text=text):
            return {}, {"text": text}
        case Presence(seen=present):
            return {"seen": present.value}, {}
        case Judged(decision=decision, reason=reason):
            return ({"decision": decision.value} if decision else {}), {"reason": reason}
        case Agreement(to_recommend=recommend, to_share=share, to_contact=contact):
            return {
                "to_recommend": recommend.value,
                "to_share": share.value,
                "to_contact": contact.value,
            }, {}
        case SafeguardingGround(reason=reason, authorised_by=by):
            return {}, {"reason": reason, "authorised_by": by}
        case _:
            assert_never(answer)
