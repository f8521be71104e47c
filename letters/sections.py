"""The sections of the letter, from the concern to how the family can be reached."""

from collections.abc import Sequence

from forms.answers import AboutPrompt, Consent, Decision, FactorState, Observed, Rating, Topic
from forms.consent import AllowedOnSafeguardingGround, may_share
from forms.factors import Suggestion
from forms.judgement import overrides
from forms.pack import Prompt, Weight
from forms.people import Carer
from forms.record import CountedFactor
from forms.steps import strengths
from letters.document import (
    Block,
    Bullets,
    Fact,
    Facts,
    Heading,
    Item,
    Note,
    Paragraph,
    VoiceBox,
)
from letters.facts import addressees, is_to_the_family
from letters.printable import one_line, paragraphs
from letters.saying import Saying

_SHORT, _SHORTER = 56, 30
_MANY = 12


def relationship(saying: Saying) -> tuple[Block, ...]:
    """The concern about the relationship, then the voice of the baby: always first."""
    words, record = saying.words, saying.facts.record
    to_family = is_to_the_family(saying.facts)
    concern = paragraphs(record.narrative(Topic.CONCERN)) or (words.not_recorded,)
    voice = paragraphs(record.narrative(Topic.VOICE)) or (words.not_recorded,)
    return (
        Heading(words.concern_family if to_family else words.concern_team),
        *(Paragraph(text) for text in concern),
        VoiceBox(words.voice_family if to_family else words.voice_team, voice),
    )


def observed(saying: Saying) -> tuple[Block, ...]:
    """What is going well, then what else was seen and heard."""
    words, record = saying.words, saying.facts.record
    well = tuple(Item(one_line(s.text), lead=saying.name_of(s.carer)) for s in strengths(record))
    rest = tuple(
        item
        for question, answer in record.answers.items()
        if isinstance(question, AboutPrompt) and isinstance(answer, Observed)
        for item in _seen_and_heard(saying, question, answer)
    )
    seen = words.seen_family if is_to_the_family(saying.facts) else words.seen_team
    return (
        Heading(words.going_well),
        Bullets(well) if well else Paragraph(words.no_strengths),
        *((Heading(seen), Bullets(rest)) if rest else ()),
    )


def _seen_and_heard(saying: Saying, question: AboutPrompt, answer: Observed) -> Sequence[Item]:
    """One answer as an item; nothing where it holds no words that were not printed before."""
    words = saying.words
    was_printed = answer.rating is Rating.GOING_WELL
    said = [] if was_printed else [one_line(answer.seen)]
    if own := one_line(answer.own_words):
        said.append(words.own_words.format(words=own))
    text = " ".join(part for part in said if part)
    if not text:
        return ()
    lead = _what_about(saying, question)
    rating = words.ratings[answer.rating]
    if saying.for_team and rating:
        lead = f"{lead} ({rating})"
    return (Item(text, lead),)


def _what_about(saying: Saying, question: AboutPrompt) -> str:
    prompt = _prompt(saying, question)
    what = saying.words.another_question
    if prompt is not None:
        domain = one_line(prompt.domain.in_(saying.language))
        what = domain[:1].upper() + domain[1:]
    who = saying.name_of(question.carer)
    return saying.words.with_carer.format(what=what, who=who) if who else what


def _prompt(saying: Saying, question: AboutPrompt) -> Prompt | None:
    prompts = saying.facts.packs.prompts.prompts
    return next((p for p in prompts if p.code == question.prompt), None)


def checklist(saying: Saying) -> tuple[Block, ...]:
    """What may be making it harder, and how far the checklist can be trusted."""
    words, outcome = saying.words, saying.facts.outcome
    weighed = (
        *((counted, Weight.SIGNIFICANT) for counted in outcome.significant),
        *((counted, Weight.MINOR) for counted in outcome.minor),
    )
    items = tuple(_factor(saying, counted, weight) for counted, weight in weighed)
    if not saying.for_team:
        return (
            *((Heading(words.harder), Bullets(items)) if items else ()),
            Note(" ".join((words.checklist_family, words.limits, _pack(saying)))),
        )
    return (
        Heading(words.harder),
        Bullets(items) if items else Paragraph(words.no_factors),
        Heading(words.checklist_heading),
        Paragraph(_judgement(saying)),
        Paragraph(_rule(saying)),
        Note(" ".join(_unanswered(saying))),
        Note(" ".join((words.limits, _pack(saying)))),
    )


def _factor(saying: Saying, counted: CountedFactor, weight: Weight) -> Item:
    words, noted = saying.words, counted.noted
    details = [_factor_text(saying, counted)]
    if who := saying.joined(saying.name_of(c) for c in noted.carers):
        details.append(words.factor_whom.format(who=who))
    if since := one_line(noted.since):
        details.append(words.factor_since.format(since=since))
    text = ", ".join(details)
    if note := one_line(noted.note):
        text = f"{text}. {words.factor_note.format(note=note)}"
    return Item(text, words.factor_weight[weight].capitalize() if saying.for_team else "")


def _factor_text(saying: Saying, counted: CountedFactor) -> str:
    """The factor's words as they were frozen; in another language, the pack's words for it."""
    pack = saying.facts.packs.factors
    if pack.info.version == saying.facts.outcome.factor_pack:
        for factor in pack.factors:
            if factor.code == counted.code:
                return one_line(factor.text.in_(saying.language))
    return one_line(counted.text)


def _rule(saying: Saying) -> str:
    words, outcome, fill = saying.words, saying.facts.outcome, saying.forms.fill
    rule = fill(
        words.rule,
        significant=_number(saying, outcome.rule.significant, Weight.SIGNIFICANT),
        minor=_number(saying, outcome.rule.minor, Weight.MINOR),
    )
    suggestion = {
        Suggestion.SUGGESTS: words.suggests,
        Suggestion.DOES_NOT_SUGGEST: words.does_not_suggest,
        Suggestion.CANNOT_TELL: words.cannot_tell,
    }[outcome.suggestion]
    counted = fill(
        words.counted,
        significant=_number(saying, len(outcome.significant), Weight.SIGNIFICANT),
        minor=_number(saying, len(outcome.minor), Weight.MINOR),
        suggestion=fill(suggestion),
    )
    return f"{rule} {counted}"


def _number(saying: Saying, number: int, weight: Weight) -> str:
    words = saying.words
    one, many = {
        Weight.SIGNIFICANT: (words.significant_one, words.significant_many),
        Weight.MINOR: (words.minor_one, words.minor_many),
    }[weight]
    return one if number == 1 else many.format(n=number or words.none)


def _unanswered(saying: Saying) -> tuple[str, ...]:
    words, unanswered = saying.words, saying.facts.outcome.unanswered
    declined = [c for c in unanswered if c.noted.state is FactorState.DECLINED]
    not_asked = [c for c in unanswered if c.noted.state is not FactorState.DECLINED]
    said = [words.all_asked]
    if not_asked:
        listed = words.not_asked_list.format(what=_short_list(saying, not_asked))
        said = [f"{words.not_asked.format(n=len(not_asked))} {listed}"]
    if declined:
        said.append(words.declined.format(what=_short_list(saying, declined)))
    return tuple(said)


def _short_list(saying: Saying, factors: Sequence[CountedFactor]) -> str:
    """The factors by their first words; the more there are, the fewer words each."""
    length = _SHORT if len(factors) <= _MANY else _SHORTER
    return "; ".join(_short(_factor_text(saying, counted), length) for counted in factors)


def _short(text: str, length: int) -> str:
    """The text up to its first bracket or colon, cut at a word if it is still long."""
    short = text.split(" (", maxsplit=1)[0].split(":", maxsplit=1)[0]
    if len(short) <= length:
        return short
    return short[: length + 1].rsplit(" ", maxsplit=1)[0].rstrip(",;") + "…"


def _pack(saying: Saying) -> str:
    outcome = saying.facts.outcome
    note = one_line(outcome.pack_note).rstrip(".")
    said = saying.words.pack_not_approved if note else saying.words.pack
    return said.format(factors=outcome.factor_pack, prompts=outcome.prompt_pack, note=note)


def _judgement(saying: Saying) -> str:
    words, outcome = saying.words, saying.facts.outcome
    judged, fill = outcome.judged, saying.forms.fill
    said = {
        Decision.RECOMMEND: fill(words.judged_recommend),
        Decision.NOT_NOW: fill(words.judged_not_now),
        None: words.judged_nothing,
    }[judged.decision]
    reason = " ".join(paragraphs(judged.reason))
    against = overrides(judged, outcome.suggestion)
    if against:
        said = f"{said} {words.judged_against}"
    if reason:
        said = f"{said} {words.reason.format(reason=reason)}"
    elif against:
        said = f"{said} {words.no_reason}"
    return f"{words.judgement} {said}"


def agreed(saying: Saying) -> tuple[Block, ...]:
    """Who agreed to what; on the team's copy also who did not, and the safeguarding ground."""
    words, facts = saying.words, saying.facts
    if saying.for_team:
        items = _alike(saying, [(c, _agreement(saying, c)) for c in facts.family.carers])
        ground: tuple[Block, ...] = ()
        match may_share(facts.record, facts.family.carers):
            case AllowedOnSafeguardingGround(reason=reason, authorised_by=by):
                text = words.ground.format(reason=one_line(reason).rstrip("."), by=one_line(by))
                ground = (Paragraph(text, strong=True),)
            case _:
                pass
        listed = Bullets(items) if items else Paragraph(words.no_agreement)
        return (Heading(words.agreement), *ground, listed)
    said = [(c, saying.joined(_agreed_to(saying, c, Consent.AGREED))) for c in addressees(facts)]
    given = _alike(saying, [(c, words.agreed.format(what=what)) for c, what in said if what])
    return (Heading(words.agreement), Bullets(given)) if given else ()


def _alike(saying: Saying, said: Sequence[tuple[Carer, str]]) -> tuple[Item, ...]:
    """One item for all carers of whom the same is said."""
    sentences = dict.fromkeys(sentence for _, sentence in said)
    return tuple(
        Item(sentence, saying.names(c for c, own in said if own == sentence))
        for sentence in sentences
    )


def _agreement(saying: Saying, carer: Carer) -> str:
    words = saying.words
    said = [
        sentence.format(what=saying.joined(what))
        for consent, sentence in (
            (Consent.AGREED, words.agreed),
            (Consent.REFUSED, words.did_not_agree),
            (Consent.NOT_ASKED, words.was_not_asked),
        )
        if (what := _agreed_to(saying, carer, consent))
    ]
    return " ".join(said)


def _agreed_to(saying: Saying, carer: Carer, consent: Consent) -> list[str]:
    words, agreement = saying.words, saying.facts.record.agreement(carer.id)
    asked = (
        (agreement.to_recommend, saying.forms.fill(words.to_recommend)),
        (agreement.to_share, words.to_share),
        (agreement.to_contact, words.to_contact),
    )
    return [what for answer, what in asked if answer is consent]


def people(saying: Saying) -> tuple[Block, ...]:
    """What was tried, who should come along, what would help, and how to reach the family."""
    words, record = saying.words, saying.facts.record
    told = (
        (words.tried, Topic.TRIED),
        (words.alongside, Topic.ALONGSIDE),
        (words.needs, Topic.NEEDS),
    )
    rows = tuple(
        Fact(label, texts)
        for label, topic in told
        if (texts := paragraphs(record.narrative(topic)))
    )
    narratives = (Heading(words.together), Facts(rows)) if rows else ()
    return (*narratives, *(_reach_team(saying) if saying.for_team else _reach_family(saying)))


def _reach_family(saying: Saying) -> tuple[Block, ...]:
    rows = tuple(
        Fact(one_line(c.name), (_sentence(_wishes(saying, c)),)) for c in addressees(saying.facts)
    )
    return (Heading(saying.words.reach_family), Facts(rows)) if rows else ()


def _reach_team(saying: Saying) -> tuple[Block, ...]:
    words, facts = saying.words, saying.facts
    family = facts.family
    rows = [Fact(one_line(c.name), (_carer(saying, c),)) for c in family.carers]
    for label, value in ((words.address, family.address), (words.gp_practice, family.gp_practice)):
        if said := ", ".join(paragraphs(value)):
            rows.append(Fact(label, (said,)))
    return (Heading(words.reach_team), Facts(tuple(rows))) if rows else ()


def _carer(saying: Saying, carer: Carer) -> str:
    words = saying.words
    seen = saying.facts.record.seen(carer.id)
    parts = [words.relationships[carer.relationship]]
    if seen is not None:
        parts.append(words.presence[seen])
    parts.append(words.safe[carer.safe_to_contact])
    if detail := one_line(carer.contact_detail):
        parts.append(detail)
    return _sentence([*parts, *_wishes(saying, carer)])


def _wishes(saying: Saying, carer: Carer) -> list[str]:
    words = saying.words
    said = [words.contact_by[carer.contact_by]]
    if language := one_line(carer.language):
        said.append(words.speaks.format(language=language))
    if carer.needs_interpreter:
        said.append(words.interpreter)
    if needs := one_line(carer.access_needs):
        said.append(words.access.format(needs=needs))
    return said


def _sentence(parts: Sequence[str]) -> str:
    said = "; ".join(parts)
    return said[:1].upper() + said[1:] + "."
