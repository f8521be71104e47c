"""Your vault: its passphrase, its recovery sheet, when it locks, its backups, what it remembers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QWidget

from desktop.screens.vault.receiving import ReceivingPart
from desktop.widgets.choices import Choices, Option
from desktop.widgets.form import FormView
from desktop.widgets.notice import Notice
from desktop.widgets.parts import button, card, column, label, plain, row, scrolling
from desktop.widgets.secret import Secret
from desktop.widgets.words import Line

MINUTES = (1, 2, 3, 5, 10, 15)


class VaultActs(Protocol):
    """Calls down from this screen."""

    def change_passphrase(self, old: str, new: str, again: str) -> None: ...
    def new_sheet(self, passphrase: str) -> None: ...
    def lock_after(self, minutes: int) -> None: ...
    def back_up_now(self) -> None: ...
    def second_place(self, folder: str) -> None: ...
    def write_card(self, folder: Path) -> None: ...
    def look_into(self, package: Path) -> None: ...
    def take_in(self, package: Path, folder: Path) -> None: ...
    def look_at_records(self) -> None: ...
    def look_at_log(self) -> None: ...


@dataclass(frozen=True, slots=True)
class VaultState:
    """What the screen shows."""

    lock_after: int
    second_place: str
    backups: str
    activity: Sequence[str]
    removable: Sequence[str]
    organisation: str


class VaultView(FormView):
    """Shows a VaultState."""

    stays = True

    def __init__(self, acts: VaultActs, documents: str) -> None:
        super().__init__()
        self._acts = acts
        self._good, self._trouble = Notice("good"), Notice("notice")
        self._old = Secret(name="old", spoken="Your passphrase now")
        self._new = Secret(name="new", spoken="New passphrase")
        self._again = Secret(name="again", spoken="The same again")
        self._sheet = Secret(name="sheet_passphrase", spoken="Your passphrase")
        self._minutes = Choices(
            [Option(m, f"{m} min") for m in MINUTES],
            look="segment",
            name="lock_after",
            spoken="Lock after this many quiet minutes",
        )
        self._minutes.chosen.connect(acts.lock_after)
        self._backups = label(look="small-ink")
        self._backups.setObjectName("backups")
        self._second = Line(name="second_place", spoken="Folder for a second copy", longest=1000)
        self._activity = label(look="small-ink")
        self._removable = label(look="small-ink")
        self._organisation = label(look="small-ink")
        self._organisation.setObjectName("organisation")
        self._receiving = ReceivingPart(documents, acts.write_card, acts.look_into, acts.take_in)
        content = QWidget()
        content.setProperty("look", "clear")
        box = column(
            label("Your vault", "title"),
            *self.lines,
            self._good,
            self._trouble,
            self._lock_part(),
            self._backup_part(),
            self._passphrase_part(),
            self._sheet_part(),
            self._receiving,
            card(
                label("Records to look at", "heading"),
                label("Proposed by the retention policy. Nothing is removed by itself.", "small"),
                self._removable,
                row(_act("Look at the rec&ords", "records", acts.look_at_records), 1),
            ),
            card(
                label("What the vault remembers", "heading"),
                label("Newest first. Each entry is bound to the one before it.", "small"),
                self._activity,
                row(_act("&Who looked, and when", "log", acts.look_at_log), 1),
            ),
            1,
            gap=14,
        )
        box.setContentsMargins(24, 18, 24, 18)
        content.setLayout(box)
        self.setLayout(column(scrolling(content)))
        self.setFocusProxy(self._minutes)
        self.follow(self._second, *self._receiving.lines)

    def _passphrase_part(self) -> QWidget:
        return card(
            label("Change your passphrase", "heading"),
            label("Your passphrase now", "label"),
            self._old,
            label("The new one", "label"),
            self._new,
            label("The same again", "label"),
            self._again,
            row(_act("Change the &passphrase", "change_passphrase", self._change), 1),
        )

    def _sheet_part(self) -> QWidget:
        return card(
            label("Recovery sheet", "heading"),
            label(
                "A new sheet makes the one before it useless. It needs your passphrase.", "small"
            ),
            self._sheet,
            row(
                _act(
                    "Make a new s&heet",
                    "new_sheet",
                    lambda: self._acts.new_sheet(self._sheet.text()),
                ),
                1,
            ),
            self._organisation,
        )

    def _lock_part(self) -> QWidget:
        return card(
            label("Lock after quiet minutes", "heading"),
            row(self._minutes, 1),
            label(
                "It also locks with Ctrl+L, when the laptop sleeps and when its screen locks.",
                "small",
            ),
        )

    def _backup_part(self) -> QWidget:
        return card(
            label("Backups", "heading"),
            self._backups,
            row(_act("&Back up now", "back_up_now", self._acts.back_up_now), 1),
            label("A second place: memory stick or share (leave empty for none)", "label"),
            self._second,
            row(
                _act(
                    "K&eep this place",
                    "keep_place",
                    lambda: self._acts.second_place(self._second.text().strip()),
                ),
                1,
            ),
            label("To put a backup back, lock and choose “Put a backup back”.", "small"),
        )

    def _change(self) -> None:
        self._acts.change_passphrase(self._old.text(), self._new.text(), self._again.text())

    def show_state(self, state: VaultState) -> None:
        self._minutes.show_choice(state.lock_after)
        self._backups.setText(state.backups)
        self.show_record(self._second, state.second_place)
        self._organisation.setText(state.organisation)
        self._removable.setText("\n".join(state.removable) or "Nothing for now.")
        self._activity.setText("\n".join(state.activity) or "Nothing yet.")

    def show_offered(self, words: str, *, can_take: bool) -> None:
        """What a colleague's package holds."""
        self._receiving.show_offered(words, can_take=can_take)

    def show_done(self, words: str) -> None:
        """Say what was done; passphrases typed here are forgotten."""
        for secret in (self._old, self._new, self._again, self._sheet):
            secret.clear()
        self._trouble.show_words("")
        self._good.show_words(words)

    def show_trouble(self, words: str) -> None:
        self._good.show_words("")
        self._trouble.show_words(words)


def _act(text: str, name: str, act: Callable[[], None]) -> QWidget:
    made = button(text, name=name)
    made.clicked.connect(act)
    return plain(row(made))
