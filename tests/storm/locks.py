"""One lock at a random moment: what may be left on the screen, and what must be there again."""

import pkgutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from random import Random

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.exceptions import TimeoutError as NeverCame

import desktop.screens
from desktop.idle_lock import IdleLock
from desktop.name import APP
from desktop.screens.contact.view import ContactView
from desktop.urgent import UrgentPanel
from desktop.widgets.form import FormView
from tests.journeys.test_locking import Moments
from tests.pages.keyboard import CTRL
from tests.pages.locking import press_lock_in
from tests.pages.opening import Opened
from tests.pages.sight import all_words, is_seen, seen
from tests.pages.signing_in import SignInPage
from tests.storm.dialogs import DIALOGS, NAMES, UNDER_WAY, click, work_of
from tests.storm.figures import Run, chance_of
from tests.storm.team_dialogs import MEETING, TEAM_DIALOGS

MOST_TURNS = 40
_BEFORE_A_VAULT_IS_OPEN = frozenset(
    {"SignInView", "SetupView", "RecoverView", "RestoreView", "NotAsLeftView"}
)
"""Nothing is unlocked behind these; the last says in general words what was found wrong."""

_DRAWN_AT_RANDOM = frozenset(
    {
        *("BeforePageView", "TopicPageView", "AskPageView", "FactorsPageView"),
        *("JudgementPageView", "AgreementPageView"),
    }
)
"""Pages of a contact: the contact itself is always among the screens, and each run draws a page."""

EVERYWHERE = {**DIALOGS, **TEAM_DIALOGS}
"""Every screen and dialog, in the order in which a vault lives."""

_ON_ITS_WAY_OUT = ("folder", "guard.initials", "guard.day")
"""Where a letter is put, chosen when it leaves; and whom it is about, typed anew each time."""

_TOLD_APART = 8
"""So many letters of what was typed are no accident on another screen."""

Lock = Callable[[Opened], None]


def by_key(opened: Opened) -> None:
    press_lock_in(QApplication.activeModalWidget() or opened.window)


def by_quiet_minutes(opened: Opened) -> None:
    moments = Moments()
    lock = IdleLock(opened.window, 1, opened.desk.lock, moments)
    for _ in range(60):
        moments.seconds += 1
        lock.tick()
    lock.stop()


def by_sleep(opened: Opened) -> None:
    _idle(opened)._system.locked(True)


def by_another_person(opened: Opened) -> None:
    _idle(opened)._system.locked_now()


def _idle(opened: Opened) -> IdleLock:
    idle = opened.desk._idle
    assert idle is not None
    return idle


LOCKS_BY: tuple[Lock, ...] = (by_key, by_quiet_minutes, by_sleep, by_another_person)


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a field, and whether the program promises to keep it."""

    field: str
    words: str
    is_kept: bool


def one_lock(opened: Opened, number: int, seed: int, shown: set[str]) -> Run:
    """One run: go somewhere, type, lock at some moment, look, come back and look again."""
    chance = chance_of(seed, "lock", number)
    name = list(EVERYWHERE)[number % len(EVERYWHERE)]
    run = Run("lock", number, opened=True)
    EVERYWHERE[name](opened, chance)
    shown |= {kind.__name__ for w in seen(opened.window, QWidget) for kind in type(w).mro()}
    secret = f"quill{chance.randrange(10**9)}"
    typed = None if name in {*UNDER_WAY, MEETING} else _type_somewhere(opened, secret, chance)
    if typed is not None and chance.random() < 1 / 3:
        opened.keys.press(Qt.Key.Key_A, CTRL)
        opened.keys.press(Qt.Key.Key_C, CTRL)
    for _ in range(chance.randint(0, MOST_TURNS)):
        QApplication.processEvents()
    lock = chance.choice(LOCKS_BY)
    what = f"{name}, {lock.__name__}"
    began = time.monotonic()
    lock(opened)
    took = time.monotonic() - began
    wrong = [*_left_over(opened, typed)]
    for _ in range(chance.randint(0, MOST_TURNS)):
        QApplication.processEvents()
        wrong += _left_over(opened, typed)
    come_in(opened)
    if typed is not None and typed.is_kept and not _comes_back(opened, typed):
        wrong.append(f"what was typed into {typed.field} is not there again")
    trouble = f"{what}: {'; '.join(dict.fromkeys(wrong))}" if wrong else ""
    return replace(run, took_s=took, trouble=trouble)


def come_in(opened: Opened) -> None:
    """Unlock, and wait for the first screen."""
    opened.window.activateWindow()  # what a desktop does once a dialog is gone
    opened.keys.wait(opened.window.isActiveWindow)
    SignInPage(opened.keys).unlock()
    opened.keys.wait(lambda: not is_seen(opened.window, "unlock"))


def _type_somewhere(opened: Opened, secret: str, chance: Random) -> Typed | None:
    """Write this into some field that can be seen and is not secret itself."""
    if (dialog := QApplication.activeModalWidget()) is not None:
        opened.keys.write(secret)
        return Typed(type(dialog).__name__, secret, is_kept=False)
    covering = seen(opened.window, UrgentPanel)
    root = covering[0] if covering else opened.window
    fields = [field for field in _fields(root) if field.isEnabled() and field.objectName()]
    if not fields:
        return None
    field = chance.choice(fields)
    field.setFocus()
    opened.keys.write(secret)
    return Typed(field.objectName(), _words_in(field), _is_kept(field, opened))


def _fields(root: QWidget) -> list[QLineEdit | QPlainTextEdit]:
    told = [w for w in seen(root, QLineEdit) if w.echoMode() is QLineEdit.EchoMode.Normal]
    lines = [w for w in told if not w.isReadOnly()]
    return [*lines, *(w for w in seen(root, QPlainTextEdit) if not w.isReadOnly())]


def _words_in(field: QLineEdit | QPlainTextEdit) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _is_kept(field: QWidget, opened: Opened) -> bool:
    """In a contact, in its urgent panel, or in a form that follows the field."""
    above: QWidget | None = field
    while above is not None:
        if isinstance(above, FormView):
            return field.objectName() in above._followed
        if isinstance(above, ContactView | UrgentPanel):
            return opened.at_contact and field.objectName() not in _ON_ITS_WAY_OUT
        above = above.parentWidget()
    return False


def _left_over(opened: Opened, typed: Typed | None) -> Iterator[str]:
    """What is told now, in any window, that tells of a family or of what was typed."""
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    words = "\n".join(all_words(window) + window.windowIconText() for window in windows)
    words += "".join(window.toolTip() + window.windowFilePath() for window in windows)
    clipboard = QApplication.clipboard()
    # A screen that is none cannot tell whose the words on the clipboard are; a real one can.
    copied = clipboard.text() if QApplication.platformName() != "offscreen" else ""
    secrets = [*NAMES]
    if typed is not None and len(typed.words) >= _TOLD_APART:
        secrets.append(typed.words)
    for secret in secrets:
        if secret in words:
            yield f"{secret} is left on the screen"
        if secret in copied:
            yield f"{secret} is left on the clipboard"
    if windows != [opened.window]:
        yield f"left open: {[type(window).__name__ for window in windows]}"
    if opened.window.windowTitle() != APP or not is_seen(opened.window, "unlock"):
        yield "not the door, or not under its name"


def _comes_back(opened: Opened, typed: Typed) -> bool:
    def is_there() -> bool:
        return any(
            _words_in(field) == typed.words
            for field in _fields(opened.window)
            if field.objectName() == typed.field
        )

    if typed.field == "safety.done":
        work_of(opened).show_urgent()  # it is not in the way of who comes back
    if typed.field == "enrol.folder":
        click(opened, "enrol.open")  # whose request it was is compared anew
    try:
        opened.keys.wait(is_there)
    except NeverCame:
        return False
    return True


def views_there_are() -> set[str]:
    """Every screen by name, and every page of a contact that is not drawn at random.

    Those in front of the lock are left out. A part of a screen is whatever is not called a view.
    """
    found = {UrgentPanel.__name__}
    for module in pkgutil.walk_packages(desktop.screens.__path__, "desktop.screens."):
        for name, made in vars(import_module(module.name)).items():
            if name.endswith("View") and getattr(made, "__module__", "") == module.name:
                found.add(name)
    return found - _BEFORE_A_VAULT_IS_OPEN - _DRAWN_AT_RANDOM
