"""Beside the question, quietly: what the checklist says so far, strengths, last time."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from desktop.screens.contact.state import ContactState
from desktop.widgets.parts import button, card, column, label, set_look
from forms.factors import Suggestion


class SideView(QWidget):
    """Changes only by what an answer changed."""

    def __init__(self, on_urgent: Callable[[], None]) -> None:
        super().__init__()
        self._headline = label(look="label")
        self._headline.setObjectName("so_far")
        self._sentence = label(look="small-ink")
        self._reasons = label(look="small-ink")
        self._detail = label(look="small")
        self._rule = label(look="small")
        told = (self._headline, self._sentence, self._reasons, self._detail, self._rule)
        self._so_far = card(label("What the checklist suggests so far", "small"), *told, gap=6)
        self._strengths = label(look="small-ink")
        self._strengths_card = card(label("Strengths seen", "label"), self._strengths, gap=4)
        self._last = label(look="small")
        self._last_card = card(label("Last time", "label"), self._last, gap=4)
        urgent = button("Urgent help  F8", "urgent-quiet", name="urgent")
        urgent.clicked.connect(on_urgent)
        safety = card(
            label("Worried about safety now?", "urgent-word"),
            label("Do not wait for the rest of the form.", "small"),
            urgent,
            look="safety",
            gap=6,
        )
        parts = (self._so_far, self._strengths_card, self._last_card, safety)
        self.setLayout(column(*parts, 1, gap=14))

    def show_state(self, state: ContactState) -> None:
        so_far = state.so_far
        self._so_far.setVisible(not state.is_past)
        set_look(self._so_far, "suggestion" if so_far.suggests else "card")
        self._headline.setText(so_far.headline)
        self._sentence.setText(so_far.sentence)
        self._reasons.setText("\n".join(f"• {reason}" for reason in so_far.reasons))
        self._reasons.setVisible(bool(so_far.reasons))
        self._detail.setText(so_far.detail)
        self._rule.setText(so_far.rule)
        self._rule.setVisible(state.weighing.suggestion is not Suggestion.CANNOT_TELL)
        self._strengths.setText("\n".join(f"• {strength}" for strength in state.strengths))
        self._strengths_card.setVisible(bool(state.strengths))
        self._last.setText(state.last_time)
        self._last_card.setVisible(bool(state.last_time))
