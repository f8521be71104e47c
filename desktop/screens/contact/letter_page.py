"""The letter, page by page as it will be, with what is missing and the way out beside it."""

from pathlib import Path

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.places import documents
from desktop.screens.contact.acts import Acts
from desktop.screens.contact.letter_check import GuardPart, MissingCard
from desktop.screens.contact.letter_choice import LetterChoice
from desktop.screens.contact.letter_presenter import LetterPresenter, LetterState
from desktop.screens.contact.state import ContactState, why_only_read
from desktop.text import NOUN
from desktop.widgets.choosing import choose_folder
from desktop.widgets.panes import Panes
from desktop.widgets.parts import button, card, column, label, plain, row
from desktop.widgets.pdf_page import PdfPage
from desktop.widgets.words import Line
from forms.answers import Decision
from forms.letter_kinds import FINISHES, LetterKind
from forms.steps import needs_action


class LetterPageView(QWidget):
    """Preview and export, or an ending without a letter."""

    def __init__(self, acts: Acts, letter: LetterPresenter, state: ContactState) -> None:
        super().__init__()
        self._acts, self._letter = acts, letter
        self._noun = NOUN[state.contact.preferences.wording]
        self._page = PdfPage()
        self._number = label(look="small", wraps=False)
        family = state.contact.family
        self._choice = LetterChoice(letter, family)
        self._missing = MissingCard(acts, letter.to_family)
        self._guard = GuardPart(family.infant(state.record.infant))
        self._wants_letter = state.record.judged.decision is not Decision.NOT_NOW
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
        self._folder.show_words(documents())
        choose = button("Choose a folder…", "small", name="choose_folder")
        choose.clicked.connect(self._choose_folder)
        self._export.clicked.connect(self._issue)
        self._told = card(
            label(
                "Your concern, the voice of the baby, strengths and what was tried reach the family"
                " just as you typed them.",
                "small-ink",
            ),
            self._left_out,
        )
        self._finishing = label(look="small")
        self._out = card(
            *self._guard.parts,
            label("Export to", "label"),
            self._folder,
            row(choose, 1),
            self._safety,
            self._export,
            self._finishing,
            self._trouble,
            self._done,
        )
        choice = self._choice
        return plain(
            column(
                choice,
                self._missing.card,
                choice.words,
                choice.copies,
                self._out,
                self._told,
                1,
                gap=14,
            )
        )

    def _issue(self) -> None:
        self._letter.export(Path(self._folder.text()), self._guard.retyped)

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
        self._others = button("Write another &letter about it", name="other_letters")
        self._others.clicked.connect(self._show_others)
        self._no_letter = label()
        self._no_letter_trouble = label(look="refusal")
        return card(
            label("No letter this time", "heading"),
            self._no_letter,
            row(self._finishes, self._others, 1),
            self._no_letter_trouble,
        )

    def _show_others(self) -> None:
        """No recommendation; the parents may have their follow-up all the same."""
        self._wants_letter = True
        self._with.show()
        self._others.hide()
        self._letter.begin(LetterKind.FOLLOW_UP)

    def show_state(self, state: ContactState) -> None:
        self._safety.setVisible(needs_action(state.contact.packs, state.record))
        decided_against = state.record.judged.decision is Decision.NOT_NOW
        self._with.setVisible(self._wants_letter or not decided_against)
        self._others.setVisible(not self._wants_letter)
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
        self._choice.show_letter(letter)
        self._guard.show_letter(letter)
        self._trouble.setText(letter.trouble)
        self._trouble.setVisible(bool(letter.trouble))
        self._no_letter_trouble.setText(letter.trouble)
        if letter.preview is not None:
            self._page.show_pdf(letter.preview.pdf, letter.preview.text)
            self._show_number()
            self._missing.show_gaps(letter.preview.gaps)
            out = letter.preview.left_out
            self._told.setVisible(bool(out))
            self._left_out.setText(
                "Left out of the family's copy:\n" + "\n".join(f"• {one}" for one in out)
            )
        self._finishing.setText(
            "Exporting finishes this contact: it can be read afterwards, not changed."
            if letter.order.kind in FINISHES
            else "The contact stays open: nothing is decided by asking."
        )
        ready = letter.preview is not None and not letter.stopping and not letter.busy
        self._export.setEnabled(ready and letter.issued is None)
        if letter.issued is not None:
            files = " and ".join(letter.issued.files)
            self._done.setText(f"✓ Letter ready: {files}")
        self._done.setVisible(letter.issued is not None)

    def _show_number(self) -> None:
        self._number.setText(f"Page {self._page.page + 1} of {self._page.pages}")

    def _turn(self, by: int) -> None:
        self._page.turn_to(self._page.page + by)
        self._show_number()

    def _choose_folder(self) -> None:
        choose_folder(self, self._folder.text(), self._folder.setText)

    def take_focus(self) -> None:
        """On the letter itself, to be read first; never on what sends the contact on its way."""
        self._page.setFocus()

    def choose(self, index: int) -> None:
        """Number keys do nothing here."""
