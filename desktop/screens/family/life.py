"""A birth, a loss and a death told: short forms, kindly worded."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, label, row, scrolling
from desktop.widgets.words import Line, Words
from forms.dates import parse_date
from forms.life import Birth
from forms.people import parse_nhs_number
from forms.refusal import Refusal


class BirthView(FormView):
    """The expected baby becomes the named one; what was recorded before stays with it."""

    def __init__(
        self, name: str, on_born: Callable[[Birth], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__()
        self._on_born = on_born
        self._day = Line(name="birth.day", spoken="Date of birth", hint="14/1/2027", longest=30)
        self._name = Line(name="birth.name", spoken="Name of the baby", longest=120)
        self._weeks = Line(name="birth.weeks", spoken="Weeks at birth", hint="38", longest=2)
        self._nhs = Line(name="birth.nhs", spoken="NHS number", longest=20)
        self._trouble = Notice("notice")
        go = button("&Record the birth", "main", name="birth.go")
        go.clicked.connect(self._go)
        fields = (
            ("Date of birth", self._day),
            ("Name, if chosen", self._name),
            ("Weeks at birth, if known", self._weeks),
            ("NHS number, if known", self._nhs),
        )
        parts: list[QWidget] = []
        for words, field in fields:
            parts += [label(words, "label"), field]
        self.setLayout(
            _form(
                "The baby is born",
                f"{name}: everything recorded in pregnancy stays with the baby.",
                self.lines,
                card(*parts, self._trouble, row(_cancel(on_cancel), 1, go)),
            )
        )
        self.setFocusProxy(self._day)
        self.follow(self._day, self._name, self._weeks, self._nhs)

    def _go(self) -> None:
        day, number = parse_date(self._day.text()), parse_nhs_number(self._nhs.text())
        weeks = self._weeks.text().strip()
        if isinstance(day, Refusal):
            self.show_trouble(day.reason)
        elif isinstance(number, Refusal):
            self.show_trouble(number.reason)
        elif weeks and not (weeks.isascii() and weeks.isdigit()):
            self.show_trouble("Weeks at birth are a number, such as 38.")
        else:
            known = int(weeks) if weeks else None
            self._on_born(Birth(day, self._name.text().strip(), known, number))

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)


LOSS = (
    "The pregnancy has ended",
    "The record closes and stays to be read. Nothing will be due, and the words on every screen"
    " change. It can be opened again if this was a mistake.",
)
DEATH = (
    "When a baby has died",
    "The record of {name} closes and stays to be read, name and all. Nothing will be due, and"
    " nothing asks about {name} any more. A brother's or sister's record goes on. It can be opened"
    " again if this was a mistake.",
)


class EndedView(FormView):
    """A pregnancy that ended, or a baby who died: the record closes, and nothing is due."""

    def __init__(
        self,
        words: tuple[str, str],
        on_ended: Callable[[date, str], None],
        on_cancel: Callable[[], None],
    ) -> None:
        super().__init__()
        self._on_ended = on_ended
        self._day = Line(name="ended.day", spoken="When", hint="3/3/2027", longest=30)
        self._words = Words(name="ended.words", spoken="Anything to keep with it", lines=3)
        self._trouble = Notice("notice")
        go = button("&Close this record", "main", name="ended.go")
        go.clicked.connect(self._go)
        self.setLayout(
            _form(
                *words,
                self.lines,
                card(
                    label("The day", "label"),
                    self._day,
                    label("Anything to keep with it", "label"),
                    self._words,
                    self._trouble,
                    row(_cancel(on_cancel), 1, go),
                ),
            )
        )
        self.setFocusProxy(self._day)
        self.follow(self._day, self._words)

    def _go(self) -> None:
        match parse_date(self._day.text()):
            case Refusal(reason=reason):
                self.show_trouble(reason)
            case day:
                self._on_ended(day, self._words.toPlainText())

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)


REOPEN = (
    "Open this record again",
    "For a record that was closed by mistake.",
    "&Open it again",
    "Reason",
)
NOTE = (
    "A note on this record",
    "It stands beside what was done, with its day, and stays as it is.",
    "&Keep the note",
    "Note",
)
WITHDRAW = (
    "Withdraw the hand-over",
    "Only if {name} has not opened the package: ask first, and have the file deleted. From then on"
    " this record can be written here again, and a receipt that comes later is refused. If the"
    " package was opened, two copies would go on that do not know of each other.",
    "&Withdraw it",
    "Reason",
)


class ReasonView(FormView):
    """A few words, asked before something that should not happen by a slip.

    `words`: the title, what it means, what the button does, and what is asked.
    """

    def __init__(
        self,
        words: tuple[str, str, str, str],
        on_reason: Callable[[str], None],
        on_cancel: Callable[[], None],
    ) -> None:
        super().__init__()
        title, told, act, asked = words
        self._reason = Words(name="reason.words", spoken=asked, lines=3)
        self._trouble = Notice("notice")
        go = button(act, "main", name="reason.go")
        go.clicked.connect(lambda: on_reason(self._reason.toPlainText()))
        reason = card(
            label(asked, "label"), self._reason, self._trouble, row(_cancel(on_cancel), 1, go)
        )
        self.setLayout(_form(title, told, self.lines, reason))
        self.setFocusProxy(self._reason)
        self.follow(self._reason)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)


def _cancel(on_cancel: Callable[[], None]) -> QWidget:
    made = button("&Leave for now", name="cancel")
    made.clicked.connect(on_cancel)
    return made


def _form(title: str, told: str, lines: Sequence[QWidget], body: QWidget) -> QVBoxLayout:
    content = QWidget()
    content.setProperty("look", "clear")
    box = column(label(title, "title"), label(told, "soft"), *lines, body, 1, gap=14)
    box.setContentsMargins(24, 18, 24, 18)
    content.setLayout(box)
    return column(scrolling(content))
