"""The practitioner's judgement, and the family's agreement."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.contact.acts import Acts
from desktop.screens.contact.state import ContactState, judgement_words
from desktop.text import CONSENT, NOUN
from desktop.widgets.choices import Choices, Option
from desktop.widgets.parts import button, card, column, hairline, label, plain, row
from desktop.widgets.words import Line, Words
from forms.answers import (
    AboutTopic,
    Agreement,
    Consent,
    Decision,
    Judged,
    SafeguardingGround,
    Topic,
)
from forms.consent import Allowed, AllowedOnSafeguardingGround, Blocked, may_share
from forms.judgement import needs_reason, overrides
from forms.people import Carer


class JudgementPageView(QWidget):
    """Agree with the checklist, or go the other way with a reason; both are kept."""

    def __init__(self, acts: Acts, state: ContactState) -> None:
        super().__init__()
        self._acts = acts
        self._judged = Judged()
        noun = NOUN[state.contact.preferences.wording]
        self._headline = label(look="heading")
        self._sentence = label()
        self._reasons = label(look="small-ink")
        self._detail = label(look="small")
        self._choices = Choices(
            [
                Option(Decision.RECOMMEND, f"Make a {noun}"),
                Option(Decision.NOT_NOW, f"Not make a {noun} now"),
            ],
            look="answer",
            name="decision",
            spoken="Your judgement",
        )
        self._choices.chosen.connect(self._decided)
        self._stands = label(look="label")
        self._reason = Words(
            name="reason",
            spoken="Your reason",
            lines=3,
            hint="" if state.is_past else "What did you see or know?",
        )
        self._reason.typed.connect(lambda reason: self._keep(self._judged.decision, reason))
        self._reason.left.connect(acts.settle)
        self._asked = label(look="refusal")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(label("The checklist is advice", "small"))
        box.addWidget(
            label("What you judged" if state.is_past else "What is your judgement?", "title")
        )
        told = (self._headline, self._sentence, self._reasons, self._detail)
        box.addWidget(card(*told, look="suggestion", gap=6))
        box.addWidget(self._choices)
        box.addWidget(self._stands)
        box.addWidget(label("Your reason, in your words", "label"))
        box.addWidget(self._reason)
        box.addWidget(self._asked)
        box.addStretch(1)

    def show_state(self, state: ContactState) -> None:
        self._judged = state.record.judged
        self._headline.setText(state.so_far.headline)
        self._sentence.setText(state.so_far.sentence)
        self._reasons.setText("\n".join(f"• {reason}" for reason in state.so_far.reasons))
        self._reasons.setVisible(bool(state.so_far.reasons))
        self._detail.setVisible(not state.is_past)
        self._stands.setVisible(not state.is_past)
        self._detail.setText(f"{state.so_far.detail} {state.so_far.rule}")
        self._choices.show_choice(self._judged.decision)
        self._choices.set_read_only(read_only=state.read_only)
        self._stands.setText(judgement_words(state))
        self._reason.show_words(self._judged.reason)
        self._reason.setReadOnly(state.read_only)
        suggestion = state.weighing.suggestion
        needed = needs_reason(self._judged, suggestion)
        self._asked.setVisible(needed and overrides(self._judged, suggestion))
        self._asked.setText("A reason is needed here, because you go another way.")

    def _decided(self, decision: Decision) -> None:
        self._keep(decision, self._reason.toPlainText())

    def _keep(self, decision: Decision | None, reason: str) -> None:
        self._acts.answer(AboutTopic(Topic.JUDGEMENT), Judged(decision, reason))

    def take_focus(self) -> None:
        self._choices.setFocus()

    def choose(self, index: int) -> None:
        self._choices.choose(index)


_ASKING = (
    "Ask whether it is something they would be willing to try, and say what will be shared. Three"
    " separate things; each can be changed later."
)
_ASKED = (
    ("to_recommend", "To be put forward to the team"),
    ("to_share", "To this letter being shared with the team"),
    ("to_contact", "To the team getting in touch"),
)


class AgreementPageView(QWidget):
    """Three separate agreements for each carer, and the ground for sharing without them."""

    def __init__(self, acts: Acts, state: ContactState) -> None:
        super().__init__()
        self._acts = acts
        self._rows: dict[str, dict[str, Choices]] = {}
        self._agreements: dict[str, Agreement] = {}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(10)
        box.addWidget(label("Agreement", "small"))
        box.addWidget(
            label("What they agreed to" if state.is_past else "Are they willing?", "title")
        )
        box.addWidget(label("" if state.is_past else _ASKING, "soft"))
        for carer in state.contact.family.carers:
            box.addWidget(self._carer(carer))
        self._verdict = label(look="label")
        self._verdict.setObjectName("may_share")
        box.addWidget(self._verdict)
        box.addWidget(self._ground_part())
        box.addStretch(1)

    def _carer(self, carer: Carer) -> QWidget:
        self._rows[carer.id] = {}
        parts = column(hairline(), label(f"{carer.name} · {carer.relationship.value}", "label"))
        for name, words in _ASKED:
            choices = Choices(
                [
                    Option(c, CONSENT[c])
                    for c in (Consent.AGREED, Consent.REFUSED, Consent.NOT_ASKED)
                ],
                look="segment",
                name=f"{name}.{carer.id}",
                spoken=f"{carer.name}: {words}",
            )
            choices.chosen.connect(lambda c, n=name, who=carer: self._said(who, n, c))
            self._rows[carer.id][name] = choices
            parts.addLayout(row(label(words), choices))
        return plain(parts)

    def _ground_part(self) -> QWidget:
        self._fold = button(
            "▸ Sharing without agreement, to keep someone safe", "fold", name="ground"
        )
        self._fold.setCheckable(True)
        self._reason = Words(name="ground.reason", spoken="Why it must be shared", lines=2)
        self._by = Line(name="ground.by", spoken="Who authorised it: name and role", longest=120)
        for field in (self._reason, self._by):
            field.typed.connect(self._ground_typed)
            field.left.connect(self._acts.settle)
        inner = plain(
            column(
                label(
                    "When a baby, child or adult may come to harm, agreement is usually not the"
                    " basis for sharing. Be open with the family unless that is unsafe.",
                    "small",
                ),
                label("Why it must be shared", "label"),
                self._reason,
                label("Who authorised it", "label"),
                self._by,
            )
        )
        inner.hide()
        self._fold.toggled.connect(inner.setVisible)
        return plain(column(hairline(), row(self._fold, 1), inner))

    def show_state(self, state: ContactState) -> None:
        for carer in state.contact.family.carers:
            agreement = state.record.agreement(carer.id)
            self._agreements[carer.id] = agreement
            for name, choices in self._rows[carer.id].items():
                choices.show_choice(_part(agreement, name))
                choices.set_read_only(read_only=state.read_only)
        ground = state.record.ground
        self._reason.show_words(ground.reason)
        self._by.show_words(ground.authorised_by)
        self._reason.setReadOnly(state.read_only)
        self._by.setReadOnly(state.read_only)
        if (ground.reason or ground.authorised_by) and not self._fold.isChecked():
            self._fold.setChecked(True)
        self._verdict.setText(_verdict(state))
        self._verdict.setVisible(not state.is_past)

    def _said(self, carer: Carer, name: str, consent: Consent) -> None:
        now = self._agreements.get(carer.id, Agreement())
        said = {part: _part(now, part) for part, _ in _ASKED} | {name: consent}
        self._acts.answer(
            AboutTopic(Topic.AGREEMENT, carer.id),
            Agreement(said["to_recommend"], said["to_share"], said["to_contact"]),
        )

    def _ground_typed(self) -> None:
        self._acts.answer(
            AboutTopic(Topic.GROUND),
            SafeguardingGround(self._reason.toPlainText(), self._by.text()),
        )

    def take_focus(self) -> None:
        for choices in self._rows.values():
            choices["to_recommend"].setFocus()
            return

    def choose(self, index: int) -> None:
        """Number keys work within the row that has the keyboard."""


def _part(agreement: Agreement, name: str) -> Consent:
    match name:
        case "to_recommend":
            return agreement.to_recommend
        case "to_share":
            return agreement.to_share
        case _:
            return agreement.to_contact


def _verdict(state: ContactState) -> str:
    match may_share(state.record, state.contact.family.carers):
        case Allowed(by=carers):
            return "May be shared: " + " and ".join(c.name for c in carers) + " agreed."
        case AllowedOnSafeguardingGround(authorised_by=name):
            return f"May be shared to keep someone safe, authorised by {name}."
        case Blocked(why=why):
            return f"May not be shared yet. {why}"
