"""Two versions of one contact side by side: what the amendment changed, question by question."""

from dataclasses import dataclass

from forms.answers import Answer, Question
from forms.record import ContactRecord


@dataclass(frozen=True, slots=True)
class Difference:
    """One question the two versions answer differently; None where one does not answer it."""

    question: Question
    before: Answer | None
    after: Answer | None


def differences(before: ContactRecord, after: ContactRecord) -> tuple[Difference, ...]:
    """What the later version says otherwise, in the order the questions were answered."""
    asked = dict.fromkeys((*before.answers, *after.answers))
    both = (Difference(q, before.answers.get(q), after.answers.get(q)) for q in asked)
    return tuple(one for one in both if one.before != one.after)
