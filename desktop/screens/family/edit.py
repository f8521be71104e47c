"""Add or change a family: its babies, its carers, how to reach them safely."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.screens.family.entry import CarerEntry, FamilyEntry, InfantEntry, Slip, parse_family
from desktop.screens.family.entry_fields import fields_of, laid_over
from desktop.screens.family.people_rows import CarerForm, InfantForm, PersonRow
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, label, plain, row, scrolling
from desktop.widgets.words import Line, Words
from forms.people import Family, Relationship


class EditFamilyView(FormView):
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
        self._entry, self._today, self._on_keep = entry, today, on_keep
        self._infants: list[InfantForm] = []
        self._carers: list[CarerForm] = []
        self._infant_box, self._carer_box = column(gap=18), column(gap=18)
        self._trouble = Notice("notice")
        self._address = Words(name="address", spoken="Address", lines=2)
        self._gp = Line(name="gp_practice", spoken="GP practice")
        self._add_baby = button("Add another &baby", "small", name="add_baby")
        self._add_carer_button = button("Add another &carer", "small", name="add_carer")
        self._keep_button = button("&Keep this family", "main", name="keep")
        self._cancel = button("&Leave for now", name="cancel")
        self._cancel.clicked.connect(on_cancel)

    def show_fields(self, fields: Mapping[str, str]) -> None:
        """Lay the form out, once, with what was typed before."""
        self._fill(laid_over(self._entry, fields))
        self.setLayout(self._laid_out())
        self.setFocusProxy(self._infants[0].first if self._infants else self._address)
        self._address.textChanged.connect(self.typed)
        self._gp.textChanged.connect(self.typed)

    def _fill(self, entry: FamilyEntry) -> None:
        for infant in entry.infants:
            self._add_infant(infant)
        for carer in entry.carers:
            self._add_carer(carer)
        self._address.show_words(entry.address)
        self._gp.show_words(entry.gp_practice)

    def _laid_out(self) -> QVBoxLayout:
        add_baby = self._add_baby
        add_baby.clicked.connect(self._another_infant)
        add_carer = self._add_carer_button
        add_carer.clicked.connect(self._another_carer)
        keep = self._keep_button
        keep.clicked.connect(self._keep)
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Change details" if self._entry.id else "Add a family", "title"),
            *self.lines,
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
        foot = row(self._cancel, 1, keep)
        foot.setContentsMargins(24, 10, 24, 14)
        outer = column(gap=0)
        outer.addWidget(scrolling(content), 1)
        trouble = row(self._trouble)
        trouble.setContentsMargins(24, 8, 24, 0)
        outer.addLayout(trouble)
        outer.addLayout(foot)
        return outer

    # Rows

    def _another_infant(self) -> None:
        """A twin, in a family that is new, comes on the same day as the first."""
        first = self._infants[0].entry if self._infants and not self._entry.id else InfantEntry()
        same = replace(InfantEntry(), is_expected=first.is_expected, day=first.day)
        self._add_infant(same)
        self._infants[-1].first.setFocus()
        self.typed.emit()

    def _another_carer(self) -> None:
        self._add_carer(CarerEntry(relationship=Relationship.OTHER_PARENT))
        self._carers[-1].first.setFocus()
        self.typed.emit()

    def _add_infant(self, entry: InfantEntry) -> None:
        number = len(self._infants)
        form = InfantForm(entry, number, self._today, self._way_out(number, entry))
        self._infants.append(form)
        self._infant_box.addWidget(form)
        _tab_after(self._infants, form)
        form.typed.connect(self.typed)

    def _add_carer(self, entry: CarerEntry) -> None:
        number = len(self._carers)
        form = CarerForm(entry, number, self._way_out(number, entry))
        self._carers.append(form)
        self._carer_box.addWidget(form)
        _tab_after(self._carers, form)
        form.typed.connect(self.typed)

    def _way_out(
        self, number: int, entry: InfantEntry | CarerEntry
    ) -> Callable[[PersonRow], None] | None:
        """A row that was added by mistake can go; people who are in the record stay in it."""
        return None if entry.id or not number else self._take_out

    def _take_out(self, gone: PersonRow) -> None:
        self._infants = [form for form in self._infants if form is not gone]
        self._carers = [form for form in self._carers if form is not gone]
        (self._infants if isinstance(gone, InfantForm) else self._carers)[-1].first.setFocus()
        for rows in (self._infants, self._carers):
            for number, form in enumerate(rows):
                form.rename(number)
        gone.hide()
        gone.setParent(None)
        gone.deleteLater()
        self.typed.emit()

    # What is typed

    @property
    def _typed(self) -> FamilyEntry:
        return replace(
            self._entry,
            infants=tuple(form.entry for form in self._infants),
            carers=tuple(form.entry for form in self._carers),
            address=self._address.toPlainText(),
            gp_practice=self._gp.text(),
        )

    @property
    def fields(self) -> Mapping[str, str]:
        return fields_of(self._typed, self._entry)

    def _keep(self) -> None:
        infants = [form for form in self._infants if not form.is_blank]
        carers = [form for form in self._carers if not form.is_blank]
        typed = replace(
            self._typed,
            infants=tuple(form.entry for form in infants),
            carers=tuple(form.entry for form in carers),
        )
        match parse_family(typed, self._today):
            case Slip(field=field, reason=reason):
                self.show_trouble(reason)
                wrong = self.findChild(QWidget, _on_screen(field, infants, carers))
                if wrong is not None:
                    wrong.setFocus()
            case family:
                self.show_trouble("")
                self._on_keep(family)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)


def _on_screen(field: str, infants: Sequence[PersonRow], carers: Sequence[PersonRow]) -> str:
    """The field of this name, counted among the rows with words, as the screen counts all rows."""
    who, _, rest = field.partition(".")
    number, _, name = rest.partition(".")
    rows = {"infant": infants, "carer": carers}.get(who)
    return f"{rows[int(number)].name}.{name}" if rows is not None else field


def _tab_after(forms: Sequence[InfantForm] | Sequence[CarerForm], added: QWidget) -> None:
    """Let Tab come to a row added later from the row above it, as it is read."""
    *_, last = forms
    if len(forms) > 1 and forms[-2].isVisible() and last is added:
        for before, after in pairwise((forms[-2].fields[-1], *last.fields)):
            QWidget.setTabOrder(before, after)
