"""A birth told, and a pregnancy that ended: two short forms, kindly worded."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, label, row, scrolling
from desktop.widgets.words import Line, Words
from forms.dates import parse_date
from forms.life import Birth
from forms.people import parse_nhs_number
from forms.refusal import Refusal


class BirthView(QWidget):
    """The expected baby becomes the named one; what was recorded before stays with it."""

    def __init__(
        self, name: str, on_born: Callable[[Birth], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
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
                card(*parts, self._trouble, row(_cancel(on_cancel), 1, go)),
            )
        )
        self.setFocusProxy(self._day)

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


class EndedView(QWidget):
    """A pregnancy that ended: the record closes, and nothing asks for a next contact."""

    def __init__(
        self, on_ended: Callable[[date, str], None], on_cancel: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._on_ended = on_ended
        self._day = Line(name="ended.day", spoken="When", hint="3/3/2027", longest=30)
        self._words = Words(name="ended.words", spoken="Anything to keep with it", lines=3)
        self._trouble = Notice("notice")
        go = button("&Close this record", "main", name="ended.go")
        go.clicked.connect(self._go)
        self.setLayout(
            _form(
                "The pregnancy has ended",
                "The record closes and stays to be read. Nothing will be due, and the words on"
                " every screen change. It can be opened again if this was a mistake.",
                card(
                    label("When it ended", "label"),
                    self._day,
                    label("Anything to keep with it", "label"),
                    self._words,
                    self._trouble,
                    row(_cancel(on_cancel), 1, go),
                ),
            )
        )
        self.setFocusProxy(self._day)

    def _go(self) -> None:
        match parse_date(self._day.text()):
            case Refusal(reason=reason):
                self.show_trouble(reason)
            case day:
                self._on_ended(day, self._words.toPlainText())

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)


class ReasonView(QWidget):
    """One reason, asked before something that should not happen by a slip."""

    def __init__(
        self,
        title: str,
        told: str,
        act: str,
        on_reason: Callable[[str], None],
        on_cancel: Callable[[], None],
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._reason = Words(name="reason.words", spoken="Reason", lines=3)
        self._trouble = Notice("notice")
        go = button(act, "main", name="reason.go")
        go.clicked.connect(lambda: on_reason(self._reason.toPlainText()))
        reason = card(
            label("Reason", "label"), self._reason, self._trouble, row(_cancel(on_cancel), 1, go)
        )
        self.setLayout(_form(title, told, reason))
        self.setFocusProxy(self._reason)

    def show_trouble(self, words: str) -> None:
        self._trouble.show_words(words)


def _cancel(on_cancel: Callable[[], None]) -> QWidget:
    made = button("Cance&l", name="cancel")
    made.clicked.connect(on_cancel)
    return made


def _form(title: str, told: str, body: QWidget) -> QVBoxLayout:
    content = QWidget()
    content.setProperty("look", "clear")
    box = column(label(title, "title"), label(told, "soft"), body, 1, gap=14)
    box.setContentsMargins(24, 18, 24, 18)
    content.setLayout(box)
    return column(scrolling(content))
