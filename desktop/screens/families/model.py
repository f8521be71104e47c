"""The caseload as rows, computed only for the rows that are on screen."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from forms.ages import age_words
from forms.answers import Decision
from forms.dates import short_day
from forms.ids import FamilyId
from forms.people import Expected, Infant, family_name, is_closed
from storage.caseload import CaseloadLine

COLUMNS = ("Family", "What was done")
_NO_PARENT = QModelIndex()
_Index = QModelIndex | QPersistentModelIndex


class CaseloadModel(QAbstractTableModel):
    """One family a row."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._lines: tuple[CaseloadLine, ...] = ()

    def show_lines(self, lines: Sequence[CaseloadLine]) -> None:
        self.beginResetModel()
        self._lines = tuple(lines)
        self.endResetModel()

    def family_at(self, row: int) -> FamilyId:
        return self._lines[row].family.id

    def row_of(self, family: FamilyId) -> int | None:
        return next((i for i, line in enumerate(self._lines) if line.family.id == family), None)

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self._lines)

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
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or role not in wanted:
            return None
        words = cells(self._lines[index.row()], self._today)[index.column()]
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
    return (f"{family_name(family)}\n{about}", f"{done(line)}\n{seen}")


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
        return "Recommended, letter not exported"
    return "Contact finished, not recommended now"
