"""Two versions of one contact, side by side: what was said before, and what is said now."""

from collections.abc import Callable, Sequence
from typing import assert_never

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.text import CONSENT, FACTOR_STATE, RATING, SEEN, TOPIC_SHORT
from desktop.widgets.parts import button, card, column, hairline, label, plain, row, scrolling
from forms.amendment import Difference
from forms.answers import (
    AboutFactor,
    AboutPrompt,
    AboutTopic,
    Agreement,
    Answer,
    Decision,
    Judged,
    Narrative,
    Noted,
    Observed,
    Presence,
    Question,
    SafeguardingGround,
    Topic,
)
from forms.ids import CarerId
from forms.pack import Packs
from forms.people import Family

_TOPIC = {
    **TOPIC_SHORT,
    Topic.PRESENT: "Who was here",
    Topic.SAFETY: "What was done about safety",
    Topic.JUDGEMENT: "Judgement",
    Topic.AGREEMENT: "Agreement",
    Topic.GROUND: "Sharing without agreement",
}
_DECIDED = {Decision.RECOMMEND: "Recommend", Decision.NOT_NOW: "Not now", None: "Not decided"}


class CompareView(QWidget):
    """Read-only; both versions stay as they are."""

    def __init__(  # noqa: PLR0913 - what is compared, named at the call
        self,
        changes: Sequence[Difference],
        *,
        packs: Packs,
        family: Family,
        reason: str,
        days: tuple[str, str],
        on_back: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 3)
        for at, head in enumerate(("", f"Before: {days[0]}", f"Now: {days[1]}")):
            grid.addWidget(label(head, "label"), 0, at)
        for number, change in enumerate(changes):
            line = 2 * number + 1
            grid.addWidget(hairline(), line, 0, 1, 3)
            grid.addWidget(label(asked(change.question, packs, family), "small-ink"), line + 1, 0)
            grid.addWidget(label(said(change.before)), line + 1, 1)
            grid.addWidget(label(said(change.after)), line + 1, 2)
        back = button("← &Back to the family", name="compare.back")
        back.clicked.connect(on_back)
        told = card(plain(grid)) if changes else card(label("Nothing differs."))
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Both versions", "title"),
            label(f"Amended because: {reason}", "soft"),
            told,
            row(back, 1),
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        self.setLayout(column(scrolling(content)))
        self.setFocusProxy(back)


def asked(question: Question, packs: Packs, family: Family) -> str:
    """The question in a few words, and whom it was about."""
    match question:
        case AboutPrompt(prompt=code, carer=carer):
            prompts = {p.code: p.domain.en for p in packs.prompts.prompts}
            return _about(prompts.get(code, str(code)), carer, family)
        case AboutFactor(factor=factor):
            factors = {f.code: f.text.en for f in packs.factors.factors}
            return factors.get(factor, str(factor))
        case AboutTopic(topic=topic, carer=carer):
            return _about(_TOPIC[topic], carer, family)
        case _:
            assert_never(question)


def _about(words: str, carer: CarerId | None, family: Family) -> str:
    names = {c.id: c.name for c in family.carers}
    return f"{words} · {names.get(carer, '')}" if carer else words


def said(answer: Answer | None) -> str:
    """The answer in words."""
    match answer:
        case None:
            return "Not answered"
        case Observed(rating=rating, seen=seen, own_words=own):
            quoted = f"“{own}”" if own else ""
            return "\n".join(part for part in (RATING[rating], seen, quoted) if part)
        case Noted(state=state, since=since, note=note):
            return "\n".join(part for part in (FACTOR_STATE[state], since, note) if part)
        case Narrative(text=text):
            return text or "Nothing written"
        case Presence(seen=seen_how):
            return SEEN[seen_how]
        case Judged(decision=decision, reason=reason):
            return "\n".join(part for part in (_DECIDED[decision], reason) if part)
        case Agreement(to_recommend=first, to_share=second, to_contact=third):
            put, share, touch = CONSENT[first], CONSENT[second], CONSENT[third]
            return f"Put forward: {put}\nSharing: {share}\nGetting in touch: {touch}"
        case SafeguardingGround(reason=reason, authorised_by=by):
            return "\n".join(part for part in (reason, by) if part) or "Nothing written"
        case _:
            assert_never(answer)
