"""The letter, page by page as it will be, with what is missing and the way out beside it."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.places import documents
from desktop.screens.contact.acts import Acts
from desktop.screens.contact.letter_presenter import LetterPresenter, LetterState
from desktop.screens.contact.state import ContactState, why_only_read
from desktop.text import MISSING, NOUN
from desktop.widgets.choices import Choices, Option
from desktop.widgets.choosing import choose_folder
from desktop.widgets.panes import Panes
from desktop.widgets.parts import button, card, column, emptied, label, plain, row
from desktop.widgets.pdf_page import PdfPage
from desktop.widgets.words import Line
from forms.answers import Decision
from forms.gaps import Gap
from forms.steps import needs_action
from letters.facts import Reader

_COPY = {Reader.FAMILY: "Family's copy", Reader.TEAM: "Team's copy"}


class LetterPageView(QWidget):
    """Preview and export, or an ending without a letter."""

    def __init__(self, acts: Acts, letter: LetterPresenter, state: ContactState) -> None:
        super().__init__()
        self._acts, self._letter = acts, letter
        self._noun = NOUN[state.contact.preferences.wording]
        self._page = PdfPage()
        self._number = label(look="small", wraps=False)
        self._gaps = column(gap=4)
        self._left_out = label(look="small")
        self._trouble = label(look="refusal")
        self._trouble.setObjectName("letter.trouble")
        self._safety = label(
            "An answer about safety needs action today. Write what was done: F8.", "urgent-word"
        )
        self._safety.hide()
        self._done = label(look="ok")
        self._done.setObjectName("letter.done")
        self._export = button("Export the &letter", "main", name="export")
        self._folder = Line(name="folder", spoken="Folder to export the letter to", longest=1000)
        self._finish = self._without_letter()
        self._with = Panes(self._preview(), [self._side()], together_from=640)
        self._team = self._team_part()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._with)
        box.addWidget(self._finish)
        box.addWidget(self._team)
        letter.changed.connect(self.show_letter)
        self._asked_for: Reader | None = None

    def _preview(self) -> QWidget:
        earlier = button("◂ Page", "small", name="earlier_page")
        later = button("Page ▸", "small", name="later_page")
        earlier.clicked.connect(lambda: self._turn(-1))
        later.clicked.connect(lambda: self._turn(1))
        desk = QFrame()
        desk.setProperty("look", "desk")
        inner = column(self._page, row(earlier, 1, self._number, 1, later), gap=10)
        inner.setContentsMargins(14, 14, 14, 10)
        desk.setLayout(inner)
        return plain(column(desk, 1))

    def _side(self) -> QWidget:
        self._copy = Choices(
            [Option(reader, words) for reader, words in _COPY.items()],
            look="segment",
            name="copy",
            spoken="Whose copy to show",
        )
        self._copy.chosen.connect(self._show_copy)
        self._folder.show_words(documents())
        choose = button("Choose a folder…", "small", name="choose_folder")
        choose.clicked.connect(self._choose_folder)
        self._export.clicked.connect(lambda: self._letter.export(Path(self._folder.text())))
        copies = card(
            label("Show", "label"),
            self._copy,
            label(
                "Your concern, the voice of the baby, strengths and what was tried reach the family"
                " just as you typed them.",
                "small-ink",
            ),
            self._left_out,
        )
        missing = card(label("What the team will look for", "label"), plain(self._gaps))
        self._out = card(
            label("Export to", "label"),
            self._folder,
            row(choose, 1),
            self._safety,
            self._export,
            label(
                "Exporting finishes this contact: it can be read afterwards, not changed.", "small"
            ),
            self._trouble,
            self._done,
        )
        return plain(column(self._out, missing, copies, 1, gap=14))

    def _team_part(self) -> QFrame:
        show = button("See what would be se&nt", name="send_to_team")
        if self._letter.send_to_team is not None:
            show.clicked.connect(lambda _=False, go=self._letter.send_to_team: go())
        return card(
            label("Your team", "heading"),
            label(
                "A summary, or the letter's copy for the team, can be sealed and sent. Nothing is"
                " sent before you have seen all of it.",
                "small",
            ),
            row(show, 1),
        )

    def _without_letter(self) -> QFrame:
        self._finishes = button("F&inish this contact", "main", name="finish")
        self._finishes.clicked.connect(self._letter.finish_without_letter)
        self._no_letter = label()
        self._no_letter_trouble = label(look="refusal")
        return card(
            label("No letter this time", "heading"),
            self._no_letter,
            row(self._finishes, 1),
            self._no_letter_trouble,
        )

    def show_state(self, state: ContactState) -> None:
        self._safety.setVisible(needs_action(state.contact.packs, state.record))
        decided_against = state.record.judged.decision is Decision.NOT_NOW
        self._with.setVisible(not decided_against)
        self._finish.setVisible(decided_against)
        self._no_letter.setText(
            f"You are not making a {self._noun} now. Nothing is sent to anyone. Finishing keeps"
            " this contact as it is, with its answers, the checklist and your judgement."
            if not state.read_only
            else why_only_read(state.contact)
        )
        self._finishes.setVisible(not state.read_only)
        self._team.setVisible(self._letter.send_to_team is not None and not state.is_past)
        self._out.setVisible(state.contact.handed_over is None)
        self.show_letter(self._letter.state)

    def show_letter(self, letter: LetterState) -> None:
        self._copy.show_choice(letter.reader)
        self._trouble.setText(letter.trouble)
        self._trouble.setVisible(bool(letter.trouble))
        self._no_letter_trouble.setText(letter.trouble)
        if letter.preview is not None:
            self._page.show_pdf(letter.preview.pdf, letter.preview.text)
            self._show_number()
            self._show_gaps(letter.preview.gaps)
            out = letter.preview.left_out
            self._left_out.setText(
                "Left out of the family's copy:\n" + "\n".join(f"• {one}" for one in out)
                if out
                else "Left out of the family's copy: nothing."
            )
        ready = letter.preview is not None and not letter.stopping and not letter.busy
        self._export.setEnabled(ready and letter.issued is None)
        if letter.issued is not None:
            files = " and ".join(letter.issued.files)
            self._done.setText(f"✓ Letter ready: {files}")
        self._done.setVisible(letter.issued is not None)

    def _show_gaps(self, gaps: tuple[Gap, ...]) -> None:
        emptied(self._gaps)
        missing = {gap.missing: gap for gap in gaps}
        for what, words in MISSING.items():
            gap = missing.get(what)
            if gap is None:
                continue
            go = button("Go there", "link", name=f"gap.{what.value}")
            go.setAccessibleName(f"{words}: go there")
            go.clicked.connect(lambda _=False, g=gap: self._acts.go_to_gap(g))
            told = "needed" if gap.stops else "not recorded"
            self._gaps.addLayout(row(label(f"{words}: {told}"), go))
            if gap.why:
                self._gaps.addWidget(label(gap.why, "small"))
        if not gaps:
            self._gaps.addWidget(label("✓ Nothing is missing.", "ok"))

    def _show_number(self) -> None:
        self._number.setText(f"Page {self._page.page + 1} of {self._page.pages}")

    def _turn(self, by: int) -> None:
        self._page.turn_to(self._page.page + by)
        self._show_number()

    def _show_copy(self, reader: Reader) -> None:
        self._letter.preview(reader)

    def _choose_folder(self) -> None:
        choose_folder(self, self._folder.text(), self._folder.setText)

    def take_focus(self) -> None:
        """On the letter itself, to be read first; never on what sends the contact on its way."""
        self._page.setFocus()

    def choose(self, index: int) -> None:
        """Number keys do nothing here."""
