"""What the contact screen shows, derived from what is in hand and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from desktop.flows.contact import LastTime, OpenContact
from desktop.screens.contact.pages import (
    AskPage,
    FactorsPage,
    JudgementPage,
    LetterPage,
    Placed,
    all_pages,
    question_of,
    what_was_noted,
)
from desktop.text import (
    NOUN,
    RATING,
    READ_ONLY,
    STEP,
    STEP_PAST,
    counted,
    headline,
    rule_words,
    so_far,
    what_would_change,
)
from desktop.widgets.thread import Mark, ThreadLine
from forms.ages import age_words
from forms.answers import AboutTopic, Decision, Narrative, Observed, Topic
from forms.consent import carers_here
from forms.dates import short_day
from forms.factors import Suggestion, Weighing
from forms.judgement import overrides
from forms.pack import Factor
from forms.people import Born, Died, Ended, Expected, Family, Infant, ended_words, infant_name
from forms.record import ContactRecord
from forms.steps import (
    StepKind,
    factor_is_masked,
    is_answered,
    is_masked,
    strengths,
    urgent_questions,
    weigh_record,
)


@dataclass(frozen=True, slots=True)
class Who:
    """The family this is about, always in the same place."""

    name: str
    meta: str
    chips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SoFar:
    """What the checklist says so far, with its reasons; private factors are not named."""

    suggests: bool
    headline: str
    sentence: str
    reasons: tuple[str, ...]
    detail: str
    rule: str


@dataclass(frozen=True, slots=True)
class Saving:
    """Whether what was typed is in the vault; `trouble` says what went wrong."""

    saved: bool
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class ContactState:
    """Everything the contact screen shows."""

    contact: OpenContact
    record: ContactRecord
    weighing: Weighing
    who: Who
    pages: tuple[Placed, ...]
    at: int
    lines: tuple[ThreadLine, ...]
    masked: bool
    so_far: SoFar
    strengths: tuple[str, ...]
    last_time: str
    urgent_count: int
    banner: str
    saving: Saving
    private_shown: bool
    company: str

    @property
    def here(self) -> Placed:
        return self.pages[self.at]

    @property
    def read_only(self) -> bool:
        return not self.contact.may_be_written

    @property
    def is_past(self) -> bool:
        """Whether the record was closed since: all that is shown was noted then."""
        return self.contact.is_closed

    @property
    def position(self) -> str:
        """Where this page is within its step: "2 of 4", or nothing for a single page."""
        same = [i for i, placed in enumerate(self.pages) if placed.step == self.here.step]
        return f"{same.index(self.at) + 1} of {len(same)}" if len(same) > 1 else ""


def derive(  # noqa: PLR0913 - one snapshot of what is in hand, named at the call
    contact: OpenContact,
    record: ContactRecord,
    *,
    at: int,
    saving: Saving,
    private_shown: bool,
    today: date,
) -> ContactState:
    """The state of the screen. `private_shown`: the carer is alone with the practitioner now."""
    family = contact.family
    pages = pages_of(contact, record)
    at = min(at, len(pages) - 1)
    page = pages[at].page
    masked = isinstance(page, AskPage) and prompt_hidden(page, record, private_shown=private_shown)
    weighing = weigh_record(contact.packs.factors, record)
    infant = family.infant(record.infant)
    return ContactState(
        contact=contact,
        record=record,
        weighing=weighing,
        who=who(family, infant, today),
        pages=pages,
        at=at,
        lines=_lines(pages, at, record, is_past=contact.is_closed),
        masked=masked,
        so_far=_so_far(
            contact,
            record,
            weighing,
            private_shown=private_shown and isinstance(page, FactorsPage | JudgementPage),
        ),
        strengths=tuple(s.text for s in strengths(record)),
        last_time="" if masked or contact.is_closed else _last_time(contact.last_time, pages[at]),
        urgent_count=len(urgent_questions(contact.packs, record)),
        banner=" ".join(dict.fromkeys(contact.packs.not_approved)),
        saving=saving,
        private_shown=private_shown,
        company=_alone_with(family, record),
    )


def pages_of(contact: OpenContact, record: ContactRecord) -> tuple[Placed, ...]:
    """Every page of this contact; of a closed record those on which something was noted."""
    pages = all_pages(contact.packs, record, contact.family.carers)
    return what_was_noted(pages, record) if contact.is_closed else pages


def why_only_read(contact: OpenContact) -> str:
    """Why nothing can be written here, and what can be done; empty where a contact is open."""
    over = contact.handed_over
    unfinished = ", before this contact was finished" if contact.outcome is None else ""
    if over is not None:
        day = short_day(over.sealed_at.astimezone().date())
        told = f"Handed over to {over.to.name} on {day}{unfinished}: to be read here, not changed."
        if over.received_at is not None:
            return f"{told} {over.to.name} can go on with it in their own copy."
        return f"{told} If the package was never opened, withdraw the hand-over first."
    if contact.is_closed:
        day = short_day(contact.record.day)
        return (
            f"What was noted on {day}. This record was closed later, so it is here to be read and"
            " asks for nothing more. A note can be added on the family's page."
        )
    return "" if contact.outcome is None else READ_ONLY


def prompt_hidden(page: AskPage, record: ContactRecord, *, private_shown: bool) -> bool:
    """Whether the prompt on this page must not be named on screen now."""
    if not page.asking.prompt.alone_only:
        return False
    return not private_shown or is_masked(page.asking, record)


def factor_hidden(factor: Factor, state: ContactState) -> bool:
    """Whether this factor must not be named on screen now."""
    carers = state.contact.family.carers
    return factor.alone_only and (
        not state.private_shown or factor_is_masked(factor, state.record, carers)
    )


def who(family: Family, infant: Infant, today: date) -> Who:
    """The header of a family's screens."""
    match infant.arrival:
        case Expected(due=due):
            meta = f"due {short_day(due)} · {age_words(infant, today)}"
        case Born(on=born):
            meta = f"born {short_day(born)} · {age_words(infant, today)}"
        case Ended() as ended:
            meta = ended_words(ended) if infant.name.strip() else ""
        case Died(on=on, born=born):
            meta = f"born {short_day(born)} · died {short_day(on)}"
        case _:
            assert_never(infant.arrival)
    chips = tuple(f"{carer.name} · {carer.relationship.value}" for carer in family.carers)
    return Who(infant_name(infant, family.carers), meta, chips)


def _lines(
    pages: Sequence[Placed], at: int, record: ContactRecord, *, is_past: bool
) -> tuple[ThreadLine, ...]:
    lines = []
    for number in range(pages[-1].step + 1):
        own = [i for i, placed in enumerate(pages) if placed.step == number]
        if not own:
            continue
        first = pages[own[0]]
        here = at in own
        detail = f"{own.index(at) + 1} of {len(own)}" if here and len(own) > 1 else ""
        mark = Mark.HERE if here else Mark.DONE if _is_done(pages, own, record) else Mark.AHEAD
        names = STEP | STEP_PAST if is_past else STEP
        text = first.carer.name if first.carer else names[first.kind]
        lines.append(ThreadLine(text, detail, mark, own[0]))
    return tuple(lines)


def _is_done(pages: Sequence[Placed], own: Sequence[int], record: ContactRecord) -> bool:
    kind = pages[own[0]].kind
    match kind:
        case StepKind.BEFORE:
            return any(
                q.topic is Topic.PRESENT for q in record.answers if isinstance(q, AboutTopic)
            )
        case StepKind.FACTORS:
            return bool(record.factor_states)
        case StepKind.JUDGEMENT:
            return record.judged.decision is not None
        case StepKind.AGREEMENT:
            topics = (Topic.AGREEMENT, Topic.GROUND)
            return any(q.topic in topics for q in record.answers if isinstance(q, AboutTopic))
        case StepKind.LETTER:
            return False
        case StepKind.CARER | StepKind.INFANT | StepKind.BETWEEN | StepKind.VOICE:
            questions = [question_of(pages[i].page) for i in own]
            return any(q is not None and is_answered(record, q) for q in questions)


def _so_far(
    contact: OpenContact, record: ContactRecord, weighing: Weighing, *, private_shown: bool
) -> SoFar:
    wording = contact.preferences.wording
    carers = contact.family.carers
    present = weighing.significant + weighing.minor
    private = {
        f.code
        for f in present
        if f.alone_only and (not private_shown or factor_is_masked(f, record, carers))
    }
    language = contact.preferences.language
    reasons = [brief(f.text.in_(language)) for f in present if f.code not in private]
    if private:
        reasons.append(f"{counted(len(private), 'factor')} kept private")
    return SoFar(
        suggests=weighing.suggestion is Suggestion.SUGGESTS,
        headline=headline(weighing, wording),
        sentence=so_far(weighing),
        reasons=tuple(reasons),
        detail=what_would_change(weighing, wording),
        rule=rule_words(weighing, record.factor_pack),
    )


def brief(text: str) -> str:
    """The head of a factor's sentence, for a narrow place; the whole stands on its own page."""
    return text.split(":", maxsplit=1)[0].split(" (", maxsplit=1)[0].strip()


def _last_time(last: LastTime | None, here: Placed) -> str:
    question = question_of(here.page)
    if question is None or isinstance(here.page, FactorsPage | LetterPage):
        return ""
    if last is None:
        return "This is the first contact recorded here."
    day = short_day(last.day)
    match last.answers.get(question):
        case Observed(rating=rating, seen=seen, own_words=own):
            words = " ".join(part for part in (seen, f"“{own}”" if own else "") if part)
            return f"{day}: {RATING[rating]}. {words}".strip()
        case Narrative(text=text) if text.strip():
            return f"{day}: {text}"
        case _:
            return f"{day}: not asked."


def _alone_with(family: Family, record: ContactRecord) -> str:
    """The names of the carers who could be asked in private."""
    return " or ".join(c.name for c in carers_here(record, family.carers))


def judgement_words(state: ContactState) -> str:
    """How the decision stands to the suggestion, in one sentence."""
    judged = state.record.judged
    noun = NOUN[state.contact.preferences.wording]
    if judged.decision is None:
        return "Nothing is decided yet."
    decided = {
        Decision.RECOMMEND: f"You are making a {noun}",
        Decision.NOT_NOW: f"You are not making a {noun} now",
    }[judged.decision]
    if overrides(judged, state.weighing.suggestion):
        return f"{decided}. The checklist does not lead there by itself, so say why."
    return f"{decided}, in line with the checklist."
