"""Pictures of every screen, at 100 % and 200 % text, from the practice vault."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from desktop.app import build, now
from desktop.flows.contact import ContactFlow
from desktop.flows.meeting import MeetingFlow
from desktop.flows.practice import PASSPHRASE, Practice, hold, practice_vault
from desktop.flows.sending import SendingFlow
from desktop.flows.team import TeamFlow
from desktop.screens.contact.pages import key
from desktop.singletons import keep_constants_alive
from desktop.work import Work
from forms.ids import FamilyId
from sync.places.folder import FolderPlace

SIZES = ((1.0, ""), (2.0, "-200"))
HOME = "/practice"
SHARE = f"{HOME}/team"
_PATIENCE_S = 20.0


def take_all(folder: Path) -> int:
    """Save the pictures into this folder; returns the exit code."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    keep_constants_alive()
    os.environ["HOME"] = HOME  # no one's own folders in the pictures
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(application, QApplication):
        return 1
    with TemporaryDirectory() as kept:
        home = Path(kept)
        practice = practice_vault(home / "vaults" / "practice", now)
        invented, family = practice.families[0]
        if invented.contact is not None:
            hold(practice, family, invented.contact)
        _in_a_team(practice, home / "team")
        practice.open_vault.vault.close()
        for scale, suffix in SIZES:
            _Pictures(application, home, folder, scale, suffix).take(family.id)
    return 0


def _in_a_team(practice: Practice, place: Path) -> None:
    """The practice vault leads a team; what it sent about one family is in the team's inbox.

    The team is met in `place`, which the pictures call SHARE.
    """
    open_vault = practice.open_vault
    contacts = ContactFlow(open_vault, now)
    team, sending = TeamFlow(open_vault, now), SendingFlow(open_vault, contacts, now)
    team.begin("Practice Team")
    team.put_recovery_away()
    place.mkdir()
    team.add_place(SHARE)
    for invented, family in practice.families[1:]:
        if invented.contact is not None:
            sending.send(hold(practice, family, invented.contact).record.id)
    meeting = MeetingFlow(open_vault.vault, lambda work: work(), now, lambda _: FolderPlace(place))
    for _ in range(3):  # handed over, taken in, confirmed
        meeting.now(lambda _progress: None)


class _Pictures:
    """One round of pictures at one text size."""

    def __init__(
        self, application: QApplication, home: Path, folder: Path, scale: float, suffix: str
    ) -> None:
        self._application, self._folder, self._suffix = application, folder, suffix
        self._window, self._lane, self._desk = build(application, home)
        self._look(scale)

    def _look(self, scale: float) -> None:
        self._desk.look.set_scale(scale)
        self._desk.start()
        self._window.show()

    def take(self, family: FamilyId) -> None:
        self._picture("unlock")
        self._press("new_person")
        self._picture("setup")
        self._press("cancel")
        self._press("forgotten")
        self._picture("forgotten")
        self._press("recover.cancel")
        self._press("restore")
        self._picture("restore")
        self._press("restore.cancel")
        for box in self._window.findChildren(QLineEdit, "passphrase"):
            box.setText(PASSPHRASE)
        self._press("unlock")
        self._wait(lambda: self._desk.work is not None)
        work = self._desk.work
        if work is None:
            return
        self._screens(work, family)
        self._contact(work)
        self._window.toggle_neutral()
        self._picture("hidden")
        self._window.toggle_neutral()
        work.show_vault()
        self._wait(lambda: self._shown("lock_after.1"))
        self._picture("vault")
        self._team(work)
        work.show_settings()
        self._picture("settings")
        work.show_help()
        self._picture("help")
        self._window.close()
        self._lane.close()

    def _screens(self, work: Work, family: FamilyId) -> None:
        self._wait(lambda: self._shown("families"))
        self._picture("families")
        work.add_family()
        self._picture("add_family")
        work.open_family(family)
        self._wait(lambda: self._shown("edit"))
        self._picture("family")

    def _team(self, work: Work) -> None:
        work.show_team()
        self._wait(lambda: self._shown("team.inbox"))
        self._picture("team")
        self._press("team.members")
        self._wait(lambda: self._shown("enrol.open"))
        self._picture("members")
        work.show_team()
        self._press("team.inbox")
        self._wait(lambda: self._shown("inbox.told"))
        self._picture("inbox")
        buttons = self._window.findChildren(QPushButton)
        next(b for b in buttons if b.objectName().startswith("inbox.read.")).click()
        self._wait(lambda: self._shown("arrived.back"))
        self._picture("arrived")

    def _contact(self, work: Work) -> None:
        buttons = self._window.findChildren(QPushButton)
        next(b for b in buttons if b.objectName().startswith("carry_on.")).click()
        self._wait(lambda: work.at_contact is not None)
        at_contact = work.at_contact
        if at_contact is None:
            return
        presenter = at_contact.presenter
        wanted = {
            "before": "before",
            "topic:voice": "voice",
            "factors:family": "factors",
            "judgement": "judgement",
            "agreement": "agreement",
            "letter": "letter",
        }
        taken = set()
        for at, placed in enumerate(presenter.state.pages):
            page = key(placed.page)
            name = wanted.get(page) or (placed.kind.value if page.startswith("prompt:") else "")
            if not name or name in taken:
                continue
            taken.add(name)
            presenter.go(at)
            if name == "letter":
                self._wait(lambda: at_contact.letter.state.preview is not None)
            self._picture("contact" if name == "infant" else name)
        self._press("send_to_team")
        self._wait(lambda: self._shown("sending.back"))
        self._picture("sending")
        work.show_urgent()
        self._picture("urgent")
        self._press("urgent.close")

    def _picture(self, name: str) -> None:
        self._settle()
        self._window.grab().save(str(self._folder / f"{name}{self._suffix}.png"))

    def _settle(self) -> None:
        for _ in range(6):
            self._application.processEvents()

    def _shown(self, name: str) -> bool:
        return any(w.isVisible() for w in self._window.findChildren(QWidget, name))

    def _press(self, name: str) -> None:
        self._wait(lambda: self._shown(name))
        next(b for b in self._window.findChildren(QPushButton, name) if b.isVisible()).click()
        self._settle()

    def _wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not until():
            if time.monotonic() > end:
                raise TimeoutError("a screen did not appear")
            self._application.processEvents()
        self._settle()
