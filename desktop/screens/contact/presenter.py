"""Turns what the practitioner does at a contact into answers, and answers into what is shown."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.flows.contact import ContactFlow, OpenContact
from desktop.flows.opened import Clock
from desktop.lane import Err, Lane, Ok, Result
from desktop.screens.contact.pages import Placed, index_of, key, page_for
from desktop.screens.contact.state import ContactState, Saving, derive, pages_of
from forms.answers import (
    AboutTopic,
    Answer,
    Judged,
    Narrative,
    Noted,
    Observed,
    Presence,
    Question,
    SafeguardingGround,
    Seen,
    Topic,
)
from forms.consent import carers_here
from forms.gaps import Gap
from forms.ids import CarerId
from forms.record import ContactRecord
from forms.steps import urgent_questions
from storage.records import Revision

TYPING_PAUSE_MS = 300
"""Typed words reach the vault at the latest this long after the first unsaved key."""

SETTLE_AFTER_MS = 20_000
"""Words that rest this long, or are left, become an entry in the history."""

TRY_AGAIN_MS = 3_000


class ContactPresenter(QObject):
    """One contact in hand.

    At most one save is in flight; the next one carries everything typed since.

    Signals:
        changed: the screen should now show this ContactState.
        urgent_opened: something about safety was recorded just now.
        all_saved: nothing typed is waiting any more.
    """

    changed = Signal(object)
    urgent_opened = Signal()
    all_saved = Signal()

    def __init__(self, flow: ContactFlow, lane: Lane, clock: Clock, contact: OpenContact) -> None:
        super().__init__()
        self._flow, self._lane, self._clock = flow, lane, clock
        self._contact = contact
        self._record = contact.record
        self._revision = contact.revision
        self._waiting: dict[Question, Answer] = {}
        self._unsettled: dict[Question, Answer] = {}
        self._in_flight = False
        self._settling = False
        self._trouble = ""
        self._private_shown = False
        self._at = index_of(self._pages(), contact.place)
        self._kept_place = contact.place
        self._save_soon = self._timer(TYPING_PAUSE_MS, self._save)
        self._settle_later = self._timer(SETTLE_AFTER_MS, self.settle)

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    # What is shown

    @property
    def state(self) -> ContactState:
        """What the screen shows now."""
        return derive(
            self._contact,
            self._record,
            at=self._at,
            saving=Saving(self.is_saved, self._trouble),
            private_shown=self._private_shown,
            today=self._clock().date(),
        )

    def show(self) -> None:
        self.changed.emit(self.state)

    @property
    def is_saved(self) -> bool:
        """Whether everything typed is in the vault."""
        return not (self._waiting or self._in_flight)

    @property
    def record(self) -> ContactRecord:
        return self._record

    # What the practitioner does

    def answer(self, question: Question, answer: Answer) -> None:
        """Take an answer; words settle later, everything else at once."""
        if not self._contact.may_be_written or self._record.answers.get(question) == answer:
            return
        before = urgent_questions(self._contact.packs, self._record)
        is_words = _only_words_differ(self._record.answers.get(question), answer)
        self._record = self._record.with_answer(question, answer)
        self._waiting[question] = answer
        self._unsettled[question] = answer
        if is_words:
            if not self._save_soon.isActive():
                self._save_soon.start()
            self._settle_later.start()
        else:
            self.settle()
        self.show()
        after = urgent_questions(self._contact.packs, self._record)
        if set(after) - set(before):
            self.urgent_opened.emit()

    def write(self, topic: Topic, words: str) -> None:
        self.answer(AboutTopic(topic), Narrative(words))

    def mark_present(self, carer: CarerId, seen: Seen) -> None:
        """Say whether a carer is here; one more who is here masks what is private again."""
        self._private_shown = seen is Seen.ALONE or (self._private_shown and seen is Seen.NOT_HERE)
        self.answer(AboutTopic(Topic.PRESENT, carer), Presence(seen))
        self.show()

    def alone_now(self, carer: CarerId | None) -> None:
        """The carer (None: whoever is here) is alone with the practitioner: unmask."""
        here = carers_here(self._record, self._contact.family.carers)
        alone = [carer] if carer is not None else [c.id for c in here[:1]]
        self._private_shown = True
        for one in alone:
            self.answer(AboutTopic(Topic.PRESENT, one), Presence(Seen.ALONE))
        self.show()

    def company_came(self) -> None:
        """Someone can see the screen: mask what is private, keep what was recorded."""
        self._private_shown = False
        self.show()

    # Where the practitioner is

    def go(self, at: int) -> None:
        """Go to a page by its number; what was written on this one settles."""
        self._at = max(0, min(at, len(self._pages()) - 1))
        self.settle()
        self.show()

    def next(self) -> None:
        self.go(self._at + 1)

    def back(self) -> None:
        self.go(self._at - 1)

    def go_to_gap(self, gap: Gap) -> None:
        self.go(page_for(gap.question, gap.step, self._pages()))

    # Saving

    def settle(self) -> None:
        """Let everything typed become an entry in the history, and keep the place."""
        self._settling = True
        self._save()

    def try_again(self) -> None:
        """Save once more after a failure."""
        self._save()

    def _save(self) -> None:
        self._save_soon.stop()
        if self._in_flight or not self._contact.may_be_written:
            return
        settled = self._settling
        changes = dict(self._unsettled if settled else self._waiting)
        place = key(self._pages()[self._at].page)
        if not changes and place == self._kept_place:
            self._settling = False
            return
        self._in_flight = True
        self._settling = False
        sent, self._waiting = self._waiting, {}
        if settled:
            self._unsettled = {}
        revision, contact_id = self._revision, self._record.id

        def work() -> Revision:
            return self._flow.save(
                contact_id, changes, based_on=revision, settled=settled, place=place
            )

        def then(result: Result[Revision]) -> None:
            self._in_flight = False
            match result:
                case Ok(value=new_revision):
                    self._saved(new_revision, place)
                case Err(failure=failure):
                    self._waiting = {**sent, **self._waiting}
                    self._unsettled = {**changes, **self._unsettled}
                    self._trouble = str(failure)
                    QTimer.singleShot(TRY_AGAIN_MS, self, self.try_again)
            self.show()

        self._lane.submit(work, then)

    def _saved(self, revision: Revision, place: str) -> None:
        self._revision = revision
        self._kept_place = place
        self._trouble = ""
        if self._waiting or self._settling:
            self._save()
        if self.is_saved:
            self.all_saved.emit()

    def _pages(self) -> tuple[Placed, ...]:
        return pages_of(self._contact, self._record)

    def finished(self, contact: OpenContact) -> None:
        """The contact was finished and read again from the vault."""
        self._contact = contact
        self._record = contact.record
        self._revision = contact.revision
        self._at = min(self._at, len(self._pages()) - 1)
        self.show()


def _only_words_differ(before: Answer | None, after: Answer) -> bool:
    """Whether a change is still being typed, as opposed to ticked."""
    match after, before:
        case Narrative(), _:
            return True
        case Observed() as now, Observed() as then:
            return now.rating is then.rating
        case Noted() as now, Noted() as then:
            return now.state is then.state and now.carers == then.carers
        case Judged() as now, Judged() as then:
            return now.decision is then.decision
        case SafeguardingGround(), _:
            return True
        case Observed() as now, None:
            return now.rating is Observed().rating and bool(now.seen or now.own_words)
        case _:
            return False
