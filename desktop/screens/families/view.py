"""The caseload: every family, found by a few letters, opened with Return."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.screens.families.model import COLUMNS, CaseloadModel
from desktop.screens.families.two_lines import TwoLines
from desktop.widgets.form import KeptLine
from desktop.widgets.notice import Notice
from desktop.widgets.panes import sized
from desktop.widgets.parts import button, column, label, row
from desktop.widgets.words import Line
from forms.dates import long_day
from forms.ids import FamilyId
from storage.caseload import CaseloadPage

_FIND_AFTER_MS = 120
_WIDTHS = (5, 4)


class FamiliesView(QWidget):
    """Shows the page it is given; asks for others as the search is typed and the list scrolled.

    `on_find` is told what is typed, and with which line the page that is wanted begins.
    """

    def __init__(
        self,
        today: date,
        on_find: Callable[[str, int], None],
        on_open: Callable[[FamilyId], None],
        on_add: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._on_open = on_open
        self._shown = ""
        self._model = CaseloadModel(today, self)
        self._model.wanted.connect(lambda first: on_find(self._shown, first))
        self._search = Line(
            name="search", spoken="Find a family", hint="Name, date of birth or NHS number"
        )
        self._search.setMinimumWidth(sized(340))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_FIND_AFTER_MS)
        self._soon.timeout.connect(lambda: on_find(self._search.text(), 0))
        self._search.typed.connect(lambda _: self._soon.start())
        self._search.returnPressed.connect(self._to_table)
        self._banner = Notice("banner")
        self._good = Notice("good")
        self._on_add = on_add
        self._unfinished = KeptLine()
        self._count = label(look="soft", wraps=False)
        self._empty = label(look="soft")
        self._filler = QWidget()
        self._table = _Table(self._open)
        self._table.setModel(self._model)
        self._dress_table()
        add = button("&Add a family", "main", name="add_family")
        add.clicked.connect(on_add)
        head = row(label("Families", "title", wraps=False), self._count, 1, gap=14)
        tools = row(self._search, 1, add, gap=10)
        box = column(label(long_day(today), "small"), head, self._banner, self._good, tools, gap=10)
        box.addWidget(self._unfinished)
        box.addWidget(self._empty)
        box.addWidget(self._table, 1)
        box.addWidget(self._filler, 1)
        box.setContentsMargins(24, 18, 24, 20)
        self.setLayout(box)
        self.setFocusProxy(self._search)
        QShortcut(QKeySequence("Ctrl+K"), self, self._search.setFocus)

    def _dress_table(self) -> None:
        table = self._table
        table.setObjectName("families")
        table.setAccessibleName("Families")
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = table.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(sized(66))
        table.setItemDelegate(TwoLines(table))
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)

    def show_page(self, page: CaseloadPage, *, wanted: str) -> None:
        """Show these families; `wanted` is what was searched for."""
        if page.first:
            if wanted == self._shown:
                self._model.show_more(page)
        elif wanted == self._search.text():
            self._show_found(page, wanted)

    def _show_found(self, page: CaseloadPage, wanted: str) -> None:
        kept = self.chosen
        self._shown = wanted
        self._model.show_found(page)
        self._count.setText(f"{page.total:,} {'family' if page.total == 1 else 'families'}")
        self._table.setVisible(bool(page.total))
        self._filler.setVisible(not page.total)
        self._empty.setVisible(not page.total)
        self._empty.setText(
            "No family matches. Try fewer letters."
            if wanted.strip()
            else "No family yet. Add the first one: press Alt+A."
        )
        row_shown = self._model.row_of(kept) if kept is not None else None
        if page.total:
            self._choose_row(row_shown or 0)

    def show_trouble(self, words: str) -> None:
        """What was asked for could not be read."""
        self._model.give_up()
        self.show_notes(banner=words, good="")

    def show_notes(self, *, banner: str, good: str) -> None:
        self._banner.show_words(banner)
        self._good.show_words(good)

    def show_unfinished(self, *, has_new_family: bool) -> None:
        """Say in one line that a new family was begun, with the way back to it."""
        words = "Not finished: a new family" if has_new_family else ""
        self._unfinished.show_words(words, "Go on with it", self._on_add)

    @property
    def chosen(self) -> FamilyId | None:
        index = self._table.currentIndex()
        return self._model.family_at(index.row()) if index.isValid() else None

    def _choose_row(self, at: int) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self._table.selectionModel().setCurrentIndex(
            self._model.index(at, 0), flags.ClearAndSelect | flags.Rows
        )

    def _to_table(self) -> None:
        if self._model.rowCount() == 1:
            self._open(self._model.index(0, 0))
        elif self._model.rowCount():
            self._table.setFocus()

    def _open(self, index: QModelIndex) -> None:
        family = self._model.family_at(index.row()) if index.isValid() else None
        if family is not None:
            self._on_open(family)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        room = event.size().width() - 54
        for at in range(len(COLUMNS)):
            share = room * _WIDTHS[at] // sum(_WIDTHS)
            self._table.setColumnWidth(at, share)


class _Table(QTableView):
    """Return opens a family; a double click does too."""

    def __init__(self, on_open: Callable[[QModelIndex], None]) -> None:
        super().__init__()
        self._on_open = on_open
        self.doubleClicked.connect(on_open)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_open(self.currentIndex())
            return
        super().keyPressEvent(event)
