"""A request to think together that names nobody: no name, day, number or place is in it."""

from collections.abc import Iterator
from dataclasses import replace

from forms.answers import Topic
from forms.letter_kinds import LetterKind, LetterOrder, Slot
from letters.checklist import harder
from letters.document import Block, Bullets, Heading, Note, Paragraph, VoiceBox
from letters.facts import LetterFacts
from letters.follow_up import written
from letters.printable import paragraphs
from letters.saying import Saying
from letters.sections import observed, under
from letters.without_names import masked


def consultation(saying: Saying, facts: LetterFacts, order: LetterOrder) -> tuple[Block, ...]:
    """What may be told of a family that is not named: also nothing the family's copy leaves out.

    `saying` has the family's reduced facts; the whole `facts` say what to look for and replace.
    """
    words, record = saying.set_words, saying.facts.record
    who = saying.joined(saying.words.relationships[c.relationship] for c in facts.family.carers)
    voice = paragraphs(record.narrative(Topic.VOICE))
    told: tuple[Block, ...] = (
        *written(saying, order, Slot.QUESTION, record.narrative(Topic.CONCERN)),
        *((VoiceBox(saying.words.voice_team, voice),) if voice else ()),
        *observed(saying),
        *harder(saying),
        *under(saying.words.tried, record.narrative(Topic.TRIED)),
    )
    return (
        Paragraph(words.a_baby.format(when=saying.age), strong=True),
        Paragraph(words.openings[LetterKind.CONSULTATION]),
        *((Paragraph(words.who_cares.format(who=who)),) if who else ()),
        *_nameless(told, saying, facts),
        Note(words.nothing_named),
        Note(words.consultation_limits),
    )


def _nameless(blocks: tuple[Block, ...], saying: Saying, facts: LetterFacts) -> Iterator[Block]:
    masks = saying.set_words.masked

    def put(text: str) -> str:
        return masked(text, facts, masks)

    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield replace(block, text=put(block.text))
            case VoiceBox(paragraphs=said):
                yield replace(block, paragraphs=tuple(put(text) for text in said))
            case Bullets(items=items):
                yield Bullets(tuple(replace(i, text=put(i.text), lead=put(i.lead)) for i in items))
            case _:
                raise TypeError("no other block is told of a family that is not named")
