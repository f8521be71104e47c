"""Whether what was recorded may be shared with the team, and on what ground."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.answers import Consent, Seen
from forms.people import Carer
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


def carers_here(record: ContactRecord, carers: Sequence[Carer]) -> tuple[Carer, ...]:
    """The carers who were at this contact."""
    return tuple(c for c in carers if record.seen(c.id) in (Seen.HERE, Seen.ALONE))


def _agreed(record: ContactRecord, carer: Carer) -> bool:
    agreement = record.agreement(carer.id)
    return agreement.to_recommend is Consent.AGREED and agreement.to_share is Consent.AGREED


def _refused(record: ContactRecord, carer: Carer) -> bool:
    agreement = record.agreement(carer.id)
    return Consent.REFUSED in (agreement.to_recommend, agreement.to_share)
