"""A copy of everything about one family: each item kept or left out, one by one, then written."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.text import counted
from desktop.widgets.choices import Choices, Option
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import (
    button,
    card,
    column,
    emptied,
    hairline,
    label,
    plain,
    row,
    scrolling,
    wide,
)
from desktop.widgets.words import Line
from forms.ids import CarerId
from forms.people import Family
from forms.redaction import Decision, Item, ItemId

_ITEM = "item."


def _readers(family: Family) -> QComboBox:
    made = QComboBox()
    made.setObjectName("copy.reader")
    made.setAccessibleName("Who the copy is for")
    for carer in family.carers:
        made.addItem(carer.name, carer.id)
    made.addItem("Someone else", None)
    return made


class CopyView(FormView):
    """Nothing is decided by itself: a suggestion is offered for each item, with its reason."""

    stays = True

    def __init__(
        self,
        family: Family,
        folder: str,
        *,
        on_reader: Callable[[CarerId | None], None],
        on_write: Callable[[Mapping[ItemId, Decision], Path], None],
        on_cancel: Callable[[], None],
    ) -> None:
        super().__init__()
        self._on_reader = on_reader
        self._items: tuple[Item, ...] = ()
        self._decisions: dict[ItemId, Decision] = {}
        self._awaited: dict[ItemId, Decision] = {}
        self._written: Mapping[str, str] | None = None
        self._rows: dict[ItemId, Choices] = {}
        self._reader = _readers(family)
        self._list = column(gap=8)
        self._left = label(look="label")
        self._trouble, self._good = Notice("notice"), Notice("good")
        self._folder = Line(name="copy.folder", spoken="Folder", longest=1000)
        self._folder.show_words(folder)
        take = button("&Take every suggestion", name="copy.take")
        take.clicked.connect(self._take_all)
        self._write = button("&Write the copy", "main", name="copy.write")
        self._write.clicked.connect(
            lambda: on_write(dict(self._decisions), Path(self._folder.text()))
        )
        back = button("← &Back", name="copy.back")
        back.clicked.connect(on_cancel)
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("A copy of everything recorded", "title"),
            label(
                "For someone who has a right to it. What others said or confided is suggested to be"
                " left out; you decide, item by item.",
                "soft",
            ),
            *self.lines,
            card(label("Who is it for?", "label"), self._reader, row(self._left, 1, take)),
            card(plain(self._list)),
            card(label("Write to", "label"), self._folder),
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        foot = column(self._trouble, self._good, row(back, 1, self._write))
        foot.setContentsMargins(24, 8, 24, 14)
        outer = column(gap=0)
        outer.addWidget(scrolling(content), 1)
        outer.addLayout(foot)
        self.setLayout(outer)
        self.setFocusProxy(self._reader)
        self.follow(self._reader, self._folder)
        self._reader.currentIndexChanged.connect(self._for_another)

    def _for_another(self) -> None:
        """What was decided for one reader is not decided for another."""
        self._awaited, self._decisions = {}, {}
        self._on_reader(self.reader)

    def on_shown(self) -> None:
        self._on_reader(self.reader)

    @property
    def fields(self) -> Mapping[str, str]:
        decided = {**self._awaited, **self._decisions}
        typed = {
            **super().fields,
            **{f"{_ITEM}{item}": said.value for item, said in decided.items()},
        }
        return {} if typed == self._written else typed

    def show_fields(self, fields: Mapping[str, str]) -> None:
        with QSignalBlocker(self._reader):
            super().show_fields(fields)
        kept = {name.removeprefix(_ITEM): said for name, said in fields.items() if _ITEM in name}
        self._awaited = {
            ItemId(item): one
            for item, said in kept.items()
            for one in Decision
            if one.value == said
        }

    def say_settled(self) -> None:
        self._written = None
        self._written = self.fields
        self.kept_line.show_words("")

    @property
    def reader(self) -> CarerId | None:
        """Whom the copy is for."""
        chosen = self._reader.currentData()
        return CarerId(chosen) if chosen else None

    def show_items(self, items: Sequence[Item]) -> None:
        """Show these items; what was decided about these very words before stays decided."""
        self._items = tuple(items)
        self._decisions = {i.id: self._awaited[i.id] for i in items if i.id in self._awaited}
        self._awaited = {}
        self._rows = {}
        emptied(self._list)
        for item in items:
            self._list.addWidget(self._row(item))
        for decided, said in self._decisions.items():
            self._rows[decided].show_choice(said)
        self._count()

    def _row(self, item: Item) -> QWidget:
        choices = Choices(
            [Option(Decision.KEEP, "Keep"), Option(Decision.REDACT, "Leave out")],
            look="segment",
            name=f"{_ITEM}{item.id}",
            spoken=f"{item.where}: {item.text}",
        )
        choices.chosen.connect(lambda decision, i=item: self._decide(i, decision))
        self._rows[item.id] = choices
        told = column(label(f"{item.part} · {item.where}", "small"), label(item.text), gap=2)
        if item.suggestion is Decision.REDACT:
            told.addWidget(label(f"Suggested to leave out: {item.why}", "refusal"))
        return plain(column(hairline(), row(wide(plain(told)), choices), gap=6))

    def _decide(self, item: Item, decision: Decision) -> None:
        self._decisions[item.id] = decision
        self._count()
        self.typed.emit()

    def _take_all(self) -> None:
        for item in self._items:
            self._decisions[item.id] = item.suggestion
            self._rows[item.id].show_choice(item.suggestion)
        self._count()
        self.typed.emit()

    def _count(self) -> None:
        left = len(self._items) - len(self._decisions)
        self._left.setText(
            f"{counted(left, 'item')} to decide" if left else "✓ Every item is decided"
        )
        self._write.setEnabled(left == 0 and bool(self._items))

    def show_done(self, words: str) -> None:
        self._trouble.show_words("")
        self._good.show_words(words)

    def show_trouble(self, words: str) -> None:
        self._good.show_words("")
        self._trouble.show_words(words)
