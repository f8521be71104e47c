"""Every sentence a letter may print, by name; one value of this shape for each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.ages import AgeUnit
from forms.answers import Rating, Seen
from forms.pack import Language, Weight
from forms.people import ContactBy, Relationship, SafeToContact
from forms.record import Setting


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences. Braces are filled by the letter: never with markup, always with plain text."""

    language: Language
    translation: str
    """Who has still to check these words before they are relied on; empty where nobody has."""
    months: tuple[str, ...]
    date: str
    and_: str
    page: str
    draft: str

    title: str
    default_team: str
    to: str
    copy_to: str
    for_team_only: str
    dear: str
    dear_nobody: str
    dear_team: str
    about: str
    expected: str
    expected_weeks: str
    born: str
    ages: Mapping[AgeUnit, tuple[str, str]]
    """For each unit the words for one, and for any other number."""
    age_corrected: str
    not_born: str
    ended: str
    died: str
    opening_family: str
    opening_team: str
    no_carers: str
    settings: Mapping[Setting, str]

    concern_family: str
    concern_team: str
    not_recorded: str
    voice_family: str
    voice_team: str
    going_well: str
    no_strengths: str
    seen_family: str
    seen_team: str
    own_words: str
    with_carer: str
    another_question: str
    ratings: Mapping[Rating, str]
    harder: str
    no_factors: str
    factor_weight: Mapping[Weight, str]
    factor_whom: str
    factor_since: str
    factor_note: str

    checklist_heading: str
    checklist_family: str
    rule: str
    counted: str
    significant_many: str
    significant_one: str
    minor_many: str
    minor_one: str
    none: str
    suggests: str
    does_not_suggest: str
    cannot_tell: str
    not_asked: str
    not_asked_list: str
    all_asked: str
    declined: str
    pack: str
    pack_not_approved: str

    judgement: str
    judged_recommend: str
    judged_not_now: str
    judged_nothing: str
    judged_against: str
    reason: str
    no_reason: str

    agreement: str
    to_recommend: str
    to_share: str
    to_contact: str
    agreed: str
    did_not_agree: str
    was_not_asked: str
    without_agreement: str
    ground: str
    not_said: str
    no_agreement: str

    safety: str
    safety_done: str
    safety_nothing: str
    hoped: str
    copies: str
    together: str
    tried: str
    alongside: str
    needs: str
    reach_family: str
    reach_team: str
    nhs_number: str
    address: str
    gp_practice: str
    contact_by: Mapping[ContactBy, str]
    safe: Mapping[SafeToContact, str]
    speaks: str
    interpreter: str
    access: str
    relationships: Mapping[Relationship, str]
    presence: Mapping[Seen, str]

    limits: str
    closing: str

    left_alone_answers: str
    left_private: str
    left_factors: str
    left_notes: str
    left_ground: str
    left_judgement: str
    left_declined: str
    left_counts: str
    left_details: str
    left_addressee: str
    left_nobody: str
