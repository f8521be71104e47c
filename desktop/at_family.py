"""A family's pages, joined to the use cases: its story, its details, amendments side by side."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.at_form import AtForm
from desktop.at_letters import AtLetters
from desktop.at_life import AtLife
from desktop.at_log import AtLog
from desktop.at_retention import AtRetention, Back
from desktop.flows.caseload import CaseloadFlow, FamilyStory
from desktop.flows.contact import ContactFlow, OpenContact
from desktop.flows.opened import Clock, OpenVault
from desktop.lane import Err, Ok, Result
from desktop.screens.family.amend import AmendView
from desktop.screens.family.compare import CompareView
from desktop.screens.family.edit import EditFamilyView
from desktop.screens.family.entry import FamilyEntry, entry_of
from desktop.screens.family.view import FamilyView
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.amendment import differences
from forms.dates import short_day
from forms.ids import ContactId, FamilyId, InfantId
from forms.people import Family
from forms.record import Setting
from storage.half_written import Form, FormKey


@dataclass(frozen=True, slots=True)
class Ways:
    """Where one goes from a family's pages; `again` remembers how to show the page anew."""

    contact: Callable[[OpenContact], None]
    families: Callable[[str], None]
    again: Callable[[Callable[[], None]], None]


class AtFamily(QObject):
    """Shows one family at a time."""

    def __init__(  # noqa: PLR0913, PLR0917 - built by hand, once per unlocking
        self,
        window: Window,
        lane: WhileOpen,
        clock: Clock,
        families: CaseloadFlow,
        contacts: ContactFlow,
        open_vault: OpenVault,
        forms: AtForm,
        ways: Ways,
    ) -> None:
        super().__init__()
        self._life = AtLife(forms, lane, clock, open_vault, self.show)
        self._forms = forms
        self.records = AtRetention(window, lane, clock, open_vault, forms, ways.again)
        self.letters_made = AtLetters(window, lane, clock, open_vault, ways.again)
        self.log = AtLog(window, lane, open_vault, ways.again)
        self._window, self._lane, self._clock = window, lane, clock
        self._families, self._contacts, self._ways = families, contacts, ways
        self._story: FamilyStory | None = None
        self._view: FamilyView | None = None

    def show(self, family: FamilyId, done: str = "") -> None:
        """One family's page; `done` says what was just done."""

        def then(result: Result[FamilyStory]) -> None:
            match result:
                case Ok(value=story):
                    self._show(story, done)
                case Err(failure=failure):
                    self._ways.families(str(failure))

        shown = self._window.screen_shown
        self._lane.submit(lambda: self._families.story(family), then, shown_in=shown)

    def _show(self, story: FamilyStory, done: str) -> None:
        self._ways.again(lambda: self.show(story.family.id))
        view = FamilyView(story, self._clock().date(), self)
        self._story, self._view = story, view
        view.show_done(done)
        self._window.show_here("families")
        self._window.show_screen(view)
        view.setFocus()

    # What the page asks for

    def start(self, infant: InfantId, setting: Setting) -> None:
        story = self._story
        if story is not None:
            self._go(lambda: self._contacts.start(story.family, infant, setting))

    def contact(self, contact: ContactId) -> None:
        self._go(lambda: self._contacts.open(contact))

    def back(self) -> None:
        self._ways.families("")

    def edit(self) -> None:
        if self._story is not None:
            self.edit_entry(entry_of(self._story.family))

    def born(self, infant: InfantId) -> None:
        if self._story is not None:
            self._life.born(self._story.family, infant)

    def ended(self, infant: InfantId) -> None:
        if self._story is not None:
            self._life.ended(self._story.family, infant)

    def reopen(self, infant: InfantId) -> None:
        if self._story is not None:
            self._life.reopen(self._story.family, infant)

    def copy(self) -> None:
        if self._story is not None:
            self._life.copy(self._story.family)

    def died(self, infant: InfantId) -> None:
        if self._story is not None:
            self._life.died(self._story.family, infant)

    def note(self) -> None:
        if self._story is not None:
            self._life.note(self._story.family)

    def withdraw(self) -> None:
        if self._story is not None and self._story.handed_over is not None:
            self._life.withdraw(self._story.family, self._story.handed_over)

    def looked(self) -> None:
        """Who looked at this family, and when."""
        if self._story is not None:
            family = self._story.family.id
            self.log.show_family(family, lambda: self.show(family))

    def letters(self) -> None:
        """The letters of this family, and the files of them outside."""
        if self._story is not None:
            family = self._story.family.id
            self.letters_made.show_family(family, lambda: self.show(family))

    def keeping(self) -> None:
        """How this record is kept, on hold, or removed."""
        if self._story is not None:
            family = self._story.family.id
            to_families = lambda: self._ways.families("")  # noqa: E731 - one call
            back = Back(lambda: self.show(family), lambda d: self.records.show(to_families, d))
            self.records.show_one(family, back)

    def hand_over(self) -> None:
        if self._story is not None:
            self._life.hand_over(self._story.family)

    def amend(self, contact: ContactId) -> None:
        """Ask for the reason, then open the new version."""
        story = self._story
        if story is None:
            return
        line = next(line for line in story.contacts if line.id == contact)
        family = story.family.id
        key = FormKey(Form.AMENDMENT, family, contact)

        def make() -> AmendView:
            def amend(reason: str) -> None:
                def then(result: Result[OpenContact]) -> None:
                    match result:
                        case Ok(value=opened):
                            self._ways.contact(opened)
                        case Err(failure=failure):
                            view.show_trouble(str(failure))

                self._forms.settle(key, lambda: self._contacts.amend(contact, reason), then)

            what = f"The contact of {short_day(line.day)}."
            view = AmendView(what, amend, lambda: self.show(family))
            return view

        self._forms.show(key, make)

    def go_on(self, key: FormKey) -> None:
        """The form where someone was when it locked; the family's page where it is no more."""
        if key.form is Form.NEW_FAMILY or key.family is None:
            self.add()
            return

        def then(result: Result[FamilyStory]) -> None:
            match result:
                case Ok(value=story):
                    self._show(story, "")
                    self._go_on(key, story)
                case Err(failure=failure):
                    self._ways.families(str(failure))

        family = key.family
        self._lane.submit(lambda: self._families.story(family), then)

    def _go_on(self, key: FormKey, story: FamilyStory) -> None:  # noqa: C901 - a line for each form
        infants = [infant.id for infant in story.family.infants if infant.id == key.about]
        contacts = [line.id for line in story.contacts if line.id == key.about]
        match key.form, infants, contacts:
            case Form.DETAILS, _, _:
                self.edit()
            case Form.COPY, _, _:
                self.copy()
            case Form.HAND_OVER, _, _:
                self.hand_over()
            case Form.KEEPING, _, _:
                self.keeping()
            case Form.BIRTH, [infant], _:
                self.born(infant)
            case Form.ENDED, [infant], _:
                self.ended(infant)
            case Form.DEATH, [infant], _:
                self.died(infant)
            case Form.REOPENING, [infant], _:
                self.reopen(infant)
            case Form.NOTE, _, _:
                self.note()
            case Form.WITHDRAWAL, _, _:
                self.withdraw()
            case Form.AMENDMENT, _, [contact]:
                self.amend(contact)
            case _:
                pass

    def compare(self, contact: ContactId) -> None:
        """Show an amendment and the version it takes the place of."""

        def work() -> tuple[OpenContact, OpenContact]:
            after = self._contacts.open(contact)
            if after.amends is None:
                raise LookupError("only an amendment has a version before it")
            return self._contacts.open(after.amends.contact), after

        def then(result: Result[tuple[OpenContact, OpenContact]]) -> None:
            match result:
                case Ok(value=(before, after)):
                    self._compare(before, after)
                case Err(failure=failure):
                    self._tell(str(failure))

        self._lane.submit(work, then, shown_in=self._window.screen_shown)

    def _compare(self, before: OpenContact, after: OpenContact) -> None:
        view = CompareView(
            differences(before.record, after.record),
            packs=after.packs,
            family=after.family,
            reason=after.amends.reason if after.amends is not None else "",
            days=(_finished(before), _finished(after)),
            on_back=lambda: self.show(after.family.id),
        )
        self._window.show_screen(view)
        view.setFocus()

    def _go(self, work: Callable[[], OpenContact]) -> None:
        """Whoever has left the page meanwhile stays where they went."""

        def then(result: Result[OpenContact]) -> None:
            match result:
                case Ok(value=contact):
                    self._ways.contact(contact)
                case Err(failure=failure):
                    self._tell(str(failure))

        self._lane.submit(work, then, shown_in=self._window.screen_shown)

    def _tell(self, words: str) -> None:
        if self._view is not None:
            self._view.show_trouble(words)

    # Details

    def add(self) -> None:
        self.edit_entry(FamilyEntry())

    def edit_entry(self, entry: FamilyEntry) -> None:
        """The form, filled with this."""
        key = FormKey(Form.DETAILS, entry.id) if entry.id else FormKey(Form.NEW_FAMILY)

        def make() -> EditFamilyView:
            def keep(family: Family) -> None:
                def then(result: Result[Family]) -> None:
                    match result:
                        case Ok(value=kept):
                            self.show(kept.id)
                        case Err(failure=failure):
                            view.show_trouble(str(failure))

                self._forms.settle(key, lambda: self._families.keep(family), then)

            def leave() -> None:
                if entry.id:
                    self.show(entry.id)
                else:
                    self._ways.families("")

            view = EditFamilyView(entry, self._clock().date(), on_keep=keep, on_cancel=leave)
            return view

        self._forms.show(key, make)


def _finished(contact: OpenContact) -> str:
    if contact.outcome is None:
        return "not finished yet"
    return short_day(contact.outcome.finished_at.date())
