"""The fixed sentences of the set in English."""

from types import MappingProxyType

from forms.gaps import Missing
from forms.headings import LetterHeading
from forms.letter_kinds import Holder, LetterKind, Slot
from letters.set_words import SetWords

ENGLISH_SET = SetWords(
    translation="",
    other_language="Gallwch gael y llythyr hwn yn Gymraeg.",
    titles=MappingProxyType(
        {
            LetterKind.RECOMMENDATION: "{Noun} {to} {team}",
            LetterKind.CONSULTATION: "A request to think together",
            LetterKind.FOLLOW_UP: "After our meeting on {day}",
            LetterKind.MORE_INFORMATION: "A few things we still need to know",
            LetterKind.ACCEPTED: "Your {noun}: we would like to meet this family",
            LetterKind.WAITING: "Your {noun}: on our waiting list",
            LetterKind.DECLINED: "Your {noun}: not with our team this time",
            LetterKind.HAND_OVER: "Hand-over sheet",
            LetterKind.SELF_REFERRAL: "A family who came to us themselves",
            LetterKind.ALLOCATION: "Summary for the allocation meeting",
            LetterKind.REASONS: "Reasons for this decision",
        }
    ),
    family_titles=MappingProxyType(
        {
            LetterKind.ACCEPTED: "We would like to meet you",
            LetterKind.WAITING: "You are on our waiting list",
            LetterKind.DECLINED: "Other help for you and your baby",
        }
    ),
    openings=MappingProxyType(
        {
            LetterKind.RECOMMENDATION: "",
            LetterKind.CONSULTATION: (
                "I would like to think with you about a baby and those who care for the baby."
                " Nothing in this request says who they are."
            ),
            LetterKind.FOLLOW_UP: (
                "This is a copy of what was written to the family after our meeting on {day}."
            ),
            LetterKind.MORE_INFORMATION: (
                "Thank you for the {noun} of this family. Before we can decide well, we need to"
                " know a little more. Please tell us what you can; “not asked” is an answer too."
            ),
            LetterKind.ACCEPTED: (
                "Thank you for the {noun} of this family. We have thought about it together and"
                " would like to meet them."
            ),
            LetterKind.WAITING: (
                "Thank you for the {noun} of this family. We would like to meet them and cannot"
                " begin yet. They are on our waiting list."
            ),
            LetterKind.DECLINED: (
                "Thank you for the {noun} of this family. We have thought about it with care. We"
                " are not the right team for them at this time."
            ),
            LetterKind.HAND_OVER: (
                "This sheet goes with the family to the next service, so that they need not tell"
                " it all again."
            ),
            LetterKind.SELF_REFERRAL: (
                "This family asked us for help themselves. With their agreement we let you know."
            ),
            LetterKind.ALLOCATION: "For the meeting only. The record holds the rest.",
            LetterKind.REASONS: (
                "This page says how the decision came about. It can be read without the letter."
            ),
        }
    ),
    family_openings=MappingProxyType(
        {
            LetterKind.FOLLOW_UP: (
                "Thank you for meeting me on {day}, {setting}. I am writing down what we talked"
                " about, so that you can look at it again. If I got something wrong, please say."
            ),
            LetterKind.ACCEPTED: (
                "Your health visitor or midwife told us about you and your baby, as you agreed. We"
                " would like to meet you."
            ),
            LetterKind.WAITING: (
                "Your health visitor or midwife told us about you and your baby, as you agreed. We"
                " would like to meet you. We cannot begin straight away, and you are on our list."
            ),
            LetterKind.DECLINED: (
                "Your health visitor or midwife told us about you and your baby, as you agreed. We"
                " have thought about it with care. We think that other help fits you better now."
            ),
        }
    ),
    slots=MappingProxyType(
        {
            Slot.HOPED: "What I hope the team can do",
            Slot.QUESTION: "What I would like to think about",
            Slot.SAID: "What we talked about",
            Slot.NEXT: "What happens next",
            Slot.NEEDED: "What we would like to know besides",
            Slot.REASON: "Why",
            Slot.REASON_FAMILY: "Why",
            Slot.ALTERNATIVE: "What could help instead",
            Slot.MEANWHILE: "Until we can begin",
            Slot.OUTCOME: "How things stand",
        }
    ),
    holders=MappingProxyType(
        {
            Holder.FAMILY: "the family",
            Holder.CARER: "a parent or carer who was not there",
            Holder.TEAM: "the parent-infant relationship team",
            Holder.REFERRER: "the one who wrote to the team",
            Holder.HEALTH_VISITOR: "the health visitor",
            Holder.GP: "the GP",
            Holder.NEXT_SERVICE: "the next service",
        }
    ),
    headings=MappingProxyType(
        {
            LetterHeading.WHO: "Who it is about",
            LetterHeading.GP: "GP practice",
            LetterHeading.REFERRAL: "The meeting",
            LetterHeading.EXPECTED: "What is hoped for",
            LetterHeading.REASON: "Why now",
            LetterHeading.WISHES: "The baby's voice and the family's wishes",
            LetterHeading.HISTORY: "What has been tried",
            LetterHeading.OBSERVED: "What was seen",
            LetterHeading.FACTORS: "The checklist and the judgement",
            LetterHeading.SAFETY: "Safety",
            LetterHeading.CONSENT: "Agreement",
            LetterHeading.REQUIREMENTS: "Keeping in touch",
            LetterHeading.COPIES: "Copies",
        }
    ),
    missing=MappingProxyType(
        {
            Missing.CONCERN: "what concerns you about the relationship",
            Missing.VOICE: "the voice of the baby",
            Missing.STRENGTHS: "what is going well",
            Missing.PRESENCE: "who was at the meeting",
            Missing.JUDGEMENT: "your judgement",
            Missing.REASON: "your reason for going another way than the checklist",
            Missing.AGREEMENT: "whether the family agreed",
            Missing.ALONGSIDE: "whom the family would like alongside them",
            Missing.TRIED: "what has been tried, and what helped",
            Missing.FACTORS: "the factors that were not asked",
            Missing.SAFETY: "what was done about safety",
            Missing.NAME: "the baby's name",
            Missing.NHS_NUMBER: "the NHS number",
            Missing.ADDRESS: "the address",
            Missing.GP: "the GP practice",
            Missing.REACHING: "how the family can be reached",
            Missing.SAFE: "whether it is safe to contact each carer",
            Missing.HOPED: "what you hope the team can do",
            Missing.DECLINING: "the reason, and what else could help",
            Missing.IDENTIFYING: "words that tell who it is about",
            Missing.NOBODY: "somebody to write to",
            Missing.ADDRESSEE: "who it is written to",
        }
    ),
    dear_colleague="Dear colleague,",
    a_baby="About a baby: {when}",
    who_cares="Cared for by: {who}.",
    nothing_named=(
        "Names, days, numbers and places are left out. Words in square brackets stand for them."
    ),
    consultation_limits=(
        "What you advise rests on what I have told you here. I and my employer stay responsible"
        " for this family's care. A worry about someone's safety does not wait for this talk."
    ),
    masked=MappingProxyType(
        {
            "baby": "[the baby]",
            "family": "[the family]",
            "carer": "[a carer]",
            "mother": "[the mother]",
            "father": "[the father]",
            "number": "[number]",
            "day": "[day]",
            "place": "[place]",
        }
    ),
    decided_recommend="We talked about asking {team} to meet you, and I have written to them.",
    decided_not_now="We thought about other help together. Nothing is sent to another team now.",
    copies_to="Copies of this letter go to: {who}.",
    copy_of_absent="This is a copy for {who}, who was not at the meeting.",
    missing_heading="What we could not find",
    nothing_missing="Nothing is missing from what you sent us.",
    needed_until=(
        "Please keep up what you are doing for the family until you hear from us. Tell them that"
        " we have asked."
    ),
    keep_up_heading="Please keep up your support",
    keep_up=(
        "Keep seeing the family as you do now: your relationship with them is what carries them"
        " to us.",
        "Tell us if something changes, for better or worse, and if they no longer wish to come.",
        "We are glad to think with you while they wait: ask for a consultation at any time.",
        "A worry about someone's safety does not wait for us: follow your safeguarding procedure.",
    ),
    waiting_family=(
        "Your health visitor or midwife goes on seeing you and knows that you are waiting.",
        "You can tell them or us at any time that things have changed, or that you would rather"
        " not come.",
        "If you are worried about anyone's safety, do not wait for us: call 999, or 111 for"
        " urgent advice.",
    ),
    accepted_referrer=(
        "We will get in touch with the family in the way they asked for.",
        "If the parents would like it, you are welcome at the first meeting.",
        "Please keep up your support until they have met us, and tell us if something changes.",
    ),
    accepted_family=(
        "We will get in touch in the way you asked for, and agree a time and a place with you.",
        "You can bring someone you trust.",
        "It is your choice: you can change your mind at any time.",
    ),
    declined_ask_again=(
        "If things change, or we have misunderstood, please write again or ring us. We are glad to"
        " think with you about what comes next."
    ),
    declined_family_ask_again=(
        "If things change, or if you see it in another way, tell us or your health visitor or"
        " midwife. You can ask again."
    ),
    nothing_written="Nothing was written.",
    urgent_never_waits=(
        "This letter does not take the place of safeguarding. A worry about someone's safety"
        " follows the safeguarding procedure, today."
    ),
    baby="Baby",
    cared_for_by="Cared for by",
    met_on="Met on",
    referred_by="Written by",
    stage="Stage",
    stages=("before birth", "after birth"),
    nothing_told="What they told us stays with us. You can ask us, and we ask them.",
    professionals_only="For the service named above only. Not for the family's home.",
    shared_with_agreement="Shared with the agreement of the family.",
    allocation_of="{initials}, {when}",
    allocation_safety="Urgent: see record",
    checklist_says="Checklist",
    more_in_record="(more in the record)",
    none_noted="nothing noted",
    reasons_reading=(
        "How to read it: the checklist helps to notice and never decides. “Not asked” never"
        " means “no”. The practitioner decides, and may go either way with a reason."
    ),
    reasons_people="Decided by {who} on {day}.",
)
