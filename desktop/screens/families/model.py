"""The caseload as rows, read in pages and computed only for the rows that are on screen."""

from datetime import date

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from desktop.text import URGENT
from forms.ages import age_words
from forms.answers import Decision
from forms.dates import short_day
from forms.ids import FamilyId
from forms.people import Expected, Infant, family_name, is_closed
from storage.caseload import CaseloadLine, CaseloadPage

DONE = "What was done"
COLUMNS = ("Family", DONE)
URGENT_ROLE = Qt.ItemDataRole.UserRole
"""Whether the first line of this cell says that safety comes first."""
NOT_YET = "…"
_NO_PARENT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex
_ASK_AFTER_MS = 15
_ASK_AT_ONCE = 3
_KEPT_PAGES = 40


class CaseloadModel(QAbstractTableModel):
    """One family a row, as many rows as there are families; a row not read yet shows dots.

    Signals:
        wanted: a page is about to be seen; the number is its first row.
    """

    wanted = Signal(int)

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._total = 0
        self._size = 1
        self._pages: dict[int, tuple[CaseloadLine, ...]] = {}
        self._asked: dict[int, None] = {}
        self._coming: set[int] = set()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_ASK_AFTER_MS)
        self._soon.timeout.connect(self._ask)

    def show_found(self, page: CaseloadPage) -> None:
        """Show another caseload, from its first page on."""
        self.beginResetModel()
        self._total = page.total
        self._size = max(1, len(page.lines))
        self._pages = {0: page.lines}
        self._asked.clear()
        self._coming.clear()
        self.endResetModel()

    def show_more(self, page: CaseloadPage) -> None:
        """Fill in a page that was asked for; one that nobody waits for any more is dropped."""
        if page.first not in self._coming:
            return
        self._coming.discard(page.first)
        self._pages[page.first] = page.lines
        if len(self._pages) > _KEPT_PAGES:
            del self._pages[next(first for first in self._pages if first)]
        last = min(page.first + self._size, self._total) - 1
        self.dataChanged.emit(self.index(page.first, 0), self.index(last, len(COLUMNS) - 1))

    def give_up(self) -> None:
        """What was asked for does not come; it is asked for again when it is seen again."""
        self._coming.clear()

    def family_at(self, row: int) -> FamilyId | None:
        """The family of this row; None while it is not read yet."""
        line = self._line(row)
        return line.family.id if line is not None else None

    def row_of(self, family: FamilyId) -> int | None:
        """The row of this family, if it is among those that were read."""
        for first, lines in self._pages.items():
            for at, line in enumerate(lines, start=first):
                if line.family.id == family:
                    return at
        return None

    def _line(self, row: int) -> CaseloadLine | None:
        first = row - row % self._size
        lines = self._pages.get(first)
        if lines is not None:
            return lines[row - first] if row - first < len(lines) else None
        if first not in self._coming:
            self._asked.pop(first, None)
            self._asked[first] = None
            if not self._soon.isActive():
                self._soon.start()
        return None

    def _ask(self) -> None:
        """Ask for the pages looked at last; those that were only scrolled past are left."""
        newest = list(self._asked)[-_ASK_AT_ONCE:]
        self._asked.clear()
        for first in newest:
            self._coming.add(first)
            self.wanted.emit(first)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802 - Qt's name
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, URGENT_ROLE)
        if not index.isValid() or role not in wanted:
            return None
        line = self._line(index.row())
        if role == URGENT_ROLE:
            return line is not None and line.needs_action and COLUMNS[index.column()] == DONE
        words = cells(line, self._today)[index.column()] if line is not None else NOT_YET
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{COLUMNS[index.column()]}: {', '.join(words.splitlines())}"
        return words


def cells(line: CaseloadLine, today: date) -> tuple[str, ...]:
    """What each column says of this family: a first line, and a quieter one under it."""
    family = line.family
    ages = ", ".join(dict.fromkeys(_age(infant, today) for infant in family.infants))
    carers = ", ".join(carer.name for carer in family.carers)
    last = line.last_contact
    seen = f"Last contact {short_day(last.day)}" if last else "Not seen yet"
    about = " · ".join(part for part in (ages, carers) if part)
    what = f"{URGENT}\n{done(line)} · {seen}" if line.needs_action else f"{done(line)}\n{seen}"
    return (f"{family_name(family)}\n{about}", what)


def _age(infant: Infant, today: date) -> str:
    if isinstance(infant.arrival, Expected):
        return f"{age_words(infant, today)}, due {short_day(infant.arrival.due)}"
    return age_words(infant, today)


def done(line: CaseloadLine) -> str:
    """What was done for this family, in a few words; after a loss nothing is under way or due."""
    if is_closed(line.family):
        return "Record closed"
    if line.open_contact is not None:
        return "Contact under way"
    if line.last_exported is not None:
        return f"Letter made {short_day(line.last_exported.date())}"
    if line.last_outcome is None:
        return "No contact yet" if line.last_contact is None else "Contact finished"
    if line.last_outcome.decision is Decision.RECOMMEND:
        return "Recommended, no letter yet"
    return "Finished, not recommended now"
