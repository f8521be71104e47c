"""One arrival as a lead reads it, its exact text on request, and an answer to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.screens.team.parts import act, page_of
from desktop.widgets.choices import Choices, Option
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, hairline, label, plain, row
from desktop.widgets.words import Words


@dataclass(frozen=True, slots=True)
class ArrivedState:
    """One arrival; `lines` are what it is and what was said, `text` the very text inside."""

    told: str
    lines: Sequence[tuple[str, str]]
    text: str
    may_reply: bool


class ArrivedActs(Protocol):
    """Calls down from this page."""

    def reply(self, answer: str, words: str, alternative: str) -> None: ...
    def back(self) -> None: ...


class ArrivedView(FormView):
    """Whatever came from outside is shown as plain text."""

    def __init__(self, state: ArrivedState, answers: Mapping[str, str], acts: ArrivedActs) -> None:
        super().__init__()
        self._acts = acts
        self._trouble = Notice("notice")
        self._answer = Choices(
            [Option(code, words) for code, words in answers.items()],
            look="segment",
            name="reply.answer",
            spoken="Your answer",
            columns=2,
        )
        self._words = Words(name="reply.words", spoken="What you want to say", lines=3)
        self._instead = Words(name="reply.instead", spoken="What could help instead", lines=2)
        back = act("← &Back", "arrived.back", acts.back)
        parts: list[QWidget] = [self._read(state)]
        if state.may_reply:
            parts.append(self._reply_part())
        self.setLayout(
            column(
                page_of(
                    label(state.told, "title"),
                    *self.lines,
                    self._trouble,
                    *parts,
                    plain(row(back, 1)),
                )
            )
        )
        self.setFocusProxy(back)
        self.follow(self._answer, self._words, self._instead)

    def _read(self, state: ArrivedState) -> QWidget:
        parts: list[QWidget] = []
        for what, said in state.lines:
            parts += [label(what, "label"), label(said), hairline()]
        exact = Words(name="arrived.text", spoken="The exact text that was sealed", lines=8)
        exact.setReadOnly(True)
        exact.show_words(state.text)
        exact.place_cursor(0)
        exact.hide()
        fold = button("▸ The exact text that was sealed", "fold", name="arrived.exact")
        fold.setCheckable(True)
        fold.toggled.connect(exact.setVisible)
        if not state.text:
            return card(label("It was taken back; its content is wiped.", "soft"))
        return card(*parts, row(fold, 1), exact)

    def _reply_part(self) -> QWidget:
        return card(
            label("Answer", "heading"),
            label("It is sealed to the practitioner who sent this, and to the team.", "small"),
            self._answer,
            label("What you want to say", "label"),
            self._words,
            label("If not your team: what could help instead", "label"),
            self._instead,
            row(act("&Send the answer", "reply.go", self._go, "main"), 1),
        )

    def _go(self) -> None:
        match self._answer.value:
            case str(answer):
                words, instead = self._words.toPlainText(), self._instead.toPlainText()
                self._acts.reply(answer, words.strip(), instead.strip())
            case _:
                self.show_trouble("Choose an answer first.")

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)
