"""One contact on the screen: its presenters and its view, joined."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.flows.contact import ContactFlow, OpenContact
from desktop.flows.letter import LetterFlow
from desktop.flows.opened import Clock
from desktop.lane import Lane
from desktop.screens.contact.letter_presenter import LetterPresenter
from desktop.screens.contact.presenter import ContactPresenter
from desktop.screens.contact.state import factor_hidden
from desktop.screens.contact.view import ContactView
from desktop.while_open import WhileOpen
from forms.answers import AboutFactor, Topic
from forms.ids import ContactId
from forms.steps import urgent_questions


class AtContact(QObject):
    """Joins what the practitioner does to the record, and the record to the screen."""

    def __init__(  # noqa: PLR0913 - built by hand, once per contact
        self,
        contact: OpenContact,
        *,
        contacts: ContactFlow,
        letters: LetterFlow,
        lanes: tuple[Lane, WhileOpen],
        clock: Clock,
        on_urgent: Callable[[], None],
        on_left: Callable[[str], None],
        on_sending: Callable[[ContactId], None] | None = None,
    ) -> None:
        super().__init__()
        lane, asks = lanes
        self._on_urgent, self._contacts, self._lane = on_urgent, contacts, lane
        self.presenter = ContactPresenter(contacts, lane, clock, contact)
        self.letter = LetterPresenter(
            letters, contacts, lane, asks, contact.record.id, self.when_saved
        )
        self.letter.finished.connect(self.presenter.finished)
        self.letter.left.connect(on_left)
        if on_sending is not None:
            identity = contact.record.id
            self.letter.send_to_team = lambda: on_sending(identity)
        self.presenter.urgent_opened.connect(on_urgent)
        self._view: ContactView | None = None
        self._waiting: list[Callable[[], None]] = []
        self.presenter.all_saved.connect(self._all_saved)

    def make_view(self) -> QWidget:
        """A view of this contact, at the text size of now; an earlier one is let go."""
        if self._view is not None:
            self.presenter.changed.disconnect(self._view.show_state)
        view = ContactView(self.presenter, self.letter, self._on_urgent)
        self._view = view
        self.presenter.changed.connect(view.show_state)
        self.presenter.show()
        return view

    def show(self) -> None:
        self.presenter.show()
        self.take_focus()

    def take_focus(self) -> None:
        if self._view is not None:
            self._view.take_focus()

    @property
    def contact(self) -> ContactId:
        """Which contact this is."""
        return self.presenter.record.id

    def note_copied(self) -> None:
        """Words of this contact came onto the clipboard; the log keeps that."""
        contact = self.contact
        self._lane.submit(lambda: self._contacts.copied(contact), lambda _: None)

    @property
    def is_saved(self) -> bool:
        return self.presenter.is_saved

    def when_saved(self, then: Callable[[], None]) -> None:
        """Settle, and do this once everything typed is in the vault.

        Where it is there already, at once: what `then` asks of the vault comes after settling.
        """
        was_saved = self.presenter.is_saved
        self.presenter.settle()
        if was_saved:
            then()
        else:
            self._waiting.append(then)

    def _all_saved(self) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()

    def leave(self) -> None:
        """The screen is going; what was typed settles."""
        if self._view is not None:
            self.presenter.changed.disconnect(self._view.show_state)
            self._view = None
        self.presenter.settle()

    @property
    def why_urgent(self) -> str:
        """Why the panel is open, without naming what is private."""
        state = self.presenter.state
        packs = state.contact.packs
        count = len(urgent_questions(packs, state.record))
        if not count:
            return ""
        named = [
            packs.factors.factor(question.factor).text.in_(state.contact.preferences.language)
            for question in urgent_questions(packs, state.record)
            if isinstance(question, AboutFactor)
            and not packs.factors.factor(question.factor).alone_only
            and not factor_hidden(packs.factors.factor(question.factor), state)
        ]
        opened = "Something you recorded needs action today, apart from the count."
        return opened + "".join(f"\n• {text}" for text in named)

    @property
    def safety_done(self) -> str:
        return self.presenter.record.narrative(Topic.SAFETY)

    def safety_typed(self, words: str) -> None:
        self.presenter.write(Topic.SAFETY, words)
