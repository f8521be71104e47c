"""The letter's sentences in English."""

from types import MappingProxyType

from forms.ages import AgeUnit
from forms.answers import Rating, Seen
from forms.pack import Language, Weight
from forms.people import ContactBy, Relationship, SafeToContact
from forms.record import Setting
from letters.words import Words

ENGLISH = Words(
    language=Language.ENGLISH,
    translation="",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date="{day} {month} {year}",
    and_="and",
    page="Page {page} of {pages}",
    draft="Draft. Nothing is decided yet, and nothing of this is to be handed on.",
    title="{Noun} {to} {team}",
    default_team="the parent-infant relationship team",
    to="To: {who}",
    copy_to="Copy to: {who}",
    for_team_only="This copy is for the team only.",
    dear="Dear {who},",
    dear_nobody="Hello,",
    dear_team="Dear colleagues,",
    about="About {baby}, {when}",
    expected="due {due}",
    expected_weeks="due {due} ({weeks} weeks)",
    born="born on {born}, now {age}",
    ages=MappingProxyType({u: (f"{{n}} {u.value}", f"{{n}} {u.value}s") for u in AgeUnit}),
    age_corrected="{age} ({corrected} corrected)",
    not_born="not born yet",
    ended="pregnancy ended on {ended}",
    died="born on {born}, died on {died}",
    opening_family=(
        "Thank you for the time we had together on {day}, {setting}. I would like to {verb} your"
        " family {to} {team}. They help babies and the people who care for them to enjoy and"
        " understand each other."
    ),
    opening_team=(
        "I met {who} on {day}, {setting}, and would like to {verb} this family {to} you. The"
        " relationship between this baby and those who care for the baby is what I would like"
        " you to think about with us."
    ),
    no_carers="the family",
    settings=MappingProxyType(
        {
            Setting.HOME: "at home",
            Setting.CLINIC: "at the clinic",
            Setting.VIDEO: "by video",
            Setting.PHONE: "by phone",
            Setting.ELSEWHERE: "away from home and clinic",
        }
    ),
    concern_family="Why I am writing",
    concern_team="The concern about the relationship",
    not_recorded="Not recorded at this contact.",
    voice_family="If your baby could speak",
    voice_team="The voice of the baby",
    going_well="What is going well",
    no_strengths=(
        "No strengths were written down at this contact. That does not mean there are none."
    ),
    seen_family="What we saw and talked about",
    seen_team="What was seen and heard",
    own_words="In their own words: “{words}”",
    with_carer="{what}, {who}",
    another_question="Another question",
    ratings=MappingProxyType(
        {
            Rating.GOING_WELL: "going well",
            Rating.MIXED: "mixed",
            Rating.WORRY: "a worry",
            Rating.NOT_ASKED: "",
        }
    ),
    harder="What may be making it harder",
    no_factors="Nothing on the checklist was noted as present at this contact.",
    factor_weight=MappingProxyType({Weight.SIGNIFICANT: "significant", Weight.MINOR: "minor"}),
    factor_whom="for {who}",
    factor_since="since {since}",
    factor_note="Note: {note}",
    checklist_heading="My judgement, and the checklist",
    checklist_family=(
        "A checklist helped me to think about what families can find hard. Not everything on it"
        " was asked, and not asked does not mean no. It does not decide: I do, with you."
    ),
    rule="The checklist suggests a {noun} when {significant} or {minor} are present.",
    counted="Present at this contact: {significant}, {minor}. {suggestion}",
    significant_many="{n} significant factors",
    significant_one="1 significant factor",
    minor_many="{n} minor factors",
    minor_one="1 minor factor",
    none="no",
    suggests="By its rule the checklist suggests a {noun}.",
    does_not_suggest="By its rule the checklist does not suggest a {noun}.",
    cannot_tell=(
        "By its rule the checklist cannot tell yet: what was not asked could change the answer."
    ),
    not_asked="{n} of the factors for this stage were not asked. Not asked is not “no”.",
    not_asked_list="These were not asked: {what}.",
    all_asked="Every factor for this stage was asked.",
    declined="The family chose not to say: {what}.",
    pack="Checklist {factors}, prompts {prompts}.",
    pack_not_approved="Checklist {factors}, prompts {prompts}: {note}.",
    judgement="My judgement:",
    judged_recommend="I {verb} this family {to} the team.",
    judged_not_now="I do not {verb} this family {to} the team now.",
    judged_nothing="No judgement was recorded.",
    judged_against="This goes another way than the checklist suggests.",
    reason="My reason: {reason}",
    no_reason="No reason was recorded.",
    agreement="What was agreed",
    to_recommend="being {done} {to} the team",
    to_share="sharing this letter with the team",
    to_contact="the team getting in touch",
    agreed="Agreed to {what}.",
    did_not_agree="Did not agree to {what}.",
    was_not_asked="Was not asked about {what}.",
    without_agreement=("This is shared without relying on agreement, to keep someone safe."),
    ground="Safeguarding ground for sharing: {reason}. Authorised by: {by}.",
    not_said="not recorded",
    no_agreement="No agreement was recorded.",
    safety="Safety",
    safety_done="Done on that day: {done}",
    safety_nothing="Something recorded needs action, and what was done is not written here.",
    hoped="What I hope the team can do",
    copies="Copies: {who}",
    together="From here, together",
    tried="Tried so far",
    alongside="Alongside",
    needs="What would help",
    reach_family="Keeping in touch",
    reach_team="The family, and how to reach them",
    nhs_number="{about}, NHS number {number}",
    address="Address",
    gp_practice="GP practice",
    contact_by=MappingProxyType(
        {
            ContactBy.NOT_ASKED: "how to get in touch was not asked",
            ContactBy.PHONE: "would like a phone call",
            ContactBy.TEXT: "would like a text message",
            ContactBy.EMAIL: "would like an email",
            ContactBy.POST: "would like a letter",
            ContactBy.IN_PERSON: "would like to be met in person",
        }
    ),
    safe=MappingProxyType(
        {
            SafeToContact.NOT_ASKED: "whether it is safe to make contact was not asked",
            SafeToContact.SAFE: "safe to contact",
            SafeToContact.NOT_SAFE: "NOT SAFE to contact: speak to me first",
        }
    ),
    speaks="speaks {language}",
    interpreter="needs an interpreter",
    access="access: {needs}",
    relationships=MappingProxyType({r: r.value for r in Relationship}),
    presence=MappingProxyType(
        {
            Seen.NOT_HERE: "was not at this contact",
            Seen.HERE: "was at this contact",
            Seen.ALONE: "was seen alone",
        }
    ),
    limits=(
        "The checklist only helps to notice: it will not find every child who would benefit, it"
        " does not diagnose anyone, and it does not replace the team's own meeting with the family."
    ),
    closing="With kind regards,",
    left_alone_answers="Answers to questions that are only asked alone.",
    left_private="What a carer said in confidence, and worries that may need urgent help.",
    left_factors=(
        "Factors that are only asked alone or would hint at one, or that concern someone's safety."
    ),
    left_notes=(
        "Notes beside factors and whom they concern, because more than one carer may read it."
    ),
    left_ground="The safeguarding ground and who authorised it.",
    left_judgement="The reason for your judgement and what the checklist suggested.",
    left_declined="What someone chose not to say.",
    left_counts="All counts, and the list of what was not asked.",
    left_details=(
        "Addresses, numbers, what was noted of needs and contact, and whether it is safe to"
        " contact someone."
    ),
    left_addressee=(
        "The letter is not addressed to {who}, marked not safe to contact. Think first whether any"
        " copy should go to this home."
    ),
    left_nobody="Nobody can be written to safely: do not send the family a copy.",
)
