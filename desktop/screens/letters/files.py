"""A family's letters after they were made: files outside, closed copies, words to paste."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.flows.exported import ClosedCopy, FamilyLetters
from desktop.places import documents
from desktop.widgets.choosing import choose_folder
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, hairline, label, plain, row, scrolling, wide
from desktop.widgets.words import Line
from forms.dates import short_day
from forms.ids import LetterId
from forms.preferences import LetterTo
from letters.copy_block import System, systems
from storage.letters import ExportedCopy, LetterLine


@dataclass(frozen=True, slots=True)
class FilesActs:
    """What the page asks for."""

    remove: Callable[[int], None]
    close: Callable[[LetterId, Path], None]
    copy: Callable[[LetterId, System], None]
    check: Callable[[], None]
    back: Callable[[], None]


class LetterFilesView(QWidget):
    """Newest first."""

    def __init__(self, held: FamilyLetters, acts: FilesActs) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._acts = acts
        self._done, self._trouble = Notice("good"), Notice("notice")
        self._folder = Line(name="closed.folder", spoken="Folder for closed copies", longest=1000)
        self._folder.show_words(documents())
        back = button("← The family", name="files.back")
        back.clicked.connect(acts.back)
        check = button("Check a letter", "link", name="files.check")
        check.clicked.connect(acts.check)
        self._password = Notice("card")
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            row(back, 1, check),
            label("Letters of this family", "title"),
            self._done,
            self._trouble,
            self._password,
            self._outside(held.copies),
            self._letters(held.letters),
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        self.setLayout(column(scrolling(content)))
        self.setFocusProxy(back)

    def _outside(self, copies: tuple[ExportedCopy, ...]) -> QWidget:
        parts: list[QWidget] = [
            label("Files outside the vault", "heading"),
            label(
                "What Golden Thread wrote, and has not removed. A file is removed only if it is"
                " still just as it was written; copies made by others are not known here.",
                "small",
            ),
        ]
        for copy in copies:
            remove = button("Remove", "small", name=f"remove.{copy.number}")
            remove.setAccessibleName(f"Remove {copy.file.name}")
            remove.clicked.connect(lambda _=False, n=copy.number: self._acts.remove(n))
            closed = ", closed with a password" if copy.file.has_password else ""
            day = short_day(copy.at.astimezone().date())
            told = column(
                label(copy.file.name, "label"),
                label(f"{_whose(copy.reader)} copy{closed}, {day}, in {copy.folder}", "small"),
                gap=2,
            )
            parts += [hairline(), plain(row(wide(plain(told)), remove))]
        if not copies:
            parts.append(label("None.", "soft"))
        return card(*parts)

    def _letters(self, letters: tuple[LetterLine, ...]) -> QWidget:
        choose = button("Choose a folder…", "small", name="closed.choose")
        choose.clicked.connect(
            lambda: choose_folder(self, self._folder.text(), self._folder.setText)
        )
        parts: list[QWidget] = [
            label("Letters in the vault", "heading"),
            label("Folder for copies closed with a password", "label"),
            plain(row(self._folder, choose)),
        ]
        for letter in letters:
            parts += [hairline(), *self._letter(letter)]
        if not letters:
            parts.append(label("No letter was made yet.", "soft"))
        return card(*parts)

    def _letter(self, letter: LetterLine) -> list[QWidget]:
        day = short_day(letter.made_at.astimezone().date())
        since = "; superseded by an amendment" if letter.superseded else ""
        what = f"{_whose(letter.reader)} copy of {day}{since}"
        close = button("Export closed with a password", "small", name=f"close.{letter.id}")
        close.setAccessibleName(f"Export closed with a password: {what}")
        close.clicked.connect(
            lambda _=False: self._acts.close(letter.id, Path(self._folder.text()))
        )
        copies = [self._copy(letter.id, system, what) for system in systems()]
        return [
            label(what, "label"),
            plain(row(close, 1)),
            label("Copy its words for:", "small"),
            plain(row(*copies, 1)),
        ]

    def _copy(self, letter: LetterId, system: System, what: str) -> QWidget:
        made = button(system.name, "small", name=f"copy.{system.code}.{letter}")
        made.setAccessibleName(f"Copy for {system.name}: {what}")
        made.clicked.connect(lambda _=False: self._acts.copy(letter, system))
        return made

    def show_done(self, words: str) -> None:
        self._trouble.show_words("")
        self._done.show_words(words)

    def show_trouble(self, words: str) -> None:
        self._done.show_words("")
        self._trouble.show_words(words)

    def show_closed(self, closed: ClosedCopy) -> None:
        """The password, this once."""
        self.show_done(f"✓ Closed copy ready: {closed.file}")
        self._password.show_words(
            f"Its password: {closed.password}\nTell it by phone, on a number you know; never in the"
            " same message as the letter. It is shown this once and kept nowhere."
        )


def _whose(reader: LetterTo) -> str:
    return "The family's" if reader is LetterTo.FAMILY else "The team's"
