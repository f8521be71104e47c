"""The fixed sentences of the letters around the recommendation, by name, for each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.gaps import Missing
from forms.headings import LetterHeading
from forms.letter_kinds import Holder, LetterKind, Slot


@dataclass(frozen=True, slots=True)
class SetWords:
    """Braces are filled with plain text. `translation` says who has still to check these words."""

    translation: str
    other_language: str
    """In the other language: that this letter can be had in it too."""
    titles: Mapping[LetterKind, str]
    family_titles: Mapping[LetterKind, str]
    """Where the family's copy is called something else."""
    openings: Mapping[LetterKind, str]
    family_openings: Mapping[LetterKind, str]
    """The same, where the copy is the family's."""
    slots: Mapping[Slot, str]
    """The heading over the practitioner's own words."""
    holders: Mapping[Holder, str]
    headings: Mapping[LetterHeading, str]
    missing: Mapping[Missing, str]

    dear_colleague: str
    a_baby: str
    who_cares: str
    nothing_named: str
    consultation_limits: str
    masked: Mapping[str, str]

    decided_recommend: str
    decided_not_now: str
    copies_to: str
    copy_of_absent: str

    missing_heading: str
    nothing_missing: str
    needed_until: str

    keep_up_heading: str
    keep_up: tuple[str, ...]
    waiting_family: tuple[str, ...]
    accepted_referrer: tuple[str, ...]
    accepted_family: tuple[str, ...]
    declined_ask_again: str
    declined_family_ask_again: str
    nothing_written: str
    urgent_never_waits: str

    baby: str
    cared_for_by: str
    met_on: str
    referred_by: str
    stage: str
    stages: tuple[str, str]
    nothing_told: str
    professionals_only: str
    shared_with_agreement: str

    allocation_of: str
    allocation_safety: str
    checklist_says: str
    more_in_record: str
    none_noted: str

    reasons_reading: str
    reasons_people: str


"""Nothing here holds a name; what does is filled in."""
