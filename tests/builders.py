"""The smallest values that are valid, plainly invented; say by keyword what a test is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from forms.ids import (
    CarerId,
    ContactId,
    FactorCode,
    FamilyId,
    InfantId,
    PackVersion,
    PromptCode,
)
from forms.pack import (
    AskedOf,
    Factor,
    FactorGroup,
    FactorPack,
    Focus,
    Manner,
    NotApproved,
    PackInfo,
    Prompt,
    Rule,
    Stage,
    Text,
    Weight,
)
from forms.people import (
    Born,
    Carer,
    Expected,
    Family,
    Infant,
    Practitioner,
    Relationship,
)
from forms.record import ContactRecord, Setting

FAMILY, INFANT = FamilyId("family-1"), InfantId("infant-1")
MOTHER, FATHER = CarerId("carer-1"), CarerId("carer-2")
DAY = date(2026, 3, 2)
"""The day of a_record(): the day on which every test with a clock takes place."""
BORN_ON, DUE_ON = date(2026, 1, 5), date(2026, 4, 20)
"""Eight weeks before that day, and seven weeks after it."""


def a_carer(**changes: Any) -> Carer:
    """A mother, of whom nothing but the name is known."""
    return replace(Carer(MOTHER, "Practice Ash Rowan", Relationship.MOTHER), **changes)


def a_father(**changes: Any) -> Carer:
    return replace(Carer(FATHER, "Practice Bay Rowan", Relationship.FATHER), **changes)


def an_infant(**changes: Any) -> Infant:
    """A baby born at term, eight weeks old on DAY."""
    return replace(Infant(INFANT, Born(BORN_ON, 40), "Practice Clover"), **changes)


def an_expected_infant(**changes: Any) -> Infant:
    """A baby due seven weeks after DAY, with no name yet."""
    return replace(Infant(INFANT, Expected(DUE_ON)), **changes)


def a_family(**changes: Any) -> Family:
    """One baby with one mother."""
    return replace(Family(FAMILY, (an_infant(),), (a_carer(),)), **changes)


def a_practitioner(**changes: Any) -> Practitioner:
    return replace(
        Practitioner("Practice Dale Heath", "Health visitor", "Practice team"), **changes
    )


def a_record(**changes: Any) -> ContactRecord:
    """A contact at home about an_infant(), with nothing answered yet."""
    return replace(
        ContactRecord(
            id=ContactId("contact-1"),
            family=FAMILY,
            infant=INFANT,
            day=DAY,
            setting=Setting.HOME,
            stage=Stage.POSTNATAL,
            band="6-8w",
            prompt_pack=PackVersion("core-prompts 2026.1"),
            factor_pack=PackVersion("core-factors 2026.1"),
        ),
        **changes,
    )


def an_antenatal_record(**changes: Any) -> ContactRecord:
    """A contact about an_expected_infant()."""
    return a_record(**{"stage": Stage.ANTENATAL, "band": "antenatal-late", **changes})


def a_factor(code: str, **changes: Any) -> Factor:
    """A minor factor of both stages that opens nothing and may be named to anyone."""
    return replace(
        Factor(
            code=FactorCode(code),
            group="invented",
            text=Text(f"Invented factor {code}"),
            guidance=Text("Invented guidance"),
            weight=Weight.MINOR,
            stages=frozenset(Stage),
            opens_urgent=False,
            alone_only=False,
            sources=("Invented for tests",),
            confidence="low",
            weight_confidence="low",
        ),
        **changes,
    )


def a_prompt(code: str, **changes: Any) -> Prompt:
    """A prompt of the band of a_record() about a carer, for everyone, that points nowhere."""
    return replace(
        Prompt(
            code=PromptCode(code),
            band="6-8w",
            focus=Focus.CARER,
            manner=Manner.ASK,
            asks=Text(f"Invented question {code}"),
            notice=Text("Invented notice"),
            concern=Text("Invented concern"),
            domain=Text("invented"),
            alone_only=False,
            red_flag=False,
            asked_of=AskedOf.EVERYONE,
            points_to=(),
        ),
        **changes,
    )


def a_pack_info(pack: str, **changes: Any) -> PackInfo:
    return replace(
        PackInfo(
            id=pack,
            number="2026.1",
            title=Text("Invented"),
            sources=("Invented for tests",),
            review_by=date(2027, 5, 31),
            approval=NotApproved("Invented, not approved"),
        ),
        **changes,
    )


def a_factor_pack(*factors: Factor, **changes: Any) -> FactorPack:
    """A checklist of these factors under the rule of one significant or four minor."""
    return replace(
        FactorPack(
            a_pack_info("invented-factors"),
            Rule(significant=1, minor=4),
            (FactorGroup("invented", Text("Invented")),),
            factors,
        ),
        **changes,
    )
