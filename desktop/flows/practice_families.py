"""Plainly invented families for practice, tests and pictures. Nobody here is real."""

from dataclasses import dataclass
from datetime import date, timedelta

from forms.answers import Decision, Rating
from forms.ids import CarerId, FamilyId, InfantId
from forms.people import (
    Arrival,
    Born,
    Carer,
    ContactBy,
    Expected,
    Family,
    Infant,
    Relationship,
    SafeToContact,
)

_NOBODY, _NO_BABY, _NO_FAMILY = CarerId(""), InfantId(""), FamilyId("")


@dataclass(frozen=True, slots=True)
class PracticeContact:
    """What is recorded at a practice contact; factors by code, the rest not asked."""

    voice: str
    concern: str
    strengths: str
    present: tuple[str, ...]
    decision: Decision
    reason: str = ""
    not_present: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    everything_asked: bool = False
    rating: Rating = Rating.GOING_WELL


@dataclass(frozen=True, slots=True)
class PracticeFamily:
    """A family, why it is here, and its contact if it has had one."""

    kind: str
    family: Family
    contact: PracticeContact | None = None


def _carer(  # noqa: PLR0913 - named at the call
    name: str,
    relationship: Relationship,
    *,
    contact_by: ContactBy = ContactBy.PHONE,
    language: str = "",
    needs_interpreter: bool = False,
    access_needs: str = "",
) -> Carer:
    return Carer(
        _NOBODY,
        name,
        relationship,
        contact_by,
        SafeToContact.SAFE,
        "01632 960 000",
        language,
        needs_interpreter,
        access_needs,
    )


def _family(
    infants: tuple[tuple[Arrival, str, str], ...], carers: tuple[Carer, ...], address: str
) -> Family:
    return Family(
        _NO_FAMILY,
        tuple(Infant(_NO_BABY, arrival, name, number) for arrival, name, number in infants),
        carers,
        address,
        "Practice Surgery",
    )


def practice_families(today: date) -> tuple[PracticeFamily, ...]:
    """Nine families as they would be on this day; the first one is the story's."""
    return (
        *_before_birth(today),
        *_newly_born(today),
        *_cared_for_by_others(today),
        *_around_the_line(today),
    )


def _born(today: date, weeks: int, gestation: int | None = None) -> Born:
    return Born(today - timedelta(weeks=weeks, days=2), gestation)


def _before_birth(today: date) -> tuple[PracticeFamily, ...]:
    owen = _family(
        ((Expected(today + timedelta(weeks=7, days=6)), "", ""),),
        (
            _carer(
                "Siân Practice Owen",
                Relationship.MOTHER,
                language="Welsh and English",
                contact_by=ContactBy.TEXT,
            ),
            _carer("Tom Practice Owen", Relationship.FATHER, access_needs="Works away Mon to Fri"),
        ),
        "1 Practice Row, Cwm Practice",
    )
    return (
        PracticeFamily(
            "antenatal",
            owen,
            PracticeContact(
                voice="I go quiet when your voice goes quiet. I like it when Dad hums.",
                concern=(
                    "Siân finds it hard to picture the baby and faces most days alone. She worries"
                    " that there will be nothing left of her to give."
                ),
                strengths=(
                    "Siân came early and asked about movements.\n"
                    "Tom spoke to the bump and the baby moved.\n"
                    "They chose a song together."
                ),
                present=("F03", "F04", "F06", "P03"),
                not_present=("F05", "F09", "P05"),
                declined=("F08",),
                decision=Decision.RECOMMEND,
            ),
        ),
    )


def _newly_born(today: date) -> tuple[PracticeFamily, ...]:
    return (
        PracticeFamily(
            "new birth",
            _family(
                ((_born(today, 1, 39), "Zara", "9990000018"),),
                (
                    _carer(
                        "Practice Ahmed",
                        Relationship.MOTHER,
                        language="Urdu",
                        needs_interpreter=True,
                    ),
                ),
                "2 Practice Row",
            ),
        ),
        PracticeFamily(
            "twins",
            _family(
                (
                    (_born(today, 12, 35), "Ola", "9990000077"),
                    (_born(today, 12, 35), "Jan", "9990000212"),
                ),
                (
                    _carer("Kasia Practice Nowak", Relationship.MOTHER, language="Polish"),
                    _carer("Łukasz Practice Nowak", Relationship.FATHER, language="Polish"),
                ),
                "3 Practice Row",
            ),
        ),
    )


def _cared_for_by_others(today: date) -> tuple[PracticeFamily, ...]:
    return (
        PracticeFamily(
            "foster carer",
            _family(
                ((_born(today, 20), "Mali", "9990000352"),),
                (_carer("Practice Evans", Relationship.FOSTER_CARER),),
                "4 Practice Row",
            ),
        ),
        PracticeFamily(
            "father as main carer",
            _family(
                ((_born(today, 30, 40), "Theo", "9990000425"),),
                (
                    _carer("Practice Brown", Relationship.FATHER),
                    _carer("Gran Practice Brown", Relationship.GRANDPARENT),
                ),
                "5 Practice Row",
            ),
        ),
        PracticeFamily(
            "quiet baby",
            _family(
                ((_born(today, 7, 40), "Ffion", "9990000492"),),
                (
                    _carer("Practice Lewis", Relationship.MOTHER),
                    _carer("Sam Practice Lewis", Relationship.OTHER_PARENT),
                ),
                "6 Practice Row",
            ),
            PracticeContact(
                voice="I look away for a long time. I do not cry much. I wait.",
                concern="Ffion was hard to reach on two visits; Mum says she is a good quiet baby.",
                strengths="Mum holds her close and keeps her warm.",
                present=("I08",),
                decision=Decision.RECOMMEND,
                rating=Rating.MIXED,
            ),
        ),
    )


def _around_the_line(today: date) -> tuple[PracticeFamily, ...]:
    return (
        PracticeFamily(
            "below the line",
            _family(
                ((_born(today, 9, 40), "Idris", "9990000565"),),
                (_carer("Practice Khan", Relationship.MOTHER),),
                "7 Practice Row",
            ),
            PracticeContact(
                voice="I laugh when you laugh.",
                concern="Money is tight and nights are short; they find each other again quickly.",
                strengths="Idris turns to Mum's voice and settles.",
                present=("F06", "I05"),
                everything_asked=True,
                decision=Decision.NOT_NOW,
            ),
        ),
        PracticeFamily(
            "overridden upwards",
            _family(
                ((_born(today, 16, 40), "Nia", "9990000638"),),
                (_carer("Practice Jones", Relationship.MOTHER),),
                "8 Practice Row",
            ),
            PracticeContact(
                voice="I hold my breath when it gets loud.",
                concern="Three visits of the same stillness between them, more than a count shows.",
                strengths="Mum asked for help herself.",
                present=("F03", "F04", "R10"),
                everything_asked=True,
                decision=Decision.RECOMMEND,
                reason="Seen three times, and Mum says she feels she is acting a part.",
                rating=Rating.MIXED,
            ),
        ),
        PracticeFamily(
            "overridden downwards",
            _family(
                ((_born(today, 60, 40), "Arun", "9990000700"),),
                (
                    _carer("Practice Patel", Relationship.MOTHER),
                    _carer("Dev Practice Patel", Relationship.FATHER),
                ),
                "9 Practice Row",
            ),
            PracticeContact(
                voice="I run off and come back to show you.",
                concern="None today; history noted.",
                strengths="A thought-through story of her own childhood.\nArun seeks comfort.",
                present=("P07",),
                decision=Decision.NOT_NOW,
                reason="Support has been in place for a year and the two are doing well together.",
            ),
        ),
    )
