"""The sections that speak of the relationship: the concern, the baby's voice, what was seen."""

from collections.abc import Sequence

from forms.answers import AboutPrompt, Observed, Rating, Topic
from forms.pack import Prompt
from forms.steps import strengths
from letters.document import Block, Bullets, Heading, Item, Paragraph, VoiceBox
from letters.printable import one_line, paragraphs
from letters.saying import Saying


def relationship(saying: Saying) -> tuple[Block, ...]:
    """The concern about the relationship, then the voice of the baby: always first."""
    words, record = saying.words, saying.facts.record
    to_family = saying.to_family
    concern = paragraphs(record.narrative(Topic.CONCERN)) or (words.not_recorded,)
    voice = paragraphs(record.narrative(Topic.VOICE)) or (words.not_recorded,)
    return (
        Heading(words.concern_family if to_family else words.concern_team),
        *(Paragraph(text) for text in concern),
        VoiceBox(words.voice_family if to_family else words.voice_team, voice),
    )


def under(heading: str, text: str) -> tuple[Block, ...]:
    """Words from a person under their heading; nothing where there are none."""
    said = tuple(Paragraph(one) for one in paragraphs(text))
    return (Heading(heading), *said) if said else ()


def observed(saying: Saying) -> tuple[Block, ...]:
    """What is going well, then what else was seen and heard."""
    words, record = saying.words, saying.facts.record
    well = tuple(Item(one_line(s.text), lead=saying.name_of(s.carer)) for s in strengths(record))
    rest = tuple(
        item
        for question, answer in record.answers.items()
        if isinstance(question, AboutPrompt) and isinstance(answer, Observed)
        for item in _seen_and_heard(saying, question, answer)
    )
    seen = words.seen_family if saying.to_family else words.seen_team
    return (
        Heading(words.going_well),
        Bullets(well) if well else Paragraph(words.no_strengths),
        *((Heading(seen), Bullets(rest)) if rest else ()),
    )


def _seen_and_heard(saying: Saying, question: AboutPrompt, answer: Observed) -> Sequence[Item]:
    """One answer as an item; nothing where it holds no words that were not printed before."""
    words = saying.words
    was_printed = answer.rating is Rating.GOING_WELL
    said = [] if was_printed else [one_line(answer.seen)]
    if own := one_line(answer.own_words):
        said.append(words.own_words.format(words=own))
    text = " ".join(part for part in said if part)
    if not text:
        return ()
    lead = _what_about(saying, question)
    rating = words.ratings[answer.rating]
    if saying.for_team and rating:
        lead = f"{lead} ({rating})"
    return (Item(text, lead),)


def _what_about(saying: Saying, question: AboutPrompt) -> str:
    prompt = _prompt(saying, question)
    what = saying.words.another_question
    if prompt is not None:
        domain = one_line(prompt.domain.in_(saying.language))
        what = domain[:1].upper() + domain[1:]
    who = saying.name_of(question.carer)
    return saying.words.with_carer.format(what=what, who=who) if who else what


def _prompt(saying: Saying, question: AboutPrompt) -> Prompt | None:
    prompts = saying.facts.packs.prompts.prompts
    return next((p for p in prompts if p.code == question.prompt), None)
