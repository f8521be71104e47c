"""Add or change a family: its babies, its carers, how to reach them safely."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum
from itertools import pairwise

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.screens.family.entry import CarerEntry, FamilyEntry, InfantEntry, Slip, parse_family
from desktop.widgets.choices import Choices, Option
from desktop.widgets.notice import Notice
from desktop.widgets.panes import sized
from desktop.widgets.parts import button, card, column, label, plain, row, scrolling
from desktop.widgets.words import Line, Words
from forms.ages import age_words
from forms.dates import long_day, parse_date
from forms.ids import InfantId
from forms.people import (
    Born,
    ContactBy,
    Expected,
    Family,
    Infant,
    Relationship,
    SafeToContact,
)
from forms.refusal import Refusal


class EditFamilyView(QWidget):
    """A form; nothing is kept until it is right, and a slip says which field and why."""

    def __init__(
        self,
        entry: FamilyEntry,
        today: date,
        *,
        on_keep: Callable[[Family], None],
        on_cancel: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._entry, self._today, self._on_keep = entry, today, on_keep
        self._infants: list[InfantForm] = []
        self._carers: list[CarerForm] = []
        self._infant_box, self._carer_box = column(gap=18), column(gap=18)
        self._trouble = Notice("notice")
        self._address = Words(name="address", spoken="Address", lines=2)
        self._address.show_words(entry.address)
        self._gp = Line(name="gp_practice", spoken="GP practice")
        self._gp.show_words(entry.gp_practice)
        self._add_baby = button("Add another &baby", "small", name="add_baby")
        self._add_carer_button = button("Add another &carer", "small", name="add_carer")
        self._keep_button = button("&Keep this family", "main", name="keep")
        self._cancel = button("Cance&l", name="cancel")
        for infant in entry.infants:
            self._add_infant(infant)
        for carer in entry.carers:
            self._add_carer(carer)
        self.setLayout(self._laid_out(on_cancel))
        self.setFocusProxy(self._infants[0].first if self._infants else self._address)

    def _laid_out(self, on_cancel: Callable[[], None]) -> QVBoxLayout:
        add_baby = self._add_baby
        add_baby.clicked.connect(lambda: self._add_infant(InfantEntry()))
        add_carer = self._add_carer_button
        add_carer.clicked.connect(
            lambda: self._add_carer(CarerEntry(relationship=Relationship.OTHER_PARENT))
        )
        keep = self._keep_button
        keep.clicked.connect(self._keep)
        cancel = self._cancel
        cancel.clicked.connect(on_cancel)
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Change details" if self._entry.id else "Add a family", "title"),
            card(label("Baby or babies", "heading"), plain(self._infant_box), row(add_baby, 1)),
            card(
                label("Who looks after the baby", "heading"),
                label(
                    "Fathers, partners, grandparents and foster carers each have a row of their"
                    " own.",
                    "small",
                ),
                plain(self._carer_box),
                row(add_carer, 1),
            ),
            card(
                label("Home", "heading"),
                label("Address", "label"),
                self._address,
                label("GP practice", "label"),
                self._gp,
            ),
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        foot = row(cancel, 1, keep)
        foot.setContentsMargins(24, 10, 24, 14)
        outer = column(gap=0)
        outer.addWidget(scrolling(content), 1)
        trouble = row(self._trouble)
        trouble.setContentsMargins(24, 8, 24, 0)
        outer.addLayout(trouble)
        outer.addLayout(foot)
        return outer

    def _add_infant(self, entry: InfantEntry) -> None:
        form = InfantForm(entry, len(self._infants), self._today)
        self._infants.append(form)
        self._infant_box.addWidget(form)
        _tab_after(self._infants, form)
        form.first.setFocus()

    def _add_carer(self, entry: CarerEntry) -> None:
        form = CarerForm(entry, len(self._carers))
        self._carers.append(form)
        self._carer_box.addWidget(form)
        _tab_after(self._carers, form)
        form.first.setFocus()

    def _keep(self) -> None:
        typed = replace(
            self._entry,
            infants=tuple(form.entry for form in self._infants if not form.is_blank),
            carers=tuple(form.entry for form in self._carers if not form.is_blank),
            address=self._address.toPlainText(),
            gp_practice=self._gp.text(),
        )
        match parse_family(typed, self._today):
            case Slip(field=field, reason=reason):
                self.show_trouble(reason)
                wrong = self.findChild(QWidget, field)
                if wrong is not None:
                    wrong.setFocus()
            case family:
                self.show_trouble("")
                self._on_keep(family)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)


class InfantForm(QFrame):
    """One baby: expected or born, and the day in words under it as it is typed."""

    def __init__(self, entry: InfantEntry, number: int, today: date) -> None:
        super().__init__()
        self._entry, self._today = entry, today
        name = f"infant.{number}"
        self._expected = Choices(
            [Option(value=True, text="Expected"), Option(value=False, text="Born")],
            look="segment",
            name=f"{name}.expected",
            spoken="Expected or born",
        )
        self._is_expected = entry.is_expected
        self._expected.show_choice(entry.is_expected)
        self._expected.chosen.connect(self._said_expected)
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
        self.setLayout(column(row(self._expected, 1), plain(grid), gap=8))

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
        return (*self._expected.buttons, self._day, self._name, self._weeks, self._nhs)

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


class CarerForm(QFrame):
    """One carer, with how they would like to be reached and whether that is safe."""

    def __init__(self, entry: CarerEntry, number: int) -> None:
        super().__init__()
        self._entry = entry
        name = f"carer.{number}"
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
        self._access = Line(name=f"{name}.access", spoken="Access needs")
        for line, words in (
            (self._name, entry.name),
            (self._detail, entry.contact_detail),
            (self._language, entry.language),
            (self._access, entry.access_needs),
        ):
            line.show_words(words)
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
        box.setContentsMargins(0, 0, 0, sized(10))
        self.setLayout(box)

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """What Tab passes, in order."""
        chosen = (self._name, self._relationship, self._by, self._detail)
        return (*chosen, self._safe, self._language, self._access, self._interpreter)

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


def _tab_after(forms: Sequence[InfantForm] | Sequence[CarerForm], added: QWidget) -> None:
    """Let Tab come to a row added later from the row above it, as it is read."""
    *_, last = forms
    if len(forms) > 1 and added.isVisible() and last is added:
        for before, after in pairwise((forms[-2].fields[-1], *last.fields)):
            QWidget.setTabOrder(before, after)
