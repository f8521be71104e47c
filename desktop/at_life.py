"""Births, losses, copies and hand-overs: their screens joined to the use cases."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.at_form import AtForm
from desktop.flows.handover import HandOverFlow, Sealed
from desktop.flows.life import LifeFlow
from desktop.flows.opened import Clock, OpenVault
from desktop.flows.subject_access import CopyWritten, SubjectAccessFlow
from desktop.lane import Err, Ok, Result
from desktop.places import documents
from desktop.screens.family.copy import CopyView
from desktop.screens.family.handover import HandOverView
from desktop.screens.family.life import (
    DEATH,
    LOSS,
    NOTE,
    REOPEN,
    WITHDRAW,
    BirthView,
    EndedView,
    ReasonView,
)
from desktop.while_open import WhileOpen
from forms.ids import CarerId, FamilyId, InfantId
from forms.life import Birth
from forms.people import Family, family_name, infant_name
from forms.redaction import Decision, Item, ItemId, Undecided
from forms.refusal import Refusal
from storage.half_written import Form, FormKey
from storage.handover import HandOver
from storage.package_card import Card


class AtLife(QObject):
    """`on_done` shows the family's page again, with what was done."""

    def __init__(
        self,
        forms: AtForm,
        lane: WhileOpen,
        clock: Clock,
        open_vault: OpenVault,
        on_done: Callable[[FamilyId, str], None],
    ) -> None:
        super().__init__()
        self._forms, self._lane, self._on_done = forms, lane, on_done
        self._lives = LifeFlow(open_vault, clock)
        self._copies = SubjectAccessFlow(open_vault, clock)
        self._handovers = HandOverFlow(open_vault, clock)

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
        key = FormKey(Form.BIRTH, family.id, infant)

        def make() -> BirthView:
            def keep(birth: Birth) -> None:
                then = self._family_or_slip(family, "✓ The birth is recorded.", view.show_trouble)
                self._forms.settle(key, lambda: self._lives.born(family.id, infant, birth), then)

            name = infant_name(family.infant(infant), family.carers)
            view = BirthView(name, keep, lambda: self._on_done(family.id, ""))
            return view

        self._forms.show(key, make)

    def ended(self, family: Family, infant: InfantId) -> None:
        """Close the record of a pregnancy that ended."""
        key = FormKey(Form.ENDED, family.id, infant)

        def make() -> EndedView:
            def keep(on: date, words: str) -> None:
                then = self._family_or_slip(family, "The record is closed.", view.show_trouble)
                self._forms.settle(
                    key, lambda: self._lives.close_after_loss(family.id, infant, on, words), then
                )

            view = EndedView(LOSS, keep, lambda: self._on_done(family.id, ""))
            return view

        self._forms.show(key, make)

    def died(self, family: Family, infant: InfantId) -> None:
        """Close the record of a baby who died."""
        key = FormKey(Form.DEATH, family.id, infant)

        def make() -> EndedView:
            def keep(on: date, words: str) -> None:
                then = self._family_or_slip(family, "The record is closed.", view.show_trouble)
                self._forms.settle(
                    key, lambda: self._lives.close_after_death(family.id, infant, on, words), then
                )

            name = infant_name(family.infant(infant), family.carers)
            title, told = DEATH
            words = (title, told.format(name=name))
            view = EndedView(words, keep, lambda: self._on_done(family.id, ""))
            return view

        self._forms.show(key, make)

    def note(self, family: Family) -> None:
        """Add a note to the record, also to a closed one."""
        self._reason(
            FormKey(Form.NOTE, family.id),
            family,
            NOTE,
            lambda words: self._lives.note(family.id, None, words),
            done="✓ The note is kept.",
        )

    def withdraw(self, family: Family, handed: HandOver) -> None:
        """Take a hand-over back whose package was never opened."""
        title, told, act, asked = WITHDRAW
        self._reason(
            FormKey(Form.WITHDRAWAL, family.id),
            family,
            (title, told.format(name=handed.to.name), act, asked),
            lambda words: self._handovers.withdraw(handed.package, words),
            done="✓ The hand-over is withdrawn. This record can be written here again.",
        )

    def _reason(
        self,
        key: FormKey,
        family: Family,
        words: tuple[str, str, str, str],
        act: Callable[[str], Refusal | None],
        *,
        done: str,
    ) -> None:
        """Ask for a few words, do this with them, and show the family's page."""

        def make() -> ReasonView:
            def then(result: Result[Refusal | None]) -> None:
                if isinstance(result, Err):
                    view.show_trouble(str(result.failure))
                elif result.value is not None:
                    view.show_trouble(result.value.reason)
                else:
                    self._on_done(family.id, done)

            def keep(said: str) -> None:
                self._forms.settle(key, lambda: act(said), then)

            view = ReasonView(words, keep, lambda: self._on_done(family.id, ""))
            return view

        self._forms.show(key, make)

    def reopen(self, family: Family, infant: InfantId) -> None:
        """Open a record again that was closed in error."""
        key = FormKey(Form.REOPENING, family.id, infant)

        def make() -> ReasonView:
            def keep(reason: str) -> None:
                done = "✓ The record is open again."
                then = self._family_or_slip(family, done, view.show_trouble)
                self._forms.settle(key, lambda: self._lives.reopen(family.id, infant, reason), then)

            view = ReasonView(REOPEN, keep, lambda: self._on_done(family.id, ""))
            return view

        self._forms.show(key, make)

    def copy(self, family: Family) -> None:
        """A copy of everything recorded about this family."""
        key = FormKey(Form.COPY, family.id)

        def make() -> CopyView:
            def listed(result: Result[tuple[Item, ...]]) -> None:
                match result:
                    case Ok(value=items):
                        view.show_items(items)
                    case Err(failure=failure):
                        view.show_trouble(str(failure))

            def read(reader: CarerId | None) -> None:
                work = lambda: self._copies.items(family.id, reader)  # noqa: E731 - one call
                self._lane.submit(work, listed, shown_in=view)

            def write(decisions: Mapping[ItemId, Decision], folder: Path) -> None:
                reader = view.reader
                self._forms.settle(
                    key,
                    lambda: self._copies.export(family.id, reader, decisions, folder),
                    lambda result: _tell_copy(view, result),
                    writes_files=True,
                )

            view = CopyView(
                family,
                documents(),
                on_reader=read,
                on_write=write,
                on_cancel=lambda: self._on_done(family.id, ""),
            )
            return view

        self._forms.show(key, make)

    def hand_over(self, family: Family) -> None:
        """Seal this family's record to a named colleague."""
        key = FormKey(Form.HAND_OVER, family.id)
        cards: list[Card] = []

        def make() -> HandOverView:
            def read(file: Path) -> None:
                def then(result: Result[Card]) -> None:
                    match result:
                        case Ok(value=card):
                            cards[:] = [card]
                            view.show_card(card.practitioner.name, card.code)
                        case Err(failure=failure):
                            view.show_trouble(str(failure))

                work = lambda: self._handovers.read_card(file)  # noqa: E731 - one call
                self._lane.submit(work, then, shown_in=view)

            def seal(folder: Path) -> None:
                if cards:
                    self._forms.settle(
                        key,
                        lambda: self._handovers.seal(family.id, cards[0], folder),
                        lambda result: _tell_sealed(view, result),
                        writes_files=True,
                    )

            def receipt(file: Path) -> None:
                self._forms.settle(
                    key,
                    lambda: self._handovers.confirm(file),
                    lambda result: _tell_received(view, result),
                )

            view = HandOverView(
                family_name(family),
                documents(),
                on_card=read,
                on_seal=seal,
                on_receipt=receipt,
                on_cancel=lambda: self._on_done(family.id, ""),
            )
            for card in cards:
                view.show_card(card.practitioner.name, card.code)
            return view

        self._forms.show(key, make)


def _tell_copy(view: CopyView, result: Result[CopyWritten | Undecided]) -> None:
    if isinstance(result, Err):
        view.show_trouble(str(result.failure))
    elif isinstance(result.value, Undecided):
        view.show_trouble("Something new was recorded: decide about it first.")
    else:
        files = f"{result.value.pdf.name} and {result.value.json.name}"
        view.show_done(f"✓ Written: {files}. {result.value.left_out} left out.")


def _tell_sealed(view: HandOverView, result: Result[Sealed]) -> None:
    match result:
        case Ok(value=sealed):
            view.show_done(
                f"✓ Sealed as {sealed.file.name}. Your own code, to say aloud: {sealed.code}"
            )
        case Err(failure=failure):
            view.show_trouble(str(failure))


def _tell_received(view: HandOverView, result: Result[HandOver]) -> None:
    match result:
        case Ok():
            view.show_done("✓ Your colleague has this family now.")
        case Err(failure=failure):
            view.show_trouble(str(failure))
