"""Sentences on screen that more than one place needs, and words for the field's values.

A screen's own sentences stand with the screen; these are here so that each exists once.
"""

from forms.answers import Consent, FactorState, Rating, Seen, Topic
from forms.factors import Suggestion, Weighing
from forms.pack import Weight
from forms.preferences import Wording
from forms.record import Setting
from forms.steps import StepKind

SAVED = "✓ Saved"
SAVING = "Saving"
NOT_SAVED = "Not saved. Your words are still here: "
URGENT = "Urgent: see record"
"""What anyone may read on a screen: that something about safety waits, never what."""
READ_ONLY = "Finished. This contact can be read, not changed."
TO_READ = "To be read, not changed."

RATING = {
    Rating.GOING_WELL: "Going well",
    Rating.MIXED: "Mixed",
    Rating.WORRY: "Worry",
    Rating.NOT_ASKED: "Not asked",
}
FACTOR_STATE = {
    FactorState.PRESENT: "Present",
    FactorState.NOT_PRESENT: "Not present",
    FactorState.NOT_ASKED: "Not asked",
    FactorState.DECLINED: "Chose not to say",
}
SEEN = {
    Seen.HERE: "Here",
    Seen.ALONE: "Here, and seen alone",
    Seen.NOT_HERE: "Not here today",
}
CONSENT = {
    Consent.AGREED: "Agreed",
    Consent.REFUSED: "Did not agree",
    Consent.NOT_ASKED: "Not asked",
}
SETTING = {
    Setting.HOME: "At home",
    Setting.CLINIC: "In clinic",
    Setting.VIDEO: "By video",
    Setting.PHONE: "By phone",
    Setting.ELSEWHERE: "Elsewhere",
}
WEIGHT = {Weight.SIGNIFICANT: "significant", Weight.MINOR: "minor"}
STEP = {
    StepKind.BEFORE: "Before we start",
    StepKind.CARER: "Carer",
    StepKind.INFANT: "Baby",
    StepKind.BETWEEN: "Together",
    StepKind.VOICE: "Voice of the baby",
    StepKind.FACTORS: "Factors",
    StepKind.JUDGEMENT: "Judgement",
    StepKind.AGREEMENT: "Agreement",
    StepKind.LETTER: "Letter",
}
STEP_PAST = {StepKind.BEFORE: "Who was here"}
"""Steps of a contact that is read once the record was closed."""

TOPIC = {
    Topic.VOICE: (
        "If this baby could speak, what would they say?",
        "Write it as the baby, from what you saw: what I look for, what settles me, what I find"
        " hard. It comes first in the letter.",
    ),
    Topic.CONCERN: (
        "What concerns you about how they are getting on together?",
        "Say how the relationship is, or could come to be, under strain. Describe what you saw"
        " and heard; no labels are needed.",
    ),
    Topic.STRENGTHS: (
        "What is going well?",
        "One to a line, small things count: “Tom hums and the baby stills.” If you saw none"
        " today, say so.",
    ),
    Topic.TRIED: (
        "What has been tried already, and what helped?",
        "Help so far, from you, from others and from the family themselves.",
    ),
    Topic.ALONGSIDE: (
        "Who does the family want alongside them?",
        "A partner, a grandparent, you at the first meeting, an advocate. Their own words are"
        " best.",
    ),
    Topic.NEEDS: (
        "Is there anything the team should know to make it easy to come?",
        "Language and interpreter, hearing, reading, travel, times and places to avoid.",
    ),
}
TOPIC_PAST = {
    Topic.VOICE: "The voice of the baby, as you wrote it then",
    Topic.CONCERN: "What concerned you then",
    Topic.STRENGTHS: "What was going well",
    Topic.TRIED: "What had been tried, and what helped",
    Topic.ALONGSIDE: "Who the family wanted alongside them",
    Topic.NEEDS: "What the team was to know",
}
"""The same headings once the record was closed."""

TOPIC_SHORT = {
    Topic.VOICE: "Voice of the baby",
    Topic.CONCERN: "Concern",
    Topic.STRENGTHS: "Strengths",
    Topic.TRIED: "Tried so far",
    Topic.ALONGSIDE: "Alongside",
    Topic.NEEDS: "Needs",
}
NOUN = {
    Wording.RECOMMENDATION: "recommendation",
    Wording.REFERRAL: "referral",
    Wording.REGISTRATION: "registration",
}


def to_team(wording: Wording) -> str:
    """What the checklist may suggest, in the team's own word."""
    return f"A {NOUN[wording]} to the parent-infant team"


def headline(weighing: Weighing, wording: Wording) -> str:
    """The suggestion in a few words."""
    noun = NOUN[wording]
    match weighing.suggestion:
        case Suggestion.SUGGESTS:
            return f"Suggests a {noun}"
        case Suggestion.DOES_NOT_SUGGEST:
            return f"Does not suggest a {noun}"
        case Suggestion.CANNOT_TELL:
            return "Cannot tell yet"


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 factor", "3 factors"."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"


def so_far(weighing: Weighing) -> str:
    """What is present, in one sentence."""
    significant, minor = len(weighing.significant), len(weighing.minor)
    if not significant and not minor:
        return "No factor noted as present."
    return f"{significant} significant and {minor} minor noted as present."


def what_would_change(weighing: Weighing, wording: Wording) -> str:
    """What the unanswered factors could still do, so that not asked is never read as no."""
    noun = NOUN[wording]
    unanswered = counted(len(weighing.unanswered), "factor")
    if weighing.suggestion is Suggestion.SUGGESTS:
        asked = f"{len(weighing.not_asked)} not asked" if weighing.not_asked else "All asked"
        return f"{asked}. Your judgement may still go the other way."
    if weighing.suggestion is Suggestion.DOES_NOT_SUGGEST:
        if not weighing.unanswered:
            return "Every factor has an answer. Your judgement may still go the other way."
        return f"{unanswered} without an answer could not change this."
    ways = _ways(weighing)
    return f"{ways} among the {len(weighing.unanswered)} not answered would suggest a {noun}."


def _ways(weighing: Weighing) -> str:
    blank_significant = sum(f.weight is Weight.SIGNIFICANT for f in weighing.unanswered)
    blank_minor = len(weighing.unanswered) - blank_significant
    ways = []
    if blank_significant >= weighing.rule.significant - len(weighing.significant):
        needed = weighing.rule.significant - len(weighing.significant)
        ways.append(f"{_number(needed)} significant factor{'s' * (needed > 1)}")
    if blank_minor >= weighing.minor_still_needed:
        needed = weighing.minor_still_needed
        ways.append(f"{_number(needed)} more minor factor{'s' * (needed > 1)}")
    sentence = ", or ".join(ways)
    return sentence[:1].upper() + sentence[1:]


_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def rule_words(weighing: Weighing, pack_version: str) -> str:
    """The rule itself, for the small print."""
    rule = weighing.rule
    return f"Rule: {rule.significant} significant or {rule.minor} minor. From {pack_version}."
