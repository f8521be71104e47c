"""What every letter of the set begins and ends with: who writes, to whom, and the signature."""

import hashlib
from collections.abc import Sequence

from forms.letter_kinds import LetterKind
from forms.pack import Language
from letters.document import Block, Letterhead, Lines, Note, SignOff
from letters.facts import LetterFacts
from letters.printable import one_line, paragraphs
from letters.saying import Saying


def letterhead(saying: Saying) -> Letterhead:
    """The organisation as it was set, or the practitioner's team."""
    facts = saying.facts
    chosen = facts.preferences
    sender = one_line(chosen.organisation) or one_line(facts.practitioner.team)
    return Letterhead(
        sender,
        saying.day(facts.today),
        paragraphs(chosen.organisation_address),
        chosen.logo,
        sender if chosen.logo else "",
    )


def addressed(saying: Saying, who: Sequence[str], more: Sequence[str] = ()) -> tuple[Block, ...]:
    """To whom: in the window of an envelope where that was set, and otherwise in one paragraph."""
    told = tuple(line for line in more if line)
    if not who:
        return (Lines(told),) if told else ()
    if saying.facts.preferences.window_envelope:
        return (Lines(tuple(who), in_window=True), *((Lines(told),) if told else ()))
    return (Lines((saying.words.to.format(who=who[0]), *who[1:], *told)),)


def sign_off(saying: Saying) -> SignOff:
    """The practitioner, and how to reach them."""
    practitioner = saying.facts.practitioner
    role, team, contact = map(
        one_line, (practitioner.role, practitioner.team, practitioner.contact)
    )
    lines = (", ".join(part for part in (role, team) if part), contact)
    return SignOff(
        saying.words.closing,
        one_line(practitioner.name),
        tuple(line for line in lines if line),
    )


def other_language(saying: Saying) -> tuple[Block, ...]:
    """A letter in Welsh says in English that it can be had in English."""
    if saying.language is not Language.WELSH:
        return ()
    return (Note(saying.set_words.other_language, language=Language.ENGLISH),)


def reference_of(facts: LetterFacts, kind: LetterKind = LetterKind.RECOMMENDATION) -> str:
    """A short name for this letter that tells nothing about whom it is about."""
    which = "" if kind is LetterKind.RECOMMENDATION else f" {kind.value}"
    named = f"{facts.record.id}{which}"
    return "GT-" + hashlib.sha256(named.encode()).hexdigest()[:6].upper()
