"""Check a letter: choose the file, and be told in words whether it is genuine."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.flows.check_letter import Checked, Verdict
from desktop.places import documents
from desktop.widgets.choosing import choose_file
from desktop.widgets.parts import button, card, column, label, plain, row, scrolling
from desktop.widgets.secret import Secret
from desktop.widgets.words import Line

_ABOUT = (
    "Nothing is sent anywhere. The letter itself tells whether it was changed since it was signed;"
    " {who}"
)
_UNLOCKED = "this vault knows its own letters, its team's, and whoever's code you compared."
_LOCKED = "who signed it is known only once you unlock, or when you compare its code by phone."


@dataclass(frozen=True, slots=True)
class CheckActs:
    """What the page asks for; `remember` is None where no vault is open to remember in."""

    check: Callable[[Path, str], None]
    back: Callable[[], None]
    remember: Callable[[str], None] | None = None


class CheckLetterView(QWidget):
    """One page, before unlocking and after."""

    def __init__(self, acts: CheckActs) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._acts = acts
        self._file = Line(name="check.file", spoken="The letter's file", longest=1000)
        choose = button("Choose a file…", "small", name="check.choose")
        choose.clicked.connect(
            lambda: choose_file(self, self._file.text() or documents(), self._file.setText)
        )
        self._password = Secret(name="check.password", spoken="Password of the letter")
        go = button("&Check this letter", "main", name="check.go")
        go.clicked.connect(self._go)
        self._file.returnPressed.connect(self._go)
        self._password.returnPressed.connect(self._go)
        back = button("&Back", name="check.back")
        back.clicked.connect(acts.back)
        self._trouble = label(look="refusal")
        self._trouble.setObjectName("check.trouble")
        self._headline = label(look="heading")
        self._headline.setObjectName("check.headline")
        self._lines = label()
        self._lines.setObjectName("check.lines")
        self._name = Line(name="check.name", spoken="Who read you this code", longest=100)
        same = button("They read me the &same code", name="check.same")
        same.clicked.connect(self._same)
        self._compare = plain(
            column(label("Who read you this code?", "label"), self._name, row(same, 1))
        )
        self._told = card(self._headline, self._lines, self._compare)
        known = _UNLOCKED if acts.remember is not None else _LOCKED
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Check a letter", "title"),
            label(_ABOUT.format(who=known), "small"),
            card(
                label("The letter's file", "label"),
                plain(row(self._file, choose)),
                label("Its password, if it asks for one", "label"),
                self._password,
                self._trouble,
                plain(row(back, 1, go)),
            ),
            self._told,
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        self.setLayout(column(scrolling(content)))
        self.setFocusProxy(self._file)
        self._clear()

    def _clear(self) -> None:
        self._trouble.hide()
        self._told.hide()

    def _go(self) -> None:
        self._clear()
        if self._file.text().strip():
            self._acts.check(Path(self._file.text().strip()), self._password.text())
        else:
            self.show_trouble("Choose the letter's file first.")

    def _same(self) -> None:
        name = self._name.text().strip()
        if name and self._acts.remember is not None:
            self._acts.remember(name)

    def show_trouble(self, words: str) -> None:
        """Why it could not be looked at."""
        self._clear()
        self._trouble.setText(words)
        self._trouble.setVisible(bool(words))

    def show_checked(self, checked: Checked) -> None:
        """The verdict, with its reasons below."""
        self._clear()
        is_genuine = checked.verdict is Verdict.GENUINE
        self._headline.setText(f"{'✓' if is_genuine else '✗'} {checked.headline}")
        self._lines.setText("\n".join(checked.lines))
        self._compare.setVisible(bool(checked.code) and self._acts.remember is not None)
        self._told.show()
