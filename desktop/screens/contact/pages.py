"""The pages of a contact, in order: one question to a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from forms.answers import AboutPrompt, AboutTopic, Question, Topic
from forms.pack import FactorGroup, Packs
from forms.people import Carer
from forms.record import ContactRecord
from forms.steps import VOICE_TOPICS, Asking, StepKind, is_answered, steps


@dataclass(frozen=True, slots=True)
class BeforePage:
    """Where it is, and who is here."""


@dataclass(frozen=True, slots=True)
class AskPage:
    """One prompt about one carer, the baby, or the two together."""

    asking: Asking


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One thing every contact asks."""

    topic: Topic


@dataclass(frozen=True, slots=True)
class FactorsPage:
    """One heading of the checklist."""

    group: FactorGroup


@dataclass(frozen=True, slots=True)
class JudgementPage:
    """What the practitioner decides."""


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """What the family agrees to."""


@dataclass(frozen=True, slots=True)
class LetterPage:
    """The letter, page by page, and its way out."""


Page: TypeAlias = (
    BeforePage | AskPage | TopicPage | FactorsPage | JudgementPage | AgreementPage | LetterPage
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A page with the step of the thread it belongs to (`step` counts the steps)."""

    page: Page
    kind: StepKind
    carer: Carer | None
    step: int


def all_pages(packs: Packs, record: ContactRecord, carers: Sequence[Carer]) -> tuple[Placed, ...]:
    """Every page of this contact, for the carers who are here."""
    placed: list[Placed] = []
    for number, step in enumerate(steps(packs, record, carers)):
        if step.askings:
            pages: tuple[Page, ...] = tuple(AskPage(asking) for asking in step.askings)
        else:
            pages = _own_pages(step.kind, packs)
        placed += [Placed(page, step.kind, step.carer, number) for page in pages]
    return tuple(placed)


def _own_pages(kind: StepKind, packs: Packs) -> tuple[Page, ...]:
    match kind:
        case StepKind.BEFORE:
            return (BeforePage(),)
        case StepKind.VOICE:
            return tuple(TopicPage(about.topic) for about in VOICE_TOPICS)
        case StepKind.FACTORS:
            return tuple(FactorsPage(group) for group in packs.factors.groups)
        case StepKind.JUDGEMENT:
            return (JudgementPage(),)
        case StepKind.AGREEMENT:
            return (AgreementPage(),)
        case StepKind.LETTER:
            return (LetterPage(),)
        case StepKind.CARER | StepKind.INFANT | StepKind.BETWEEN:
            return ()


def what_was_noted(pages: Sequence[Placed], record: ContactRecord) -> tuple[Placed, ...]:
    """The pages that hold something, to be read once a record is closed; no letter can follow."""
    return tuple(placed for placed in pages if _holds(placed.page, record))


def _holds(page: Page, record: ContactRecord) -> bool:
    match page:
        case BeforePage():
            return True
        case AskPage(asking=asking):
            return is_answered(record, asking.question)
        case TopicPage(topic=topic):
            return bool(record.narrative(topic).strip())
        case FactorsPage():
            return bool(record.factor_states)
        case JudgementPage():
            return record.judged.decision is not None
        case AgreementPage():
            agreed = (Topic.AGREEMENT, Topic.GROUND)
            return any(isinstance(q, AboutTopic) and q.topic in agreed for q in record.answers)
        case LetterPage():
            return False
        case _:
            assert_never(page)


def key(page: Page) -> str:
    """A page's own name, kept with the contact so that it opens at the same question."""
    match page:
        case BeforePage():
            return "before"
        case AskPage(asking=asking):
            return f"prompt:{asking.prompt.code}:{asking.carer.id if asking.carer else ''}"
        case TopicPage(topic=topic):
            return f"topic:{topic.value}"
        case FactorsPage(group=group):
            return f"factors:{group.code}"
        case JudgementPage():
            return "judgement"
        case AgreementPage():
            return "agreement"
        case LetterPage():
            return "letter"
        case _:
            assert_never(page)


def index_of(pages: Sequence[Placed], place: str) -> int:
    """Where this page is now; the first page if it is no longer there."""
    return next((i for i, placed in enumerate(pages) if key(placed.page) == place), 0)


def page_for(question: Question | None, kind: StepKind, pages: Sequence[Placed]) -> int:
    """Where a question is answered, or where its step begins."""
    for index, placed in enumerate(pages):
        match placed.page:
            case AskPage(asking=asking) if asking.question == question:
                return index
            case TopicPage(topic=topic) if question == AboutTopic(topic):
                return index
            case _:
                continue
    return next((i for i, placed in enumerate(pages) if placed.kind is kind), 0)


def question_of(page: Page) -> AboutPrompt | AboutTopic | None:
    """The one question a page puts, where it puts one."""
    match page:
        case AskPage(asking=asking):
            return asking.question
        case TopicPage(topic=topic):
            return AboutTopic(topic)
        case _:
            return None
