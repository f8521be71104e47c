from dataclasses import replace
from typing import Any

import pytest

from forms.answers import (
    AboutFactor,
    AboutTopic,
    Agreement,
    Consent,
    Decision,
    FactorState,
    Judged,
    Narrative,
    Noted,
    SafeguardingGround,
    Topic,
)
from forms.consent import AllowedOnSafeguardingGround, Blocked, may_hold
from forms.gaps import Gap, Missing, Where
from forms.letter_gaps import letter_gaps
from forms.letter_kinds import Copy, Holder, LetterKind, LetterOrder, Slot
from forms.pack_loader import load_packs
from forms.people import Family, SafeToContact
from forms.record import ContactRecord
from forms.steps import StepKind, weigh_record
from tests.builders import FATHER, MOTHER, a_carer, a_family, a_father
from tests.forms.test_gaps import a_whole_record

PACKS = load_packs()
WHOLE = a_family(
    carers=(a_carer(safe_to_contact=SafeToContact.SAFE, contact_detail="01632 960 000"),),
    address="1 Practice Row",
    gp_practice="Practice Surgery",
)
GROUND = AboutTopic(Topic.GROUND)


def found(
    kind: LetterKind,
    *copies: Copy,
    record: ContactRecord | None = None,
    family: Family = WHOLE,
    **more: Any,
) -> tuple[Gap, ...]:
    held = record or a_whole_record()
    weighing = weigh_record(PACKS.factors, held)
    order = replace(LetterOrder(kind, copies), **more)
    return letter_gaps(order, held, weighing, PACKS, family, family.infants[0])


def stopping(gaps: tuple[Gap, ...]) -> set[Missing]:
    return {gap.missing for gap in gaps if gap.stops}


def test_what_stops_stands_first_and_each_thing_once() -> None:
    gaps = found(LetterKind.RECOMMENDATION, Copy(Holder.TEAM), Copy(Holder.FAMILY))
    assert [g.stops for g in gaps] == sorted((g.stops for g in gaps), reverse=True)
    assert len(gaps) == len(set(gaps))


def test_what_is_known_of_the_family_is_mended_on_its_own_page_and_never_stops() -> None:
    bare = replace(a_family(), infants=(replace(a_family().infants[0], name="", nhs_number=""),))
    gaps = found(LetterKind.RECOMMENDATION, Copy(Holder.TEAM), family=bare)
    missing = {g.missing for g in gaps if g.where is Where.FAMILY}

    assert missing == {
        *(Missing.NAME, Missing.NHS_NUMBER, Missing.ADDRESS),
        *(Missing.GP, Missing.REACHING, Missing.SAFE),
    }
    assert not any(g.stops for g in gaps if g.where is Where.FAMILY)


def test_declining_needs_its_reason_in_words_for_each_reader_and_another_way() -> None:
    both = (Copy(Holder.REFERRER), Copy(Holder.FAMILY))
    reason = {Slot.REASON: "Practice", Slot.ALTERNATIVE: "Practice"}

    assert stopping(found(LetterKind.DECLINED, *both)) == {Missing.DECLINING}
    assert stopping(found(LetterKind.DECLINED, *both, written=reason)) == {Missing.DECLINING}
    whole = {**reason, Slot.REASON_FAMILY: "Practice"}
    assert stopping(found(LetterKind.DECLINED, *both, written=whole)) == set()


def test_a_letter_for_nobody_is_stopped() -> None:
    assert Missing.NOBODY in stopping(found(LetterKind.FOLLOW_UP))


@pytest.mark.parametrize("holder", [Holder.GP, Holder.HEALTH_VISITOR, Holder.NEXT_SERVICE])
def test_whoever_is_beyond_the_team_is_asked_about_one_by_one(holder: Holder) -> None:
    kind = LetterKind.HAND_OVER if holder is Holder.NEXT_SERVICE else LetterKind.SELF_REFERRAL
    copy = Copy(holder)

    assert stopping(found(kind, copy)) == {Missing.AGREEMENT}
    other = frozenset(Holder) - {holder}
    assert stopping(found(kind, copy, agreed_for=other)) == {Missing.AGREEMENT}
    assert stopping(found(kind, copy, agreed_for=frozenset({holder}))) == set()
    grounded = a_whole_record().with_answer(GROUND, SafeguardingGround("Practice", "Practice Lead"))
    assert stopping(found(kind, copy, record=grounded)) == set()
    assert may_hold(copy, grounded, WHOLE.carers, (), ()) == AllowedOnSafeguardingGround(
        "Practice", "Practice Lead"
    )
    half = a_whole_record().with_answer(GROUND, SafeguardingGround("Practice", ""))
    assert stopping(found(kind, copy, record=half)) == {Missing.AGREEMENT}


@pytest.mark.parametrize("safe", [SafeToContact.NOT_SAFE, SafeToContact.NOT_ASKED])
def test_an_absent_carer_not_known_to_be_safe_gets_no_copy_without_a_choice(
    safe: SafeToContact,
) -> None:
    family = replace(WHOLE, carers=(*WHOLE.carers, a_father(safe_to_contact=safe)))
    copies = (Copy(Holder.FAMILY), Copy(Holder.CARER, FATHER))

    assert stopping(found(LetterKind.FOLLOW_UP, *copies, family=family)) == {Missing.NOBODY}
    meant = frozenset({FATHER})
    assert (
        stopping(found(LetterKind.FOLLOW_UP, *copies, family=family, deliberately=meant)) == set()
    )


def test_a_family_of_which_nobody_is_safe_gets_no_letter() -> None:
    unsafe = replace(WHOLE, carers=(a_carer(safe_to_contact=SafeToContact.NOT_SAFE),))
    record = a_whole_record()

    assert isinstance(may_hold(Copy(Holder.FAMILY), record, unsafe.carers, (), (MOTHER,)), Blocked)
    gaps = found(LetterKind.FOLLOW_UP, Copy(Holder.FAMILY), family=unsafe)
    assert stopping(gaps) == {Missing.NOBODY}


def test_a_consultation_needs_the_concern_and_nobodys_agreement() -> None:
    refused = Agreement(Consent.REFUSED, Consent.REFUSED, Consent.REFUSED)
    record = a_whole_record().with_answer(AboutTopic(Topic.AGREEMENT, MOTHER), refused)
    nothing = record.with_answer(AboutTopic(Topic.CONCERN), Narrative(""))
    team = Copy(Holder.TEAM)

    assert stopping(found(LetterKind.CONSULTATION, team, record=record)) == set()
    assert stopping(found(LetterKind.CONSULTATION, team, record=nothing)) == {Missing.CONCERN}
    assert stopping(found(LetterKind.RECOMMENDATION, team, record=record)) == {Missing.AGREEMENT}


def test_reasons_need_a_judgement_and_where_it_goes_another_way_its_reason() -> None:
    team = Copy(Holder.TEAM)
    judged = AboutTopic(Topic.JUDGEMENT)
    none = a_whole_record().with_answer(judged, Judged())
    unexplained = a_whole_record().with_answer(judged, Judged(Decision.RECOMMEND))

    assert stopping(found(LetterKind.REASONS, team, record=none)) == {Missing.JUDGEMENT}
    assert stopping(found(LetterKind.REASONS, team, record=unexplained)) == {Missing.REASON}


def test_safety_not_written_down_is_told_under_its_own_heading() -> None:
    urgent = next(f for f in PACKS.factors.factors if f.opens_urgent)
    record = a_whole_record().with_answer(AboutFactor(urgent.code), Noted(FactorState.PRESENT))
    gaps = found(LetterKind.RECOMMENDATION, Copy(Holder.TEAM), record=record)

    assert Gap(Missing.SAFETY, StepKind.BEFORE, AboutTopic(Topic.SAFETY), stops=False) in gaps
