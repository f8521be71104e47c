"""Signing in, locking and signing in again; what happens in between is Work's.

What is behind the lock is loaded after the first paint, while the passphrase is typed: neither the
unlock window nor unlocking waits for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.lane import Err, Lane, Ok, Result
from desktop.window import Window
from storage.cards import vaults_in
from storage.paths import ORGANISATION_FILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.clipboard import ShortClipboard
    from desktop.flows.opened import Clock, OpenVault
    from desktop.idle_lock import IdleLock
    from desktop.recovering import Recovering
    from desktop.screens.sign_in.setup import SetupView
    from desktop.theme.look import Look
    from desktop.whereabouts import Place
    from desktop.work import Work
    from forms.people import Practitioner
    from storage.header import KdfCost
    from storage.recovery import RecoverySheet
    from storage.recovery_organisation import Organisation
    from storage.soundness import Finding

    Cost = Callable[[], KdfCost]


_LOAD_AFTER_MS = 100


def _load_what_is_behind() -> None:
    from importlib import import_module  # noqa: PLC0415 - after the first paint

    for name in ("desktop.flows.unlock", "desktop.work", "desktop.idle_lock"):
        import_module(name)


class Desk(QObject):
    """Holds the window; holds an open vault only between unlocking and locking."""

    def __init__(
        self, look: Look, lane: Lane, clock: Clock, kept_in: Path, cost: Cost | None = None
    ) -> None:
        super().__init__()
        self._look, self._lane, self._clock, self._cost = look, lane, clock, cost
        self._root = kept_in / "vaults"
        self._work: Work | None = None
        self._left: tuple[Path, Place] | None = None
        self._ending: Work | None = None
        self._waiting: Callable[[], None] | None = None
        self._idle: IdleLock | None = None
        self._closing = self._asked_to_close = False
        self._clipboard: ShortClipboard | None = None
        self._setup: SetupView | None = None
        self._organisation: Organisation | None = None
        self.window = Window(self._may_close)
        self.window.first_painted.connect(self._listen)

    def _listen(self) -> None:
        """Answer the keys that work everywhere, and keep an eye on the clipboard."""
        from PySide6.QtGui import (  # noqa: PLC0415 - after the first paint
            QGuiApplication,
            QKeySequence,
            QShortcut,
        )

        from desktop.clipboard import ShortClipboard  # noqa: PLC0415 - after the first paint

        self._clipboard = ShortClipboard(QGuiApplication.clipboard())
        self._clipboard.copied.connect(self._copied)

        for keys, act in (
            ("Ctrl+L", self.lock),
            ("F9", self.window.toggle_neutral),
            ("Ctrl++", self._larger),
            ("Ctrl+=", self._larger),
            ("Ctrl+-", self._smaller),
            ("Ctrl+0", self._ordinary),
        ):
            QShortcut(QKeySequence(keys), self.window, act)
        QTimer.singleShot(_LOAD_AFTER_MS, self, self._load)

    def _load(self) -> None:
        self._lane.submit(_load_what_is_behind, lambda _: None)

    @property
    def look(self) -> Look:
        """The text size of the whole program."""
        return self._look

    @property
    def work(self) -> Work | None:
        """What is open now; None at the sign-in screen."""
        return self._work

    def _copied(self) -> None:
        if self._work is not None and self._work.at_contact is not None:
            self._work.at_contact.note_copied()

    # Signing in

    def start(self) -> None:
        """Show who works on this laptop, or make the first vault."""
        self.window.hide_rail()
        self._mend()
        vaults = vaults_in(self._root)
        if not vaults:
            self._new(can_cancel=False)
            return
        from desktop.screens.sign_in.view import SignInView  # noqa: PLC0415 - one of two first screens

        view = SignInView(
            vaults,
            self._unlock,
            lambda: self._new(can_cancel=True),
            self._forgotten,
            lambda folder: self._restore(folder),  # noqa: PLW0108 - the button alone gives no why
            self._check_letter,
        )
        self._sign_in = view
        self.window.show_screen(view)
        view.setFocus()

    def _check_letter(self) -> None:
        from desktop.at_letters import show_check_locked  # noqa: PLC0415 - loads the PDF library

        show_check_locked(self.window, self._lane, self.start)

    def _mend(self) -> None:
        """Finish what a power cut left half done: folders put aside have a dot in their names."""
        if self._root.is_dir() and any("." in folder.name for folder in self._root.iterdir()):
            from storage.restore_aside import settle  # noqa: PLC0415 - hardly ever needed

            settle(self._root)

    def _new(self, *, can_cancel: bool) -> None:
        from desktop.screens.sign_in.setup import SetupView  # noqa: PLC0415 - one of two first screens

        awaited = (self._root.parent / ORGANISATION_FILE).exists()
        cancel = self.start if can_cancel else None
        view = SetupView(self._make, cancel, awaits_organisation=awaited)
        self._setup, self._organisation = view, None
        self.window.show_screen(view)
        view.setFocus()
        if awaited:
            QTimer.singleShot(_LOAD_AFTER_MS, view, lambda: self._show_organisation(view))

    def _show_organisation(self, view: SetupView) -> None:
        def work() -> Organisation | None:
            from storage.recovery_organisation import organisation_in  # noqa: PLC0415 - the same

            return organisation_in(self._root.parent)

        def then(result: Result[Organisation | None]) -> None:
            from desktop.screens.sign_in.organisation import OrganisationPart  # noqa: PLC0415

            if view is not self._setup:
                return
            match result:
                case Ok(value=found):
                    self._organisation = found
                    view.show_organisation(
                        OrganisationPart.of(found.name, found.fingerprint) if found else None
                    )
                case Err(failure=failure):
                    view.show_organisation(OrganisationPart.unread(str(failure)))

        self._lane.submit(work, then)

    def _make(self, practitioner: Practitioner, passphrase: str, seals: bool) -> None:  # noqa: FBT001
        organisation = self._organisation if seals else None

        def work() -> tuple[OpenVault, RecoverySheet]:
            from desktop.flows.recovery import new_sheet  # noqa: PLC0415 - loads the cipher
            from desktop.flows.unlock import UnlockFlow  # noqa: PLC0415 - loads the cipher
            from storage.keys import calibrate  # noqa: PLC0415 - loads the cipher

            sheet = new_sheet()
            flow = UnlockFlow(self._root, self._clock, cost=self._cost or calibrate)
            made = flow.make(practitioner, passphrase, sheet=sheet, organisation=organisation)
            return made, sheet

        def then(result: Result[tuple[OpenVault, RecoverySheet]]) -> None:
            match result:
                case Ok(value=(open_vault, sheet)):
                    self._begin(open_vault, sheet)
                case Err(failure=failure):
                    if self._setup is not None:
                        self._setup.show_trouble(str(failure))

        self._lane.submit(work, then)

    def _recovering(self) -> Recovering:
        from desktop.recovering import Recovering  # noqa: PLC0415 - loads the cipher

        return Recovering(self.window, self._lane, self._clock, self._begin)

    def _restore(self, folder: Path, why: str = "", passphrase: str = "") -> None:
        from desktop.restoring import Restoring  # noqa: PLC0415 - loads the cipher

        def done(words: str) -> None:
            self.start()
            if words:
                self._left = None  # the vault of that day may not hold it
                self._sign_in.show_trouble(words)

        Restoring(
            self.window, self._lane, self._clock, folder, done, why=why, passphrase=passphrase
        ).show()

    def _forgotten(self, folder: Path, name: str) -> None:
        self._recovering().show_recover(folder, name, self.start)

    def _unlock(self, folder: Path, passphrase: str) -> None:
        if self._ending is not None and not self._ending.cannot_save:
            self._waiting = lambda: self._unlock(folder, passphrase)
            return

        def work() -> tuple[OpenVault, tuple[Finding, ...]]:
            from desktop.flows.unlock import UnlockFlow  # noqa: PLC0415 - loads the cipher
            from desktop.flows.verify import not_as_left  # noqa: PLC0415 - the same

            open_vault = UnlockFlow(self._root, self._clock).open(folder, passphrase)
            return open_vault, not_as_left(open_vault)

        def then(result: Result[tuple[OpenVault, tuple[Finding, ...]]]) -> None:
            match result:
                case Ok(value=(open_vault, findings)):
                    self._begin(open_vault, not_as_left=findings)
                case Err(failure=failure):
                    from storage.errors import RecordsDamaged  # noqa: PLC0415 - hardly ever

                    if isinstance(failure, RecordsDamaged):
                        self._restore(folder, str(failure), passphrase)
                    else:
                        self._sign_in.show_trouble(str(failure))

        self._lane.submit(work, then)

    def _begin(
        self,
        open_vault: OpenVault,
        sheet: RecoverySheet | None = None,
        not_as_left: tuple[Finding, ...] = (),
    ) -> None:
        from desktop.idle_lock import IdleLock  # noqa: PLC0415 - nothing to lock before
        from desktop.work import Work  # noqa: PLC0415 - every screen behind the lock
        from forms.preferences import Preferences  # noqa: PLC0415

        idle = IdleLock(self.window, Preferences().lock_after_minutes, self.lock)
        self._idle = idle
        self._work = Work(
            self.window,
            self._look,
            self._lane,
            self._clock,
            open_vault,
            on_lock=self.lock,
            on_preferences=lambda p: idle.set_quiet_minutes(p.lock_after_minutes),
        )
        kept, self._left = self._left, None
        same = kept is not None and kept[0] == open_vault.vault.folder
        self._work.begin(kept[1] if kept is not None and same else None, sheet, not_as_left)

    # Locking

    def lock(self) -> None:
        """Hide everything at once; close the vault as soon as the last words are in it."""
        if self._work is None:
            return
        from desktop.idle_lock import close_dialogs  # noqa: PLC0415 - loaded with the first vault

        work, self._work = self._work, None
        place = work.place
        self._left = (work.folder, place) if place is not None else None
        close_dialogs(self.window)
        if self._clipboard is not None:
            self._clipboard.clear()
        self._stop_watching()
        self.start()
        self.window.show_work()
        self._ending = work
        work.end(self._ended)

    def _ended(self) -> None:
        """The vault is closed; whoever was quicker with the passphrase comes in now."""
        self._ending = None
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _stop_watching(self) -> None:
        if self._idle is not None:
            self._idle.stop()
            self._idle = None

    def _may_close(self) -> bool:
        """Whether the window may close now; if not, it closes once everything is saved."""
        if self._work is None or self._closing:
            return True
        if self._work.is_saved:
            self._stop_watching()
            self._work.end()
            return True
        if self._asked_to_close and self._work.cannot_save:
            self._close_now()
            return True
        self._asked_to_close = True
        self._work.say_unsaved()
        self._work.when_saved(self._close_now)
        return False

    def _close_now(self) -> None:
        self._closing = True
        self._stop_watching()
        if self._work is not None:
            self._work.end()
            self._work = None
        self.window.close()

    def _larger(self) -> None:
        self._look.larger()
        self._resized()

    def _smaller(self) -> None:
        self._look.smaller()
        self._resized()

    def _ordinary(self) -> None:
        self._look.ordinary()
        self._resized()

    def _resized(self) -> None:
        if self._work is not None:
            self._work.show_again()
        else:
            self.start()
