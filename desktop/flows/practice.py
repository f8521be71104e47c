"""A practice vault: invented families, and one of them walked from visit to letter.

Everything goes through the same use cases as in the window.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desktop.flows.caseload import CaseloadFlow
from desktop.flows.contact import ContactFlow, OpenContact
from desktop.flows.errors import FlowError
from desktop.flows.letter import Issued, LetterFlow, Retyped
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.practice_families import (
    PracticeContact,
    PracticeFamily,
    practice_families,
)
from desktop.flows.unlock import opened
from forms.answers import (
    AboutFactor,
    AboutTopic,
    Agreement,
    Answer,
    Consent,
    Decision,
    FactorState,
    Judged,
    Narrative,
    Noted,
    Observed,
    Presence,
    Question,
    Rating,
    Seen,
    Topic,
)
from forms.dates import day_words
from forms.ids import ContactId
from forms.letter_kinds import Copy, Holder, LetterKind, LetterOrder, Slot
from forms.pack import Factor, Language, Packs
from forms.people import Family, Practitioner, arrival_day, family_name
from forms.record import ContactRecord, Setting
from forms.right_family import initials
from forms.steps import steps, weigh_record
from storage.vault import Vault

PASSPHRASE = "practice kettle orchard window"  # noqa: S105 - opens invented families only
PRACTITIONER = Practitioner(
    "Practice H. Visitor", "Health visitor", "Practice Cwm Team", "01632 960 001"
)


_SEEN = (
    ("Smiled when the baby came up, hand on the bump.", "It feels real at night."),
    ("Asked good questions, and listened.", ""),
    ("Named two people who would come at once.", "My sister rings every day."),
    ("Wants to be there from the first hour.", "I read to the bump."),
)


_TEAMS = Copy(Holder.TEAM)
_SAID = {
    Slot.HOPED: "To think with us about how they can enjoy each other more.",
    Slot.NEXT: "We meet again in two weeks, at home.",
    Slot.NEEDED: "How the nights are.",
    Slot.REASON: "The team works with families in its own area alone.",
    Slot.REASON_FAMILY: "You live outside the area that the team can travel to.",
    Slot.ALTERNATIVE: "The baby group at the family hub, and visits from your health visitor.",
    Slot.MEANWHILE: "We hope to begin before the summer.",
    Slot.OUTCOME: "They have met us twice and would like to go on.",
}


class FolderNotEmpty(FlowError):
    """The practice vault needs a folder of its own."""


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice vault, open."""

    open_vault: OpenVault
    families: tuple[tuple[PracticeFamily, Family], ...]
    caseload: CaseloadFlow
    contacts: ContactFlow
    letters: LetterFlow


def practice_vault(folder: Path, clock: Clock) -> Practice:
    """Make the vault in this folder, with its families and their earlier contacts."""
    open_vault = opened(Vault.create(folder, PRACTITIONER, PASSPHRASE))
    contacts = ContactFlow(open_vault, clock)
    caseload = CaseloadFlow(open_vault, clock)
    letters = LetterFlow(open_vault, contacts, clock)
    made = tuple((p, caseload.keep(p.family)) for p in practice_families(clock().date()))
    practice = Practice(open_vault, made, caseload, contacts, letters)
    for invented, family in made[1:]:
        if invented.contact is not None:
            held = hold(practice, family, invented.contact)
            contacts.finish(held.record.id)
    return practice


def hold(practice: Practice, family: Family, told: PracticeContact) -> OpenContact:
    """Hold a contact with this family: start it, answer every page, and save as the window does."""
    contacts = practice.contacts
    contact = contacts.start(family, family.infants[0].id, Setting.HOME)
    record, revision = contact.record, contact.revision
    for changes in (
        _presence(family),
        {},
        _topics(told),
        _factors(practice.open_vault.packs, record, told),
        _decided(family, told),
    ):
        page = changes or _observed(practice.open_vault.packs, record, family, told)
        for question, answer in page.items():
            record = record.with_answer(question, answer)
        revision = contacts.save(
            record.id, page, based_on=revision, settled=True, place="judgement"
        )
    return contacts.open(record.id)


def _presence(family: Family) -> Mapping[Question, Answer]:
    first = family.carers[0]
    return {
        AboutTopic(Topic.PRESENT, c.id): Presence(Seen.ALONE if c == first else Seen.HERE)
        for c in family.carers
    }


def _observed(
    packs: Packs, record: ContactRecord, family: Family, told: PracticeContact
) -> Mapping[Question, Answer]:
    askings = [a for step in steps(packs, record, family.carers) for a in step.askings]
    return {
        asking.question: Observed(
            told.rating if at % 3 else Rating.GOING_WELL,
            seen,
            own_words if asking.carer is not None else "",
        )
        for at, (asking, (seen, own_words)) in enumerate(zip(askings, _SEEN, strict=False))
    }


def _topics(told: PracticeContact) -> Mapping[Question, Answer]:
    said = {
        Topic.VOICE: told.voice,
        Topic.CONCERN: told.concern,
        Topic.STRENGTHS: told.strengths,
        Topic.TRIED: "Weekly visits, a baby group, and time to talk about sleep.",
        Topic.ALONGSIDE: "Their health visitor at the first meeting.",
        Topic.NEEDS: "Mornings are best.",
    }
    return {AboutTopic(topic): Narrative(words) for topic, words in said.items()}


def _factors(
    packs: Packs, record: ContactRecord, told: PracticeContact
) -> Mapping[Question, Answer]:
    def state(factor: Factor) -> FactorState | None:
        if factor.code in told.present:
            return FactorState.PRESENT
        if factor.code in told.declined:
            return FactorState.DECLINED
        if told.everything_asked or factor.code in told.not_present:
            return FactorState.NOT_PRESENT
        return None

    stated = ((f, state(f)) for f in packs.factors.at(record.stage))
    return {
        AboutFactor(f.code): Noted(said, (), "this spring" if said is FactorState.PRESENT else "")
        for f, said in stated
        if said is not None
    }


def _decided(family: Family, told: PracticeContact) -> Mapping[Question, Answer]:
    answers: dict[Question, Answer] = {
        AboutTopic(Topic.JUDGEMENT): Judged(told.decision, told.reason)
    }
    if told.decision is Decision.RECOMMEND:
        agreed = Agreement(Consent.AGREED, Consent.AGREED, Consent.AGREED)
        answers |= {AboutTopic(Topic.AGREEMENT, c.id): agreed for c in family.carers}
    return answers


def tell_story(folder: Path, clock: Clock) -> dict[str, object]:
    """Leave a practice vault, a letter with its text, and `story.json` in this folder."""
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmpty(f"{folder} is not empty. Name a new folder for the practice story.")
    folder.mkdir(parents=True, exist_ok=True)
    practice = practice_vault(folder / "vault", clock)
    (folder / "passphrase.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
    invented, family = practice.families[0]
    if invented.contact is None:
        raise LookupError("the first practice family has the story")
    held = hold(practice, family, invented.contact)
    order = LetterOrder(LetterKind.RECOMMENDATION, (_TEAMS,))
    infant = held.family.infant(held.record.infant)
    retyped = Retyped(initials(held.family, infant), day_words(arrival_day(infant.arrival)))
    match practice.letters.issue(held.record.id, order, retyped, folder):
        case Issued(files=(letter,)):
            pass
        case other:
            raise LookupError(f"the practice story makes one letter, not {other}")
    text = practice.letters.preview(held.record.id, order, _TEAMS).text
    letter_text = Path(letter).with_suffix(".txt").name
    (folder / letter_text).write_text(text, encoding="utf-8")
    write_every_copy(practice.letters, held.record.id, Language.ENGLISH, folder / "letters")
    story = _told(practice, held, letter, letter_text)
    practice.open_vault.vault.close()
    (folder / "story.json").write_text(
        json.dumps(story, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    return story


def tell_letters(folder: Path, clock: Clock) -> int:
    """Write every letter of every practice family in each language; returns how many copies."""
    if folder.exists() and any(folder.iterdir()):
        raise FolderNotEmpty(f"{folder} is not empty. Name a new folder for the letters.")
    folder.mkdir(parents=True, exist_ok=True)
    practice = practice_vault(folder / "vault", clock)
    like = next(invented.contact for invented, _ in practice.families if invented.contact)
    count = 0
    for number, (invented, family) in enumerate(practice.families, start=1):
        held = hold(practice, family, invented.contact or like)
        for language in Language:
            into = folder / f"family-{number}" / language.value
            count += write_every_copy(practice.letters, held.record.id, language, into)
    practice.open_vault.vault.close()
    return count


def write_every_copy(
    letters: LetterFlow, contact: ContactId, language: Language, folder: Path
) -> int:
    """Each letter of the set as PDF, text and HTML; returns how many copies. Nothing is issued."""
    folder.mkdir(parents=True)
    count = 0
    for kind in LetterKind:
        order = replace(letters.begin(contact, kind), language=language, written=_SAID)
        order = replace(order, copies=letters.copies(contact, kind))
        for copy in order.copies:
            made = letters.preview(contact, order, copy)
            name = f"{kind.value}-{copy.holder.value}"
            (folder / f"{name}.pdf").write_bytes(made.pdf)
            (folder / f"{name}.txt").write_text(made.text, encoding="utf-8")
            (folder / f"{name}.html").write_text(made.html, encoding="utf-8")
            count += 1
    return count


def _told(
    practice: Practice, held: OpenContact, letter: str, letter_text: str
) -> dict[str, object]:
    packs = practice.open_vault.packs
    weighing = weigh_record(packs.factors, held.record)
    counted = (*weighing.significant, *weighing.minor)
    return {
        "families": [
            {"name": family_name(family), "kind": invented.kind}
            for invented, family in practice.families
        ],
        "contact": {
            "id": held.record.id,
            "family": family_name(held.family),
            "day": held.record.day.isoformat(),
            "stage": held.record.stage.value,
            "prompt_pack": held.record.prompt_pack,
            "factor_pack": held.record.factor_pack,
        },
        "answers": {
            "recorded": len(held.record.answers),
            "factors": {c: s.value for c, s in sorted(held.record.factor_states.items())},
        },
        "suggestion": {
            "result": weighing.suggestion.value,
            "reasons": [
                {"id": f.code, "text": f.text.en, "weight": f.weight.value} for f in counted
            ],
            "unanswered": sorted(f.code for f in weighing.unanswered),
            "decision": held.record.judged.decision.value if held.record.judged.decision else None,
        },
        "vault": "vault",
        "passphrase": "passphrase.txt",
        "letter": letter,
        "letter_text": letter_text,
    }
