"""What may be making it harder, and how far the checklist and the judgement on it can be read."""

from collections.abc import Sequence

from forms.answers import Decision, FactorState
from forms.factors import Suggestion
from forms.judgement import overrides
from forms.pack import Weight
from forms.record import CountedFactor, Outcome
from letters.document import Block, Bullets, Heading, Item, Note, Paragraph
from letters.printable import one_line, paragraphs
from letters.saying import Saying

_SHORT, _SHORTER = 56, 30
_MANY = 12


def checklist(saying: Saying) -> tuple[Block, ...]:
    """What may be making it harder, and how far the checklist can be trusted."""
    words, present = saying.words, harder(saying)
    if not saying.for_team:
        return (
            *present,
            Note(" ".join((words.checklist_family, words.limits, pack(saying)))),
        )
    return (
        *(present or (Heading(words.harder), Paragraph(words.no_factors))),
        Heading(words.checklist_heading),
        Paragraph(judgement(saying)),
        Paragraph(rule(saying)),
        Note(" ".join(unanswered(saying))),
        Note(" ".join((words.limits, pack(saying)))),
    )


def harder(saying: Saying) -> tuple[Block, ...]:
    """The factors noted as present under their heading; nothing where there are none."""
    outcome = saying.facts.outcome
    weighed = (
        *((counted, Weight.SIGNIFICANT) for counted in outcome.significant),
        *((counted, Weight.MINOR) for counted in outcome.minor),
    )
    items = tuple(_factor(saying, counted, weight) for counted, weight in weighed)
    return (Heading(saying.words.harder), Bullets(items)) if items else ()


def counts(saying: Saying, outcome: Outcome) -> str:
    """How many of each weight were noted as present, and no more than that."""
    significant = _number(saying, len(outcome.significant), Weight.SIGNIFICANT)
    return f"{significant}, {_number(saying, len(outcome.minor), Weight.MINOR)}"


def _factor(saying: Saying, counted: CountedFactor, weight: Weight) -> Item:
    words, noted = saying.words, counted.noted
    details = [_factor_text(saying, counted)]
    if who := saying.joined(saying.name_of(c) for c in noted.carers):
        details.append(words.factor_whom.format(who=who))
    if since := _without_since(one_line(noted.since)):
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


def rule(saying: Saying) -> str:
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


def unanswered(saying: Saying) -> tuple[str, ...]:
    words, unanswered = saying.words, saying.facts.outcome.unanswered
    declined = [c for c in unanswered if c.noted.state is FactorState.DECLINED]
    not_asked = [c for c in unanswered if c.noted.state is not FactorState.DECLINED]
    said = [words.all_asked]
    if not_asked:
        listed = words.not_asked_list.format(what=_short_list(saying, not_asked))
        said = [f"{words.not_asked.format(n=len(not_asked))} {listed}"]
    if declined:
        said.append(words.declined.format(what=_short_list(saying, declined)))
    return tuple(text.replace("….", "…") for text in said)


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


def pack(saying: Saying) -> str:
    outcome = saying.facts.outcome
    note = one_line(outcome.pack_note).rstrip(".")
    said = saying.words.pack_not_approved if note else saying.words.pack
    return said.format(factors=outcome.factor_pack, prompts=outcome.prompt_pack, note=note)


def judgement(saying: Saying) -> str:
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


def _without_since(words: str) -> str:
    """People answer "since when" with or without the word; the letter says it once."""
    first, _, rest = words.partition(" ")
    return rest.strip() if first.casefold() == "since" else words
