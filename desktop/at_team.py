"""The team's page, joined to the use cases: joining, meeting, what is where, taking back."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.at_form import AtForm
from desktop.at_sending import AtSending
from desktop.at_team_lead import AtTeamLead
from desktop.flows.contact import ContactFlow
from desktop.flows.inbox import Answered, InboxFlow
from desktop.flows.meeting import MeetingFlow
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.sending import SendingFlow, Sent
from desktop.flows.team import Asked, Standing, TeamFlow, WaitingKey, is_away
from desktop.lane import Err, Lane, Ok, Result
from desktop.meeting import Meeting, MeetingState
from desktop.places import documents
from desktop.screens.team.joining import JoiningView
from desktop.screens.team.recovery_key import RecoveryKeyView
from desktop.screens.team.take_back import TakeBackView
from desktop.screens.team.view import (
    AnswerLine,
    MeetingLine,
    PlaceLine,
    SentLine,
    TeamState,
    TeamView,
)
from desktop.text_team import (
    ADDED,
    ADDED_BUT_AWAY,
    ANSWER,
    TAKE_BACK,
    breakable,
    counts_words,
    lease_words,
    lives_words,
    place_words,
    progress_words,
    sent_words,
)
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.ids import ContactId
from forms.refusal import Refusal
from storage.half_written import Form, FormKey
from storage.outbox import Fate, OutboxLine
from sync.enrolment import Invitation, NewTeam
from sync.envelope import EnvelopeId

PAGE = 50
"""Envelopes shown at once."""

TEAM = FormKey(Form.TEAM)


@dataclass(frozen=True, slots=True)
class Page:
    """What the team's page is made from; `standing` None while in no team."""

    standing: Standing | None
    sent: tuple[Sent, ...] = ()
    answers: tuple[Answered, ...] = ()


class AtTeam(QObject):
    """`again` remembers how to show a page anew. `is_in_team` is known soon after unlocking."""

    def __init__(  # noqa: PLR0913, PLR0917 - built by hand
        self,
        window: Window,
        lane: Lane,
        asks: WhileOpen,
        clock: Clock,
        open_vault: OpenVault,
        contacts: ContactFlow,
        forms: AtForm,
        again: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__()
        self._window, self._lane, self._clock, self._forms = window, asks, clock, forms
        self._again, self._outside = again, lane
        meeting = Meeting(lane, MeetingFlow(open_vault.vault, lane.ask, clock))
        self._meeting, self._sending = meeting, SendingFlow(open_vault, contacts, clock)
        self._flow = TeamFlow(open_vault, clock)
        self._inbox = InboxFlow(open_vault, clock)
        self.lead = AtTeamLead(window, asks, clock, open_vault, forms, meeting, again, self._back)
        self.is_in_team = False
        self._most = PAGE
        self._page, self._done = Page(None), ""
        self._view: TeamView | None = None
        self._joining: JoiningView | None = None
        self._invitation: Invitation | None = None
        meeting.changed.connect(self._show_meeting)
        meeting.ended.connect(self._refresh)

    def begin_work(self) -> None:
        """The vault is open: learn whether it is in a team, and meet the team when it is due."""

        def then(result: Result[bool]) -> None:
            self.is_in_team = isinstance(result, Ok) and result.value

        self._lane.submit(self._flow.is_in_team, then)
        self._meeting.begin()

    def stop(self) -> None:
        """The vault is being locked."""
        self._meeting.stop()

    def show_sending(self, contact: ContactId, on_back: Callable[[], None]) -> None:
        """What will be sent about this contact."""
        page = AtSending(
            self._window, self._lane, self._sending, self._meeting, contact, self._back, on_back
        )
        self._again(page.show)
        page.show()

    def show(self, done: str = "") -> None:
        """The team's page, or the ways into a team.

        What was `done` is said on whichever page comes: another may have been asked for meanwhile.
        """
        self._most = PAGE
        self._done = done or self._done

        def then(result: Result[Page]) -> None:
            match result:
                case Ok(value=page):
                    self._page = page
                    self.is_in_team = page.standing is not None
                    self._put()
                case Err(failure=failure):
                    self._window.tell(str(failure))

        self._lane.submit(self._load, then, shown_in=self._window.screen_shown)

    def _back(self) -> None:
        self.show()

    def _load(self) -> Page:
        standing = self._flow.standing()
        if standing is None:
            return Page(None)
        return Page(standing, self._sending.sent(self._most), self._inbox.replies())

    def _put(self) -> None:
        if self._page.standing is None:
            self._forms.show(TEAM, self._make_joining, "team")
            return
        self._forms.show(TEAM, self._make_view, "team")
        if self._view is not None:
            self._view.show_done(self._done)
            self._done = ""

    def _make_joining(self) -> JoiningView:
        self._joining = JoiningView(self, documents())
        return self._joining

    def _make_view(self) -> TeamView:
        self._view = TeamView(self)
        self._show()
        self._show_meeting(self._meeting.state)
        return self._view

    def _refresh(self) -> None:
        """What is where may have changed."""
        view = self._view
        if view is None or not self._forms.is_shown(view):
            return

        def then(result: Result[Page]) -> None:
            if isinstance(result, Ok):
                self._page = result.value
                self._show()

        self._lane.submit(self._load, then, shown_in=view)

    def _show(self) -> None:
        if self._view is not None and self._page.standing is not None:
            self._view.show_state(self._state(self._page, self._page.standing))

    def _state(self, page: Page, standing: Standing) -> TeamState:
        now = self._clock()
        return TeamState(
            name=standing.team_name,
            counts=counts_words(standing.counts, now),
            lease=lease_words(standing, now),
            warning=lives_words(standing.lives),
            is_lead=standing.is_lead,
            key_waits=standing.key_waits,
            places=tuple(
                PlaceLine(p.number, breakable(p.address), place_words(p, now))
                for p in standing.places
            ),
            sent=tuple(SentLine(s.line.id, *sent_words(s), _can_be(s.line)) for s in page.sent),
            older=len(page.sent) == self._most,
            answers=tuple(_answer_line(a) for a in page.answers),
        )

    def _show_meeting(self, state: MeetingState) -> None:
        if self._view is not None and self._forms.is_shown(self._view):
            told = progress_words(state.progress, paused=state.paused)
            line = MeetingLine(state.running, state.paused, told, state.trouble)
            self._view.show_meeting(line)

    # In no team yet

    def ask(self, folder: Path) -> None:
        def then(result: Result[Asked]) -> None:
            if self._joining is None:
                return
            match result:
                case Ok(value=asked):
                    self._joining.show_asked(asked.code, asked.file.name, asked.modules)
                case Err(failure=failure):
                    self._joining.show_trouble(str(failure))

        self._lane.submit(lambda: self._flow.ask(folder), then, shown_in=self._joining)

    def open_invitation(self, file: Path) -> None:
        def then(result: Result[Invitation]) -> None:
            if self._joining is None:
                return
            match result:
                case Ok(value=invitation):
                    self._invitation = invitation
                    self._joining.show_invitation(invitation.team_name, invitation.code)
                case Err(failure=failure):
                    self._joining.show_trouble(str(failure))

        work = lambda: self._flow.read_invitation(file)  # noqa: E731 - one call
        self._lane.submit(work, then, shown_in=self._joining)

    def join(self) -> None:
        invitation = self._invitation
        if invitation is None:
            return

        def then(result: Result[Standing]) -> None:
            match result:
                case Ok(value=standing):
                    self.show(f"✓ This laptop belongs to {standing.team_name} now.")
                    self._meeting.now()
                case Err(failure=failure):
                    if self._joining is not None:
                        self._joining.show_trouble(str(failure))

        self._forms.settle(TEAM, lambda: self._flow.join(invitation), then)

    def begin(self, name: str) -> None:
        def then(result: Result[NewTeam | Refusal]) -> None:
            if isinstance(result, Err):
                self._complain(str(result.failure))
                return
            match result.value:
                case Refusal(reason=words):
                    self._complain(words)
                case new:
                    self.is_in_team = True
                    self._put_key(WaitingKey(new.roster.name, new.recovery))

        # Whoever went elsewhere meanwhile still sees the recovery key first.
        self._forms.settle(TEAM, lambda: self._flow.begin(name), then, even_if_left=True)

    def _complain(self, words: str) -> None:
        if self._joining is not None:
            self._joining.show_trouble(words)

    def show_key(self) -> None:
        """The recovery key, which is still to be locked away."""

        def then(result: Result[WaitingKey | None]) -> None:
            match result:
                case Ok(value=WaitingKey() as waiting):
                    self._put_key(waiting)
                case Ok():
                    self.show()
                case Err(failure=failure):
                    self._window.tell(str(failure))

        shown = self._window.screen_shown
        self._lane.submit(self._flow.recovery_key, then, shown_in=shown)

    def _put_key(self, waiting: WaitingKey) -> None:
        def save(folder: Path) -> None:
            def then(result: Result[Path]) -> None:
                match result:
                    case Ok(value=place):
                        view.show_saved(str(place))
                    case Err(failure=failure):
                        view.show_trouble(str(failure))

            work = lambda: self._flow.write_recovery(waiting, folder)  # noqa: E731 - one call
            self._lane.submit(work, then, shown_in=view)

        def put_away() -> None:
            def then(result: Result[None]) -> None:
                match result:
                    case Ok():
                        self.show("✓ This vault no longer holds the team's recovery key.")
                    case Err(failure=failure):
                        view.show_trouble(str(failure))

            self._lane.submit(self._flow.put_recovery_away, then, shown_in=view)

        self._again(lambda: self._put_key(waiting))
        view = RecoveryKeyView(
            waiting.team_name, waiting.key, documents(), save, put_away, self.show
        )
        self._window.show_here("team")
        self._window.show_screen(view)
        view.setFocus()

    # In a team

    def meet(self) -> None:
        self._meeting.now()

    def pause(self) -> None:
        self._meeting.pause()

    def add_place(self, address: str) -> None:
        def looked(result: Result[bool]) -> None:
            view = self._view
            if result == Ok(True) and view is not None and self._forms.is_shown(view):
                view.show_noted(ADDED_BUT_AWAY)

        def then(result: Result[None]) -> None:
            match result:
                case Ok():
                    if self._view is not None:
                        self._view.place_was_added()
                        self._view.show_done(ADDED)
                    self._outside.away(lambda: is_away(address), looked)
                    self._refresh()
                    self._meeting.after_sending()
                case Err(failure=failure):
                    if self._view is not None:
                        self._view.show_trouble(str(failure))

        self._forms.settle(TEAM, lambda: self._flow.add_place(address), then)

    def leave_place(self, number: int) -> None:
        self._lane.submit(lambda: self._flow.leave_place(number), lambda _: self._refresh())

    def older(self) -> None:
        self._most += PAGE
        self._refresh()

    def members(self) -> None:
        self.lead.members()

    def inbox(self) -> None:
        self.lead.inbox()

    def take_back(self, envelope: str) -> None:
        """Ask why, then take it back."""
        sent = next((s for s in self._page.sent if s.line.id == envelope), None)
        if sent is None:
            return

        def take(why: str) -> None:
            def then(result: Result[EnvelopeId | Refusal]) -> None:
                match result:
                    case Ok(value=Refusal(reason=words)):
                        view.show_trouble(words)
                    case Ok():
                        self.show("✓ Taken back here. The team learns of it when it is met.")
                        self._meeting.after_sending()
                    case Err(failure=failure):
                        view.show_trouble(str(failure))

            work = lambda: self._sending.take_back(EnvelopeId(envelope), why)  # noqa: E731
            self._lane.submit(work, then, shown_in=view)

        self._again(lambda: self.take_back(envelope))
        what = ". ".join(sent_words(sent))
        view = TakeBackView(what, TAKE_BACK, take, self.show)
        self._window.show_screen(view)
        view.setFocus()


def _can_be(line: OutboxLine) -> bool:
    return (
        line.kind in {"summary", "letter"}
        and not line.is_replaced
        and line.fate is not Fate.REFUSED
    )


def _answer_line(answered: Answered) -> AnswerLine:
    reply = answered.reply
    who = f" · {answered.family}" if answered.family else ""
    said = [reply.words, f"Instead: {reply.alternative}" if reply.alternative else ""]
    return AnswerLine(f"{ANSWER[reply.answer]}{who}", "\n".join(s for s in said if s))
