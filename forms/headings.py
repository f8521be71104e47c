"""The headings a clinical letter is read by, and where each missing thing would stand.

The codes are those of the PRSB clinical referral information standard, as UK Core's record
standard headings name them.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from forms.gaps import Missing


class LetterHeading(Enum):
    """A heading, by its code."""

    WHO = "patient-demographics"
    GP = "gp-practice"
    REFERRAL = "referral-details"
    EXPECTED = "expectation-of-referral"
    REASON = "reason-for-referral"
    WISHES = "patient-and-carer-concerns-expectations-and-wishes"
    HISTORY = "history"
    OBSERVED = "examination-findings"
    FACTORS = "relevant-clinical-risk-factors"
    SAFETY = "safeguarding-issues"
    CONSENT = "consent-for-information-sharing"
    REQUIREMENTS = "individual-requirements"
    COPIES = "distribution-list"


HEADING_OF: Mapping[Missing, LetterHeading] = MappingProxyType(
    {
        Missing.NAME: LetterHeading.WHO,
        Missing.NHS_NUMBER: LetterHeading.WHO,
        Missing.ADDRESS: LetterHeading.WHO,
        Missing.GP: LetterHeading.GP,
        Missing.PRESENCE: LetterHeading.REFERRAL,
        Missing.HOPED: LetterHeading.EXPECTED,
        Missing.CONCERN: LetterHeading.REASON,
        Missing.IDENTIFYING: LetterHeading.REASON,
        Missing.DECLINING: LetterHeading.REASON,
        Missing.VOICE: LetterHeading.WISHES,
        Missing.ALONGSIDE: LetterHeading.WISHES,
        Missing.TRIED: LetterHeading.HISTORY,
        Missing.STRENGTHS: LetterHeading.OBSERVED,
        Missing.FACTORS: LetterHeading.FACTORS,
        Missing.JUDGEMENT: LetterHeading.FACTORS,
        Missing.REASON: LetterHeading.FACTORS,
        Missing.SAFETY: LetterHeading.SAFETY,
        Missing.AGREEMENT: LetterHeading.CONSENT,
        Missing.REACHING: LetterHeading.REQUIREMENTS,
        Missing.SAFE: LetterHeading.REQUIREMENTS,
        Missing.NOBODY: LetterHeading.COPIES,
        Missing.ADDRESSEE: LetterHeading.COPIES,
    }
)
"""Under which heading each missing thing is looked for."""
