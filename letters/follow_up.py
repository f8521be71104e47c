"""The letter to the parents who came, after a meeting; everybody else holds a copy of it."""

from forms.answers import Decision, Topic
from forms.letter_kinds import Copy, Holder, LetterKind, LetterOrder, Slot
from letters.document import Block, Lines, Paragraph, VoiceBox
from letters.facts import LetterFacts, addressees
from letters.people import agreed, people
from letters.printable import paragraphs
from letters.saying import Saying
from letters.sections import observed, under


def follow_up(
    saying: Saying, facts: LetterFacts, order: LetterOrder, copy: Copy
) -> tuple[Block, ...]:
    """What was talked about, the baby's voice, what goes well, what happens next, who has copies.

    `facts` are whole, for the list of copies alone.
    """
    words = saying.set_words
    met = {
        "day": saying.day(facts.record.day),
        "setting": saying.words.settings[facts.record.setting],
    }
    kind = LetterKind.FOLLOW_UP
    opening = words.family_openings if copy.is_for_the_family else words.openings
    voice = paragraphs(saying.facts.record.narrative(Topic.VOICE))
    return (
        Paragraph(saying.about, strong=True),
        Paragraph(opening[kind].format(**met)),
        *written(saying, order, Slot.SAID, saying.facts.record.narrative(Topic.CONCERN)),
        *((VoiceBox(saying.words.voice_family, voice),) if voice else ()),
        *observed(saying),
        *_decided(saying),
        *written(saying, order, Slot.NEXT),
        *(agreed(saying) if copy.holder is Holder.FAMILY else ()),
        *(people(saying) if copy.holder is Holder.FAMILY else ()),
        *_copies(saying, facts, order),
    )


def written(
    saying: Saying, order: LetterOrder, slot: Slot, otherwise: str = ""
) -> tuple[Block, ...]:
    """The practitioner's own words under their heading, or the record's; nothing for neither."""
    return under(saying.set_words.slots[slot], order.said(slot) or otherwise)


def _decided(saying: Saying) -> tuple[Block, ...]:
    words = saying.set_words
    match saying.facts.outcome.judged.decision:
        case Decision.RECOMMEND:
            return (Paragraph(words.decided_recommend.format(team=saying.team_words)),)
        case Decision.NOT_NOW:
            return (Paragraph(words.decided_not_now),)
        case None:
            return ()


def _copies(saying: Saying, facts: LetterFacts, order: LetterOrder) -> tuple[Block, ...]:
    """Who else holds it; an absent carer is named, a service by what it is."""
    words = saying.set_words
    names = [
        saying.name_of(copy.carer) if copy.holder is Holder.CARER else words.holders[copy.holder]
        for copy in order.copies
        if copy.holder is not Holder.FAMILY
    ]
    if not names or not addressees(facts):
        return ()
    return (Lines((words.copies_to.format(who=saying.joined(names)),)),)
