"""The screen of the vault itself, joined to the use cases behind it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.backing_up import BackingUp
from desktop.flows.backup import BackupState
from desktop.flows.handover import HandOverFlow, OwnCard, TakenIn
from desktop.flows.life import LifeFlow, Proposed
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.recovery import RecoveryFlow, SealedTo
from desktop.lane import Err, Ok, Result
from desktop.log_words import moment_words, told_with_moment
from desktop.places import documents
from desktop.screens.vault.view import VaultState, VaultView
from desktop.text import counted
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.people import infant_name
from forms.preferences import Preferences
from forms.refusal import Refusal
from storage.audit import AuditLog, newest_seq
from storage.audit_event import Event
from storage.backup_places import Places, choose_second_place, places
from storage.handover import Offered
from storage.recovery import RecoverySheet

SHOWN = 60
"""Entries of the log shown at most."""


class AtVault(QObject):
    """Shows the vault's screen and does what is asked there."""

    def __init__(  # noqa: PLR0913 - built by hand
        self,
        window: Window,
        lane: WhileOpen,
        clock: Clock,
        open_vault: OpenVault,
        backing_up: BackingUp,
        *,
        preferences: Callable[[], Preferences],
        on_preferences: Callable[[Preferences, Callable[[str], None]], None],
        on_sheet: Callable[[RecoverySheet], None],
        on_records: Callable[[], None],
        on_log: Callable[[], None],
    ) -> None:
        super().__init__()
        self._window, self._lane, self._clock = window, lane, clock
        self._open, self._backing_up = open_vault, backing_up
        self._preferences, self._on_preferences = preferences, on_preferences
        self._on_sheet, self._on_records, self.look_at_log = on_sheet, on_records, on_log
        self._flow = RecoveryFlow(clock)
        self._lives = LifeFlow(open_vault, clock)
        self._handovers = HandOverFlow(open_vault, clock)
        self._removable: tuple[str, ...] = ()
        self._organisation = ""
        self._backup = BackupState()
        self._events: tuple[Event, ...] = ()
        self._view: VaultView | None = None
        backing_up.changed.connect(self._backed_up)

    def make_view(self) -> VaultView:
        """A view of the vault, filled as soon as the log was read."""
        self._view = VaultView(self, documents())
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

        def proposed(result: Result[Proposed]) -> None:
            if isinstance(result, Ok):
                waiting = [p for p in result.value.proposals if not p.is_blocked]
                blocked = len(result.value.proposals) - len(waiting)
                told = [f"{counted(len(waiting), 'family', 'families')} could be removed."]
                if blocked:
                    told.append(f"{blocked} more once what stands in the way is settled.")
                self._removable = tuple(told) if result.value.proposals else ()
                self._show()

        def sealed(result: Result[SealedTo | None]) -> None:
            if isinstance(result, Ok):
                self._organisation = sealed_words(result.value)
                self._show()

        self._lane.submit(self._lives.proposed, proposed)
        self._lane.submit(lambda: self._flow.organisation_of(self._open), sealed)
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
                    activity=tuple(told_with_moment(event) for event in reversed(self._events)),
                    removable=self._removable,
                    organisation=self._organisation,
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
                    self._on_sheet(sheet)
                case Err(failure=failure):
                    if self._view is not None:
                        self._view.show_trouble(str(failure))

        self._lane.submit(lambda: self._flow.renew(self._open, passphrase), then)

    def lock_after(self, minutes: int) -> None:
        def kept(trouble: str) -> None:
            self._show()
            if trouble:
                self._complain(trouble)

        self._on_preferences(replace(self._preferences(), lock_after_minutes=minutes), kept)

    def look_at_records(self) -> None:
        self.let_go()
        self._on_records()

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

        def work() -> Places:
            chosen = choose_second_place(Path(folder) if folder else None)
            self._backing_up.now_in(chosen)
            return chosen

        self._lane.submit(work, then)

    # Receiving a family

    def write_card(self, folder: Path) -> None:
        def then(result: Result[OwnCard]) -> None:
            match result:
                case Ok(value=card):
                    self._say(f"✓ Written: {card.file.name}. Your code, to say aloud: {card.code}")
                case Err(failure=failure):
                    self._complain(str(failure))

        self._lane.submit(lambda: self._handovers.write_card(folder), then)

    def look_into(self, package: Path) -> None:
        def then(result: Result[Offered]) -> None:
            match result:
                case Ok(value=offered):
                    carers = tuple(versions[-1].carer for versions in offered.record.carers)
                    babies = [versions[-1].infant for versions in offered.record.infants]
                    name = " and ".join(infant_name(baby, carers) for baby in babies)
                    words = f"{name}, from {offered.sender.name} · code {offered.code}"
                    if self._view is not None:
                        self._view.show_offered(words, can_take=True)
                case Err(failure=failure):
                    self._complain(str(failure))

        self._lane.submit(lambda: self._handovers.look(package), then)

    def take_in(self, package: Path, folder: Path) -> None:
        def then(result: Result[TakenIn]) -> None:
            match result:
                case Ok(value=taken):
                    self._say(f"✓ Taken in. Send the receipt back: {taken.receipt.name}")
                    if self._view is not None:
                        self._view.show_offered("", can_take=False)
                case Err(failure=failure):
                    self._complain(str(failure))

        self._lane.submit(lambda: self._handovers.take_in(package, folder), then)

    def _say(self, words: str) -> None:
        if self._view is not None:
            self._view.show_done(words)

    def _complain(self, words: str) -> None:
        if self._view is not None:
            self._view.show_trouble(words)


def sealed_words(to: SealedTo | None) -> str:
    """Whether two holders of an organisation's key can open this vault too."""
    if to is None:
        return "This vault is not sealed to an organisation's recovery key: only the sheet helps."
    whose = to.name or "an organisation whose key is no longer on this laptop"
    return (
        f"Two of the three holders of {whose} can open this vault too. Fingerprint of the key:"
        f" {to.fingerprint}"
    )


def backup_words(state: BackupState) -> str:
    """How backups stand, in a sentence or two."""
    if state.running:
        return "Backing up; you can go on working."
    told = []
    if state.last is not None:
        told.append(f"✓ Backed up {moment_words(state.last.at)}, opened and checked.")
    if state.trouble is not None:
        told.append(f"The newest backup could not be made. {state.trouble}")
    if state.second_trouble is not None:
        told.append(f"The second place does not have it. {state.second_trouble}")
    return " ".join(told) or (
        "A backup is made when you lock and after every 30 minutes of work, and checked by opening"
        " it."
    )
