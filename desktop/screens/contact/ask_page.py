"""One prompt: the question in large type, four answers, and room for words."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.contact.acts import Acts
from desktop.screens.contact.pages import AskPage
from desktop.screens.contact.state import ContactState
from desktop.text import RATING
from desktop.widgets.choices import Choices, Option
from desktop.widgets.parts import button, emptied, label, row, unmarked
from desktop.widgets.words import Words
from forms.answers import Observed, Rating
from forms.pack import Focus, Manner
from forms.steps import Asking

_TONE = {Rating.GOING_WELL: "well", Rating.MIXED: "mixed", Rating.WORRY: "worry"}
_ABOUT = {
    Focus.CARER: "",
    Focus.INFANT: "Baby",
    Focus.BETWEEN: "Together with the baby",
    Focus.SUPPORT: "Support",
}


class AskPageView(QWidget):
    """Asks one thing of one carer, of the baby, or of the two together."""

    def __init__(self, page: AskPage, acts: Acts) -> None:
        super().__init__()
        self._asking = page.asking
        self._acts = acts
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._masked: bool | None = None
        self._choices: Choices | None = None
        self._seen: Words | None = None
        self._own: Words | None = None

    def show_state(self, state: ContactState) -> None:
        if state.masked is not self._masked:
            self._masked = state.masked
            emptied(self._box)
            if state.masked:
                self._build_masked(state)
            else:
                self._build(state)
        if state.masked:
            return
        answer = state.record.answers.get(self._asking.question)
        observed = answer if isinstance(answer, Observed) else None
        self._show(observed, read_only=state.read_only)

    def _show(self, observed: Observed | None, *, read_only: bool) -> None:
        words = observed or Observed()
        if self._choices is not None:
            self._choices.show_choice(observed.rating if observed else None)
            self._choices.set_read_only(read_only=read_only)
        if self._seen is not None:
            self._seen.show_words(words.seen)
            self._seen.setReadOnly(read_only)
        if self._own is not None:
            self._own.show_words(words.own_words)
            self._own.setReadOnly(read_only)

    def take_focus(self) -> None:
        """Put the keyboard on the first thing to do."""
        target = self._choices or self.findChild(QWidget, "seen_alone")
        if target is not None:
            target.setFocus()

    def choose(self, index: int) -> None:
        """Answer with the option of this number."""
        if self._choices is not None:
            self._choices.choose(index)

    def _build_masked(self, state: ContactState) -> None:
        self._choices = self._seen = self._own = None
        carer = self._asking.carer
        name = carer.name if carer else state.company
        self._box.addWidget(label("A question for a private moment", "title"))
        self._box.addWidget(
            label(
                f"It is shown once {name} is alone with you. Leave it if that is not possible"
                " today: it is kept as not asked.",
                "soft",
            )
        )
        alone = button(f"{unmarked(name)} is alone with me now", name="seen_alone")
        alone.clicked.connect(lambda: self._acts.alone_now(carer.id if carer else None))
        self._box.addLayout(row(alone, 1))
        self._box.addStretch(1)

    def _build(self, state: ContactState) -> None:
        prompt, asking = self._asking.prompt, self._asking
        language = state.contact.preferences.language
        question = prompt.asks.in_(language)
        quoted = _quoted(question, prompt.manner)
        if state.is_past:
            self._box.addWidget(label(_about(asking), "small"))
            self._box.addWidget(label(_PAST[prompt.manner], "title"))
            self._box.addWidget(label(f"{_PUT[prompt.manner]} {quoted}", "soft"))
        else:
            self._box.addWidget(label(_kicker(asking), "small"))
            self._box.addWidget(label(quoted, "title"))
            self._box.addWidget(label(f"Notice: {prompt.notice.in_(language)}", "soft"))
        if prompt.alone_only and not state.is_past:
            hide = button("Someone is coming: hide this", "small", name="company_came")
            hide.clicked.connect(self._acts.company_came)
            self._box.addLayout(row(hide, 1))
        self._box.addSpacing(6)
        self._choices = Choices(
            [
                Option(r, f"{_rating(r, prompt.manner)}\n{i}", _TONE.get(r, ""))
                for i, r in _NUMBERED
            ],
            look="answer",
            name="rating",
            spoken=_PAST[prompt.manner] if state.is_past else question,
        )
        self._choices.chosen.connect(self._rated)
        self._box.addWidget(self._choices)
        self._seen = self._words(
            "What you saw or heard",
            "" if state.is_past else "describe, don't explain",
            "seen",
            lines=3,
        )
        self._seen.typed.connect(self._seen_typed)
        if asking.carer is not None:
            self._own = self._words(
                "Their own words", "kept exactly as said, marked as theirs", "own_words", lines=2
            )
            self._own.typed.connect(self._own_typed)
        if not state.is_past:
            self._box.addWidget(_Worry(prompt.concern.in_(language)))
        self._box.addStretch(1)

    def _words(self, title: str, hint: str, name: str, *, lines: int) -> Words:
        self._box.addSpacing(4)
        self._box.addLayout(
            row(label(title, "label", wraps=False), label(hint, "small", wraps=False), 1)
        )
        words = Words(name=name, spoken=f"{title}, {hint}" if hint else title, lines=lines)
        words.left.connect(self._acts.settle)
        self._box.addWidget(words)
        return words

    def _rated(self, rating: Rating) -> None:
        self._answer(rating=rating)

    def _seen_typed(self, words: str) -> None:
        self._answer(seen=words)

    def _own_typed(self, words: str) -> None:
        self._answer(own=words)

    def _answer(
        self, *, rating: Rating | None = None, seen: str | None = None, own: str | None = None
    ) -> None:
        checked = rating if rating is not None else self._rating_shown()
        self._acts.answer(
            self._asking.question,
            Observed(
                rating=checked,
                seen=self._seen.toPlainText() if seen is None and self._seen else seen or "",
                own_words=self._own.toPlainText() if own is None and self._own else own or "",
            ),
        )

    def _rating_shown(self) -> Rating:
        value = self._choices.value if self._choices is not None else None
        return value if isinstance(value, Rating) else Rating.NOT_ASKED


_NUMBERED = tuple(enumerate(Rating, 1))


def _rating(rating: Rating, manner: Manner) -> str:
    if rating is Rating.NOT_ASKED and manner is Manner.WATCH:
        return "Not seen"
    return RATING[rating]


_PAST = {Manner.ASK: "What was said", Manner.WATCH: "What was seen"}
_PUT = {Manner.ASK: "You asked:", Manner.WATCH: "You watched for:"}


def _kicker(asking: Asking) -> str:
    manner = "ask" if asking.prompt.manner is Manner.ASK else "watch"
    return " · ".join(part for part in (_about(asking), manner) if part)


def _about(asking: Asking) -> str:
    name = asking.carer.name if asking.carer else ""
    return " · ".join(part for part in (name, _ABOUT[asking.prompt.focus]) if part)


def _quoted(question: str, manner: Manner) -> str:
    return f"“{question}”" if manner is Manner.ASK else question


class _Worry(QWidget):
    """When to worry: folded away until it is wanted."""

    def __init__(self, concern: str) -> None:
        super().__init__()
        fold = button("▸ When to worry", "fold", name="when_to_worry")
        fold.setCheckable(True)
        told = label(concern, "small")
        told.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(2)
        box.addLayout(row(fold, 1))
        box.addWidget(told)
        more = label(
            "It may point to a factor: add it under Factors only if you think so.", "small"
        )
        more.hide()
        box.addWidget(more)

        def unfold(shown: bool) -> None:  # noqa: FBT001 - Qt's own signal
            told.setVisible(shown)
            more.setVisible(shown)
            fold.setText("▾ When to worry" if shown else "▸ When to worry")

        fold.toggled.connect(unfold)
