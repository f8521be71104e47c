"""One family: its babies, its carers, and everything that was done, newest first."""

from collections.abc import Callable
from datetime import date
from typing import Protocol, assert_never

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.flows.caseload import FamilyStory
from desktop.text import SETTING, URGENT, counted
from desktop.widgets.notice import Notice
from desktop.widgets.panes import Panes
from desktop.widgets.parts import button, card, column, hairline, label, plain, row, scrolling, wide
from desktop.widgets.who_bar import WhoBar
from forms.ages import age_words
from forms.answers import Decision
from forms.dates import long_day, short_day
from forms.ids import ContactId, InfantId
from forms.people import (
    Born,
    Carer,
    ContactBy,
    Died,
    Ended,
    Expected,
    Family,
    Infant,
    SafeToContact,
    ended_words,
    family_name,
    infant_name,
    is_closed,
    spaced_nhs_number,
)
from forms.preferences import LetterTo
from forms.record import Setting
from storage.handover import HandOver
from storage.letters import LetterLine
from storage.records import ContactLine


class FamilyActs(Protocol):
    """Calls down from a family's page."""

    def start(self, infant: InfantId, setting: Setting) -> None: ...
    def contact(self, contact: ContactId) -> None: ...
    def amend(self, contact: ContactId) -> None: ...
    def compare(self, contact: ContactId) -> None: ...
    def born(self, infant: InfantId) -> None: ...
    def ended(self, infant: InfantId) -> None: ...
    def reopen(self, infant: InfantId) -> None: ...
    def copy(self) -> None: ...
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
        main = plain(column(self._babies(), self._history(), 1, gap=16))
        edit = button("&Change details", name="edit")
        edit.clicked.connect(acts.edit)
        copy = button("A copy of everything", "link", name="copy")
        copy.clicked.connect(acts.copy)
        words = "Read the receipt" if self._only_read else "Hand over to a colleague"
        hand_over = button(words, "link", name="hand_over")
        hand_over.clicked.connect(acts.hand_over)
        over = story.handed_over
        if over is not None:
            edit.hide()
            if over.received_at is not None:
                hand_over.hide()
        handed = Notice("notice")
        back = button("← All families", name="back")
        back.clicked.connect(acts.back)
        side = plain(
            column(
                self._carers(),
                row(edit, 1),
                row(back, 1),
                row(copy, 1),
                row(hand_over, 1),
                1,
                gap=8,
            )
        )
        content = QWidget()
        content.setProperty("look", "clear")
        panes = Panes(main, [side], together_from=760)
        box = column(handed, self._trouble, self._done, panes, 1, gap=12)
        box.setContentsMargins(24, 20, 24, 20)
        content.setLayout(box)
        outer = column(who, gap=0)
        outer.addWidget(scrolling(content), 1)
        self.setLayout(outer)
        handed.show_words("" if over is None else _handed(over))
        self._first = (*self._acts_first, back)[0]

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at the likeliest act. A focus proxy would keep Tab from what stands before it."""
        self._first.setFocus(event.reason())

    def _babies(self) -> QWidget:
        parts: list[QWidget] = [label(_babies_heading(self._story.family), "heading")]
        for infant in self._story.family.infants:
            parts += [hairline(), self._baby(infant)]
            if infant.is_expected and not self._only_read:
                parts.append(self._events(infant))
        if not self._story.family.infants:
            parts.append(label("No baby is recorded yet.", "soft"))
        return card(*parts)

    def _baby(self, infant: Infant) -> QWidget:
        name = infant_name(infant, self._story.family.carers)
        due = self._story.was_due.get(infant.id)
        about = label(_about(infant, due, self._today), "small")
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
        """What may happen to an expected baby, said quietly."""
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

    def _under_way(self, infant: Infant) -> ContactLine | None:
        own = (c for c in self._story.contacts if c.infant == infant.id)
        return next((c for c in own if c.finished_at is None), None)

    def _history(self) -> QWidget:
        parts: list[QWidget] = [label("What was done", "heading")]
        for contact in self._story.contacts:
            parts += [hairline(), self._contact(contact)]
        if not self._story.contacts:
            parts.append(label("No contact yet.", "soft"))
        return card(*parts)

    def _contact(self, contact: ContactLine) -> QWidget:
        infant = self._story.family.infant(contact.infant)
        day = f"{long_day(contact.day)} · {SETTING[contact.setting].lower()}"
        name = infant_name(infant, self._story.family.carers)
        letters = [one for one in self._story.letters if one.contact == contact.id]
        lines = [label(day, "label"), label(f"{name} · {_came_to(contact, infant)}", "small-ink")]
        lines += [label(_letter(letter), "small") for letter in letters]
        if contact.id in self._story.need_action:
            may_write = not infant.is_closed and not self._only_read
            lines.append(label(_unwritten(contact, may_write=may_write), "urgent-word"))
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
            parts += [label(line, "small") for line in _carer_lines(carer)]
            if carer.safe_to_contact is SafeToContact.NOT_SAFE:
                parts.append(label("Not safe to contact. Do not write or ring.", "refusal"))
        return card(*parts, gap=4)

    def show_done(self, words: str) -> None:
        """Say what was just done, or nothing."""
        self._done.show_words(words)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)


def _babies_heading(family: Family) -> str:
    if is_closed(family):
        return "Record closed"
    return "Babies" if len(family.infants) > 1 else "Baby"


def _about(infant: Infant, was_due: date | None, today: date) -> str:
    match infant.arrival:
        case Expected(due=due):
            words = [f"due {short_day(due)}", age_words(infant, today)]
        case Ended() as ended:
            words = [ended_words(ended)] if infant.name.strip() else []
        case Died(on=on, born=born):
            words = [f"born {short_day(born)}", f"died {short_day(on)}"]
        case Born(on=born, gestation_weeks=weeks):
            words = [f"born {short_day(born)}", age_words(infant, today)]
            if weeks is not None:
                words.append(f"born at {weeks} weeks")
            if was_due is not None:
                words.append(f"was due {short_day(was_due)}")
        case _:
            assert_never(infant.arrival)
    if infant.nhs_number:
        words.append(f"NHS number {spaced_nhs_number(infant.nhs_number)}")
    return " · ".join(words)


def _came_to(contact: ContactLine, infant: Infant) -> str:
    if contact.finished_at is None:
        return "not finished" if infant.is_closed else "under way"
    version = "an amendment, " if contact.amends is not None else ""
    since = "; amended since" if contact.amended_by is not None else ""
    match contact.decision:
        case Decision.RECOMMEND:
            return f"{version}finished, recommended to the team{since}"
        case _:
            return f"{version}finished, not recommended now{since}"


def _unwritten(contact: ContactLine, *, may_write: bool) -> str:
    """What is still to be written of what needed action, without naming it."""
    way = "Carry on" if contact.finished_at is None else "Amend"
    how = f": {way}, then F8" if may_write else ""
    return f"{URGENT}. What was done about it is not written yet{how}."


def _letter(letter: LetterLine) -> str:
    whose = "family's" if letter.reader is LetterTo.FAMILY else "team's"
    since = "; superseded by an amendment" if letter.superseded else ""
    if letter.last_exported is None:
        return f"Letter made {short_day(letter.made_at.date())} ({whose} copy), not exported{since}"
    return f"Letter exported {short_day(letter.last_exported.date())} ({whose} copy){since}"


def _handed(over: HandOver) -> str:
    to = ", ".join(part for part in (over.to.name, over.to.team) if part)
    told = f"Handed over to {to} on {short_day(over.sealed_at.astimezone().date())}."
    waits = "" if over.received_at is not None else " Their receipt has not come yet."
    return f"{told}{waits} This record can be read here, not changed."


def _carer_lines(carer: Carer) -> list[str]:
    lines = [carer.relationship.value.capitalize()]
    if carer.contact_by is not ContactBy.NOT_ASKED:
        lines.append(f"By {carer.contact_by.value}: {carer.contact_detail}".rstrip(": "))
    elif carer.contact_detail:
        lines.append(carer.contact_detail)
    if carer.language:
        lines.append(carer.language + (", interpreter needed" if carer.needs_interpreter else ""))
    if carer.access_needs:
        lines.append(carer.access_needs)
    return lines
