"""What happens between unlocking and locking: which screen is shown, and why."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.at_caseload import show_caseload, show_help
from desktop.at_contact import AtContact
from desktop.at_family import AtFamily, Ways
from desktop.at_form import AtForm
from desktop.at_settings import AtSettings
from desktop.at_team import AtTeam
from desktop.at_vault import AtVault
from desktop.backing_up import BackingUp
from desktop.flows.backup import BackupFlow
from desktop.flows.caseload import CaseloadFlow
from desktop.flows.contact import ContactFlow, OpenContact
from desktop.flows.half_written import HalfWrittenFlow
from desktop.flows.letter import LetterFlow
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.settings import SettingsFlow
from desktop.keeping import Keeping
from desktop.lane import Err, Lane, Ok, Result
from desktop.news import DAMAGED, tell_news
from desktop.not_as_left import show_not_as_left
from desktop.rail import RailEntry
from desktop.recovering import show_sheet
from desktop.theme.look import Look
from desktop.urgent import UrgentPanel
from desktop.whereabouts import Place, come_back, spot_in
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.ids import ContactId, FamilyId
from forms.preferences import Preferences
from storage.backup_places import places
from storage.half_written import Form, FormKey
from storage.recovery import RecoverySheet
from storage.soundness import Finding

LAST_BACKUP_S = 20.0
"""A backup at locking is given up after this; the next one makes up for it."""

UNSAVED = (
    "The last words could not be saved yet, and are tried again every few seconds. To leave without"
    " them, close the window once more."
)


class Work(QObject):
    """The screens of one practitioner's open vault."""

    def __init__(  # noqa: PLR0913 - built by hand, once per unlocking
        self,
        window: Window,
        look: Look,
        lane: Lane,
        clock: Clock,
        open_vault: OpenVault,
        *,
        on_lock: Callable[[], None],
        on_preferences: Callable[[Preferences], None],
    ) -> None:
        super().__init__()
        self._window, self._look, self._lane, self._clock = window, look, lane, clock
        self._asks = WhileOpen(lane, lambda: window.tell(DAMAGED))
        self._open, self._on_lock = open_vault, on_lock
        self._keeping = Keeping(lane, HalfWrittenFlow(open_vault, clock))
        self._forms = AtForm(window, self._keeping, self._set_again)
        self._families = CaseloadFlow(open_vault, clock)
        self._contacts = ContactFlow(open_vault, clock)
        ways = Ways(self._show_contact, self._families_after, self._set_again)
        self._at_family = AtFamily(
            window, self._asks, clock, self._families, self._contacts, open_vault, self._forms, ways
        )
        self._letters = LetterFlow(open_vault, self._contacts, clock)
        self._settings = AtSettings(
            look, self._asks, self._forms, SettingsFlow(open_vault), on_preferences, self.show_again
        )
        where = places()
        self._backing_up = BackingUp(lane, lambda: BackupFlow(open_vault, clock, where))
        self._at_vault = AtVault(
            window,
            self._asks,
            clock,
            open_vault,
            self._backing_up,
            preferences=lambda: self._settings.preferences,
            on_preferences=self._settings.keep,
            on_sheet=lambda sheet: self.offer_sheet(sheet, self.show_vault),
            on_records=lambda: self._at_family.records.show(self.show_vault),
            on_log=lambda: self._at_family.log.show_vault(self.show_vault),
        )
        again = self._set_again
        self._at_team = AtTeam(
            window, lane, self._asks, clock, open_vault, self._contacts, self._forms, again
        )
        self._at_contact: AtContact | None = None
        self._leaving: AtContact | None = None
        self._again: Callable[[], None] = self.show_families
        self._ended = False
        self._resume: Place | None = None
        self._panel = UrgentPanel(window.covered)
        self._panel.closed.connect(self._close_urgent)
        self._panel.done_typed.connect(self._safety_typed)
        self._keys = [
            QShortcut(QKeySequence(keys), window, act)
            for keys, act in (("F1", self.show_help), ("F8", self.show_urgent))
        ]
        self._keys.append(QShortcut(QKeySequence("Esc"), window, self._close_urgent))

    # Beginning and ending

    def begin(
        self,
        resume: Place | None,
        sheet: RecoverySheet | None = None,
        not_as_left: Sequence[Finding] = (),
    ) -> None:
        """Show the caseload, or the contact and the very field where the screen was locked.

        A sheet that was just made is offered first; that the vault is not as left is told first.
        """
        self._show_rail()
        self._settings.load()
        self._at_team.begin_work()
        tell_news(self._window, self._lane, self._asks, self._open.vault, again=sheet is not None)
        self._resume = resume

        def loaded(trouble: str) -> None:
            self._begin_at(sheet, not_as_left)
            if trouble:
                self._window.tell(trouble)

        self._keeping.load(loaded)

    def _begin_at(self, sheet: RecoverySheet | None, not_as_left: Sequence[Finding]) -> None:
        if sheet is not None:
            self.offer_sheet(sheet, self.show_families)
        elif not_as_left:
            self._again = lambda: show_not_as_left(
                self._window, self._asks, self._clock, self._open, not_as_left, self._go_to_work
            )
            self._again()
        else:
            self._go_to_work()

    def _go_to_work(self) -> None:
        place = self._resume
        if place is None:
            self.show_families()
        elif isinstance(place.where, FormKey):
            self._resume = None
            self._forms.resume(place.where, place.spot)
            self.go_on(place.where)
        else:
            self.open_contact(place.where)

    def go_on(self, key: FormKey) -> None:
        """Back to a form that is half written."""
        match key.form:
            case Form.VAULT:
                self.show_vault()
            case Form.SETTINGS:
                self.show_settings()
            case Form.TEAM:
                self.show_team()
            case Form.ENROLMENT | Form.REPLY:
                self._leave_contact()
                self._at_team.lead.go_on(key)
            case _:
                self._leave_contact()
                self._at_family.go_on(key)

    def end(self, on_closed: Callable[[], None] = lambda: None) -> None:
        """Let go of the screens at once, and of the vault once the last words are in it."""
        if self._ended:
            return
        self._ended = True
        self._asks.end()
        self._keeping.end()
        self._at_team.stop()
        self._at_vault.let_go()
        for key in self._keys:
            key.setEnabled(False)
            key.deleteLater()
        self._window.tell("")
        self._panel.hide()
        self._panel.deleteLater()
        self._backing_up.stop()
        self.when_saved(lambda: self._lane.submit(self._close, lambda _: on_closed()))

    def _close(self) -> None:
        """On the vault's thread: a last backup if there is time for it, then the key is dropped."""
        self._backing_up.last_one(LAST_BACKUP_S)
        self._open.vault.close()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do this as soon as everything typed is in the vault."""
        held = self._leaving if self._at_contact is None else self._at_contact
        if held is None:
            self._keeping.when_saved(then)
        else:
            held.when_saved(lambda: self._keeping.when_saved(then))

    @property
    def is_saved(self) -> bool:
        held = (self._at_contact, self._leaving)
        saved = all(contact is None or contact.is_saved for contact in held)
        return saved and self._keeping.is_saved

    def say_unsaved(self) -> None:
        """The window was asked to close while words were on their way."""
        if self._at_contact is not None:
            self._at_contact.presenter.settle()
        self._keeping.save_now()
        if self.cannot_save:
            self._window.tell(UNSAVED)

    @property
    def cannot_save(self) -> bool:
        """Whether the last save failed, and words are only on the screen."""
        held = self._at_contact
        lost = held is not None and bool(held.presenter.state.saving.trouble)
        return lost or self._keeping.cannot_save

    @property
    def folder(self) -> Path:
        return self._open.vault.folder

    @property
    def place(self) -> Place | None:
        """Where the practitioner is, if a contact or a form is on the screen."""
        where = self._at_contact.contact if self._at_contact is not None else self._forms.key
        return Place(where, spot_in(self._window)) if where is not None else None

    @property
    def at_contact(self) -> AtContact | None:
        return self._at_contact

    def show_again(self) -> None:
        """Show the same screen anew, at the text size of now, with the keyboard where it was."""
        spot = spot_in(self._window)
        self._show_rail()
        self._again()
        come_back(self._window.screen_shown, spot)

    def _show_rail(self) -> None:
        practitioner = self._open.practitioner
        entries = [
            RailEntry("families", "&Families", "", self.show_families, stays=True),
            RailEntry("team", "Tea&m", "", self.show_team, stays=True),
            RailEntry("vault", "&Vault", "", self.show_vault, stays=True),
            RailEntry("settings", "Se&ttings", "", self.show_settings, stays=True),
            RailEntry("help", "Help", "F1", self.show_help, stays=True),
            RailEntry("urgent", "Urgent help", "F8", self.show_urgent),
            RailEntry("hide", "Hide screen", "F9", self._window.toggle_neutral),
            RailEntry("lock", "Lock", "Ctrl+L", self._on_lock),
        ]
        self._window.show_rail(entries, f"{practitioner.name}\n{practitioner.team}")

    # Screens

    def _leave_contact(self) -> None:
        self._at_vault.let_go()
        if self._at_contact is not None:
            self._at_contact.leave()
            self._leaving, self._at_contact = self._at_contact, None

    def _families_after(self, trouble: str) -> None:
        """The caseload, with what went wrong on the way to it, if anything did."""
        self.show_families()
        self._window.tell(trouble)

    def show_families(self) -> None:
        """The caseload."""
        self._leave_contact()
        self._again = self.show_families
        show_caseload(
            self._window,
            self._asks,
            self._clock,
            self._open,
            self._families,
            lambda family: self.open_family(family),  # noqa: PLW0108 - the list gives no more
            self.add_family,
            has_new_family=bool(self._keeping.words(FormKey(Form.NEW_FAMILY))),
        )

    def open_family(self, family: FamilyId, done: str = "") -> None:
        """One family's page; `done` says what was just done."""
        self._leave_contact()
        self._at_family.show(family, done)

    def _left_contact(self, family: FamilyId, done: str) -> None:
        """The contact is finished; where it locked meanwhile, there is nothing to show."""
        if not self._ended:
            self.open_family(family, done)

    def add_family(self) -> None:
        self._leave_contact()
        self._at_family.add()

    def _set_again(self, again: Callable[[], None]) -> None:
        self._again = again

    def open_contact(self, contact: ContactId) -> None:
        """A contact, at the page where it was left."""

        def then(result: Result[OpenContact]) -> None:
            match result:
                case Ok(value=found):
                    self._show_contact(found)
                case Err(failure=failure):
                    self._families_after(str(failure))

        self._asks.submit(lambda: self._contacts.open(contact), then)

    def _show_contact(self, contact: OpenContact) -> None:
        self._leave_contact()
        self._at_contact = AtContact(
            contact,
            contacts=self._contacts,
            letters=self._letters,
            lanes=(self._lane, self._asks),
            clock=self._clock,
            on_urgent=self.show_urgent,
            on_left=lambda done: self._left_contact(contact.family.id, done),
            on_sending=self._show_sending if self._at_team.is_in_team else None,
        )
        at_contact = self._at_contact
        self._again = lambda: self._window.show_screen(at_contact.make_view())
        self._window.show_here("families")
        self._window.show_screen(at_contact.make_view())
        at_contact.show()
        if self._resume is not None:
            come_back(self._window.screen_shown, self._resume.spot)
        self._resume = None

    def show_team(self) -> None:
        """The team: joining it, meeting it, and what is where."""
        self._leave_contact()
        self._at_team.show()

    def _show_sending(self, contact: ContactId) -> None:
        """What will be sent about this contact, once everything typed is in the vault."""

        def show() -> None:
            if not self._ended:
                self._leave_contact()
                self._at_team.show_sending(contact, lambda: self.open_contact(contact))

        self.when_saved(show)

    def show_vault(self) -> None:
        """The vault itself: passphrase, recovery, locking, backups, log."""
        self._leave_contact()
        self._forms.show(FormKey(Form.VAULT), self._at_vault.make_view, "vault")

    def offer_sheet(self, sheet: RecoverySheet, on_done: Callable[[], None]) -> None:
        """A new recovery sheet, to be saved or left before going on."""
        self._leave_contact()
        self._again = lambda: self.offer_sheet(sheet, on_done)
        show_sheet(self._window, self._asks, self._clock, self._open, sheet, on_done)

    def show_settings(self) -> None:
        self._leave_contact()
        self._settings.show()

    def show_help(self) -> None:
        self._leave_contact()
        self._again = self.show_help
        check = lambda: self._at_family.letters_made.show_check(self.show_help)  # noqa: E731 - one call
        show_help(self._window, self._open, check)

    # Safety

    def show_urgent(self) -> None:
        """Open the urgent panel over whatever is on the screen."""
        if self._window.is_neutral:
            return
        at_contact = self._at_contact
        self._panel.open(
            why=at_contact.why_urgent if at_contact else "",
            numbers=self._settings.preferences.urgent_numbers,
            done=at_contact.safety_done if at_contact else None,
        )

    def _safety_typed(self, words: str) -> None:
        if self._at_contact is not None:
            self._at_contact.safety_typed(words)

    def _close_urgent(self) -> None:
        if not self._panel.isVisible():
            return
        self._panel.hide()
        if self._at_contact is not None:
            self._at_contact.presenter.settle()
            self._at_contact.take_focus()
