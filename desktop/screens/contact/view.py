"""The contact screen: the thread, one page, and what stands beside it."""

from collections.abc import Callable
from typing import TypeAlias, assert_never

from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.screens.contact.ask_page import AskPageView
from desktop.screens.contact.decision_pages import AgreementPageView, JudgementPageView
from desktop.screens.contact.factors_page import FactorsPageView
from desktop.screens.contact.letter_page import LetterPageView
from desktop.screens.contact.letter_presenter import LetterPresenter
from desktop.screens.contact.pages import (
    AgreementPage,
    AskPage,
    BeforePage,
    FactorsPage,
    JudgementPage,
    LetterPage,
    TopicPage,
    key,
)
from desktop.screens.contact.presenter import ContactPresenter
from desktop.screens.contact.side import SideView
from desktop.screens.contact.simple_pages import BeforePageView, TopicPageView
from desktop.screens.contact.state import ContactState, SoFar, why_only_read
from desktop.text import READ_ONLY, TO_READ
from desktop.widgets.notice import Notice
from desktop.widgets.panes import Panes, sized
from desktop.widgets.parts import button, column, emptied, label, plain, row, scrolling, wide
from desktop.widgets.thread import WIDTH, Mark, ThreadView
from desktop.widgets.who_bar import WhoBar
from forms.dates import short_day

PageView: TypeAlias = (
    BeforePageView
    | AskPageView
    | TopicPageView
    | FactorsPageView
    | JudgementPageView
    | AgreementPageView
    | LetterPageView
)


class ContactView(QWidget):
    """Shows a ContactState; every press of a key goes down to the presenter."""

    def __init__(
        self, acts: ContactPresenter, letter: LetterPresenter, on_urgent: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self._acts, self._letter = acts, letter
        self._shown = ""
        self._page: PageView | None = None
        self._state: ContactState | None = None
        self._who = WhoBar()
        self._banner, self._only_read = Notice("banner"), Notice("banner")
        self._thread = ThreadView()
        self._thread.page_chosen.connect(acts.go)
        self._kind = label(look="label")
        self._where = label(look="small")
        self._slot = column()
        self._side = SideView(on_urgent)
        self._back = button("← &Back", name="back")
        self._next = button("&Next →", "main", name="next")
        self._back.clicked.connect(acts.back)
        self._next.clicked.connect(acts.next)
        self._so_far = _SoFarLine()
        self._area = self._arranged()
        self._shortcuts()

    def _arranged(self) -> QScrollArea:
        page_card = QFrame()
        page_card.setProperty("look", "card")
        inner = column(self._where, plain(self._slot), 1, gap=6)
        inner.setContentsMargins(22, 18, 22, 16)
        page_card.setLayout(inner)
        self._panes = Panes(page_card, [self._side], together_from=700)
        content = QWidget()
        content.setProperty("look", "clear")
        content.setLayout(column(self._only_read, self._banner, self._panes, 1, gap=14))
        area = scrolling(content)
        self._steps = plain(column(self._kind, self._thread, gap=8))
        self._steps.setFixedWidth(sized(WIDTH))
        steps_area = scrolling(self._steps)
        steps_area.setFixedWidth(sized(WIDTH + 4))
        self._steps_area = steps_area
        foot = row(self._back, self._so_far, self._next, gap=18)
        right = column(gap=10)
        right.addWidget(area, 1)
        right.addLayout(foot)
        body = row(steps_area, gap=20)
        body.addLayout(right, 1)
        body.setContentsMargins(24, 18, 24, 14)
        outer = column(self._who, gap=0)
        outer.addLayout(body, 1)
        self.setLayout(outer)
        return area

    def _shortcuts(self) -> None:
        """Keys that work anywhere on the screen; all of them stand in Help."""
        for keys, act in (
            ("Ctrl+Return", self._acts.next),
            ("Ctrl+Enter", self._acts.next),
            ("Alt+Right", self._acts.next),
            ("Alt+Left", self._acts.back),
        ):
            QShortcut(QKeySequence(keys), self, act)
        for index in range(4):
            chosen = QShortcut(QKeySequence(f"Ctrl+{index + 1}"), self)
            chosen.activated.connect(lambda i=index: self._choose(i))

    def take_focus(self) -> None:
        """Put the keyboard back on the page."""
        if self._page is not None:
            self._page.take_focus()

    def _choose(self, index: int) -> None:
        if self._page is not None:
            self._page.choose(index)

    def show_state(self, state: ContactState) -> None:
        """Show this state; the page is built anew only when it is another one."""
        here = state.here
        shown = f"{key(here.page)}|{state.read_only}"
        self._state = state
        self._who.show_who(state.who.name, state.who.meta, state.who.chips)
        self._who.show_urgent(state.urgent_count)
        if state.read_only:
            self._who.say(READ_ONLY if state.contact.outcome is not None else TO_READ)
        else:
            self._who.show_saving(saved=state.saving.saved, trouble=state.saving.trouble)
        self._show_banner(state)
        why = why_only_read(state.contact)
        self._only_read.show_words(why if why != READ_ONLY else "")
        self._thread.show_lines(state.lines)
        self._kind.setText(_kind(state))
        self._fit()
        self._show_where(state)
        self._side.show_state(state)
        self._so_far.show_so_far(
            state.so_far if isinstance(here.page, FactorsPage) and not state.is_past else None
        )
        self._side.setVisible(not isinstance(here.page, LetterPage | JudgementPage | AgreementPage))
        self._back.setEnabled(state.at > 0)
        self._next.setVisible(state.at < len(state.pages) - 1)
        if shown != self._shown:
            self._turn_to(state)
            self._shown = shown
        elif self._page is not None:
            self._page.show_state(state)

    def _turn_to(self, state: ContactState) -> None:
        emptied(self._slot)
        page = self._made(state)
        self._page = page
        self._slot.addWidget(page)
        page.show_state(state)
        self._area.verticalScrollBar().setValue(0)
        page.take_focus()
        if isinstance(state.here.page, LetterPage):
            self._letter.show()

    def _made(self, state: ContactState) -> PageView:
        match state.here.page:
            case BeforePage():
                return BeforePageView(self._acts, state)
            case AskPage() as page:
                return AskPageView(page, self._acts)
            case TopicPage() as page:
                return TopicPageView(page, self._acts, state)
            case FactorsPage() as page:
                return FactorsPageView(page, self._acts, state)
            case JudgementPage():
                return JudgementPageView(self._acts, state)
            case AgreementPage():
                return AgreementPageView(self._acts, state)
            case LetterPage():
                return LetterPageView(self._acts, self._letter, state)
            case other:
                assert_never(other)

    def _show_banner(self, state: ContactState) -> None:
        wanted = isinstance(state.here.page, FactorsPage | JudgementPage | LetterPage)
        wanted = wanted and not state.is_past
        self._banner.show_words(_banner(state.banner) if wanted and state.banner else "")

    def _show_where(self, state: ContactState) -> None:
        here = next((line for line in state.lines if line.mark is Mark.HERE), None)
        text = f"{here.text} {here.detail}".strip() if here is not None else ""
        self._where.setText(f"Step: {text}")
        told = isinstance(state.here.page, BeforePage | AgreementPage)  # by the page's first line
        self._where.setVisible(not self._steps_area.isVisibleTo(self) and not told)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()
        if self._state is not None:
            self._show_where(self._state)

    def _fit(self) -> None:
        """The thread stands beside the page where there is room and the page leaves it."""
        page = self._state.here.page if self._state is not None else None
        wide = isinstance(page, FactorsPage | LetterPage)
        self._steps_area.setVisible(self.width() >= sized(860) and not wide)


class _SoFarLine(QWidget):
    """What the checklist suggests so far, where it stays in sight however long the page is."""

    def __init__(self) -> None:
        super().__init__()
        self._headline = label(look="label")
        self._headline.setObjectName("so_far.line")
        self._sentence = label(look="small")
        words = column(self._headline, self._sentence, gap=0)
        self.setLayout(words)
        wide(self)

    def show_so_far(self, so_far: SoFar | None) -> None:
        self._headline.setText(so_far.headline if so_far else "")
        self._sentence.setText(so_far.sentence if so_far else "")


def _kind(state: ContactState) -> str:
    if state.is_past:
        return f"Noted on {short_day(state.record.day)}"
    band = state.contact.packs.prompts.band(state.record.band)
    return band.title.in_(state.contact.preferences.language)


def _banner(note: str) -> str:
    return (
        f"This checklist is a {note.rstrip('.')} by your team. Use it to think with, and say so if"
        " you share it."
    )
