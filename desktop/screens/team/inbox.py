"""A lead's inbox: what arrived, newest first; each laptop's line; what lies aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.screens.team.parts import PageView, act, page_of
from desktop.widgets.notice import Notice
from desktop.widgets.parts import card, column, hairline, label, plain, row, wide


@dataclass(frozen=True, slots=True)
class ArrivedLine:
    """One arrival, in words; `note` says that it was replaced, taken back, or disagrees."""

    digest: str
    told: str
    note: str


@dataclass(frozen=True, slots=True)
class LaptopLine:
    """What came from one laptop, in words."""

    name: str
    told: str


@dataclass(frozen=True, slots=True)
class InboxState:
    """The inbox, in words."""

    told: str
    arrived: Sequence[ArrivedLine]
    laptops: Sequence[LaptopLine]
    aside: Sequence[str]


class InboxActs(Protocol):
    """Calls down from this page."""

    def read(self, digest: str) -> None: ...
    def refresh(self) -> None: ...
    def back(self) -> None: ...


class InboxView(PageView):
    """Shows an InboxState."""

    def __init__(self, state: InboxState, acts: InboxActs) -> None:
        super().__init__()
        self._good, self._trouble = Notice("good"), Notice("notice")
        back = act("← &Back", "inbox.back", acts.back)
        again = act("&Look again", "inbox.again", acts.refresh)
        told = label(state.told, "name")
        told.setObjectName("inbox.told")
        arrived = [one for line in state.arrived for one in _arrived(line, acts)]
        laptops = [one for line in state.laptops for one in _laptop(line)]
        aside = [one for words in state.aside for one in (hairline(), label(words, "small-ink"))]
        self.setLayout(
            column(
                page_of(
                    label("Inbox of the team", "title"),
                    self._good,
                    self._trouble,
                    told,
                    plain(row(back, again, 1)),
                    card(
                        label("What arrived", "heading"),
                        label("Newest first.", "small"),
                        *(arrived or [label("Nothing yet.", "soft")]),
                    ),
                    card(
                        label("Laptop by laptop", "heading"),
                        label(
                            "Each laptop numbers what it seals, so that nothing can go missing"
                            " unseen. A receipt is given to each at every meeting.",
                            "small",
                        ),
                        *(laptops or [label("Nothing yet.", "soft")]),
                    ),
                    card(
                        label("What lies aside", "heading"),
                        label("Not taken in, each for a reason; nothing was deleted.", "small"),
                        *(aside or [label("Nothing.", "soft")]),
                    ),
                )
            )
        )
        self.begin_at(back)

    def show_done(self, words: str) -> None:
        """Say what was done, or nothing."""
        self._good.show_words(words)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)


def _arrived(line: ArrivedLine, acts: InboxActs) -> tuple[QWidget, QWidget]:
    read = act("Read", f"inbox.read.{line.digest}", lambda: acts.read(line.digest), "small")
    read.setAccessibleName(f"Read: {line.told}")
    note = [label(line.note, "small")] if line.note else []
    told = wide(plain(column(label(line.told, "small-ink"), *note, gap=2)))
    return hairline(), plain(row(told, read))


def _laptop(line: LaptopLine) -> tuple[QWidget, QWidget]:
    lines = column(label(line.name, "label"), label(line.told, "small-ink"), gap=2)
    return hairline(), plain(lines)
