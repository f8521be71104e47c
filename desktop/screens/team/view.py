"""In a team: what waits, where the team is met, what left this laptop, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.screens.team.parts import act, folder_line, page_of
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import card, column, emptied, hairline, label, plain, row, wide


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """One place, in words."""

    number: int
    address: str
    told: str


@dataclass(frozen=True, slots=True)
class SentLine:
    """One envelope, in words. `can_be_taken_back`: the team may still believe it."""

    envelope: str
    what: str
    told: str
    can_be_taken_back: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer of the team, in words; `said` is theirs, as they typed it."""

    what: str
    said: str


@dataclass(frozen=True, slots=True)
class TeamState:
    """What the page shows; `warning` is about this vault's lives, or that it was stopped.

    `key_waits`: the team's recovery key is still to be locked away.
    """

    name: str
    counts: str
    lease: str
    warning: str
    is_lead: bool
    key_waits: bool
    places: Sequence[PlaceLine]
    sent: Sequence[SentLine]
    older: bool
    answers: Sequence[AnswerLine]


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """How a round stands, in words."""

    running: bool
    paused: bool
    told: str
    trouble: str


class TeamActs(Protocol):
    """Calls down from this page."""

    def meet(self) -> None: ...
    def pause(self) -> None: ...
    def add_place(self, address: str) -> None: ...
    def leave_place(self, number: int) -> None: ...
    def take_back(self, envelope: str) -> None: ...
    def older(self) -> None: ...
    def show_key(self) -> None: ...
    def members(self) -> None: ...
    def inbox(self) -> None: ...


class TeamView(FormView):
    """Shows a TeamState, and a MeetingLine while a round is under way."""

    stays = True

    def __init__(self, acts: TeamActs) -> None:
        super().__init__()
        self._acts = acts
        self._shown: TeamState | None = None
        self._good, self._noted = Notice("good"), Notice("notice")
        self._trouble, self._warning = Notice("notice"), Notice("notice")
        self._title, self._counts = label("Your team", "title"), label(look="name")
        self._counts.setObjectName("team.counts")
        self._lease, self._progress = label(look="small"), label(look="small-ink")
        self._progress.setObjectName("team.progress")
        self._meet = act("Meet the team &now", "team.meet", acts.meet, "main")
        self._pause = act("&Pause", "team.pause", acts.pause)
        self._address, address = folder_line("team.address", "Folder, or the address of a place")
        self._add = act(
            "A&dd this place", "team.add", lambda: acts.add_place(self._address.text().strip())
        )
        self._address.returnPressed.connect(self._add.click)
        self._places, self._sent, self._answers = column(gap=8), column(gap=8), column(gap=8)
        self._lead = plain(
            row(
                act("&Inbox of the team", "team.inbox", acts.inbox),
                act("Members and &laptops", "team.members", acts.members),
                1,
            )
        )
        self._key = card(
            label("The team's recovery key has not been locked away yet", "heading"),
            label("If every lead's laptop is lost, it alone opens what was sent to the team."),
            row(act("Show the recovery &key", "team.key", acts.show_key), 1),
        )
        self.setLayout(
            column(
                page_of(
                    self._title,
                    *self.lines,
                    self._good,
                    self._noted,
                    self._trouble,
                    self._warning,
                    self._key,
                    self._lead,
                    self._now_part(),
                    card(label("Answers from the team", "heading"), plain(self._answers)),
                    self._places_part(address),
                    self._sent_part(),
                )
            )
        )
        self._pause.hide()
        self._progress.hide()
        self._lead.hide()
        self._key.hide()
        self.setFocusProxy(self._meet)
        self.follow(self._address)

    def _now_part(self) -> QWidget:
        return card(
            label("On its way", "heading"),
            self._counts,
            self._progress,
            row(self._meet, self._pause, 1),
            self._lease,
        )

    def _places_part(self, address: QWidget) -> QWidget:
        return card(
            label("Where the team is met", "heading"),
            plain(self._places),
            label("Another place: a folder, a memory stick, or an address from your lead", "label"),
            address,
            row(self._add, 1),
        )

    def _sent_part(self) -> QWidget:
        self._older = act("&Older", "team.older", self._acts.older, "small")
        return card(
            label("What is where", "heading"),
            label(
                "Newest first. Names are shown on this screen alone; they travel only where you"
                " ticked them.",
                "small",
            ),
            plain(self._sent),
            row(self._older, 1),
        )

    def show_state(self, state: TeamState) -> None:
        if state == self._shown:
            return
        before, self._shown = self._shown, state
        self._title.setText(state.name)
        self._counts.setText(state.counts)
        self._lease.setText(state.lease)
        self._warning.show_words(state.warning)
        self._lead.setVisible(state.is_lead)
        self._key.setVisible(state.key_waits)
        self._older.setVisible(state.older)
        if before is None or before.places != state.places:
            self._show_places(state.places)
        if before is None or before.sent != state.sent:
            self._show_sent(state.sent)
        if before is None or before.answers != state.answers:
            self._show_answers(state.answers)

    def show_meeting(self, line: MeetingLine) -> None:
        """How the round stands; the page stays usable all the while."""
        under_way, was_here = line.running and not line.paused, self._meet.hasFocus()
        self._progress.setText(line.told)
        self._progress.setVisible(line.running or line.paused)
        self._meet.setText("&Go on" if line.paused else "Meet the team &now")
        self._meet.setEnabled(not under_way)
        if under_way:
            self._pause.show()
        if under_way and was_here:
            self._pause.setFocus()
        elif not under_way and self._pause.hasFocus():
            self._meet.setFocus()
        self._pause.setVisible(under_way)
        self._trouble.show_words(line.trouble)

    def show_done(self, words: str) -> None:
        """Say what was done, or nothing."""
        self._trouble.show_words("")
        self._noted.show_words("")
        self._good.show_words(words)

    def show_noted(self, words: str) -> None:
        """Say what is noted, and not yet so."""
        self.show_done("")
        self._noted.show_words(words)

    def show_trouble(self, words: str) -> None:
        self.show_done("")
        self._trouble.show_words(words)

    def place_was_added(self) -> None:
        """The box is for the next one."""
        self._address.clear()

    def _show_places(self, places: Sequence[PlaceLine]) -> None:
        emptied(self._places)
        for place in places:
            leave = act(
                "Leave",
                f"team.leave.{place.number}",
                lambda n=place.number: self._acts.leave_place(n),  # type: ignore[misc]
                "small",
            )
            leave.setAccessibleName(f"Leave {place.address}")
            told = plain(
                column(label(place.address, "label"), label(place.told, "small-ink"), gap=2)
            )
            self._places.addWidget(plain(row(wide(told), leave)))
            self._places.addWidget(hairline())
        if not places:
            self._places.addWidget(label("No place yet. Everything waits here.", "soft"))

    def _show_sent(self, sent: Sequence[SentLine]) -> None:
        emptied(self._sent)
        for line in sent:
            told = wide(plain(column(label(line.what, "label"), label(line.told, "small"), gap=2)))
            parts = [told]
            if line.can_be_taken_back:
                back = act(
                    "Take back",
                    f"team.take_back.{line.envelope}",
                    lambda e=line.envelope: self._acts.take_back(e),  # type: ignore[misc]
                    "small",
                )
                back.setAccessibleName(f"Take back: {line.what}")
                parts.append(back)
            self._sent.addWidget(plain(row(*parts)))
            self._sent.addWidget(hairline())
        if not sent:
            self._sent.addWidget(label("Nothing was sent from this laptop yet.", "soft"))

    def _show_answers(self, answers: Sequence[AnswerLine]) -> None:
        emptied(self._answers)
        for answer in answers:
            said = [label(answer.said, "small-ink")] if answer.said else []
            self._answers.addWidget(plain(column(label(answer.what, "label"), *said, gap=2)))
        if not answers:
            self._answers.addWidget(label("None yet.", "soft"))
