"""Whether what was recorded may be shared, with whom, and on what ground."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import assert_never

from forms.answers import Consent, Seen
from forms.ids import CarerId
from forms.letter_kinds import Copy, Holder
from forms.people import Carer, SafeToContact
from forms.record import ContactRecord


@dataclass(frozen=True, slots=True)
class Allowed:
    """These carers agreed, and nobody refused."""

    by: tuple[Carer, ...]


@dataclass(frozen=True, slots=True)
class AllowedOnSafeguardingGround:
    """Agreement is not the basis here: someone's safety is, and someone authorised it."""

    reason: str
    authorised_by: str


@dataclass(frozen=True, slots=True)
class Blocked:
    """Nothing may be shared yet; `why` says what to do, in words fit to show."""

    why: str


MayShare = Allowed | AllowedOnSafeguardingGround | Blocked


def may_share(record: ContactRecord, carers: Sequence[Carer]) -> MayShare:
    """Judge the agreements recorded at this contact.

    One carer's agreement to the recommendation and to sharing is enough unless another refused;
    carers who were not there need not have been asked. A complete safeguarding ground
    (reason and authoriser) stands in for agreement.
    """
    ground = record.ground
    agreed = tuple(c for c in carers if _agreed(record, c))
    refused = tuple(c for c in carers if _refused(record, c))
    if agreed and not refused:
        return Allowed(agreed)
    if ground.reason.strip() and ground.authorised_by.strip():
        return AllowedOnSafeguardingGround(ground.reason.strip(), ground.authorised_by.strip())
    if refused:
        names = " and ".join(c.name for c in refused)
        return Blocked(
            f"{names} did not agree. Talk it over again, or record the safeguarding ground"
            " for sharing and who authorised it."
        )
    if ground.reason.strip():
        return Blocked("Say who authorised sharing without agreement.")
    return Blocked("Ask someone who cares for the baby whether they agree, and record it.")


def may_hold(
    copy: Copy,
    record: ContactRecord,
    carers: Sequence[Carer],
    agreed_for: Container[Holder],
    deliberately: Container[CarerId],
) -> MayShare:
    """Judge one copy of a letter by who would hold it.

    What was agreed for the team covers its answers to the referrer. Anybody else is asked about
    (`agreed_for`), or stands on the safeguarding ground. A carer who is not known to be safe to
    contact gets nothing, unless somebody chose so (`deliberately`).
    """
    match copy.holder:
        case Holder.TEAM | Holder.REFERRER:
            return may_share(record, carers)
        case Holder.FAMILY | Holder.CARER:
            return _may_write_to(copy, record, carers, deliberately)
        case Holder.HEALTH_VISITOR | Holder.GP | Holder.NEXT_SERVICE:
            if copy.holder in agreed_for:
                return Allowed(carers_here(record, carers))
            ground = record.ground
            if ground.reason.strip() and ground.authorised_by.strip():
                return AllowedOnSafeguardingGround(
                    ground.reason.strip(), ground.authorised_by.strip()
                )
            return Blocked(f"Ask the family whether {_WHO[copy.holder]} may have a copy.")
        case _:
            assert_never(copy.holder)


_WHO = {
    Holder.HEALTH_VISITOR: "the health visitor",
    Holder.GP: "the GP",
    Holder.NEXT_SERVICE: "the next service",
}


def _may_write_to(
    copy: Copy,
    record: ContactRecord,
    carers: Sequence[Carer],
    deliberately: Container[CarerId],
) -> MayShare:
    if copy.holder is Holder.CARER:
        to = tuple(c for c in carers if c.id == copy.carer)
        safe = tuple(
            c for c in to if c.safe_to_contact is SafeToContact.SAFE or c.id in deliberately
        )
        names = " and ".join(c.name for c in to)
        return Allowed(safe) if safe else Blocked(f"{names}: {_NOT_KNOWN_SAFE}")
    came = carers_here(record, carers) or tuple(
        c for c in carers if all(record.seen(one.id) is None for one in carers)
    )
    safe = tuple(c for c in came if c.safe_to_contact is not SafeToContact.NOT_SAFE)
    return Allowed(safe) if safe else Blocked("Nobody of the family can be written to safely.")


_NOT_KNOWN_SAFE = "not known to be safe to write to. Leave the copy out, or choose it all the same."


def carers_here(record: ContactRecord, carers: Sequence[Carer]) -> tuple[Carer, ...]:
    """The carers who were at this contact."""
    return tuple(c for c in carers if record.seen(c.id) in (Seen.HERE, Seen.ALONE))


def _agreed(record: ContactRecord, carer: Carer) -> bool:
    agreement = record.agreement(carer.id)
    return agreement.to_recommend is Consent.AGREED and agreement.to_share is Consent.AGREED


def _refused(record: ContactRecord, carer: Carer) -> bool:
    agreement = record.agreement(carer.id)
    return Consent.REFUSED in (agreement.to_recommend, agreement.to_share)
