"""The checks before a letter leaves: what is missing by heading, and whom it is about."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame

from desktop.flows.letter import Retyped
from desktop.screens.contact.acts import Acts
from desktop.screens.contact.letter_presenter import LetterState
from desktop.text_letters import MISSING, by_heading
from desktop.widgets.parts import button, card, column, emptied, label, plain, row
from desktop.widgets.words import Line
from forms.gaps import Gap, Where
from forms.people import Infant


class MissingCard:
    """What is missing, under the headings of the letter; each thing leads to its question."""

    def __init__(self, acts: Acts, to_family: Callable[[], None]) -> None:
        self._acts, self._to_family = acts, to_family
        self._rows = column(gap=4)
        self._shown: tuple[Gap, ...] | None = None
        self.card: QFrame = card(
            label("Before it leaves", "label"),
            label("“Needed” stops the letter. The rest you may leave.", "small"),
            plain(self._rows),
        )

    def show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        if gaps == self._shown:
            return
        self._shown = gaps
        emptied(self._rows)
        for heading, own in by_heading(gaps):
            self._rows.addWidget(label(heading, "small-ink"))
            for gap in own:
                self._show_gap(gap)
        if not gaps:
            self._rows.addWidget(label("✓ Nothing is missing.", "ok"))

    def _show_gap(self, gap: Gap) -> None:
        words = MISSING[gap.missing]
        told = label(f"{words}: {'needed' if gap.stops else 'not recorded'}")
        if gap.where is Where.LETTER:
            self._rows.addWidget(told)
        else:
            go = button("Go there", "link", name=f"gap.{gap.missing.value}")
            go.setAccessibleName(f"{words}: go there")
            go.clicked.connect(lambda _=False, g=gap: self._go(g))
            self._rows.addLayout(row(told, go))
        if gap.why:
            self._rows.addWidget(label(gap.why, "small"))

    def _go(self, gap: Gap) -> None:
        if gap.where is Where.FAMILY:
            self._to_family()
        else:
            self._acts.go_to_gap(gap)


class GuardPart:
    """Whom the letter is about, typed again by hand, and who could be taken for them."""

    def __init__(self, infant: Infant) -> None:
        day = "Due date" if infant.is_expected else "Day of birth"
        self._initials = Line(name="guard.initials", spoken="Baby's initials")
        self._day = Line(name="guard.day", spoken=day)
        self._first = label("Baby's initials, or the mother's for a baby not named yet", "small")
        self._alike = label(look="urgent-word")
        self._alike.setObjectName("guard.alike")
        self._alike.hide()
        self.parts = (
            label("Whom is it about? Type it again.", "label"),
            self._alike,
            self._first,
            self._initials,
            label(f"{day}, like 14/1/2027", "small"),
            self._day,
        )

    @property
    def retyped(self) -> Retyped:
        return Retyped(self._initials.text(), self._day.text())

    def show_letter(self, letter: LetterState) -> None:
        guard = letter.guard
        if guard is None:
            return
        self._alike.setText("\n".join(guard.taken_for))
        self._alike.setVisible(bool(guard.taken_for))
        if guard.asks_for_name:
            self._first.setText("Baby's first name: a twin has the same initials")
            self._initials.setAccessibleName("Baby's first name")
