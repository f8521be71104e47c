"""Words on screen for the letters: their names, who holds a copy, what is missing by heading."""

from forms.gaps import Gap, Missing
from forms.headings import HEADING_OF, LetterHeading
from forms.letter_kinds import Copy, Holder, LetterKind, Slot
from forms.people import Family, SafeToContact

LETTER = {
    LetterKind.RECOMMENDATION: "The letter to the team",
    LetterKind.CONSULTATION: "Consultation, naming nobody",
    LetterKind.FOLLOW_UP: "Follow-up to the parents",
    LetterKind.MORE_INFORMATION: "More information, please",
    LetterKind.ACCEPTED: "Answer: accepted",
    LetterKind.WAITING: "Answer: waiting list",
    LetterKind.DECLINED: "Answer: not with us",
    LetterKind.HAND_OVER: "Hand-over sheet",
    LetterKind.SELF_REFERRAL: "Notice: family came by itself",
    LetterKind.ALLOCATION: "Page for the team's meeting",
    LetterKind.REASONS: "Page of reasons",
}
HOLDER = {
    Holder.FAMILY: "Family's copy",
    Holder.CARER: "Copy for {who}, who was not there",
    Holder.TEAM: "Team's copy",
    Holder.REFERRER: "Copy for who wrote to you",
    Holder.HEALTH_VISITOR: "Health visitor's copy",
    Holder.GP: "GP's copy",
    Holder.NEXT_SERVICE: "Next service's copy",
}
ADDRESSED = {
    Holder.REFERRER: "Who wrote to you: name and address",
    Holder.HEALTH_VISITOR: "Health visitor: name and address",
    Holder.GP: "GP: name and address",
    Holder.NEXT_SERVICE: "Next service: name and address",
}
SLOT = {
    Slot.HOPED: "What you hope the team can do",
    Slot.QUESTION: "What you would like to think about",
    Slot.SAID: "What you talked about",
    Slot.NEXT: "What happens next",
    Slot.NEEDED: "What else you would like to know",
    Slot.REASON: "Why not, for who wrote to you",
    Slot.REASON_FAMILY: "Why not, in words for the family",
    Slot.ALTERNATIVE: "What could help instead",
    Slot.MEANWHILE: "Until you can begin",
    Slot.OUTCOME: "How things stand",
}
HEADING = {
    LetterHeading.WHO: "Who it is about",
    LetterHeading.GP: "GP practice",
    LetterHeading.REFERRAL: "The meeting",
    LetterHeading.EXPECTED: "What is hoped for",
    LetterHeading.REASON: "Why now",
    LetterHeading.WISHES: "Voice and wishes",
    LetterHeading.HISTORY: "What was tried",
    LetterHeading.OBSERVED: "What was seen",
    LetterHeading.FACTORS: "Checklist and judgement",
    LetterHeading.SAFETY: "Safety",
    LetterHeading.CONSENT: "Agreement",
    LetterHeading.REQUIREMENTS: "Keeping in touch",
    LetterHeading.COPIES: "Copies",
}
MISSING = {
    Missing.CONCERN: "Concern about the relationship",
    Missing.VOICE: "Voice of the baby",
    Missing.STRENGTHS: "Strengths",
    Missing.PRESENCE: "Who was here",
    Missing.JUDGEMENT: "Your judgement",
    Missing.REASON: "Reason for going another way",
    Missing.AGREEMENT: "Agreement to share",
    Missing.ALONGSIDE: "Who they want alongside",
    Missing.TRIED: "What has been tried",
    Missing.FACTORS: "Factors that were not asked",
    Missing.SAFETY: "What was done about safety: F8",
    Missing.NAME: "The baby's name",
    Missing.NHS_NUMBER: "NHS number",
    Missing.ADDRESS: "Address of the family",
    Missing.GP: "GP practice",
    Missing.REACHING: "How to reach the family",
    Missing.SAFE: "Whether it is safe to contact each carer",
    Missing.HOPED: "What you hope the team can do",
    Missing.DECLINING: "The reason, and what could help instead",
    Missing.IDENTIFYING: "Words that tell who it is about",
    Missing.NOBODY: "Someone to write to",
    Missing.ADDRESSEE: "Name and address of who it goes to",
}
WELSH_IS_A_DRAFT = (
    "The Welsh words of this letter are a draft. A qualified translator has still to check them."
)


def copy_words(copy: Copy, family: Family) -> str:
    """Whose copy, and for an absent carer whether it is known to be safe to write to them."""
    words = HOLDER[copy.holder]
    if copy.carer is None:
        return words
    carer = family.carer(copy.carer)
    said = words.format(who=carer.name)
    match carer.safe_to_contact:
        case SafeToContact.SAFE:
            return said
        case SafeToContact.NOT_SAFE:
            return f"{said}. NOT SAFE to contact: tick only if you are sure"
        case SafeToContact.NOT_ASKED:
            return f"{said}. Nobody asked whether that is safe: tick only if you are sure"


def by_heading(gaps: tuple[Gap, ...]) -> tuple[tuple[str, tuple[Gap, ...]], ...]:
    """The gaps under their headings, in the order of a letter."""
    found = (
        (HEADING[h], tuple(gap for gap in gaps if HEADING_OF[gap.missing] is h))
        for h in LetterHeading
    )
    return tuple((words, own) for words, own in found if own)
