"""One family: its babies, its carers, and everything that was done, newest first."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.flows.caseload import FamilyStory
from desktop.screens.family.told import (
    about_words,
    babies_heading,
    came_to_words,
    carer_lines,
    handed_words,
    letter_words,
    note_words,
    unwritten_words,
)
from desktop.text import SETTING, counted
from desktop.text_keeping import hold_words, until_words
from desktop.widgets.notice import Notice
from desktop.widgets.panes import Panes
from desktop.widgets.parts import button, card, column, hairline, label, plain, row, scrolling, wide
from desktop.widgets.who_bar import WhoBar
from forms.dates import long_day, short_day
from forms.ids import ContactId, InfantId
from forms.people import Infant, SafeToContact, family_name, infant_name
from forms.record import Setting
from storage.records import ContactLine


class FamilyActs(Protocol):
    """Calls down from a family's page."""

    def start(self, infant: InfantId, setting: Setting) -> None: ...
    def contact(self, contact: ContactId) -> None: ...
    def amend(self, contact: ContactId) -> None: ...
    def compare(self, contact: ContactId) -> None: ...
    def born(self, infant: InfantId) -> None: ...
    def ended(self, infant: InfantId) -> None: ...
    def died(self, infant: InfantId) -> None: ...
    def note(self) -> None: ...
    def keeping(self) -> None: ...
    def withdraw(self) -> None: ...
    def reopen(self, infant: InfantId) -> None: ...
    def copy(self) -> None: ...
    def letters(self) -> None: ...
    def looked(self) -> None: ...
    def hand_over(self) -> None: ...
    def edit(self) -> None: ...
    def back(self) -> None: ...


class FamilyView(QWidget):
    """Shows one FamilyStory."""

    def __init__(self, story: FamilyStory, today: date, acts: FamilyActs) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._story, self._today = story, today
        self._acts = acts
        self._acts_first: list[QWidget] = []
        self._only_read = story.handed_over is not None
        who = WhoBar()
        family = story.family
        who.show_who(family_name(family), family.address.replace("\n", ", "), ())
        who.show_waiting(waiting=bool(story.need_action))
        who.say("")
        self._trouble, self._done = Notice("notice"), Notice("good")
        self._quietly = Notice("card")
        main = plain(column(self._babies(), self._history(), 1, gap=16))
        over = story.handed_over
        handed = Notice("notice")
        back = button("← All families", name="back")
        back.clicked.connect(acts.back)
        side = plain(column(*self._side(back), 1, gap=8))
        content = QWidget()
        content.setProperty("look", "clear")
        panes = Panes(main, [side], together_from=760)
        box = column(handed, self._trouble, self._done, self._quietly, panes, 1, gap=12)
        box.setContentsMargins(24, 20, 24, 20)
        content.setLayout(box)
        outer = column(who, gap=0)
        outer.addWidget(scrolling(content), 1)
        self.setLayout(outer)
        handed.show_words("" if over is None else handed_words(over))
        self._first = (*self._acts_first, back)[0]

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the likeliest act. A focus proxy would keep Tab from what stands before it."""
        self._first.setFocus(event.reason())

    def _side(self, back: QWidget) -> list[QWidget]:
        """The carers, and what can be done with the record as a whole."""
        over, acts = self._story.handed_over, self._acts
        edit = button("&Change details", name="edit")
        edit.clicked.connect(acts.edit)
        shown: list[QWidget] = [] if self._only_read else [edit]
        shown += [back, self._link("A copy of everything", "copy", acts.copy)]
        if over is None:
            shown.append(self._link("Hand over to a colleague", "hand_over", acts.hand_over))
        elif over.received_at is None:
            shown.append(self._link("Read the receipt", "hand_over", acts.hand_over))
            shown.append(self._link("Withdraw hand-over", "withdraw", acts.withdraw))
        shown.append(self._link("Letters and their files", "letters", acts.letters))
        shown.append(self._link("Who looked, and when", "looked", acts.looked))
        return [self._carers(), *(plain(row(one, 1)) for one in shown), self._keeping()]

    def _babies(self) -> QWidget:
        parts: list[QWidget] = [label(babies_heading(self._story.family), "heading")]
        for infant in self._story.family.infants:
            parts += [hairline(), self._baby(infant)]
            if not infant.is_closed and not self._only_read:
                parts.append(self._events(infant))
        if not self._story.family.infants:
            parts.append(label("No baby is recorded yet.", "soft"))
        return card(*parts)

    def _baby(self, infant: Infant) -> QWidget:
        name = infant_name(infant, self._story.family.carers)
        due = self._story.was_due.get(infant.id)
        about = label(about_words(infant, due, self._today), "small")
        told = wide(plain(column(label(name, "name"), about, gap=2)))
        if self._only_read:
            return plain(row(told))
        if infant.is_closed:
            again = self._quiet("Closed by mistake?", "reopen", infant, self._acts.reopen)
            return plain(row(told, again))
        letter = "" if self._acts_first else "&"  # one letter cannot stand for two babies
        under_way = self._under_way(infant)
        if under_way is not None:
            carry_on = button(f"Carry {letter}on", "main", name=f"carry_on.{infant.id}")
            carry_on.setAccessibleName(f"Carry on with the contact about {name}")
            carry_on.clicked.connect(lambda _=False, c=under_way.id: self._acts.contact(c))
            self._acts_first.append(carry_on)
            since = label(f"Contact of {short_day(under_way.day)} is under way.", "small")
            return plain(column(row(told, carry_on), since, gap=4))
        where = QComboBox()
        where.setObjectName(f"setting.{infant.id}")
        where.setAccessibleName("Where this contact takes place")
        for setting in Setting:
            where.addItem(SETTING[setting], setting)
        start = button(f"{letter}Start a contact", "main", name=f"start.{infant.id}")
        start.setAccessibleName(f"Start a contact about {name}")
        start.clicked.connect(lambda _=False: self._acts.start(infant.id, where.currentData()))
        self._acts_first.append(start)
        return plain(row(told, where, start))

    def _events(self, infant: Infant) -> QWidget:
        """What may happen to a baby, said quietly; of a death only on the page behind it."""
        if not infant.is_expected:
            return plain(row(self._quiet("Close this record", "died", infant, self._acts.died), 1))
        return plain(
            row(
                self._quiet("The baby is born", "born", infant, self._acts.born),
                self._quiet("The pregnancy has ended", "ended", infant, self._acts.ended),
                1,
            )
        )

    def _quiet(
        self, words: str, name: str, infant: Infant, act: Callable[[InfantId], None]
    ) -> QWidget:
        made = button(words, "link", name=f"{name}.{infant.id}")
        made.clicked.connect(lambda _=False: act(infant.id))
        return made

    def _link(self, words: str, name: str, act: Callable[[], None]) -> QWidget:
        made = button(words, "link", name=name)
        made.clicked.connect(lambda _=False: act())
        return made

    def _under_way(self, infant: Infant) -> ContactLine | None:
        own = (c for c in self._story.contacts if c.infant == infant.id)
        return next((c for c in own if c.finished_at is None), None)

    def _history(self) -> QWidget:
        parts: list[QWidget] = [label("What was done", "heading")]
        for contact in self._story.contacts:
            parts += [hairline(), self._contact(contact)]
        if not self._story.contacts:
            parts.append(label("No contact yet.", "soft"))
        notes = self._story.notes
        if notes:
            parts += [hairline(), label("Notes", "label")]
            parts += [label(note_words(note), "small-ink") for note in reversed(notes)]
        closed = any(infant.is_closed for infant in self._story.family.infants)
        if closed and not self._only_read:
            parts.append(plain(row(self._link("Add a note", "note", self._acts.note), 1)))
        return card(*parts)

    def _contact(self, contact: ContactLine) -> QWidget:
        infant = self._story.family.infant(contact.infant)
        day = f"{long_day(contact.day)} · {SETTING[contact.setting].lower()}"
        name = infant_name(infant, self._story.family.carers)
        letters = [one for one in self._story.letters if one.contact == contact.id]
        lines = [
            label(day, "label"),
            label(
                f"{name} · {came_to_words(contact, only_read=infant.is_closed or self._only_read)}",
                "small-ink",
            ),
        ]
        lines += [label(letter_words(letter), "small") for letter in letters]
        if contact.id in self._story.need_action:
            may_write = not infant.is_closed and not self._only_read
            lines.append(label(unwritten_words(contact, may_write=may_write), "urgent-word"))
        read = button(
            "Read" if contact.finished_at or infant.is_closed or self._only_read else "Carry on",
            "small",
            name=f"open.{contact.id}",
        )
        read.setAccessibleName(f"{read.text()}: contact of {short_day(contact.day)}")
        read.clicked.connect(lambda _=False: self._acts.contact(contact.id))
        acts: list[QWidget] = [read]
        if contact.amends is not None:
            both = button("Both versions", "small", name=f"compare.{contact.id}")
            both.clicked.connect(lambda _=False: self._acts.compare(contact.id))
            acts.append(both)
        may_change = contact.finished_at is not None and contact.amended_by is None
        if may_change and not infant.is_closed and not self._only_read:
            amend = button("Amend", "small", name=f"amend.{contact.id}")
            amend.setAccessibleName(f"Amend the contact of {short_day(contact.day)}")
            amend.clicked.connect(lambda _=False: self._acts.amend(contact.id))
            acts.append(amend)
        return plain(row(wide(plain(column(*lines, gap=2))), *acts))

    def _carers(self) -> QWidget:
        carers = self._story.family.carers
        parts: list[QWidget] = [label(counted(len(carers), "carer").capitalize(), "heading")]
        for carer in carers:
            parts += [hairline(), label(carer.name, "label")]
            parts += [label(line, "small") for line in carer_lines(carer)]
            if carer.safe_to_contact is SafeToContact.NOT_SAFE:
                parts.append(label("Not safe to contact. Do not write or ring.", "refusal"))
        return card(*parts, gap=4)

    def _keeping(self) -> QWidget:
        """How long it is kept, and a hold: quietly."""
        kept = self._story.kept
        if kept is None:
            return plain(row())
        lines = [label(until_words(kept), "small")]
        if kept.hold is not None:
            lines.insert(0, label(hold_words(kept.hold), "small-ink"))
        link = self._link("Keep, hold or remove", "keeping", self._acts.keeping)
        return card(label("Keeping this record", "label"), *lines, row(link, 1), gap=4)

    def show_done(self, words: str) -> None:
        """Say what was just done, or nothing; in green only what went well, never a loss."""
        is_good = words.startswith("✓")
        self._done.show_words(words if is_good else "")
        self._quietly.show_words("" if is_good else words)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)
