"""What is missing before one letter of the set: by the letter, and by who is to hold a copy."""

from collections.abc import Iterator, Sequence

from forms.answers import AboutTopic, Topic
from forms.consent import Blocked, may_hold
from forms.factors import Weighing
from forms.gaps import Gap, Missing, Where, gaps
from forms.judgement import needs_reason
from forms.letter_kinds import Copy, Holder, LetterKind, LetterOrder, Slot
from forms.pack import Packs
from forms.people import Carer, Family, Infant, SafeToContact
from forms.record import ContactRecord
from forms.steps import StepKind, needs_action

_NEEDS_NO_FACTS = {LetterKind.CONSULTATION, LetterKind.ALLOCATION, LetterKind.REASONS}
_NEEDS_CONCERN = {LetterKind.CONSULTATION, LetterKind.HAND_OVER, LetterKind.ALLOCATION}
_WITHOUT_AGREEMENT = {LetterKind.CONSULTATION, LetterKind.REASONS, LetterKind.MORE_INFORMATION}
"""Letters that name nobody, stay with the record, or give the referrer nothing new."""


def letter_gaps(  # noqa: PLR0913, PLR0917 - all that a letter rests on
    order: LetterOrder,
    record: ContactRecord,
    weighing: Weighing,
    packs: Packs,
    family: Family,
    infant: Infant,
) -> tuple[Gap, ...]:
    """Everything missing before this letter, what stops it first; each thing once."""
    found = [
        *_of_the_contact(order.kind, record, weighing, family.carers),
        *_of_the_copies(order, record, family),
        *_of_the_words(order, record),
    ]
    if needs_action(packs, record) and order.kind is not LetterKind.CONSULTATION:
        found.append(_topic(Topic.SAFETY, Missing.SAFETY, StepKind.BEFORE, stops=False))
    if order.kind not in _NEEDS_NO_FACTS:
        found += _of_the_family(family, infant)
    return tuple(sorted(dict.fromkeys(found), key=lambda gap: not gap.stops))


def what_the_team_misses(
    record: ContactRecord, weighing: Weighing, family: Family, infant: Infant
) -> tuple[Gap, ...]:
    """What one who reads a recommendation of this contact would have to ask for."""
    of_the_family = _of_the_family(family, infant)
    return (*gaps(record, weighing, family.carers), *_not_asked(weighing), *of_the_family)


def _of_the_contact(
    kind: LetterKind, record: ContactRecord, weighing: Weighing, carers: Sequence[Carer]
) -> Iterator[Gap]:
    if kind is LetterKind.RECOMMENDATION:
        yield from (g for g in gaps(record, weighing, carers) if g.missing is not Missing.AGREEMENT)
        yield from _not_asked(weighing)
        return
    if kind in _NEEDS_CONCERN and not record.narrative(Topic.CONCERN).strip():
        yield _topic(Topic.CONCERN, Missing.CONCERN, StepKind.VOICE, stops=True)
    if kind is LetterKind.FOLLOW_UP and any(record.seen(c.id) is None for c in carers):
        yield Gap(Missing.PRESENCE, StepKind.BEFORE, None, stops=False)
    if kind is LetterKind.REASONS:
        if record.judged.decision is None:
            yield _topic(Topic.JUDGEMENT, Missing.JUDGEMENT, StepKind.JUDGEMENT, stops=True)
        elif needs_reason(record.judged, weighing.suggestion):
            yield _topic(Topic.JUDGEMENT, Missing.REASON, StepKind.JUDGEMENT, stops=True)
        yield from _not_asked(weighing)


def _not_asked(weighing: Weighing) -> Iterator[Gap]:
    if weighing.not_asked:
        yield Gap(Missing.FACTORS, StepKind.FACTORS, None, stops=False)


def _of_the_copies(order: LetterOrder, record: ContactRecord, family: Family) -> Iterator[Gap]:
    """Whether each copy may be held by whom it is for, and whether anybody is left."""
    if not order.copies:
        yield _in_letter(Missing.NOBODY, "Choose at least one copy.", stops=True)
    for copy in order.copies:
        match may_hold(copy, record, family.carers, order.agreed_for, order.deliberately):
            case Blocked(why=why) if copy.is_for_the_family:
                yield _in_letter(Missing.NOBODY, why, stops=True)
            case Blocked(why=why) if order.kind not in _WITHOUT_AGREEMENT:
                yield Gap(Missing.AGREEMENT, StepKind.AGREEMENT, None, stops=True, why=why)
            case _:
                pass
        if _is_unnamed(order, copy, family):
            yield _in_letter(Missing.ADDRESSEE, "", stops=False)


def _is_unnamed(order: LetterOrder, copy: Copy, family: Family) -> bool:
    """Whether nobody has said who at the other end it is written to."""
    if order.addresses.get(copy.holder, "").strip():
        return False
    match copy.holder:
        case Holder.FAMILY | Holder.CARER | Holder.TEAM:
            return False
        case Holder.GP:
            return not family.gp_practice.strip()
        case _:
            return True


def _of_the_words(order: LetterOrder, record: ContactRecord) -> Iterator[Gap]:
    """What has to be written in the letter itself."""
    if order.kind is LetterKind.RECOMMENDATION and not order.said(Slot.HOPED):
        yield _in_letter(Missing.HOPED, "", stops=False)
    if order.kind is LetterKind.FOLLOW_UP and not (
        order.said(Slot.SAID) or record.narrative(Topic.CONCERN).strip()
    ):
        yield _topic(Topic.CONCERN, Missing.CONCERN, StepKind.VOICE, stops=True)
    if order.kind is not LetterKind.DECLINED:
        return
    for slot, holders, why in _DECLINING:
        if not order.said(slot) and {copy.holder for copy in order.copies} & holders:
            yield _in_letter(Missing.DECLINING, why, stops=True)


_DECLINING = (
    (Slot.REASON, {Holder.REFERRER}, "Say why the team cannot take this family on now."),
    (Slot.REASON_FAMILY, {Holder.FAMILY}, "Say the reason in words for the family."),
    (Slot.ALTERNATIVE, {Holder.REFERRER, Holder.FAMILY}, "Say what else could help."),
)


def _of_the_family(family: Family, infant: Infant) -> Iterator[Gap]:
    if not infant.is_expected and not infant.is_closed:
        if not infant.name.strip():
            yield _of_family(Missing.NAME)
        if not infant.nhs_number.strip():
            yield _of_family(Missing.NHS_NUMBER)
    if not family.address.strip():
        yield _of_family(Missing.ADDRESS)
    if not family.gp_practice.strip():
        yield _of_family(Missing.GP)
    if not any(carer.contact_detail.strip() for carer in family.carers):
        yield _of_family(Missing.REACHING)
    if any(carer.safe_to_contact is SafeToContact.NOT_ASKED for carer in family.carers):
        yield _of_family(Missing.SAFE)


def _of_family(missing: Missing) -> Gap:
    return Gap(missing, StepKind.BEFORE, None, stops=False, where=Where.FAMILY)


def _in_letter(missing: Missing, why: str, *, stops: bool) -> Gap:
    return Gap(missing, StepKind.LETTER, None, stops=stops, why=why, where=Where.LETTER)


def _topic(topic: Topic, missing: Missing, step: StepKind, *, stops: bool) -> Gap:
    return Gap(missing, step, AboutTopic(topic), stops=stops)
