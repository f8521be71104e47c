"""The letters a saved contact can become, who may hold a copy of each, and what is free to write.

Facts come from the record and cannot be changed in a letter; a `Slot` is the practitioner's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from forms.ids import CarerId
from forms.pack import Language


class LetterKind(Enum):
    """One of the set."""

    RECOMMENDATION = "recommendation"
    CONSULTATION = "consultation"
    FOLLOW_UP = "follow_up"
    MORE_INFORMATION = "more_information"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    DECLINED = "declined"
    HAND_OVER = "hand_over"
    SELF_REFERRAL = "self_referral"
    ALLOCATION = "allocation"
    REASONS = "reasons"


class Holder(Enum):
    """Who holds a copy. `CARER` is one carer who was not there, with a copy of their own."""

    FAMILY = "family"
    CARER = "carer"
    TEAM = "team"
    REFERRER = "referrer"
    HEALTH_VISITOR = "health_visitor"
    GP = "gp"
    NEXT_SERVICE = "next_service"


class Slot(Enum):
    """A place in a letter for the practitioner's own words."""

    HOPED = "hoped"
    """What is asked of the team."""
    QUESTION = "question"
    SAID = "said"
    NEXT = "next"
    NEEDED = "needed"
    REASON = "reason"
    REASON_FAMILY = "reason_family"
    """The same reason, in words for the family."""
    ALTERNATIVE = "alternative"
    MEANWHILE = "meanwhile"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy of one letter; `carer` where the holder is one carer alone."""

    holder: Holder
    carer: CarerId | None = None

    @property
    def is_for_the_family(self) -> bool:
        """Whether it lies about at home: then the family's rules decide what stands in it."""
        return self.holder in (Holder.FAMILY, Holder.CARER)


def _nothing() -> Mapping[Slot, str]:
    return MappingProxyType({})


def _nowhere() -> Mapping[Holder, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LetterOrder:
    """What was chosen for one letter. `written` holds only what differs from the record's words.

    `addresses`: name and address of a holder the record does not know, one to a line.
    `copies`: everyone who gets one. `agreed_for`: those beyond the team of whom the family was
    asked, and agreed. `deliberately`: carers to write to though that may not be safe.
    """

    kind: LetterKind
    copies: tuple[Copy, ...]
    language: Language = Language.ENGLISH
    written: Mapping[Slot, str] = field(default_factory=_nothing)
    addresses: Mapping[Holder, str] = field(default_factory=_nowhere)
    agreed_for: frozenset[Holder] = frozenset()
    deliberately: frozenset[CarerId] = frozenset()

    def said(self, slot: Slot) -> str:
        """The practitioner's own words in this place; empty where there are none."""
        return self.written.get(slot, "").strip()


_TEAM_AND_FAMILY = (Holder.FAMILY, Holder.TEAM)
_REFERRER_AND_FAMILY = (Holder.REFERRER, Holder.FAMILY)

HOLDERS: Mapping[LetterKind, tuple[Holder, ...]] = MappingProxyType(
    {
        LetterKind.RECOMMENDATION: _TEAM_AND_FAMILY,
        LetterKind.CONSULTATION: (Holder.TEAM,),
        LetterKind.FOLLOW_UP: (Holder.FAMILY, Holder.CARER, Holder.HEALTH_VISITOR, Holder.GP),
        LetterKind.MORE_INFORMATION: (Holder.REFERRER,),
        LetterKind.ACCEPTED: _REFERRER_AND_FAMILY,
        LetterKind.WAITING: _REFERRER_AND_FAMILY,
        LetterKind.DECLINED: _REFERRER_AND_FAMILY,
        LetterKind.HAND_OVER: (Holder.NEXT_SERVICE,),
        LetterKind.SELF_REFERRAL: (Holder.HEALTH_VISITOR, Holder.GP),
        LetterKind.ALLOCATION: (Holder.TEAM,),
        LetterKind.REASONS: (Holder.TEAM,),
    }
)
"""Who may hold a copy of each; the first is the one it is written to."""

SLOTS: Mapping[LetterKind, tuple[Slot, ...]] = MappingProxyType(
    {
        LetterKind.RECOMMENDATION: (Slot.HOPED,),
        LetterKind.CONSULTATION: (Slot.QUESTION,),
        LetterKind.FOLLOW_UP: (Slot.SAID, Slot.NEXT),
        LetterKind.MORE_INFORMATION: (Slot.NEEDED,),
        LetterKind.ACCEPTED: (Slot.NEXT,),
        LetterKind.WAITING: (Slot.MEANWHILE,),
        LetterKind.DECLINED: (Slot.REASON, Slot.REASON_FAMILY, Slot.ALTERNATIVE),
        LetterKind.HAND_OVER: (Slot.OUTCOME, Slot.NEXT),
        LetterKind.SELF_REFERRAL: (Slot.OUTCOME,),
        LetterKind.ALLOCATION: (Slot.NEEDED,),
        LetterKind.REASONS: (),
    }
)
"""What is free to write in each, in the order in which it is printed."""

FINISHES = frozenset(LetterKind) - {LetterKind.CONSULTATION}
"""Letters that are about a contact as it stays; a consultation comes before the decision."""


def everyone(kind: LetterKind, absent: tuple[CarerId, ...] = ()) -> tuple[Copy, ...]:
    """Every copy this letter can have; `absent` are the carers who were not at the contact."""
    return tuple(
        copy
        for holder in HOLDERS[kind]
        for copy in (
            tuple(Copy(holder, carer) for carer in absent)
            if holder is Holder.CARER
            else (Copy(holder),)
        )
    )
