"""The rows of the form about a family: one for each baby, one for each carer."""

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QPushButton, QWidget

from desktop.screens.family.entry import CarerEntry, InfantEntry
from desktop.widgets.choices import Choices, Option
from desktop.widgets.panes import sized
from desktop.widgets.parts import button, column, label, plain, row
from desktop.widgets.words import Line
from forms.ages import age_words
from forms.dates import long_day, parse_date
from forms.ids import InfantId
from forms.people import Born, ContactBy, Expected, Infant, Relationship, SafeToContact
from forms.refusal import Refusal

OnOut: TypeAlias = "Callable[[PersonRow], None] | None"
"""Takes a row out of the form; None where it stays."""


class PersonRow(QFrame):
    """One person. A row that was added and not kept yet can be taken out again.

    Signals:
        typed: something in the row changed.
    """

    typed = Signal()

    def __init__(self, who: str, number: int, on_out: OnOut) -> None:
        super().__init__()
        self._who = who
        self.name = f"{who}.{number}"
        self._out: QPushButton | None = None
        if on_out is not None:
            self._out = button("Take this row out", "small", name=f"{self.name}.out")
            self._out.clicked.connect(lambda: on_out(self))

    def rename(self, number: int) -> None:
        """The row may have another number now."""
        name = f"{self._who}.{number}"
        for part in self.findChildren(QWidget):
            if part.objectName().startswith(f"{self.name}."):
                part.setObjectName(name + part.objectName().removeprefix(self.name))
        self.name = name

    @property
    def ways_out(self) -> tuple[QWidget, ...]:
        """The button that takes the row out, where there is one."""
        return (self._out,) if self._out is not None else ()


class InfantForm(PersonRow):
    """One baby: expected or born, and the day in words under it as it is typed."""

    def __init__(
        self,
        entry: InfantEntry,
        number: int,
        today: date,
        on_out: OnOut = None,
    ) -> None:
        super().__init__("infant", number, on_out)
        self._entry, self._today = entry, today
        name = self.name
        self._expected = Choices(
            [Option(value=True, text="Expected"), Option(value=False, text="Born")],
            look="segment",
            name=f"{name}.expected",
            spoken="Expected or born",
        )
        self._is_expected = entry.is_expected
        self._expected.show_choice(entry.is_expected)
        self._expected.chosen.connect(self._said_expected)
        self._expected.chosen.connect(self.typed)
        self.first = self._expected
        self._day_label = label(look="label")
        self._day = Line(name=f"{name}.day", spoken="Date", hint="14/1/2027", longest=30)
        self._read = label(look="small")
        self._name = Line(name=f"{name}.name", spoken="Name of the baby", longest=120)
        self._weeks_label = label("Weeks at birth", "label")
        self._weeks = Line(name=f"{name}.gestation", spoken="Weeks at birth", hint="38", longest=2)
        self._nhs = Line(name=f"{name}.nhs_number", spoken="NHS number", longest=20)
        for line, words in (
            (self._day, entry.day),
            (self._name, entry.name),
            (self._weeks, entry.gestation),
            (self._nhs, entry.nhs_number),
        ):
            line.show_words(words)
            line.textChanged.connect(self.typed)
        self._day.typed.connect(self._read_back)
        self._lay_out()
        self._said_expected(entry.is_expected)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        grid.addWidget(self._day_label, 0, 0)
        grid.addWidget(label("Name, if chosen", "label"), 0, 1)
        grid.addWidget(self._day, 1, 0)
        grid.addWidget(self._name, 1, 1)
        grid.addWidget(self._read, 2, 0, 1, 2)
        grid.addWidget(self._weeks_label, 3, 0)
        grid.addWidget(label("NHS number, if known", "label"), 3, 1)
        grid.addWidget(self._weeks, 4, 0)
        grid.addWidget(self._nhs, 4, 1)
        self.setLayout(column(row(self._expected, 1, *self.ways_out), plain(grid), gap=8))

    def _said_expected(self, expected: bool) -> None:  # noqa: FBT001 - the choice's own value
        self._is_expected = expected
        self._expected.show_choice(expected)
        self._day_label.setText("Due date" if expected else "Date of birth")
        self._weeks.setVisible(not expected)
        self._weeks_label.setVisible(not expected)
        self._read_back()

    def _read_back(self) -> None:
        """The date as it was understood, so that a slip shows before it is kept."""
        match parse_date(self._day.text()):
            case Refusal():
                self._read.setText("Day, month, year: 14/1/2027 or 14 Jan 2027.")
            case day:
                arrival = Expected(day) if self._is_expected else Born(day)
                age = age_words(Infant(InfantId(""), arrival), self._today)
                self._read.setText(f"{long_day(day)} · {age}")

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """What Tab passes, in order."""
        lines = (self._day, self._name, self._weeks, self._nhs)
        return (*self._expected.buttons, *self.ways_out, *lines)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into a row that was only added."""
        fields = (self._day, self._name, self._nhs)
        return not self._entry.id and not any(line.text().strip() for line in fields)

    @property
    def entry(self) -> InfantEntry:
        return InfantEntry(
            id=self._entry.id,
            is_expected=self._is_expected,
            day=self._day.text(),
            name=self._name.text(),
            gestation="" if self._is_expected else self._weeks.text(),
            nhs_number=self._nhs.text(),
        )


class CarerForm(PersonRow):
    """One carer, with how they would like to be reached and whether that is safe."""

    def __init__(self, entry: CarerEntry, number: int, on_out: OnOut = None) -> None:
        super().__init__("carer", number, on_out)
        self._entry = entry
        name = self.name
        self._name = Line(name=f"{name}.name", spoken="Name of the carer", longest=120)
        self.first = self._name
        self._relationship = _combo(
            Relationship, entry.relationship, f"{name}.relationship", "Relationship to the baby"
        )
        self._by = _combo(ContactBy, entry.contact_by, f"{name}.contact_by", "Contact preference")
        self._detail = Line(name=f"{name}.detail", spoken="Number or address to reach them")
        self._safe = _combo(SafeToContact, entry.safe_to_contact, f"{name}.safe", "Safe to contact")
        self._language = Line(name=f"{name}.language", spoken="Language", longest=80)
        self._interpreter = QCheckBox("Interpreter needed")
        self._interpreter.setObjectName(f"{name}.interpreter")
        self._interpreter.setChecked(entry.needs_interpreter)
        self._interpreter.toggled.connect(self.typed)
        self._access = Line(name=f"{name}.access", spoken="Access needs")
        for line, words in (
            (self._name, entry.name),
            (self._detail, entry.contact_detail),
            (self._language, entry.language),
            (self._access, entry.access_needs),
        ):
            line.show_words(words)
            line.textChanged.connect(self.typed)
        for chosen in (self._relationship, self._by, self._safe):
            chosen.currentIndexChanged.connect(self.typed)
        self._lay_out()

    def _lay_out(self) -> None:
        fields = (
            ("Name", self._name),
            ("Relationship to the baby", self._relationship),
            ("Would like to be reached by", self._by),
            ("Number or address", self._detail),
            ("Is it safe to contact them?", self._safe),
            ("Language", self._language),
            ("Access needs: hearing, reading, travel", self._access),
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for at, (words, field) in enumerate(fields):
            grid.addWidget(label(words, "label"), at // 2 * 2, at % 2)
            grid.addWidget(field, at // 2 * 2 + 1, at % 2)
        grid.addWidget(self._interpreter, len(fields) // 2 * 2 + 1, 1)
        box = column(plain(grid), gap=0)
        if self.ways_out:
            box.addLayout(row(1, *self.ways_out))
        box.setContentsMargins(0, 0, 0, sized(10))
        self.setLayout(box)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """What Tab passes, in order."""
        chosen = (self._name, self._relationship, self._by, self._detail)
        rest = (self._safe, self._language, self._access, self._interpreter)
        return (*chosen, *rest, *self.ways_out)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into a row that was only added."""
        fields = (self._name, self._detail, self._language, self._access)
        return not self._entry.id and not any(line.text().strip() for line in fields)

    @property
    def entry(self) -> CarerEntry:
        return CarerEntry(
            id=self._entry.id,
            name=self._name.text(),
            relationship=Relationship(self._relationship.currentData()),
            contact_by=ContactBy(self._by.currentData()),
            contact_detail=self._detail.text(),
            safe_to_contact=SafeToContact(self._safe.currentData()),
            language=self._language.text(),
            needs_interpreter=self._interpreter.isChecked(),
            access_needs=self._access.text(),
        )


def _combo(options: type[Enum], chosen: Enum, name: str, spoken: str) -> QComboBox:
    made = QComboBox()
    made.setObjectName(name)
    made.setAccessibleName(spoken)
    for option in options:
        made.addItem(str(option.value).capitalize(), option.value)
    made.setCurrentIndex(made.findData(chosen.value))
    return made
