"""Who agreed to what, what comes next, and how the family can be reached."""

from collections.abc import Sequence

from forms.answers import Consent, Topic
from forms.consent import AllowedOnSafeguardingGround, may_share
from forms.people import Carer
from forms.steps import needs_action
from letters.document import Block, Bullets, Fact, Facts, Heading, Item, Paragraph
from letters.facts import addressees
from letters.printable import one_line, paragraphs
from letters.saying import Saying


def safety(saying: Saying) -> tuple[Block, ...]:
    """What was done about safety that day, or that it is not written: on the team's copy alone."""
    words, facts = saying.words, saying.facts
    if not saying.for_team:
        return ()
    if done := " ".join(paragraphs(facts.record.narrative(Topic.SAFETY))):
        return (Heading(words.safety), Paragraph(words.safety_done.format(done=done), strong=True))
    if needs_action(facts.packs, facts.record):
        return (Heading(words.safety), Paragraph(words.safety_nothing, strong=True))
    return ()


def agreed(saying: Saying) -> tuple[Block, ...]:
    """Who agreed to what; on the team's copy also who did not, and the safeguarding ground."""
    words, facts = saying.words, saying.facts
    if saying.for_team:
        items = _alike(saying, [(c, _agreement(saying, c)) for c in facts.family.carers])
        listed = Bullets(items) if items else Paragraph(words.no_agreement)
        return (Heading(words.agreement), *_ground(saying), listed)
    said = [(c, saying.joined(_agreed_to(saying, c, Consent.AGREED))) for c in addressees(facts)]
    given = _alike(saying, [(c, words.agreed.format(what=what)) for c, what in said if what])
    return (Heading(words.agreement), Bullets(given)) if given else ()


def _ground(saying: Saying) -> tuple[Block, ...]:
    """The safeguarding ground wherever one is recorded, and whether sharing rests on it."""
    words, ground = saying.words, saying.facts.record.ground
    reason, by = one_line(ground.reason).rstrip("."), one_line(ground.authorised_by)
    if not (reason or by):
        return ()
    said = words.ground.format(reason=reason or words.not_said, by=by or words.not_said)
    match may_share(saying.facts.record, saying.facts.family.carers):
        case AllowedOnSafeguardingGround():
            said = f"{words.without_agreement} {said}"
        case _:
            pass
    return (Paragraph(said, strong=True),)


def _alike(saying: Saying, said: Sequence[tuple[Carer, str]]) -> tuple[Item, ...]:
    """One item for all carers of whom the same is said."""
    sentences = dict.fromkeys(sentence for _, sentence in said)
    return tuple(
        Item(sentence, saying.names(c for c, own in said if own == sentence))
        for sentence in sentences
    )


def _agreement(saying: Saying, carer: Carer) -> str:
    words = saying.words
    said = [
        sentence.format(what=saying.joined(what))
        for consent, sentence in (
            (Consent.AGREED, words.agreed),
            (Consent.REFUSED, words.did_not_agree),
            (Consent.NOT_ASKED, words.was_not_asked),
        )
        if (what := _agreed_to(saying, carer, consent))
    ]
    return " ".join(said)


def _agreed_to(saying: Saying, carer: Carer, consent: Consent) -> list[str]:
    words, agreement = saying.words, saying.facts.record.agreement(carer.id)
    asked = (
        (agreement.to_recommend, saying.forms.fill(words.to_recommend)),
        (agreement.to_share, words.to_share),
        (agreement.to_contact, words.to_contact),
    )
    return [what for answer, what in asked if answer is consent]


def people(saying: Saying) -> tuple[Block, ...]:
    """What was tried, who should come along, what would help, and how to reach the family."""
    words, record = saying.words, saying.facts.record
    told = (
        (words.tried, Topic.TRIED),
        (words.alongside, Topic.ALONGSIDE),
        (words.needs, Topic.NEEDS),
    )
    rows = tuple(
        Fact(label, texts)
        for label, topic in told
        if (texts := paragraphs(record.narrative(topic)))
    )
    narratives = (Heading(words.together), Facts(rows)) if rows else ()
    return (*narratives, *(_reach_team(saying) if saying.for_team else _reach_family(saying)))


def _reach_family(saying: Saying) -> tuple[Block, ...]:
    rows = tuple(
        Fact(one_line(c.name), (_sentence(_wishes(saying, c)),)) for c in addressees(saying.facts)
    )
    return (Heading(saying.words.reach_family), Facts(rows)) if rows else ()


def _reach_team(saying: Saying) -> tuple[Block, ...]:
    words, facts = saying.words, saying.facts
    family = facts.family
    rows = [Fact(one_line(c.name), (_carer(saying, c),)) for c in family.carers]
    for label, value in ((words.address, family.address), (words.gp_practice, family.gp_practice)):
        if said := ", ".join(paragraphs(value)):
            rows.append(Fact(label, (said,)))
    return (Heading(words.reach_team), Facts(tuple(rows))) if rows else ()


def _carer(saying: Saying, carer: Carer) -> str:
    words = saying.words
    seen = saying.facts.record.seen(carer.id)
    parts = [words.relationships[carer.relationship]]
    if seen is not None:
        parts.append(words.presence[seen])
    parts.append(words.safe[carer.safe_to_contact])
    if detail := one_line(carer.contact_detail):
        parts.append(detail)
    return _sentence([*parts, *_wishes(saying, carer)])


def _wishes(saying: Saying, carer: Carer) -> list[str]:
    words = saying.words
    said = [words.contact_by[carer.contact_by]]
    if language := one_line(carer.language):
        said.append(words.speaks.format(language=language))
    if carer.needs_interpreter:
        said.append(words.interpreter)
    if needs := one_line(carer.access_needs):
        said.append(words.access.format(needs=needs))
    return said


def _sentence(parts: Sequence[str]) -> str:
    said = "; ".join(parts)
    return said[:1].upper() + said[1:] + "."
