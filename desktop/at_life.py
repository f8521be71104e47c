"""Births, losses, copies and hand-overs: their screens joined to the use cases."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.flows.handover import HandOverFlow, Sealed
from desktop.flows.life import LifeFlow
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.subject_access import CopyWritten, SubjectAccessFlow
from desktop.lane import Err, Ok, Result
from desktop.places import documents
from desktop.screens.family.copy import CopyView
from desktop.screens.family.handover import HandOverView
from desktop.screens.family.life import BirthView, EndedView, ReasonView
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.ids import CarerId, FamilyId, InfantId
from forms.life import Birth
from forms.people import Family, family_name, infant_name
from forms.redaction import Decision, Item, ItemId, Undecided
from forms.refusal import Refusal
from storage.handover import HandOver
from storage.package_card import Card


class AtLife(QObject):
    """`on_done` shows the family's page again, with what was done."""

    def __init__(
        self,
        window: Window,
        lane: WhileOpen,
        clock: Clock,
        open_vault: OpenVault,
        on_done: Callable[[FamilyId, str], None],
    ) -> None:
        super().__init__()
        self._window, self._lane, self._on_done = window, lane, on_done
        self._lives = LifeFlow(open_vault, clock)
        self._copies = SubjectAccessFlow(open_vault, clock)
        self._handovers = HandOverFlow(open_vault, clock)

    def _show(self, view: QWidget) -> None:
        self._window.show_screen(view)
        view.setFocus()

    def _family_or_slip(
        self, family: Family, done: str, trouble: Callable[[str], None]
    ) -> Callable[[Result[Family | Refusal]], None]:
        def then(result: Result[Family | Refusal]) -> None:
            if isinstance(result, Err):
                trouble(str(result.failure))
            elif isinstance(result.value, Refusal):
                trouble(result.value.reason)
            else:
                self._on_done(family.id, done)

        return then

    def born(self, family: Family, infant: InfantId) -> None:
        """Ask for the birth, and record it once."""

        def keep(birth: Birth) -> None:
            then = self._family_or_slip(family, "✓ The birth is recorded.", view.show_trouble)
            self._lane.submit(lambda: self._lives.born(family.id, infant, birth), then)

        name = infant_name(family.infant(infant), family.carers)
        view = BirthView(name, keep, lambda: self._on_done(family.id, ""))
        self._show(view)

    def ended(self, family: Family, infant: InfantId) -> None:
        """Close the record of a pregnancy that ended."""

        def keep(on: date, words: str) -> None:
            then = self._family_or_slip(family, "The record is closed.", view.show_trouble)
            self._lane.submit(
                lambda: self._lives.close_after_loss(family.id, infant, on, words), then
            )

        view = EndedView(keep, lambda: self._on_done(family.id, ""))
        self._show(view)

    def reopen(self, family: Family, infant: InfantId) -> None:
        """Open a record again that was closed in error."""

        def keep(reason: str) -> None:
            then = self._family_or_slip(family, "✓ The record is open again.", view.show_trouble)
            self._lane.submit(lambda: self._lives.reopen(family.id, infant, reason), then)

        view = ReasonView(
            "Open this record again",
            "For a record that was closed by mistake.",
            "&Open it again",
            keep,
            lambda: self._on_done(family.id, ""),
        )
        self._show(view)

    def copy(self, family: Family) -> None:
        """A copy of everything recorded about this family."""

        def listed(result: Result[tuple[Item, ...]]) -> None:
            match result:
                case Ok(value=items):
                    view.show_items(items)
                case Err(failure=failure):
                    view.show_trouble(str(failure))

        def read(reader: CarerId | None) -> None:
            self._lane.submit(lambda: self._copies.items(family.id, reader), listed)

        def write(decisions: Mapping[ItemId, Decision], folder: Path) -> None:
            def then(result: Result[CopyWritten | Undecided]) -> None:
                if isinstance(result, Err):
                    view.show_trouble(str(result.failure))
                elif isinstance(result.value, Undecided):
                    view.show_trouble("Something new was recorded: decide about it first.")
                else:
                    files = f"{result.value.pdf.name} and {result.value.json.name}"
                    view.show_done(f"✓ Written: {files}. {result.value.left_out} left out.")

            reader = view.reader
            self._lane.submit(
                lambda: self._copies.export(family.id, reader, decisions, folder), then
            )

        view = CopyView(
            family,
            documents(),
            on_reader=read,
            on_write=write,
            on_cancel=lambda: self._on_done(family.id, ""),
        )
        self._show(view)
        read(view.reader)

    def hand_over(self, family: Family) -> None:  # noqa: C901 - three short steps
        """Seal this family's record to a named colleague."""
        cards: list[Card] = []

        def read(file: Path) -> None:
            def then(result: Result[Card]) -> None:
                match result:
                    case Ok(value=card):
                        cards[:] = [card]
                        view.show_card(card.practitioner.name, card.code)
                    case Err(failure=failure):
                        view.show_trouble(str(failure))

            self._lane.submit(lambda: self._handovers.read_card(file), then)

        def seal(folder: Path) -> None:
            def then(result: Result[Sealed]) -> None:
                match result:
                    case Ok(value=sealed):
                        view.show_done(
                            f"✓ Sealed as {sealed.file.name}. Your own code, to say aloud:"
                            f" {sealed.code}"
                        )
                    case Err(failure=failure):
                        view.show_trouble(str(failure))

            if cards:
                self._lane.submit(lambda: self._handovers.seal(family.id, cards[0], folder), then)

        def receipt(file: Path) -> None:
            def then(result: Result[HandOver]) -> None:
                match result:
                    case Ok():
                        view.show_done("✓ Your colleague has this family now.")
                    case Err(failure=failure):
                        view.show_trouble(str(failure))

            self._lane.submit(lambda: self._handovers.confirm(file), then)

        view = HandOverView(
            family_name(family),
            documents(),
            on_card=read,
            on_seal=seal,
            on_receipt=receipt,
            on_cancel=lambda: self._on_done(family.id, ""),
        )
        self._show(view)
