"""Records to look at: what the retention policy proposes, what is on hold, what was removed."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from desktop.flows.life import Kept, Records
from desktop.text_keeping import (
    block_words,
    hold_words,
    policy_words,
    rule_words,
    stone_words,
    why_words,
)
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, hairline, label, plain, row, scrolling, wide
from forms.ids import FamilyId
from forms.people import family_name


class RecordsView(QWidget):
    """Shows Records; each can be looked at by itself."""

    def __init__(
        self, records: Records, on_look: Callable[[FamilyId], None], on_back: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._on_look = on_look
        self._first: list[QWidget] = []
        self._good = Notice("good")
        back = button("← &Back", name="records.back")
        back.clicked.connect(on_back)
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Records to look at", "title"),
            label(
                "The policy proposes, you decide, and nothing is removed by itself. All of this"
                " can wait: nothing else waits for it.",
                "soft",
            ),
            label(f"Policy {policy_words(records.policy)}.", "small"),
            self._good,
            self._part("Proposed", records.to_look_at),
            *([self._part("On legal hold", records.on_hold)] if records.on_hold else []),
            _removed(records),
            row(back, 1),
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        self.setLayout(column(scrolling(content)))
        self._first.append(back)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the first record. A focus proxy would keep Tab from what stands before it."""
        self._first[0].setFocus(event.reason())

    def _part(self, title: str, records: Sequence[Kept]) -> QWidget:
        parts: list[QWidget] = [label(title, "heading")]
        for kept in records:
            parts += [hairline(), self._record(kept)]
        if not records:
            parts.append(label("Nothing to look at today.", "soft"))
        return card(*parts)

    def _record(self, kept: Kept) -> QWidget:
        name = family_name(kept.family)
        lines = [label(name, "label")]
        lines += [label(line, "small-ink") for line in (why_words(kept),) if line]
        lines += [label(line, "small") for line in (rule_words(kept),) if line]
        if kept.hold is not None:
            lines.append(label(hold_words(kept.hold), "small-ink"))
        else:
            lines += [label(line, "small") for line in block_words(kept)]
        look = button("Look at this record", "small", name=f"look.{kept.family.id}")
        look.setAccessibleName(f"Look at the record of {name}")
        look.clicked.connect(lambda _=False: self._on_look(kept.family.id))
        self._first.append(look)
        return plain(row(wide(plain(column(*lines, gap=2))), look))

    def show_done(self, words: str) -> None:
        """Say what was just done, or nothing."""
        self._good.show_words(words)


def _removed(records: Records) -> QWidget:
    parts: list[QWidget] = [
        label("Removed records", "heading"),
        label("What stays of them: days, the rule and the reason. No names.", "small"),
    ]
    for stone in reversed(records.removed):
        first, rest = stone_words(stone)
        lines = column(label(first, "label"), label(rest, "small-ink"), gap=2)
        parts += [hairline(), plain(lines)]
    if not records.removed:
        parts.append(label("Nothing was removed from this laptop.", "soft"))
    return card(*parts)
