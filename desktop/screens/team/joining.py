"""Before one belongs to a team: asking to join, opening the invitation, or beginning a team."""

from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.screens.team.parts import act, code_part, file_line, folder_line, page_of, path_in
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import card, column, emptied, label, plain, row
from desktop.widgets.qr import Modules, QrCode
from desktop.widgets.words import Line


class JoiningActs(Protocol):
    """Calls down from this page."""

    def ask(self, folder: Path) -> None: ...
    def open_invitation(self, file: Path) -> None: ...
    def join(self) -> None: ...
    def begin(self, name: str) -> None: ...


class JoiningView(FormView):
    """Three ways, in the order in which most people need them."""

    def __init__(self, acts: JoiningActs, documents: str) -> None:
        super().__init__()
        self._acts = acts
        self._trouble = Notice("notice")
        self._folder, folder = folder_line("team.folder", "Folder for the request", documents)
        self._file, file = file_line("team.invitation", "The invitation")
        self._name = Line(name="team.name", spoken="Name of the team", longest=100)
        self._folder.returnPressed.connect(self._ask)
        self._file.returnPressed.connect(self._open)
        self._name.returnPressed.connect(self._begin)
        self._asked, self._invited = column(gap=10), column(gap=10)
        box = column(
            page_of(
                label("Your team", "title"),
                label(
                    "This vault belongs to no team yet, so everything stays on this laptop. In a"
                    " team, you can send a summary or a letter to your parent-infant team, sealed"
                    " so that only its leads can read it. Nothing is ever sent by itself.",
                    "soft",
                ),
                *self.lines,
                self._trouble,
                self._ask_part(folder),
                self._invitation_part(file),
                self._begin_part(),
            )
        )
        self.setLayout(box)
        self.setFocusProxy(self._folder)
        self.follow(self._folder, self._file, self._name)

    def _ask_part(self, folder: QWidget) -> QWidget:
        return card(
            label("1. Ask to join", "heading"),
            label(
                "This writes a small file for your team lead. It holds your name, your role and"
                " this laptop's public keys: nothing about any family.",
                "small",
            ),
            label("Write it to this folder or memory stick", "label"),
            folder,
            row(
                act("&Ask to join", "team.ask", self._ask, "main"),
                1,
            ),
            plain(self._asked),
        )

    def _invitation_part(self, file: QWidget) -> QWidget:
        return card(
            label("2. Open the invitation", "heading"),
            label("Your team lead gives you a file back, made for this laptop alone.", "small"),
            label("The invitation", "label"),
            file,
            row(
                act("&Open the invitation", "team.open", self._open),
                1,
            ),
            plain(self._invited),
        )

    def _begin_part(self) -> QWidget:
        return card(
            label("Or begin a team", "heading"),
            label(
                "Only for the lead of a parent-infant team: this vault then holds the key that"
                " opens what practitioners send.",
                "small",
            ),
            label("The team's name, as its members know it", "label"),
            self._name,
            row(act("&Begin a team", "team.begin", self._begin), 1),
        )

    def _ask(self) -> None:
        self._acts.ask(path_in(self._folder))

    def _open(self) -> None:
        self._acts.open_invitation(path_in(self._file))

    def _begin(self) -> None:
        self._acts.begin(self._name.text())

    def show_asked(self, code: str, file: str, modules: Modules) -> None:
        """The request was written; its code is read aloud."""
        self._trouble.show_words("")
        emptied(self._asked)
        written = label(f"✓ Written: {file}", "ok")
        written.setObjectName("team.asked")
        self._asked.addWidget(written)
        self._asked.addWidget(
            code_part(
                "Give it to your team lead, and read this code aloud, by telephone or in person:",
                code,
                "team.asked.code",
            )
        )
        self._asked.addWidget(
            label("Or let your lead scan this square: it holds the same request.", "small")
        )
        self._asked.addLayout(row(QrCode(modules, spoken="The request as a QR code"), 1))

    def show_invitation(self, team: str, code: str) -> None:
        """Whose invitation it is; one joins once the code was compared."""
        self._trouble.show_words("")
        emptied(self._invited)
        whose = label(team, "name")
        whose.setObjectName("team.invited")
        self._invited.addWidget(whose)
        self._invited.addWidget(
            code_part(
                "Ask your team lead to read out the code of the invitation. It must be this one:",
                code,
                "team.invited.code",
            )
        )
        self._invited.addWidget(
            label("If it differs, do not join: the file is not from your lead.", "small")
        )
        join = act("The codes are the same: &join", "team.join", self._acts.join, "main")
        self._invited.addLayout(row(join, 1))
        join.setFocus()

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)
