from itertools import product

import pytest

from forms.answers import AboutTopic, Agreement, Consent, Presence, SafeguardingGround, Seen, Topic
from forms.consent import Allowed, AllowedOnSafeguardingGround, Blocked, carers_here, may_share
from forms.ids import CarerId
from forms.record import ContactRecord
from tests.builders import FATHER, MOTHER, a_carer, a_father, a_record

NOT_ASKED, AGREED, REFUSED = Consent.NOT_ASKED, Consent.AGREED, Consent.REFUSED
CARERS = (a_carer(), a_father())
YES = Agreement(to_recommend=AGREED, to_share=AGREED)
NO = Agreement(to_recommend=REFUSED)
WHOLE = SafeguardingGround(" Practice reason ", " Practice lead ")


def said(
    answers: dict[CarerId, Agreement], ground: SafeguardingGround | None = None
) -> ContactRecord:
    record = a_record()
    for carer, agreement in answers.items():
        record = record.with_answer(AboutTopic(Topic.AGREEMENT, carer), agreement)
    return record.with_answer(AboutTopic(Topic.GROUND), ground) if ground else record


def test_nothing_is_shared_before_anyone_was_asked() -> None:
    assert may_share(a_record(), CARERS) == Blocked(
        "Ask someone who cares for the baby whether they agree, and record it."
    )
    assert isinstance(may_share(a_record(), ()), Blocked)


@pytest.mark.parametrize("to_contact", Consent)
@pytest.mark.parametrize(("to_recommend", "to_share"), list(product(Consent, repeat=2)))
def test_only_agreeing_to_both_lets_a_letter_go(
    to_recommend: Consent, to_share: Consent, to_contact: Consent
) -> None:
    record = said({MOTHER: Agreement(to_recommend, to_share, to_contact)})
    found = may_share(record, (a_carer(),))
    if to_recommend is to_share is AGREED:
        assert found == Allowed((a_carer(),))
    else:
        assert isinstance(found, Blocked)


def test_one_carer_is_enough_where_the_other_was_not_asked() -> None:
    assert may_share(said({MOTHER: YES}), CARERS) == Allowed((a_carer(),))
    assert may_share(said({FATHER: YES}), CARERS) == Allowed((a_father(),))


def test_everyone_who_agreed_is_named() -> None:
    assert may_share(said({MOTHER: YES, FATHER: YES}), CARERS) == Allowed(CARERS)


@pytest.mark.parametrize("no", [NO, Agreement(to_recommend=AGREED, to_share=REFUSED)])
def test_one_refusal_stops_the_letter_and_says_whose(no: Agreement) -> None:
    found = may_share(said({MOTHER: YES, FATHER: no}), CARERS)
    assert isinstance(found, Blocked)
    assert a_father().name in found.why
    assert a_carer().name not in found.why


def test_a_refusal_by_both_names_both() -> None:
    found = may_share(said({MOTHER: NO, FATHER: NO}), CARERS)
    assert isinstance(found, Blocked)
    assert f"{a_carer().name} and {a_father().name} did not agree." in found.why


def test_not_wanting_to_be_called_does_not_stop_the_letter() -> None:
    wish = Agreement(AGREED, AGREED, REFUSED)
    assert may_share(said({MOTHER: wish}), CARERS) == Allowed((a_carer(),))


@pytest.mark.parametrize("answers", [{}, {MOTHER: NO}, {MOTHER: YES, FATHER: NO}])
def test_a_whole_safeguarding_ground_stands_in_for_agreement(
    answers: dict[CarerId, Agreement],
) -> None:
    assert may_share(said(answers, WHOLE), CARERS) == AllowedOnSafeguardingGround(
        "Practice reason", "Practice lead"
    )


def test_agreement_is_the_basis_where_there_is_a_ground_too() -> None:
    assert may_share(said({MOTHER: YES}, WHOLE), CARERS) == Allowed((a_carer(),))


def test_a_ground_without_its_authoriser_is_not_enough() -> None:
    found = may_share(said({}, SafeguardingGround("Practice reason", " ")), CARERS)
    assert found == Blocked("Say who authorised sharing without agreement.")


@pytest.mark.parametrize("ground", [SafeguardingGround("", "Practice lead"), SafeguardingGround()])
def test_an_authoriser_without_a_reason_is_not_enough(ground: SafeguardingGround) -> None:
    assert isinstance(may_share(said({}, ground), CARERS), Blocked)


def test_a_refusal_is_told_even_where_the_ground_is_half_written() -> None:
    found = may_share(said({MOTHER: NO}, SafeguardingGround("Practice reason")), CARERS)
    assert isinstance(found, Blocked)
    assert a_carer().name in found.why


def test_those_who_were_here_are_found_whether_alone_or_not() -> None:
    for seen, here in ((Seen.HERE, True), (Seen.ALONE, True), (Seen.NOT_HERE, False)):
        record = a_record().with_answer(AboutTopic(Topic.PRESENT, FATHER), Presence(seen))
        assert carers_here(record, CARERS) == ((a_father(),) if here else ())
