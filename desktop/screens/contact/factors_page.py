"""One heading of the checklist: four answers to a factor, and who, since when, a note."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.screens.contact.acts import Acts
from desktop.screens.contact.pages import FactorsPage
from desktop.screens.contact.state import ContactState, factor_hidden
from desktop.text import FACTOR_STATE, WEIGHT, counted
from desktop.widgets.choices import Choices, Option
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.panes import Panes
from desktop.widgets.parts import button, column, hairline, label, plain, row, unmarked, wide
from desktop.widgets.words import Line
from forms.answers import AboutFactor, FactorState, Noted
from forms.pack import Factor, Weight
from forms.people import Carer
from forms.steps import pointed_to


class FactorsPageView(QWidget):
    """The factors of one group that apply at this stage."""

    def __init__(self, page: FactorsPage, acts: Acts, state: ContactState) -> None:
        super().__init__()
        contact = state.contact
        language = contact.preferences.language
        at_stage = contact.packs.factors.at(state.record.stage)
        self._factors = tuple(f for f in at_stage if f.group == page.group.code)
        self._acts = acts
        self._rows: dict[str, FactorRow] = {}
        self._title = label(page.group.title.in_(language), "heading")
        self._asked = label(look="small")
        self._guidance = QCheckBox("Show guidance for each factor")
        self._guidance.setObjectName("guidance")
        self._guidance.toggled.connect(self._show_guidance)
        self._hidden = HiddenRow(acts)
        self._was_hidden: list[Factor] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._coming = button(
            "Someone is coming: hide what is private", "small", name="company_came"
        )
        self._coming.clicked.connect(acts.company_came)
        coming = plain(row(self._coming, 1))
        for part in (self._title, self._asked, self._guidance, self._hidden, coming):
            self._box.addWidget(part)
        for factor in self._factors:
            made = FactorRow(factor, acts, state)
            self._rows[factor.code] = made
            self._box.addWidget(made)
        self._box.addStretch(1)

    def show_state(self, state: ContactState) -> None:
        offered = set() if state.is_past else set(pointed_to(state.contact.packs, state.record))
        hidden = [f for f in self._factors if factor_hidden(f, state)]
        self._hidden.show_hidden(hidden, state.company)
        revealed = [f for f in self._factors if f in self._was_hidden and f not in hidden]
        self._was_hidden = hidden
        private = any(f.alone_only for f in self._factors)
        self._coming.setVisible(private and not hidden and not state.read_only)
        asked = sum(f.code in state.record.factor_states for f in self._factors)
        self._asked.setText(
            f"{counted(len(self._factors), 'factor')} · {asked} answered."
            + ("" if state.is_past else _LEAVE)
        )
        for factor in self._factors:
            shown = self._rows[factor.code]
            shown.setVisible(factor not in hidden)
            noted = state.record.answers.get(AboutFactor(factor.code))
            shown.show_noted(
                noted if isinstance(noted, Noted) else None,
                offered=factor.code in offered,
                read_only=state.read_only,
            )
        self._go_to_revealed(revealed)

    def _go_to_revealed(self, revealed: list[Factor]) -> None:
        """The keyboard comes to what was just revealed, not to whatever stood after it."""
        if revealed:
            self._rows[revealed[0].code].take_focus()

    def _show_guidance(self, shown: bool) -> None:  # noqa: FBT001 - Qt's own signal
        for made in self._rows.values():
            made.show_guidance(shown=shown)

    def take_focus(self) -> None:
        first = next((r for r in self._rows.values() if r.isVisibleTo(self)), None)
        if first is not None:
            first.take_focus()

    def choose(self, index: int) -> None:
        """Number keys work within the row that has the keyboard."""


_LEAVE = " Leave what you did not ask as “not asked”: it is never read as “no”."


class HiddenRow(QWidget):
    """Says that something is masked, not what, and how to see it."""

    def __init__(self, acts: Acts) -> None:
        super().__init__()
        self._what = label(look="label")
        self._how = label(look="small")
        alone = button("Seen alone", "small", name="seen_alone")
        alone.clicked.connect(lambda: acts.alone_now(None))
        self.setLayout(
            column(hairline(), row(wide(plain(column(self._what, self._how, gap=2))), alone))
        )

    def show_hidden(self, hidden: list[Factor], company: str) -> None:
        self.setVisible(bool(hidden))
        if not hidden:
            return
        verb = "is" if len(hidden) == 1 else "are"
        self._what.setText(f"{counted(len(hidden), 'factor')} {verb} hidden")
        whom = company or "the parent"
        self._how.setText(f"Shown once you have seen {whom} alone. Until then: not asked.")


class FactorRow(QWidget):
    """One factor."""

    def __init__(self, factor: Factor, acts: Acts, state: ContactState) -> None:
        super().__init__()
        self._factor = factor
        self._acts = acts
        self._noted: Noted | None = None
        self._carers = state.contact.family.carers
        language = state.contact.preferences.language
        words = factor.text.in_(language)
        self._details: FactorDetails | None = None
        self._choices = Choices(
            [Option(s, FACTOR_STATE[s]) for s in FactorState],
            look="segment",
            name=f"factor.{factor.code}",
            spoken=words,
        )
        self._choices.chosen.connect(self._chose)
        self._pointed = label("You noted a worry that may point here.", "small")
        self._guidance = label(factor.guidance.in_(language), "small")
        self._guidance.hide()
        head = column(label(words), gap=2)
        if factor.weight is Weight.SIGNIFICANT:
            tag = label(WEIGHT[factor.weight], "tag-significant", wraps=False)
            head.addLayout(row(tag, 1))
        top = Panes(plain(head), [self._choices], together_from=620, side_from=400, side_to=450)
        self._box = column(hairline(), top, self._pointed, self._guidance, gap=6)
        self.setLayout(self._box)

    def show_noted(self, noted: Noted | None, *, offered: bool, read_only: bool) -> None:
        """Show what is noted; nothing noted shows as not asked."""
        present = noted is not None and noted.state is FactorState.PRESENT
        self._pointed.setVisible(offered and not present)
        if present != (self._details is not None):
            self._toggle_details(present=present)
        self._noted = noted
        self._choices.show_choice(noted.state if noted else FactorState.NOT_ASKED)
        self._choices.set_read_only(read_only=read_only)
        if self._details is not None and noted is not None:
            self._details.show_noted(noted, read_only=read_only)

    def _toggle_details(self, *, present: bool) -> None:
        if self._details is not None:
            self._details.hide()
            self._details.deleteLater()
            self._details = None
        if present:
            self._details = FactorDetails(self._factor, self._acts, self._carers)
            self._box.addWidget(self._details)
            self._details.follow(self._choices)

    def _chose(self, state: FactorState) -> None:
        kept = self._noted or Noted(state)
        self._acts.answer(
            AboutFactor(self._factor.code), Noted(state, kept.carers, kept.since, kept.note)
        )

    def show_guidance(self, *, shown: bool) -> None:
        self._guidance.setVisible(shown)

    def take_focus(self) -> None:
        self._choices.setFocus()


class FactorDetails(QWidget):
    """For whom a present factor is, since when, and a note."""

    def __init__(self, factor: Factor, acts: Acts, carers: tuple[Carer, ...]) -> None:
        super().__init__()
        self._factor, self._acts = factor, acts
        code = factor.code
        self._boxes = {c.id: QCheckBox(unmarked(c.name)) for c in carers}
        self._since = Line(name=f"since.{code}", spoken="Since when", hint="since when", longest=80)
        self._since.setMaximumWidth(220)
        self._note = Line(name=f"note.{code}", spoken="Note", hint="a short note: words used, seen")
        who = QWidget()
        flow = FlowLayout(who, gap=14)
        flow.addWidget(label("Who:", "small", wraps=False))
        for carer_id, box in self._boxes.items():
            box.setObjectName(f"who.{code}.{carer_id}")
            box.clicked.connect(self._changed)
            flow.addWidget(box)
        for line in (self._since, self._note):
            line.typed.connect(self._changed)
            line.left.connect(acts.settle)
        self.setLayout(column(who, row(self._since, self._note), gap=6))

    def follow(self, choices: Choices) -> None:
        """Let Tab come here from the answers above."""
        before: QWidget = choices.buttons[-1]
        for field in (*self._boxes.values(), self._since, self._note):
            QWidget.setTabOrder(before, field)
            before = field

    def show_noted(self, noted: Noted, *, read_only: bool) -> None:
        for carer_id, box in self._boxes.items():
            box.setChecked(carer_id in noted.carers)
            box.setEnabled(not read_only)
        self._since.show_words(noted.since)
        self._note.show_words(noted.note)
        self._since.setReadOnly(read_only)
        self._note.setReadOnly(read_only)

    def _changed(self) -> None:
        self._acts.answer(
            AboutFactor(self._factor.code),
            Noted(
                FactorState.PRESENT,
                tuple(carer_id for carer_id, box in self._boxes.items() if box.isChecked()),
                self._since.text(),
                self._note.text(),
            ),
        )
