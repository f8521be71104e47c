"""The caseload, joined to the use case behind it; and help, which needs none."""

from collections.abc import Callable

from desktop.flows.caseload import CaseloadFlow
from desktop.flows.opened import Clock, OpenVault
from desktop.lane import Err, Ok, Result
from desktop.screens.families.view import FamiliesView
from desktop.screens.help.view import HelpView
from desktop.while_open import WhileOpen
from desktop.window import Window
from forms.ids import FamilyId
from storage.caseload import CaseloadPage

_NOTE = (
    "Prompts and checklist are a {note} by your team. Use them to think with, and say so if you"
    " share what they suggest."
)


def show_caseload(  # noqa: PLR0913, PLR0917 - built by hand
    window: Window,
    lane: WhileOpen,
    clock: Clock,
    open_vault: OpenVault,
    flow: CaseloadFlow,
    on_open: Callable[[FamilyId], None],
    on_add: Callable[[], None],
    *,
    has_new_family: bool,
) -> None:
    """Every family of this vault, found by a few letters."""
    view = FamiliesView(
        clock().date(),
        on_find=lambda wanted, first: find(wanted, first),  # noqa: PLW0108 - defined below
        on_open=on_open,
        on_add=on_add,
    )
    view.show_unfinished(has_new_family=has_new_family)
    view.show_notes(banner=_note(open_vault), good="")

    def find(wanted: str, first: int) -> None:
        def then(result: Result[CaseloadPage]) -> None:
            match result:
                case Ok(value=page):
                    view.show_page(page, wanted=wanted)
                case Err(failure=failure):
                    view.show_trouble(str(failure))

        lane.submit(lambda: flow.caseload(wanted, first), then, shown_in=view)

    window.show_here("families")
    window.show_screen(view)
    view.setFocus()
    find("", 0)


def show_help(window: Window, open_vault: OpenVault, on_check: Callable[[], None]) -> None:
    """The keys, and what the program is for."""
    view = HelpView(_note(open_vault), on_check)
    window.show_here("help")
    window.show_screen(view)
    view.setFocus()


def _note(open_vault: OpenVault) -> str:
    """That nobody approved the packs yet, where that is so."""
    notes = dict.fromkeys(open_vault.packs.not_approved)
    return _NOTE.format(note=", ".join(notes)) if notes else ""
