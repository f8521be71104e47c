"""One record to look at: kept on, put on hold, confirmed to be elsewhere, or removed."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.flows.life import MAIN_RECORD_HINT, REMOVE, Kept
from desktop.text_keeping import (
    block_words,
    hold_words,
    kept_on_words,
    rule_words,
    until_words,
    why_words,
)
from desktop.widgets.choices import Choices, Option
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, label, row, scrolling
from desktop.widgets.words import Line, Words
from forms.people import family_name

_KEEP_ON = ((91, "3 months"), (182, "6 months"), (365, "A year"))


class KeepingActs(Protocol):
    """Calls down from this page."""

    def keep_on(self, days: int, reason: str) -> None: ...
    def hold(self, reason: str, asked_by: str) -> None: ...
    def lift(self, reason: str) -> None: ...
    def confirm(self, where: str) -> None: ...
    def remove(self, reason: str) -> None: ...
    def back(self) -> None: ...


class OneRecordView(FormView):
    """Shows how one record is Kept. Nothing on it is chosen beforehand."""

    def __init__(self, kept: Kept, acts: KeepingActs) -> None:
        super().__init__()
        self._acts = acts
        self._good, self._trouble = Notice("good"), Notice("notice")
        back = button("← &Back", name="keeping.back")
        back.clicked.connect(acts.back)
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label(family_name(kept.family), "title"),
            label(until_words(kept), "soft"),
            *self.lines,
            self._good,
            self._trouble,
            *_why(kept),
            self._keep_on(kept),
            self._hold(kept),
            self._confirm(),
            self._remove(kept),
            row(back, 1),
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        self.setLayout(column(scrolling(content)))
        self.setFocusProxy(self._first)

    def _keep_on(self, kept: Kept) -> QWidget:
        self._days = Choices(
            [Option(days, words) for days, words in _KEEP_ON],
            look="segment",
            name="keep_on.days",
            spoken="Look at it again in",
        )
        self._first: QWidget = self._days
        reason = Words(name="keep_on.reason", spoken="Why it is kept on", lines=2)
        self.follow(self._days, reason)

        def go() -> None:
            match self._days.value:
                case int(days):
                    self._acts.keep_on(days, reason.toPlainText())
                case _:
                    self.show_trouble("Choose when you want to look at it again.")

        told = [label(kept_on_words(kept.kept_on), "small-ink")] if kept.kept_on else []
        return card(
            label("Keep it on", "heading"),
            *told,
            label("Look at it again in", "label"),
            row(self._days, 1),
            label("Why", "label"),
            reason,
            row(_act("&Keep it on", "keep_on.go", go), 1),
        )

    def _hold(self, kept: Kept) -> QWidget:
        if kept.hold is not None:
            why = Words(name="lift.reason", spoken="Why the hold is lifted", lines=2)
            self.follow(why)
            lift = _act("&Lift the hold", "lift.go", lambda: self._acts.lift(why.toPlainText()))
            return card(
                label("Legal hold", "heading"),
                label(hold_words(kept.hold), "small-ink"),
                label("Why it is lifted, and who agreed", "label"),
                why,
                row(lift, 1),
            )
        asked_by = Line(name="hold.asked_by", spoken="Who asked for the hold", longest=200)
        reason = Words(name="hold.reason", spoken="Why it is put on hold", lines=2)
        self.follow(asked_by, reason)
        go = _act(
            "Put it on &hold",
            "hold.go",
            lambda: self._acts.hold(reason.toPlainText(), asked_by.text()),
        )
        return card(
            label("Legal hold", "heading"),
            label("For an inquiry, a complaint or a court: nothing of it can be removed.", "small"),
            label("Who asked for it", "label"),
            asked_by,
            label("Why", "label"),
            reason,
            row(go, 1),
        )

    def _confirm(self) -> QWidget:
        where = Line(name="confirm.where", spoken="Where you saw it", longest=400)
        self.follow(where)
        go = _act(
            "&Confirm: all of it is there",
            "confirm.go",
            lambda: self._acts.confirm(where.text()),
        )
        return card(
            label("Is all of it in the main record?", "heading"),
            label(MAIN_RECORD_HINT, "small"),
            where,
            row(go, 1),
        )

    def _remove(self, kept: Kept) -> QWidget:
        told: list[QWidget] = [label("Remove it from this laptop", "heading")]
        if kept.blocks:
            told += [label(line) for line in block_words(kept)]
            return card(*told)
        early = "" if kept.proposal is not None else "The policy does not propose this yet. "
        reason = Words(name="remove.reason", spoken="Why, without names", lines=2)
        self.follow(reason)
        typed = Line(name="remove.typed", spoken=f"Type {REMOVE} to go on", longest=20)
        go = _act(
            "Remove it for good", "remove.go", lambda: self._acts.remove(reason.toPlainText())
        )
        go.setEnabled(False)
        typed.textChanged.connect(lambda words: go.setEnabled(words.strip().casefold() == REMOVE))
        return card(
            *told,
            label(
                f"{early}Everything about this family goes from this laptop, and cannot be brought"
                " back here. A tombstone stays: days, the rule and your reason, no names. Copies in"
                " backups go as the backups thin out, nine months at most.",
                "small-ink",
            ),
            label("Why, without names: the reason stays", "label"),
            reason,
            label(f"Type “{REMOVE}” to go on", "label"),
            typed,
            row(go, 1),
        )

    def show_done(self, words: str) -> None:
        """Say what was just done, or nothing."""
        self._good.show_words(words)

    def show_trouble(self, words: str) -> None:
        self._good.show_words("")
        self._trouble.show_words(words)


def _why(kept: Kept) -> list[QWidget]:
    if kept.proposal is None:
        return []
    return [
        card(
            label("Why it is proposed", "heading"),
            label(why_words(kept)),
            label(rule_words(kept), "small"),
        )
    ]


def _act(text: str, name: str, act: Callable[[], None]) -> QWidget:
    made = button(text, name=name)
    made.clicked.connect(lambda _=False: act())
    return made
