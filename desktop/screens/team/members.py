"""A lead's page: who belongs to the team, a laptop enrolled, a laptop stopped."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QLayout, QWidget

from desktop.screens.team.parts import (
    PageView,
    act,
    code_part,
    file_line,
    folder_line,
    page_of,
    path_in,
)
from desktop.widgets.choices import Choices, Option
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import card, column, emptied, hairline, label, plain, row, wide
from desktop.widgets.words import Line

STOP = "stop"
"""What is typed to stop a laptop."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One laptop of the team, in words."""

    device: str
    name: str
    told: str
    can_be_stopped: bool


class MembersActs(Protocol):
    """Calls down from this page."""

    def open_request(self, file: Path) -> None: ...
    def invite(self, folder: Path, as_lead: bool) -> None: ...  # noqa: FBT001 - a choice
    def stop_laptop(self, device: str) -> None: ...
    def back(self) -> None: ...


class MembersView(FormView):
    """Shows every member; a request is opened, compared, then invited."""

    stays = True

    def __init__(self, members: Sequence[MemberLine], acts: MembersActs, documents: str) -> None:
        super().__init__()
        self._acts = acts
        self._good, self._trouble = Notice("good"), Notice("notice")
        self._file, file = file_line("enrol.request", "The laptop's request")
        self._file.returnPressed.connect(lambda: acts.open_request(path_in(self._file)))
        self._folder, self._folder_row = folder_line(
            "enrol.folder", "Folder for the invitation", documents
        )
        self._asked = column(gap=10)
        self._role = Choices(
            [Option(value, words) for value, words in ((False, "Practitioner"), (True, "Lead"))],
            look="segment",
            name="enrol.role",
            spoken="What this laptop may do",
        )
        self._invite = plain(self._invite_part())
        self._invite.hide()
        self._invited, self._listed = column(gap=10), column()
        self.show_members(members)
        back = act("← &Back", "members.back", acts.back)
        self.setLayout(
            column(
                page_of(
                    label("Members and laptops", "title"),
                    *self.lines,
                    self._good,
                    self._trouble,
                    card(
                        label("Enrol a laptop", "heading"),
                        label("The request its owner gave you", "label"),
                        file,
                        row(
                            act(
                                "Open the re&quest",
                                "enrol.open",
                                lambda: acts.open_request(path_in(self._file)),
                            ),
                            1,
                        ),
                        plain(self._asked),
                        self._invite,
                        plain(self._invited),
                    ),
                    card(label("On the list", "heading"), plain(self._listed)),
                    plain(row(back, 1)),
                )
            )
        )
        self.setFocusProxy(self._file)
        self.follow(self._file, self._folder)

    def _invite_part(self) -> QLayout:
        return column(
            label("It may", "label"),
            row(self._role, 1),
            label(
                "A lead's laptop gets the key that opens everything sent to the team. A"
                " practitioner's sends, and reads what the team answers to it.",
                "small",
            ),
            label("Write the invitation to", "label"),
            self._folder_row,
            row(act("&Write the invitation", "enrol.invite", self._write, "main"), 1),
        )

    def _write(self) -> None:
        match self._role.value:
            case bool(as_lead):
                self._acts.invite(path_in(self._folder), as_lead)
            case _:
                self.show_trouble("Choose what this laptop may do.")

    def show_members(self, members: Sequence[MemberLine]) -> None:
        """Who is on the list now."""
        emptied(self._listed)
        for member in members:
            told = wide(
                plain(column(label(member.name, "label"), label(member.told, "small"), gap=2))
            )
            acts: list[QWidget] = [told]
            if member.can_be_stopped:
                stop = act(
                    "Stop…",
                    f"members.stop.{member.device}",
                    lambda d=member.device: self._acts.stop_laptop(d),  # type: ignore[misc]
                    "small",
                )
                stop.setAccessibleName(f"Stop the laptop of {member.name}")
                acts.append(stop)
            self._listed.addWidget(hairline())
            self._listed.addWidget(plain(row(*acts)))

    def show_request(self, name: str, role: str, code: str) -> None:
        """Who asks; the code is compared before anything is given."""
        self._trouble.show_words("")
        emptied(self._asked)
        emptied(self._invited)
        who = label(f"{name} · {role}" if role else name, "name")
        who.setObjectName("enrol.who")
        self._asked.addWidget(who)
        self._asked.addWidget(
            code_part(
                "Let them read out the code on their screen, by telephone or in person. It must be"
                " this one; if it differs, stop here:",
                code,
                "enrol.code",
            )
        )
        self._invite.show()
        self._role.setFocus()

    def show_invited(self, code: str, file: str) -> None:
        """The invitation was written; its own code is read aloud."""
        self._invite.hide()
        emptied(self._asked)
        emptied(self._invited)
        written = label(f"✓ Written: {file}", "ok")
        written.setObjectName("enrol.written")
        self._invited.addWidget(written)
        self._invited.addWidget(
            code_part("Give it to them, and read out this code:", code, "enrol.invited.code")
        )
        self._invited.addWidget(
            label("The new list reaches the team the next time you meet it.", "small")
        )
        self._file.clear()
        self._file.setFocus()

    def show_done(self, words: str) -> None:
        """Say what was done, or nothing."""
        self._good.show_words(words)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)


class StopView(PageView):
    """What stopping a laptop means, before it is done; a word is typed to go on."""

    def __init__(self, name: str, on_stop: Callable[[], None], on_back: Callable[[], None]) -> None:
        super().__init__()
        self._trouble = Notice("notice")
        typed = Line(name="stop.typed", spoken=f"Type {STOP} to go on", longest=20)
        go = act("Stop this laptop", "stop.go", on_stop)
        go.setEnabled(False)
        typed.textChanged.connect(lambda words: go.setEnabled(words.strip().casefold() == STOP))
        self.setLayout(
            column(
                page_of(
                    label("Stop a laptop", "title"),
                    label(name, "name"),
                    self._trouble,
                    card(
                        label("What it means", "heading"),
                        label(
                            "The next time it meets the team, that laptop gives the key of its"
                            " vault to the team. From then on its owner's passphrase no longer"
                            " opens the vault there; nothing in it is deleted."
                        ),
                        label("Nothing that is sealed on it from now on is taken in."),
                        label("What came from it so far stays."),
                        label(
                            "It cannot be reached before it meets the team. Until then, what lies"
                            " on it is protected by its owner's passphrase alone; if it was"
                            " stolen, tell your organisation's IT and data protection today."
                        ),
                        label("To let it back in, enrol it again from a new request of its own."),
                        label(f"Type “{STOP}” to go on", "label"),
                        typed,
                        row(act("← &Back", "stop.back", on_back), 1, go),
                    ),
                )
            )
        )
        self.begin_at(typed)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)
