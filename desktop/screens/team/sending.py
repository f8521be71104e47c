"""What will be sent about one contact: every byte of it, what may be added, and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.screens.team.parts import PageView, act, page_of
from desktop.widgets.notice import Notice
from desktop.widgets.parts import card, column, emptied, label, plain, row
from desktop.widgets.words import Words


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be added; `text` is exactly what would travel."""

    code: str
    words: str
    text: str


@dataclass(frozen=True, slots=True)
class SendingState:
    """What the page shows. `blocked` says why nothing may be sent, and what to do about it."""

    whose: str
    blocked: str
    text: str
    to: str
    basis: str
    note: str
    offers: Sequence[Offer]
    before: Sequence[str]
    has_letter: bool


class SendingActs(Protocol):
    """Calls down from this page."""

    def tick(self, ticked: frozenset[str]) -> None: ...
    def send(self, ticked: frozenset[str]) -> None: ...
    def send_letter(self) -> None: ...
    def team(self) -> None: ...
    def back(self) -> None: ...


class SendingView(PageView):
    """Nothing is ticked beforehand, and nothing leaves before the button is pressed."""

    def __init__(self, acts: SendingActs, state: SendingState) -> None:
        super().__init__()
        self._acts = acts
        self._good, self._trouble, self._blocked = (
            Notice("good"),
            Notice("notice"),
            Notice("notice"),
        )
        self._boxes: dict[str, QCheckBox] = {}
        self._text = Words(name="sending.text", spoken="What will be sent", lines=14)
        self._text.setReadOnly(True)
        self._to, self._basis = label(look="label"), label(look="small-ink")
        self._note = label(look="small-ink")
        self._before = column(gap=4)
        self._send = act("&Send the summary", "sending.go", lambda: acts.send(self._ticked), "main")
        self._summary = self._summary_part(state.offers)
        self._letter = card(
            label("The letter", "heading"),
            label(
                "The team's copy of the letter, as it was issued, sealed to the team. It holds"
                " names.",
                "small-ink",
            ),
            row(act("Send the team's &copy to the team", "sending.letter", acts.send_letter), 1),
        )
        back = act("← &Back", "sending.back", acts.back)
        where = act("See what is &where", "sending.team", acts.team)
        self.setLayout(
            column(
                page_of(
                    label("What will be sent", "title"),
                    label(state.whose, "soft"),
                    self._good,
                    self._trouble,
                    self._blocked,
                    self._summary,
                    self._letter,
                    card(label("About this contact so far", "heading"), plain(self._before)),
                    plain(row(back, where, 1)),
                )
            )
        )
        self.begin_at(back)
        self.show_state(state)

    def _summary_part(self, offers: Sequence[Offer]) -> QWidget:
        parts: list[QWidget] = []
        for offer in offers:
            box = QCheckBox(f"Add: {offer.words}")
            box.setObjectName(f"tick.{offer.code}")
            box.setAccessibleDescription(offer.text)
            box.toggled.connect(lambda _=False: self._acts.tick(self._ticked))
            self._boxes[offer.code] = box
            parts += [box, label(f"“{offer.text}”", "small")]
        return card(
            label("A summary", "heading"),
            self._to,
            self._basis,
            label(
                "This is all of it, to the last letter. No name, birthday, number or free text is"
                " in it unless you tick it below.",
                "small",
            ),
            self._text,
            label("What may be added, for this family only", "label"),
            *parts,
            self._note,
            row(self._send, 1),
        )

    @property
    def _ticked(self) -> frozenset[str]:
        return frozenset(code for code, box in self._boxes.items() if box.isChecked())

    def show_state(self, state: SendingState) -> None:
        """The text follows the ticks."""
        self._blocked.show_words(state.blocked)
        self._summary.setVisible(not state.blocked)
        before = self._text.toPlainText()
        self._text.show_words(state.text)
        if state.text != before:  # what was ticked stands at the end
            self._text.place_cursor(len(state.text) if before else 0)
        self._to.setText(state.to)
        self._basis.setText(state.basis)
        self._note.setText(state.note)
        self._letter.setVisible(state.has_letter and not state.blocked)
        emptied(self._before)
        for line in state.before or ("Nothing was sent about it.",):
            self._before.addWidget(label(line, "small-ink"))

    def show_done(self, words: str) -> None:
        """What was just sealed."""
        self._trouble.show_words("")
        self._good.show_words(words)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)
