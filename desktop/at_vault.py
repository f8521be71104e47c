"""The screen of the vault itself, joined to the use cases behind it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.backing_up import BackingUp
from desktop.flows.backup import BackupState
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.recovery import RecoveryFlow
from desktop.lane import Err, Lane, Ok, Result
from desktop.recovering import Recovering
from desktop.screens.vault.view import VaultState, VaultView
from desktop.window import Window
from forms.dates import short_day
from forms.preferences import Preferences
from forms.refusal import Refusal
from storage.audit import AuditLog, newest_seq
from storage.audit_event import Event, EventKind
from storage.backup_places import Places, choose_second_place, places
from storage.recovery import RecoverySheet

SHOWN = 60
"""Entries of the log shown at most."""

SAID = {
    EventKind.CREATED: "Created",
    EventKind.VIEWED: "Looked at",
    EventKind.CHANGED: "Changed",
    EventKind.AMENDED: "Amended",
    EventKind.FINISHED: "Finished",
    EventKind.EXPORTED: "Exported",
    EventKind.UNLOCKED: "Unlocked",
    EventKind.UNLOCK_FAILED: "Failed to unlock",
    EventKind.LOCKED: "Locked",
    EventKind.RECOVERED: "Recovered without the passphrase",
    EventKind.RECOVERY_SET: "New recovery sheet",
    EventKind.PASSPHRASE_CHANGED: "Passphrase changed",
    EventKind.RESTORED: "Put back from a backup",
    EventKind.BACKED_UP: "Backed up",
}


class AtVault(QObject):
    """Shows the vault's screen and does what is asked there."""

    def __init__(  # noqa: PLR0913 - built by hand
        self,
        window: Window,
        lane: Lane,
        clock: Clock,
        open_vault: OpenVault,
        backing_up: BackingUp,
        *,
        preferences: Callable[[], Preferences],
        on_preferences: Callable[[Preferences], None],
        on_again: Callable[[], None],
    ) -> None:
        super().__init__()
        self._window, self._lane, self._clock = window, lane, clock
        self._open, self._backing_up = open_vault, backing_up
        self._preferences, self._on_preferences = preferences, on_preferences
        self._on_again = on_again
        self._flow = RecoveryFlow(clock)
        self._backup = BackupState()
        self._events: tuple[Event, ...] = ()
        self._view: VaultView | None = None
        backing_up.changed.connect(self._backed_up)

    def make_view(self) -> QWidget:
        """A view of the vault, filled as soon as the log was read."""
        self._view = VaultView(self)
        self._show()
        self._read()
        return self._view

    def let_go(self) -> None:
        """Another screen is shown now."""
        self._view = None

    def _read(self) -> None:
        def then(result: Result[tuple[Event, ...]]) -> None:
            if isinstance(result, Ok):
                self._events = result.value
                self._show()

        vault = self._open.vault
        self._lane.submit(lambda: AuditLog(vault).since(max(newest_seq(vault) - SHOWN, 0)), then)

    def _show(self) -> None:
        if self._view is not None:
            second = places().second
            self._view.show_state(
                VaultState(
                    lock_after=self._preferences().lock_after_minutes,
                    second_place=str(second) if second is not None else "",
                    backups=backup_words(self._backup),
                    activity=tuple(_told(event) for event in reversed(self._events)),
                )
            )

    def _backed_up(self, state: BackupState) -> None:
        self._backup = state
        self._show()

    # What the practitioner asks for

    def change_passphrase(self, old: str, new: str, again: str) -> None:
        def then(result: Result[Refusal | None]) -> None:
            if self._view is None:
                return
            match result:
                case Ok(value=None):
                    self._view.show_done("✓ Your passphrase is changed.")
                    self._read()
                case Ok(value=refusal):
                    self._view.show_trouble(refusal.reason if refusal else "")
                case Err(failure=failure):
                    self._view.show_trouble(str(failure))

        self._lane.submit(lambda: self._flow.change_passphrase(self._open, old, new, again), then)

    def new_sheet(self, passphrase: str) -> None:
        def then(result: Result[RecoverySheet]) -> None:
            match result:
                case Ok(value=sheet):
                    recovering = Recovering(self._window, self._lane, self._clock, lambda _: None)
                    recovering.show_sheet(self._open, sheet, self._on_again)
                case Err(failure=failure):
                    if self._view is not None:
                        self._view.show_trouble(str(failure))

        self._lane.submit(lambda: self._flow.renew(self._open, passphrase), then)

    def lock_after(self, minutes: int) -> None:
        self._on_preferences(replace(self._preferences(), lock_after_minutes=minutes))

    def back_up_now(self) -> None:
        self._backing_up.begin()

    def second_place(self, folder: str) -> None:
        def then(result: Result[Places]) -> None:
            if self._view is None:
                return
            match result:
                case Ok():
                    self._view.show_done("✓ Kept. The next backup goes there too.")
                case Err(failure=failure):
                    self._view.show_trouble(str(failure))

        self._lane.submit(lambda: choose_second_place(Path(folder) if folder else None), then)


def backup_words(state: BackupState) -> str:
    """How backups stand, in a sentence or two."""
    if state.running:
        return "Backing up; you can go on working."
    told = []
    if state.last is not None:
        told.append(f"✓ Backed up {_moment(state.last.at)}, opened and checked.")
    if state.trouble is not None:
        told.append(f"The newest backup could not be made. {state.trouble}")
    if state.second_trouble is not None:
        told.append(f"The second place does not have it. {state.second_trouble}")
    return " ".join(told) or (
        "A backup is made when you lock and after every 30 minutes of work, and checked by opening"
        " it."
    )


def _told(event: Event) -> str:
    said = SAID.get(event.kind, event.kind.value.replace("_", " ").capitalize())
    about = " a contact" if event.about.contact else " a family" if event.about.family else ""
    about = " a letter" if event.about.letter else about
    return f"{_moment(event.at)} · {said}{about}"


def _moment(at: datetime) -> str:
    local = at.astimezone()
    return f"{short_day(local.date())} {local:%H:%M}"
