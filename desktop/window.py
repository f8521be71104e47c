"""The window: the rail, one screen at a time, the neutral screen and the urgent panel."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QWidget,
)
from shiboken6 import isValid

from desktop.name import APP
from desktop.widgets.panes import sized
from desktop.widgets.parts import button, column, label, row, wide

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QPaintEvent, QResizeEvent

    from desktop.rail import RailEntry


class Window(QMainWindow):
    """Knows no family: its title is the program's name, always.

    Signals:
        first_painted: everything that was shown first is on the screen now.
    """

    first_painted = Signal()

    def __init__(self, may_close: Callable[[], bool]) -> None:
        super().__init__()
        self.setWindowTitle(APP)
        self._may_close = may_close
        self._entries: list[QPushButton] = []
        self._here = ""
        self._screens = QStackedWidget()
        self._rail = QFrame()
        self._rail.setProperty("look", "rail")
        self._strip = QFrame()
        self._strip.setProperty("look", "strip")
        self._work = QWidget()
        right = column(self._strip, gap=0)
        self._right = right
        self._told: QWidget | None = None
        right.addWidget(self._screens, 1)
        work = row(self._rail, gap=0)
        work.addLayout(right, 1)
        self._work.setLayout(work)
        self._neutral: QWidget | None = None
        self._faces = QStackedWidget()
        self._faces.addWidget(self._work)
        self.setCentralWidget(self._faces)
        self._rail.hide()
        self._strip.hide()
        self._has_rail = False
        self._kept_focus: QWidget | None = None
        self._application: QApplication | None = None
        self._painted = False

    def follow_focus(self, application: QApplication) -> None:
        """Show where the keyboard is, as soon as the window is painted."""
        self._application = application

    def show_rail(self, entries: list[RailEntry], who: str) -> None:
        """Show these entries down the side, or along the top where the text is large."""
        self._fill_rail(entries, who)
        self._fill_strip(entries)
        self.show_here(self._here)
        self._has_rail = True
        self._fit()

    def hide_rail(self) -> None:
        self._has_rail = False
        self._fit()

    def _fill_rail(self, entries: list[RailEntry], who: str) -> None:
        self._drop_layout(self._rail)
        box = column(Brand(), gap=4)
        box.setContentsMargins(12, 16, 12, 16)
        box.addSpacing(14)
        places = [entry for entry in entries if entry.stays]
        for entry in places:
            box.addWidget(self._entry(entry))
        box.addStretch(1)
        for entry in entries:
            if not entry.stays:
                box.addWidget(self._entry(entry))
        box.addSpacing(8)
        box.addWidget(label(who, "rail-note"))
        self._rail.setLayout(box)
        self._rail.setFixedWidth(sized(208))

    def _fill_strip(self, entries: list[RailEntry]) -> None:
        self._drop_layout(self._strip)
        from desktop.widgets.flow_layout import FlowLayout  # noqa: PLC0415 - after unlocking

        flow = FlowLayout(self._strip, gap=4)
        flow.setContentsMargins(8, 4, 8, 4)
        for entry in entries:
            flow.addWidget(self._entry(entry, short=True))

    def _entry(self, entry: RailEntry, *, short: bool = False) -> QPushButton:
        words = entry.text.split()[0] if short else entry.text
        text = f"{words}  {entry.keys}" if entry.keys else words
        made = button(text, "rail", name=f"rail.{entry.name}")
        made.setCheckable(entry.stays)
        made.setAccessibleName(f"{entry.text} {entry.keys}".strip())
        made.clicked.connect(entry.act)
        self._entries.append(made)
        return made

    def _drop_layout(self, frame: QFrame) -> None:
        kept = {id(b) for b in frame.findChildren(QPushButton)}
        self._entries = [b for b in self._entries if id(b) not in kept]
        if (layout := frame.layout()) is not None:
            holder = QWidget()
            holder.setLayout(layout)
            holder.deleteLater()

    def tell(self, words: str, on_heard: Callable[[], None] = lambda: None) -> None:
        """Show this over every screen until it is put away; nothing puts it away at once."""
        if self._told is not None:
            self._told.hide()
            self._told.deleteLater()
            self._told = None
        if words:
            self._told = _Told(words, lambda: self._heard(on_heard))
            self._right.insertWidget(1, self._told)

    def _heard(self, on_heard: Callable[[], None]) -> None:
        self.tell("")
        on_heard()

    def show_here(self, name: str) -> None:
        """Show which place this is."""
        self._here = name
        for made in self._entries:
            if made.isCheckable():
                made.setChecked(made.objectName() == f"rail.{name}")

    def show_screen(self, screen: QWidget) -> None:
        """Show this screen and let go of the one before."""
        before = self._screens.currentWidget()
        self._screens.addWidget(screen)
        self._screens.setCurrentWidget(screen)
        if before is not None and before is not screen:
            self._screens.removeWidget(before)
            before.deleteLater()

    @property
    def screen_shown(self) -> QWidget | None:
        """The screen that is shown, or lies under what covers it."""
        return self._screens.currentWidget()

    def toggle_neutral(self) -> None:
        """Hide everything at one key, and come back at the same key."""
        if self.is_neutral:
            self.show_work()
            if self._kept_focus is not None and isValid(self._kept_focus):
                self._kept_focus.setFocus()
        else:
            self._kept_focus = self.focusWidget()
            neutral = self._nothing_to_see()
            self._faces.setCurrentWidget(neutral)
            neutral.setFocus()

    def _nothing_to_see(self) -> QWidget:
        if self._neutral is None:
            from desktop.widgets.neutral import Neutral  # noqa: PLC0415 - after the first paint

            self._neutral = Neutral()
            self._faces.addWidget(self._neutral)
        return self._neutral

    @property
    def is_neutral(self) -> bool:
        return self._faces.currentWidget() is not self._work

    @property
    def covered(self) -> QWidget:
        """What F9 hides, all of it; whatever lies over a screen belongs in here."""
        return self._work

    def show_work(self) -> None:
        self._faces.setCurrentWidget(self._work)

    def _fit(self) -> None:
        roomy = self.width() >= sized(1000)
        self._rail.setVisible(self._has_rail and roomy)
        self._strip.setVisible(self._has_rail and not roomy)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._after_first_paint)  # when what lies on it is painted too

    def _after_first_paint(self) -> None:
        self.first_painted.emit()
        if self._application is not None:
            from desktop.widgets.focus_ring import FocusRing  # noqa: PLC0415 - after the first paint

            FocusRing(self).follow(self._application)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        if self._may_close():
            event.accept()
        else:
            event.ignore()


class Brand(QWidget):
    """The name, with a piece of the thread."""

    def __init__(self) -> None:
        super().__init__()
        piece = QFrame()
        piece.setStyleSheet("background: #C08A1E; border: 0; border-radius: 2px;")
        piece.setFixedSize(sized(4), sized(26))
        self.setLayout(row(piece, label(APP, "brand", wraps=False), 1, gap=10))


class _Told(QFrame):
    """Something to hear, with a button to put it away."""

    def __init__(self, words: str, on_heard: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("look", "notice")
        heard = button("I have read this", "small", name="news.heard")
        heard.clicked.connect(on_heard)
        said = label(words, "small-ink")
        said.setObjectName("news")
        box = row(wide(said), heard)
        box.setContentsMargins(14, 9, 14, 9)
        self.setLayout(box)
