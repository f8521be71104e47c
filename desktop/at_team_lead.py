"""A lead's pages, joined to the use cases: members and laptops, the inbox, one arrival."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.at_form import AtForm
from desktop.flows.inbox import InboxFlow, InboxPage, Read
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.team import Invited, Standing, TeamFlow
from desktop.lane import Err, Ok, Result
from desktop.meeting import Meeting
from desktop.places import documents
from desktop.screens.team.arrived import ArrivedState, ArrivedView
from desktop.screens.team.inbox import ArrivedLine, InboxState, InboxView, LaptopLine
from desktop.screens.team.members import MemberLine, MembersView, StopView
from desktop.text_summary import body_lines
from desktop.text_team import (
    ANSWER,
    arrival_words,
    aside_words,
    inbox_words,
    laptop_words,
    standing_words,
)
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.ids import ArrivalId
from storage.half_written import Form, FormKey
from sync.enrolment import Request
from sync.envelope import EnvelopeId
from sync.keys import DeviceId
from sync.roster import Member, Roster

ENROLMENT = FormKey(Form.ENROLMENT)


class AtTeamLead(QObject):
    """`on_back` shows the team's page."""

    def __init__(  # noqa: PLR0913, PLR0917 - built by hand
        self,
        window: Window,
        lane: WhileOpen,
        clock: Clock,
        open_vault: OpenVault,
        forms: AtForm,
        meeting: Meeting,
        again: Callable[[Callable[[], None]], None],
        on_back: Callable[[], None],
    ) -> None:
        super().__init__()
        self._window, self._lane, self._forms, self._meeting = window, lane, forms, meeting
        self._again, self._on_back, self._packs = again, on_back, open_vault.packs
        self._flow = TeamFlow(open_vault, clock)
        self._inbox = InboxFlow(open_vault, clock)
        self._standing: Standing | None = None
        self._request: Request | None = None
        self._view: MembersView | None = None
        self._arrived: ArrivedView | None = None

    def back(self) -> None:
        self._on_back()

    def go_on(self, key: FormKey) -> None:
        """Back to a form that is half written."""
        if key.form is Form.REPLY and key.about:
            self.read(key.about)
        else:
            self.members()

    # Members

    def members(self, done: str = "") -> None:
        """Who is on the list, and a laptop enrolled."""

        def then(result: Result[Standing | None]) -> None:
            match result:
                case Ok(value=None):
                    self._on_back()
                case Ok(value=standing):
                    self._standing = standing
                    self._forms.show(ENROLMENT, self._make_members, "team")
                    if self._view is not None:
                        self._view.show_done(done)
                case Err(failure=failure):
                    self._window.tell(str(failure))

        self._lane.submit(self._flow.standing, then, shown_in=self._window.screen_shown)

    def _make_members(self) -> MembersView:
        standing = self._standing
        assert standing is not None  # noqa: S101 read just before
        self._view = MembersView(_member_lines(standing), self, documents())
        return self._view

    def open_request(self, file: Path) -> None:
        def then(result: Result[Request]) -> None:
            if self._view is None:
                return
            match result:
                case Ok(value=asked):
                    self._request = asked
                    self._view.show_request(asked.name, asked.role, asked.code)
                case Err(failure=failure):
                    self._view.show_trouble(str(failure))

        work = lambda: self._flow.read_request(file)  # noqa: E731 - one call
        self._lane.submit(work, then, shown_in=self._view)

    def invite(self, folder: Path, as_lead: bool) -> None:  # noqa: FBT001 - a choice
        asked = self._request
        if asked is None:
            return

        def then(result: Result[Invited]) -> None:
            match result:
                case Ok(value=invited):
                    self._request = None
                    if self._view is not None and self._forms.is_shown(self._view):
                        self._view.show_invited(invited.code, invited.file.name)
                        self._list_anew(self._view)
                    self._meeting.after_sending()
                case Err(failure=failure):
                    if self._view is not None:
                        self._view.show_trouble(str(failure))

        self._forms.settle(
            ENROLMENT,
            lambda: self._flow.invite(asked, folder, as_lead=as_lead),
            then,
            writes_files=True,
        )

    def _list_anew(self, view: MembersView) -> None:
        def then(result: Result[Standing | None]) -> None:
            if isinstance(result, Ok) and result.value is not None:
                self._standing = result.value
                view.show_members(_member_lines(result.value))

        self._lane.submit(self._flow.standing, then, shown_in=view)

    def stop_laptop(self, device: str) -> None:
        """Say what it means, then stop it."""
        standing = self._standing
        member = (
            next((m for m in standing.members if m.device == device), None) if standing else None
        )
        if member is None:
            return
        name = member.name

        def stop() -> None:
            def then(result: Result[Roster]) -> None:
                match result:
                    case Ok():
                        self.members(f"✓ {name}'s laptop is off the list.")
                        self._meeting.after_sending()
                    case Err(failure=failure):
                        view.show_trouble(str(failure))

            work = lambda: self._flow.stop(DeviceId(device))  # noqa: E731 - one call
            self._lane.submit(work, then, shown_in=view)

        self._again(lambda: self.stop_laptop(device))
        view = StopView(name, stop, self.members)
        self._window.show_screen(view)
        view.setFocus()

    # The inbox

    def inbox(self, done: str = "") -> None:
        """What arrived."""

        def then(result: Result[InboxPage]) -> None:
            match result:
                case Ok(value=page):
                    self._put_inbox(page, done)
                case Err(failure=failure):
                    self._window.tell(str(failure))

        self._again(self.inbox)
        self._lane.submit(self._inbox.page, then, shown_in=self._window.screen_shown)

    def _put_inbox(self, page: InboxPage, done: str) -> None:
        names = {laptop.device: _name(laptop.member) for laptop in page.laptops}
        state = InboxState(
            told=inbox_words(page),
            arrived=tuple(
                ArrivedLine(
                    one.digest,
                    arrival_words(one, names.get(DeviceId(one.device), "")),
                    standing_words(EnvelopeId(one.id), page.standing),
                )
                for one in page.newest
            ),
            laptops=tuple(
                LaptopLine(names[laptop.device], laptop_words(laptop)) for laptop in page.laptops
            ),
            aside=tuple(aside_words(one) for one in page.aside),
        )
        view = InboxView(state, self)
        view.show_done(done)
        self._window.show_here("team")
        self._window.show_screen(view)
        view.setFocus()

    def refresh(self) -> None:
        self._meeting.after_sending()
        self.inbox()

    def read(self, digest: str) -> None:
        """One arrival."""

        def then(result: Result[Read]) -> None:
            match result:
                case Ok(value=read):
                    key = FormKey(Form.REPLY, None, ArrivalId(read.arrival.digest))
                    self._forms.show(key, lambda: self._make_arrived(read), "team")
                case Err(failure=failure):
                    self._window.tell(str(failure))

        shown = self._window.screen_shown
        self._lane.submit(lambda: self._inbox.read(digest), then, shown_in=shown)

    def _make_arrived(self, read: Read) -> ArrivedView:
        told = arrival_words(read.arrival, _name(read.sender)).removesuffix(" · not read yet")
        lines = body_lines(read.body, self._packs) if read.body is not None else ()
        state = ArrivedState(told, lines, read.text, read.may_reply)
        self._arrived = ArrivedView(state, ANSWER, _AtArrived(self, read))
        return self._arrived

    def reply(self, read: Read, answer: str, words: str, alternative: str) -> None:
        """Seal an answer to whoever sent this."""
        key = FormKey(Form.REPLY, None, ArrivalId(read.arrival.digest))

        def then(result: Result[EnvelopeId]) -> None:
            match result:
                case Ok():
                    self.inbox("✓ Your answer is sealed, and waits to be handed over.")
                    self._meeting.after_sending()
                case Err(failure=failure):
                    if self._arrived is not None:
                        self._arrived.show_trouble(str(failure))

        self._forms.settle(
            key, lambda: self._inbox.reply(read.arrival, answer, words, alternative), then
        )


class _AtArrived:
    """The acts of one arrival's page."""

    def __init__(self, lead: AtTeamLead, read: Read) -> None:
        self._lead, self._read = lead, read

    def reply(self, answer: str, words: str, alternative: str) -> None:
        self._lead.reply(self._read, answer, words, alternative)

    def back(self) -> None:
        self._lead.inbox()


def _name(member: Member | None) -> str:
    return member.name if member is not None else "A laptop that is not on the list"


def _member_lines(standing: Standing) -> tuple[MemberLine, ...]:
    return tuple(_member_line(m, standing) for m in standing.members)


def _member_line(member: Member, standing: Standing) -> MemberLine:
    leads = [m for m in standing.members if m.is_lead and m.stopped is None]
    told = [member.role] if member.role else []
    told.append("lead" if member.is_lead else "practitioner")
    if member.device == standing.me:
        told.append("this laptop")
    if member.stopped is not None:
        told.append("taken off the list")
    code = Request(member.name, member.role, member.signing, member.recipient).code
    told.append(f"code {code}")
    alone = leads == [member]
    return MemberLine(
        member.device, member.name, " · ".join(told), member.stopped is None and not alone
    )
