"""The set of letters: each copy of each, from one saved contact and what was written for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import assert_never

from forms.answers import AboutTopic, Presence, Seen, Topic
from forms.letter_kinds import Copy, Holder, LetterKind, LetterOrder, Slot
from forms.people import SafeToContact
from forms.preferences import LetterTo
from letters.consultation import consultation
from letters.document import Block, Document, Heading, Paragraph, Rule
from letters.facts import LetterFacts, Reader, addressees
from letters.family_copy import for_the_family
from letters.follow_up import follow_up
from letters.head import addressed, letterhead, other_language, reference_of, sign_off
from letters.passage import with_passages
from letters.printable import one_line, paragraphs
from letters.recommendation import recommendation
from letters.replies import accepted, declined, more_information, waiting
from letters.saying import Saying
from letters.sheets import allocation, hand_over, reasons, self_referral


def compose(facts: LetterFacts, order: LetterOrder, copy: Copy) -> Document:
    """This copy of the letter that was ordered, in the language that was chosen for it.

    A copy for the family is written from what `for_the_family` leaves. An absent carer's is
    written as if those who came had spoken alone.
    """
    chosen = replace(facts.preferences, language=order.language)
    facts = replace(facts, preferences=chosen)
    home = _home(facts, copy)
    if order.kind is LetterKind.RECOMMENDATION:
        reader = Reader.FAMILY if copy.is_for_the_family else Reader.TEAM
        return recommendation(facts, reader, order.said(Slot.HOPED), home)
    one = _One(_saying(facts, order, copy), facts, order, copy)
    return one.document(_body(one, facts), home)


@dataclass(frozen=True, slots=True)
class _One:
    """One copy in the making."""

    saying: Saying
    facts: LetterFacts
    order: LetterOrder
    copy: Copy

    @property
    def title(self) -> str:
        saying = self.saying
        title = saying.set_words.titles[self.order.kind]
        if self.copy.is_for_the_family:
            title = saying.set_words.family_titles.get(self.order.kind, title)
        day = saying.day(self.facts.record.day)
        return saying.forms.fill(title, team=saying.team_words, day=day)

    def document(self, body: tuple[Block, ...], home: tuple[str, ...]) -> Document:
        """The body between its head and its foot."""
        saying, kind = self.saying, self.order.kind
        reference = reference_of(self.facts, kind)
        day = self.facts.today.isoformat()
        sheet = kind in _SHEETS
        to = () if sheet else _to(self, home)
        head = () if sheet else (Paragraph(_salutation(self)),)
        return with_passages(
            Document(
                title=self.title,
                language=saying.language,
                author=one_line(self.facts.practitioner.team),
                file_stem=f"{kind.value}-{day}-{reference}-{self.copy.holder.value}",
                reference=reference,
                page_words=saying.words.page,
                blocks=(
                    letterhead(saying),
                    Rule(),
                    *to,
                    *head,
                    Heading(self.title, level=1),
                    *body,
                    *(() if sheet else (sign_off(saying),)),
                    *other_language(saying),
                ),
            )
        )


_SHEETS = frozenset({LetterKind.ALLOCATION, LetterKind.REASONS})
"""One page each, without an addressee: they stay with those who work with the record."""


def _saying(facts: LetterFacts, order: LetterOrder, copy: Copy) -> Saying:
    family_rules = copy.is_for_the_family or order.kind in _BY_THE_FAMILYS_RULES
    to_family = order.kind is LetterKind.FOLLOW_UP or copy.is_for_the_family
    to = LetterTo.FAMILY if to_family else LetterTo.TEAM
    shown = replace(facts, preferences=replace(facts.preferences, letter_to=to))
    if copy.holder is Holder.CARER:
        shown = _as_if_alone(shown)
    if family_rules:
        shown = for_the_family(shown)
    return Saying.of(shown, Reader.FAMILY if family_rules else Reader.TEAM)


_BY_THE_FAMILYS_RULES = frozenset(
    {LetterKind.FOLLOW_UP, LetterKind.CONSULTATION, LetterKind.ALLOCATION}
)
"""Letters of which every copy leaves out what the family's does: they lie about, or name nobody."""


def _as_if_alone(facts: LetterFacts) -> LetterFacts:
    """What was said without this carer there was said in confidence to them."""
    record = facts.record
    for carer in facts.family.carers:
        if record.seen(carer.id) is Seen.HERE:
            question = AboutTopic(Topic.PRESENT, carer.id)
            record = record.with_answer(question, Presence(Seen.ALONE))
    return replace(facts, record=record)


def _body(one: _One, facts: LetterFacts) -> tuple[Block, ...]:
    saying, order, kind = one.saying, one.order, one.order.kind
    if kind in _FROM_WHAT_IS_SHOWN:
        return _FROM_WHAT_IS_SHOWN[kind](saying, order)
    match kind:
        case LetterKind.CONSULTATION:
            return consultation(saying, facts, order)
        case LetterKind.FOLLOW_UP:
            return follow_up(saying, facts, order, one.copy)
        case LetterKind.ALLOCATION:
            return allocation(saying, facts, order)
        case _:
            return reasons(saying)


_FROM_WHAT_IS_SHOWN: Mapping[LetterKind, Callable[[Saying, LetterOrder], tuple[Block, ...]]] = (
    MappingProxyType(
        {
            LetterKind.MORE_INFORMATION: more_information,
            LetterKind.ACCEPTED: accepted,
            LetterKind.WAITING: waiting,
            LetterKind.DECLINED: declined,
            LetterKind.HAND_OVER: hand_over,
            LetterKind.SELF_REFERRAL: self_referral,
        }
    )
)


def _home(facts: LetterFacts, copy: Copy) -> tuple[str, ...]:
    """The family's address for the window of an envelope, where the whole home is safe."""
    safe = all(c.safe_to_contact is SafeToContact.SAFE for c in facts.family.carers)
    if copy.holder is Holder.FAMILY and safe and facts.preferences.window_envelope:
        return paragraphs(facts.family.address)
    return ()


def _to(one: _One, home: tuple[str, ...]) -> tuple[Block, ...]:
    """Whom this copy is for; the holders the record does not know as they were typed."""
    saying, copy, words = one.saying, one.copy, one.saying.set_words
    typed = paragraphs(one.order.addresses.get(copy.holder, ""))
    match copy.holder:
        case Holder.FAMILY:
            names = saying.names(addressees(saying.facts))
            return addressed(saying, (names, *home) if names else ())
        case Holder.CARER:
            name = saying.name_of(copy.carer)
            return addressed(saying, (name,), (words.copy_of_absent.format(who=name),))
        case Holder.TEAM:
            address = paragraphs(one.facts.preferences.relationship_team_address)
            return addressed(saying, (saying.team_name, *address))
        case Holder.GP:
            practice = paragraphs(one.facts.family.gp_practice)
            return addressed(saying, typed or practice or (words.holders[copy.holder],))
        case Holder.REFERRER | Holder.HEALTH_VISITOR | Holder.NEXT_SERVICE:
            return addressed(saying, typed or (words.holders[copy.holder],))
        case _:
            assert_never(copy.holder)


def _salutation(one: _One) -> str:
    saying, copy = one.saying, one.copy
    match copy.holder:
        case Holder.FAMILY:
            names = saying.names(addressees(saying.facts))
        case Holder.CARER:
            names = saying.name_of(copy.carer)
        case Holder.TEAM:
            return saying.words.dear_team
        case _:
            return saying.set_words.dear_colleague
    return saying.words.dear.format(who=names) if names else saying.words.dear_nobody
