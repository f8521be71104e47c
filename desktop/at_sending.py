"""What will be sent about one contact, joined to the use case: shown, ticked, sealed."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.flows.sending import AboutContact, SendingFlow, ToBeSent
from desktop.lane import Err, Ok, Result
from desktop.meeting import Meeting
from desktop.screens.team.sending import Offer, SendingState, SendingView
from desktop.text_team import KIND, TICK, basis_words, fate_words
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.ids import ContactId, LetterId
from forms.refusal import Refusal
from sync.envelope import EnvelopeId
from sync.summary import Ticked

_SEALED = "✓ Sealed. Waiting to be handed over; “See what is where” tells when it was."


class AtSending(QObject):
    """The page of one contact at a time."""

    def __init__(  # noqa: PLR0913, PLR0917 - built by hand, once per page
        self,
        window: Window,
        lane: WhileOpen,
        flow: SendingFlow,
        meeting: Meeting,
        contact: ContactId,
        on_team: Callable[[], None],
        on_back: Callable[[], None],
    ) -> None:
        super().__init__()
        self._window, self._lane, self._flow, self._meeting = window, lane, flow, meeting
        self._contact, self.team, self.back = contact, on_team, on_back
        self._letter: LetterId | None = None
        self._view: SendingView | None = None
        self._ticked: frozenset[str] = frozenset()

    def show(self) -> None:
        """The page, with nothing ticked."""
        self._ticked = frozenset()
        self._view = None
        self._ask()

    def _ask(self, done: str = "") -> None:
        ticked, before = self._ticked, self._view or self._window.screen_shown

        def then(result: Result[AboutContact]) -> None:
            match result:
                case Ok(value=about):
                    self._put(about, done)
                case Err(failure=failure):
                    self._window.tell(str(failure))

        work = lambda: self._flow.about(self._contact, _chosen(ticked))  # noqa: E731 - one call
        self._lane.submit(work, then, shown_in=before)

    def _put(self, about: AboutContact, done: str) -> None:
        self._letter = about.letter
        state = _state(about)
        if self._view is None:
            self._view = SendingView(self, state)
            self._window.show_here("families")
            self._window.show_screen(self._view)
            self._view.setFocus()
        else:
            self._view.show_state(state)
        if done:
            self._view.show_done(done)

    def tick(self, ticked: frozenset[str]) -> None:
        self._ticked = ticked
        self._ask()

    def send(self, ticked: frozenset[str]) -> None:
        self._lane.submit(
            lambda: self._flow.send(self._contact, _chosen(ticked)),
            self._sealed,
            shown_in=self._view,
        )

    def send_letter(self) -> None:
        letter = self._letter
        if letter is not None:
            work = lambda: self._flow.send_letter(letter)  # noqa: E731 - one call
            self._lane.submit(work, self._sealed, shown_in=self._view)

    def _sealed(self, result: Result[EnvelopeId | Refusal]) -> None:
        match result:
            case Ok(value=Refusal(reason=words)):
                self._complain(words)
            case Ok():
                self._ask(_SEALED)
                self._meeting.after_sending()
            case Err(failure=failure):
                self._complain(str(failure))

    def _complain(self, words: str) -> None:
        if self._view is not None:
            self._view.show_trouble(words)


def _chosen(ticked: frozenset[str]) -> tuple[Ticked, ...]:
    return tuple(one for one in Ticked if one.value in ticked)


def _state(about: AboutContact) -> SendingState:
    before = tuple(f"{KIND.get(line.kind, line.kind)}: {fate_words(line)}" for line in about.sent)
    shown = about.shown
    if isinstance(shown, Refusal):
        return SendingState(
            about.whose, shown.reason, "", "", "", "", (), before, about.letter is not None
        )
    return SendingState(
        whose=about.whose,
        blocked="",
        text=shown.text,
        to=f"To {shown.team}: {' and '.join(shown.leads)} can read it.",
        basis=basis_words(shown.basis),
        note=_note(shown),
        offers=tuple(
            Offer(what.value, TICK[what], text) for what, text in shown.may_be_ticked.items()
        ),
        before=before,
        has_letter=about.letter is not None,
    )


def _note(shown: ToBeSent) -> str:
    told = []
    if shown.replaces is not None:
        told.append("It takes the place of the summary sent before.")
    if not shown.is_finished:
        told.append("Sending finishes this contact: it can be read afterwards, not changed.")
    return " ".join(told)
