"""The practitioner decides, both ways; going against the suggestion asks for a reason."""

from datetime import datetime

from forms.answers import Decision, Judged
from forms.factors import Suggestion, Weighing
from forms.pack import Factor, Packs
from forms.record import ContactRecord, CountedFactor, Outcome


def suggested_decision(suggestion: Suggestion) -> Decision:
    """What agreeing with the suggestion would mean; "cannot tell" suggests nothing yet."""
    return Decision.RECOMMEND if suggestion is Suggestion.SUGGESTS else Decision.NOT_NOW


def overrides(judged: Judged, suggestion: Suggestion) -> bool:
    """Whether the practitioner goes another way than the checklist."""
    return judged.decision is not None and judged.decision is not suggested_decision(suggestion)


def needs_reason(judged: Judged, suggestion: Suggestion) -> bool:
    """Whether a reason is still missing."""
    return overrides(judged, suggestion) and not judged.reason.strip()


def freeze(
    packs: Packs, record: ContactRecord, weighing: Weighing, finished_at: datetime
) -> Outcome:
    """The outcome to keep with a finished contact."""

    def counted(factors: tuple[Factor, ...]) -> tuple[CountedFactor, ...]:
        return tuple(CountedFactor(f.code, f.text.en, record.noted(f.code)) for f in factors)

    return Outcome(
        prompt_pack=packs.prompts.info.version,
        factor_pack=packs.factors.info.version,
        pack_note=" ".join(dict.fromkeys(packs.not_approved)),
        rule=weighing.rule,
        suggestion=weighing.suggestion,
        significant=counted(weighing.significant),
        minor=counted(weighing.minor),
        unanswered=counted(weighing.unanswered),
        judged=record.judged,
        finished_at=finished_at,
    )
